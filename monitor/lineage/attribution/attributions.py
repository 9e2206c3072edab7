"""Who said it: source, cue and content of every attribution, chains followed to their end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.lineage.attribution.content_spans import content_place, continues, opening
from monitor.lineage.attribution.cue_rules import agent, inverted, subject
from monitor.lineage.attribution.described import source_of
from monitor.lineage.attribution.features import Place, Seen, seen_sentences
from monitor.lineage.attribution.persons import names_in
from monitor.lineage.attribution.phrase_words import Somebody, Words, large_words
from monitor.lineage.attribution.saying import Said, is_denied, said_in, speaker
from monitor.lineage.attribution.somebody import find
from monitor.lineage.attribution.speaker_kinds import unsourced, without_article
from monitor.lineage.attribution.speakers import Speakers, speakers_of
from monitor.lineage.attribution.taggers import cue_places, source_place
from monitor.lineage.attribution.told_before import ToldBefore
from monitor.lineage.attribution.unspaced import LANGUAGES as UNSPACED
from monitor.lineage.attribution.unspaced import unspaced_attributions
from monitor.lineage.data import cue_model, cue_words, grammar, source_model, speaker_words
from monitor.lineage.registers import MEDIA_CLASSES, SourceRegister, same_family
from monitor.model.names import SourceClass
from monitor.model.reading import Article, Attribution, Source
from monitor.model.spans import Span
from monitor.registers import ActorRow

#: Sentences that are read, in text order: bounds the cost on hostile pages.
MAX_SENTENCES = 1500
#: Longest content in characters: a quotation that nobody closes ends here.
MAX_CONTENT = 2500
#: Languages whose models were fitted on little: rules have a say beside them.
_ALSO_RULED = frozenset({"de"})
_WHOLE_QUOTE = re.compile(r"^[\"“„«].*[\"”“»][,.]?$", re.DOTALL)
_QUOTED = re.compile(r"[\"“”„«»]")


#: Who says what nobody is told to have said.
NOBODY = Source(name="unsourced", source_class=SourceClass.UNSOURCED)


@dataclass(frozen=True, slots=True)
class Found:
    """Token places of one attribution in its sentence; ends exclusive."""

    cue: Place
    source: Place | None
    content: Place | None
    #: Who passed the gate.
    who: Somebody | None


def attributions(
    article: Article, register: SourceRegister, actors: tuple[ActorRow, ...]
) -> tuple[Attribution, ...]:
    """Return who said what in `article`, in text order; spans are of its text."""
    speakers = speakers_of(register, actors)
    found: list[Attribution] = []
    if article.language[:2] in UNSPACED:
        return unspaced_attributions(article.text, article.language[:2], speakers)
    before = ToldBefore(article.text, article.language)
    words = cue_words(article.language)
    opened = 0
    sentences = seen_sentences(article.text, MAX_SENTENCES, words, article.language)
    large = large_words(sentences)
    for number, seen in enumerate(sentences):
        said = []
        view = Words(seen, article.language, large)
        view.is_known, view.number = speakers.is_known, number
        for hit in _in_sentence(view, article.text, speakers):
            said.append(_attribution(article.text, view, hit, speakers, before))
        if not said and found and continues(seen, words):
            found[-1] = _longer(article.text, found[-1], end=seen.tokens[-1].end)
        if said and seen.starts_quoted:
            said[0] = _longer(article.text, said[0], start=opened)
        opened = opening(seen, opened)
        found.extend(_chained(said))
    return tuple(found)


def _longer(text: str, one: Attribution, *, start: int = -1, end: int = -1) -> Attribution:
    """Return `one` with its content reaching from `start` or to `end`, at most MAX_CONTENT long."""
    content = one.content_span
    if content is None or (content.end > one.cue_span.end and start >= 0):
        return one
    start = content.start if start < 0 else min(start, content.start)
    end = max(end, content.end)
    if end - start > MAX_CONTENT:
        return one
    return replace(one, content_span=Span(field="text", start=start, end=end, text=text[start:end]))


def _in_sentence(words: Words, text: str, speakers: Speakers) -> Iterator[Found]:
    seen, language = words.seen, words.language
    cues, sources = cue_model(language), source_model(language)
    if cues is None or sources is None:
        for cue, who in said_in(words):
            yield _ruled(words, cue, who)
        return
    places = cue_places(seen, cues)
    ruled = said_in(words) if language in _ALSO_RULED else []
    if not places and not ruled:
        return
    # Of a stance nobody is told: the names of its sentence need not be known.
    if ruled or _is_any_said(seen, places):
        words.tagged = names_in(text, seen, language)
    ruled = said_in(words) if ruled else []
    taken = {at for place in places for at in range(*place)}
    for cue in places:
        source = agent(seen, cue) or _inverted(seen, cue)
        source = source or source_place(seen, cue, taken, sources)
        if source is None and seen.words.verbs.intersection(seen.low[slice(*cue)]):
            source = _known_beside(seen, cue, text, speakers)
        yield _modelled(words, cue, source, ruled)
    yield from _left(words, ruled, taken)


def _left(words: Words, ruled: list[Said], taken: set[int]) -> Iterator[Found]:
    """Yield what rules found besides the models, where something was said."""
    for cue, who in ruled:
        is_said = words.seen.low[cue[0]] in words.seen.words.saying
        if who is not None and is_said and taken.isdisjoint(range(*cue)):
            yield _ruled(words, cue, who)


def _is_any_said(seen: Seen, cues: list[Place]) -> bool:
    return any(seen.words.saying.intersection(seen.low[slice(*cue)]) for cue in cues)


def _ruled(words: Words, cue: Place, who: Somebody | None) -> Found:
    source = (who.start, who.end) if who else None
    return Found(cue, source, content_place(words.seen, cue, source), who)


def _modelled(words: Words, cue: Place, source: Place | None, ruled: list[Said]) -> Found:
    """Return what the models found, through the gate; rules where they found nobody."""
    if is_denied(words, cue):
        return Found(cue, source, content_place(words.seen, cue, source), None)
    who = _gated(words, cue, source)
    if source is None and words.low[cue[0]] in words.seen.words.sure:
        who = speaker(words, cue)
    if who is None:
        who = next((one for at, one in ruled if at[0] < cue[1] and cue[0] < at[1]), None)
    if who is not None and (source is None or not source[0] <= who.start < source[1]):
        source = (who.start, who.end)
    return Found(cue, source, content_place(words.seen, cue, source), who)


def _gated(words: Words, cue: Place, source: Place | None) -> Somebody | None:
    """Return who stands in the words that the model takes for a source, or by rule beside them."""
    if source is None:
        return None
    past = source[1] if source[0] < cue[0] else min(len(words.low), source[1] + 8)
    return find(words, source[0], past)


def _inverted(seen: Seen, cue: Place) -> Place | None:
    is_one = cue[1] - cue[0] == 1
    return inverted(seen, cue) if is_one and seen.word(cue[0]) in grammar("said") else None


def _known_beside(seen: Seen, cue: Place, text: str, speakers: Speakers) -> Place | None:
    """Return the subject by rule where it holds a known name: the model knows no names."""
    place = subject(seen, cue[0], seen.words)
    span = _span(text, seen, place)
    return place if span and speakers.known(span.text) else None


def _attribution(
    text: str, view: Words, hit: Found, speakers: Speakers, before: ToldBefore
) -> Attribution:
    seen = view.seen
    cue = _span(text, seen, hit.cue)
    assert cue is not None, "a cue has words"
    span = _span(text, seen, hit.source)
    content = _span(text, seen, hit.content)
    source = _speaker(text, view, hit, speakers, before)
    via: tuple[Source, ...] = ()
    words = set(seen.low[slice(*hit.cue)])
    saying = seen.words.saying
    # "The army responded by shelling …" is an act.
    is_act = words & grammar("answer") and seen.word(hit.cue[1]) in grammar("by_doing")
    is_said = (not saying or bool(words & saying)) and not is_act
    if words & grammar("telling"):
        via = _told(text, seen, hit, speakers)
    elif words & grammar("citing") and source.source_class in MEDIA_CLASSES:
        cited = _cited(text, seen, hit, speakers)
        if cited is not None:
            via, (source, span) = (source,), cited
    return Attribution(
        source=source,
        source_span=span,
        cue_span=cue,
        content_span=content,
        kind=_kind(content) if is_said else "stance",
        via=via,
    )


def _speaker(text: str, view: Words, hit: Found, speakers: Speakers, before: ToldBefore) -> Source:
    seen, place = view.seen, hit.source
    span = _span(text, seen, place)
    if span is None or place is None:
        return NOBODY
    if span.text.lower() in grammar("relative"):
        start = end = place[0] - (seen.word(place[0] - 1) == ",")
        while start > 0 and end - start < 8 and seen.shapes[start - 1] in "xXAI9":
            start -= 1
        who = find(view, start, end, inside=True)
        return source_of(view, who, text, speakers) if who else NOBODY
    if span.text.lower() in view.small.pronoun:
        return before.last or unsourced(span.text)
    if speaker_words().pronoun.fullmatch(span.text.lower()):
        return unsourced(span.text)
    if hit.who is None:
        named = speakers.known(without_article(span.text))
        is_whole = named is not None and 2 * (named[1] - named[0]) > len(span.text)
        return named[2] if named is not None and is_whole else NOBODY
    return before.resolve(view, hit.who, source_of(view, hit.who, text, speakers)) or NOBODY


def _told(text: str, seen: Seen, hit: Found, speakers: Speakers) -> tuple[Source, ...]:
    """Return the medium that was told: "a security source told AFP"."""
    starts = [hit.cue[1]]
    if hit.source and hit.source[0] >= hit.cue[1]:
        starts.append(hit.source[1])  # "sagte der Minister dem Blatt", "a déclaré X à l'AFP"
    for start in starts:
        end = min(start + 6, len(seen.tokens))
        place = _span(text, seen, (start, end))
        match = speaker_words().told_to.match(place.text) if place else None
        known = speakers.known(place.text) if place and match else None
        if known and match and known[0] <= match.end() and known[2].source_class in MEDIA_CLASSES:
            return (known[2],)
    return ()


def _cited(text: str, seen: Seen, hit: Found, speakers: Speakers) -> tuple[Source, Span] | None:
    """Return whom a medium cites: "AFP reported, citing a police officer"."""
    end = hit.cue[1]
    while end < len(seen.low) and seen.low[end] not in (",", ".", ";", "as", "that", "in"):
        end += 1
    span = _span(text, seen, (hit.cue[1], end))
    if span is None:
        return None
    source = speakers.speaker(span.text)
    return None if source.source_class is SourceClass.UNSOURCED else (source, span)


def _chained(said: list[Attribution]) -> list[Attribution]:
    """Return the attributions of one sentence, each with the medium that wraps it as its last via.

    "X told AFP, according to the Gazette": the Gazette carries what X said to AFP.
    """
    wraps = [a for a in said if a.source.source_class in MEDIA_CLASSES and not a.via]
    if not wraps or len(said) < 2:
        return said
    chained = []
    for one in said:
        outer = next((w for w in wraps if w is not one and _holds(w, one)), None)
        if outer is not None and not _is_same_voice(outer.source, one):
            one = replace(one, via=(*one.via, outer.source))
        chained.append(one)
    return chained


def _holds(outer: Attribution, inner: Attribution) -> bool:
    content = outer.content_span
    return (
        content is not None
        and inner.source.source_class not in MEDIA_CLASSES
        and content.start <= inner.cue_span.start < content.end
    )


def _is_same_voice(medium: Source, one: Attribution) -> bool:
    return any(same_family(medium, other) for other in (one.source, *one.via))


def _kind(content: Span | None) -> str:
    if content is None:
        return "statement"
    if _WHOLE_QUOTE.match(content.text):
        return "direct"
    return "mixed" if _QUOTED.search(content.text) else "indirect"


def _span(text: str, seen: Seen, place: Place | None) -> Span | None:
    if place is None or place[0] >= place[1]:
        return None
    start, end = seen.tokens[place[0]].start, seen.tokens[place[1] - 1].end
    return Span(field="text", start=start, end=end, text=text[start:end])
