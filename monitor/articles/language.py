"""The language of a text: as declared, unless the text itself clearly says another."""

from __future__ import annotations

from functools import cache

from monitor.articles.language_model import Tongues

#: Below this many characters the text proves nothing.
ENOUGH = 200
#: Characters read: more does not change the answer.
SAMPLE = 800
#: Probability above which the text overrules the declaration.
SURE = 0.95

#: English words that few other languages have, and its commonest ones. A sample with this share of
#: the first and of both is English, and the model need not be asked: of 4,035 such texts it said
#: otherwise of three, wrongly.
_ENGLISH = frozenset(
    [
        *("the", "and", "that", "with", "from", "which", "they", "this", "have", "their", "were"),
        *("been", "would", "said", "after", "his", "her"),
    ]
)
_COMMON = _ENGLISH | frozenset(
    [
        *("of", "to", "in", "for", "on", "at", "by", "is", "was", "a", "an", "as", "it", "he"),
        *("she", "be", "are", "not", "but", "who", "had", "has", "will"),
    ]
)
_ENGLISH_SHARE, _COMMON_SHARE = 0.06, 0.25

#: A text declared English that has fewer of its commonest words is of what the model thinks likely.
_HARDLY_ENGLISH = 0.05
#: From here on letters are syllables or words: fewer of them make a text.
_FIRST_DENSE, _DENSE = "\u3040", 4

#: Declared codes that are another code's old or regional name.
_SAME = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no", "sh": "sr"}


def language_of(text: str, *declared: str) -> str:
    """Return the BCP 47 primary language, "" where nobody knows.

    The first of `declared` is believed unless the text is long and surely of another language.
    """
    told = next((primary(one) for one in declared if one), "")
    sample = text[:SAMPLE]
    if len(sample) < (ENOUGH // _DENSE if _is_dense(sample) else ENOUGH):
        return told
    if told in ("", "en") and _is_english(sample):
        return "en"
    guess, sure = _tongues().guess(sample)
    guess = _SAME.get(guess, guess)
    enough = SURE / 2 if told == "en" and _is_hardly_english(sample) else SURE
    if told and (guess == told or sure < enough):
        return told
    return guess if told or sure >= SURE / 2 else ""


def primary(code: str) -> str:
    """Return the primary language of a code ("pt" of "pt-BR")."""
    short = code.replace("_", "-").split("-")[0].strip().lower()[:3]
    return _SAME.get(short, short)


def _is_english(sample: str) -> bool:
    words = sample.lower().split()
    english = sum(map(_ENGLISH.__contains__, words))
    common = sum(map(_COMMON.__contains__, words))
    return english >= _ENGLISH_SHARE * len(words) and common >= _COMMON_SHARE * len(words)


def _is_hardly_english(sample: str) -> bool:
    words = sample.lower().split()
    return sum(map(_COMMON.__contains__, words)) < _HARDLY_ENGLISH * len(words)


def _is_dense(sample: str) -> bool:
    """Whether most of a text is Chinese, Japanese or Korean, which say more in fewer letters."""
    return sum(letter >= _FIRST_DENSE for letter in sample) * 2 > len(sample)


@cache
def _tongues() -> Tongues:
    return Tongues()
