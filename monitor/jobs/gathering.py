"""What deciding needs of the store, gathered in one place: frozen nouns for pure functions."""

from __future__ import annotations

from monitor.matching import packing, shortlist
from monitor.matching.features import Candidate
from monitor.matching.keys import probes
from monitor.matching.model import Model, Thresholds
from monitor.matching.profile import Profile
from monitor.settings.nouns import MatchSettings
from monitor.store import incidents as incident_rows
from monitor.store.open import Store

#: Stored reports of an incident that a mention is compared with.
PROFILES_EACH = 5


def candidates_for(store: Store, profile: Profile, most: int) -> tuple[Candidate, ...]:
    """Return the shortlist of incidents that a mention is compared with, best first."""
    hits = incident_rows.sharing(store, [key for key, _ in probes(profile)])
    scores = shortlist.by_keys(hits)
    known = incident_rows.sketches(store, scores)
    sketches = {number: sketch for number, (_, sketch) in known.items()}
    ranked = shortlist.best(profile, scores, sketches, most)
    ids = list(dict.fromkeys(known[number][0] for number in ranked))
    return tuple(
        Candidate(incident=incident, profiles=tuple(packing.load(text) for text in texts))
        for incident, texts in incident_rows.candidates(store, ids, PROFILES_EACH)
    )


def thresholds(told: MatchSettings, model: Model) -> Thresholds:
    """Return the thresholds in force: the user's, else those fitted with the model."""
    fitted = model.thresholds
    return Thresholds(
        told.same_above if told.same_above is not None else fitted.same_above,
        told.new_below if told.new_below is not None else fitted.new_below,
        fitted.row_more,
    )
