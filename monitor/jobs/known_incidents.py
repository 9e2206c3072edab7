"""Known incidents of the configuration and of registers become full citizens of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time

from monitor.facts.data import load_tools
from monitor.facts.who.actor_names import actor_names
from monitor.matching.known_profiles import known_incident, known_keys
from monitor.matching.model import Model
from monitor.registers import ActorRow, KnownIncident
from monitor.settings.nouns import Settings
from monitor.store import incidents
from monitor.store.open import Store


def sync(store: Store, model: Model, settings: Settings) -> int:
    """Take in the incidents of incidents.toml; return how many are new or changed."""
    return take_in(
        store,
        model,
        settings.actors,
        settings.incidents,
        known_from="incidents.toml",
        complete=settings.matching.incidents_complete,
    )


def take_in(
    store: Store,
    model: Model,
    actors: tuple[ActorRow, ...],
    rows: Iterable[KnownIncident],
    *,
    known_from: str,
    complete: bool = False,
) -> int:
    """Store known incidents with the keys by which articles find them; return how many changed.

    `complete`: the register has every incident of its kind.
    """
    background, actor_of = model.background, actor_ids(actors)
    found = (
        (
            known_incident(row, known_from, _opened(row), complete=complete),
            *known_keys(row, background, actor_of),
        )
        for row in rows
    )
    return incidents.upsert_known(store, found)


def actor_ids(actors: tuple[ActorRow, ...]) -> Callable[[str], str]:
    """Return the look-up from any spelling of an actor to the id that articles' facts give it."""
    names = actor_names(actors)

    def found(name: str) -> str:
        actor = names.meaning(name)
        return actor.id if actor else ""

    return found


def country_codes() -> dict[str, str]:
    """Return folded country names with their ISO alpha-2 codes, as registers write them."""
    return dict(load_tools((), ()).gazetteer.countries)


def _opened(row: KnownIncident) -> datetime:
    """Return a moment that depends on the row alone, so that taking it in again changes nothing."""
    return datetime.combine(row.start, time(), tzinfo=UTC)
