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
            "id": message.id,
            "kind": message.kind,
            "at": time_text(message.created_at),
            "subject": message.subject,
            "text": message.text,
            "thread": message.thread,
            "body": json.loads(message.payload) if message.payload else None,
        }
        try:
            self._append(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as error:
            return failed(message, now, f"{self._path}: {error.strerror or error}")
        return delivered(message, now, str(self._path))

    def _append(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode("utf-8"))
            os.fsync(handle)
        finally:
            os.close(handle)
