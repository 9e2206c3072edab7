"""Chat services through Apprise: one notifier for all of them, loaded only where one is used."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable
from datetime import datetime

from monitor.errors import ConfigError
from monitor.model.telling import Delivery, Message
from monitor.notify.door import delivered, failed
from monitor.registers import Channel
from monitor.text import clean, shorten

DEADLINE_S = 30.0
#: Services cut what is longer, or split it into many messages.
_MAX_BODY = 3500


class Chat:
    """Sends subject and text to the service that the channel's secret address names.

    Apprise looks up and connects by itself: the address guard of the webhook does not bind it,
    as the address is the operator's own secret. It tells success or not, never why.
    """

    def __init__(self, channel: Channel, *, deadline_s: float = DEADLINE_S) -> None:
        if importlib.util.find_spec("apprise") is None:
            what = "a channel of kind apprise needs a package: pip install 'monitor[chat]'"
            raise ConfigError((f"monitor.toml: channel.{channel.name}: {what}",))
        self._channel = channel
        self._deadline_s = deadline_s

    def send(self, message: Message, now: datetime) -> Delivery:
        """Return the delivery; what the service refuses is tried again, as Apprise tells no why."""
        if self._channel.service is None:
            return failed(message, now, "chat: no service is configured", reached=False)
        try:
            taken = _within(self._deadline_s, lambda: self._notify(message))
        except TimeoutError:
            words = f"chat: no answer within {self._deadline_s:.0f} s"
            return failed(message, now, words, reached=False)
        except Exception as error:
            # Whatever a plug-in stumbles over is the outside; its words may hold the token.
            return failed(message, now, f"chat: {type(error).__name__}", reached=False)
        if not taken:
            return failed(message, now, "chat: the service did not take it", reached=False)
        return delivered(message, now)

    def _notify(self, message: Message) -> bool:
        import apprise

        assert self._channel.service is not None
        service = apprise.Apprise()
        if not service.add(self._channel.service.reveal()):
            raise ValueError("the address is none that Apprise knows")
        body = shorten(clean(message.text).partition("\n")[2].strip() or message.subject, _MAX_BODY)
        return bool(service.notify(title=message.subject, body=body, body_format="text"))


def _within(deadline_s: float, call: Callable[[], bool]) -> bool:
    """Return what `call` returns, raise what it raises, or TimeoutError: it is left alone then."""
    outcome: list[bool | BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True, name="chat")
    thread.start()
    thread.join(deadline_s)
    if not outcome:
        raise TimeoutError
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]
