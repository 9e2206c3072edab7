"""What the letters and words around a place's name say against its being the scene: a caption's, a
journey's, a compound's. Nothing is weighed here."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Toponym

_WORDS = bags("where.forms")
#: Sentences that may be a picture's caption; their longest.
_CAPTIONS, _LONGEST_CAPTION = 3, 70
#: Words between the ends of a journey: "from X to Y".
_JOURNEY = 5
_HYPHENS = ("-", "–", "‑")


def of_form(t: Toponym) -> Iterator[str]:
    """Yield what its form says of a mention."""
    prose = t.prose
    if is_in_caption(prose, t.first):
        yield "caption"
    if _is_of_journey(t):
        yield "journey"
    before = prose.gap(t.first - 1) if t.first else " "
    after = prose.gap(t.past - 1)
    if before in _HYPHENS or after in _HYPHENS:
        yield "compound"
    if after[:2] in ("'s", "’s"):
        yield "possessive"


def is_in_caption(prose: Prose, index: int) -> bool:
    """Whether a picture's caption stands before a report's text: its place may be any."""
    sentence = prose.sentence_of[index]
    if prose.field != "text" or sentence >= _CAPTIONS:
        return False
    first, past = prose.sentences[sentence]
    if past - first > _LONGEST_CAPTION:
        return False
    return not _WORDS["captions"].isdisjoint(prose.words[first:past])


def _is_of_journey(t: Toponym) -> bool:
    """ "from X to Y", and either of them."""
    words, lead = t.prose.words, t.lead
    if lead < 0:
        return False
    if words[lead] in _WORDS["from"]:
        return not _WORDS["to"].isdisjoint(words[t.past : t.past + _JOURNEY])
    if words[lead] in _WORDS["to"]:
        return not _WORDS["from"].isdisjoint(words[max(0, lead - _JOURNEY) : lead])
    return False
