"""Two texts that share prose because both carry one statement: a third party, not each other.

A release of the police that two papers print stands in both nearly whole. Neither credits the other
or an agency, both come within two days, both say that somebody's statement is what they tell, and
it is the same somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from monitor.lineage.direction import Tie, moment_of
from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister
from monitor.lineage.reuse import ReuseKind, TextOf
from monitor.model.deciding import Evidence
from monitor.model.names import Relation, SourceClass
from monitor.model.reading import Attribution
from monitor.model.spans import Span

#: A release is printed while it is news.
_WITHIN = timedelta(hours=48)
_TEXTS = frozenset(
    {ReuseKind.COPY, ReuseKind.TRIMMED, ReuseKind.EXCERPT, ReuseKind.ADAPTED, ReuseKind.EMBEDDED}
)
_SPEAKERS = frozenset(
    {
        *(SourceClass.OFFICIAL_BODY, SourceClass.NAMED_OFFICIAL, SourceClass.ARMED_GROUP),
        *(SourceClass.NGO, SourceClass.DOCUMENT),
    }
)
_FRAME = re.compile(
    r"\b(?:in|to|with|issued|released|from) (?:an?|the|its|their|his|her) (?:\w+ ){0,3}"
    r"(?:statement|news release|press release|release|communiqué|announcement|report)\b|"
    r"\b(?:news|press|media) release\b|\bfor immediate release\b|\bat the time of this release\b|"
    r"\bthis statement\b|\ba statement (?:by|from|of)\b|\baccording to (?:the |a )?(?:\w+ ){0,4}"
    r"(?:police|sheriff(?:['’]s)?|department|bureau|office|ministry|authorities|report)\b|"
    r"\banyone (?:with|who (?:may )?ha(?:s|ve)) (?:any )?information\b|"
    r"\b(?:in einer Erklärung|Pressemitteilung|laut Polizei|teilte die Polizei)\b|"
    r"\b(?:dans un communiqué|par communiqué|en un comunicado|in un comunicato|em nota)\b",
    re.IGNORECASE,
)


def shared_statement(
    tie: Tie, attributions: Sequence[Attribution], register: SourceRegister
) -> tuple[Evidence, ...]:
    """Return the words that show both texts to carry one statement, () where they do not.

    `attributions` are of the text just read, whichever of the two it is; the evidence stands in the
    newer one.
    """
    newer, older = tie.newer, tie.older
    if tie.verdict.kind not in _TEXTS or abs(moment_of(newer) - moment_of(older)) > _WITHIN:
        return ()
    if any(_has_origin(text, register) for text in (newer, older)):
        return ()
    frame = _FRAME.search(newer.article.text)
    if frame is None or not _FRAME.search(older.article.text):
        return ()
    if not _same_speaker(attributions, newer.article.text, older.article.text):
        return ()
    words = Span(field="text", start=frame.start(), end=frame.end(), text=frame.group())
    shared = (Evidence(kind="shared_text", span=span) for span in tie.verdict.spans[:2])
    return (Evidence(kind="statement", span=words), *shared)


def _has_origin(text: TextOf, register: SourceRegister) -> bool:
    """Whether a credit or its host tells whose text it is: an agency, or the speaker himself."""
    if any(credit.relation is Relation.TEXT_FROM for credit in text.credits):
        return True
    host = register.host_of(text.article).source_class
    return host in _SPEAKERS or (host in MEDIA_CLASSES and host is not SourceClass.OUTLET)


def _same_speaker(attributions: Sequence[Attribution], one: str, other: str) -> bool:
    """Whether somebody who speaks for a body is named in both texts by the same words."""
    for attribution in attributions:
        span = attribution.source_span
        if span is None or attribution.kind == "stance":
            continue
        if attribution.source.source_class in _SPEAKERS:
            name = span.text.split(",")[0].strip().casefold().removeprefix("the ")
            if len(name) > 3 and name in one.casefold() and name in other.casefold():
                return True
    return False
