from __future__ import annotations

import gc

from monitor.fetch.memory import undisturbed


def test_what_stands_is_left_out_of_collections_until_the_end() -> None:
    before = gc.get_freeze_count()
    with undisturbed():
        assert gc.get_freeze_count() > before
    assert gc.get_freeze_count() == 0
