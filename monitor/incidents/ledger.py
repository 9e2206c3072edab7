"""An incident's claims as the rules look them up: by id, by field, by article, by claimant.

What a lookup costs does not grow with the ledger. Claims stand in the order of telling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from monitor.model.deciding import Claim

#: Fields in which a claim about one thing does not replace one about another.
_APART = ("blame", "responsibility", "denial", "damage")
#: What a claim is about, and who says it.
Voice = tuple[str, str, str]


def subject(claim: Claim) -> tuple[str, str]:
    """Return what a claim is about: its field and of whom."""
    # Blame of one actor does not replace blame of another.
    aside = claim.value if claim.field in _APART else ""
    return claim.field, f"{claim.group}{aside or ''}"


def stands(claim: Claim) -> bool:
    """Whether a claim was neither superseded nor taken back."""
    return claim.superseded_by is None and not claim.retracted


class Ledger:
    """The claims of an incident; who keeps one tells it of new ones (`add`) and marks (`mark`)."""

    __slots__ = ("_all", "_articles", "_fields", "_places", "_standing", "_voices")

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._all: dict[str, Claim] = {}
        self._places: dict[str, int] = {}
        self._fields: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        #: Those that stand, by field, article and voice.
        self._standing: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        self._articles: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        self._voices: defaultdict[Voice, dict[str, Claim]] = defaultdict(dict)
        for claim in claims:
            self.add(claim)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._all.values())

    def __len__(self) -> int:
        return len(self._all)

    def add(self, claim: Claim) -> None:
        """Add a claim that was told after all others."""
        self._places[claim.id] = len(self._places)
        self._all[claim.id] = self._fields[claim.field][claim.id] = claim
        if stands(claim):
            for place in self._indexes(claim):
                place[claim.id] = claim

    def mark(self, claim: Claim) -> bool:
        """Take a known claim over as it is marked now; False where that cannot be done in place:
        it stands again."""
        old = self._all[claim.id]
        if stands(claim) or claim.field != old.field:
            return old == claim
        self._all[claim.id] = self._fields[claim.field][claim.id] = claim
        for place in self._indexes(old):
            place.pop(claim.id, None)
        return True

    def get(self, claim_id: str) -> Claim | None:
        """Return the claim of an id, or None."""
        return self._all.get(claim_id)

    def in_order(self, ids: Iterable[str]) -> list[Claim]:
        """Return the known ones of some claims in the order of telling, each once."""
        known = sorted((self._places[one], one) for one in set(ids) if one in self._places)
        return [self._all[one] for _, one in known]

    def of_field(self, field: str) -> Collection[Claim]:
        """Return all claims of a field, also those that stand no more."""
        return self._fields[field].values() if field in self._fields else ()

    def standing(self, field: str) -> Collection[Claim]:
        """Return the claims of a field that stand."""
        return self._standing[field].values() if field in self._standing else ()

    def of_article(self, article_id: str) -> Collection[Claim]:
        """Return the claims of an article that stand."""
        return self._articles[article_id].values() if article_id in self._articles else ()

    def of_voice(self, about: tuple[str, str], name: str) -> Collection[Claim]:
        """Return the claims of a claimant about one subject that stand."""
        voice = (*about, name)
        return self._voices[voice].values() if voice in self._voices else ()

    def _indexes(self, claim: Claim) -> Iterator[dict[str, Claim]]:
        yield self._standing[claim.field]
        yield self._articles[claim.article_id]
        yield self._voices[(*subject(claim), claim.claimant.name)]


#: Claims in the order of telling, looked up already or not.
Claims = Sequence[Claim] | Ledger


def ledger(claims: Claims) -> Ledger:
    """Return claims, in the order of telling, as they are looked up."""
    return claims if isinstance(claims, Ledger) else Ledger(claims)
