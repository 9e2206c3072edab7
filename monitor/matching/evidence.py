"""The words behind one scorer's value: what both tell, or where they fall apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from monitor.matching import compare
from monitor.matching.features import Candidate
from monitor.matching.profile import Profile, clock_text, day_text
from monitor.words import plural

_SHOWN = 4
#: Openings of what speaks for one incident, and of what speaks against it.
_ALIKE = ("the same ", "both ", "neither report ", "days that ", "names that ", "reported on ")
_APART = (
    "no ", "few ", "other ", "another ", "only one ", "neither ", "one ", "killed: ", "injured: ",
)  # fmt: skip


def evidence(
    name: str, value: float, ours: Profile, theirs: Profile | None, gain: float = 0.0
) -> str:
    """Return what a person would point at for feature `name`; "" where nothing can be shown.

    `theirs` is the candidate's `nearest` profile; `gain` is what the feature adds to the score:
    likeness that speaks against is too little of it. Words that contradict the gain (another report
    of the candidate earned it) are not shown.
    """
    if value != value or theirs is None:
        return ""
    say = _SAYINGS.get(name)
    told = say(value, ours, theirs) if say else ""
    if gain < 0 and " in common: " in told:
        label, _, shared = told.partition(" in common: ")
        return f"few {label} in common ({shared})"
    return "" if _contradicts(told, gain) else told


def kind_of(words: str) -> str:
    """Return which kind of saying `words` is: "few rare words in common (a)" is of "rare words"."""
    return words.removeprefix("few ").split(":")[0].split(" (")[0]


def _contradicts(told: str, gain: float) -> bool:
    alike = told.startswith(_ALIKE) or " in common: " in told
    return gain < 0 if alike else gain > 0 and told.startswith(_APART)


def nearest(ours: Profile, candidate: Candidate) -> Profile | None:
    """Return the candidate's profile whose words are nearest, None where it has none."""

    def likeness(other: Profile) -> float:
        found = compare.cosine(ours.topic_bag, other.topic_bag)
        return found if found == found else -1.0

    return max(candidate.profiles, key=likeness, default=None)


def _words(label: str) -> Callable[[float, Profile, Profile], str]:
    def say(value: float, ours: Profile, theirs: Profile) -> str:
        shared = _common(_Two(ours, theirs))
        if not shared:
            return f"no telling {label} in common"
        if value < 0.15:
            return f"few {label} in common ({shared})"
        return f"{label} in common: {shared}"

    return say


def _titles(value: float, ours: Profile, theirs: Profile) -> str:
    other = {**theirs.title_bag.words, **theirs.lead_bag.words}
    shared = _best(ours.title_bag.words, other, _Two(ours, theirs))
    return f"title words in common: {shared}" if shared else "no title words in common"


