"""Origins in one line, the same in alert, digest, card and `monitor lineage`."""

from __future__ import annotations

from monitor.model.deciding import Origins

_NAMES = 4
_WARNINGS = {
    "single_root": "all trace to one source",
    "circular": "reports lean on one another in a circle",
    "only_state_affiliated": "only state-affiliated sources",
    "no_local_source": "no local source",
    "anonymous_only": "anonymous sources only",
}


def line(origins: Origins) -> str:
    """Return "7 articles · 5 outlets · 2 origins (AFP; Iraqi military) · 1 undetermined"."""
    parts = [_count(origins.articles, "article"), _count(origins.outlets, "outlet")]
    names = list(origins.names[:_NAMES])
    if len(origins.names) > _NAMES:
        names.append(f"{len(origins.names) - _NAMES} more")
    named = f" ({'; '.join(names)})" if names else ""
    parts.append(_count(origins.independent, "origin") + named)
    if origins.undetermined:
        parts.append(f"{origins.undetermined} undetermined")
    return " · ".join(parts)


def warning(name: str) -> str:
    """Return a warning of `Origins.warnings` in words."""
    return _WARNINGS.get(name, name.replace("_", " "))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
