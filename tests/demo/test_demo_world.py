"""The demo world is as large, as varied and as consistent as the demo promises."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from monitor.demo.truth import load_truth
from monitor.demo.world import load_world
from monitor.model.names import AlertKind, FeedKind, Relation

WORLD = load_world()
TRUTH = load_truth()
READABLE = [article for article in WORLD.articles if not article.wall]


def test_the_world_is_as_large_as_promised() -> None:
    writing = {article.outlet for article in WORLD.articles}
    days = {article.published.date() for article in WORLD.articles}
    assert len(WORLD.articles) >= 45
    assert len(writing) >= 14
    assert len(days) == 10
    assert max(days) - min(days) == timedelta(days=9)


def test_names_hosts_and_addresses_are_each_used_once() -> None:
    assert len({outlet.id for outlet in WORLD.outlets}) == len(WORLD.outlets)
    assert len({outlet.host for outlet in WORLD.outlets}) == len(WORLD.outlets)
    assert len({outlet.name for outlet in WORLD.outlets}) == len(WORLD.outlets)
    assert len({article.id for article in WORLD.articles}) == len(WORLD.articles)
    assert len({(a.outlet, a.path) for a in WORLD.articles}) == len(WORLD.articles)


def test_every_host_is_a_loopback_address_of_the_demo() -> None:
    assert all(outlet.host.startswith("127.0.1.") for outlet in WORLD.outlets)


@pytest.mark.parametrize("article", READABLE, ids=lambda article: article.id)
def test_a_readable_article_has_the_length_of_a_news_text(article) -> None:
    assert 100 <= len(article.text.split()) <= 450
    assert article.summary
    assert WORLD.outlet(article.outlet)


def test_outlets_use_every_feed_format_and_known_kinds() -> None:
    assert {outlet.feed for outlet in WORLD.outlets} == {"rss", "rdf", "atom", "json"}
    assert {outlet.kind for outlet in WORLD.outlets} <= {kind.value for kind in FeedKind}


def test_every_trouble_of_a_feed_is_there_once() -> None:
    faults = Counter(outlet.fault for outlet in WORLD.outlets if outlet.fault)
    wanted = {"busy", "moved", "gone", "refused", "error_page", "empty", "malformed"}
    assert dict(faults) == dict.fromkeys(wanted, 1)


def test_repeated_and_linked_articles_exist() -> None:
    ids = {article.id for article in WORLD.articles}
    published = {article.id: article.published for article in WORLD.articles}
    for outlet in WORLD.outlets:
        assert all(published[repeat.article] < repeat.at for repeat in outlet.repeats)
    targets = {t for a in WORLD.articles for t in a.links.values() if "://" not in t}
    assert targets <= ids


def test_links_stand_in_the_text_of_their_article() -> None:
    for article in WORLD.articles:
        assert all(words in article.text for words in article.links), article.id


def test_a_copied_text_is_the_original_word_for_word() -> None:
    original = WORLD.article("mpa-oryx-1").text.split("\n\n")
    copy = WORLD.article("ledger-oryx-1").text.split("\n\n")
    assert copy[1:] == original[1:]
    assert original[0].endswith(copy[0])


def test_the_two_attacks_read_alike_and_differ_in_their_numbers() -> None:
    first = set(WORLD.article("mpa-oryx-1").text.split())
    second = set(WORLD.article("mpa-oryx-2").text.split())
    assert len(first & second) / len(second) > 0.5
    assert "Twelve" in first - second
    assert "Eighteen" in second - first


def test_an_edit_changes_the_text_and_tells_or_hides_it() -> None:
    notes = {a.id: [bool(e.note) for e in a.edits] for a in WORLD.articles if a.edits}
    assert notes == {"cordillera-blast-2": [True], "cordillera-flood": [False]}
    for article_id in notes:
        article = WORLD.article(article_id)
        assert article.edits[0].text != article.text


def test_truth_speaks_of_every_article_once() -> None:
    assert Counter(a.id for a in TRUTH.articles) == Counter(a.id for a in WORLD.articles)


def test_truth_gives_an_incident_or_a_reason() -> None:
    incidents = {incident.id for incident in TRUTH.incidents}
    for article in TRUTH.articles:
        assert bool(article.primary) != bool(article.reason), article.id
        assert {*article.background, article.primary} - {""} <= incidents, article.id


def test_truth_ties_articles_that_exist_with_known_relations() -> None:
    published = {article.id: article.published for article in WORLD.articles}
    for article in TRUTH.articles:
        for relation, other in article.edges:
            assert relation in set(Relation)
            assert published[other] < published[article.id]


def test_origins_of_incidents_are_those_of_their_reports() -> None:
    """The count, the names and the undetermined ones follow from the rows of the articles."""
    for incident in TRUTH.incidents:
        if incident.mentioned_only:
            continue
        reports = [a for a in TRUTH.articles if a.primary == incident.id]
        names = {report.origin for report in reports} - {""}
        assert incident.origins is not None
        assert set(incident.origins.names) == names, incident.id
        assert incident.origins.independent == len(names), incident.id
        undetermined = sum(not report.origin for report in reports)
        assert incident.origins.undetermined == undetermined, incident.id


def test_tolls_are_told_by_reports_of_the_incident_in_order() -> None:
    for incident in TRUTH.incidents:
        assert list(incident.tolls) == sorted(incident.tolls, key=lambda toll: toll.at)
        for toll in incident.tolls:
            assert TRUTH.article(toll.article).primary == incident.id
            assert WORLD.article(toll.article).published <= toll.at


def test_alerts_are_few_known_and_in_order() -> None:
    assert {alert.kind for alert in TRUTH.alerts} <= set(AlertKind)
    assert len({alert.message for alert in TRUTH.alerts}) <= 15
    assert [a.message for a in TRUTH.alerts] == sorted(a.message for a in TRUTH.alerts)
    said = [(a.kind, a.incident, a.after) for a in TRUTH.alerts]
    assert len(set(said)) == len(said)
    for alert in TRUTH.alerts:
        assert TRUTH.article(alert.after).primary == alert.incident


def test_each_alerted_incident_begins_with_its_first_report() -> None:
    for alert in TRUTH.alerts:
        if alert.kind == AlertKind.NEW_INCIDENT:
            reports = [a for a in WORLD.articles if TRUTH.article(a.id).primary == alert.incident]
            assert reports[0].id == alert.after


def test_a_late_copy_raises_nothing() -> None:
    copies = [a for a in TRUTH.articles if ("republishes", "mpa-oryx-1") in a.edges]
    assert len(copies) >= 8
    assert not {copy.id for copy in copies} & {alert.after for alert in TRUTH.alerts}


def test_feed_troubles_of_the_truth_are_those_of_the_world() -> None:
    faulty = {outlet.id for outlet in WORLD.outlets if outlet.fault}
    assert set(TRUTH.feed_troubles) == faulty
