"""Which channel kinds there are. A literal table: to add one, add its line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from monitor.notify.chat import Chat
from monitor.notify.console import Console
from monitor.notify.door import Notifier
from monitor.notify.email import Email
from monitor.notify.file import File
from monitor.notify.webhook import Webhook
from monitor.registers import Channel

_KINDS: Mapping[str, Callable[[Channel], Notifier]] = {
    "console": lambda channel: Console(sys.stdout),
    "email": Email,
    "file": lambda channel: File(Path(channel.path)),
    "webhook": Webhook,
    "apprise": Chat,
}


def open_channels(channels: tuple[Channel, ...]) -> dict[str, Notifier]:
    """Return a notifier for each configured channel, by its name.

    Raises ConfigError where one needs a package that is not installed.
    """
    return {channel.name: _KINDS[channel.kind](channel) for channel in channels}
