"""Names of groups, bodies and bands in a text, and whom "the group" means. Nothing is kept here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.incidents.data import responsibility_phrase
from monitor.incidents.sentences import Sentence
from monitor.model.facts import ActorRole
from monitor.model.names import SourceClass
from monitor.model.reading import Attribution, Reading, Source

_EDGE = " \t«»\"“”„'’,.;:"
#: "Armed forces (unspecified)" is called as the text calls it.
_UNSPECIFIED = "(unspecified)"
#: Roles of those who suffered: they are not who speaks of itself.
_HARMED = ("victim", "target")
#: The English word that stands beside a source of another language: "armée (army)".
_BESIDE = re.compile(r" \([a-z ]+\)$")
#: (start, end, name) within a sentence.
Named = tuple[int, int, str]


def bare(name: str) -> str:
    """Return a name without its article, the marks around it and the English word beside it."""
    return responsibility_phrase("article").cut(_BESIDE.sub("", name).strip(_EDGE))


def actor_name(actor: ActorRole) -> str:
    """Return what an actor is called."""
    return bare(actor.span.text) if actor.name.endswith(_UNSPECIFIED) else actor.name


def a_group(name: str) -> Source:
    """Return a group as a source."""
    return Source(name=name, source_class=SourceClass.ARMED_GROUP)


def named_in(one: Sentence, actors: list[ActorRole]) -> list[Named]:
    """Return the groups that a sentence names, in order; those of the facts by their name there."""
    found = list(
        dict.fromkeys(
            (a.span.start - one.start, a.span.end - one.start, actor_name(a))
            for a in actors
            if one.holds(a.span)
        )
    )
    proper = list(_proper(one.text))
    if proper:
        found = [n for n in found if not one.text[n[0] : n[1]].islower()]
    for start, end, name in proper:
        if not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, name))
    # A plain noun is somebody only where no name is told.
    bodies = () if found else responsibility_phrase("body").finditer(one.text)
    found += [(*m.span("name"), bare(m.group("name"))) for m in bodies]
    return sorted(found)


def _proper(text: str) -> Iterator[Named]:
    for match in responsibility_phrase("group").finditer(text):
        yield *match.span("name"), bare(match.group("name"))


def has_proper(text: str) -> bool:
    """Whether a text names a group by a proper name."""
    return next(_proper(text), None) is not None


def is_unnamed(source: Source) -> bool:
    """Whether a source is told as "the group", "rebels": one that was named before, if any."""
    return responsibility_phrase("the_group").search(source.name) is not None


def meant(said: Attribution, reading: Reading) -> Source | None:
    """Return the group that "the group said" means: the last one named before, if one is."""
    cue = said.cue_span
    actors = [
        a
        for m in reading.facts.mentions
        for a in m.actors
        if a.span.field == "title" or a.span.start < cue.start
    ]
    actors = [a for a in actors if a.role not in _HARMED]
    names = [(-1 if a.span.field == "title" else a.span.start, actor_name(a)) for a in actors]
    text = reading.article.text[: cue.start] if cue.field == "text" else ""
    for start, end, name in _proper(text):
        if not any(a.span.start < end and start < a.span.end for a in actors):
            names.append((start, name))
    return a_group(max(names)[1]) if names else None
