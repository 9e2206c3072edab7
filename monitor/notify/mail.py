"""A message as an e-mail: headers that no headline can add to, text and HTML parts. No network.

Source: RFC 5322 (Message-ID, References), RFC 2919 (List-Id), RFC 3834 (Auto-Submitted).
CVE-2024-6923: an encoded word in a subject may hold CR/LF that old CPythons write out raw; hence
both the cleaning before and the reading back after.
"""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses

from monitor.model.telling import Message
from monitor.text import clean, one_line

#: Larger than any digest of ours; mail servers take at least 10 MB.
MAX_PART = 2_000_000
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
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,40}\?[bqBQ]\?[^?]*\?=")
#: A picture of our own in a page; strangers' words cannot write one, their quotes are escaped.
_PICTURE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]")


class MailError(ValueError):
    """A message that cannot be written as a mail of exactly our headers."""


def build(message: Message, sender: str) -> EmailMessage:
    """Return the mail: the same bytes at every attempt but for the boundary.

    Message-ID and thread root depend on the message and its incident only. Raises MailError
    where an address is unusable or where, in spite of all, a header would not be ours.
    """
    try:
        mail = _build(message, sender)
        _verify(mail)
    except MailError:
        raise
    except (ValueError, IndexError, TypeError, MessageError) as error:
        raise MailError(f"{type(error).__name__}: {error}") from error
    return mail


def header_text(text: str) -> str:
    """Return `text` fit for a header: one line, no encoded words of strangers, ≤ 200 characters."""
    bare = _ENCODED_WORD.sub(" ", one_line(text, 2000))
    # An unfinished encoded word that is long enough to be folded ends the headers on CPython 3.11.
    return one_line(bare.replace("=?", "= ?"), 200) or "(no subject)"


def _build(message: Message, sender: str) -> EmailMessage:
    origin = address_of(sender)
    domain = origin.domain
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = origin if origin.display_name else Address("monitor", addr_spec=origin.addr_spec)
    mail["To"] = address_of(message.recipient)
    mail["Subject"] = header_text(message.subject)
    # The moment the information was known: a mail that arrives late shows that it is late.
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{_NOT_IN_ID.sub('', message.id)}@{domain}>"
    thread = _NOT_IN_ID.sub("", message.thread)
    if thread:
        root = f"<thread.{thread}@{domain}>"
        mail["In-Reply-To"] = root
        mail["References"] = root
    mail["List-Id"] = f"monitor {message.kind}s <{message.kind}s.monitor.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Precedence"] = "list"
    mail.set_content(clean(message.text, MAX_PART), cte="quoted-printable")
    if message.html:
        _add_page(mail, clean(message.html, MAX_PART), domain)
    return mail


def _add_page(mail: EmailMessage, html: str, domain: str) -> None:
    """Add the HTML part, its pictures beside it: mail clients show no `data:` address."""
    pictures: list[bytes] = []

    def moved(found: re.Match[str]) -> str:
        try:
            pictures.append(base64.b64decode(found[1], validate=True))
        except binascii.Error:
            return 'src=""'
        return f'src="cid:picture{len(pictures)}@{domain}"'

    mail.add_alternative(_PICTURE.sub(moved, html), subtype="html", cte="quoted-printable")
    page = mail.get_body(("html",))
    assert page is not None
    for number, picture in enumerate(pictures, 1):
        page.add_related(
            picture,
            "image",
            "png",
            cid=f"<picture{number}@{domain}>",
            disposition="inline",
            filename=f"picture{number}.png",
        )


def address_of(text: str) -> Address:
    """Return the one address that a configuration's "Desk <desk@example.org>" means.

    Raises MailError where it is none, or more than one.
    """
    found = getaddresses([text])
    if len(found) != 1 or "@" not in found[0][1] or one_line(text) != text.strip():
        raise MailError("not one usable address")
    name, address = found[0]
    return Address(header_text(name) if name else "", addr_spec=address)


def _verify(mail: EmailMessage) -> None:
    again = email.message_from_bytes(mail.as_bytes(), policy=email.policy.SMTP)
    found = [name.lower() for name in again]
    if sorted(found) != sorted(name.lower() for name in mail.keys()) or set(found) - _HEADERS:  # noqa: SIM118
        raise MailError("its headers would not be ours alone")
