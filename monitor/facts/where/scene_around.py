"""What all the places of an article say together: whose country, what its title names, whether its
first sentences name the scene."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from monitor.facts.nouns import HARD, Clause, Toponym
from monitor.facts.where.parts import part_of
from monitor.facts.where.scene_nouns import WITHIN, Option, Setting, Told

#: Sentences that lead an article; places as exact as a town.
LEAD, _EXACT = 3, 2
_SCENES = ("target", "scene")


class Around:
    """What all places of the article say together."""

    def __init__(self, made: Sequence[Option], hints: Sequence[Told], setting: Setting) -> None:
        self.options, self.setting = made, setting
        self.sort = "hard" if setting.group in HARD else "soft"
        told = [
            pair
            for option in made
            if not option.implied and option.place and option.place.kind != WITHIN
            for pair in option.told
        ]
        self.mentions = len(told) or 1
        self.has_dateline = any(t.dateline for _, t in told)
        self._vote(told, hints)
        self.doers = [_doer([*told, *hints], rank) for rank in (0, 1)]
        self._look_at_title([t for clause, t in told if clause.rank == 0])
        self._look_at_lead([(c, t) for c, t in told if not t.dateline])

    def _vote(self, told: Sequence[Told], hints: Sequence[Told]) -> None:
        self.votes: dict[str, float] = defaultdict(float)
        for clause, t in (*told, *hints):
            self.votes[_country(t)] += _weight(clause, t)
        self.all = sum(self.votes.values()) or 1.0
        self.best = max(self.votes, key=lambda code: self.votes[code], default="")
        self.hints = Counter(_country(t) for _, t in hints)
        self.lead_hints = {_country(t) for clause, t in hints if clause.rank <= 1}

    def _look_at_title(self, named: Sequence[Toponym]) -> None:
        #: Countries that the title names, and those its places lie in.
        self.title_countries = {_country(t) for t in named if _kind(t) == "country"}
        self.title_lands = {_country(t) for t in named}
        self.exact_in_title = any(is_exact(t) and not t.weak for t in named)

    def _look_at_lead(self, told: Sequence[Told]) -> None:
        lead = [(c, t) for c, t in told if c.rank <= LEAD and is_exact(t)]
        self.scene_in_lead = any(part_of(c, t) in _SCENES for c, t in lead)
        self.exact_in_lead = any(t.after_preposition for _, t in lead)
        #: Ids of exact places, those told first before.
        self.order = list(dict.fromkeys(_id(t) for c, t in _by_rank(told) if is_exact(t)))
        #: Of each clause rank the first place named.
        self.first: dict[int, Toponym] = {}
        for clause, t in _by_rank(told):
            self.first.setdefault(clause.rank, t)


def _doer(told: Sequence[Told], rank: int) -> str:
    """The country that a title or first sentence tells of first, as whose or who: "" for none."""
    named = [
        t
        for clause, t in told
        if clause.rank == rank and not (t.after_preposition or t.dateline or t.beside)
    ]
    return _country(min(named, key=lambda t: t.first)) if named else ""


def is_exact(t: Toponym) -> bool:
    """Whether it stands for a town or what is as exact."""
    return t.chosen is not None and t.chosen.place.precision <= _EXACT


def _by_rank(told: Sequence[Told]) -> list[Told]:
    return sorted(told, key=lambda pair: (pair[0].rank, pair[1].first))


def _id(t: Toponym) -> str:
    return t.chosen.place.id if t.chosen else ""


def _country(t: Toponym) -> str:
    return t.chosen.place.country if t.chosen else ""


def _kind(t: Toponym) -> str:
    return t.chosen.place.kind if t.chosen else ""


def _weight(clause: Clause, t: Toponym) -> float:
    early = 2.0 if clause.rank <= 1 else 1.0 if clause.rank <= LEAD + 2 else 0.5
    return early * (0.5 if t.weak or t.adjective or clause.back else 1.0)
