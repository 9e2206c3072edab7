"""What every channel promises, in one table: brings, passing, final, never raises, in time."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from notify_builders import (
    NOW,
    QUICK_S,
    Hook,
    Script,
    a_message,
    a_webhook,
    mail_channel,
    receiving,
    scripted_smtp,
)

from monitor.errors import ConfigError
from monitor.notify.channels import open_channels
from monitor.notify.chat import Chat
from monitor.notify.console import Console
from monitor.notify.door import Notifier
from monitor.notify.email import Email
from monitor.notify.file import File
from monitor.registers import Channel, Secret

#: A channel in one state, and how many messages its far end holds.
Stand = tuple[Notifier, Callable[[], int]]


@contextmanager
def _mail(script: Script) -> Iterator[Stand]:
    with scripted_smtp(script) as (port, received):
        yield Email(mail_channel(port), deadline_s=QUICK_S), lambda: len(received.mails)


@contextmanager
def _hook(hook: Hook) -> Iterator[Stand]:
    with receiving(hook) as port:
        yield a_webhook(port), lambda: len(hook.seen)


@contextmanager
def _file(path: Path) -> Iterator[Stand]:
    yield File(path), lambda: len(path.read_bytes().splitlines()) if path.is_file() else 0


@contextmanager
def _console(stream: io.StringIO) -> Iterator[Stand]:
    console = Console(stream, deadline_s=QUICK_S)  # type: ignore[arg-type]
    yield console, lambda: 0 if stream.closed else stream.getvalue().count("ALERT")


@contextmanager
def _pipe() -> Iterator[Stand]:
    """A console whose reader has gone to sleep: the pipe is full."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    try:
        while True:
            os.write(writing, b"x" * 65536)
    except BlockingIOError:
        os.set_blocking(writing, True)
    with os.fdopen(writing, "w") as stream:
        yield Console(stream, deadline_s=QUICK_S), lambda: 0
    os.close(reading)


@contextmanager
def _chat(hook: Hook) -> Iterator[Stand]:
    pytest.importorskip("apprise")
    hook.take = lambda handler: hook.seen.update({str(len(hook.seen)): {}})  # type: ignore[method-assign]
    with receiving(hook) as port:
        service = Secret(f"json://127.0.0.1:{port}/token?rto=1&cto=1")
        channel = Channel(name="desk", kind="apprise", service=service)
        yield Chat(channel, deadline_s=4), lambda: len(hook.seen)


def _closed() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


#: Name → (stand, delivered, permanent, reached).
TABLE = {
    "e-mail takes it": (lambda _: _mail(Script()), True, False, True),
    "e-mail: later": (lambda _: _mail(Script(data="451 later")), False, False, True),
    "e-mail: never": (lambda _: _mail(Script(data="554 never")), False, True, True),
    "e-mail is silent": (lambda _: _mail(Script(banner=None)), False, False, False),
    "webhook takes it": (lambda _: _hook(Hook()), True, False, True),
    "webhook: later": (lambda _: _hook(Hook(status=503)), False, False, False),
    "webhook: never": (lambda _: _hook(Hook(status=410)), False, True, True),
    "webhook is silent": (
        lambda _: _hook(Hook(instead=lambda handler: time.sleep(2))),
        False,
        False,
        False,
    ),
    "file takes it": (lambda folder: _file(folder / "new" / "a.jsonl"), True, False, True),
    "file is a folder": (lambda folder: _file(folder), False, False, False),
    "file on a full disk": (lambda _: _file(Path("/dev/full")), False, False, False),
    "console takes it": (lambda _: _console(io.StringIO()), True, False, True),
    "console is closed": (lambda _: _console(_closed()), False, False, False),
    "console is stuck": (lambda _: _pipe(), False, False, False),
    "chat takes it": (lambda _: _chat(Hook()), True, False, True),
    "chat: not taken": (lambda _: _chat(Hook(status=503)), False, False, False),
    "chat is silent": (
        lambda _: _chat(Hook(instead=lambda handler: time.sleep(8))),
        False,
        False,
        False,
    ),
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", TABLE)
def test_the_contract_of_every_channel(name: str, tmp_path: Path) -> None:
    make, delivered, permanent, reached = TABLE[name]
    with make(tmp_path) as (notifier, held):
        before = held()
        delivery = notifier.send(a_message(), NOW)
        assert (delivery.delivered, delivery.permanent, delivery.reached) == (
            delivered,
            permanent,
            reached,
        ), delivery.detail
        assert delivery.message_id == a_message().id
        assert delivery.attempted_at == NOW
        assert delivered or delivery.detail
        assert "token" not in delivery.detail
        assert delivery.detail.isprintable()
        if delivered:
            assert held() == before + 1


def test_a_chat_channel_without_its_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    channel = Channel(name="team", kind="apprise", service=Secret("slack://token"))
    with pytest.raises(ConfigError, match=r"channel\.team: .*pip install 'monitor\[chat\]'"):
        open_channels((channel,))


def test_a_torn_line_of_a_crash_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    path.write_text('{"id": "torn')
    assert File(path).send(a_message(), NOW).delivered
    torn, whole = path.read_text("utf-8").splitlines()
    assert torn == '{"id": "torn'
    assert json.loads(whole)["id"] == a_message().id
    assert path.stat().st_mode & 0o077 == 0 or path.stat().st_mode & 0o600


def test_a_named_pipe_without_a_reader_is_a_passing_failure(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert File(path).send(a_message(), NOW).delivered is False


HOSTILE = "Crane\x1b[31m falls\x9b2J\r\nALERT faked\u2028\u202egnorw\x00"


def test_no_control_character_reaches_a_terminal_or_a_journal() -> None:
    plain = io.StringIO()
    payload = {
        "alerts": [
            {"kind": "dispute", "headline": HOSTILE, "reason": HOSTILE, "incident": "incident_x"}
        ]
    }
    message = a_message(subject=HOSTILE, text=f"{HOSTILE}\n{HOSTILE}", payload=json.dumps(payload))
    assert Console(plain).send(message, NOW).delivered
    told = plain.getvalue()
    assert told.count("\n") == 1
    assert told.startswith("ALERT Crane")
    assert not set(told) & set("\x1b\x9b\r\x00\u2028\u202e")
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    assert Console(terminal).send(message, NOW).delivered
    shown = terminal.getvalue()
    assert not set(shown.replace("\x1b[31m", "").replace("\x1b[1m", "")) & set("\x9b\r\x00\u202e")
    assert "\x1b[31m falls" not in shown


def test_every_alert_of_a_message_is_a_line_in_the_journal() -> None:
    plain = io.StringIO()
    one = {"kind": "dispute", "headline": "h", "reason": "r", "incident": None}
    message = a_message(payload=json.dumps({"alerts": [one | {"headline": str(n)} for n in "abc"]}))
    Console(plain).send(message, NOW)
    assert [line.split()[1] for line in plain.getvalue().splitlines()] == ["a", "b", "c"]
