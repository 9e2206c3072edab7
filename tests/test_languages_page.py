"""docs/languages.md tells what the tables hold, and tables tell it by themselves."""

from __future__ import annotations

import pytest

from benchmarks.fit.languages_page import PAGE, listed, lists_in, page


def test_the_page_is_what_the_tables_hold() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert told == page(listed()), "write it anew: python -m benchmarks.fit.languages_page"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"job": {"en": ["writer", "editor"], "fr": ["auteur"]}}, ["job en 2", "job fr 1"]),
        ({"en": {"verbs": ["said"], "that": ["that", "if"]}}, ["verbs en 1", "that en 2"]),
        ({"tolls": {"en": {"killed": "shot|slain"}}}, ["tolls.killed en 2"]),
        ({"pattern": [{"name": "via", "language": "any", "pattern": "x"}]}, ["pattern via any 1"]),
        ({"government": [{"name": "Corvia", "en": ["Corvia", "Corvian"]}]}, ["government en 2"]),
        ({"url_sections": {"ap": ["Associated Press", "agency"]}}, []),
        ({"enough": 0.5}, []),
    ],
)
def test_a_table_registers_itself(raw: dict[str, object], found: list[str]) -> None:
    assert [f"{title} {language} {count}" for title, language, count in lists_in(raw)] == found
