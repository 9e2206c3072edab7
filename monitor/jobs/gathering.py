"""What deciding needs of the store, gathered in one place: frozen nouns for pure functions.

Stage by stage, as each decision says what the next one needs; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.articles.versions import revise
from monitor.incidents.outcome import History
from monitor.jobs.gathered import Around, Arrival, Shortlist, Stored
from monitor.jobs.kept import Kept
from monitor.jobs.weighing import met, others_on, reused, worded_alike
from monitor.lineage.edges import TextCandidate
from monitor.matching import hindsight, packing, shortlist
from monitor.matching.core import agreeing
from monitor.matching.crowding import Crowd, crowd
from monitor.matching.decide import Constraints
from monitor.matching.features import Candidate
from monitor.matching.hindsight import ends
from monitor.matching.keys import Keys, probes, probes_back
from monitor.matching.profile import Profile
from monitor.model.deciding import Edge, Incident, Report, Sketch
from monitor.model.facts import Mention
from monitor.model.names import Role, make_id
from monitor.model.reading import Article, Reading
from monitor.store import articles as article_rows
from monitor.store import decisions, person_decisions
from monitor.store import fingerprints as fingerprint_rows
from monitor.store import incidents as incident_rows
from monitor.store import lineage as lineage_rows
from monitor.store import reports as report_rows
from monitor.store import shortlists as shortlist_rows
from monitor.store.open import Store
from monitor.urls import canonical, is_web

#: Stored reports of an incident that a mention is compared with.
PROFILES_EACH = 5
#: Those of one that is perhaps two, of which the core's are taken.
PROFILES_SPLIT = 24
#: Shared fingerprints (one word run in sixteen is kept) from which two texts are compared.
MIN_SHARED = 2
#: Texts compared word by word with a new one.
MOST_TEXTS = 25
#: Latest reports of the same incident looked at for citations.
_MOST_CITED = 12
#: Signals whose address may lead to a text that is stored.
_LINKS = ("out_link", "canonical", "jsonld_based_on")


def stored(store: Store, article: Article) -> Stored | None:
    """Return what is stored of an article's page, None = the page is new."""
    latest = article_rows.find(store, article.id)
    if latest is None:
        return None
    known = article_rows.load_version(store, article.version_id)
    return Stored(article=latest, has_text=known is not None)


def arrival(
    store: Store,
    reading: Reading,
    earlier: Article | None,
    now: datetime,
    *,
    entry_id: str | None = None,
    suppressed: bool = False,
) -> Arrival:
    """Return a reading with what is known of its page, of which `earlier` is the latest version."""
    return Arrival(
        reading=replace(reading, article=revise(reading.article, earlier)),
        profiles=tuple(packing.load(text) for text in reading.profiles),
        about=packing.load(reading.about_profile) if reading.about_profile else None,
        now=now,
        earlier=earlier,
        incident_id=_reported(store, earlier) if earlier else None,
        entry_id=entry_id,
        suppressed=suppressed,
    )


def shortlists(store: Store, judged: Store, found: Arrival, most: int) -> tuple[Shortlist, ...]:
    """Return what each mention is compared with; none where the page takes its report back.

    `judged` is where persons' decisions stand; `most` incidents are compared in full.
    """
    if found.takes_back or not found.profiles:
        return ()
    told = decisions.constraints(judged, found.article.id)
    return tuple(
        Shortlist(
            candidates=candidates_for(store, profile, most), constraints=_binding(told, mention)
        )
        for mention, profile in zip(found.reading.facts.mentions, found.profiles, strict=True)
    )


def shortlist_about(store: Store, judged: Store, found: Arrival, most: int) -> Shortlist:
    """Return what an article that reports nothing new may be on, or what one follows up."""
    if found.about is None:
        return Shortlist()
    told = decisions.constraints(judged, found.article.id)
    has_news = any(mention.role is Role.PRIMARY for mention in found.reading.facts.mentions)
    return Shortlist(
        candidates=candidates_for(store, found.about, most, follows_up=has_news),
        constraints=Constraints(not_same=dict.fromkeys(told.not_same, "a person")),
    )


def candidates_for(
    store: Store, profile: Profile, most: int, *, follows_up: bool = False
) -> tuple[Candidate, ...]:
    """Return the shortlist of incidents that a mention is compared with, best first.

    `follows_up`: the profile is of what an article follows up, however long ago it was.
    """
    asked = probes_back(profile) if follows_up else probes(profile)
    scores, known = _sharing(store, asked)
    sketches = {number: sketch for number, (_, sketch) in known.items()}
    ranked = shortlist.best(profile, scores, sketches, most)
    ids = list(dict.fromkeys(known[number][0] for number in ranked))
    around = crowd(profile, dict(known.values()))
    return tuple(
        Candidate(
            incident=incident,
            profiles=_profiles(store, incident, texts),
            crowd=around.beside(incident.id),
        )
        for incident, texts in shortlist_rows.candidates(store, ids, PROFILES_EACH)
    )


