from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from monitor.articles.extract import extract, from_entry
from monitor.articles.plain import as_dict
from monitor.articles.rows import from_row
from monitor.articles.versions import revise
from monitor.model.collecting import Entry, Feed, Page
from monitor.model.names import FeedKind, Quality
from monitor.model.reading import Article

NOW = datetime(2025, 6, 10, 12, 0, tzinfo=UTC)
URL = "https://news.velm.example/harbour/ferry-aground?utm_source=x"

PARAGRAPHS = (
    "A ferry carrying forty passengers ran aground near the lighthouse of Port Velm on Tuesday "
    "morning, and the harbour master said that everybody on board was safe.",
    "The company that runs the line told the Velm Press Agency that the ship would be towed back "
    "to the harbour when the tide rises in the evening, and that no fuel had leaked.",
    "Two tugs and a lifeboat from the island of Osk reached the ship within an hour, a spokeswoman "
    'for the coast guard said. "We took the children off first," she told reporters on the quay.',
    "The sands off Velm have moved by some three hundred metres since the last survey, according "
    "to the institute that draws the charts, and pilots had asked for new buoys in the spring.",
)


def a_page(body: str | bytes, **changes: object) -> Page:
    data = body.encode() if isinstance(body, str) else body
    told: dict[str, object] = {
        "url": URL,
        "final_url": URL,
        "status": 200,
        "headers": {"content-type": "text/html; charset=utf-8"},
        "body": data,
        "fetched_at": NOW,
    }
    return Page(**(told | changes))  # type: ignore[arg-type]


def an_entry(**changes: object) -> Entry:
    told: dict[str, object] = {
        "id": "entry_1",
        "feed_id": "feed_1",
        "url": URL,
        "guid": "1",
        "title": "Ferry runs aground off Port Velm",
        "summary": "A ferry with forty people ran aground; nobody was hurt.",
        "published": datetime(2025, 6, 10, 8, 30, tzinfo=UTC),
        "updated": None,
    }
    return Entry(**(told | changes))  # type: ignore[arg-type]


FEED = Feed(
    id="feed_1",
    url="https://news.velm.example/rss",
    title="Velm Courier",
    outlet="The Velm Courier",
    country="IE",
    language="en",
    family="velm-media",
    kind=FeedKind.NEWSPAPER,
)


def html(head: str = "", before: str = "", inside: str = "", after: str = "") -> str:
    text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"{before}<article>{inside}{text}</article>{after}</body></html>"
    )


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle"} | fields
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def kinds(article: Article, kind: str) -> list[str]:
    return [signal.value for signal in article.signals if signal.kind == kind]


def test_a_whole_page_becomes_an_article() -> None:
    head = ld(
        headline="Ferry runs aground off Port Velm",
        datePublished="2025-06-10T09:15:30+02:00",
        author=[{"@type": "Person", "name": "Ada Moor"}, "Velm Press Agency"],
        publisher={"name": "The Velm Courier"},
        isBasedOn="https://agency.example/1",
    )
    head += "<meta property='og:site_name' content='The Velm Courier'>"
    head += "<link rel='canonical' href='https://agency.example/ferry'>"
    article = extract(
        a_page(
            html(
                head,
                "<h1>Ferry runs aground off Port Velm</h1>",
                "<figure><img src=x><figcaption>The ferry at noon. Velm Press Agency/Ada Moor"
                "</figcaption></figure><p>Also on <a href='https://osk.example/tugs'>the tugs of "
                "Osk</a> this paper reported that two had been sold in the winter of 2024.</p>",
                "<footer>© 2025 Velm Media</footer>",
            )
        ),
        an_entry(author="desk (Press Agency)", media_credits=("Ada Moor",), source_title="Wire"),
        FEED,
    )
    assert article.title == "Ferry runs aground off Port Velm"
    assert article.published == datetime(2025, 6, 10, 7, 15, 30, tzinfo=UTC)
    assert (article.published_precision, article.published_from) == ("second", "jsonld")
    assert (article.language, article.quality, article.oddity) == ("en", Quality.FULL, "")
    assert (article.outlet, article.outlet_name) == ("velm.example", "The Velm Courier")
    assert (article.outlet_country, article.outlet_family) == ("IE", "velm-media")
    assert all(one in article.text for one in PARAGRAPHS)
    assert "at noon" not in article.text
    assert kinds(article, "caption") == ["The ferry at noon. Velm Press Agency/Ada Moor"]
    assert kinds(article, "canonical") == ["https://agency.example/ferry"]
    assert kinds(article, "jsonld_author") == ["Ada Moor", "Velm Press Agency"]
    assert kinds(article, "jsonld_publisher") == ["The Velm Courier"]
    assert kinds(article, "jsonld_based_on") == ["https://agency.example/1"]
    assert kinds(article, "out_link") == ["https://osk.example/tugs the tugs of Osk"]
    assert kinds(article, "footer") == ["© 2025 Velm Media"]
    assert kinds(article, "feed_source") == ["Wire"]
    assert kinds(article, "dc_creator") == ["desk (Press Agency)"]
    assert kinds(article, "media_credit") == ["Ada Moor"]
    assert as_dict(article)["authors"] == ["Ada Moor", "Velm Press Agency"]
    assert as_dict(article)["date"] == "2025-06-10"


