"""Credits outside the text: sections of an address, other addresses, feeds, pictures."""

from __future__ import annotations

import pytest
from lineage_builders import a_line, an_article, the_register

from monitor.lineage.credits import fields
from monitor.model.names import Relation


@pytest.mark.parametrize(
    ("url", "source", "words"),
    [
        ("https://x.example/ap/fire", "Associated Press", "ap"),
        ("https://x.example/news/cnn-spanish/fire", "CNN", "cnn-spanish"),
        ("https://x.example/wires-reuters/fire", "Reuters", "wires-reuters"),
        ("https://x.example/syndication-upi/fire", "United Press International", "syndication-upi"),
        ("https://x.example/stacker-money/a", "Stacker", "stacker-money"),
        ("https://x.example/news/prnewswire/a", "PR Newswire", "prnewswire"),
        ("https://x.example/map/fire", "", ""),
        ("https://x.example/fire/ap", "", ""),
        ("https://x.example/a/?from=/ap/", "", ""),
        ("https://ap.example/fire/a", "", ""),
    ],
)
def test_a_section_of_the_address_names_the_syndicator(url: str, source: str, words: str) -> None:
    article = an_article(url=url)
    found = [(hit.source.name, hit.span.text) for hit in fields.url_sections(article)]
    assert found == ([(source, words)] if source else [])
    assert all(url[h.span.start : h.span.end] == words for h in fields.url_sections(article))


@pytest.mark.parametrize(
    ("value", "owner"),
    [
        ("https://www.reuters.com/world/fire", "Reuters"),
        ("https://lantern.example/fire", "lantern.example"),
        ("https://amp.lantern.example/fire", "lantern.example"),
        ("https://harbourpost.example/other", None),
        ("https://www.harbourpost.com/fire", None),
        ("https://harbourpost.co.uk/fire", None),
        ("https://t.co/abc", None),
        ("https://feedproxy.google.com/x", None),
        ("https://web.archive.org/web/2031/fire", None),
        ("no address", None),
    ],
)
def test_an_address_on_another_domain_is_its_owners(value: str, owner: str | None) -> None:
    hits = fields.other_addresses(a_line(value, field="signal:0"), an_article(), the_register())
    assert [hit.source.name for hit in hits] == ([owner] if owner else [])


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("Reuters https://www.reuters.com/feed", "Reuters"),
        ("The Guardian | https://www.theguardian.com/rss", "The Guardian"),
        ("https://www.theguardian.com/rss", "The Guardian"),
        ("Harbour Lantern https://lantern.example/feed", "Harbour Lantern"),
        ("https://lantern.example/feed", "lantern.example"),
        ("Harbour Lantern", None),
        ("Getty Images", None),
    ],
)
def test_the_feed_an_entry_was_copied_from(value: str, source: str | None) -> None:
    hits = list(fields.feed_sources(a_line(value, field="signal:0"), the_register()))
    assert [hit.source.name for hit in hits] == ([source] if source else [])
    assert all(hit.span.text == value for hit in hits)


@pytest.mark.parametrize(
    ("caption", "owners"),
    [
        ("AP Photo/Una Voss", ["Associated Press"]),
        ("Una Voss/Getty Images via AFP", ["Getty Images", "Agence France-Presse"]),
        ("AFP and AFP", ["Agence France-Presse"]),
        ("photo: Twitter", []),
        ("The quay at dawn", []),
    ],
)
def test_a_picture_is_credited_as_a_picture(caption: str, owners: list[str]) -> None:
    hits = list(fields.photos(a_line(caption), the_register()))
    assert [hit.source.name for hit in hits] == owners
    assert {hit.relation for hit in hits} <= {Relation.PHOTO_FROM}
