"""A whole decision without a database: made-up shortlists in, an Outcome out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.incidents.outcome import conclude
from monitor.jobs.gathered import Around, Arrival, Shortlist, Ties
from monitor.jobs.weighing import case, limits, reports_of
from monitor.lineage.edges import TextCandidate, edges
from monitor.lineage.registers import build_register
from monitor.matching.data import load_model
from monitor.matching.decide import Constraints
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile
from monitor.matching.profiling import profile
from monitor.model.deciding import Edge, Incident, Outcome
from monitor.model.reading import Article, Reading
from monitor.settings.nouns import MatchSettings
from tests.incidents.incident_builders import NOW, a_reading, an_incident

MODEL = load_model()
REGISTER = build_register(())


def profiles_of(reading: Reading) -> tuple[Profile, ...]:
    article = reading.article
    return tuple(profile(article, one, MODEL.background) for one in reading.facts.mentions)


def a_candidate(reading: Reading, incident: Incident | None = None) -> Candidate:
    """An incident on the shortlist as one article told it."""
    return Candidate(incident=incident or an_incident(), profiles=profiles_of(reading))


def a_shortlist(*candidates: Candidate, same: str = "", not_same: str = "") -> Shortlist:
    told = {
        "same": {same: "ann"} if same else {},
        "not_same": {not_same: "ann"} if not_same else {},
    }
    return Shortlist(candidates=candidates, constraints=Constraints(**told))


def an_arrival(reading: Reading | None = None, **changes: Any) -> Arrival:
    read = reading or a_reading()
    return Arrival(reading=read, profiles=profiles_of(read), now=NOW, **changes)


def a_text(article: Article) -> TextCandidate:
    return TextCandidate(article=article, first_seen=article.fetched_at)


def outcome_of(
    arrival: Arrival,
    *shortlists: Shortlist,
    around: Around | None = None,
    older: Sequence[Edge] = (),
    settings: MatchSettings | None = None,
) -> Outcome:
    """Decide as the daemon does, from what stands in the arguments alone.

    Incidents that are met and not told `around` are known by their card on the shortlist only.
    """
    lists = shortlists or tuple(Shortlist() for _ in arrival.profiles)
    thresholds = limits(settings or MatchSettings(), MODEL)
    reports = reports_of(arrival, lists, MODEL, thresholds)
    stands = around or Around()
    new = edges(arrival.reading, stands.texts, REGISTER)
    return conclude(case(arrival, reports, stands, Ties(new=new, older=tuple(older)), REGISTER))
