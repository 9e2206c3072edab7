"""Who said it in Chinese and Japanese, which are written without blanks: clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from monitor.lineage.attribution.speakers import Speakers
from monitor.lineage.data import unspaced_table
from monitor.model.names import SourceClass
from monitor.model.reading import Attribution, Source
from monitor.model.spans import Span

#: Languages that are read here.
LANGUAGES = frozenset({"zh", "ja"})
#: Clauses that are read, characters of one at most, of a phrase that names somebody.
_CLAUSES, _LONGEST, _NAME = 4000, 80, 24
#: The longest name of a person, where no surname opens it the longest.
_PERSON, _FOREIGN = 4, 3
#: What takes up a body that was told of before.
_THE_SAME = "同"
#: From this length on a relative clause before the noun is cut off.
_LONG = 14


@dataclass(frozen=True, slots=True)
class Forms:
    """The patterns of one language."""

    clause: re.Pattern[str]
    by_verb: re.Pattern[str]
    by_phrase: re.Pattern[str]
    lead: re.Pattern[str]
    titled: re.Pattern[str]
    addressed: re.Pattern[str]
    person: re.Pattern[str]
    body: re.Pattern[str]
    rank: re.Pattern[str]
    surname: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Who:
    """A phrase of somebody: its characters, and what he is called."""

    start: int
    end: int
    name: str
    source_class: SourceClass


def unspaced_attributions(text: str, language: str, speakers: Speakers) -> tuple[Attribution, ...]:
    """Return who said what in a Chinese or Japanese text, in text order."""
    forms = _forms(language)
    found: list[Attribution] = []
    names: list[Source] = []
    for start, end in _clauses(text, forms):
        for who, cue in _in_clause(text, start, end, forms):
            source = _source(who, names, speakers)
            names.append(source)
            found.append(
                Attribution(
                    source=source,
                    source_span=_span(text, who.start, who.end),
                    cue_span=_span(text, *cue),
                    content_span=_content(text, cue[1]),
                    kind="statement",
                    via=(),
                )
            )
    return tuple(found)


def _clauses(text: str, forms: Forms) -> Iterator[tuple[int, int]]:
    for number, match in enumerate(forms.clause.finditer(text)):
        if number >= _CLAUSES:
            return
        yield match.start(), match.end()


def _in_clause(
    text: str, start: int, end: int, forms: Forms
) -> Iterator[tuple[Who, tuple[int, int]]]:
    clause = text[start:end]
    for pattern in (forms.by_phrase, forms.by_verb):
        match = pattern.search(clause[:_LONGEST] if pattern is forms.by_phrase else clause)
        if match is None:
            continue
        who = _who(text, start + match.start("who"), start + match.end("who"), forms)
        if who is not None:
            yield who, (start + match.start("cue"), start + match.end("cue"))
            return


def _who(text: str, start: int, end: int, forms: Forms) -> Who | None:
    """Return whom the characters name, None where they are no phrase of somebody."""
    while lead := forms.lead.match(text, start, end):
        if lead.end() == start:
            break
        start = lead.end()
    phrase = text[start:end]
    if "的" in phrase and len(phrase) > _LONG:
        start += phrase.rindex("的") + 1
        phrase = text[start:end]
    if not 2 <= len(phrase) <= _NAME or phrase.startswith(_THE_SAME):
        return None
    name = _personal(phrase, forms)
    if name:
        return Who(start, end, name, SourceClass.PERSON)
    if forms.person.search(phrase):
        return Who(start, end, phrase, SourceClass.WITNESS)
    if forms.body.search(phrase):
        return Who(start, end, phrase.strip("《》“”"), SourceClass.OFFICIAL_BODY)
    return None


def _personal(phrase: str, forms: Forms) -> str:
    """Return the name of a person at the end of a phrase, "" where none stands there."""
    rank = forms.rank.search(phrase)
    bare = phrase[: rank.start()] if rank else phrase
    addressed = forms.addressed.search(bare)
    if addressed is not None:
        return addressed.group("name")
    titled = forms.titled.search(bare)
    if titled is not None:
        name = titled.group("name")
        longest = _PERSON if forms.surname.match(name) else _FOREIGN
        return name if len(name) <= longest else ""
    is_alone = 2 <= len(bare) <= _FOREIGN and forms.surname.match(bare) is not None
    return bare if is_alone else ""


def _source(who: Who, names: list[Source], speakers: Speakers) -> Source:
    known = speakers.known(who.name)
    if known is not None and known[0] == 0 and known[1] == len(who.name):
        return known[2]
    for source in names:
        # "県警" after "愛知県警".
        if source.name.endswith(who.name) or source.name.startswith(who.name):
            return source
    return Source(name=who.name, source_class=who.source_class)


def _content(text: str, cue_end: int) -> Span | None:
    """Return what stands behind the cue up to the end of its sentence."""
    start = cue_end
    while start < len(text) and text[start] in "，、：:,“「 ":
        start += 1
    ends = [at for sign in "。\n！？" if (at := text.find(sign, start)) >= 0]
    end = min(ends, default=len(text))
    return _span(text, start, end) if end > start else None


def _span(text: str, start: int, end: int) -> Span:
    return Span(field="text", start=start, end=end, text=text[start:end])


@cache
def _forms(language: str) -> Forms:
    table = unspaced_table()
    chinese = language == "zh"
    said = (
        r"^(?P<who>[^，。]{2,40}?)(?:{manner})*(?P<cue>{verb})$"
        if chinese
        else r"(?:^|、)(?P<who>[^、。「」]{2,30}?)(?:（[^）]{1,12}）)?は.*?と?"
        r"(?P<cue>(?:{verb})[^、。「」]{0,6}|」)$"
    )
    cited = (
        r"^[^，。]{0,4}?(?P<cue>{before})(?P<who>[^，。]{2,30}?)(?:{manner})*(?:{behind})"
        if chinese
        else r"(?:^|、)(?P<who>[^、。「」]{2,30}?)(?:（[^）]{1,12}）)?(?P<cue>{behind})"
    )
    return Forms(
        clause=re.compile(r"[^，。！？；：\n“”]+" if chinese else r"(?:「[^」]{0,200}」|[^。\n])+"),
        by_verb=table.regex(said, language),
        by_phrase=table.regex(cited, language),
        lead=table.regex(r"{lead}、?", language),
        titled=table.regex(
            r".*(?:{person})(?P<name>[^\W\d_的]{2,4}(?:·\w+)?)$" if chinese else r"(?!)(?P<name>)",
            language,
        ),
        addressed=table.regex(
            r"(?P<name>{surname}[^\W\d_的]{0,2}?{address})$"
            if chinese
            else r"(?P<name>[^\W\d_ぁ-ん]{1,6}{address})$",
            language,
        ),
        person=table.regex(r"(?:{person})(?:ら|们)?$", language),
        body=table.regex(r"(?:{body})[》”]?$", language),
        rank=table.regex(r"(?:{rank})$", language),
        surname=table.regex(r"{surname}", language),
    )
