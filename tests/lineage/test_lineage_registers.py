"""Names, domains and families of sources; agencies in old print."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest
from lineage_builders import an_article, the_register

from benchmarks.score.agency_mentions import agencies
from monitor.lineage.registers import name_key, same_family
from monitor.model.names import SourceClass
from monitor.model.reading import Source


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("AP", "Associated Press"),
        ("the associated press", "Associated Press"),
        ("thearabweekly", "The Arab Weekly"),
        ("Agence France Presse", "Agence France-Presse"),
        ("apnews.com", "Associated Press"),
        ("MailOnline", "Daily Mail"),
        ("Los Angeles Times", "Los Angeles Times"),
        ("ap", None),
        ("Harbour Post", None),
        ("", None),
    ],
)
def test_spellings_meet_in_one_source(name: str, canonical: str | None) -> None:
    found = the_register().source_of(name)
    assert (found.name if found else None) == canonical


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("https://www.bbc.co.uk/news/1", "BBC"),
        ("https://edition.cnn.com/x", "CNN"),
        ("https://abcnews.go.com/x", "ABC News"),
        ("https://harbourpost.example/x", None),
    ],
)
def test_a_domain_names_its_publisher(address: str, canonical: str | None) -> None:
    found = the_register().of_domain(address)
    assert (found.name if found else None) == canonical


def test_short_aliases_are_whole_words_in_capitals() -> None:
    names = [n.source.name for n in the_register().named("An app and a map, said AP.")]
    assert names == ["Associated Press"]


def test_one_owner_is_one_voice() -> None:
    register = the_register()
    sun, times = register.source_of("The Sun"), register.source_of("The Times")
    ap = register.source_of("AP")
    assert sun
    assert times
    assert ap
    assert same_family(sun, times)
    assert not same_family(sun, ap)


def test_an_unknown_host_is_its_own_family() -> None:
    host = the_register().host_of(an_article(outlet_name="Harbour Post", country="GB"))
    assert host == Source(
        name="Harbour Post",
        source_class=SourceClass.OUTLET,
        family="Harbour Post",
        country="GB",
    )


def test_a_register_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(the_register()))
    assert again.source_of("AFP") == the_register().source_of("AFP")


@pytest.mark.parametrize(("one", "other"), [("U.N.", "un"), ("The Hill", "the hill"), ("É", "e")])
def test_name_keys_fold_case_marks_and_points(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("text", "year", "names"),
    [
        ("PARIS, 14. (Havas.) — Le ministre part.", 1925, ["Havas"]),
        ("ROM, 3. Mai. (Hävas) Der Hafen brennt.", 1925, ["Havas"]),
        ("OSLO, 14 (Wolff). — Vendredi.", 1925, ["Wolff"]),
        ("M. Wolff, notaire, vend une maison.", 1925, []),
        ("Wien, 7. Aug. ( Reuter ) Die Brücke fiel.", 1947, ["Reuters"]),
        ("La crue baisse. / ats-afp", 1999, ["Keystone-SDA", "Agence France-Presse"]),
        ("PARIS, 14. (Havas.) — Une rue.", 1999, []),
    ],
)
def test_agencies_in_old_print(text: str, year: int, names: list[str]) -> None:
    found = agencies(text, the_register(), published=datetime(year, 5, 1, tzinfo=UTC))
    assert [source.name for _, source in found] == names
    assert all(text[span.start : span.end] == span.text for span, _ in found)
