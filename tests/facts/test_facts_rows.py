"""Large tables as bytes: found by key, no object a row."""

from __future__ import annotations

from monitor.facts.where.packed_table import Heads, Rows

TEXT = "alba\t1\nalba\t2\nbrig\t3\nüst\t4\nочаково\t5".encode()


def test_first_of_equal_keys_is_found():
    rows = Rows(TEXT)
    assert [rows.find(name) for name in ("alba", "brig", "üst", "очаково")] == [0, 2, 3, 4]
    assert [rows[number] for number in (1, 4)] == ["alba\t2", "очаково\t5"]


def test_what_is_no_key_is_not_found():
    rows = Rows(TEXT)
    for name in ("", "alb", "alba\t1", "albany", "3", "\ud800"):
        assert rows.find(name) is None
        assert name not in rows


def test_keys_come_once_and_rows_all():
    rows = Rows(TEXT)
    assert list(rows.keys()) == ["alba", "brig", "üst", "очаково"]
    assert len(list(rows)) == len(rows) == 5


def test_no_rows_hold_nothing():
    assert len(Rows(b"")) == 0
    assert Rows(b"").find("alba") is None


def test_every_key_is_found_in_a_full_table():
    names = [f"town {number}" for number in range(3000)]
    rows = Rows("\n".join(f"{name}\t0" for name in names).encode())
    assert [rows.find(name) for name in names] == list(range(3000))
    assert not any(f"{name}x" in rows for name in names)


def test_heads_tell_the_most_words_and_leave_a_copy_alone():
    heads = Heads(10)
    heads.add(["alba", "alba longa", "alba longa vecchia"])
    copied = heads.copy()
    copied.add(["alba de las torres"])
    assert (heads.get("alba"), copied.get("alba")) == (3, 4)
