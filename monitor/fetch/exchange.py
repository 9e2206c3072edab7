"""One request and its answer, redirects by hand, all within limits. Lives on the fetch loop.

Source: RFC 9110 §15.4 (redirects), §13 (conditional requests).
"""

from __future__ import annotations

import asyncio
import errno
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

import aiohttp
from yarl import URL

from monitor.clock import Clock
from monitor.fetch.gate import BlockedAddressError
from monitor.fetch.inflate import Intake
from monitor.fetch.lanes import Lanes
from monitor.fetch.nouns import FetchFailure, FetchOutcome, FetchProblem, FetchRequest, http_failure
from monitor.model.collecting import Page
from monitor.settings.nouns import FetchSettings

#: RFC 9309 §2.5: at least 500 KiB of a robots.txt must be read.
MAX_ROBOTS_BYTES = 500 * 1024
#: A validator longer than this is no validator.
_MAX_VALIDATOR = 1024
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = {
    "feed": "application/atom+xml,application/rss+xml,application/feed+json;q=0.9,"
    "application/xml;q=0.8,*/*;q=0.5",
    "page": "text/html,application/xhtml+xml,*/*;q=0.5",
    "robots": "text/plain,*/*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class _Walk:
    """Where a request stands on its way through redirects."""

    url: str
    permanent: bool = True
    hops: int = 0
    spent: float = 0.0


class Exchange:
    """Brings one request to its outcome; never raises on what a server does."""

    def __init__(
        self, session: aiohttp.ClientSession, lanes: Lanes, settings: FetchSettings, clock: Clock
    ) -> None:
        self._session = session
        self._lanes = lanes
        self._settings = settings
        self._clock = clock

    async def outcome(self, request: FetchRequest) -> FetchOutcome:
        """Return what came of `request`."""
        walk = _Walk(url=request.url)
        try:
            return await self._follow(request, walk)
        except FetchProblem as problem:
            failure, detail = problem.failure, problem.detail
        except Exception as error:  # one odd server never takes the batch with it
            failure, detail = _explain(error)
        return FetchOutcome(request=request, failure=failure, detail=detail, elapsed=walk.spent)

    async def _follow(self, request: FetchRequest, walk: _Walk) -> FetchOutcome:
        while True:
            url = _checked(walk.url)
            answer = await self._hop(request, url, walk)
            if answer.status not in _REDIRECTS:
                return self._judge(request, walk, url, answer)
            walk.hops += 1
            if walk.hops > self._settings.max_redirects:
                raise FetchProblem(FetchFailure.REDIRECT, f"more than {walk.hops - 1} redirects")
            walk.permanent = walk.permanent and answer.status in (301, 308)
            walk.url = next_url(url, answer.headers.get("location", ""))

    async def _hop(self, request: FetchRequest, url: str, walk: _Walk) -> _Answer:
        loop = asyncio.get_running_loop()
        async with self._lanes.hold(urlsplit(url).hostname or ""):
            began = loop.time()
            try:
                async with asyncio.timeout(max(0.01, self._settings.timeout_s - walk.spent)):
                    return await self._ask(request, url)
            finally:
                walk.spent += loop.time() - began

    async def _ask(self, request: FetchRequest, url: str) -> _Answer:
        headers = self._headers(request)
        async with self._session.get(URL(url), headers=headers, allow_redirects=False) as response:
            names = {key.lower(): value for key, value in response.headers.items()}
            if response.status not in (200, 203):
                response.close()  # the body of a refusal is of no use to anyone
                return _Answer(response.status, names, b"")
            cut = request.kind == "robots"
            intake = Intake(
                ",".join(response.headers.getall("content-encoding", [])),
                self._max_bytes(request),
                cut=cut,
            )
            async for data in response.content.iter_chunked(65_536):
                intake.feed(data)
                if intake.full:
                    response.close()
                    break
            return _Answer(response.status, names, intake.finish())

    def _headers(self, request: FetchRequest) -> dict[str, str]:
        headers = {"Accept": _ACCEPT[request.kind], "Accept-Encoding": "gzip", **request.headers}
        for name, value in (
            ("If-None-Match", request.etag),
            ("If-Modified-Since", request.last_modified),
        ):
            if value and len(value) <= _MAX_VALIDATOR and _PRINTABLE.fullmatch(value):
                headers[name] = value
        return headers

    def _max_bytes(self, request: FetchRequest) -> int:
        if request.kind == "robots":
            return MAX_ROBOTS_BYTES
        settings = self._settings
        return settings.max_feed_bytes if request.kind == "feed" else settings.max_page_bytes

    def _judge(self, request: FetchRequest, walk: _Walk, url: str, answer: _Answer) -> FetchOutcome:
        page, failure, detail = None, _refusal(request, answer), ""
        if failure is None:
            page = Page(
                url=request.url,
                final_url=url,
                status=answer.status,
                headers=answer.headers,
                body=answer.body,
                fetched_at=self._clock.now(),
            )
        else:
            detail = f"HTTP {answer.status} from {url}"[:300]
        return FetchOutcome(
            request=request,
            page=page,
            failure=failure,
            detail=detail,
            status=answer.status,
            retry_after=answer.headers.get("retry-after"),
            permanent_url=url if walk.hops and walk.permanent else None,
            elapsed=walk.spent,
        )


def _refusal(request: FetchRequest, answer: _Answer) -> FetchFailure | None:
    if answer.status in (200, 203):
        return None if answer.body or request.kind == "robots" else FetchFailure.EMPTY
    if answer.status == 304:
        conditional = bool(request.etag or request.last_modified)
        return None if conditional else FetchFailure.PROTOCOL
    if "cf-mitigated" in answer.headers:
        return FetchFailure.BLOCKED
    return FetchFailure.EMPTY if answer.status == 204 else http_failure(answer.status)


def _checked(url: str) -> str:
    """Return `url` without credentials and fragment. Raises FetchProblem."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchProblem(FetchFailure.BLOCKED_SCHEME, f"no address: {error}") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise FetchProblem(FetchFailure.BLOCKED_SCHEME, f"scheme {parts.scheme[:20]!r}")
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port is None else f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))


def next_url(url: str, location: str) -> str:
    """Return where a redirect leads. Raises FetchProblem.

    https never falls to http: the same address is asked for over https instead, so that nobody
    on the way may change what we read.
    """
    location = location.strip()
    if not location:
        raise FetchProblem(FetchFailure.REDIRECT, "no Location")
    try:
        target = urljoin(url, location.replace(" ", "%20"))
        parts = urlsplit(target)
        port = parts.port
    except ValueError as error:
        raise FetchProblem(FetchFailure.REDIRECT, f"bad Location: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise FetchProblem(FetchFailure.BLOCKED_SCHEME, f"redirect to {parts.scheme[:20]!r}")
    if url.startswith("https:") and parts.scheme == "http":
        if port not in (None, 80):
            raise FetchProblem(FetchFailure.REDIRECT, "https to http")
        target = urlunsplit(("https", parts.hostname or "", parts.path, parts.query, ""))
    if target == url:
        raise FetchProblem(FetchFailure.REDIRECT, "leads to itself")
    return target


def _explain(error: BaseException) -> tuple[FetchFailure, str]:
    """Return the reason behind an exception of the client, and its words."""
    words = f"{type(error).__name__}: {error}"[:300]
    for cause in _causes(error):
        if isinstance(cause, BlockedAddressError):
            return FetchFailure.BLOCKED_ADDRESS, str(cause)[:300]
    if isinstance(error, aiohttp.ClientConnectorError):
        words = f"{error.strerror or error}"[:300]
        failure = _REFUSALS.get(error.errno or 0)
        if failure is not None and not isinstance(error, aiohttp.ClientSSLError):
            return failure, words
    for kinds, failure in _REASONS:
        if isinstance(error, kinds):
            return failure, words
    return FetchFailure.INTERNAL, words


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and len(found) < 8:
        found.append(error)
        error = getattr(error, "os_error", None) or error.__cause__
    return found


_REFUSALS = {
    errno.ECONNRESET: FetchFailure.RESET,
    errno.EHOSTUNREACH: FetchFailure.UNREACHABLE,
    errno.ENETUNREACH: FetchFailure.UNREACHABLE,
    errno.EADDRNOTAVAIL: FetchFailure.UNREACHABLE,
}
_REASONS: tuple[tuple[tuple[type[BaseException], ...], FetchFailure], ...] = (
    ((aiohttp.ClientConnectorDNSError,), FetchFailure.DNS),
    ((aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError), FetchFailure.TLS),
    ((aiohttp.ConnectionTimeoutError,), FetchFailure.CONNECT_TIMEOUT),
    ((TimeoutError,), FetchFailure.TIMEOUT),
    ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), FetchFailure.BLOCKED_SCHEME),
    ((aiohttp.ClientConnectorError, ConnectionRefusedError), FetchFailure.REFUSED),
    ((aiohttp.ClientPayloadError,), FetchFailure.TRUNCATED),
    ((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, OSError), FetchFailure.RESET),
    ((aiohttp.ClientError, ValueError, OverflowError), FetchFailure.PROTOCOL),
)
