"""Imported by the server that parsing children are forked from, before the first of them.

Packaged tables and language models are loaded here once: the children share their pages, and one
that replaces a dead one is ready at once. The user's registers come later, in each child.
"""

from __future__ import annotations

import gc

from monitor.fetch.memory import be_frugal, give_back
from monitor.jobs.doors import prepare
from monitor.jobs.tasks import Registers

be_frugal()
prepare(Registers())
# What stands now is never collected: a collection would write to every page and unshare it.
give_back()
gc.freeze()
