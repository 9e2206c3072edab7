"""How two texts share their prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_builders import (
    BRIDGE,
    FIRE,
    QUOTE,
    SENTENCES,
    an_article,
    elsewhere,
    words_of,
)

from monitor.lineage.reuse.fingerprints import (
    signature,
)
from monitor.lineage.reuse.own_prose import prose
from monitor.lineage.reuse.reuse import ReuseKind, compare, shared_runs, text_of


def kind_of(newer: str, older: str) -> ReuseKind | None:
    verdict = compare(text_of(elsewhere(newer)), text_of(an_article(older)))
    return verdict.kind if verdict else None


@pytest.mark.parametrize(
    ("newer", "older", "kind"),
    [
        (FIRE, FIRE, ReuseKind.COPY),
        (". ".join(SENTENCES[:3]) + ".", FIRE, ReuseKind.TRIMMED),
        (". ".join(SENTENCES[:1]) + ".", f"{FIRE} {BRIDGE}", ReuseKind.EXCERPT),
        (f"{'. '.join(SENTENCES[:2])}. {BRIDGE}", FIRE, ReuseKind.ADAPTED),
        (BRIDGE, FIRE, None),
        (f"{BRIDGE} {QUOTE}", f"{FIRE} {QUOTE}", None),
        ("", FIRE, None),
        (FIRE, "", None),
    ],
)
def test_how_two_texts_share(newer: str, older: str, kind: ReuseKind | None) -> None:
    assert kind_of(newer, older) == kind


@pytest.mark.parametrize(
    ("newer", "older", "kind"),
    [
        (f"{FIRE} The ferry sails again on Friday.", FIRE, ReuseKind.COPY),
        (FIRE, f"{FIRE} {FIRE[:80]}", ReuseKind.COPY),
        (f"{SENTENCES[0]}.", FIRE, ReuseKind.EXCERPT),
        (f"{' '.join(FIRE.split()[:26])}", f"{FIRE} {BRIDGE}", ReuseKind.EXCERPT),
        (f"{' '.join(FIRE.split()[:12])}", FIRE, None),
        (f"{FIRE} {BRIDGE} {BRIDGE.replace('Lenta', 'Tarn')}", FIRE, ReuseKind.EMBEDDED),
        (FIRE.upper(), FIRE, ReuseKind.COPY),
        (FIRE.replace(",", " –"), FIRE, ReuseKind.COPY),
        (" ".join(reversed(FIRE.split())), FIRE, None),
        (f"“{FIRE}”", FIRE, None),
    ],
)
def test_more_of_how_two_texts_share(newer: str, older: str, kind: ReuseKind | None) -> None:
    assert kind_of(newer, older) == kind


@pytest.mark.parametrize(
    ("newer", "older", "runs"),
    [
        ("a b c d e f g h", "a b c d e f g h", [(0, 0, 8)]),
        ("x a b c d e f g h y", "a b c d e f g h", [(1, 0, 8)]),
        ("a b c d e f g h i j", "z a b c d e f g h i j z", [(0, 1, 10)]),
        ("a b c d e f g", "a b c d e f g", []),
        ("a b c d e f g h X a b c d e f g h", "a b c d e f g h", [(0, 0, 8), (9, 0, 8)]),
        ("", "a b c d e f g h", []),
    ],
)
def test_shared_runs(newer: str, older: str, runs: list[tuple[int, int, int]]) -> None:
    found = shared_runs(newer.split(), older.split())
    assert [(run.newer, run.older, run.length) for run in found] == runs


def test_the_verdict_counts_the_shared_words() -> None:
    verdict = compare(text_of(elsewhere(FIRE)), text_of(an_article(FIRE)))
    assert verdict
    assert verdict.shared_words == verdict.longest_run == len(prose(an_article(FIRE)).words)
    assert verdict.containment == 1.0
    assert 0.9 < verdict.confidence <= 0.99
    assert len(verdict.spans) == 1


def test_a_shared_caption_is_no_reuse() -> None:
    caption = (
        "FILE - In this May 3, 2017 file photo, boats lie at the quay below the old customs house "
        "in the early morning before the market opens. (AP Photo/Una Voss, File)"
    )
    assert kind_of(f"{caption}\n{BRIDGE}", f"{caption}\n{FIRE}") is None


def test_one_outlet_that_tells_its_story_again_makes_a_version() -> None:
    again = an_article(FIRE + " The ferry sails again.", url="https://harbourpost.example/fire-2")
    verdict = compare(text_of(again), text_of(an_article(FIRE)))
    assert verdict
    assert verdict.kind is ReuseKind.NEW_VERSION


def test_the_proof_stands_in_the_newer_text() -> None:
    newer = elsewhere(f"A different opening stands here.\n{FIRE}")
    verdict = compare(text_of(newer), text_of(an_article(FIRE)))
    assert verdict
    assert verdict.containment > 0.9
    assert all(words_of(newer, span) == span.text for span in verdict.spans)


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_fail(one: str, other: str) -> None:
    newer, older = elsewhere(one), an_article(other)
    assert signature(newer) == tuple(sorted(set(signature(newer))))
    verdict = compare(text_of(newer), text_of(older))
    assert verdict is None or 0 < verdict.containment <= 1