class _Two:
    """Two profiles by identity: hashing their words would cost more than what is asked of them."""

    __slots__ = ("ours", "theirs")

    def __init__(self, ours: Profile, theirs: Profile) -> None:
        self.ours = ours
        self.theirs = theirs

    def __hash__(self) -> int:
        return hash((id(self.ours), id(self.theirs)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Two) and other.ours is self.ours and other.theirs is self.theirs

    def whole(self, word: str) -> str:
        """Return a stem as it stands in a name: words are compared without their endings."""
        return self.theirs.named_words.get(word) or self.ours.named_words.get(word, word)


#: Several scorers of one pair are told in the same words.
@lru_cache(maxsize=8)
def _common(two: _Two) -> str:
    return _best(two.ours.topic_bag.words, two.theirs.topic_bag.words, two)


def _best(a: Mapping[str, int], b: Mapping[str, int], two: _Two) -> str:
    both = (word for word in a.keys() & b.keys() if len(word) > 2)
    shared = sorted(both, key=lambda word: (-a[word], word))
    return ", ".join(map(two.whole, shared[:_SHOWN]))


def _shared(label: str, values: Callable[[Profile], Iterable[str]]) -> Callable[..., str]:
    def say(value: float, ours: Profile, theirs: Profile) -> str:
        a, b = set(values(ours)), set(values(theirs))
        if a & b:
            return f"{label} in common: {', '.join(sorted(a & b)[:_SHOWN])}"
        if not a or not b:
            return f"only one tells {label}" if a or b else f"no {label} in common"
        return f"other {label}: {', '.join(sorted(a)[:2])} against {', '.join(sorted(b)[:2])}"

    return say


def _name_words(value: float, ours: Profile, theirs: Profile) -> str:
    return _common_names(_Two(ours, theirs))


@lru_cache(maxsize=8)
def _common_names(two: _Two) -> str:
    def words(profile: Profile) -> list[str]:
        return list(map(two.whole, profile.proper_bag.words))

    return str(_shared("parts of names", words)(0.0, two.ours, two.theirs))


def _actors(value: float, ours: Profile, theirs: Profile) -> str:
    """Actors of the register are known by their ids: they are counted."""
    a, b = set(ours.actors), set(theirs.actors)
    if a & b:
        return f"the same {plural(len(a & b), 'actor')} named"
    return "other actors are named" if a and b else "only one tells who did it"


def _victims(profile: Profile) -> list[str]:
    return [p.name for p in profile.persons if p.role in ("killed", "injured", "suspect")]


def _places(value: float, ours: Profile, theirs: Profile) -> str:
    a, b = _place(ours), _place(theirs)
    if value < 1:
        return f"the same place ({a})"
    return f"{value:.0f} km apart ({a}, {b})"


def _place(profile: Profile) -> str:
    return profile.places[0].name if profile.places else "no place"


def _days(value: float, ours: Profile, theirs: Profile) -> str:
    a, b = _day(ours), _day(theirs)
    if value == 0:
        return f"the same day ({a})" if a == b else f"days that may be one ({a}, {b})"
    return f"happened {plural(round(value), 'day')} apart ({a} against {b})"


def _day(profile: Profile) -> str:
    if profile.start is None or profile.end is None:
        return "no day"
    start = day_text(profile.start)
    return start if profile.start == profile.end else f"{start} to {day_text(profile.end)}"


def _published(value: float, ours: Profile, theirs: Profile) -> str:
    if not value:
        return "both reports came on one day"
    return f"reports that came {plural(round(value), 'day')} apart"


def _lag(value: float, ours: Profile, theirs: Profile) -> str:
    late = plural(round(value), "day")
    return f"reported {late} after it happened" if value else "reported on its day"


def _told_before(value: float, ours: Profile, theirs: Profile) -> str:
    if value > 0:
        early = plural(round(value), "day")
        return f"one report came {early} before what the other tells of"
    return "neither report came before what the other tells of"


def _toll(field: str) -> Callable[[float, Profile, Profile], str]:
    def figure(profile: Profile) -> str:
        found = [c.best for c in profile.counts if c.field == field and c.best is not None]
        return str(max(found)) if found else "an unknown number"

    def say(value: float, ours: Profile, theirs: Profile) -> str:
        if value == 0:
            return f"the same number {field} ({figure(ours)})"
        return f"{field}: {figure(ours)} against {figure(theirs)}"

    return say


def _agrees(yes: str, no: str) -> Callable[[float, Profile, Profile], str]:
    def say(value: float, ours: Profile, theirs: Profile) -> str:
        return yes if value else no

    return say


def _types(value: float, ours: Profile, theirs: Profile) -> str:
    if value:
        return f"both tell of {ours.incident_type.replace('_', ' ')}"
    return f"{ours.incident_type} against {theirs.incident_type}".replace("_", " ")


def _ages(profile: Profile) -> list[str]:
    return [str(age) for age in profile.ages]


def _spelled(value: float, ours: Profile, theirs: Profile) -> str:
    a, b = ours.skeletons, theirs.skeletons
    alike = [f"{a[k][0]} and {b[k][0]}" for k in a if k in b and a[k][0] != b[k][0]]
    return f"names that sound alike: {', '.join(alike[:_SHOWN])}" if alike else ""


def _clock(value: float, ours: Profile, theirs: Profile) -> str:
    """Any of the candidate's reports may tell the time, not just the nearest."""
    a, b = (", ".join(map(clock_text, p.clocks[:2])) for p in (ours, theirs))
    if value == 0:
        return f"the same time of day ({a})"
    return f"other times of day ({a} against {b})" if b else f"another time of day ({a})"


def _place_told(value: float, ours: Profile, theirs: Profile) -> str:
    if value >= 1:
        return f"both name {_place(ours)}"
    return "one does not name the other's place" if value else "neither names the other's place"


_SAYINGS: dict[str, Callable[[float, Profile, Profile], str]] = {
    "title": _titles,
    "title_in_lead": _titles,
    "lead": _words("words of the lead"),
    "body": _words("words"),
    "mean_body": _words("words"),
    "mean_lead": _words("words of the lead"),
    "rare_share": _words("rare words"),
    "contained": _words("words"),
    "worst_body": _words("words"),
    "lead_in_all": _words("words of the lead"),
    "mean_title": _titles,
    "title_in_all": _titles,
    "titles_in_body": _titles,
    "mean_proper": _name_words,
    "bigrams": _shared("pairs of words", lambda p: p.bigrams),
    "proper_share": _name_words,
    "proper_in_all": _name_words,
    "names_share": _shared("names", lambda p: p.names),
    "persons": _shared("persons", _victims),
    "named": _shared("persons", lambda p: p.person_names),
    "victims_differ": _shared("victims", _victims),
    "ages": _shared("ages", _ages),
    "numbers_share": _shared("figures", lambda p: p.numbers),
    "streets": _shared("streets", lambda p: p.streets),
    "spelled": _spelled,
    "victims_told": _shared("persons told of", lambda p: sorted(p.told_last)),
    "clock": _clock,
    "place_names": _shared("places", lambda p: [place.name for place in p.fine_places]),
    "place_told": _place_told,
    "place_km": _places,
    "first_place_km": _places,
    "country": _agrees("the same country", "another country"),
    "region": _agrees("the same province", "another province"),
    "day_gap": _days,
    "span_gap": _days,
    "published_gap": _published,
    "told_before": _told_before,
    "report_lag": _lag,
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "actors": _actors,
    "weapons": _shared("weapons", lambda p: p.weapons),
    "targets": _shared("targets", lambda p: p.targets),
    "type": _types,
}
