"""Words to systemd over its notification socket; silent where there is none.

Source: sd_notify(3), sd_watchdog_enabled(3).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping


def notify(words: str, environ: Mapping[str, str]) -> bool:
    """Send `words` ("READY=1", "WATCHDOG=1", …) to systemd; return whether anybody listens."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):  # abstract namespace
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.settimeout(1.0)
            line.connect(address)
            line.sendall(words.encode("utf-8"))
    except OSError:
        return False
    return True


def watchdog_pause_s(environ: Mapping[str, str]) -> float | None:
    """Return how often to ping (half of what systemd allows), None where it does not watch us."""
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    try:
        return int(environ["WATCHDOG_USEC"]) / 2_000_000
    except (KeyError, ValueError):
        return None
