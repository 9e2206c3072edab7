"""Which of two texts is the original, and which of many originals a text was taken from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from monitor.lineage.registers import SourceRegister, same_family
from monitor.lineage.reuse.reuse import ReuseKind, ReuseVerdict, TextOf, compare
from monitor.model.names import Relation

#: A credit outweighs the clock by so much: publication times are wrong by hours, not by days.
CREDIT_OUTWEIGHS = timedelta(hours=24)
#: Containment from which two texts are the same one, whatever their dates.
SAME_TEXT = 0.8
#: A version follows within this time; later, an outlet only repeats its own background paragraphs.
VERSION_WITHIN = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two texts that share prose, the derived one first."""

    newer: TextOf
    older: TextOf
    verdict: ReuseVerdict
    #: The newer one credits the older one's outlet with its text.
    is_credited: bool


def tie_of(one: TextOf, other: TextOf, register: SourceRegister) -> Tie | None:
    """Return how two pages share prose, in their direction; None where they do not.

    Credits decide first, then publication, then first sight. A text never comes from a copy of
    itself: where a much later page is by whom the earlier one credits, they are tied only where
    they are the same text (the later date is then wrong).
    """
    newer, older = (other, one) if _time_key(one) < _time_key(other) else (one, other)
    gap = moment_of(newer) - moment_of(older)
    is_credited = _credits_host(newer, older, register)
    is_turned = not is_credited and _credits_host(older, newer, register)
    if is_turned:
        newer, older, is_credited = older, newer, True
    verdict = compare(newer, older)
    if verdict is None:
        return None
    if is_turned and gap > CREDIT_OUTWEIGHS and verdict.containment < SAME_TEXT:
        return None
    if verdict.kind is ReuseKind.NEW_VERSION and gap > VERSION_WITHIN:
        verdict = replace(verdict, kind=ReuseKind.ADAPTED)
    return Tie(newer, older, verdict, is_credited)


def nearest(ties: Iterable[Tie], mine: TextOf) -> list[Tie]:
    """Return the ties that say something of their own.

    Of many copies of one text only the best original is kept: the credited one, else the one that
    shares most, else the earliest.
    """
    kept: list[Tie] = []
    for tie in sorted(ties, key=_rank):
        if tie.newer.article.id != mine.article.id:
            kept.append(tie)
            continue
        if not any(_is_same_text(tie.older, k.older) for k in kept if k.newer is tie.newer):
            kept.append(tie)
    return kept


def _rank(tie: Tie) -> tuple[bool, bool, float, float, str]:
    is_statement = tie.verdict.kind is ReuseKind.SHARED_STATEMENT
    share = round(tie.verdict.containment, 1)
    when = moment_of(tie.older).total_seconds()
    return is_statement, not tie.is_credited, -share, when, tie.older.article.id


def _is_same_text(one: TextOf, other: TextOf) -> bool:
    verdict = compare(one, other)
    return verdict is not None and verdict.kind is not ReuseKind.SHARED_STATEMENT


def _credits_host(one: TextOf, other: TextOf, register: SourceRegister) -> bool:
    host = register.host_of(other.article)
    return any(
        c.relation is Relation.TEXT_FROM and same_family(c.source, host) for c in one.credits
    )


def moment_of(text: TextOf) -> timedelta:
    """Return when the text appeared, as time since the epoch."""
    article = text.article
    moment = article.published or text.first_seen or article.fetched_at
    seconds = moment.timestamp()
    if article.published is not None and article.published_precision == "day":
        # A bare day says nothing about the hour: take noon, so that times of the day may decide.
        seconds += 43_200
    return timedelta(seconds=seconds)


def _time_key(text: TextOf) -> tuple[float, float, str]:
    seen = text.first_seen or text.article.fetched_at
    return moment_of(text).total_seconds(), seen.timestamp(), text.article.id