def around_of(store: Store, profile: Profile, most: int, ids: frozenset[str]) -> hindsight.Around:
    """Return what stands around a stored report, but for the incidents `ids`."""
    found = candidates_for(store, profile, most + len(ids))
    return hindsight.Around(
        crowd=crowd_of(store, profile).beside(*ids),
        others=tuple(one for one in found if one.incident.id not in ids)[:most],
    )


def _profiles(store: Store, incident: Incident, texts: Sequence[str]) -> tuple[Profile, ...]:
    """Return what an incident is compared by: its core's, where it is perhaps two."""
    if not incident.perhaps_two:
        return tuple(packing.load(text) for text in texts)
    [(_, more)] = shortlist_rows.candidates(store, [incident.id], PROFILES_SPLIT)
    return ends(agreeing(incident, tuple(map(packing.load, more))), PROFILES_EACH)


def crowd_of(store: Store, profile: Profile) -> Crowd:
    """Return the incidents that stand around a stored report."""
    _, known = _sharing(store, probes(profile))
    return crowd(profile, dict(known.values()))


def _sharing(store: Store, asked: Keys) -> tuple[dict[int, float], dict[int, tuple[str, Sketch]]]:
    """What has one of the keys: first scores, and cards in short, by row number."""
    hits = shortlist_rows.sharing(store, [key for key, _ in asked])
    scores = shortlist.by_keys(hits)
    return scores, shortlist_rows.sketches(store, scores)


def around(
    store: Store,
    found: Arrival,
    reports: Sequence[Report],
    keep: timedelta,
    kept: Kept | None = None,
) -> Around:
    """Return what stands around an article's reports; fingerprints are kept for `keep`, and in
    `kept` what the next article may need again."""
    kept = Kept() if kept is None else kept
    kept.renew(store)
    histories = {incident_id: kept.history(store, incident_id) for incident_id in met(reports)}
    lineages = {
        incident_id: kept.lineages(
            store, others_on(history, reports, incident_id, found.article.id)
        )
        for incident_id, history in histories.items()
    }
    wanted = _near(store, found, reports, histories, keep)
    return Around(histories=histories, lineages=lineages, texts=texts(store, found.article, wanted))


def texts(store: Store, article: Article, version_ids: Iterable[str]) -> tuple[TextCandidate, ...]:
    """Return stored texts as an article is compared with them."""
    wanted = [one for one in dict.fromkeys(version_ids) if one != article.version_id]
    credits = lineage_rows.credits_by_version(store, wanted)
    return tuple(
        TextCandidate(
            article=one,
            credits=credits.get(one.version_id, ()),
            is_same_article=one.id == article.id,
            first_seen=one.fetched_at,
        )
        for one in article_rows.load_versions(store, wanted)
    )


def sharing_prose(store: Store, reading: Reading, keep: timedelta) -> list[str]:
    """Return the stored versions that share fingerprints with a reading, most first."""
    article = reading.article
    since = (article.published or article.fetched_at) - keep
    shared = fingerprint_rows.text_candidates(
        store, reading.signature, since=since, min_shared=MIN_SHARED, limit=MOST_TEXTS
    )
    return [version_id for version_id, _ in shared]


def older_edges(store: Store, new: Iterable[Edge]) -> tuple[Edge, ...]:
    """Return the edges that stand from the articles whose text `new` ones say is used again."""
    ids = reused(new)
    return lineage_rows.edges_from(store, ids) if ids else ()


def _reported(store: Store, article: Article) -> str | None:
    """Return the incident that a stored article reports first-hand."""
    for report in report_rows.of_article(store, article.id):
        if report.role is Role.PRIMARY and report.incident_id:
            return incident_rows.resolve(store, report.incident_id)
    return None


def _binding(told: person_decisions.Constraints, mention: Mention) -> Constraints:
    """Return what persons decided about an article, as it binds one of its mentions."""
    same = told.same if mention.role is Role.PRIMARY else ()
    return Constraints(
        same=dict.fromkeys(same, "a person"), not_same=dict.fromkeys(told.not_same, "a person")
    )


def _near(
    store: Store,
    found: Arrival,
    reports: Sequence[Report],
    histories: Mapping[str, History],
    keep: timedelta,
) -> Iterator[str]:
    """Yield the versions whose texts may have to do with an article's, the likeliest first."""
    yield from sharing_prose(store, found.reading, keep)
    for history in histories.values():
        yield from _latest(history.reports)
    for incident_id in worded_alike(reports):
        yield from _latest(report_rows.of_incident(store, incident_id))
    for linked in _linked(store, found.article):
        yield linked.version_id


def _latest(reports: Sequence[Report]) -> list[str]:
    return [report.version_id for report in reports[-_MOST_CITED:]]


def _linked(store: Store, article: Article) -> Iterator[Article]:
    for signal in article.signals:
        url = signal.value.split(" ", 1)[0]
        if signal.kind in _LINKS and is_web(url):
            linked = article_rows.find(store, make_id("article", canonical(url)))
            if linked is not None and linked.id != article.id:
                yield linked
