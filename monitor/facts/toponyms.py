"""Names of places in a text, with what each may stand for. No choice among them here.

The traps: "Jordan Davis", "Paris Hilton", "Washington said", "Police said", "Lincoln Avenue".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.facts.gazetteer import Candidate, Gazetteer
from monitor.facts.prose import Prose, bag, key

_MOST_NAMES = 400
#: A dateline stands this early; captions and bylines may come before.
_DATELINE_REACH = 400
#: A town of this many inhabitants is meant even where its name is a person's too.
_WELL_KNOWN = 60_000
#: What may stand between the words of one name.
_INNER = " .-–'’‘ʼ\n"
#: Words that may stand before a place and be written large.
_BEFORE = bag(
    "in at near from of to around outside inside on for the and by across through toward "
    "towards north south east west northern southern eastern western northeast northwest "
    "southeast southwest central downtown greater upper lower inner mid old new uptown "
    "suburban rural midtown metro is was a an with as when while after before but or between "
    "via into over en de a el la los las del dans au aux le les près bei von aus nach im "
    "südlich nördlich в на из под около"
)
_DIRECTIONS = bag(
    "north south east west northeast northwest southeast southwest outskirts km miles "
    "kilometers kilometres outside"
)
_CARE = bag("hospital center centre clinic medical")
_PREPOSITIONS = bag(
    "in at near from to around outside inside across of through toward towards en dans bei "
    "aus nach à a au в во на из около под городе город في قرب مدينة بمدينة شمال جنوب شرق غرب"
)
_TITLES = bag(
    "mr mrs ms miss dr sir lady president sen senator rep governor gov mayor gen general col "
    "colonel lt lieutenant sgt sergeant maj major capt captain officer deputy chief sheriff "
    "detective judge justice pope prince princess king queen coach professor prof rev "
    "reverend cpl pfc spokesman spokeswoman minister secretary ambassador señor don monsieur "
    "herr frau saint"
)
#: After a place's name: it is a body or thing of that place, weaker as the scene.
_BODIES = bag(
    "police county city town township university college hospital fire sheriff sheriffs "
    "department high school airport international medical mayor governor state district court "
    "parish metropolitan metro district borough community central memorial regional prison "
    "jail army military government ministry president parliament times post news tribune "
    "herald daily journal gazette council mosque church cathedral detectives officers area "
    "neighborhood neighbourhood province region governorate officials residents mayor chief"
)
_INSTITUTIONS = bag(
    "hospital university college school elementary church medical clinic mosque cathedral "
    "high park apartments"
)
_QUARTERS = bag("neighborhood neighbourhood section subdivision apartment apartments complex")
_STREETS = bag(
    "street st avenue ave road rd boulevard blvd drive dr lane ln court ct highway hwy "
    "parkway pkwy place terrace way circle trail pike expressway freeway"
)
_TIMES = bag(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december"
)


@dataclass(frozen=True, slots=True)
class NameLists:
    """Words that are names of places and of other things too."""

    common: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]


@dataclass(slots=True)
class Toponym:
    """A name of a place in a text: words first … past-1."""

    prose: Prose
    first: int
    past: int
    key: str
    candidates: tuple[Candidate, ...]
    #: Stands in another name ("Houston Police"), a country's adjective, or the dateline.
    weak: bool = False
    adjective: bool = False
    #: Right after "in", "at", "near", …
    after_preposition: bool = False
    #: Region or country named right after it ("Hawthorne, Calif.").
    within: tuple[str, str] | None = None
    within_past: int = 0
    dateline: bool = False
    #: "from X": where it came from rather than where it was.
    origin: bool = False
    #: "85 km north of X": near it, not in it.
    beside: bool = False
    #: "the medical center in X": where the wounded were taken.
    hospital: bool = False
    #: Filled when resolved.
    chosen: Candidate | None = field(default=None)


def find(
    prose: Prose,
    gazetteer: Gazetteer,
    lists: NameLists,
    bodies: frozenset[int],
    persons: frozenset[str],
    surnames: frozenset[str],
) -> list[Toponym]:
    """Return the places that a text names, in order, at most 400.

    `bodies`: words that name an organisation, so no place ("NATO", "White House").
    `surnames`: last names of persons told of in the article: no places by themselves.
    `persons`: nouns of persons: "British soldiers" tells of no place in Britain.
    """
    found: list[Toponym] = []
    words, heads = prose.words, gazetteer.heads
    index = 0
    while index < len(words) and len(found) < _MOST_NAMES:
        most = heads.get(words[index])
        demonym = words[index] in gazetteer.demonyms
        if (most is None and not demonym) or index in bodies or not prose.is_name(index):
            index += 1
            continue
        toponym = _longest(prose, gazetteer, index, most) if most else None
        if demonym and toponym is not None and toponym.past == index + 1:
            toponym = None
        if toponym is None and demonym:
            toponym = _adjective(prose, gazetteer, index)
        if toponym is None or not _is_place(toponym, lists, surnames):
            index = max(index + 1, toponym.past if toponym else 0)
            continue
        if toponym.adjective and set(prose.words[index + 1 : index + 3]) & persons:
            index += 1
            continue
        _look_within(toponym, gazetteer)
        found.append(toponym)
        index = max(toponym.past, toponym.within_past)
    return found


def _longest(prose: Prose, gazetteer: Gazetteer, index: int, most: int) -> Toponym | None:
    limit = min(index + most, len(prose.words))
    past = index + 1
    while past < limit and not prose.gap(past - 1).strip(_INNER):
        past += 1
    for end in range(past, index, -1):
        name = " ".join(prose.words[index:end])
        if not gazetteer.knows(name):
            continue
        if end - index > 1 and not prose.is_name(end - 1) and name not in gazetteer.own:
            continue
        if len(name) <= 3 and not _is_abbreviation(prose, index, end):
            continue
        candidates = gazetteer.candidates(name)
        if candidates:
            return Toponym(prose, index, end, name, candidates)
    return None


def _is_abbreviation(prose: Prose, first: int, past: int) -> bool:
    """A short key must be written large throughout: "US", not "us"; "Ur" stays unread."""
    return prose.text[prose.starts[first] : prose.ends[past - 1]].isupper() and not prose.uncased


def _adjective(prose: Prose, gazetteer: Gazetteer, index: int) -> Toponym:
    name = prose.words[index]
    country = gazetteer.candidates(key(gazetteer.country_names.get(gazetteer.demonyms[name], name)))
    only = tuple(c for c in country if c.place.kind == "country")
    return Toponym(prose, index, index + 1, name, only, weak=True, adjective=True)


def _is_place(toponym: Toponym, lists: NameLists, surnames: frozenset[str]) -> bool:
    prose, first, past = toponym.prose, toponym.first, toponym.past
    before = prose.words[first - 1] if first and prose.gap(first - 1) == " " else ""
    after = prose.words[past] if past < len(prose.words) and prose.gap(past - 1) == " " else ""
    toponym.after_preposition = before in _PREPOSITIONS
    two_before = prose.words[first - 2] if first > 1 else ""
    toponym.beside = before == "near" or (before == "of" and two_before in _DIRECTIONS)
    toponym.hospital = before in ("in", "at") and two_before in _CARE
    toponym.origin = before in ("from", "de", "von", "aus", "из")
    toponym.dateline = _is_dateline(prose, first, past)
    if toponym.adjective:
        return bool(toponym.candidates)
    single = past - first == 1
    if single and (toponym.key in _TIMES or toponym.key in _BEFORE):
        return False
    if any(c.own for c in toponym.candidates):
        return not _is_named_after(prose, past)
    country = any(c.place.kind == "country" for c in toponym.candidates)
    if single and toponym.key in surnames and not (toponym.dateline or country):
        return False
    if _is_named_after(prose, past) or (before == "of" and two_before == "block"):
        return False
    if single and toponym.key in lists.common and not _has_clue(toponym, lists):
        return False
    if after in _STREETS and (prose.uncased or prose.is_name(past)):
        return False
    if prose.uncased:
        return country or toponym.after_preposition or toponym.dateline or not single
    return _is_own_name(toponym, lists, before, after, country)


def _is_named_after(prose: Prose, past: int) -> bool:
    """ "Mount Sinai Hospital", "the Austin neighborhood": not the town of that name."""
    if prose.gap(past - 1) == " & ":
        return True
    for index in range(past, min(past + 2, len(prose.words))):
        if prose.gap(index - 1) not in (" ", "'s ", "’s "):
            return False
        if prose.words[index] in _INSTITUTIONS or prose.words[index] in _QUARTERS:
            return True
        if not prose.is_name(index):
            return False
    return False


def _is_own_name(
    toponym: Toponym, lists: NameLists, before: str, after: str, country: bool
) -> bool:
    """Whether the capitals around it leave it a name of its own."""
    prose, first, past = toponym.prose, toponym.first, toponym.past
    single = past - first == 1
    small = max((c.population for c in toponym.candidates if not c.alias), default=0) < _WELL_KNOWN
    if single and small and (toponym.key in lists.given or toponym.key in lists.surnames):
        called = before in ("in", "near", "outside") or toponym.dateline or after in _BODIES
        if not called or prose.gap(past - 1)[:2] in ("'s", "’s"):
            return False
    large_before = bool(before) and prose.is_name(first - 1) and before not in _BEFORE
    large_after = bool(after) and prose.is_name(past)
    if before in _TITLES or (large_before and before in lists.given):
        return False
    if large_before and before not in _TIMES and not country:
        return False
    if large_after and after not in _TIMES:
        if after in _BODIES:
            toponym.weak = True
        elif toponym.key in lists.given or not country:
            return False
        else:
            toponym.weak = True
    return True


def _has_clue(toponym: Toponym, lists: NameLists) -> bool:
    return toponym.dateline or (toponym.after_preposition and not toponym.prose.uncased)


def _is_dateline(prose: Prose, first: int, past: int) -> bool:
    """ "BAGHDAD (AP) —", "MOSUL, Iraq —", "PARIS, 3 JAN —" at a text's very beginning."""
    if prose.field != "text" or prose.ends[past - 1] > _DATELINE_REACH:
        return False
    written = prose.text[prose.starts[first] : prose.ends[past - 1]]
    if past > 8 and (prose.uncased or not written.isupper()):
        return False
    after = prose.text[prose.ends[past - 1] : prose.ends[past - 1] + 40]
    dash = min((p for p in map(after.find, ("—", "–", "--", " - ")) if p >= 0), default=-1)
    stop = after.find(". ")
    return (dash >= 0 and (stop < 0 or dash < stop)) or (after.startswith(" (") and past <= 3)


def _look_within(toponym: Toponym, gazetteer: Gazetteer) -> None:
    """Read the region or country right after a comma or bracket."""
    prose, past = toponym.prose, toponym.past
    if past >= len(prose.words) or prose.gap(past - 1).strip() not in (",", ", ", "(", "["):
        return
    limit = min(past + 4, len(prose.words))
    for end in range(limit, past, -1):
        name = " ".join(prose.words[past:end])
        code = gazetteer.states.get(name)
        if code and (end - past == 1) and prose.text[prose.starts[past]].isupper():
            country, _, region = code.partition(".")
            toponym.within = (country, gazetteer.admin1.get(code, region))
        else:
            toponym.within = _container(toponym, name, gazetteer)
        if toponym.within:
            toponym.within_past = end
            return


def _container(toponym: Toponym, name: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    for candidate in gazetteer.candidates(name):
        place = candidate.place
        inside = [c.place for c in toponym.candidates if c.place.country == place.country]
        if place.kind == "country" and (inside or candidate.population > 300_000):
            return (place.country, "")
        if place.kind == "region" and any(p.admin1 == place.admin1 for p in inside):
            return (place.country, place.admin1)
    return None
