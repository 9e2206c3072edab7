"""A message as an e-mail: headers that no headline can add to, text and HTML parts. No network.

Source: RFC 5322 (Message-ID, References), RFC 2919 (List-Id), RFC 3834 (Auto-Submitted).
CVE-2024-6923: an encoded word in a subject may hold CR/LF that old CPythons write out raw; hence
both the cleaning before and the reading back after.
"""

from __future__ import annotations

import email
import email.policy
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from monitor.model.telling import Message
from monitor.text import one_line

_HEADERS = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "list-id",
        "auto-submitted",
        "precedence",
        "mime-version",
        "content-type",
    }
)
_ENCODED_WORD = re.compile(r"=\?[^?\s]*\?[bqBQ]\?[^?]*\?=")


def build(message: Message, sender: str, now: datetime) -> EmailMessage:
    """Return the mail; Message-ID and thread root depend on the message and incident only.

    Raises ValueError where, in spite of all, the result holds a header that is not ours.
    """
    domain = sender.rpartition("@")[2] or "monitor.invalid"
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = Address("monitor", addr_spec=sender)
    mail["To"] = Address(addr_spec=message.recipient)
    mail["Subject"] = header_text(message.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    if message.thread:
        root = f"<thread.{re.sub(r'[^A-Za-z0-9_]', '', message.thread)}@{domain}>"
        mail["In-Reply-To"] = root
        mail["References"] = root
    mail["List-Id"] = f"monitor {message.kind}s <{message.kind}s.monitor.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Precedence"] = "list"
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    _verify(mail)
    return mail


def header_text(text: str) -> str:
    """Return `text` fit for a header: one line, no encoded words of strangers, ≤ 200 characters."""
    return one_line(_ENCODED_WORD.sub(" ", text), 200) or "(no subject)"


def _verify(mail: EmailMessage) -> None:
    again = email.message_from_bytes(mail.as_bytes(), policy=email.policy.SMTP)
    found = [name.lower() for name in again]
    strange = set(found) - _HEADERS
    if strange or len(found) != len(set(found)):
        raise ValueError(f"mail would carry headers that are not ours: {sorted(strange)}")
