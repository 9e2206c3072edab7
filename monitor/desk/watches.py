"""Watches: what each asks for, where that goes, and what it asked for lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rapidfuzz import process

from monitor.errors import InputError
from monitor.registers import Watch
from monitor.settings.nouns import Settings
from monitor.store import alerts as alert_rows
from monitor.store.open import Store

#: So long a time is looked back on.
LATELY = timedelta(days=30)
_CONDITIONS = ("words", "patterns", "places", "countries", "near", "types", "actors", "kinds")
_EMPTY = Watch(name="")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """A watch in one line."""

    watch: str
    #: Its conditions in words.
    asks_for: str
    #: Names, with commas.
    channels: str
    urgency: int
    quiet: str
    #: Alerts that it asked for lately.
    alerts: int

    def plain(self) -> dict[str, Any]:
        """Return it as plain data, under the names that people are shown too."""
        return {
            "watch": self.watch,
            "asks for": self.asks_for,
            "channels": self.channels,
            "urgency": self.urgency,
            "quiet": self.quiet,
            f"alerts in {LATELY.days} d": self.alerts,
        }


def list_watches(store: Store, settings: Settings, now: datetime) -> tuple[WatchLine, ...]:
    """Return every configured watch, in the order of the configuration."""
    asked = alert_rows.asked(store, now - LATELY)
    return tuple(
        WatchLine(
            watch=watch.name,
            asks_for=", ".join(_asks_for(watch)) or "everything",
            channels=", ".join(watch.channels),
            urgency=watch.urgency,
            quiet=watch.quiet_hours,
            alerts=asked.get(watch.name, 0),
        )
        for watch in settings.watches
    )


def find_watch(settings: Settings, name: str) -> Watch:
    """Return a watch by its name in any case. Raises InputError, with the nearest name."""
    known = {watch.name: watch for watch in settings.watches}
    if name in known:
        return known[name]
    folded = {one.casefold(): watch for one, watch in known.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    near = process.extractOne(name, list(known), score_cutoff=60)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    raise InputError(f"no watch “{name}”.{hint} `monitor watches list` names them")


def _asks_for(watch: Watch) -> list[str]:
    told = [
        f"{name} {_short(getattr(watch, name))}"
        for name in _CONDITIONS
        if getattr(watch, name) != getattr(_EMPTY, name)
    ]
    told += [f"from {_short(watch.trust)}"] if watch.trust else []
    told += [f"not from {_short(watch.ignore_outlets)}"] if watch.ignore_outlets else []
    if watch.min_killed is not None:
        told.append(f"{watch.min_killed} killed or more")
    if watch.min_origins > 1:
        told.append(f"{watch.min_origins} origins or more")
    return told


def _short(values: tuple[object, ...]) -> str:
    more = f" and {len(values) - 3} more" if len(values) > 3 else ""
    return "/".join(str(one) for one in values[:3]) + more
