"""Nouns to JSON and back, times to text and back. The only place that knows how either is written.

A noun is written as an object of its fields; fields that stand at their default are left out.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def time_text(moment: datetime) -> str:
    """Return `moment` (aware) as YYYY-MM-DDTHH:MM:SSZ; parts of a second are cut."""
    assert moment.tzinfo is not None, "times are aware"
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"


def time_from(text: str) -> datetime:
    """Return the aware UTC time that `time_text` wrote."""
    return datetime.fromisoformat(text)


def to_json(noun: object) -> str:
    """Return a noun (or tuple or mapping of nouns) as compact JSON."""
    return _ENCODER.encode(noun)


def from_json(kind: type[T], text: str) -> T:
    """Return the noun of `kind` that `to_json` wrote. Raises ValueError, KeyError or TypeError."""
    read: Callable[[Any], T] = _reader(kind)  # type: ignore[arg-type]
    return read(json.loads(text))


def _plain(value: Any) -> Any:
    """Return what the encoder cannot write (all but texts, numbers, dicts, lists, tuples) as what
    it can, one level deep."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: told
            for name, default in _defaults(type(value))
            if (told := getattr(value, name)) != default
        }
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no noun")


#: Nouns hold no circles: they are frozen, and made of what was there before.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_plain
)


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    missing = object()
    return tuple(
        (f.name, missing if f.default is dataclasses.MISSING else f.default)
        for f in dataclasses.fields(kind)
    )


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [_reader(arm) for arm in get_args(kind) if arm is not type(None)]
        assert len(inner) == 1, f"a noun's field has one shape or None, not {kind}"
        if inner[0] is _as_it_is:
            return _as_it_is
        return lambda value: None if value is None else inner[0](value)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        of = _reader(get_args(kind)[1])
        return lambda value: {key: of(one) for key, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _noun_reader(kind)
    return _SCALARS.get(kind) or (kind if issubclass(kind, StrEnum) else _as_it_is)


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    datetime: time_from,
    date: date.fromisoformat,
    timedelta: lambda seconds: timedelta(seconds=seconds),
    float: float,
}


def _tuple_reader(shapes: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(shapes) == 2 and shapes[1] is Ellipsis:
        each = _reader(shapes[0])
        return tuple if each is _as_it_is else lambda value: tuple(map(each, value))
    readers = tuple(_reader(shape) for shape in shapes)
    return lambda value: tuple(read(one) for read, one in zip(readers, value, strict=True))


def _noun_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in dataclasses.fields(kind)}
    shaped = tuple((name, read) for name, read in readers.items() if read is not _as_it_is)

    def read_noun(value: Any) -> Any:
        for name, read in shaped:
            if name in value:
                value[name] = read(value[name])
        return kind(**value)

    return read_noun
