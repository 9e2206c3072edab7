"""Alerts and digests as words: one line that fits, nothing lost, no markup of strangers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from store_builders import an_alert, an_article, an_incident

from monitor.messages import alerts, digest
from monitor.messages.alerts import MAX_SUBJECT, Address, told
from monitor.messages.data import clock, load_templates, local, weblink
from monitor.messages.digest import DigestClaim, DigestIncident, DigestWindow
from monitor.messages.timeline import COLUMNS, marks, timeline
from monitor.model.deciding import Origins
from monitor.model.names import AlertKind
from monitor.model.telling import Alert, Message

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TO = Address(channel="desk", recipient="ann@desk.example")
TEMPLATES = load_templates()

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></tr></table><h1>taken over</h1>",
    "</title><style>*{display:none}</style>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;&amp;amp;",
    "line\r\nbreak\u2028and\x1b[31m\x00",
    "\u202ereversed\u2066",
    "x" * 100_000,
    "عاجل: سقوط رافعة",
    "🔥" * 200,
    "'); alert(1); ('",
    "",
)


def composed(*found: Alert, **changes: Any) -> Message:
    incidents = {one.incident_id: an_incident() for one in found if one.incident_id}
    article = changes.pop("article", an_article())
    found = tuple(replace(one, article_id=article.id) for one in found)
    what = told(
        found, {k or "": v for k, v in incidents.items()}, {article.id: article}, thread="t"
    )
    return alerts.compose(replace(what, **changes), TO, TEMPLATES, now=NOW, zone=BERLIN)


def an(kind: AlertKind, headline: str, **changes: Any) -> Alert:
    base = an_alert(an_incident(), kind=kind, headline=headline, **changes)
    return replace(base, id=f"alert_{kind}_{headline[:40]}")


def a_window(*incidents: DigestIncident, **changes: Any) -> DigestWindow:
    values = {"start": NOW - timedelta(days=1), "end": NOW, "incidents": incidents, **changes}
    return DigestWindow(**values)


def in_digest(**changes: Any) -> DigestIncident:
    values: dict[str, Any] = {
        "incident": an_incident(),
        "alerts": (an(AlertKind.NEW_INCIDENT, "Crane falls"),),
        "articles": (an_article(),),
        "first_reporter": "Orland Gazette",
        **changes,
    }
    return DigestIncident(**values)


def written(window: DigestWindow) -> Message:
    return digest.compose(window, TO, TEMPLATES, now=NOW, zone=BERLIN)


def test_a_subject_leads_with_the_weightiest_and_counts_the_rest() -> None:
    made = composed(
        an(AlertKind.SECOND_ORIGIN, "second origin"),
        an(AlertKind.NEW_INCIDENT, "Crane falls: 2 killed"),
        an(AlertKind.DISPUTE, "disputed"),
    )
    assert made.subject == "Crane falls: 2 killed (+2)"
    for words in ("Crane falls: 2 killed", "second origin", "disputed"):
        assert words in made.text
        assert words in made.html


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("count", [1, 3])
def test_a_subject_is_one_line_of_at_most_140_characters(words: str, count: int) -> None:
    kinds = (AlertKind.NEW_INCIDENT, AlertKind.DISPUTE, AlertKind.CIRCULAR)
    made = composed(*(an(kind, words) for kind in kinds[:count]))
    assert 0 < len(made.subject) <= MAX_SUBJECT
    assert len(made.subject.splitlines()) == 1
    assert not set(made.subject) & set("\r\n\x00\x1b\u2028\u202e")
    window = a_window(in_digest(incident=an_incident(title=words, given_name=words)))
    assert 0 < len(written(window).subject) <= MAX_SUBJECT


def _tags(html: str) -> list[tuple[str, tuple[str, ...]]]:
    page = lxml.html.fromstring(html)
    return sorted(
        (str(node.tag), tuple(sorted(node.attrib))) for node in page.iter() if node.tag != "wbr"
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_of_strangers_become_markup(words: str) -> None:
    """The same elements and attributes stand there whatever the words are."""

    def alert(said: str) -> Message:
        return composed(
            an(AlertKind.NEW_INCIDENT, said, reason=said or "x", before=said or "x"),
            article=an_article(title=said or "x", outlet_name=said or "x"),
            note=said or "x",
        )

    def digested(said: str) -> Message:
        said = said or "x"
        origins = Origins(independent=1, names=(said,), undetermined=0, articles=1, outlets=1)
        claim = DigestClaim(field="killed", value=said, claimant=said, outlet=said)
        one = in_digest(
            incident=an_incident(title=said, origins=origins),
            alerts=(an(AlertKind.DISPUTE, said),),
            articles=(an_article(outlet_name=said),),
            first_reporter=said,
            disputes=(claim,),
            tree=(said, f"└─ {said}"),
            timeline=timeline([(NOW + timedelta(hours=n), said) for n in range(4)]),
        )
        return written(a_window(one, troubles=(said,), held=(said,), idle=(said,)))

    for make in (alert, digested):
        made, plain = make(words), make("plain words")
        if "\n" not in words:
            assert _tags(made.html) == _tags(plain.html)
        assert len(made.html) < 60_000
        assert not set(made.text + made.html) & set("\x00\x1b\r\u2028\u202e\u2066")
        json.loads(made.payload)


@pytest.mark.parametrize(
    ("url", "ok"),
    [
        ("https://gazette.example/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://gazette.example/a b", False),
        ("https://gazette.example/\nhttps://x", False),
        ("https://gazette.example/" + "x" * 3000, False),
        ('https://gazette.example/"onmouseover="x', True),
    ],
)
def test_only_web_addresses_become_links(url: str, ok: bool) -> None:
    assert bool(weblink(url)) is ok
    page = lxml.html.fromstring(composed(an(AlertKind.DISPUTE, "x"), article=an_article(url)).html)
    links = [str(one) for one in page.xpath("//@href")]
    assert links == ([url] if ok else [])
    assert not page.xpath("//*[@onmouseover]")


def test_a_page_loads_nothing_from_anywhere_and_runs_nothing() -> None:
    for html in (composed(an(AlertKind.DISPUTE, "x")).html, written(a_window(in_digest())).html):
        page = lxml.html.fromstring(html)
        assert not page.xpath("//script | //link | //iframe | //form")
        assert all(src.startswith("data:image/png;base64,") for src in page.xpath("//@src"))
        assert "default-src 'none'" in html
        assert "prefers-color-scheme: dark" in html
        assert 'name="viewport"' in html


def test_right_to_left_words_stand_in_elements_that_take_their_direction() -> None:
    made = composed(an(AlertKind.NEW_INCIDENT, "عاجل: سقوط رافعة"))
    page = lxml.html.fromstring(made.html)
    (saying,) = page.xpath("//p[@class='said']")
    assert saying.get("dir") == "auto"
    assert "عاجل" in saying.text_content()


def test_a_message_on_many_incidents_lists_every_alert() -> None:
    found = [an(AlertKind.NEW_INCIDENT, f"case {n} here") for n in range(120)]
    cards = {f"i{n}": an_incident(f"case{n}") for n in range(120)}
    moved = [replace(one, incident_id=f"i{n}") for n, one in enumerate(found)]
    what = told(moved, cards, {}, thread="*", note="the rest comes in one")
    made = alerts.compose(what, TO, TEMPLATES, now=NOW, zone=BERLIN)
    assert made.subject.startswith("120 alerts on 120 incidents: ")
    for one in found:
        assert one.headline in made.text
        assert one.headline in made.html
    assert set(made.alert_ids) == {one.id for one in found}
    assert len(json.loads(made.payload)["alerts"]) == 120


def test_a_message_has_the_same_id_however_its_alerts_are_ordered() -> None:
    pair = (an(AlertKind.NEW_INCIDENT, "a"), an(AlertKind.DISPUTE, "b"))
    assert composed(*pair).id == composed(*reversed(pair)).id
    assert composed(pair[0]).id != composed(*pair).id


def test_times_are_told_at_the_users_place() -> None:
    assert clock(NOW, BERLIN) == "6 May 2031 14:00 CEST"
    assert "14:00 CEST" in composed(an(AlertKind.DISPUTE, "x")).text


def test_moments_in_words_are_told_at_the_users_place_and_odd_ones_left_alone() -> None:
    assert local("at 2031-05-06T12:00:00Z, first", BERLIN) == "at 6 May 2031 14:00 CEST, first"
    odd = "2031-99-06T12:00:00Z and 0001-01-01T00:00:00Z"
    assert local(odd, ZoneInfo("America/New_York")) == odd


def test_a_digest_says_each_kind_of_news_once_and_the_latest_of_it() -> None:
    one = in_digest(
        alerts=(
            an(AlertKind.NEW_INCIDENT, "Accident, Port Orland: 1 killed – origin undetermined"),
            an(AlertKind.TOLL_CHANGED, "Accident in Port Orland (crane): 2 killed (was 1)"),
            an(AlertKind.TOLL_CHANGED, "Accident in Port Orland (crane): 3 killed (was 2)"),
            an(
                AlertKind.SECOND_ORIGIN,
                "Accident in Port Orland (crane): second origin: Coast Wire, Gazette",
            ),
        )
    )
    assert one.news == (
        ("new", "Accident, Port Orland: 1 killed"),
        ("toll changed (2 times, the latest)", "3 killed (was 2)"),
        ("second origin", "Coast Wire, Gazette"),
    )


def test_rival_figures_are_told_once_with_all_who_say_them() -> None:
    said = (("3", "Gazette"), ("4", "police"), ("3", "harbour office"))
    one = in_digest(
        disputes=tuple(
            DigestClaim(field="killed", value=value, claimant=who, outlet="Gazette")
            for value, who in said
        )
    )
    text = written(a_window(one)).text
    assert "killed: 3 – Gazette; harbour office (in Gazette)\n" in text
    assert "killed: 4 – police (in Gazette)\n" in text


def test_a_digest_tells_new_and_developed_apart() -> None:
    old = an_incident("old", opened_at=NOW - timedelta(days=9))
    window = a_window(in_digest(), in_digest(incident=old))
    subject = written(window).subject
    assert subject.startswith("Digest to Tue 6 May 14:00: 1 new incident, 1 developed – ")
    assert written(a_window()).subject == "Digest to Tue 6 May 14:00: 0 new incidents"


def test_a_huge_digest_stays_a_mail_and_names_every_incident() -> None:
    many = [
        in_digest(incident=an_incident(f"case{n}", title=f"Case {n} in Port Orland"))
        for n in range(300)
    ]
    made = written(a_window(*many))
    assert len(made.html) < 300_000
    for number in range(300):
        assert f"Case {number} in Port Orland" in made.text


def test_a_timeline_counts_every_report_once() -> None:
    told_at = [(NOW + timedelta(minutes=7 * n), f"origin {n % 12}") for n in range(100)]
    told_at += [(NOW + timedelta(hours=2), None)] * 5
    chart = timeline(told_at)
    assert chart is not None
    assert sum(row.total for row in chart.rows) == 105
    assert len(chart.rows) <= 8
    assert chart.rows[-1].origin == "undetermined"
    assert all(len(row.counts) == len(marks(row)) == COLUMNS for row in chart.rows)
    assert (chart.start, chart.end) == (told_at[0][0], told_at[99][0])


@pytest.mark.parametrize("reports", [[], [(NOW, "a")] * 2, [(NOW, "a")] * 9])
def test_too_little_is_not_drawn(reports: list[tuple[datetime, str]]) -> None:
    assert timeline(reports) is None


def test_a_users_template_wins_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "alert.txt").write_text("MINE {{ title }}")
    own = load_templates(tmp_path)
    what = told([an(AlertKind.DISPUTE, "x")], {}, {}, thread="")
    made = alerts.compose(what, TO, own, now=NOW, zone=BERLIN)
    assert made.text == "MINE x\n"
    assert '<p class="said"' in made.html


def test_text_has_no_runs_of_blank_lines() -> None:
    for made in (composed(an(AlertKind.DISPUTE, "x")), written(a_window(in_digest()))):
        assert not re.search(r"\n{4,}", made.text)


def test_the_columns_of_a_tree_stay_apart_in_html() -> None:
    made = written(a_window(in_digest(tree=("Gazette", "└─ 2025-05-06  Gazette  Crane falls"))))
    assert "↳ 2025-05-06 · Gazette · Crane falls" in made.html
