"""A made-up world of any size for tests and benchmarks: hosts with feeds, pages and robots.txt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus

from monitor.demo.loopback import Answer, LoopbackServer

#: When the first page of the bulk world was published.
BEGINS = datetime(2026, 3, 2, 6, tzinfo=UTC)
_EVERY = timedelta(minutes=5)
#: Each n-th page lies where robots.txt forbids to go.
_DISALLOWED_EACH = 12
_TOWNS = ("Aldermoor", "Brinhaven", "Castellbruck", "Dovrefold", "Estermere", "Fallowby", "Gorsel")
_KINDS = ("warehouse fire", "bridge closure", "council vote", "library opening", "water shortage")
_NAMES = ("Ines Halvorsen", "Tomas Bielik", "Ruth Okonjo", "Pavel Dragan", "Mina Castellano")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPage:
    number: int
    host: str
    path: str
    published: datetime
    allowed: bool


class BulkServer(LoopbackServer):
    """`pages` pages on `hosts` addresses 127.0.2.1, 127.0.2.2, … with one RSS feed each."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        pages: int = 300,
        hosts: int = 60,
        disallow: bool = True,
        base_port: int = 0,
        delay_s: float = 0.0,
    ) -> None:
        names = tuple(f"127.0.2.{number + 1}" for number in range(hosts))
        self.pages = tuple(_page(number, names, disallow) for number in range(pages))
        self._by_address = {(page.host, page.path): page for page in self.pages}
        super().__init__(names, self._bulk, now, base_port, delay_s)
        self.feed_urls = tuple(f"http://{name}:{self.port}/feed.xml" for name in names)

    def url(self, page: BulkPage) -> str:
        """Return the address of the page."""
        return f"http://{page.host}:{self.port}{page.path}"

    def _bulk(self, host: str, path: str) -> Answer:
        if path == "/robots.txt":
            rules = b"User-agent: *\nDisallow: /private/\n"
            return Answer(body=rules, content_type="text/plain", validators=False)
        if path == "/feed.xml":
            own = [page for page in self.pages if page.host == host]
            changed = max((page.published for page in own), default=BEGINS)
            body = _feed(host, own, self).encode()
            return Answer(body=body, content_type="application/rss+xml", changed=changed)
        page = self._by_address.get((host, path))
        if page is None:
            return Answer(status=HTTPStatus.NOT_FOUND, body=b"no such page")
        return Answer(body=page_html(page).encode(), changed=page.published)


def _page(number: int, hosts: tuple[str, ...], disallow: bool) -> BulkPage:
    allowed = not (disallow and number % _DISALLOWED_EACH == _DISALLOWED_EACH - 1)
    return BulkPage(
        number=number,
        host=hosts[number % len(hosts)],
        path=f"/{'news' if allowed else 'private'}/{number:05d}.html",
        published=BEGINS + number * _EVERY,
        allowed=allowed,
    )


def page_html(page: BulkPage) -> str:
    """Return a page whose story no other page tells."""
    number = page.number
    town = f"{_TOWNS[number % len(_TOWNS)]} {number // len(_TOWNS) + 1}"
    kind, name = _KINDS[number % len(_KINDS)], _NAMES[number % len(_NAMES)]
    sentences = (
        f"The {kind} in {town} kept {number + 3} people busy on {page.published:%A}, said {name}.",
        f"Neighbours in street {number * 7 % 97 + 1} had waited {number % 11 + 2} weeks for news.",
        f"The town's clerk counted {number * 13 % 401 + 10} letters about it, more than last year.",
        f"A meeting is planned for the {number % 27 + 1}th, in room {number % 40 + 1} of the hall.",
        f"Nobody in {town} could remember a {kind} quite like number {number} in the register.",
    )
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{_title(page)}</title>'
        f'<meta property="article:published_time" content="{page.published.isoformat()}"></head>'
        f"<body><nav><a href='/'>Home</a> <a href='/about'>About</a></nav><article>"
        f"<h1>{_title(page)}</h1>{body}</article><footer>© 2026 {page.host}</footer></body></html>"
    )


def _title(page: BulkPage) -> str:
    town = _TOWNS[page.number % len(_TOWNS)]
    return f"{_KINDS[page.number % len(_KINDS)].capitalize()} in {town}: report {page.number}"


def _feed(host: str, pages: list[BulkPage], server: BulkServer) -> str:
    items = "".join(
        f"<item><title>{_title(page)}</title><link>{server.url(page)}</link>"
        f"<guid>{server.url(page)}</guid><pubDate>{format_datetime(page.published)}</pubDate></item>"
        for page in pages
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{host}</title>'
        f"<link>http://{host}/</link><description>bulk</description>{items}</channel></rss>"
    )
