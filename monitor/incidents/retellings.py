"""In whose name a figure is told that its own sentence gives to nobody: other words of the text.

A headline names nobody: "Mudslide kills five" is what "… killing five people, the secretariat said"
says, so those words prove it better, and whoever says them is its claimant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.incidents.claimants import claimant, is_voice, nearest, voice_of
from monitor.incidents.conflicting_figures import putter
from monitor.incidents.data import retelling_words
from monitor.model.facts import Count
from monitor.model.reading import Attribution, Reading, Source
from monitor.model.spans import Span

#: Characters around a number in which what became of those counted is told.
_BEFORE, _BEHIND = 60, 90
_CLAUSE_END = re.compile(r"[;:!?]|\.\s")
_STOP = re.compile(r"[,.;:!?\"”»]")
_LONGEST = 45


def told_by(count: Count, reading: Reading) -> tuple[Span, Source]:
    """Return the words that prove a figure best, and their claimant."""
    held = nearest(count.span, reading)
    if held is not None:
        return count.span, voice_of(held, reading)
    again = _retold(count, reading)
    if again is not None:
        return again
    return count.span, putter(count.span, reading.article) or claimant(count.span, reading)


def _retold(count: Count, reading: Reading) -> tuple[Span, Source] | None:
    number = count.best if count.best is not None else count.low
    if not number:
        return None
    voices = [a for a in reading.attributions if is_voice(a) and _is_of_text(a)]
    for said in sorted(voices, key=lambda a: a.cue_span.start):
        for span in _same(number, count, said, reading):
            held = nearest(span, reading)
            return span, voice_of(held or said, reading)
    return None


def _is_of_text(said: Attribution) -> bool:
    return said.content_span is not None and said.content_span.field == "text"


def _same(number: int, count: Count, said: Attribution, reading: Reading) -> Iterator[Span]:
    """Yield where the words of an attribution tell the same number of the same."""
    content = said.content_span
    assert content is not None, "only words that are told are looked at"
    language = reading.article.language
    stems, people = _stems(count.field, language), _stems("people", language)
    unit = _stems("unit", language)
    for match in _number(number, language).finditer(content.text):
        behind = _clause(content.text[match.end() : match.end() + _BEHIND])
        if unit is not None and unit.match(behind.lstrip()):
            continue
        before = content.text[max(0, match.start() - _BEFORE) : match.start()]
        before = before[_last_end(before) :]
        is_told = stems is not None and (stems.search(behind) or stems.search(before))
        is_people = number > 1 and people is not None and people.match(behind.lstrip())
        if is_told or is_people:
            yield _words(content, match.start(), match.end(), stems, reading)


def _words(
    content: Span, start: int, end: int, stems: re.Pattern[str] | None, reading: Reading
) -> Span:
    """Return the number with what follows it, up to the word that says what became of them."""
    ahead = content.text[end : end + _LONGEST]
    told = stems.search(ahead) if stems else None
    stop = _STOP.search(ahead)
    if told is not None and (stop is None or told.start() < stop.start()):
        rest = re.match(r"\w*", ahead[told.end() :])
        past = end + told.end() + (rest.end() if rest else 0)
    else:
        past = end
    first, last = content.start + start, content.start + past
    return Span(field="text", start=first, end=last, text=reading.article.text[first:last])


def _clause(text: str) -> str:
    end = _CLAUSE_END.search(text)
    return text[: end.start()] if end else text


def _last_end(text: str) -> int:
    return max((m.end() for m in _CLAUSE_END.finditer(text)), default=0)


@cache
def _stems(name: str, language: str) -> re.Pattern[str] | None:
    cues = retelling_words(name, language)
    return re.compile(rf"(?<!\w)(?:{'|'.join(cues)})", re.IGNORECASE) if cues else None


@cache
def _number(number: int, language: str) -> re.Pattern[str]:
    """Return what tells a number: its digits, with and without marks, or its word."""
    words = retelling_words("number", language)
    marked = f"{number:,}"
    forms = [str(number), re.escape(marked), re.escape(marked.replace(",", "."))]
    forms += [marked.replace(",", r"\s")] if "," in marked else []
    forms += words[number - 1].split("|") if number <= len(words) else []
    return re.compile(rf"(?<![\w.,:-])(?:{'|'.join(forms)})(?![\w:]|[.,]\d)", re.IGNORECASE)
