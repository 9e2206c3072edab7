"""What kind of speaker words without a name mean: a body, a witness, a paper, by their nouns."""

from __future__ import annotations

from monitor.lineage.attribution.described_speakers import is_body
from monitor.lineage.data import speaker_phrase, speaker_words
from monitor.model.names import SourceClass
from monitor.model.reading import Source
from monitor.registers import ActorRow

_KIND_CLASSES = {
    "armed_group": SourceClass.ARMED_GROUP,
    "state_forces": SourceClass.OFFICIAL_BODY,
    "government": SourceClass.OFFICIAL_BODY,
    "police": SourceClass.OFFICIAL_BODY,
    "coalition": SourceClass.OFFICIAL_BODY,
    "organisation": SourceClass.NGO,
    "person": SourceClass.NAMED_OFFICIAL,
}


def of_actor(row: ActorRow) -> Source:
    """Return an actor as a source."""
    return Source(
        name=row.name,
        source_class=_KIND_CLASSES.get(row.kind, SourceClass.ARMED_GROUP),
        family=row.part_of,
        country=row.country,
    )


def unsourced(words: str) -> Source:
    """Return nobody in particular, by the words that stand for him."""
    return Source(name=words[:80], source_class=SourceClass.UNSOURCED)


def by_words(words: str, low: str, family: str, country: str) -> Source:
    """Return a speaker without a name, by what kind of noun it is."""
    kind = _kind_of(words, low)
    is_state = kind is SourceClass.OFFICIAL_BODY
    return Source(
        name=core(words),
        source_class=kind,
        family=family if is_state else "",
        country=country,
    )


def _kind_of(words: str, low: str) -> SourceClass:
    kinds = speaker_words()
    if is_body(words) and not kinds.witness.search(low):
        return SourceClass.OFFICIAL_BODY
    by_noun = (
        (kinds.witness, SourceClass.WITNESS),
        (kinds.post, SourceClass.SOCIAL_POST),
        (kinds.official, SourceClass.OFFICIAL_BODY),
        (kinds.media, SourceClass.OUTLET),
        (kinds.document, SourceClass.DOCUMENT),
        (kinds.group, SourceClass.ARMED_GROUP),
    )
    return next((kind for pattern, kind in by_noun if pattern.search(low)), SourceClass.PERSON)


def is_common(name: str, words: str) -> bool:
    """Return whether a single capitalised word only begins its sentence: "Residents"."""
    kinds = speaker_words()
    low = name.casefold()
    nouns = (kinds.witness, kinds.official, kinds.media, kinds.document, kinds.group)
    return any(pattern.search(low) for pattern in nouns) or (
        name == words and low.endswith("s") and not low.endswith(kinds.singular_ends)
    )


def core(words: str) -> str:
    """Return the words for a speaker without article, aside and quotation marks."""
    return without_article(words.split(",")[0].strip(" \"“”„«»'")).strip()[:80] or "unnamed"


def without_article(words: str) -> str:
    """Return `words` without the articles and conjunctions that open them."""
    return speaker_phrase("article").cut(words)
