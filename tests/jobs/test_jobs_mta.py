"""Alerts and digest through a real mail server: what lies in the mailbox is whole and threaded."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from mta import Mta, exim_server, find_exim
from notify_builders import mail_channel
from telling_builders import MINUTE, a_walk, step, tell

from monitor.jobs import deliver, digest
from monitor.model.names import AlertKind
from monitor.notify.email import Email
from monitor.settings.nouns import DigestSettings

EXIM = find_exim()
pytestmark = pytest.mark.skipif(
    EXIM is None, reason="no exim here: apt-get install exim4-daemon-light"
)


@pytest.fixture
def mta() -> Iterator[Mta]:
    assert EXIM is not None
    # Not below tmp_path: pytest's folders are closed to the server's own account.
    with tempfile.TemporaryDirectory(prefix="monitor-mta-") as folder:
        os.chmod(folder, 0o755)
        with exim_server(EXIM, Path(folder) / "exim") as server:
            yield server


def test_alerts_and_digest_lie_whole_in_the_mailbox(tmp_path: Path, mta: Mta) -> None:
    channel = mail_channel(mta.port)
    walk = a_walk(
        tmp_path,
        {"desk": Email(channel)},
        channels=(channel,),
        digest=DigestSettings(channels=("desk",)),
    )
    tell(walk, "crane", headline="Kranunglück – Hafen Örland: 2 killed ⚓ عاجل")
    deliver.run(walk)
    step(walk, 5 * MINUTE)
    tell(walk, "crane", kind=AlertKind.TOLL_CHANGED, headline="3 killed (was 2)")
    tell(walk, "ferry", headline="A" * 5000)
    deliver.run(walk)
    step(walk, timedelta(days=1))
    assert digest.run(walk) == 1
    deliver.run(walk)
    first, second, *rest = mta.mails()
    assert len(rest) == 2
    assert "Kranunglück – Hafen Örland: 2 killed ⚓ عاجل" in first["Subject"]
    # One thread an incident, under a root that nobody sent.
    assert first["References"] == second["References"] == first["In-Reply-To"]
    assert first["Message-ID"] != second["Message-ID"]
    (told,) = [mail for mail in rest if mail["Subject"].startswith("Digest to")]
    assert told["List-Id"].startswith("monitor digests <")
    for mail in (first, second, *rest):
        _is_whole(mail)


def _is_whole(mail: EmailMessage) -> None:
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Return-Path"] == "<monitor@orland.example>"
    assert mail["Date"].datetime is not None
    assert [part.defects for part in mail.walk()] == [[] for _ in mail.walk()]
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "</html>" in html.get_content()
    assert text.get_content().strip()


def test_the_server_is_only_on_this_machine(mta: Mta) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", mta.port), timeout=1)
