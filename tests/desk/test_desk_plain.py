"""Nouns of the desk become plain data that JSON can hold."""

from __future__ import annotations

import json
from dataclasses import dataclass

from monitor.desk.plain import plain
from monitor.model.names import Role


@dataclass(frozen=True)
class Leaf:
    name: str
    role: Role = Role.PRIMARY


@dataclass(frozen=True)
class Branch:
    leaves: tuple[Leaf, ...]
    none: None = None


@dataclass(frozen=True)
class Own:
    leaf: Leaf

    def plain(self) -> list[str]:
        return ["own", self.leaf.name]


def test_a_noun_is_an_object_of_all_its_fields_in_their_order() -> None:
    found = plain(Branch(leaves=(Leaf("a"), Leaf("b"))))
    assert list(found) == ["leaves", "none"]
    assert found["leaves"] == [{"name": "a", "role": "primary"}, {"name": "b", "role": "primary"}]
    assert json.loads(json.dumps(found)) == found


def test_a_noun_with_a_form_of_its_own_keeps_it_wherever_it_stands() -> None:
    assert plain({"of": (Own(Leaf("a")),)}) == {"of": [["own", "a"]]}


def test_what_is_plain_stays_as_it_is() -> None:
    assert [plain(one) for one in (None, 1, 0.5, "text", True)] == [None, 1, 0.5, "text", True]
