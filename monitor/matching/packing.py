"""Profiles as the store keeps them: compact JSON, and back. No database here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from sys import intern
from typing import Any

from monitor.codec import to_json
from monitor.errors import InputError
from monitor.matching.profile import CountMark, PersonMark, PlaceMark, Profile, Words


def dump(one: Profile) -> str:
    """Return `one` as compact JSON, for the store: words as one text beside their weights."""
    raw: dict[str, object] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if value != field.default:
            raw[field.name] = _packed(value) if field.type == "Words" else value
    return to_json(raw)


#: Under 50 KB each: what is kept fits into 100 MB, whatever is stored.
@lru_cache(maxsize=2_000)
def load(text: str) -> Profile:
    """Return the profile that `dump` wrote (shared: profiles are frozen).

    Raises InputError where it is none of ours.
    """
    raw = json.loads(text)
    if not raw.keys() <= _FIELDS:
        raise InputError(f"a stored profile has fields that are not known: {text[:80]}")
    for name, value in raw.items():
        if name in _WORD_FIELDS:
            raw[name] = _unpacked(value)
        elif name in _MARKS:
            raw[name] = tuple(_MARKS[name](**one) for one in value)
        elif type(value) is list:
            raw[name] = tuple(value)
    return Profile(**raw)


_MARKS: dict[str, Callable[..., object]] = {
    "persons": PersonMark,
    "places": PlaceMark,
    "counts": CountMark,
}
_FIELDS = frozenset(field.name for field in fields(Profile))
_WORD_FIELDS = frozenset(field.name for field in fields(Profile) if field.type == "Words")


def _packed(found: Words) -> tuple[str, list[int]]:
    return " ".join(word for word, _ in found), [weight for _, weight in found]


def _unpacked(raw: list[Any]) -> Words:
    """Return words as `_packed` or the first releases (a list of pairs) wrote them.

    A word is one object however many profiles hold it: meeting is then a look at addresses.
    """
    if raw and isinstance(raw[0], str):
        return tuple(zip(map(intern, raw[0].split()), raw[1], strict=True))
    return tuple((intern(word), weight) for word, weight in raw)
