"""The schema, the readers, the nouns and docs/configuration.md agree."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from monitor.settings.describe import _NOUNS, describe, with_reference
from monitor.settings.schema import schema
from monitor.settings.times import duration_text, read_duration
from monitor.settings.values import _READERS

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"

#: Keys that become something else than the field of their name.
TURNED = {("feed", "enabled"), ("incident", "date")}
#: Fields that no file sets.
NOT_CONFIGURED = {"channel": {"name"}}


def test_the_reference_in_the_docs_is_the_one_that_the_schema_gives() -> None:
    text = PAGE.read_text()
    assert describe() in text
    assert with_reference(text) == text, "write it anew: make pages"


@pytest.mark.parametrize("table", schema())
def test_every_key_has_a_reader_a_field_and_words(table: str) -> None:
    known = {field.name for field in fields(_NOUNS[table])}
    for key in schema()[table].values():
        assert key.kind == "secret" or key.kind in _READERS
        assert key.field in known or (table, key.name) in TURNED
        assert key.help.endswith(".") or "(" in key.help
        assert "|" not in key.help


@pytest.mark.parametrize("table", sorted(set(schema()) - {"top", "feed"}))
def test_every_field_of_a_noun_can_be_configured(table: str) -> None:
    set_by = {key.field for key in schema()[table].values()}
    wanted = {field.name for field in fields(_NOUNS[table])} - NOT_CONFIGURED.get(table, set())
    assert wanted <= set_by


@pytest.mark.parametrize("text", ["90s", "15m", "2h", "1h30m", "7d", "1d12h", "0s"])
def test_durations_are_read_as_they_are_written(text: str) -> None:
    assert read_duration(duration_text(read_duration(text))) == read_duration(text)


@pytest.mark.parametrize(
    "text", ["", "s", "15", "1.5h", "-1h", "1h 5x", "h1", "1m1h", "1e3s", "inf"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration"):
        read_duration(text)
