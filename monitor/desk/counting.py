"""Which reports of an incident its card does not count, and why."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.incidents.ballots import ballots, latest
from monitor.incidents.core import agreed, not_counted
from monitor.model.deciding import Incident, Report
from monitor.store import decisions
from monitor.store.kept_rows import family
from monitor.store.open import Store


def set_aside(store: Store, incident: Incident, told: Iterable[Report]) -> dict[str, str]:
    """Return, by id of the report, why it counts for nothing on the card; `told`: all of them."""
    current = latest(ballots(told))
    is_bound = decisions.is_merged_by_person(store, family(store, incident.id))
    core = agreed(current, incident.origins, incident, is_bound=is_bound)
    return not_counted(current, core)
