"""The console channel: one message as a few lines, pretty on a terminal, plain in a journal."""

from __future__ import annotations

import json
import os
import select
import time
from datetime import datetime
from typing import TextIO

import click

from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.text import clean, one_line

#: A pipe that nobody empties must not hold up the other channels.
DEADLINE_S = 10.0
#: poll() says "writable" where this much fits. Source: pipe(7), PIPE_BUF.
_CHUNK = 4096


class Console:
    """Writes to a stream; colours only where it is a terminal."""

    def __init__(self, stream: TextIO, *, deadline_s: float = DEADLINE_S) -> None:
        self._stream = stream
        self._deadline_s = deadline_s

    def send(self, message: Message, now: datetime) -> Delivery:
        """Write the message; a closed, full or stuck stream is a passing failure."""
        try:
            self._write(self._words(message))
        except (OSError, ValueError) as error:
            return failed(message, now, f"console: {error}", reached=False)
        return delivered(message, now)

    def _words(self, message: Message) -> str:
        if message.kind == "digest":
            return f"\n{clean(message.text)}\n"
        if not self._is_terminal():
            return "".join(f"{line}\n" for line in journal_lines(message))
        # The first line of the text says again what the subject says.
        rest = clean(message.text).splitlines()[1:]
        head = click.style("● " + one_line(message.subject), fg="red", bold=True)
        told = [click.style(line, dim=True) for line in rest if line.strip()]
        return "\n".join([head, *told]) + "\n"

    def _is_terminal(self) -> bool:
        return bool(getattr(self._stream, "isatty", lambda: False)())

    def _write(self, words: str) -> None:
        self._stream.flush()
        handle = _handle(self._stream)
        if handle is None:
            self._stream.write(words)
            self._stream.flush()
            return
        deadline = time.monotonic() + self._deadline_s
        poll = select.poll()
        poll.register(handle, select.POLLOUT)
        rest = words.encode(self._stream.encoding or "utf-8", "replace")
        while rest:
            left = max(0.0, deadline - time.monotonic())
            if not poll.poll(left * 1000):
                raise OSError(f"nobody has read it for {self._deadline_s:.0f} s")
            rest = rest[os.write(handle, rest[:_CHUNK]) :]


def journal_lines(message: Message) -> list[str]:
    """Return a line for each alert of a message: its kind, headline, why, and incident."""
    body = json.loads(message.payload) if message.payload else {}
    alerts = body.get("alerts", ())
    if not alerts:
        return [f"ALERT {one_line(message.subject)}"]
    return [
        f"ALERT {one_line(one['headline'])} [{one['kind']}: {one_line(one['reason'])}]"
        + (f" {one['incident']}" if one["incident"] else "")
        for one in alerts
    ]


def _handle(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError, AttributeError):
        return None
