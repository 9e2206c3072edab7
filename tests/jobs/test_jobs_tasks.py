"""The daemon asks children to read, and loads nothing of what reads."""

from __future__ import annotations

import subprocess
import sys

READERS = ("lxml", "bs4", "feedparser", "trafilatura", "htmldate", "py3langid")
SCRIPT = """
import sys
import monitor.app, monitor.cli.daemon, monitor.jobs.read, monitor.jobs.poll
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_the_daemon_loads_no_library_that_reads():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not set(READERS) & set(done.stdout.split())
