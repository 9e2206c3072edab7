"""Numbers in digits and words, with their bounds ("at least 25", "dozens", "three to five")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.facts.lexical.prose import Prose
from monitor.language.tokens import key

_TEN, _DOZEN, _HUNDRED = 10, 12, 100
#: What a number before it is taken times: dozens, hundreds, … , 万, lakh.
_TIMES = (12, 100, 1000, 10_000, 100_000, 1_000_000)
_LARGEST = 10_000_000
#: Digits of a group; what stands between groups in French, German, Russian prints.
_RANGES = frozenset(("to", "or", "à", "bis", "a", "o", "oder"))
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
    #: Between parts of one number: "vinte e dois".
    joins: frozenset[str] = frozenset()
    #: Between the ends of a range.
    ranges: frozenset[str] = frozenset()
    #: Ten, where units follow it ("on iki") or make it a ten ("dua puluh"); teens ("dua belas").
    tens: frozenset[str] = frozenset()
    teens: frozenset[str] = frozenset()


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
        joins=frozenset(map(key, table.get("and", ()))),
        ranges=_RANGES | frozenset(map(key, table.get("to", ()))),
        tens=frozenset(map(key, table.get("tens", ()))),
        teens=frozenset(map(key, table.get("teens", ()))),
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
        joined = past + 1 < len(prose.words) and prose.words[past] in words.joins
        told = prose.words[past + joined]
        follow = words.units.get(told)
        more = _with_ten(total, told, words) if follow is None else _with(total, follow, joined)
        if more is None:
            break
        total = more
        past += 1 + joined
    return total, past, False


def _with(total: int, follow: int, joined: bool) -> int | None:
    """A number and the part of it that follows, None where it is another number."""
    if follow in _TIMES and total < follow and not joined:
        return total * follow
    if total % 100 >= _TEN and total % 10 == 0 and 0 < follow < 10:
        # "on iki" is 12 in Turkish; no language here says "ten" and a unit of two things.
        return total + follow
    if total >= 100 and total % 100 == 0 and follow < 100:
        return total + follow
    if joined and 0 < total < 10 and follow in range(20, 100, 10):
        # "five and thirty"
        return total + follow
    return None


def _with_ten(total: int, told: str, words: NumberWords) -> int | None:
    """ "Dua puluh" is 20, "dua belas" 12."""
    if 0 < total % 100 < 10 and told in words.tens:
        return total + 9 * (total % 100)
    if 0 < total < 10 and told in words.teens:
        return total + 10
    return None


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
        if times in _TIMES and times != _HUNDRED:
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
    if prose.words[past] in words.ranges:
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
