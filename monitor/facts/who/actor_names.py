"""The user's actors as a look-up by any of their names, and what "the rebels" stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.facts.lexical.aliases import Spellings, spellings
from monitor.facts.lexical.phrases import Hit
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Actor
from monitor.language.tokens import key
from monitor.model.names import make_id
from monitor.registers import ActorRow

_WORDS = bags("who.actor_names")

#: "The rebels": whoever they are, if the text names one group.
_FIGHTERS = _WORDS["fighters"]

#: Of several groups, one that is named alone in so many sentences before is meant.
_NEAR_SENTENCES = 3


def actor_names(rows: Iterable[ActorRow]) -> Spellings[Actor]:
    """Build the look-up of actors from the user's rows."""
    pairs = [
        (alias, Actor(make_id("actor", row.name), row.name, row.kind, row.country))
        for row in rows
        for alias in (row.name, *row.aliases)
    ]
    keys = {key(alias) for alias, _ in pairs}
    # "the army" must not take the beginning of "the Army of National Liberation".
    articled = [
        (f"the {alias}", actor)
        for alias, actor in pairs
        if f"the {key(alias).split(' ')[0]}" in keys
    ]
    return spellings([*pairs, *articled])


def implied(prose: Prose, found: Sequence[Hit[Actor]], sole: Actor | None) -> list[Hit[Actor]]:
    """Return where "the rebels" stands for an armed group that a text names.

    The one that it names (`sole`), or of several the one named last before, and not too far.
    """
    taken = {i for hit in found for i in range(hit.first, hit.past)}
    groups = [hit for hit in found if hit.value.kind == "armed_group"]
    words = prose.words if sole or groups else []
    made = []
    for index, word in enumerate(words):
        if word not in _FIGHTERS or taken & {index - 1, index, index + 1}:
            continue
        meant = sole or _last_named(prose, groups, index)
        if meant is not None:
            made.append(Hit(index, index + 1, replace(meant, implied=True, guessed=sole is None)))
    return made


def _last_named(prose: Prose, groups: Sequence[Hit[Actor]], index: int) -> Actor | None:
    """The only group named in the last sentences before a word."""
    sentence = prose.sentence_of[index]
    near = {
        hit.value.id: hit.value
        for hit in groups
        if hit.first < index and sentence - prose.sentence_of[hit.first] <= _NEAR_SENTENCES
    }
    return next(iter(near.values())) if len(near) == 1 else None


def sole_group(found: Iterable[Hit[Actor]]) -> Actor | None:
    """Return the one armed group among the actors of a text, None where there are none or more."""
    groups = {hit.value.id: hit.value for hit in found if hit.value.kind == "armed_group"}
    return next(iter(groups.values())) if len(groups) == 1 else None
