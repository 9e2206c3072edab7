"""The e-mail channel: a real SMTP conversation under one total deadline. Never in clear by chance.

Source: RFC 5321 §4.2.1 (4yz passing, 5yz permanent), RFC 3207 (STARTTLS), RFC 4954 (AUTH).
"""

from __future__ import annotations

import asyncio
import ssl
from datetime import datetime

import aiosmtplib

from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.notify.mail import MailError, address_of, build
from monitor.registers import Channel

#: A drip-feeding server never trips a per-read timeout; this bounds the whole conversation.
DEADLINE_S = 30.0
#: Replies to MAIL, RCPT or DATA that a person mends at the server's or our account, not in the
#: message: "authentication required", "… failed", "… mechanism too weak", "encryption required".
_MENDED = frozenset({454, 530, 534, 535, 538})


class Email:
    """Sends over SMTP with STARTTLS, TLS, or (to loopback only, by configuration) in clear."""

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
        """Return the delivery. After the final dot without an answer the same id is sent again."""
        try:
            mail = build(message, self._channel.sender)
        except MailError as error:
            return failed(message, now, f"mail cannot be built: {error}", permanent=True)
        try:
            answer = asyncio.run(self._converse(mail.as_bytes(), message.recipient))
        except _NotReadyError as error:
            return failed(message, now, str(error), reached=False)
        except aiosmtplib.SMTPRecipientsRefused as error:
            refusal = error.recipients[0] if error.recipients else None
            code, words = (refusal.code, refusal.message) if refusal else (550, str(error))
            return failed(message, now, f"{code} {words}", permanent=_final(code))
        except aiosmtplib.SMTPResponseException as error:
            words = f"{error.code} {error.message}"
            return failed(message, now, words, permanent=_final(error.code))
        except TimeoutError:
            words = f"no end of the conversation within {self._deadline_s:.0f} s"
            return failed(message, now, words, reached=False)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return failed(message, now, f"{type(error).__name__}: {error}", reached=False)
        return delivered(message, now, answer)

    async def _converse(self, mail: bytes, recipient: str) -> str:
        async with asyncio.timeout(self._deadline_s):
            client = await self._greet()
            try:
                sender = address_of(self._channel.sender).addr_spec
                to = address_of(recipient).addr_spec
                _, answer = await client.sendmail(sender, [to], mail)
                return answer
            finally:
                # The message is accepted or not by now; a failed QUIT would change nothing.
                client.close()

    async def _greet(self) -> aiosmtplib.SMTP:
        """Return a client that is connected, encrypted and logged in as configured.

        Raises _NotReadyError: whatever a server says before it is given a message is about the
        server, its certificate or our account, and a person mends it.
        """
        channel = self._channel
        client = aiosmtplib.SMTP(
            hostname=channel.host,
            port=channel.port,
            use_tls=channel.security == "tls",
            start_tls=channel.security == "starttls",
            tls_context=self._context,
            timeout=self._deadline_s,
        )
        try:
            await client.connect()
            if channel.username and channel.password:
                await client.login(channel.username, channel.password.reveal())
        except aiosmtplib.SMTPAuthenticationError as error:
            client.close()
            raise _NotReadyError(f"login refused: {error.code} {error.message}") from error
        except aiosmtplib.SMTPResponseException as error:
            client.close()
            raise _NotReadyError(f"server not ready: {error.code} {error.message}") from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            client.close()
            raise _NotReadyError(f"{channel.host}:{channel.port}: {_plainly(error)}") from error
        return client


class _NotReadyError(Exception):
    """The server cannot be given a message now."""


def _plainly(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(error, ssl.SSLError) or isinstance(cause, ssl.SSLError):
        return f"encryption failed ({cause or error}); the message was not sent"
    if isinstance(error, TimeoutError):
        return "too slow"
    return f"{error}" or type(error).__name__


def _final(code: int) -> bool:
    return code >= 500 and code not in _MENDED
