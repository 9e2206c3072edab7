"""The door to the network: a batch of requests in, their outcomes out. Its loop has a thread.

No redirect, name or address goes round the gate; no cookie, proxy or credential is ever used.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import ssl
import threading
from collections import defaultdict
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

import aiohttp

from monitor.clock import Clock
from monitor.fetch.exchange import Exchange
from monitor.fetch.gate import Gate, GatedResolver
from monitor.fetch.lanes import Lanes
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchRequest
from monitor.settings.nouns import FetchSettings
from monitor.urls import host as host_of

T = TypeVar("T")

#: Requests of one batch under way or waiting to be taken, per parallel host.
_WINDOW = 4
#: Connections per parallel host: slow hosts keep theirs, and no longer count as parallel.
_CONNECTIONS = 4


class Fetcher:
    """Fetches politely and within limits; safe to call from any number of threads."""

    def __init__(
        self, settings: FetchSettings, clock: Clock, *, tls: ssl.SSLContext | None = None
    ) -> None:
        """`tls` replaces the machine's own trust (an intranet with its own authority)."""
        self._settings = settings
        self._clock = clock
        self._tls = tls or ssl.create_default_context()
        self._gate = Gate(settings.allow_networks)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="fetch", daemon=True)
        self._ready = threading.Event()
        self._closed = threading.Event()
        self._stop = asyncio.Event()
        self._exchange: Exchange | None = None
        self._lanes: Lanes | None = None

    def start(self) -> Fetcher:
        """Start the loop's thread; returns itself."""
        self._thread.start()
        self._ready.wait()
        return self

    def close(self) -> None:
        """End everything under way, within two seconds; callers get `closed` outcomes."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._thread.is_alive():
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout=2.0)

    def __enter__(self) -> Fetcher:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(self, request: FetchRequest) -> FetchOutcome:
        """Return the outcome of one request."""
        return next(self.fetch_all((request,)))

    def fetch_all(self, requests: Sequence[FetchRequest]) -> Iterator[FetchOutcome]:
        """Yield one outcome a request, as they finish. Work starts at once.

        At most a window of outcomes waits for a slow caller, so that memory stays bounded.
        """
        done: queue.SimpleQueue[FetchOutcome] = queue.SimpleQueue()
        window = asyncio.Semaphore(max(32, _WINDOW * self._settings.parallel_hosts))
        batch = self._submit(self._batch(_spread(requests), done, window))
        return self._hand_out(list(requests), done, window, batch)

    def fetch_ordered(self, requests: Sequence[FetchRequest]) -> tuple[FetchOutcome, ...]:
        """Return the outcomes in the order of `requests`, when all are there."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, request in enumerate(requests):
            places[id(request)].append(place)
        found: dict[int, FetchOutcome] = {}
        for outcome in self.fetch_all(requests):
            found[places[id(outcome.request)].pop(0)] = outcome
        return tuple(found[place] for place in range(len(requests)))

    @property
    def closed(self) -> bool:
        """Whether nothing is fetched any more."""
        return self._closed.is_set() or not self._thread.is_alive()

    def begin(self, request: FetchRequest, done: queue.SimpleQueue[FetchOutcome]) -> Asked:
        """Start one request; its outcome is put into `done`, unless it is cancelled first.

        With a closed fetcher nothing is put: see `closed`.
        """

        async def one() -> None:
            assert self._exchange is not None, "start() comes first"
            done.put(await self._exchange.outcome(request))

        return self._submit(one())

    def slow_down(self, host: str, pause_s: float) -> None:
        """Make the pause between requests to `host` at least `pause_s` seconds."""
        if self._lanes is not None and not self._closed.is_set():
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._lanes.slow_down, host, pause_s)

    def _hand_out(
        self,
        waiting: list[FetchRequest],
        done: queue.SimpleQueue[FetchOutcome],
        window: asyncio.Semaphore,
        batch: Asked,
    ) -> Iterator[FetchOutcome]:
        try:
            while waiting and batch.begun:
                try:
                    outcome = done.get(timeout=0.5)
                except queue.Empty:
                    if not self._thread.is_alive():
                        break
                    continue
                _drop(waiting, outcome.request)
                with contextlib.suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(window.release)
                yield outcome
            for request in waiting:
                yield FetchOutcome(request=request, failure=FetchFailure.CLOSED)
        finally:
            batch.cancel()

    async def _batch(
        self,
        requests: Sequence[FetchRequest],
        done: queue.SimpleQueue[FetchOutcome],
        window: asyncio.Semaphore,
    ) -> None:
        exchange = self._exchange
        assert exchange is not None, "start() comes first"

        async def one(request: FetchRequest) -> None:
            try:
                done.put(await exchange.outcome(request))
            except asyncio.CancelledError:
                done.put(FetchOutcome(request=request, failure=FetchFailure.CLOSED))
                raise

        async with asyncio.TaskGroup() as group:
            for request in requests:
                await window.acquire()
                group.create_task(one(request))

    def _submit(self, work: Coroutine[Any, Any, None]) -> Asked:
        if not self.closed:
            try:
                return Asked(asyncio.run_coroutine_threadsafe(work, self._loop))
            except RuntimeError:  # the loop ended between the question and this
                pass
        work.close()
        return Asked(None)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        settings = self._settings
        self._lanes = Lanes(settings.host_pause_s, settings.parallel_hosts)
        connector = aiohttp.TCPConnector(
            resolver=GatedResolver(self._gate),
            socket_factory=self._gate.open_socket,
            ssl=self._tls,
            limit=_CONNECTIONS * settings.parallel_hosts,
            ttl_dns_cache=60,
        )
        cap = settings.connect_timeout_s
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            raise_for_status=False,
            timeout=aiohttp.ClientTimeout(
                total=None, connect=None, sock_connect=cap, sock_read=cap
            ),
            headers={"User-Agent": user_agent(settings)},
        ) as session:
            self._exchange = Exchange(session, self._lanes, settings, self._clock)
            self._ready.set()
            await self._stop.wait()
            await _end_others()


class Asked:
    """Work under way on the loop, to be cancelled when its caller walks away."""

    def __init__(self, future: Future[None] | None) -> None:
        self._future = future

    @property
    def begun(self) -> bool:
        """Whether the loop took it; it does not once it is closed."""
        return self._future is not None

    def cancel(self) -> None:
        """Break it off; nothing comes of it any more."""
        if self._future is not None:
            self._future.cancel()


async def _end_others() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    if others:
        await asyncio.wait(others, timeout=1.0)


def _drop(waiting: list[FetchRequest], request: FetchRequest) -> None:
    for place, one in enumerate(waiting):
        if one is request:
            del waiting[place]
            return


def _spread(requests: Sequence[FetchRequest]) -> list[FetchRequest]:
    """Return `requests` with hosts taking turns: fifty pages of one host delay no other."""
    turns: dict[str, int] = defaultdict(int)
    ranked: list[tuple[int, int, FetchRequest]] = []
    for place, request in enumerate(requests):
        name = host_of(request.url)
        ranked.append((turns[name], place, request))
        turns[name] += 1
    return [request for _, _, request in sorted(ranked, key=lambda row: row[:2])]


def user_agent(settings: FetchSettings) -> str:
    """Return the User-Agent with its contact; robots.txt knows us by the word before "/"."""
    contact = settings.contact.strip()
    agent = settings.user_agent.replace("set fetch.contact", contact or "none given")
    return agent if not contact or contact in agent else f"{agent} ({contact})"
