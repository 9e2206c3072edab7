"""Codes of countries and languages, checked against the tables beside this module."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.settings.problems import shown

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@cache
def _codes() -> dict[str, Any]:
    text = files("monitor.settings").joinpath("codes.toml").read_text(encoding="utf-8")
    codes = tomllib.loads(text)
    return {"countries": frozenset(codes["countries"].split()), "meant": codes["meant"]}


def check_country(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code, "" for "". Raises ValueError."""
    if not text or text in _codes()["countries"]:
        return text
    upper = text.upper()
    meant = upper if upper in _codes()["countries"] else _codes()["meant"].get(upper)
    close = f' (did you mean "{meant}"?)' if meant else ""
    raise ValueError(f"{shown(text)} is no ISO 3166-1 alpha-2 country code{close}")


def check_language(text: str) -> str:
    """Return the BCP 47 tag, "" for "". Raises ValueError."""
    if not text or _LANGUAGE.fullmatch(text):
        return text
    meant = text.lower().replace("_", "-")
    close = f' (did you mean "{meant}"?)' if _LANGUAGE.fullmatch(meant) and len(meant) <= 6 else ""
    raise ValueError(f"{shown(text)} is no language tag such as en, ar or pt-BR{close}")
