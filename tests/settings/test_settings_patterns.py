"""Regular expressions of users: the costly are refused, the others end on hostile lines."""

from __future__ import annotations

import re

import pytest

from monitor.settings.patterns import FLAGS, check_pattern

CHEAP = [
    r"\bUAVs?\b",
    r"rocket(s|ed|ing)?",
    r"(?:drone|missile)\s+(?:attack|strike)s?",
    r"Camp\s+\w{2,20}",
    r"\d{1,3}(?:,\d{3}){0,3} (?:killed|dead)",
    r"(?:\w{1,20}\s){0,5}killed",
    r"^breaking:.*",
    r"(?P<who>Kataib|Kata'ib) Hi?zbollah",
    r"(?i:katyusha)",
    r"(?<!photo: )AFP",
    r"[كق]تائب",
    r"(?:ab|cd)*e",
    r"(?:abc)*d",
    r"(?:\d|\w)+x",
    r".*attack.*base",
    r"rocket\s+attack\s+on\s+camp\s+\d+",
    r"[ab]+,[ab]+",
    r"[^.]*Taji",
]

COSTLY = [
    r"(a+)+$",
    r"(a*)*b",
    r"(?:a|a)*b",
    r"(a|ab)*c",
    r"(\w+\s?)*x",
    r"((a{1,20})+)+b",
    r"(.*)*x",
    r"(.+.+)+x",
    r".*.*.*x",
    r"\w+ \w+ \w+ killed",
    r"a*a*a*a*b",
    r"\s*\s*\s*\s*x",
    r"(a+){9}b",
    r"(?:\dx|\w)+x",
    r"([a-z]|xy)+y",
    r"(?:(?:a{0,50}){0,50}){0,50}b",
    r"(?=(a+)+$)a",
]

UNUSABLE = ["[", "(", "*a", "(?P<1>a)", "a{3,1}", "", "a*", "(?:)", "x?", "(" * 300 + ")" * 300,
            "a" * 1001, "[[a]", "(?<=a+)b"]  # fmt: skip


def hostile_lines() -> list[str]:
    return ["a" * 1000, "ab" * 500, "1," * 500, "word " * 200, "x" + " " * 999, "attack" * 166,
            "breaking:" * 111, "\u0643" * 1000, "cdab" * 250]  # fmt: skip


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("pattern", CHEAP)
def test_usual_patterns_are_taken_and_end_on_hostile_lines(pattern: str) -> None:
    check_pattern(pattern)
    compiled = re.compile(pattern, FLAGS)
    for line in hostile_lines():
        compiled.search(line)


@pytest.mark.parametrize("pattern", COSTLY)
def test_patterns_whose_cost_can_explode_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"repetition|repeats"):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", UNUSABLE)
def test_patterns_that_are_none_or_match_everything_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError):
        check_pattern(pattern)
