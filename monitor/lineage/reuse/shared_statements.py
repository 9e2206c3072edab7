"""Two texts that share prose because both carry one statement: a third party, not each other.

A release of the police that two papers print stands in both nearly whole. Neither credits the other
or an agency, both come within two days, one calls it a release and the other says whose word it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from monitor.lineage.data import reuse_phrase
from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister, same_family
from monitor.lineage.reuse.direction import Tie, moment_of
from monitor.lineage.reuse.reuse import ReuseKind, TextOf
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
#: The release is named so near to what is shared, in characters.
_NEAR = 400


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
    hosts = [register.host_of(text.article) for text in (newer, older)]
    frame = _frame(tie)
    if frame is None or same_family(*hosts):
        return ()
    if not _same_speaker(attributions, newer.article.text, older.article.text):
        return ()
    words = Span(field="text", start=frame.start(), end=frame.end(), text=frame.group())
    shared = (Evidence(kind="shared_text", span=span) for span in tie.verdict.spans[:2])
    return (Evidence(kind="statement", span=words), *shared)


def _frame(tie: Tie) -> re.Match[str] | None:
    """Return how the newer text names the statement: one of the two must call it a release."""
    newer, older = tie.newer.article.text, tie.older.article.text
    release, according = reuse_phrase("release"), reuse_phrase("according")
    for match in release.finditer(newer):
        near = any(
            s.start - _NEAR < match.start() and match.end() < s.end + _NEAR
            for s in tie.verdict.spans
        )
        if near and (release.search(older) or according.search(older)):
            return match
    return according.search(newer) if release.search(older) else None


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
