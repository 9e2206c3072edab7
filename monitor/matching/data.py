"""The room's package data: word weights and model weights. Only here files are opened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from monitor.matching.model import Model, read_model
from monitor.matching.word_weights import Background, parse_background
from monitor.text import fold


@cache
def load_background() -> Background:
    """Return the packaged word weights."""
    folder = files("monitor.matching")
    weights = folder.joinpath("background.tsv").read_text("utf-8")
    furniture = folder.joinpath("furniture.txt").read_text("utf-8")
    return parse_background(weights.split("\n"), furniture.split("\n"))


@cache
def load_countries() -> Mapping[str, str]:
    """Return folded country names, as registers write them, with their ISO alpha-2 codes."""
    text = files("monitor.matching").joinpath("countries.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {fold(name): code for code, names in rows for name in (code, *names.split(";"))}


@cache
def load_model() -> Model:
    """Return the packaged model. Raises InputError where the file is not ours."""
    text = files("monitor.matching").joinpath("weights.json").read_text("utf-8")
    return read_model(text, load_background())
