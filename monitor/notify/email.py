"""The e-mail channel: a real SMTP conversation under one total deadline. Never in clear by chance.

Source: RFC 5321 §4.2.1 (4yz passing, 5yz permanent), RFC 3207 (STARTTLS).
"""

from __future__ import annotations

import asyncio
import ssl
from datetime import datetime

import aiosmtplib

from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.notify.mail import build
from monitor.registers import Channel

#: A drip-feeding server never trips a per-read timeout; this bounds the whole conversation.
DEADLINE_S = 30.0


class Email:
    """Sends over SMTP with STARTTLS, TLS, or (to loopback only, by configuration) in clear."""

    def __init__(self, channel: Channel, context: ssl.SSLContext | None = None) -> None:
        self._channel = channel
        self._context = context

    def send(self, message: Message, now: datetime) -> Delivery:
        """Return the delivery. After the final dot without an answer the same id is sent again."""
        try:
            mail = build(message, self._channel.sender, now)
        except ValueError as error:
            return failed(message, now, f"mail cannot be built: {error}", permanent=True)
        try:
            answer = asyncio.run(self._converse(mail.as_bytes(), message.recipient))
        except aiosmtplib.SMTPRecipientsRefused as error:
            code = error.recipients[0].code if error.recipients else 550
            detail = error.recipients[0].message if error.recipients else str(error)
            return failed(message, now, f"{code} {detail}", permanent=code >= 500)
        except aiosmtplib.SMTPResponseException as error:
            return failed(message, now, f"{error.code} {error.message}", permanent=_final(error))
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            return failed(message, now, f"{type(error).__name__}: {error}")
        return delivered(message, now, answer)

    async def _converse(self, mail: bytes, recipient: str) -> str:
        channel = self._channel
        client = aiosmtplib.SMTP(
            hostname=channel.host,
            port=channel.port,
            use_tls=channel.security == "tls",
            start_tls=channel.security == "starttls",
            tls_context=self._context,
            timeout=DEADLINE_S,
        )
        async with asyncio.timeout(DEADLINE_S):
            await client.connect()
            try:
                if channel.username and channel.password:
                    await client.login(channel.username, channel.password.reveal())
                _, answer = await client.sendmail(channel.sender, [recipient], mail)
            finally:
                # The message is accepted or not by now; a failed QUIT changes nothing.
                client.close()
        return str(answer)


def _final(error: aiosmtplib.SMTPResponseException) -> bool:
    # A wrong password or a missing STARTTLS is mended by a person within days: keep the message.
    if isinstance(error, aiosmtplib.SMTPAuthenticationError | aiosmtplib.SMTPHeloError):
        return False
    return error.code >= 500
