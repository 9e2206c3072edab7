"""The comparison says nothing of a perfect run, and names what is wrong of any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from monitor.demo.compare import differences
from monitor.demo.truth import load_truth
from monitor.demo.world import load_world

WORLD = load_world()
TRUTH = load_truth()
Exports = dict[str, list[dict[str, Any]]]


def url(article_id: str) -> str:
    article = WORLD.article(article_id)
    return f"http://{WORLD.outlet(article.outlet).host}:8642{article.path}"


def a_perfect_run() -> Exports:
    """Return the export rows of a monitor that saw what the truth says."""
    exports: Exports = {"reports": [], "incidents": [], "lineage": [], "alerts": []}
    for article in TRUTH.articles:
        told = [(article.primary or None, "primary")] + [
            (b, "background") for b in article.background
        ]
        for incident, role in told:
            row = {"article_url": url(article.id), "incident_id": incident, "role": role}
            exports["reports"].append(row)
        sources = [("cites", name) for name in article.cites]
        sources += [("photo_from", name) for name in article.photo_from]
        if article.text_from:
            sources.append(("text_from", article.text_from))
        for relation, name in sources:
            exports["lineage"].append(an_edge(article.id, relation, to_source=name))
        for relation, other in article.edges:
            exports["lineage"].append(an_edge(article.id, relation, to_url=url(other)))
    for true in TRUTH.incidents:
        origins = true.origins
        exports["incidents"].append(
            {
                "id": true.id,
                "title": true.id,
                "incident_type": true.type,
                "event_start": true.day.isoformat() if true.day else "2023-10-01",
                "place": true.place,
                "country": true.country,
                "killed": {"best": true.killed},
                "injured": {"best": true.injured},
                "independent_origins": origins.independent if origins else 0,
                "undetermined_origins": origins.undetermined if origins else 0,
                "origins": list(origins.names) if origins else [],
                "warnings": list(origins.warnings) if origins else [],
            }
        )
    for alert in TRUTH.alerts:
        row = {"kind": alert.kind, "incident_id": alert.incident, "headline": ""}
        exports["alerts"].append({**row, "reason": alert.why})
    return exports


def an_edge(article_id: str, relation: str, **to: str) -> dict[str, Any]:
    return {
        "from_url": url(article_id),
        "relation": relation,
        "to_url": None,
        "to_source": None,
    } | to


def incident(exports: Exports, name: str) -> dict[str, Any]:
    return next(row for row in exports["incidents"] if row["id"] == name)


def test_a_perfect_run_differs_in_nothing() -> None:
    assert differences(WORLD, TRUTH, a_perfect_run()) == ()


def merge_the_attacks(exports: Exports) -> None:
    for row in exports["reports"]:
        if row["incident_id"] == "oryx_2":
            row["incident_id"] = "oryx_1"


def report_a_horoscope(exports: Exports) -> None:
    row = {"article_url": url("echo-stars"), "incident_id": "flood", "role": "primary"}
    exports["reports"].append(row)


def forget_the_background(exports: Exports) -> None:
    exports["reports"] = [row for row in exports["reports"] if row["role"] == "primary"]


def count_the_copies(exports: Exports) -> None:
    incident(exports, "oryx_1")["independent_origins"] = 12


def lose_the_circle(exports: Exports) -> None:
    incident(exports, "depot")["warnings"] = []


def keep_the_wrong_toll(exports: Exports) -> None:
    incident(exports, "villamar")["killed"] = {"best": 7}


def take_the_photo_for_the_text(exports: Exports) -> None:
    exports["lineage"].append(an_edge("beacon-oryx-1", "text_from", to_source="Getty Images"))


def tie_two_strangers(exports: Exports) -> None:
    exports["lineage"].append(an_edge("kestrel-oryx-2", "adapts", to_url=url("mpa-flood")))


def miss_the_uncredited_copy(exports: Exports) -> None:
    rows = exports["lineage"]
    exports["lineage"] = [row for row in rows if row["from_url"] != url("ledger-oryx-1")]


def cry_wolf(exports: Exports) -> None:
    row = {"kind": "new_incident", "incident_id": "quake", "headline": "", "reason": ""}
    exports["alerts"].append(row)


def stay_silent(exports: Exports) -> None:
    exports["alerts"].pop(0)


def give_another_reason(exports: Exports) -> None:
    exports["alerts"][0]["reason"] = "a copy came in"


def shuffle(exports: Exports) -> None:
    exports["alerts"].reverse()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (merge_the_attacks, "matching: mpa-oryx-2 reports oryx_2, found ['oryx_1']"),
        (report_a_horoscope, "matching: echo-stars is horoscope, found ['flood']"),
        (forget_the_background, "matching: kestrel-verdict mentions ['mill_fire'], not found"),
        (count_the_copies, "origins: oryx_1 has 3 and 0 undetermined, found 12 and 0"),
        (lose_the_circle, "origins: depot warnings ['circular'], found []"),
        (keep_the_wrong_toll, "facts: villamar killed is 6, found 7"),
        (
            take_the_photo_for_the_text,
            "lineage: the text of beacon-oryx-1 is not from Getty Images",
        ),
        (tie_two_strangers, "lineage: kestrel-oryx-2 does not adapt mpa-flood"),
        (miss_the_uncredited_copy, "lineage: ledger-oryx-1 republishes mpa-oryx-1, not found"),
        (cry_wolf, "alerts: new_incident of quake was not asked for"),
        (stay_silent, "alerts: new_incident of ferry is missing"),
        (give_another_reason, "alerts: new_incident of ferry gives another reason"),
        (shuffle, "alerts: all are there, in another order"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_harm_is_named(harm: Callable[[Exports], None], words: str) -> None:
    exports = a_perfect_run()
    harm(exports)
    assert words in differences(WORLD, TRUTH, exports)


def test_a_copy_may_be_tied_to_another_copy() -> None:
    exports = a_perfect_run()
    for row in exports["lineage"]:
        if row["from_url"] == url("echo-oryx-1") and row["to_url"]:
            row["to_url"] = url("courier-oryx-1")
    assert differences(WORLD, TRUTH, exports) == ()


def test_an_agency_may_use_its_old_words_again_but_none_from_the_future() -> None:
    exports = a_perfect_run()
    exports["lineage"].append(an_edge("mpa-oryx-2", "adapts", to_url=url("mpa-oryx-1")))
    assert differences(WORLD, TRUTH, exports) == ()
    exports["lineage"].append(an_edge("mpa-oryx-1", "adapts", to_url=url("mpa-oryx-2")))
    assert differences(WORLD, TRUTH, exports) == ("lineage: mpa-oryx-1 does not adapt mpa-oryx-2",)
