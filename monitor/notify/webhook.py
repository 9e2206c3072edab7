"""The webhook channel: versioned JSON, signed, with an id that lets a receiver drop a double.

Source: RFC 2104 (HMAC), RFC 9110 §15 (status classes), draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import json
import socket
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.codec import time_text
from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.registers import Channel

DEADLINE_S = 20.0
MAX_ANSWER = 65_536
#: Worth trying again; every other 4xx is the receiver's last word.
_PASSING = frozenset({408, 425, 429})


class Webhook:
    """POSTs the message; redirects are not followed, the answer is read up to 64 KiB."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def send(self, message: Message, now: datetime) -> Delivery:
        """Return the delivery; 2xx is accepted, 408, 425, 429 and 5xx are tried again."""
        body = self.body(message)
        try:
            status, retry_after = asyncio.run(self._post(body, self.headers(message, body, now)))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            # The URL may hold a secret: name the kind of error, not the address.
            return failed(message, now, f"webhook {message.channel}: {type(error).__name__}")
        if 200 <= status < 300:
            return delivered(message, now, str(status))
        permanent = 300 <= status < 500 and status not in _PASSING
        outcome = failed(message, now, f"answered {status}", permanent=permanent)
        if retry_after is None or permanent:
            return outcome
        return Delivery(
            message_id=outcome.message_id,
            channel=outcome.channel,
            attempted_at=now,
            delivered=False,
            permanent=False,
            detail=outcome.detail,
            retry_after=retry_after,
        )

    def body(self, message: Message) -> bytes:
        """Return the bytes that are sent and signed."""
        envelope = {
            "version": 1,
            "id": message.id,
            "kind": message.kind,
            "subject": message.subject,
            "thread": message.thread,
            "created_at": time_text(message.created_at),
            "body": json.loads(message.payload) if message.payload else None,
        }
        return json.dumps(envelope, ensure_ascii=False).encode("utf-8")

    def headers(self, message: Message, body: bytes, now: datetime) -> dict[str, str]:
        """Return the headers; the signature covers the time stamp, against replay."""
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
            key = self._channel.secret.reveal().encode("utf-8")
            digest = hmac.new(key, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
            headers["X-Monitor-Signature"] = f"sha256={digest}"
        return headers

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, timedelta | None]:
        connector = aiohttp.TCPConnector(
            resolver=_GuardedResolver(allow_private=self._channel.allow_private),
            use_dns_cache=False,
        )
        _refuse_literal(self._channel.url, allow_private=self._channel.allow_private)
        timeout = aiohttp.ClientTimeout(total=DEADLINE_S, connect=5.0)
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session,
            session.post(
                self._channel.url, data=body, headers=headers, allow_redirects=False
            ) as answer,
        ):
            await answer.content.read(MAX_ANSWER)
            return answer.status, _seconds(answer.headers.get("Retry-After"))


def _seconds(text: str | None) -> timedelta | None:
    if text is None or not text.strip().isdigit() or len(text) > 8:
        return None
    return timedelta(seconds=min(int(text), 86_400))


def _refuse_literal(url: str, *, allow_private: bool) -> None:
    """Raise OSError for an address written as a number, which no resolver is asked for."""
    host = url.split("//", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
    host = host[1:].split("]")[0] if host.startswith("[") else host.split(":")[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return
    if not (address.is_global or allow_private):
        raise OSError("address is not public")


class _GuardedResolver(AbstractResolver):
    """Resolves, and lets only public addresses through: the checked one is the connected one."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of `host`. Raises OSError where there is none."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        results = [self._row(host, one) for one in found if self._is_allowed(str(one[4][0]))]
        if not results:
            raise OSError("no public address")
        return results

    async def close(self) -> None:
        """Nothing is held."""

    def _is_allowed(self, address: str) -> bool:
        return self._allow_private or ipaddress.ip_address(address.split("%")[0]).is_global

    @staticmethod
    def _row(host: str, info: Any) -> ResolveResult:
        family, _, proto, _, address = info
        return ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=int(address[1]),
            family=family,
            proto=proto,
            flags=socket.AI_NUMERICHOST,
        )
