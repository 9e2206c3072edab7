"""Who says of itself that it did this act, or that it did not: claims of responsibility, denials.

Read sentence by sentence, in words of many languages, because a claim is the claimer's own: an
accusation by another, a condemnation, a count of drones shot down are none. The claimer is whoever
the sentence names: a source, an actor of the facts, or a group by its proper name. No network here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.incidents.claimants import holds
from monitor.incidents.data import (
    claim_phrase,
    responsibility_languages,
    responsibility_phrase,
)
from monitor.incidents.groups import (
    Named,
    a_group,
    actor_name,
    bare,
    has_proper,
    is_unnamed,
    meant,
    named_in,
)
from monitor.incidents.sentences import Sentence, sentences
from monitor.model.facts import ActorRole, Mention
from monitor.model.names import Role, SourceClass
from monitor.model.reading import Attribution, Reading, Source
from monitor.model.spans import Span

#: Sentences that are read at most: claims stand in the upper half of a report.
_MOST = 120
#: Characters before or behind a cue within which its subject stands.
_REACH = 160
#: Characters around a cue in which "nobody" makes it nobody's.
_NEAR = 70
#: Characters of a clause at least: "no group, they say, has claimed it" is one.
_SHORTEST = 14
_FIELDS = {"claimed": "responsibility", "denied": "denial"}
#: Whoever carries words of others is no party to the act.
_BEARERS = frozenset(
    {
        *(SourceClass.OUTLET, SourceClass.AGENCY, SourceClass.STATE_MEDIA, SourceClass.WITNESS),
        *(SourceClass.DOCUMENT, SourceClass.SOCIAL_POST, SourceClass.UNSOURCED, SourceClass.NGO),
    }
)
_PARTIES = frozenset({SourceClass.ARMED_GROUP, SourceClass.OFFICIAL_BODY})
_NAMED = re.compile(r"[A-ZÀ-ÝА-ЯЁĀ-Ž\u0600-\u06ff]")
#: Languages in which the verb never, and in which it often stands before its subject.
_SUBJECT_FIRST = ("en", "tr", "ur", "id")
_VERB_FIRST = ("ar", "fa", "ur", "he")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One claim or denial: of whom, in which characters."""

    field: str
    span: Span
    by: Source


def own_words(mention: Mention, reading: Reading) -> Iterator[Word]:
    """Yield each claim of responsibility and each denial that the article tells of its own act."""
    listed = sentences(reading.article)
    told: set[tuple[str, str]] = set()
    read = list(_of_facts(mention, reading))
    seen = {(w.field, s) for w in read for s in listed if s.holds(w.span)}
    others = _of_sentences(mention, reading)
    every = [*read, *(w for w, s in others if (w.field, s) not in seen)]
    in_text = {w.field for w in every if w.span.field == "text"}
    for word in every:
        # A headline's short form of the name that the text tells in full.
        if word.span.field == "title" and word.field in in_text:
            continue
        key = (word.field, word.by.name.casefold())
        if key not in told:
            told.add(key)
            yield word


def _of_facts(mention: Mention, reading: Reading) -> Iterator[Word]:
    """Claims and denials that the facts read, where their sentence does not speak against it."""
    listed = sentences(reading.article)
    for actor in mention.actors:
        field = _FIELDS.get(actor.role)
        if field is None:
            continue
        one = next((s for s in listed if s.holds(actor.span)), None)
        if one is None or not _is_refuted(one, actor, field, reading.article.language):
            yield Word(field=field, span=actor.span, by=a_group(actor_name(actor)))


def _is_refuted(one: Sentence, actor: ActorRole, field: str, language: str) -> bool:
    """Whether no cue of a language that is known here bears the facts out."""
    if _is_general(one):
        return True
    if actor.span.text.islower() and has_proper(one.text):
        return True  # "the Reed Front, the insurgent alliance that claimed it"
    if language not in responsibility_languages():
        return False
    return field not in {told for told, _, _ in _cues(one.text)}


def _of_sentences(mention: Mention, reading: Reading) -> Iterator[tuple[Word, Sentence]]:
    if mention.role is not Role.PRIMARY:
        return
    actors = [a for m in reading.facts.mentions for a in m.actors]
    for one in sentences(reading.article)[:_MOST]:
        if _is_of_another(one, mention, reading):
            continue
        for field, cue, is_before in _cues(one.text):
            found = _subject(one, cue, reading, actors, is_before=is_before)
            if found is not None:
                yield Word(field=field, span=one.span(*cue.span()), by=found), one
                break
        else:
            yield from ((word, one) for word in _told_of_itself(one, mention, reading))


def _told_of_itself(one: Sentence, mention: Mention, reading: Reading) -> Iterator[Word]:
    """ "Fighters of the Front killed 40 soldiers, the group said": whose deed it is says so."""
    for said in reading.attributions:
        if not one.holds(said.cue_span) or said.source.source_class is not SourceClass.ARMED_GROUP:
            continue
        voice = _resolved(said, reading)
        for actor in mention.actors if voice else ():
            is_own = voice is not None and voice.name in (actor.name, actor_name(actor))
            is_told = holds(said, actor.span) or actor.span.field == "title"
            if is_own and is_told and actor.role == "actor":
                yield Word(field="responsibility", span=actor.span, by=a_group(actor_name(actor)))


def _is_general(one: Sentence) -> bool:
    """Whether a sentence tells of habit, or of other acts than this."""
    cues = (claim_phrase("habit"), responsibility_phrase("elsewhere"))
    return any(cue.search(one.text) for cue in cues)


