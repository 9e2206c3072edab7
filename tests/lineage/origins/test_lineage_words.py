"""Origins in one line."""

from __future__ import annotations

import pytest

from monitor.lineage.origins import words
from monitor.model.deciding import Origins


def test_the_one_line() -> None:
    found = Origins(
        independent=2,
        names=("Agence France-Presse", "Iraqi military"),
        undetermined=1,
        articles=7,
        outlets=5,
    )
    assert words.line(found) == (
        "7 articles · 5 outlets · 2 origins (Agence France-Presse; Iraqi military) · 1 undetermined"
    )
    assert words.warning("single_root") == "all trace to one source"


@pytest.mark.parametrize(
    ("independent", "names", "undetermined", "line"),
    [
        (0, (), 1, "1 article · 1 outlet · 0 origins · 1 undetermined"),
        (1, ("AFP",), 0, "1 article · 1 outlet · 1 origin (AFP)"),
        (2, ("AFP", "police"), 0, "1 article · 1 outlet · 2 origins (AFP; police)"),
        (5, tuple("abcde"), 0, "1 article · 1 outlet · 5 origins (a; b; c; d; 1 more)"),
    ],
)
def test_one_line(independent: int, names: tuple[str, ...], undetermined: int, line: str) -> None:
    found = Origins(
        independent=independent, names=names, undetermined=undetermined, articles=1, outlets=1
    )
    assert words.line(found) == line


@pytest.mark.parametrize(
    ("warning", "told"),
    [
        ("circular", "reports lean on one another in a circle"),
        ("anonymous_only", "anonymous sources only"),
        ("something_new", "something new"),
    ],
)
def test_a_warning_in_words(warning: str, told: str) -> None:
    assert words.warning(warning) == told
