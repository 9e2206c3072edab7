"""E-mail over real sockets: what arrives, and what becomes of it when the server misbehaves."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import Any

import pytest
from notify_builders import (
    NOW,
    QUICK_S,
    Mailbox,
    Script,
    a_message,
    certificates,
    listening,
    mail_channel,
    scripted_smtp,
)

from monitor.notify.email import Email
from monitor.registers import Secret


def test_a_mail_arrives_whole_with_its_thread_and_both_parts() -> None:
    box = Mailbox()
    controller = listening(box)
    try:
        port = controller.server.sockets[0].getsockname()[1]
        message = a_message(recipient="Ann Desk <ann@desk.example>")
        delivery = Email(mail_channel(port)).send(message, NOW)
    finally:
        controller.stop()
    assert delivery.delivered, delivery.detail
    ((recipients, mail),) = box.mails
    assert recipients == ["ann@desk.example"]
    assert mail["To"] == "Ann Desk <ann@desk.example>"
    assert mail["From"] == "Monitor <monitor@orland.example>"
    assert mail["Subject"] == message.subject
    assert mail["Message-ID"] == f"<{message.id}@orland.example>"
    assert mail["References"] == mail["In-Reply-To"] == "<thread.incident_xyz@orland.example>"
    assert mail["List-Id"] == "monitor alerts <alerts.monitor.orland.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == message.created_at
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines()[:2] == ["Crane falls", "."]
    assert "عاجل" in text.get_content()
    assert "عاجل" in html.get_content()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_encrypted_and_logged_in(tmp_path: Path, security: str) -> None:
    server, client = certificates(tmp_path)
    script = Script(ehlo=("250-orland.example", "250-STARTTLS", "250 AUTH PLAIN LOGIN"))
    how: dict[str, Any] = {"username": "monitor", "password": Secret("hush")}
    if security == "starttls":
        with scripted_smtp(script, server) as (port, received):
            channel = mail_channel(port, host="localhost", security=security, **how)
            delivery = Email(channel, client, deadline_s=5).send(a_message(), NOW)
        assert "STARTTLS" in received.commands
        assert received.commands.index("STARTTLS") < next(
            i for i, line in enumerate(received.commands) if line.startswith("AUTH")
        )
    else:
        box = Mailbox()
        controller = listening(box, ssl_context=server)
        try:
            port = controller.server.sockets[0].getsockname()[1]
            channel = mail_channel(port, host="localhost", security=security)
            delivery = Email(channel, client, deadline_s=5).send(a_message(), NOW)
        finally:
            controller.stop()
        assert len(box.mails) == 1
    assert delivery.delivered, delivery.detail


#: What the server does → (delivered, permanent, reached, mails that were handed over).
FAILURES = {
    "hangs up at once": (Script(banner=""), (False, False, False, 0)),
    "says nothing": (Script(banner=None), (False, False, False, 0)),
    "drips its banner": (Script(drip_s=0.05), (False, False, False, 0)),
    "is busy": (Script(banner="421 too many of you"), (False, False, False, 0)),
    "refuses service": (Script(banner="554 no service here"), (False, False, False, 0)),
    "is no mail server": (Script(banner="HTTP/1.1 400 Bad Request"), (False, False, False, 0)),
    "MAIL 451": (Script(mail="451 later"), (False, False, True, 0)),
    "MAIL 550": (Script(mail="550 not you"), (False, True, True, 0)),
    "MAIL 530": (Script(mail="530 log in first"), (False, False, True, 0)),
    "RCPT 450": (
        Script(rcpt={"ann@desk.example": "450 greylisted"}),
        (False, False, True, 0),
    ),
    "RCPT 550": (Script(rcpt={"ann@desk.example": "550 unknown"}), (False, True, True, 0)),
    "DATA 451": (Script(data="451 later"), (False, False, True, 0)),
    "DATA 554": (Script(data="554 no"), (False, True, True, 0)),
    "drops mid-DATA": (Script(drop_after=5), (False, False, False, 0)),
    "end 452": (Script(end="452 disk full"), (False, False, True, 0)),
    "end 552": (Script(end="552 too large"), (False, True, True, 0)),
    "silent after the dot": (Script(end=None), (False, False, False, 1)),
    "drops after the dot": (Script(end=""), (False, False, False, 1)),
    "QUIT fails after 250": (Script(quit="500 what?"), (True, False, True, 1)),
    "hangs up at QUIT": (Script(quit=""), (True, False, True, 1)),
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_is_told_apart(name: str) -> None:
    script, expected = FAILURES[name]
    with scripted_smtp(script) as (port, received):
        delivery = Email(mail_channel(port), deadline_s=QUICK_S).send(a_message(), NOW)
    outcome = (delivery.delivered, delivery.permanent, delivery.reached, len(received.mails))
    assert outcome == expected, delivery.detail
    assert delivery.delivered or delivery.detail


def test_nobody_listens() -> None:
    delivery = Email(mail_channel(1), deadline_s=QUICK_S).send(a_message(), NOW)
    assert (delivery.delivered, delivery.permanent, delivery.reached) == (False, False, False)
    assert "127.0.0.1:1" in delivery.detail


def test_without_starttls_nothing_is_sent_in_clear() -> None:
    with scripted_smtp(Script()) as (port, received):
        channel = mail_channel(
            port, security="starttls", username="monitor", password=Secret("hush")
        )
        delivery = Email(channel, deadline_s=QUICK_S).send(a_message(), NOW)
    assert (delivery.delivered, delivery.permanent, delivery.reached) == (False, False, False)
    assert not [one for one in received.commands if one.split(" ")[0] in ("AUTH", "MAIL", "DATA")]


@pytest.mark.parametrize("wrong", ["nobody trusts it", "another name"])
def test_a_wrong_certificate_stops_the_mail(tmp_path: Path, wrong: str) -> None:
    server, client = certificates(tmp_path, "elsewhere.example")
    script = Script(ehlo=("250-orland.example", "250 STARTTLS"))
    with scripted_smtp(script, server) as (port, received):
        channel = mail_channel(port, host="localhost", security="starttls")
        context = client if wrong == "another name" else None
        delivery = Email(channel, context, deadline_s=2).send(a_message(), NOW)
    assert (delivery.delivered, delivery.permanent, delivery.reached) == (False, False, False)
    assert not received.mails
    assert "certificate" in delivery.detail.lower() or "encryption" in delivery.detail


def test_a_wrong_password_keeps_the_message_and_is_never_told() -> None:
    script = Script(ehlo=("250-orland.example", "250 AUTH PLAIN"), auth="535 wrong")
    with scripted_smtp(script) as (port, received):
        channel = mail_channel(port, username="monitor", password=Secret("hush-hush"))
        delivery = Email(channel, deadline_s=QUICK_S).send(a_message(), NOW)
    assert (delivery.delivered, delivery.permanent, delivery.reached) == (False, False, False)
    assert "login refused" in delivery.detail
    assert "hush-hush" not in delivery.detail
    assert not received.mails


def test_one_of_two_recipients_refused_is_that_ones_affair() -> None:
    script = Script(rcpt={"bob@desk.example": "550 unknown"})
    with scripted_smtp(script) as (port, received):
        notifier = Email(mail_channel(port), deadline_s=QUICK_S)
        ann = notifier.send(a_message(recipient="ann@desk.example"), NOW)
        bob = notifier.send(a_message(recipient="bob@desk.example"), NOW)
    assert (ann.delivered, bob.delivered, bob.permanent) == (True, False, True)
    assert len(received.mails) == 1


def test_a_message_without_an_address_is_dead_not_a_crash() -> None:
    delivery = Email(mail_channel(1)).send(a_message(recipient=""), NOW)
    assert (delivery.delivered, delivery.permanent) == (False, True)


def test_every_attempt_sends_the_same_message_id_and_date() -> None:
    with scripted_smtp(Script(end="")) as (port, received):
        notifier = Email(mail_channel(port), deadline_s=QUICK_S)
        notifier.send(a_message(), NOW)
        notifier.send(a_message(), NOW.replace(hour=15))
    first, second = (email.message_from_bytes(one) for one in received.mails)
    for name in ("Message-ID", "Date", "References"):
        assert first[name] == second[name]