BROKEN_JSON = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry runs \\"hard\\" '
    'aground","datePublished":"2025-06-09","author":{"name":"Ada Moor"},"x":[1,,}</script>'
)

DATES = [
    (ld(datePublished="2025-06-09"), "2025-06-09T00:00:00+00:00", "day", "jsonld"),
    (ld(datePublished="2025-06-09T23:30:00-0300"), "2025-06-10T02:30:00+00:00", "second", "jsonld"),
    (ld(datePublished="2025-06-09 07:30:00"), "2025-06-09T07:30:00+00:00", "day", "jsonld"),
    (
        "<script type='application/ld+json'>"
        + json.dumps(
            {
                "@graph": [
                    {"@type": "WebPage"},
                    {"@type": ["Article"], "datePublished": "2025-06-08"},
                ]
            }
        )
        + "</script>",
        "2025-06-08T00:00:00+00:00",
        "day",
        "jsonld",
    ),
    (BROKEN_JSON, "2025-06-09T00:00:00+00:00", "day", "jsonld"),
    (
        "<meta property='article:published_time' content='2025-06-07T10:00:00Z'>",
        "2025-06-07T10:00:00+00:00",
        "second",
        "meta",
    ),
    (
        "<meta name='pubdate' content='Sat, 07 Jun 2025 10:00:00 GMT'>",
        "2025-06-07T10:00:00+00:00",
        "second",
        "meta",
    ),
    ("<time datetime='2025-06-06'>6 June</time>", "2025-06-06T00:00:00+00:00", "day", "meta"),
]


@pytest.mark.parametrize(("head", "at", "precision", "source"), DATES)
def test_dates_keep_their_precision_and_place(
    head: str, at: str, precision: str, source: str
) -> None:
    article = extract(a_page(html(head)), None, None)
    assert article.published is not None
    assert article.published.isoformat() == at
    assert (article.published_precision, article.published_from) == (precision, source)


def test_the_day_is_told_as_the_page_wrote_it() -> None:
    article = extract(a_page(html(ld(datePublished="2025-06-09T00:30:00+08:00"))), None, None)
    assert as_dict(article)["date"] == "2025-06-09"
    assert as_dict(article)["published"] == "2025-06-08T16:30:00Z"


@pytest.mark.parametrize("told", ["2031-01-01", "0001-01-01", "tomorrow", "2025-13-40", ""])
def test_an_impossible_date_is_no_date(told: str) -> None:
    article = extract(a_page(html(ld(datePublished=told))), an_entry(published=None), None)
    assert article.published is None
    assert (article.published_precision, article.published_from) == ("unknown", "none")


def test_the_feed_dates_a_page_that_does_not() -> None:
    article = extract(a_page(html()), an_entry(), FEED)
    assert (article.published, article.published_from) == (an_entry().published, "feed")


