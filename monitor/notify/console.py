"""The console channel: one message as a few lines, pretty on a terminal, plain in a journal."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

import click

from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.text import clean, one_line


class Console:
    """Writes to a stream; colours only where it is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, message: Message, now: datetime) -> Delivery:
        """Write the message; a closed or full stream is a passing failure."""
        try:
            self._stream.write(self._words(message))
            self._stream.flush()
        except (OSError, ValueError) as error:
            return failed(message, now, f"console: {error}")
        return delivered(message, now)

    def _words(self, message: Message) -> str:
        subject = one_line(message.subject)
        if message.kind == "digest":
            return f"\n{clean(message.text)}\n"
        # The first line of the text says again what the subject says.
        rest = [line for line in clean(message.text).splitlines() if line.strip()][1:]
        if not self._is_terminal():
            return f"ALERT {subject} [{message.thread}]\n"
        head = click.style("● " + subject, fg="red", bold=True)
        return "\n".join([head, *(click.style(line, dim=True) for line in rest)]) + "\n"

    def _is_terminal(self) -> bool:
        return bool(getattr(self._stream, "isatty", lambda: False)())
