"""A correction that heads an article is its news; a note about the article is none."""

from __future__ import annotations

import pytest

from monitor.articles.lines import corrected_news, line

FOUR = "Four people, not six, died in Friday's clash over cattle, the commissioner said on Sunday."


@pytest.mark.parametrize("label", ["CORRECTION: ", "Berichtigung: ", "Corrected – "])
def test_the_news_of_a_correction_is_kept_without_its_label(label: str) -> None:
    assert corrected_news(line(label + FOUR)) == [FOUR]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version of this article gave the wrong number of people who died.",
        "This article was amended on 4 May to say that four people, not six, died in the clash.",
        "CORRECTION: name of the town",
        FOUR,
    ],
)
def test_a_note_about_the_article_and_plain_prose_have_none(note: str) -> None:
    assert corrected_news(line(note)) == []