TITLES = [
    ("<title>Ferry runs aground | Velm Courier</title>", "Velm Courier", "Ferry runs aground"),
    ("<title>Ferry runs aground - velm.example</title>", "", "Ferry runs aground"),
    (
        "<title>Velm Courier – Ferry aground – again</title>",
        "Velm Courier",
        "Ferry aground – again",
    ),
    ("<meta property='og:title' content='Ferry &amp;amp; tug collide'>", "", "Ferry & tug collide"),
    ("<title>Velm Courier</title>", "Velm Courier", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("head", "site", "title"), TITLES)
def test_titles_come_without_the_site_and_are_never_invented(
    head: str, site: str, title: str
) -> None:
    head += f"<meta property='og:site_name' content='{site}'>"
    assert extract(a_page(html(head)), None, None).title == title


def test_the_standfirst_above_the_body_is_part_of_the_text() -> None:
    lead = "Forty people are safe after a ship met the wandering sands, and wait for the tide."
    head = f"<meta name='description' content='{lead}'>"
    page = html(head, f"<header><h1>Ferry aground</h1><h2 class=x>{lead}</h2></header>")
    assert extract(a_page(page), None, None).text.startswith(lead)


def test_related_headlines_and_promotion_on_the_page_are_no_text() -> None:
    links = "".join(
        f"<li><a href='/{n}'>Seven other ships met the sand {n}</a></li>" for n in "abc"
    )
    page = html(inside=f"<p>READ ALSO: Gulls return</p><ul>{links}</ul>")
    text = extract(a_page(page), None, None).text
    assert "Gulls" not in text
    assert "other ships" not in text
    assert PARAGRAPHS[3] in text


CONSENT = (
    "We value your privacy. We and our partners use cookies to store and/or access information on "
    "a device. You may accept all or manage options. Legitimate interest. Cookie policy."
)
EINWILLIGUNG = (
    "Wir und unsere Partner verarbeiten personenbezogene Daten. Mit Ihrer Einwilligung nutzen wir "
    "Cookies. Alle akzeptieren. Alle ablehnen. Datenschutzerklärung."
)
ROBOT = "Checking your browser. Please complete the captcha to show that you are not a robot."
GONE = "The page you are looking for could not be found. It is no longer available."
FORT = "La page demandée n'existe plus ou n'est plus disponible."
SCRIPT = "You need to enable JavaScript to run this app."
ABO = "Nur für Abonnenten. Jetzt weiterlesen: Probemonat, jederzeit kündbar. Bereits Abonnent?"
SUSCRIPTOR = (
    "Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo. ¿Ya eres suscriptor?"
)

WALLS = [
    ("Before you continue", CONSENT, 200, "consent_wall"),
    ("Ferry aground", CONSENT, 200, "consent_wall"),
    ("Fähre auf Grund", EINWILLIGUNG, 200, "consent_wall"),
    ("Just a moment...", ROBOT, 200, "blocked"),
    ("Ferry aground", ROBOT, 200, "blocked"),
    ("Ferry aground", "Sorry.", 403, "blocked"),
    ("Page not found", "Sorry.", 200, "soft_404"),
    ("404 – Velm Courier", "Sorry.", 200, "soft_404"),
    ("404 Not Found", "nginx", 200, "soft_404"),
    ("403 Forbidden", "nginx", 200, "blocked"),
    ("Velm Courier", GONE, 200, "soft_404"),
    ("Velm Courier", FORT, 200, "soft_404"),
    ("Ferry aground", "Sorry.", 404, "soft_404"),
    ("Velm", f"{SCRIPT}<script>x()</script>", 200, "js_only"),
    ("Velm", "<div id=root></div><script src=app.js></script>", 200, "js_only"),
    ("Fähre auf Grund", ABO, 200, "paywall"),
    ("El ferry encalla", SUSCRIPTOR, 200, "paywall"),
]


@pytest.mark.parametrize(("title", "words", "status", "oddity"), WALLS)
def test_a_wall_is_never_stored_as_the_article(
    title: str, words: str, status: int, oddity: str
) -> None:
    page = f"<html><head><title>{title}</title></head><body><div><p>{words}</p></div></body></html>"
    article = extract(a_page(page, status=status), an_entry(), FEED)
    assert article.oddity == oddity
    assert article.quality is Quality.EXCERPT
    assert article.text == an_entry().summary
    assert article.title == an_entry().title
    alone = extract(a_page(page, status=status), None, None)
    assert (alone.text, alone.quality) == ("", Quality.TITLE_ONLY)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7 abc", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "text/html"),
        (b"just bytes", "video/mp4"),
        (b"\x00" * 500, "text/html"),
    ],
)
def test_what_is_no_html_is_named_so(body: bytes, kind: str) -> None:
    article = extract(a_page(body, headers={"content-type": kind}), an_entry(), FEED)
    assert article.oddity == "not_html"
    assert article.quality is Quality.EXCERPT


