"""The type by the head of what is told: a thing and its mishap, not a stray word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.model.facts import Facts


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "Tourist ship strikes bridge on the Morn, 20 hurt",
            "A tourist ship struck a bridge on the river Morn on Tuesday, injuring 20 passengers, "
            "police said. The vessel was on its way to Velden when it hit a pillar.",
            "ship_accident",
        ),
        (
            "Seven killed as tram overturns in Velden",
            "At least seven people were killed when a tram overturned on a bend in Velden on "
            "Tuesday, police said. The driver was arrested.",
            "rail_crash",
        ),
        (
            "Suicide attack on consulate in Velden kills six",
            "A suicide bomber rammed a truck full of explosives into the gate of a consulate in "
            "Velden on Tuesday, killing six guards. Gunmen then fired at the building.",
            "suicide_bombing",
        ),
        (
            "Pedestrian killed by a bus in Velden",
            "A woman of 60 was killed by a bus in Velden on Tuesday, police said. The driver of "
            "the bus was not hurt.",
            "road_crash",
        ),
        (
            "Ein Toter bei Zugunglück in Velden",
            "Beim Zusammenstoß zweier Züge ist am Dienstag in Velden ein Mann getötet worden, wie "
            "die Polizei mitteilte. Der Lokführer wurde verletzt.",
            "rail_crash",
        ),
        (
            "Un barco choca contra un puente en Velden",
            "Un barco de turistas chocó el martes contra un puente en Velden y dejó once heridos, "
            "informó la policía.",
            "ship_accident",
        ),
    ],
)
def test_the_head_of_the_event_names_the_type(
    read_text: Callable[..., Facts], title: str, text: str, kind: str
) -> None:
    language = {"Ein": "de", "Un ": "es"}.get(title[:3], "en")
    primary = read_text(text, title=title, language=language).mentions[0]
    assert primary.incident_type == kind
    assert 0 < primary.type_confidence <= 1
