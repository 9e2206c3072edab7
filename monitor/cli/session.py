"""One call of the command line: its options, and the app opened when it is first needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from monitor import logs
from monitor.app import App, open_app
from monitor.clock import Clock, SystemClock
from monitor.facts.data import incident_types
from monitor.lineage.registers import SourceRegister, build_register
from monitor.matching.data import load_model
from monitor.matching.model import Model
from monitor.settings.find import find_folder, shipped_folder
from monitor.settings.load import load
from monitor.settings.nouns import Settings
from monitor.store.open import Store, open_store

P = ParamSpec("P")
R = TypeVar("R")


class Session:
    """Holds what the global options said; opens settings, store and app at first use."""

    def __init__(
        self, *, folder: str | None, db: str | None, log_level: str | None, log_json: bool
    ) -> None:
        self._folder = folder
        self._db = db
        self._log_level = log_level
        self._log_json = log_json
        self._closers: list[Callable[[], None]] = []
        self.clock: Clock = SystemClock()
        self.set_log_level("warning")

    def set_log_level(self, default: str) -> None:
        """Log at `default` unless the person asked for another level."""
        logs.set_up(self._log_level or default, json_lines=self._log_json)

    @property
    def folder(self) -> Path | None:
        """Return the folder of the configuration, None = shipped defaults only."""
        return find_folder(self._folder, os.environ, Path.cwd())

    def load_settings(self) -> Settings:
        """Read the configuration afresh. Raises ConfigError with every problem."""
        settings = _load(self.folder)
        return replace(settings, db=Path(self._db)) if self._db else settings

    def load_settings_of(self, folder: Path) -> Settings:
        """Read the configuration of another folder; the database stays the same."""
        other = _load(folder)
        return replace(other, db=self.db_path)

    @cached_property
    def settings(self) -> Settings:
        """Return the configuration, read once."""
        return self.load_settings()

    @property
    def db_path(self) -> Path:
        """Return the database's path without needing a whole configuration where --db names it."""
        return Path(self._db) if self._db else self.settings.db

    @cached_property
    def store(self) -> Store:
        """Return the database, open for short reads and writes beside a running daemon."""
        store = open_store(self.db_path)
        self._closers.append(store.close)
        return store

    @cached_property
    def register(self) -> SourceRegister:
        """Return the sources of the configuration and those that were shipped."""
        return build_register(self.settings.sources)

    @cached_property
    def model(self) -> Model:
        """Return the matching model."""
        return load_model()

    def open_app(self, *, exclusive: bool, network: bool = True) -> App:
        """Return the whole app; `exclusive` = no other instance may hold the database."""
        app = open_app(self.settings, clock=self.clock, exclusive=exclusive, network=network)
        self._closers.append(app.close)
        return app

    def close(self) -> None:
        """Close what was opened, last first."""
        while self._closers:
            self._closers.pop()()


def _load(folder: Path | None) -> Settings:
    types = incident_types()
    return load(folder, environ=os.environ, shipped=shipped_folder(), incident_types=types)


def with_session(
    function: Callable[Concatenate[Any, P], R],
) -> Callable[P, R]:
    """Pass the Session as first argument of a command."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        session = click.get_current_context().find_object(Session)
        assert session is not None, "commands run under `monitor`"
        return function(session, *args, **kwargs)

    return update_wrapper(call, function)


def on_terminal() -> bool:
    """Return whether a person watches standard error (progress bars go there)."""
    return sys.stderr.isatty()


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --json to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")(
        function
    )
