"""The demo world on loopback: each outlet on its own address, everything as of a virtual now."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from monitor.demo.loopback import Answer, LoopbackServer
from monitor.demo.nouns import Outlet, World
from monitor.demo.render import Renderer, error_page

_FEED_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
#: Where the feed of an outlet with the fault "moved" stood before.
OLD_FEED_PATH = "/rss"
#: One server is overloaded for this while: longer than the demo's longest pause between polls, so
#: that a poll falls into it. It depends on the clock alone: a demo taken up again sees the same.
BUSY_FROM = timedelta(hours=20)
BUSY_FOR = timedelta(minutes=70)
#: A dead feed says 404 for so long after the world's beginning, then 410.
GONE_AFTER = timedelta(days=3)


class DemoServer(LoopbackServer):
    """`world` served as it stands at `now()`; the port is in `port`."""

    def __init__(
        self,
        world: World,
        now: Callable[[], datetime],
        base_port: int = 0,
        delay_s: float = 0.0,
    ) -> None:
        hosts = tuple(outlet.host for outlet in world.outlets if outlet.fault != "refused")
        super().__init__(hosts, self._at, now, base_port, delay_s)
        self.world = world
        self.renderer = Renderer(world, self.port)
        self._outlets = {outlet.host: outlet for outlet in world.outlets}
        self._articles = {(world.outlet(a.outlet).host, a.path): a for a in world.articles}

    def feed_url(self, outlet: Outlet) -> str:
        """Return the address under which the demo's configuration knows the outlet's feed."""
        path = OLD_FEED_PATH if outlet.fault == "moved" else outlet.feed_path
        return self.renderer.url(outlet, path)

    def _at(self, host: str, target: str) -> Answer:
        outlet, path, now = self._outlets[host], urlsplit(target).path, self._now()
        if path == "/robots.txt":
            return _robots(outlet)
        if path in (outlet.feed_path, OLD_FEED_PATH):
            return self._feed(outlet, path, now)
        if path == "/":
            return Answer(body=self.renderer.front(outlet, now).encode(), validators=False)
        return self._page(host, path, now)

    def _page(self, host: str, path: str, now: datetime) -> Answer:
        article = self._articles.get((host, path))
        if article is None or article.published > now:
            return _plain(HTTPStatus.NOT_FOUND, "There is no such page.")
        edit = article.at(now)
        changed = edit.at if edit else article.published
        return Answer(body=self.renderer.page(article, now).encode(), changed=changed)

    def _feed(self, outlet: Outlet, path: str, now: datetime) -> Answer:
        trouble = self._trouble(outlet, path, now)
        if trouble is not None:
            return trouble
        if path != outlet.feed_path:
            return _plain(HTTPStatus.NOT_FOUND, "There is no such page.")
        items = self.renderer.items(outlet, now)
        changed = max((item.updated for item in items), default=self.world.begins())
        body = self.renderer.feed(outlet, now).encode()
        return Answer(body=body, content_type=_FEED_TYPES[outlet.feed], changed=changed)

    def _trouble(self, outlet: Outlet, path: str, now: datetime) -> Answer | None:
        """Return the answer of a feed that is out of order, None = in order."""
        if outlet.fault == "moved" and path == OLD_FEED_PATH:
            new = {"Location": self.renderer.url(outlet, outlet.feed_path)}
            return Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=new)
        age = now - self.world.begins()
        if outlet.fault == "busy" and BUSY_FROM <= age < BUSY_FROM + BUSY_FOR:
            wait = math.ceil((BUSY_FROM + BUSY_FOR - age).total_seconds())
            return Answer(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
        if outlet.fault == "gone":
            late = age >= GONE_AFTER
            return _plain(HTTPStatus.GONE if late else HTTPStatus.NOT_FOUND, "No feed here.")
        if outlet.fault == "error_page":
            return Answer(body=error_page(outlet).encode(), validators=False)
        return None


def _plain(status: int, words: str) -> Answer:
    return Answer(status=status, body=words.encode(), content_type="text/plain; charset=utf-8")


def _robots(outlet: Outlet) -> Answer:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in outlet.disallow or ("",))]
    return _plain(HTTPStatus.OK, "\n".join(lines) + "\n")
