"""Words around names of places, and names that are none. Read by `toponyms` only."""

from __future__ import annotations

from functools import cache

from monitor.facts.lexical.word_lists import bags, by_language

_WORDS = bags("where.place_words")

#: Words that may stand before a place and be written large.
BEFORE = _WORDS["before"]
DIRECTIONS = _WORDS["directions"]
#: "near the town of X" is near X, as "in the village of X" is in X.
SORTS = _WORDS["sorts"]
#: "the X region", "the province of X": not the city of that name.
REGIONS = _WORDS["regions"]
ARTICLES = _WORDS["articles"]
CARE = _WORDS["care"]
#: "flown to a clinic in X": where the wounded were taken.
MOVED = _WORDS["moved"]
PREPOSITIONS = _WORDS["prepositions"]
#: Right before a name that is a person's too: the town is meant.
NEARBY = _WORDS["nearby"]
#: "from X": where it came from.
FROM = _WORDS["from"]
#: After a place's name: it is a body or thing of that place, weaker as the scene.
BODIES = _WORDS["bodies"]
INSTITUTIONS = _WORDS["institutions"]
QUARTERS = _WORDS["quarters"]
STREETS = _WORDS["streets"]
TIMES = _WORDS["times"]
#: Written large and short, these are no towns.
COMPASS = _WORDS["compass"]
#: Parts of the world: too large to be where something happened, and towns' names too.
CONTINENTS = _WORDS["continents"]
#: Who speaks for a town's own ground: its police, its firemen.
KEEPERS = _WORDS["keepers"]
#: Months of other languages that are places too: not beside a number.
MONTHS = _WORDS["months"]
#: Languages that write every noun large.
LARGE_NOUNS = frozenset(by_language("where.place_words")["large_nouns"])
#: Before a place, each weighed by itself as a sign of the scene.
LEADS = PREPOSITIONS | FROM | BEFORE
_ARTICLE = "ال"
_LOCAL = by_language("where.local")
#: Language → words before a place's name and behind it that say it is one.
LOCAL_BEFORE, LOCAL_AFTER = _LOCAL["before"], _LOCAL["after"]
#: Language → signs behind a name, and last letters of one, that say the same: "Bolu'da".
LOCAL_ENDS = _LOCAL["ends"]
#: Language → nouns, or ends of such, right before a place's name: "die Hafenstadt X".
_SORT_ENDS = {language: tuple(ends) for language, ends in _LOCAL["sorts"].items()}
#: Language → nouns that are villages' names too.
NOUNS = by_language("where.nouns")["words"]
NO_NAMES = TIMES | BEFORE | COMPASS


def is_sort(word: str, language: str) -> bool:
    """Whether a noun says what sort of place the name after it is, without "of" between them."""
    ends = _SORT_ENDS.get(language[:2])
    return ends is not None and word.endswith(ends)


@cache
def local_words(language: str) -> frozenset[str]:
    """Return the words of a language that stand around names of places, with Arabic's article."""
    own = LOCAL_BEFORE.get(language[:2], frozenset()) | LOCAL_AFTER.get(language[:2], frozenset())
    return own | {_ARTICLE + word for word in own if word[:1] >= _ARTICLE[0]}
