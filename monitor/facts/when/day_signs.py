"""What speaks for each time told, as signs that a reader can name; the weights are fitted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from monitor.facts.attachment import names_it
from monitor.facts.lexical.word_lists import bags, one_of
from monitor.facts.nouns import HARD, Clause, Moment
from monitor.facts.when.day_candidates import FRESH, LEAD, DayCandidate, Told
from monitor.model.names import DatePrecision

_WORDS = bags("when.day_signs")
_LINKS = {name: _WORDS[name] for name in ("after", "which", "born")}
_JUDGED, _GOES_ON = _WORDS["judged"], _WORDS["goes_on"]
_FINE = (DatePrecision.DAY, DatePrecision.DAYS)
#: Upper ends of the classes of a rank (0 the title) and of the days before publication.
_RANKS = (0, 1, 2, 3, 5, 8, 12, 18)
_GAPS = (0, 1, 2, 3, 6, 9, 16, 31, 92, 400)
#: Crime and disaster are told otherwise than speeches and votes: these signs count for each apart.
_CROSSED = ("first", "kind", "gap", "of ", "rank", "votes", "fresh window")
_MOST_VOTES = 4
#: Words before a time that may put it into a subordinate clause.
_REACH = 14
_CLOCK_BEFORE = re.compile(
    r"\d{1,2}(?::\d\d)? ?[ap]\.?m\.?,? (?:on |local time |late |early )*$", re.IGNORECASE
)
_CLOCK_AFTER = re.compile(
    rf",? ?(?:{one_of('when.day_signs', 'to_hour')} )*"
    rf"\d{{1,2}}(?:[:.]?\d\d)? ?{one_of('when.day_signs', 'hour_ends')}\b",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b", re.IGNORECASE)


def all_signs(
    found: Sequence[Clause],
    made: Sequence[DayCandidate],
    published: date | None,
    group: str,
) -> list[dict[str, float]]:
    """Return the signs of each candidate. `group`: of the article's type ("violent", "law" …)."""
    text = _of_text(found, made, published, group)
    firsts = _firsts(made, published)
    about = _about(found)
    sort = "hard" if group in HARD or _hurts(found) else "soft"
    signs: list[dict[str, float]] = []
    for one in made:
        if one.told:
            own = _of_told(one, published, group, firsts, about)
        else:
            name = "none" if one.start is None else "fresh window"
            own = {f"{name}, {sign}": amount for sign, amount in text.items()}
        crossed = {f"{sort}; {s}": a for s, a in own.items() if s.startswith(_CROSSED)}
        signs.append(own | crossed)
    return signs


def _hurts(found: Sequence[Clause]) -> bool:
    """Whether the lead counts dead or wounded."""
    lead = (clause for clause in found if clause.rank <= LEAD)
    return any(t.field in ("killed", "injured") and t.best > 0 for c in lead for t in c.tallies)


def _of_text(
    found: Sequence[Clause],
    made: Sequence[DayCandidate],
    published: date | None,
    group: str,
) -> dict[str, float]:
    """What the article as a whole says of the window and of silence."""
    told = [t for one in made for t in one.told if t.moment.precision in _FINE and not t.stamp]
    signs = {"always", f"group {group}", _about(found)} | set(_of_lead(found))
    lead = any(t.clause.rank <= LEAD for t in told)
    signs.add("a day in the lead" if lead else "no day in the lead")
    if published is None:
        signs.add("undated")
    if not told:
        signs.add("no day at all")
    elif published is not None:
        nearest = min((published - t.moment.end).days for t in told if t.moment.end)
        signs.add("a fresh day" if nearest <= FRESH else "no fresh day")
        signs.add(f"nearest day {_class(nearest, _GAPS)}")
    return {sign: 1.0 for sign in sorted(signs) if sign}


def _of_lead(found: Sequence[Clause]) -> Iterator[str]:
    for clause in found:
        if clause.rank > LEAD:
            break
        if clause.back:
            yield f"lead reaches back: {clause.back}"
        if clause.hard or clause.tallies:
            yield "lead tells harm"
        if _HOUR.search(clause.prose.text, *_characters(clause)):
            yield "an hour in the lead"


def _about(found: Sequence[Clause]) -> str:
    """What a headline speaks of beside a happening: a trial, or what followed."""
    words = {w for c in found if c.rank == 0 for w in c.prose.words[c.first : c.past]}
    for name, cues in (("judged", _JUDGED), ("followed", _GOES_ON)):
        if not cues.isdisjoint(words):
            return f"title of what is {name}"
    return ""


def _characters(clause: Clause) -> tuple[int, int]:
    return clause.prose.starts[clause.first], clause.prose.ends[clause.past - 1]