def test_news_about_cookies_captchas_and_paywalls_is_news() -> None:
    text = (
        "The court in Velm ruled on Tuesday that a shop may not use cookies without consent. "
        "The judge said that a captcha proves nothing, and that a page which was not found is no "
        "defence. The shop had put its terms behind a paywall, and must pay two thousand crowns."
    )
    page = f"<html><title>Court rules on cookies</title><body><p>{text}</p></body></html>"
    article = extract(a_page(page), None, None)
    assert (article.oddity, article.text) == ("", text)


@pytest.mark.parametrize(
    "title",
    [
        "404 seals counted off Osk",
        "503 saved in storm",
        "Forbidden harbour",
        "Not found: the anchor",
        "Access denied to the quay, say crews",
        "Login hours of pilots cut",
    ],
)
def test_a_short_story_whose_title_sounds_like_a_wall_is_news(title: str) -> None:
    page = f"<html><title>{title}</title><body><p>{PARAGRAPHS[0]}</p></body></html>"
    article = extract(a_page(page), None, None)
    assert (article.oddity, article.text, article.title) == ("", PARAGRAPHS[0], title)


def test_the_part_before_a_paywall_is_an_excerpt_without_the_wall() -> None:
    page = html(after="").replace(
        "</article>", "<p>Il vous reste 60 % de cet article à lire.</p></article>"
    )
    article = extract(a_page(page), None, None)
    assert (article.quality, article.oddity) == (Quality.EXCERPT, "paywall")
    assert "Il vous reste" not in article.text


CHARSETS = [
    ("windows-1251", {"content-type": "text/html; charset=windows-1251"}, ""),
    ("windows-1251", {}, "<meta charset=windows-1251>"),
    ("iso-8859-1", {"content-type": "text/html; charset=ISO-8859-1"}, ""),
    ("gb18030", {}, "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>"),
    ("utf-8", {"content-type": "text/html; charset=iso-8859-1"}, "<meta charset=koi8-r>"),
    ("utf-8", {"content-type": "text/html; charset=utf-16"}, ""),
    ("utf-8", {"content-type": "text/html; charset=no-such"}, "<meta charset=punycode>"),
    ("utf-8-sig", {}, ""),
    ("utf-16", {}, ""),
]
SENTENCES = {
    "windows-1251": "Паром сел на мель у маяка утром во вторник, все пассажиры в безопасности. ",
    "iso-8859-1": "Le bac s'est échoué près du phare à l'aube, et la marée doit le ramener. ",
    "gb18030": "渡轮星期二早上在灯塔附近搁浅，港务长说船上所有的人都安全。",
}


@pytest.mark.parametrize(("charset", "headers", "head"), CHARSETS)
def test_text_is_read_whatever_the_page_says_of_its_charset(
    charset: str, headers: dict[str, str], head: str
) -> None:
    sentence = SENTENCES.get(
        charset, "Die Fähre lief früh am Leuchtturm auf Grund, niemand ist verletzt. "
    )
    page = f"<html><head>{head}</head><body><article><p>{sentence * 12}</p></article></body></html>"
    article = extract(a_page(page.encode(charset), headers=headers), None, None)
    assert sentence.strip() in article.text


def test_a_language_is_corrected_only_by_a_clear_text() -> None:
    page = html().replace("lang='en'", "lang='fr-FR'")
    assert extract(a_page(page), None, None).language == "en"
    short = "<html lang='pt-BR'><body><article><p>Ferry encalha.</p></article></body></html>"
    assert extract(a_page(short), None, None).language == "pt"


def test_a_site_rule_names_body_title_and_what_to_drop() -> None:
    inner = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = (
        f"<html><body><h4 class='site-rule-title'>Ferry aground</h4><article><p>{PARAGRAPHS[0]}"
        f"</p></article><div class='site-rule-body'>{inner}<div class='site-rule-drop'><p>Cut this "
        f"line out of it.</p></div></div></body></html>"
    )
    article = extract(a_page(page, final_url="https://example.org/a"), None, None)
    assert article.title == "Ferry aground"
    assert article.text == "\n".join(PARAGRAPHS)


def test_one_article_whatever_link_led_to_it_and_a_new_version_when_the_text_changes() -> None:
    first = extract(a_page(html()), None, None)
    other = extract(
        a_page(html(), url="http://www.news.velm.example/harbour/ferry-aground/"), None, None
    )
    assert other.id == first.id
    changed = extract(
        a_page(html(inside="<p>Two people were hurt, the harbour master now says.</p>")), None, None
    )
    assert changed.id == first.id
    assert changed.version_id != first.version_id
    assert revise(changed, first).version == 2
    assert revise(first, first) is first
    assert revise(first, None).version == 1


