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
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_from(text: str) -> datetime:
    """Return the aware UTC time that `time_text` wrote."""
    return datetime.fromisoformat(text)


def to_json(noun: object) -> str:
    """Return a noun (or tuple or mapping of nouns) as compact JSON."""
    return json.dumps(_plain(noun), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """Return the noun of `kind` that `to_json` wrote. Raises ValueError, KeyError or TypeError."""
    read: Callable[[Any], T] = _reader(kind)  # type: ignore[arg-type]
    return read(json.loads(text))


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: _plain(getattr(value, name))
            for name, default in _defaults(type(value))
            if getattr(value, name) != default
        }
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    missing = object()
    return tuple(
        (f.name, missing if f.default is dataclasses.MISSING else f.default)
        for f in dataclasses.fields(kind)
    )


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [_reader(arm) for arm in get_args(kind) if arm is not type(None)]
        assert len(inner) == 1, f"a noun's field has one shape or None, not {kind}"
        return lambda value: None if value is None else inner[0](value)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        of = _reader(get_args(kind)[1])
        return lambda value: {key: of(one) for key, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _noun_reader(kind)
    return _SCALARS.get(kind) or (kind if issubclass(kind, StrEnum) else lambda value: value)


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    datetime: time_from,
    date: date.fromisoformat,
    timedelta: lambda seconds: timedelta(seconds=seconds),
    float: float,
}


def _tuple_reader(shapes: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(shapes) == 2 and shapes[1] is Ellipsis:
        each = _reader(shapes[0])
        return lambda value: tuple(each(one) for one in value)
    readers = tuple(_reader(shape) for shape in shapes)
    return lambda value: tuple(read(one) for read, one in zip(readers, value, strict=True))


def _noun_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in dataclasses.fields(kind)}
    return lambda value: kind(**{name: readers[name](one) for name, one in value.items()})