def _firsts(made: Sequence[DayCandidate], published: date | None) -> dict[str, DayCandidate]:
    """Which candidate is told first of all days, of the fresh ones, of those of a happening."""
    firsts: dict[str, tuple[tuple[int, int, int], DayCandidate]] = {}
    for one in made:
        for t in one.told:
            if t.stamp or t.moment.precision not in _FINE:
                continue
            at = (t.clause.rank, t.clause.prose.field != "title", t.moment.first)
            for name in _sorts(t, published):
                if name not in firsts or at < firsts[name][0]:
                    firsts[name] = (at, one)
    return {name: one for name, (_, one) in firsts.items()}


def _sorts(told: Told, published: date | None) -> Iterator[str]:
    yield "first day"
    if published and told.moment.end and (published - told.moment.end).days <= FRESH:
        yield "first fresh day"
    if told.of == "happening":
        yield "first day of a happening"
    if told.of != "speech":
        yield "first day but of speech"


def _of_told(
    one: DayCandidate,
    published: date | None,
    group: str,
    firsts: Mapping[str, DayCandidate],
    about: str,
) -> dict[str, float]:
    signs: dict[str, float] = {}
    for t in one.told:
        for sign in _of_moment(t, group):
            signs[sign] = 1.0
    best = min(one.told, key=lambda t: (t.stamp, t.clause.rank, t.moment.first))
    rank = _class(best.clause.rank, _RANKS)
    signs[f"rank {rank}"] = 1.0
    kind = _kind(best.moment)
    signs[f"kind {kind}"] = 1.0
    signs[f"kind {kind}, rank {rank}"] = 1.0
    if about:
        signs[f"{about}, of {best.of}"] = 1.0
    votes = len({t.clause.rank for t in one.told if not t.stamp})
    signs["votes"] = float(min(votes, _MOST_VOTES))
    happening = {t.clause.rank for t in one.told if t.of == "happening" and not t.clause.back}
    signs["votes of happenings"] = float(min(len(happening), _MOST_VOTES))
    for name, first in firsts.items():
        if first is one:
            signs[name] = 1.0
    if published is not None and one.end is not None:
        gap = _class((published - one.end).days, _GAPS)
        signs[f"gap {gap}"] = 1.0
        signs[f"gap {gap}, {kind}"] = 1.0
        signs[f"gap {gap}, rank {rank}"] = 1.0
        signs[f"gap {gap}, of {best.of}"] = 1.0
        if kind == "full date" and one.end.year == published.year:
            # News tells no year of its own; captions and stamps do.
            signs["the year of publication told"] = 1.0
        if about:
            signs[f"{about}, gap {gap}"] = 1.0
    else:
        signs["undated"] = 1.0
        signs[f"undated, {kind}"] = 1.0
        signs[f"undated, rank {rank}"] = 1.0
    return signs


def _kind(moment: Moment) -> str:
    """The kind of an expression; a date with its year says more than one without."""
    if moment.kind == "date" and any(
        len(word) == 4 and word.isdigit() for word in moment.prose.words[moment.first : moment.past]
    ):
        return "full date"
    if moment.kind in ("relative", "today"):
        return f"{moment.kind} {moment.precision.value}"
    return moment.kind


def _of_moment(t: Told, group: str) -> Iterator[str]:
    clause, moment = t.clause, t.moment
    near = "lead" if clause.rank <= LEAD else "later"
    of = t.of or "nothing"
    yield f"of {of}"
    yield f"of {of}, {near}"
    yield f"of {of}, {group}"
    if t.stamp:
        yield f"a stamp: {t.stamp}"
    if clause.back:
        yield "reaches back"
        yield f"reaches back: {clause.back}"
    if clause.has("statistic"):
        yield "a statistic"
    if clause.has("back"):
        yield "looks back"
    if clause.hard:
        yield f"beside a happening, {near}"
    if clause.tallies:
        yield f"beside a toll, {near}"
    if moment.part:
        yield "part of the day"
    yield from (f"{sign}, {near}" for sign in _around(clause, moment))
    if names_it(clause, moment):
        yield f"names it, {near}"
    start = clause.prose.starts[moment.first]
    if _CLOCK_BEFORE.search(clause.prose.text[max(0, start - 24) : start]):
        yield "an hour before it"
    past = clause.prose.ends[moment.past - 1]
    if _CLOCK_AFTER.match(clause.prose.text, past):
        yield f"an hour after it, {near}"


def _around(clause: Clause, moment: Moment) -> Iterator[str]:
    """What stands before a time in its sentence: its beginning, "after", "where"."""
    prose = clause.prose
    begin = prose.sentences[prose.sentence_of[moment.first]][0]
    before = prose.words[max(begin, moment.first - _REACH) : moment.first]
    if moment.first - begin <= 1:
        yield "begins its sentence"
    for name, words in _LINKS.items():
        if not words.isdisjoint(before):
            yield f"behind a word {name}"


def _class(value: int, ends: Sequence[int]) -> str:
    """The name of the class a number is in: "0", "1", "4-5", "over 18"."""
    below = -1
    for end in ends:
        if value <= end:
            return str(end) if end - below == 1 or value < 0 else f"{below + 1}-{end}"
        below = end
    return f"over {ends[-1]}"
