"""Short forms and titles: a list per language, the English ones everywhere."""

from __future__ import annotations

import pytest

from monitor.language.short_forms import short_forms, titles


def test_english_forms_hold_in_every_language() -> None:
    assert short_forms("en").always <= short_forms("de").always
    assert short_forms("xx") == short_forms("en") == short_forms("")
    assert titles("en") <= titles("es")


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "colonel"), ("de", "frau"), ("es", "alcaldesa"), ("fr", "prefet"), ("ru", "мэр")],
)
def test_titles_are_looked_up_as_words_are(language: str, title: str) -> None:
    """Without accents, in small letters: as the words of a text are compared."""
    assert title in titles(language)


def test_a_title_of_one_language_is_a_name_in_another() -> None:
    assert "don" in titles("es")
    assert "don" not in titles("en")
