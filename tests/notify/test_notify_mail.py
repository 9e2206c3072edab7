"""A headline is a stranger's: whatever it holds, the mail has our headers and no others."""

from __future__ import annotations

import base64
import email
import email.policy
import html
import random

import pytest
from notify_builders import a_message

from monitor.notify.mail import MailError, build, header_text

SENDER = "Monitor <monitor@orland.example>"
OURS = {
    "from", "to", "subject", "date", "message-id", "in-reply-to", "references", "list-id",
    "auto-submitted", "precedence", "mime-version", "content-type",
}  # fmt: skip

#: Pieces that titles of attackers, careless editors and other alphabets are made of.
PIECES = (
    "Crane falls", "\r\nBcc: evil@example.net", "\nX-Spam: no", "\r", "\n\n<b>body</b>", "\x00",
    "\x0b", "\x0c", "\x1b[31m", "\x9b2J", "\x85", "\u2028Bcc: a@b.example", "\u2029", "\u202e",
    "\u2066", "\u200f", "\ufeff", "=?utf-8?q?Crane=0ABcc:=20evil@example.net?=",
    "=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?=", "=?utf-8?q?=0d=0aTo:_x@y.example?=",
    "=?utf-8?q?", "?=", "=?x?q?a?= =?x?b?", "=?utf-8*en?q?=0A?=", "عاجل: سقوط رافعة في الميناء",
    "רעש אדמה", "地震が発生", "👩‍🚒🔥", "e\u0301" * 30, "a\u0335" * 40, "\ud800", "\udfff",
    "<script>alert(1)</script>", '"><img src=x onerror=1>', "a, b; c: d <e@f.example>", "(((",
    "\\", '"', "w" * 1200, "é" * 900, "%0d%0aBcc:", "&#13;&#10;Bcc:", "\t", " " * 500,
    "To: someone@example.net", ":", "\ufffc", "\U000e0041", "İıßΣς", "ﷺ" * 60,
)  # fmt: skip


def hostile_titles() -> list[str]:
    chance = random.Random(20310506)
    made = [*PIECES, "", "x" * 100_000, "م" * 100_000, "=?utf-8?q?" + "=0A" * 30_000 + "?="]
    while len(made) < 2400:
        made.append("".join(chance.choices(PIECES, k=chance.randint(1, 5))))
    made += [f"Crane{chr(code)}Bcc: a@b.example" for code in range(0x100)]
    return made


def test_no_title_adds_a_header_a_recipient_or_a_line() -> None:
    titles = hostile_titles()
    assert len(titles) > 2600
    for title in titles:
        mail = build(a_message(subject=title, recipient="ann@desk.example"), SENDER)
        raw = mail.as_bytes()
        again = email.message_from_bytes(raw, policy=email.policy.default)
        assert {name.lower() for name in again} == OURS, ascii(title[:200])
        assert len(again.keys()) == len(OURS)
        assert [one.addr_spec for one in again["To"].addresses] == ["ann@desk.example"]
        assert len(str(again["Subject"])) <= 200
        assert str(again["Subject"]).isprintable() or "\u200d" in str(again["Subject"])
        assert max(map(len, raw.split(b"\r\n"))) <= 998
        assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "text",
    ["a.\r\n.\r\nb", "x" * 1_000_000, "\x00\x1b[2J", "عاجل\u202e", "\r\r\n\n", "\ud800", ""],
)
def test_any_body_is_a_valid_mail_of_two_parts(text: str) -> None:
    mail = build(a_message(text=text, html=f"<p>{text}</p>"), SENDER)
    raw = mail.as_bytes()
    again = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.get_content_type() for part in again.iter_parts()] == ["text/plain", "text/html"]
    assert not again.defects
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()


def test_right_to_left_words_stand_whole_in_the_subject() -> None:
    title = "عاجل: سقوط رافعة في الميناء"
    mail = email.message_from_bytes(
        build(a_message(subject=title), SENDER).as_bytes(), policy=email.policy.default
    )
    assert mail["Subject"] == title


@pytest.mark.parametrize("name", ['Ann "Desk" O\'Neil', "Ann, Night", "Ann\r\nBcc: x@y.example"])
def test_display_names_stay_display_names(name: str) -> None:
    quoted = name.replace('"', '\\"')
    recipient = f'"{quoted}" <ann@desk.example>'
    try:
        mail = build(a_message(recipient=recipient), SENDER)
    except MailError:
        return
    again = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert [one.addr_spec for one in again["To"].addresses] == ["ann@desk.example"]
    assert "bcc" not in {header.lower() for header in again}


@pytest.mark.parametrize("recipient", ["", "nobody", "a@b@c", "<>", "ann@desk.example\r\nBcc: x@y"])
def test_an_unusable_address_is_told_not_raised_as_anything_else(recipient: str) -> None:
    with pytest.raises(MailError):
        build(a_message(recipient=recipient), SENDER)


def test_a_thread_or_an_id_cannot_break_out_of_its_header() -> None:
    mail = build(a_message(id="m>\r\nBcc: x", thread="a>\r\nBcc: <b@c>"), SENDER)
    again = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert {name.lower() for name in again} == OURS
    assert again["References"] == "<thread.aBccbc@orland.example>"


def test_headers_are_one_printable_line() -> None:
    assert header_text("=?utf-8?q?a=0ab?=") == "(no subject)"
    assert header_text("Two\r\n killed\u2028now") == "Two killed now"


def test_a_picture_of_a_page_travels_beside_it_and_strangers_can_write_none() -> None:
    dot = base64.b64encode(b"\x89PNG dot").decode()
    stranger = html.escape(f'<img src="data:image/png;base64,{dot}">')
    page = f'<p>{stranger}</p><img src="data:image/png;base64,{dot}" alt="Map">'
    made = build(a_message(html=page), SENDER).as_bytes()
    mail = email.message_from_bytes(made, policy=email.policy.default)
    assert mail.get_content_type() == "multipart/alternative"
    text, related = mail.iter_parts()
    assert (text.get_content_type(), related.get_content_type()) == (
        "text/plain",
        "multipart/related",
    )
    shown, picture = related.iter_parts()
    assert f'src="cid:{picture["Content-ID"][1:-1]}"' in shown.get_content()
    assert "src=&quot;data:" in shown.get_content()
    assert picture.get_content() == b"\x89PNG dot"
    assert picture.get_content_disposition() == "inline"
