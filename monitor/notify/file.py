"""The file channel: one JSON object a line, appended and synced."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from monitor.codec import time_text
from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed


class File:
    """Appends to a file; `id` lets a reader drop a double."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, message: Message, now: datetime) -> Delivery:
        """Append the message and sync it; a full disk or missing folder is a passing failure."""
        row = {
            "version": 1,
            "id": message.id,
            "kind": message.kind,
            "at": time_text(message.created_at),
            "subject": message.subject,
            "text": message.text,
            "thread": message.thread,
            "body": json.loads(message.payload) if message.payload else None,
        }
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            self._append(line)
        except OSError as error:
            words = f"{self._path}: {error.strerror or error}"
            return failed(message, now, words, reached=False)
        return delivered(message, now, str(self._path))

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Without O_NONBLOCK a named pipe that nobody reads would hold us for ever.
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
        handle = os.open(self._path, flags, 0o600)
        try:
            end = os.lseek(handle, 0, os.SEEK_END)
            if end and os.pread(handle, 1, end - 1) != b"\n":
                # A crash or a full disk cut the last line off: readers skip it alone.
                line = b"\n" + line
            while line:
                line = line[os.write(handle, line) :]
            os.fsync(handle)
        finally:
            os.close(handle)
