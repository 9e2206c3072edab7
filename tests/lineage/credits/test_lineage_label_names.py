"""Names inside a label: one, several, none; with filler; stations; outlets nobody knows."""

from __future__ import annotations

import pytest
from lineage_builders import the_register, wrong_today

from monitor.lineage.credits.label_names import (
    is_text_source,
    parts,
    resolve,
    unknown_name,
    whole_names,
)
from monitor.model.names import SourceClass
from monitor.model.reading import Source

AP, AFP, DPA = "Associated Press", "Agence France-Presse", "Deutsche Presse-Agentur"
UNNAMED = "news agencies (unnamed)"


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("The Associated Press", [AP]),
        ("  (AP) ", [AP]),
        ("AP News", [AP]),
        ("Reuters Staff", ["Reuters"]),
        ("Agence AFP", [AFP]),
        ("Associated Press/Report", [AP]),
        ("Reuters - Ap - Afp", ["Reuters", AP, AFP]),
        ("AP und dpa", [AP, DPA]),
        ("TASS y EFE", ["TASS", "EFE"]),
        ("dpa/AFP", [DPA, AFP]),
        ("News agencies", [UNNAMED]),
        ("Staff and wires", [UNNAMED]),
        ("WKRN", ["WKRN"]),
        ("Una Voss", []),
        ("AFP, dpa, Una Voss", []),
        ("Una Voss, AP", []),
        ("Getty Images", []),
        ("A A", []),
        ("", []),
        ("—", []),
    ],
)
def test_a_label_is_nothing_but_names(label: str, names: list[str]) -> None:
    found = whole_names(label, the_register())
    assert [one.source.name for one in found] == names
    assert all(label[one.start : one.end].strip() == label[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("AP", AP),
        ("the AP wire", AP),
        ("Reuters News Agency", "Reuters"),
        ("dpa-Redaktion", DPA),
        ("ap", AP),
        ("news agencies", UNNAMED),
        ("agences", UNNAMED),
        ("агентства", UNNAMED),
        ("WXYQ", "WXYQ"),
        ("WXYQ-TV", "WXYQ-TV"),
        ("PR Newswire", "PR Newswire"),
        ("Getty Images", None),
        ("Una Voss", None),
        ("au", None),
        ("news", None),
        ("the staff of a very small paper that nobody far from Velm reads", None),
    ],
)
def test_one_name_means_one_source(name: str, source: str | None) -> None:
    found = resolve(name, the_register())
    assert (found.name if found else None) == source


@pytest.mark.parametrize(
    ("label", "name", "family"),
    [
        ("WKRN", "WKRN", "Nexstar"),
        ("WXYQ", "WXYQ", "WXYQ"),
        wrong_today(
            "KTLA 5",
            "KTLA 5",
            "Nexstar",
            reason="a call sign with its channel is not looked up without it",
        ),
    ],
)
def test_a_station_keeps_its_call_sign_and_has_its_owners_family(
    label: str, name: str, family: str
) -> None:
    [one] = whole_names(label, the_register())
    assert (one.source.name, one.source.family) == (name, family)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Harbour Lantern", "Harbour Lantern"),
        ("  «Lantern» ", "Lantern"),
        ("Voz de la Costa", "Voz de la Costa"),
        ("O Globo do Sul", "O Globo do Sul"),
        ("The 7 Days", "The 7 Days"),
        ("lantern.example", "lantern.example"),
        ("a small paper", None),
        ("Una Voss said so", None),
        ("X", None),
        ("Lantern & Sons of the East Coast Bay", None),
        ("Lantern " * 9, None),
    ],
)
def test_a_name_that_looks_like_an_outlets(label: str, name: str | None) -> None:
    found = unknown_name(label)
    assert (found.name if found else None) == name
    assert found is None or found.family == found.name


@pytest.mark.parametrize(
    ("label", "pieces"),
    [
        ("AP", ["AP"]),
        ("AP, dpa und AFP", ["AP", "dpa", "AFP"]),
        ("AP - AFP", ["AP", "AFP"]),
        ("AP-AFP", ["AP-AFP"]),
        ("Le Fanal et AFP", ["Le Fanal", "AFP"]),
        ("AP AND AFP", ["AP AND AFP"]),
        ("(AP | AFP)", ["AP", "AFP"]),
    ],
)
def test_where_names_part(label: str, pieces: list[str]) -> None:
    assert [label[start:end] for start, end in parts(label)] == pieces


@pytest.mark.parametrize(
    ("name", "kind", "may_be"),
    [
        ("Nordwire", SourceClass.AGENCY, True),
        ("Harbour Post", SourceClass.OUTLET, True),
        ("Corvia Today", SourceClass.STATE_MEDIA, True),
        ("Lake Aid", SourceClass.NGO, True),
        ("PR Newswire", SourceClass.DOCUMENT, True),
        ("the report", SourceClass.DOCUMENT, False),
        ("Una Voss", SourceClass.PERSON, False),
        ("Twitter", SourceClass.SOCIAL_POST, False),
    ],
)
def test_whose_text_it_may_be(name: str, kind: SourceClass, may_be: bool) -> None:
    assert is_text_source(Source(name=name, source_class=kind)) is may_be
