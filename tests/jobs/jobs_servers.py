"""A small world on loopback whose servers misbehave as told, and an app that watches it."""

from __future__ import annotations

import atexit
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.app import App, open_app, open_children
from monitor.clock import Clock, SteppedClock
from monitor.demo.loopback import Answer, LoopbackServer
from monitor.fetch.children import Children
from monitor.model.collecting import Feed
from monitor.model.names import FeedKind, make_id
from monitor.settings.nouns import FetchSettings, PollSettings, Settings

START = datetime(2031, 5, 6, 8, tzinfo=UTC)
Answerer = Callable[[str, str], Answer]

STORY = (
    "The bridge over the river Orn at Kessel was closed to traffic on Monday after inspectors "
    "found cracks in two of its piers, the town's engineer Hanne Voss said. Lorries are sent "
    "round by the northern road until further notice. Repairs may take six weeks, she added, and "
    "the ferry at Lower Kessel will run every twenty minutes until they are done. "
)


def a_feed(url: str) -> Feed:
    return Feed(
        id=make_id("feed", url),
        url=url,
        title=url,
        outlet=url,
        country="GB",
        language="en",
        family="",
        kind=FeedKind.NEWSPAPER,
    )


def rss(links: Mapping[str, str], published: datetime = START) -> bytes:
    """Return a feed of link → summary, each a minute after the one before."""
    items = "".join(
        f"<item><title>Notice number {place} from Kessel</title><link>{link}</link>"
        f"<guid>{link}</guid><description>{summary}</description>"
        f"<pubDate>{(published + timedelta(minutes=place)):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        "</item>"
        for place, (link, summary) in enumerate(links.items())
    )
    return f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()


def page(text: str = STORY, title: str = "Bridge at Kessel closed") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title></head><body><article>'
        f"<h1>{title}</h1><p>{text}</p><p>{text[::1]}</p></article></body></html>"
    ).encode()


@contextmanager
def serving(hosts: tuple[str, ...], answer: Answerer) -> Iterator[LoopbackServer]:
    with LoopbackServer(hosts, answer, lambda: START) as server:
        yield server


@contextmanager
def dripping(hosts: tuple[str, ...]) -> Iterator[tuple[int, list[float]]]:
    """Serve a byte now and then for ever; yields the port and when each request came."""
    listeners: list[socket.socket] = []
    port = 0
    for host in hosts:
        listeners.append(socket.create_server((host, port), backlog=64))
        port = listeners[0].getsockname()[1]
    stop = threading.Event()
    asked: list[float] = []

    def drip(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(4096)
                asked.append(time.monotonic())
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
                while not stop.wait(0.1):
                    connection.sendall(b" ")
            except OSError:
                return

    def accept(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    threads = [threading.Thread(target=accept, args=(one,), daemon=True) for one in listeners]
    for thread in threads:
        thread.start()
    try:
        yield port, asked
    finally:
        stop.set()
        for listener in listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for thread in threads:
            thread.join(timeout=2)


@contextmanager
def watching(
    folder: Path,
    urls: tuple[str, ...],
    *,
    clock: Clock | None = None,
    timeout_s: float = 2.0,
    revisit_after: tuple[timedelta, ...] = (),
    share: bool = True,
) -> Iterator[App]:
    settings = Settings(
        db=folder / "world.db",
        fetch=FetchSettings(
            allow_networks=("127.0.0.0/8",),
            host_pause_s=0.0,
            timeout_s=timeout_s,
            parse_deadline_s=3.0,
            respect_robots=False,
        ),
        poll=PollSettings(revisit_after=revisit_after),
        feeds=tuple(a_feed(url) for url in urls),
    )
    app = open_app(settings, clock=clock or SteppedClock(START), exclusive=True)
    own = app.walk.children
    if share:
        app.walk = replace(app.walk, children=shared_children(app))
    try:
        yield app
    finally:
        if share:
            app.walk = replace(app.walk, children=own)
        app.close()


_shared: list[Children] = []


def shared_children(app: App) -> Children:
    """Return children that live as long as the tests do: they take seconds to start."""
    if not _shared:
        _shared.append(open_children(app.walk.settings).start())
        atexit.register(_shared[0].close)
    return _shared[0]
