"""A message to bring, an SMTP server that fails as told, and certificates of our own."""

from __future__ import annotations

import email
import email.policy
import hashlib
import hmac
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from monitor.model.telling import Message
from monitor.notify.webhook import Webhook
from monitor.registers import Channel, Secret

#: Deadline of channels under test.
QUICK_S = 0.6
NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
Line = Callable[[str], "str | None"]


def a_message(**changes: Any) -> Message:
    values: dict[str, Any] = {
        "id": "message_abcdefghijklmnop",
        "channel": "desk",
        "recipient": "ann@desk.example",
        "kind": "alert",
        "subject": "Crane falls in Port Orland: 2 killed – reported by one origin (Coast Wire)",
        "text": "Crane falls\n.\nA line with a lone dot stood above. ‏عاجل‏ Grüße\n",
        "html": "<p>Crane falls &amp; عاجل</p>",
        "created_at": NOW,
        "thread": "incident_xyz",
        "payload": json.dumps(
            {
                "version": 1,
                "alerts": [
                    {
                        "kind": "new_incident",
                        "headline": "Crane falls in Port Orland: 2 killed",
                        "reason": "the first report of this incident",
                        "incident": "incident_xyz",
                    }
                ],
            }
        ),
    }
    return Message(**{**values, **changes})


def mail_channel(port: int, **changes: Any) -> Channel:
    values: dict[str, Any] = {
        "name": "desk",
        "kind": "email",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender": "Monitor <monitor@orland.example>",
        "recipients": ("ann@desk.example",),
    }
    return Channel(**{**values, **changes})


@dataclass
class Script:
    """What the scripted SMTP server answers. "" = hang up there, None = say nothing more."""

    banner: str | None = "220 orland.example ready"
    ehlo: Sequence[str] = ("250-orland.example", "250 8BITMIME")
    starttls: str = "220 go ahead"
    auth: str = "235 welcome"
    mail: str | None = "250 ok"
    #: Address → answer; others are accepted.
    rcpt: dict[str, str] = field(default_factory=dict)
    data: str | None = "354 go on"
    #: After the final dot.
    end: str | None = "250 queued"
    quit: str = "221 bye"
    #: Hang up after so many lines of the message.
    drop_after: int | None = None
    #: Seconds between the bytes of the banner.
    drip_s: float = 0.0


@dataclass
class Received:
    """What the server got: accepted messages, and every command it saw."""

    mails: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


@contextmanager
def scripted_smtp(
    script: Script | Callable[[], Script], context: ssl.SSLContext | None = None
) -> Iterator[tuple[int, Received]]:
    """Serve `script` on loopback; yields the port and what was received."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    received = Received()
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                peer, _ = listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            peer.settimeout(5)
            told = script() if callable(script) else script
            try:
                _converse(peer, told, received, context, stop)
            except (OSError, ValueError):
                pass
            finally:
                peer.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], received
    finally:
        stop.set()
        listener.close()
        thread.join(3)


def _converse(  # noqa: C901 – a script read top to bottom
    peer: socket.socket,
    script: Script,
    received: Received,
    context: ssl.SSLContext | None,
    stop: threading.Event,
) -> None:
    def say(words: str | None) -> bool:
        if words is None:
            stop.wait(5)
            return False
        if not words:
            return False
        peer.sendall(words.encode() + b"\r\n")
        return True

    if script.drip_s and script.banner:
        for letter in script.banner:
            peer.sendall(letter.encode())
            if stop.wait(script.drip_s):
                return
        return
    if not say(script.banner):
        return
    lines = peer.makefile("rb")
    while raw := lines.readline():
        line = raw.decode("utf-8", "replace").strip()
        received.commands.append(line)
        verb = line.split(" ")[0].upper()
        if verb in ("EHLO", "HELO"):
            peer.sendall("".join(f"{one}\r\n" for one in script.ehlo).encode())
        elif verb == "STARTTLS":
            if not say(script.starttls) or not script.starttls.startswith("220"):
                continue
            assert context is not None
            peer = context.wrap_socket(peer, server_side=True)
            peer.settimeout(5)
            lines = peer.makefile("rb")
        elif verb == "AUTH":
            say(script.auth)
        elif verb == "MAIL":
            if not say(script.mail):
                return
        elif verb == "RCPT":
            address = line.partition("<")[2].partition(">")[0]
            if not say(script.rcpt.get(address, "250 ok")):
                return
            received.recipients.append(address)
        elif verb == "DATA":
            if not say(script.data):
                return
            if not (script.data or "").startswith("354"):
                continue
            body = _body(lines, script.drop_after)
            if body is None:
                return
            if script.end is None or script.end == "" or script.end.startswith("250"):
                received.mails.append(body)
            if not say(script.end):
                return
        elif verb == "QUIT":
            say(script.quit)
            return
        else:
            say("250 ok")


def _body(lines: Any, drop_after: int | None) -> bytes | None:
    body = b""
    for number, raw in enumerate(iter(lines.readline, b"")):
        if raw == b".\r\n":
            return body
        if drop_after is not None and number >= drop_after:
            return None
        body += raw[1:] if raw.startswith(b".") else raw
    return None


def certificates(folder: Path, name: str = "localhost") -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return contexts of a server with a certificate for `name`, and of a client that trusts it."""
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "3650", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))


class Mailbox:
    """A handler of aiosmtpd that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        return "250 kept"


def listening(box: Mailbox, **how: Any) -> Controller:
    """Start aiosmtpd on a free port, which its own first probe must be told."""
    controller = Controller(box, hostname="127.0.0.1", port=0, **how)

    def probe() -> None:
        socket.create_connection(controller.server.sockets[0].getsockname()).close()

    controller._trigger_server = probe  # type: ignore[method-assign]
    controller.start()
    return controller


@dataclass
class Hook:
    """A receiver that checks signatures and drops what it has seen."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    secret: str = "shared"
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: int = 0
    #: Called with the handler instead of answering.
    instead: Callable[[BaseHTTPRequestHandler], None] | None = None

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        self.requests += 1
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        stamp = handler.headers["X-Monitor-Timestamp"]
        signed = hmac.new(self.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
        told = handler.headers["X-Monitor-Signature"]
        assert hmac.compare_digest(told, f"sha256={signed.hexdigest()}")
        self.seen[handler.headers["Idempotency-Key"]] = json.loads(body) | {"stamp": stamp}


@contextmanager
def receiving(hook: Hook) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.take(self)
            if hook.instead:
                hook.instead(self)
                return
            self.send_response(hook.status)
            for name, value in hook.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def a_webhook(port: int, **changes: Any) -> Webhook:
    values: dict[str, Any] = {
        "name": "desk",
        "kind": "webhook",
        "url": f"http://127.0.0.1:{port}/in/token-that-is-secret",
        "secret": Secret("shared"),
        "allow_private": True,
    }
    return Webhook(Channel(**{**values, **changes}), deadline_s=QUICK_S)
