"""From a mention and a candidate to one row of numbers, in the order of `NAMES`.

Every pair of (mention, report's profile) is scored; agreements take the best over the candidate's
profiles, contradictions the mildest, and the mean text likeness guards against chains. Words are
compared within one language only: across languages their likeness is unknown, not small.

Likeness is a share, never a sum: what long texts have in common by chance grows with their length.
Sums of shared words, names and figures, and what tells the kind of corpus (lengths, languages, how
many reports), looked well where they were fitted and misled everywhere else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.matching import compare, name_scorers
from monitor.matching.profile import Profile
from monitor.matching.word_weights import Bag
from monitor.model.deciding import Incident


@dataclass(frozen=True, slots=True)
class Echoes:
    """What two tellings share, beside what reports of other days share; both 0–1."""

    #: The share of it that those have, too.
    echoed: float
    #: How much of it none of them has; 1 = much.
    own: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An incident on the shortlist with the profiles of a few of its reports (or of its row)."""

    incident: Incident
    profiles: tuple[Profile, ...]
    #: How many other incidents stand near the mention, and how many are of its kind (crowding.py).
    crowd: tuple[int, int] = (0, 0)
    #: What it has in common with the mention beside other days' reports (echoes.py); None where
    #: no other can tell.
    echoes: Echoes | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    name: str
    score: Callable[[Profile, Profile], float]
    #: How the candidate's profiles are joined: "max", "min".
    join: str
    #: +1: more speaks for the same incident; -1: against; 0: free.
    direction: int
    #: What a person calls it.
    words: str
    #: Likeness of common words: unknown between two languages.
    worded: bool = False


def _unknown(_a: Profile, _b: Profile) -> float:
    return compare.UNKNOWN


def _title_in_lead(a: Profile, b: Profile) -> float:
    return _greatest(
        (
            compare.containment(a.title_bag, b.lead_bag),
            compare.containment(b.title_bag, a.lead_bag),
        )
    )


def _type_same(a: Profile, b: Profile) -> float:
    if "other" in (a.incident_type, b.incident_type):
        return compare.UNKNOWN
    return float(a.incident_type == b.incident_type)


def is_in_another_language(a: Profile, b: Profile) -> bool:
    """Return whether the two are known to be in different languages."""
    return bool(a.language and b.language) and a.language != b.language


FEATURES: tuple[Feature, ...] = (
    Feature(
        "title",
        lambda a, b: compare.dice(a.title_bag, b.title_bag),
        "max",
        1,
        "titles",
        worded=True,
    ),
    Feature("title_in_lead", _title_in_lead, "max", 1, "title in the other's lead", worded=True),
    Feature(
        "lead", lambda a, b: compare.dice(a.lead_bag, b.lead_bag), "max", 1, "leads", worded=True
    ),
    Feature(
        "body",
        lambda a, b: compare.cosine(a.topic_bag, b.topic_bag),
        "max",
        1,
        "words",
        worded=True,
    ),
    Feature(
        "rare_share",
        lambda a, b: compare.shorter_in_longer(a.rare_bag, b.rare_bag),
        "max",
        1,
        "share of rare words",
        worded=True,
    ),
    Feature(
        "contained",
        lambda a, b: compare.shorter_in_longer(a.body_bag, b.body_bag),
        "max",
        1,
        "share of the shorter's words",
        worded=True,
    ),
    Feature("bigrams", compare.bigrams_shared, "max", 1, "pairs of words", worded=True),
    Feature(
        "proper_share",
        lambda a, b: compare.shorter_in_longer(a.proper_bag, b.proper_bag),
        "max",
        1,
        "share of words of names",
    ),
    Feature("names_share", compare.names_share, "max", 1, "share of names"),
    Feature("persons", compare.persons_agree, "max", 1, "persons told of"),
    Feature("named", compare.persons_named, "max", 1, "persons named"),
    Feature("victims_differ", compare.victims_differ, "min", -1, "other victims"),
    Feature("ages", compare.ages_agree, "max", 1, "ages"),
    Feature("numbers_share", compare.numbers_share, "max", 1, "share of figures"),
    Feature("streets", compare.streets_agree, "max", 1, "streets"),
    Feature("spelled", name_scorers.spelled_alike, "max", 1, "names spelled otherwise"),
    Feature(
        "victims_told", name_scorers.victims_told, "max", 1, "persons told of, in the other's words"
    ),
    Feature("clock", name_scorers.clock_gap, "min", -1, "hours between the times of day"),
    Feature("place_names", name_scorers.place_names, "max", 1, "names of places"),
    Feature(
        "place_told", name_scorers.place_in_words, "max", 1, "main place, in the other's words"
    ),
    Feature("place_km", compare.place_gap_km, "min", -1, "distance"),
    Feature(
        "first_place_km",
        lambda a, b: compare.place_gap_km(a, b, first_only=True),
        "min",
        -1,
        "distance of the main places",
    ),
    Feature("country", compare.same_country, "max", 1, "country"),
    Feature("region", compare.same_region, "max", 1, "province"),
    Feature("day_gap", compare.exact_day_gap, "min", -1, "days between"),
    Feature("span_gap", compare.day_gap, "min", -1, "time between"),
    Feature("published_gap", compare.published_gap, "min", -1, "time between the reports"),
    Feature("told_before", compare.told_before, "min", 0, "told before it happened"),
    Feature("report_lag", compare.report_lag, "min", 0, "time from happening to report"),
    Feature("killed", lambda a, b: compare.count_gap(a, b, "killed"), "min", -1, "killed"),
    Feature("injured", lambda a, b: compare.count_gap(a, b, "injured"), "min", -1, "injured"),
    Feature("actors", lambda a, b: compare.shared_share(a.actors, b.actors), "max", 1, "actors"),
    Feature("weapons", lambda a, b: compare.shared_share(a.weapons, b.weapons), "max", 1, "weapon"),
    Feature("targets", lambda a, b: compare.shared_share(a.targets, b.targets), "max", 1, "target"),
    Feature("type", _type_same, "max", 1, "type"),
)
#: Of the whole candidate, after the pairs.
WHOLE: tuple[tuple[str, int, str], ...] = (
    ("mean_body", 1, "words, mean over its reports"),
    ("mean_lead", 1, "leads, mean over its reports"),
    ("mean_proper", 1, "words of names, mean over its reports"),
    ("mean_title", 1, "title in the other's lead, mean over its reports"),
    ("worst_body", 1, "words, the least like of its reports"),
    ("titles_in_body", 1, "its titles in the words, mean over its reports"),
    ("title_in_all", 1, "title in any of its reports"),
    ("lead_in_all", 1, "words of the lead in any of its reports"),
    ("proper_in_all", 1, "words of names in any of its reports"),
    ("register_only", 0, "known from a register alone"),
)
NAMES: tuple[str, ...] = tuple(f.name for f in FEATURES) + tuple(name for name, _, _ in WHOLE)
DIRECTIONS: tuple[int, ...] = tuple(f.direction for f in FEATURES) + tuple(d for _, d, _ in WHOLE)
WORDS: dict[str, str] = {f.name: f.words for f in FEATURES} | {n: w for n, _, w in WHOLE}
#: Unknown where a report is compared with reports in other languages alone.
WORDED: tuple[str, ...] = (
    *(f.name for f in FEATURES if f.worded),
    *("mean_body", "mean_lead", "mean_title", "worst_body"),
    *("titles_in_body", "title_in_all", "lead_in_all"),
)
_BODY, _LEAD, _PROPER, _TITLE = map(NAMES.index, ("body", "lead", "proper_share", "title_in_lead"))


