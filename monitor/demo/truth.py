"""What a careful analyst says about the demo world, as frozen data: expectations for tests."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources.abc import Traversable
from typing import Any

from monitor.demo.world import world_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueOrigins:
    independent: int
    names: tuple[str, ...]
    #: Reports whose origin cannot be told.
    undetermined: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueToll:
    """A figure as somebody told it; None where nothing was said."""

    at: datetime
    article: str
    claimant: str
    killed: int | None = None
    injured: int | None = None
    retracted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueIncident:
    id: str
    type: str
    place: str
    country: str
    #: Local day, None where only `month` ("2023-10") is known.
    day: date | None = None
    month: str = ""
    killed: int | None = None
    injured: int | None = None
    munitions: int | None = None
    claimed_by: str = ""
    denied_by: str = ""
    #: Told only as background of other articles.
    mentioned_only: bool = False
    origins: TrueOrigins | None = None
    tolls: tuple[TrueToll, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueArticle:
    id: str
    #: Incident id, "" = none, for `reason`.
    primary: str = ""
    reason: str = ""
    #: Reading it as an incident of this type is right too, "" = no.
    or_type: str = ""
    background: tuple[str, ...] = ()
    #: Whom the report goes back to, "" = cannot be told (or no report).
    origin: str = ""
    #: Whose words the text is, "" = the outlet's own.
    text_from: str = ""
    #: How that is said: a Credit.kind, "none" = only comparing texts finds it, "" = own page.
    credit: str = ""
    contributed_by: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    photo_from: tuple[str, ...] = ()
    #: (relation, id of the other article)
    edges: tuple[tuple[str, str], ...] = ()
    #: Texts the page has had at the end.
    versions: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueAlert:
    kind: str
    incident: str
    #: Article whose reading raises it.
    after: str
    #: Alerts of one number go out in one message.
    message: int
    #: The reason it gives.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    incidents: tuple[TrueIncident, ...]
    articles: tuple[TrueArticle, ...]
    alerts: tuple[TrueAlert, ...]
    #: Outlet id → what is wrong with its feed.
    feed_troubles: Mapping[str, str]

    def article(self, article_id: str) -> TrueArticle:
        """Return what is true of the article. Raises: KeyError."""
        return {article.id: article for article in self.articles}[article_id]

    def incident(self, incident_id: str) -> TrueIncident:
        """Return the incident of that name. Raises: KeyError."""
        return {incident.id: incident for incident in self.incidents}[incident_id]


def load_truth(folder: Traversable | None = None) -> Truth:
    """Return the truth.toml beside the world's articles."""
    file = (folder or world_folder()) / "truth.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Truth(
        incidents=tuple(_incident(row) for row in data["incident"]),
        articles=tuple(TrueArticle(**_tuples(row)) for row in data["article"]),
        alerts=tuple(TrueAlert(**row) for row in data["alert"]),
        feed_troubles={row["outlet"]: row["trouble"] for row in data["feed"]},
    )


def _incident(row: Mapping[str, Any]) -> TrueIncident:
    fields = dict(row)
    if "origins" in fields:
        fields["origins"] = TrueOrigins(**_tuples(fields["origins"]))
    fields["tolls"] = tuple(_toll(toll) for toll in fields.get("tolls", ()))
    return TrueIncident(**fields)


def _toll(row: Mapping[str, Any]) -> TrueToll:
    times = {key: row[key].astimezone(UTC) for key in ("at", "retracted") if key in row}
    return TrueToll(**{**row, **times})


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with its lists, and lists in lists, as tuples."""
    return {key: _tuple(value) for key, value in row.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(part) for part in value) if isinstance(value, list) else value
