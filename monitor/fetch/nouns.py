"""What is asked of the network and what comes back. No network here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from monitor.model.collecting import Page

Kind = Literal["feed", "page", "robots"]


class FetchFailure(StrEnum):
    """Why no page came; the same strings stand in rows, logs and messages."""

    DNS = "dns"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    CONNECT_TIMEOUT = "connect_timeout"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROTOCOL = "protocol"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    BLOCKED_ADDRESS = "blocked_address"
    BLOCKED_SCHEME = "blocked_scheme"
    TRUNCATED = "truncated"
    ENCODING = "encoding"
    EMPTY = "empty"
    ROBOTS = "robots"
    BLOCKED = "blocked"  # a challenge or wall of the server's own ("cf-mitigated")
    CLOSED = "closed"  # we were stopping
    INTERNAL = "internal"
    HTTP_401 = "http_401"
    HTTP_403 = "http_403"
    HTTP_404 = "http_404"
    HTTP_410 = "http_410"
    HTTP_429 = "http_429"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    HTTP_OTHER = "http_other"


def http_failure(status: int) -> FetchFailure:
    """Return the reason that stands for an HTTP status which brings no page."""
    named = f"http_{status}"
    if named in FetchFailure.__members__.values():
        return FetchFailure(named)
    families = {4: FetchFailure.HTTP_4XX, 5: FetchFailure.HTTP_5XX}
    return families.get(status // 100, FetchFailure.HTTP_OTHER)


class FetchProblem(Exception):  # noqa: N818 - never leaves this room
    """Carries a failure up to the door of the room; callers see an outcome, never this."""

    def __init__(self, failure: FetchFailure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}")
        self.failure = failure
        self.detail = detail[:300]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    url: str
    kind: Kind = "page"
    #: Validators of the copy we hold: with either, "304" is an answer.
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOutcome:
    """Exactly one of `page` and `failure` is set; a page's status is 200, 203 or 304."""

    request: FetchRequest
    page: Page | None = None
    failure: FetchFailure | None = None
    #: At most 300 characters for a person.
    detail: str = ""
    #: HTTP status of the last answer, None where none came.
    status: int | None = None
    #: The Retry-After header as the server wrote it (feeds.cadence reads it).
    retry_after: str | None = None
    #: Where a chain of only 301 and 308 led, else None.
    permanent_url: str | None = None
    #: Seconds on the wire, waiting for the lane not counted.
    elapsed: float = 0.0