def features(profile: Profile, candidate: Candidate) -> tuple[float, ...]:
    """Return the row of numbers for `profile` against `candidate`, in the order of `NAMES`."""
    rows = [[score(profile, p) for score in _scores(profile, p)] for p in candidate.profiles]
    if not rows:
        return (compare.UNKNOWN,) * len(NAMES)
    joined = (
        [join(column) for join, column in zip(_JOINS, zip(*rows, strict=True), strict=True)]
        if len(rows) > 1
        else rows[0]
    )
    registered = candidate.incident.known_from != "article" and all(
        not other.published for other in candidate.profiles
    )
    told_alike = [p for p in candidate.profiles if not is_in_another_language(profile, p)]
    return (
        *joined,
        _mean([row[_BODY] for row in rows]),
        _mean([row[_LEAD] for row in rows]),
        _mean([row[_PROPER] for row in rows]),
        _mean([row[_TITLE] for row in rows]),
        _least([row[_BODY] for row in rows]),
        _mean([compare.containment(p.title_bag, profile.body_bag) for p in told_alike]),
        _held(profile.title_bag, [p.body_bag for p in told_alike]),
        _held(profile.lead_bag, [p.body_bag for p in told_alike]),
        _held(profile.proper_bag, [p.proper_bag for p in candidate.profiles]),
        float(registered),
    )


def _scores(a: Profile, b: Profile) -> tuple[Callable[[Profile, Profile], float], ...]:
    return _SCORES_APART if is_in_another_language(a, b) else _SCORES


def _held(ours: Bag, theirs: Sequence[Bag]) -> float:
    """Return the weighed share of `ours` that any of the others holds; NaN where none is there."""
    if not ours.total or not theirs:
        return math.nan
    every = frozenset().union(*(ours.held & other.held for other in theirs))
    return sum(map(ours.words.__getitem__, every)) / ours.total


def _greatest(values: Sequence[float]) -> float:
    known = [value for value in values if value == value]
    return max(known) if known else math.nan


def _least(values: Sequence[float]) -> float:
    known = [value for value in values if value == value]
    return min(known) if known else math.nan


def _mean(values: Sequence[float]) -> float:
    known = [v for v in values if v == v]
    return sum(known) / len(known) if known else math.nan


_SCORES = tuple(feature.score for feature in FEATURES)
_SCORES_APART = tuple(_unknown if feature.worded else feature.score for feature in FEATURES)
_JOINS = tuple(_greatest if feature.join == "max" else _least for feature in FEATURES)
