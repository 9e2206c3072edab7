"""The webhook channel: versioned JSON, signed, with an id that lets a receiver drop a double.

Source: RFC 2104 (HMAC), RFC 9110 §15 (status classes), draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import ssl
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from monitor.codec import time_text
from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.notify.guard import GuardedResolver, PrivateAddressError, refuse_literal
from monitor.registers import Channel

DEADLINE_S = 20.0
_LONGEST_PAUSE = timedelta(days=1)
#: Worth trying again; every other 4xx is the receiver's last word.
_PASSING = frozenset({408, 425, 429})


class Webhook:
    """POSTs the message; redirects are not followed, of the answer only the head is read."""

    def __init__(
        self,
        channel: Channel,
        context: ssl.SSLContext | None = None,
        *,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._channel = channel
        self._context = context
        self._deadline_s = deadline_s

    def send(self, message: Message, now: datetime) -> Delivery:
        """Return the delivery; 2xx is accepted, 408, 425, 429 and 5xx are tried again."""
        body = envelope(message)
        try:
            status, retry_after = asyncio.run(
                self._post(body, self._headers(message, body, now), now)
            )
        except (aiohttp.ClientError, OSError, ValueError, ssl.SSLError) as error:
            return failed(message, now, f"webhook: {self._plainly(error)}", reached=False)
        if 200 <= status < 300:
            return delivered(message, now, f"answered {status}")
        passing = status in _PASSING or not 300 <= status < 500
        return failed(
            message,
            now,
            f"webhook: answered {status}" + (", which is not followed" if status < 400 else ""),
            permanent=not passing,
            reached=not passing,
            retry_after=retry_after if passing else None,
        )

    def _headers(self, message: Message, body: bytes, now: datetime) -> dict[str, str]:
        stamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "monitor-webhook/1",
            "Idempotency-Key": message.id,
            "X-Monitor-Event": message.kind,
            "X-Monitor-Delivery": message.id,
            "X-Monitor-Timestamp": stamp,
        }
        if self._channel.secret is not None:
            headers["X-Monitor-Signature"] = signature(self._channel.secret.reveal(), stamp, body)
        return headers

    async def _post(
        self, body: bytes, headers: dict[str, str], now: datetime
    ) -> tuple[int, timedelta | None]:
        channel = self._channel
        if not channel.allow_private:
            refuse_literal(channel.url)
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(allow_private=channel.allow_private),
            use_dns_cache=False,
            ssl=self._context or True,
        )
        # The connector's own timeouts do not bound a drip; the outer one does.
        async with (
            asyncio.timeout(self._deadline_s),
            aiohttp.ClientSession(
                connector=connector,
                trust_env=False,
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            ) as session,
            session.post(channel.url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            # The status says all: what follows, however long or slow, is not read.
            return answer.status, _pause(answer.headers.get("Retry-After"), now)

    def _plainly(self, error: Exception) -> str:
        """Say what went wrong without the address, which may hold a token."""
        cause = error.__cause__
        if isinstance(error, TimeoutError):
            return f"no answer within {self._deadline_s:.0f} s"
        for one in (error, cause):
            if isinstance(one, PrivateAddressError):
                return f"{one}; if that is meant: allow_private = true"
        if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
            return "its certificate or encryption is not in order"
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            return "its name cannot be looked up"
        if isinstance(error, aiohttp.ClientConnectorError):
            return f"cannot connect ({error.os_error.strerror or 'refused'})"
        if isinstance(error, aiohttp.ServerDisconnectedError | ConnectionError):
            return "the connection was broken off"
        return type(error).__name__


def envelope(message: Message) -> bytes:
    """Return the bytes that are sent and signed; the same at every attempt."""
    body = {
        "version": 1,
        "id": message.id,
        "kind": message.kind,
        "subject": message.subject,
        "text": message.text,
        "thread": message.thread,
        "created_at": time_text(message.created_at),
        "body": json.loads(message.payload) if message.payload else None,
    }
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return the X-Monitor-Signature header: HMAC-SHA256 over time stamp, a dot, and the body."""
    signed = stamp.encode("ascii") + b"." + body
    return "sha256=" + hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest()


def _pause(text: str | None, now: datetime) -> timedelta | None:
    """Return the pause that Retry-After asks for (seconds, or a date), a day at most."""
    told = (text or "").strip()
    if told.isascii() and told.isdigit() and len(told) <= 8:
        return min(timedelta(seconds=int(told)), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None or until <= now:
        return None
    return min(until - now, _LONGEST_PAUSE)
