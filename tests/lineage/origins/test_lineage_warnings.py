"""What is warned of beside a count of origins."""

from __future__ import annotations

import pytest
from lineage_builders import (
    BRIDGE,
    an_article,
    counted,
    some_reports,
    the_register,
    told,
)

from monitor.lineage.origins.report_lineage import beside
from monitor.lineage.origins.warnings import is_circular


@pytest.mark.parametrize(
    ("texts", "country", "warning"),
    [
        (["Rockets fell, the Iraqi military said."], "IQ", "only_state_affiliated"),
        (["Rockets fell, a security source said."], "", "anonymous_only"),
        (["Rockets fell, the Pentagon said."], "IQ", "no_local_source"),
    ],
)
def test_warnings(texts: list[str], country: str, warning: str) -> None:
    found = counted(*(told(n, text) for n, text in enumerate(texts)), country=country)
    assert warning in found.warnings


@pytest.mark.parametrize(
    ("texts", "country", "expected"),
    [
        (["A wall fell, police said.", "The wall is down, police said."], "", {"single_root"}),
        (["A wall fell, police said."], "", set()),
        (["A wall fell, police said.", BRIDGE], "", set()),
        (["A wall fell, a baker named Ada Quill said."], "", set()),
        (["Rockets fell, the Iraqi military said."], "IQ", {"only_state_affiliated"}),
        (["Rockets fell, the Iraqi military said.", BRIDGE], "IQ", set()),
        (["Rockets fell, the Pentagon said."], "IQ", {"only_state_affiliated", "no_local_source"}),
        (["Rockets fell, the Pentagon said."], "", {"only_state_affiliated"}),
        (["Rockets fell, a security source said."], "", {"anonymous_only"}),
        (["Rockets fell, a security source told AFP."], "", {"anonymous_only"}),
        (["Rockets fell, a resident said."], "", set()),
    ],
)
def test_exactly_these_warnings(texts: list[str], country: str, expected: set[str]) -> None:
    found = counted(*(told(n, text) for n, text in enumerate(texts)), country=country)
    assert set(found.warnings) - ({"only_state_affiliated"} - expected) == expected


def test_a_local_speaker_is_a_local_source() -> None:
    text = "Rockets fell, the Pentagon said. The Iraqi military said so too."
    assert "no_local_source" not in counted(told(0, text), country="IQ").warnings


def test_a_local_outlet_is_a_local_source() -> None:
    found = counted(told(0, "Rockets fell, the Pentagon said.", country="IQ"), country="IQ")
    assert "no_local_source" not in found.warnings


@pytest.mark.parametrize(
    ("texts", "circular"),
    [
        (("It fell, Le Monde reported.", "It fell, Le Figaro reported."), True),
        (("It fell, Le Monde reported.", "It fell, police said."), False),
        (("It fell, Le Figaro reported.", "It fell, Le Monde reported."), False),
    ],
)
def test_a_ring_is_a_ring(texts: tuple[str, str], circular: bool) -> None:
    one = an_article(texts[0], url="https://www.lefigaro.fr/depot")
    two = an_article(texts[1], url="https://www.lemonde.fr/depot")
    assert is_circular(beside(some_reports(one, two), the_register())) is circular
