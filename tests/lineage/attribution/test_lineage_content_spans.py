"""What was said: where the content of a cue stands, and how far it goes on."""

from __future__ import annotations

import pytest
from lineage_builders import wrong_today

from monitor.language.sentences import sentences
from monitor.lineage.attribution.content_spans import content_place, continues, opening
from monitor.lineage.attribution.features import Place, Seen, seen_sentences
from monitor.lineage.data import cue_words


def seen(text: str, language: str = "en", *, in_quote: bool = False, new_line: bool = True) -> Seen:
    tokens = sentences(text, "en")[0]
    return Seen(tokens, cue_words(language), in_quote=in_quote, new_line=new_line)


def place_of(sentence: Seen, words: str) -> Place:
    """The place of some words in the sentence."""
    wanted = words.lower().split()
    for at in range(len(sentence.low)):
        if sentence.low[at : at + len(wanted)] == wanted:
            return at, at + len(wanted)
    raise AssertionError(f"{words!r} does not stand there")


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The mayor said it was over.", "said", "The mayor", "it was over"),
        ("The mayor said that it was over.", "said", "The mayor", "that it was over"),
        ("It was over, the mayor said.", "said", "the mayor", "It was over"),
        ("It was over, said the mayor.", "said", "the mayor", "It was over"),
        ("“It is over,” the mayor said.", "said", "the mayor", "“It is over,”"),
        ("“It is over”, said the mayor on Monday.", "said", "the mayor", "“It is over”"),
        (
            "It was over for good, the mayor said late on Monday.",
            "said",
            "the mayor",
            "It was over for good",
        ),
        (
            "The bridge over the river was shut at noon, the mayor said on Monday, after the fire.",
            "said",
            "the mayor",
            "The bridge over the river was shut at noon",
        ),
        ("On Monday, the mayor said that it was over.", "said", "the mayor", "that it was over"),
        (
            "On Monday, the mayor said it was over for good and all.",
            "said",
            "the mayor",
            "it was over for good and all",
        ),
        ("The mayor said: “It is over.”", "said", "The mayor", "“It is over.”"),
        ("The mayor said.", "said", "The mayor", None),
        ("It was over, it was said.", "said", None, "It was over, it was"),
        wrong_today(
            "Two died, the mayor said in a statement on Monday.",
            "said",
            "the mayor",
            "Two died",
            reason="a short statement before the cue loses against how and when it was said",
        ),
    ],
)
def test_where_the_content_stands(
    text: str, cue: str, source: str | None, content: str | None
) -> None:
    sentence = seen(text)
    who = place_of(sentence, source) if source else None
    place = content_place(sentence, place_of(sentence, cue), who)
    told = place and text[sentence.tokens[place[0]].start : sentence.tokens[place[1] - 1].end]
    assert told == content


@pytest.mark.parametrize(
    ("language", "text", "in_quote", "new_line", "goes_on"),
    [
        ("en", "We lost it all.", True, False, True),
        ("en", "“We lost it all.”", False, False, True),
        ("en", "“We lost it all.”", False, True, False),
        ("en", "The road was shut.", False, False, False),
        ("de", "Man habe alles verloren.", False, True, True),
        ("de", "Man hat alles verloren.", False, False, False),
        ("fr", "On a tout perdu.", False, False, False),
    ],
)
def test_whether_a_sentence_goes_on_with_what_was_said(
    language: str, text: str, in_quote: bool, new_line: bool, goes_on: bool
) -> None:
    sentence = seen(text, language, in_quote=in_quote, new_line=new_line)
    assert continues(sentence, sentence.words) is goes_on


@pytest.mark.parametrize(
    ("text", "number", "opened"),
    [
        ("He said: “It burned. We left.", 0, "“"),
        ("He said: “It burned. We left.", 1, "“"),
        ("He said: “It burned.” We left.", 1, ""),
        ("He said so.", 0, ""),
    ],
)
def test_where_an_open_quotation_began(text: str, number: int, opened: str) -> None:
    at = -1
    for sentence in seen_sentences(text, 9, cue_words("en"), "en")[: number + 1]:
        at = opening(sentence, at)
    assert (text[at] if at >= 0 else "") == opened


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“It burned all night. We left it.”\nThe farmer came.", [False, True, False]),
        ("“It burned all night.\nThe farmer came.", [False, False]),
        ("It burned. “We left.” He wept.", [False, False, False]),
    ],
)
def test_a_paragraph_carries_its_quotation(text: str, quoted: list[bool]) -> None:
    found = seen_sentences(text, 9, cue_words("en"), "en")
    assert [sentence.starts_quoted for sentence in found] == quoted
