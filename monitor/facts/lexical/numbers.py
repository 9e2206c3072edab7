"""Numbers in digits and words, with their bounds ("at least 25", "dozens", "three to five")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.facts.lexical.prose import Prose
from monitor.language.tokens import key

_DOZEN = 12
_LARGEST = 10_000_000
#: Digits of a group; what stands between groups in French, German, Russian prints.
_GROUP, _THIN_SPACES = 3, ("\u00a0", "\u202f", "\u2009")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """One language's words for numbers."""

    units: dict[str, int]
    vague: dict[str, int]
    #: Phrases (as word tuples) → "at_least", "more_than", "at_most", "about".
    bounds: dict[tuple[str, ...], str]
    #: First words of those phrases.
    hedges: frozenset[str]
    articles: frozenset[str]
    none: frozenset[str]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read at words first … past-1; None = no bound."""

    first: int
    past: int
    low: int | None
    best: int
    high: int | None


def number_words(table: Mapping[str, Any]) -> NumberWords:
    """Build one language's words from its table."""
    units = _values(table["units"])
    if table.get("compound") or "zwanzig" in units:
        units |= _german(units)
    bounds = {
        tuple(key(phrase).split()): kind
        for kind in ("at_least", "more_than", "at_most", "about")
        for phrase in table[kind]
    }
    return NumberWords(
        units=units,
        vague=_values(table["vague"]),
        bounds=bounds,
        hedges=frozenset(phrase[0] for phrase in bounds),
        articles=frozenset(map(key, table["articles"])),
        none=frozenset(map(key, table["none"])),
    )


def _values(table: Mapping[str, int]) -> dict[str, int]:
    return {key(word): value for word, value in table.items()}


def _german(units: dict[str, int]) -> dict[str, int]:
    """ "fünfundzwanzig" and the like."""
    ones = {word: n for word, n in units.items() if 1 <= n <= 9}
    tens = {word: n for word, n in units.items() if n in range(20, 100, 10)}
    return {f"{a}und{b}": m + n for a, m in ones.items() for b, n in tens.items()}


def amount(prose: Prose, index: int, words: NumberWords) -> Amount | None:
    """Return the number that starts at word `index`, bounds words before it included."""
    plain = _plain(prose, index, words)
    if plain is None:
        return None
    value, past, vague = plain
    low: int | None = value
    high: int | None = None if vague else value
    upper = _upper(prose, past, words)
    if upper is not None and upper[0] > value:
        value, high, past = value, upper[0], upper[1]
    first, kind = _bound(prose, index, words)
    if kind in ("at_least", "more_than"):
        high = None
    elif kind == "at_most":
        low, high = None, value
    elif kind == "about":
        low = high = None
    return Amount(first, past, low, value, high)


def _plain(prose: Prose, index: int, words: NumberWords) -> tuple[int, int, bool] | None:
    word = prose.words[index]
    if word[0].isdigit():
        return _digits(prose, index, words)
    if word in words.vague:
        past = index + 1
        if past < len(prose.words) and words.units.get(prose.words[past]) == 12:
            return words.vague[word] * 12, past + 1, True
        return words.vague[word], past, True
    if word not in words.units:
        return None
    total, past = words.units[word], index + 1
    if total == _DOZEN and index and prose.words[index - 1] == "half":
        return _DOZEN // 2, past, False
    while past < len(prose.words) and prose.gap(past - 1) in (" ", "-"):
        follow = words.units.get(prose.words[past])
        if follow is None:
            break
        if follow in (12, 100, 1000, 1_000_000) and total < follow:
            total *= follow
        elif (total % 100 >= 20 and total % 10 == 0 and 0 < follow < 10) or (
            total >= 100 and total % 100 == 0 and follow < 100
        ):
            total += follow
        else:
            break
        past += 1
    return total, past, False


def _digits(prose: Prose, index: int, words: NumberWords) -> tuple[int, int, bool] | None:
    text = prose.words[index]
    past = index + 1
    while (
        past < len(prose.words)
        and _is_group(prose, past, text)
        and len(prose.words[past]) == 3
        and prose.words[past].isdigit()
        and len(text) <= 9
    ):
        text += prose.words[past]
        past += 1
    if not (text.isascii() and text.isdigit()) or len(text) > 8:
        return None
    value = int(text)
    if past < len(prose.words) and prose.gap(past - 1) == " ":
        times = words.units.get(prose.words[past])
        if times in (12, 1000, 1_000_000):
            value, past = value * times, past + 1
    return (value, past, False) if value <= _LARGEST else None


def _is_group(prose: Prose, past: int, before: str) -> bool:
    """Whether a word goes on with the thousands before it: "1,250", "1.250", "2 000"."""
    gap = prose.gap(past - 1)
    if gap == ",":
        return True
    if len(before) > _GROUP:
        return False
    return gap in _THIN_SPACES or (gap == " " and prose.words[past] == "000") or gap == "."


def _upper(prose: Prose, past: int, words: NumberWords) -> tuple[int, int] | None:
    """The other end of a range: "three to five", "10-15", "five or six"."""
    if past + 1 >= len(prose.words):
        return None
    if prose.gap(past - 1) in ("-", "–") and prose.words[past].isdigit():
        plain = _plain(prose, past, words)
        return (plain[0], plain[1]) if plain else None
    if prose.words[past] in ("to", "or", "à", "bis", "a", "o", "oder"):
        plain = _plain(prose, past + 1, words)
        return (plain[0], plain[1]) if plain and not plain[2] else None
    return None


def _bound(prose: Prose, index: int, words: NumberWords) -> tuple[int, str]:
    for length in (4, 3, 2, 1):
        if index >= length:
            kind = words.bounds.get(tuple(prose.words[index - length : index]))
            if kind:
                return index - length, kind
    return index, ""
