"""Names and numbers that tell one incident from the next, by their shape alone. Bounded, linear."""

from __future__ import annotations

import re

from monitor.text import fold

#: Two to four capitalised words in a row, particles inside allowed ("Ali al-Sistani").
_NAME = re.compile(
    r"\b[A-ZÀ-ÞА-Я][^\W\d_]{1,20}\.?"
    r"(?:[ \-](?:al-|el-|de |da |van |von |bin |ibn )?[A-ZÀ-ÞА-Я][^\W\d_]{0,20}){1,3}"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]{0,12}(?![\w])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEADING = re.compile(
    r"the|a|an|in|on|at|for|from|with|by|but|and|or|as|after|before|when|"
    r"while|if|he|she|it|they|we|his|her|its|their|this|that|these|those|there|"
    r"here|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|"
    r"march|april|june|july|august|september|october|november|december|mr|mrs|ms|"
    r"dr|sgt|lt|capt|chief|officer|detective|sheriff|president"
)
_AGE = re.compile(
    r"\b(\d{1,2})[- ]years?[- ]old|,\s(?:aged? )?(\d{1,2})(?=[,;.])|\baged (\d{1,2})\b"
)
#: "7:45 a.m.", "8 p.m.", "19:30", "19h30", "19.30 Uhr": hour, minute, half of the day.
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?\s?"
    r"(?:([ap])\.?\s?m\b|(?=uhr|hrs|gmt|local time)|(?<=:[0-5]\d)|(?<=h[0-5]\d))",
    re.IGNORECASE,
)
_FIRST_CHARS = 6_000
#: Most times of day kept.
_CLOCKS = 6


#: A capitalised word after a small letter or a comma: no sentence's start.
_PROPER = re.compile(
    r"(?<=[a-zà-ÿа-я,;]\s)[A-ZÀ-ÞА-Я][^\W\d_]{2,24}(?:[ -][A-ZÀ-ÞА-Я][^\W\d_]{2,24}){0,3}"
)


def proper_in(text: str) -> tuple[str, ...]:
    """Return the single words of names inside sentences, folded, in order of first use."""
    found: dict[str, None] = {}
    for match in _PROPER.finditer(text[:_FIRST_CHARS]):
        for part in re.split(r"[ -]", fold(match[0])):
            found.setdefault(part)
    return tuple(found)


def names_in(text: str) -> tuple[str, ...]:
    """Return names of two words and more, folded, in order of first use, at most 60."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(text[:_FIRST_CHARS]):
        parts = fold(match[0]).replace(".", "").split()
        while parts and _LEADING.fullmatch(parts[0]):
            parts = parts[1:]
        while parts and _LEADING.fullmatch(parts[-1]):
            parts = parts[:-1]
        if len(parts) > 1 or (parts and "-" in parts[0]):
            found.setdefault(" ".join(parts))
        if len(found) >= 60:
            break
    return tuple(found)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return figures of two digits and more that are no years, in order of first use."""
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(text[:_FIRST_CHARS]):
        digits = match[0].strip(".,").replace(",", "")
        if len(digits) > 1 and not _YEAR.fullmatch(digits):
            found.setdefault(digits)
    return tuple(found)


def ages_in(text: str) -> tuple[int, ...]:
    """Return ages of persons as news writes them ("a 23-year-old", "Ada Berg, 41,")."""
    found = (match[1] or match[2] or match[3] for match in _AGE.finditer(text[:_FIRST_CHARS]))
    return tuple(dict.fromkeys(int(age) for age in found if int(age) > 0))


def clocks_in(text: str) -> tuple[int, ...]:
    """Return times of day in minutes after midnight, in order of first use."""
    found: dict[int, None] = {}
    for match in _CLOCK.finditer(text[:_FIRST_CHARS]):
        hour, half = int(match[1]), (match[3] or "").lower()
        if half and hour > 12:
            continue
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        found.setdefault(60 * hour + int(match[2] or 0))
    return tuple(found)[:_CLOCKS]
