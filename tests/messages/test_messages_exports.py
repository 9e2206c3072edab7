"""Exports as text: lossless JSON lines, and CSV that is safe to open."""

from __future__ import annotations

import csv
import io
import json

import pytest

from monitor.messages.exports import as_text

ROWS = [{"id": "a", "names": ["x", "ü"], "n": 1}, {"id": "b", "names": [], "n": None}]


def test_json_lines_hold_the_very_rows() -> None:
    texts = list(as_text(ROWS, "jsonl"))
    assert [json.loads(text) for text in texts] == ROWS
    assert all(text.endswith("\n") for text in texts)
    assert "ü" in texts[0]


def test_csv_has_a_head_and_lists_as_json() -> None:
    texts = list(as_text(ROWS, "csv"))
    assert len(texts) == len(ROWS)
    read = list(csv.DictReader(io.StringIO("".join(texts))))
    assert read[0] == {"id": "a", "names": '["x", "ü"]', "n": "1"}
    assert read[1]["n"] == ""


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "＝1", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_is_defused(value: str) -> None:
    text = "".join(as_text([{"id": value}], "csv"))
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert row["id"] == "'" + value


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_no_rows_are_no_text(form: str) -> None:
    assert list(as_text([], form)) == []
