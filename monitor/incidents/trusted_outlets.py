"""Whose word a watch trusts, and whether a report carries what an earlier alert told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.model.collecting import Feed
from monitor.model.deciding import Claim, Outcome
from monitor.model.names import AlertKind, Relation
from monitor.model.reading import Article, Credit
from monitor.model.telling import Alert
from monitor.registers import SourceRow, Watch
from monitor.text import fold
from monitor.urls import is_web, registrable_domain

_COPIES = (Relation.REPUBLISHES, Relation.ADAPTS)
_TOLLS = ("killed", "injured", "missing", "kidnapped", "munitions")
#: Fields in which an alert's information stands, by kind. Kinds that are left out are carried by a
#: copy only: that there are two origins is said by nobody's figure.
_FIELDS = {
    AlertKind.TOLL_CHANGED: _TOLLS,
    AlertKind.OFFICIAL_CONFIRMATION: _TOLLS,
    AlertKind.CORRECTION: _TOLLS,
    AlertKind.DISPUTE: _TOLLS,
    AlertKind.RESPONSIBILITY_CLAIMED: ("responsibility",),
    AlertKind.RESPONSIBILITY_DENIED: ("denial",),
}


def names_of(article: Article, credits: Iterable[Credit] = ()) -> frozenset[str]:
    """Return, folded, every name under which an article's information comes: of its outlet (name,
    domain, family) and of whoever its text is credited to."""
    names = [article.outlet, article.outlet_name, article.outlet_family]
    if is_web(article.url):
        names.append(registrable_domain(article.url))
    for credit in credits:
        if credit.relation is Relation.TEXT_FROM:
            names += [credit.source.name, credit.source.family]
    return frozenset(fold(name) for name in names if name)


def is_trusted(watch: Watch, names: frozenset[str]) -> bool:
    """Whether one of `names` is trusted by the watch; any is where it trusts nobody by name."""
    return not watch.trust or any(fold(name) in names for name in watch.trust)


def outlet_spellings(
    wanted: Sequence[str], feeds: Iterable[Feed], sources: Iterable[SourceRow]
) -> tuple[str, ...]:
    """Return names of outlets with the other names, domains and members that they stand for."""
    asked = {fold(name) for name in wanted}
    found = list(wanted)
    found += [registrable_domain(name) for name in wanted if "." in name and " " not in name]
    for row in sources:
        own = (row.name, *row.aliases, *row.domains)
        if asked & {fold(name) for name in (*own, row.family) if name}:
            found += own
    for feed in feeds:
        if asked & {fold(name) for name in (feed.outlet, feed.family) if name}:
            found.append(feed.outlet)
    return tuple(dict.fromkeys(name for name in found if name))


def carries(outcome: Outcome, alert: Alert, known: Iterable[Claim]) -> bool:
    """Whether the article just read tells first-hand what `alert` told; `known`: its claims then.

    That an incident happened is carried by any report of it; a figure or a claim of responsibility
    by whoever says the same; all else by a copy of the article that it came from.
    """
    if alert.kind is AlertKind.NEW_INCIDENT:
        return True
    if any(e.to_article_id == alert.article_id and e.relation in _COPIES for e in outcome.edges):
        return alert.article_id is not None
    fields = _FIELDS.get(alert.kind, ())
    told = {
        (c.field, c.low, c.high, c.value)
        for c in known
        if c.article_id == alert.article_id and c.field in fields and not c.superseded_by
    }
    return any((c.field, c.low, c.high, c.value) in told for c in outcome.claims)