def _is_of_another(one: Sentence, mention: Mention, reading: Reading) -> bool:
    """Whether a sentence tells of habits, of other acts, or of another happening's day."""
    if _is_general(one):
        return True
    if any(one.overlaps(s) for s in mention.spans) or one.field == "title":
        return False
    others = [m for m in reading.facts.mentions if m is not mention and m.role is not Role.PRIMARY]
    return any(one.overlaps(s) for m in others for s in m.spans)


def _cues(text: str) -> Iterator[tuple[str, re.Match[str], bool]]:
    """Yield (field, cue, whether its subject stands before it), denials first."""
    denial = responsibility_phrase("denies").search(text)
    if denial is not None and not _is_nobodys(text, denial, before_only=True):
        yield "denial", denial, True
    if denial is not None:
        return
    passive = responsibility_phrase("claimed_by").search(text)
    if passive is not None and not _is_nobodys(text, passive):
        yield "responsibility", passive, False
    active = None if passive else responsibility_phrase("claims").search(text)
    if active is not None and not _is_nobodys(text, active):
        yield "responsibility", active, True
    deed = responsibility_phrase("own_deed").search(text)
    if deed is None or _is_nobodys(text, deed, before_only=True):
        return
    if responsibility_phrase("defence").search(text) is None:
        yield "responsibility", deed, True


def _is_nobodys(text: str, cue: re.Match[str], *, before_only: bool = False) -> bool:
    """ "No group has claimed it", "hat sich niemand bekannt", "üstlenen olmadı"."""
    end = cue.start() if before_only else cue.end() + 12
    start = max(0, cue.start() - _NEAR)
    # "No one was hurt, the Front claimed …": what stands before a comma is another clause.
    comma = max(text.rfind(mark, start, cue.start() - _SHORTEST) for mark in ",;:،")
    near = text[max(start, comma) : end]
    return responsibility_phrase("nobody").search(near) is not None


def _subject(
    one: Sentence,
    cue: re.Match[str],
    reading: Reading,
    actors: list[ActorRole],
    *,
    is_before: bool,
) -> Source | None:
    """Return whose word it is: the nearest name on the cue's side; None = nobody is named."""
    names = named_in(one, actors)
    said = _speaker(one, cue, reading) if is_before else None
    if said is not None and _is_party(said):
        told = bare(said.name)
        longer = next((n[2] for n in names if told in one.text[n[0] : n[1]]), "")
        # "spokesman of the Orchard Martyrs": who speaks for a group is the group.
        inside = next((n[2] for n in names if n[2] in told), "") if not told[:1].isupper() else ""
        return replace(said, name=longer or inside or told)
    if reading.article.language in _VERB_FIRST or not is_before:
        return _named_after(names, cue, is_before=is_before)
    return _named_before(one, cue, names, reading.article.language)


def _named_after(names: list[Named], cue: re.Match[str], *, is_before: bool) -> Source | None:
    after = [(s, e, name) for s, e, name in names if 0 <= s - cue.end() + len(name) <= _REACH]
    near = min(after, key=lambda n: abs(n[0] - cue.start()), default=None)
    return a_group(near[2]) if near else _only(names, cue, is_before=is_before)


def _named_before(
    one: Sentence, cue: re.Match[str], names: list[Named], language: str
) -> Source | None:
    before = [(s, e, name) for s, e, name in names if 0 <= cue.start() - e <= _REACH]
    first = [n for n in before if not _is_object(one.text, n[0])]
    between = one.text[first[-1][1] : cue.start()] if first else ""
    if responsibility_phrase("some_band").search(between):
        return None
    if first:
        return a_group(first[-1][2])
    if language in _SUBJECT_FIRST:
        return None
    return _only([n for n in names if n[0] >= cue.end()], cue, is_before=True)


def _only(names: list[Named], cue: re.Match[str], *, is_before: bool) -> Source | None:
    """The one name of an inverted sentence: "Se adjudicó el ataque el Frente X"."""
    near = [n for n in names if abs(n[0] - cue.end()) <= _REACH]
    return a_group(near[0][2]) if len({n[2] for n in near}) == 1 and is_before else None


def _is_object(text: str, start: int) -> bool:
    """ "An attack on the Front was claimed": what is hit or blamed claims nothing."""
    return responsibility_phrase("object").search(text[max(0, start - 24) : start]) is not None


def _speaker(one: Sentence, cue: re.Match[str], reading: Reading) -> Source | None:
    """Return the source of the attribution whose cue the words are, or whose words hold them."""
    span = one.span(*cue.span())
    for said in reading.attributions:
        if said.cue_span.field == span.field and _meet(said.cue_span, span):
            return _resolved(said, reading)
    inside = [a for a in reading.attributions if holds(a, span)]
    quoted = [a for a in inside if '"' in cue.group() or "“" in cue.group() or a.kind == "direct"]
    return _resolved(quoted[0], reading) if quoted else None


def _resolved(said: Attribution, reading: Reading) -> Source | None:
    """Return an attribution's source; "the group" is the armed actor that the facts know."""
    if said.source.source_class in _BEARERS:
        return None
    return meant(said, reading) if is_unnamed(said.source) else said.source


def _is_party(source: Source) -> bool:
    """Whether a source may have done something: a body or group, under a name."""
    if source.source_class in _PARTIES:
        return bool(_NAMED.search(source.name))
    return source.source_class not in _BEARERS and has_proper(source.name)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
