"""The room's package data: word weights and model weights. Only here files are opened."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from monitor.matching.background import Background, parse_background
from monitor.matching.model import Model, read_model


@cache
def load_background() -> Background:
    """Return the packaged word weights."""
    folder = files("monitor.matching")
    weights = folder.joinpath("background.tsv").read_text("utf-8")
    furniture = folder.joinpath("furniture.txt").read_text("utf-8")
    return parse_background(weights.split("\n"), furniture.split("\n"))


@cache
def load_model() -> Model:
    """Return the packaged model. Raises InputError where the file is not ours."""
    text = files("monitor.matching").joinpath("weights.json").read_text("utf-8")
    return read_model(text, load_background())
