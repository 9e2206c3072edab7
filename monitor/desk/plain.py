"""Nouns of the desk as plain data, for JSON: an object of all fields, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Plain(Protocol):
    """A noun that has a form of its own."""

    def plain(self) -> Any:
        """Return the noun as plain data."""


def plain(value: Any) -> Any:
    """Return a noun, or what holds nouns, as lists, dicts, texts and numbers.

    A noun that has a `plain` of its own is given that; else it is an object of its fields.
    """
    if isinstance(value, Plain):
        return value.plain()
    if is_dataclass(value):
        return of_fields(value)
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def of_fields(noun: Any) -> dict[str, Any]:
    """Return a noun as an object of its fields."""
    return {field.name: plain(getattr(noun, field.name)) for field in fields(noun)}