def test_an_entry_alone_is_an_excerpt_or_a_title() -> None:
    told = from_entry(an_entry(), FEED, NOW)
    assert (told.quality, told.published_from) == (Quality.EXCERPT, "feed")
    bare = from_entry(an_entry(summary="", published=None), FEED, NOW)
    assert (bare.quality, bare.text, bare.published) == (Quality.TITLE_ONLY, "", None)


ROWS = [
    {"url": "https://a.example/1", "title": "T", "text": "", "published": None},
    {"url": "https://a.example/1", "title": None, "text": None},
    {},
    {"url": "not a url", "title": 5, "text": ["x"], "published": 17, "outlet": None},
    {"url": "http://[::1", "text": "x", "published": "yesterday"},
    {"url": "https://a.example/1", "html": "<p>", "published": "2020-02-30"},
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_without_a_date_is_read_now_and_has_none(row: dict[str, object]) -> None:
    article = from_row(row, NOW)
    assert (article.published, article.fetched_at) == (None, NOW)
    assert article.published_precision == "unknown"


def test_a_row_is_read_at_its_own_date() -> None:
    article = from_row(
        {
            "url": URL,
            "title": "Ferry",
            "text": PARAGRAPHS[0],
            "published": "2020-03-14",
            "outlet": "X",
        },
        NOW,
    )
    at = datetime(2020, 3, 14, tzinfo=UTC)
    assert (article.published, article.fetched_at, article.published_precision) == (at, at, "day")
    assert (article.published_from, article.outlet_name) == ("row", "X")


def test_a_row_of_html_is_read_like_a_page() -> None:
    article = from_row(
        {
            "url": URL,
            "html": html(ld(headline="Ferry aground")),
            "published": "2020-03-14T05:00:00Z",
        },
        NOW,
    )
    assert article.title == "Ferry aground"
    assert PARAGRAPHS[2] in article.text
    assert article.published == article.fetched_at == datetime(2020, 3, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"Ferry runs aground off Port Velm\n\n{PARAGRAPHS[0]}",
            "Ferry runs aground off Port Velm",
        ),
        (f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}", ""),
        (PARAGRAPHS[0], ""),
        (f"Via Velm Courier\n\n{PARAGRAPHS[0]}", ""),
        ("", ""),
    ],
)
def test_a_headline_is_taken_only_where_it_clearly_is_one(text: str, title: str) -> None:
    article = from_row({"url": URL, "title": "", "text": text}, NOW)
    assert article.title == title
    assert not title or title not in article.text


HOSTILE = [
    b"",
    b"<",
    b"<html>",
    b"<div>" * 300_000,
    b"<p>a" * 60_000,
    b"<html><body " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b"><p>x</p>",
    b"<html><body " + b"\n".join(b'a%d="<>"' % n for n in range(60_000)) + b"><p>x</p>",
    b"<p>a\x00b\x01\xff\xfe</p>",
    b"<p>&#" + b"9" * 200_000 + b";</p>",
    b"<!--" * 100_000,
    b"<p>" + b"word " * 300_000,
    b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script>",
    b'<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":{}}}</script>',
    b'<script type="application/ld+json">{"@type":{"a":[]},"@graph":5,"headline":[null]}</script>',
    b"<div>" * 90 + b"<a href=x>abc def ghi</a>" * 12_000,
    b"<link rel=canonical href='http://[x'><base href='::'><a href='http://[y'>q</a>",
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_do_not_raise(body: bytes) -> None:
    assert (
        extract(a_page(body), an_entry(), FEED).id == extract(a_page(html()), an_entry(), FEED).id
    )


def test_signals_are_bounded_in_number_and_length() -> None:
    captions = "".join(f"<figcaption>{n} {'x' * 3000}</figcaption>" for n in range(400))
    links = "".join(f"<a href='/{n}'>link {n}</a> and some words, " for n in range(300))
    article = extract(a_page(html(inside=f"{captions}<p>{links}</p>")), None, None)
    assert len(article.signals) <= 200
    assert max(len(signal.value) for signal in article.signals) <= 500
    assert len(kinds(article, "out_link")) == 50
