"""Rows of a register (CSV or JSONL) as known incidents. Takes lines of text; opens nothing.

Understands the column names of UCDP GED, of ACLED, and plain ones (date, place, killed, …).
Source: UCDP GED codebook (date_prec, where_prec, best/low/high); ACLED codebook.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.registers import KnownIncident
from monitor.text import fold, one_line

Columns = Mapping[str, str]

#: Our field → column names, the first that holds something wins.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("incident", "incident_id", "event_id_cnty", "external_id", "id", "relid", "data_id"),
    "start": ("date_start", "start", "event_start", "event_date", "date", "day"),
    "end": ("date_end", "end", "event_end"),
    "title": ("title", "name", "headline", "source_headline"),
    "type": ("incident_type", "type", "sub_event_type", "event_type"),
    "place": ("where", "where_coordinates", "location", "place", "city_or_county", "city", "town"),
    "admin1": ("adm1", "adm_1", "admin1", "admin_1", "state", "province", "region_name"),
    "country": ("country", "country_code", "iso2"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
    "killed": ("deaths_best", "best", "fatalities", "killed", "deaths"),
    "killed_low": ("deaths_low", "low", "killed_low"),
    "killed_high": ("deaths_high", "high", "killed_high"),
    "injured": ("injured", "wounded", "injuries"),
    "source": ("source", "source_article", "url"),
    "note": ("note", "notes", "where_description"),
}
_ACTORS = ("side_a", "side_b", "actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "actors")
#: UCDP date_prec → our precision; ACLED time_precision → the same words.
_UCDP_DATE = {1: "day", 2: "days", 3: "week", 4: "month", 5: "year"}
_ACLED_TIME = {1: "day", 2: "week", 3: "month"}
#: ACLED geo_precision → UCDP where_prec.
_ACLED_PLACE = {1: 1, 2: 2, 3: 4}
_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y/%m/%d", "%d-%B-%Y", "%d-%b-%Y")
#: UCDP type_of_violence: state-based, non-state, one-sided.
_UCDP_TYPE = {"1": "clash", "2": "clash", "3": "armed_attack"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterProblem:
    """Why a line was left out, for the person who imports."""

    line: int
    what: str


def read_register(
    lines: Iterable[str], name: str, countries: Mapping[str, str] | None = None
) -> tuple[tuple[KnownIncident, ...], tuple[RegisterProblem, ...]]:
    """Return the rows of a register and the lines that could not be read.

    JSONL where the first line is an object, else CSV with a header (comma, semicolon or tab).
    `countries` maps folded country names to ISO alpha-2.
    """
    known: list[KnownIncident] = []
    problems: list[RegisterProblem] = []
    for number, row in _rows(lines, problems):
        made = _known(row, name, countries or {})
        if isinstance(made, str):
            problems.append(RegisterProblem(line=number, what=made))
        else:
            known.append(made)
    return tuple(known), tuple(problems)


def _rows(lines: Iterable[str], problems: list[RegisterProblem]) -> Iterator[tuple[int, Columns]]:
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    first = next(numbered, None)
    if first is None:
        return
    if first[1].lstrip("\ufeff \t").startswith("{"):
        yield from _json_rows([first, *numbered], problems)
    else:
        yield from _csv_rows([first, *numbered])


def _json_rows(
    numbered: Iterable[tuple[int, str]], problems: list[RegisterProblem]
) -> Iterator[tuple[int, Columns]]:
    for number, line in numbered:
        try:
            raw = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            problems.append(RegisterProblem(line=number, what="is no JSON"))
            continue
        if isinstance(raw, dict):
            yield number, {str(k).strip().lower(): _cell(v) for k, v in raw.items()}
        else:
            problems.append(RegisterProblem(line=number, what="is no JSON object"))


def _csv_rows(numbered: list[tuple[int, str]]) -> Iterator[tuple[int, Columns]]:
    head = numbered[0][1].lstrip("\ufeff")
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader((line for _, line in numbered[1:]), delimiter=delimiter)
    names = [n.strip().lower() for n in next(csv.reader([head], delimiter=delimiter))]
    for cells in reader:
        at = numbered[min(reader.line_num, len(numbered) - 1)][0]
        yield at, dict(zip(names, (one_line(c, 2000) for c in cells), strict=False))


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) if all(isinstance(v, str) for v in value) else ""
    if value is None or isinstance(value, dict):
        return ""
    return one_line(str(value), 2000)


def _known(row: Columns, name: str, countries: Mapping[str, str]) -> KnownIncident | str:
    """Return the row as a known incident, or what is wrong with it."""
    external_id, start = _get(row, "id"), _day(_get(row, "start"))
    if not external_id:
        return "has no id (columns: " + ", ".join(_COLUMNS["id"]) + ")"
    if start is None:
        return f"has no date that can be read ({_get(row, 'start') or 'empty'})"
    end = _day(_get(row, "end")) or start
    if end < start:
        return f"ends ({end}) before it starts ({start})"
    latitude, longitude = _coordinates(row)
    country = _get(row, "country")
    actors = tuple(dict.fromkeys(a for column in _ACTORS for a in _split(row.get(column, ""))))
    return KnownIncident(
        external_id=external_id,
        title=_get(row, "title") or _title(row, actors),
        incident_type=_type(row),
        start=start,
        end=end,
        precision=_precision(row, start, end),
        place=_get(row, "place"),
        admin1=_get(row, "admin1"),
        country=countries.get(fold(country), country),
        latitude=latitude,
        longitude=longitude,
        place_precision=_place_precision(row),
        killed=_toll(row, "killed", "killed_low", "killed_high"),
        injured=_toll(row, "injured"),
        actors=actors,
        persons=_persons(row),
        source=_get(row, "source"),
        note=_get(row, "note"),
    )


def _get(row: Columns, ours: str) -> str:
    return next((row[c] for c in _COLUMNS[ours] if row.get(c, "").strip()), "")


def _split(cell: str) -> list[str]:
    return [part for part in (p.strip() for p in cell.replace(",", ";").split(";")) if part]


def _title(row: Columns, actors: tuple[str, ...]) -> str:
    where = _get(row, "place") or _get(row, "admin1") or _get(row, "country")
    what = _type(row).replace("_", " ")
    return one_line(" – ".join(p for p in (what, where, ", ".join(actors)) if p), 200)


def _type(row: Columns) -> str:
    if row.get("type_of_violence"):
        return _UCDP_TYPE.get(row["type_of_violence"][:1], "armed_attack")
    told = fold(_get(row, "type"))
    return _TYPES.get(told, told.replace(" ", "_").replace("/", "_") or "other")


#: ACLED event and sub-event types.
_TYPES = {
    "battles": "clash",
    "armed clash": "clash",
    "explosions/remote violence": "bombing",
    "air/drone strike": "air_strike",
    "shelling/artillery/missile attack": "rocket_attack",
    "suicide bomb": "suicide_bombing",
    "remote explosive/landmine/ied": "bombing",
    "grenade": "bombing",
    "violence against civilians": "armed_attack",
    "attack": "armed_attack",
    "abduction/forced disappearance": "kidnapping",
    "protests": "protest",
    "peaceful protest": "protest",
    "riots": "riot",
    "mob violence": "riot",
    "violent demonstration": "riot",
}


def _day(text: str) -> date | None:
    text = text.strip()[:40]
    for candidate in (text, text[:10]):
        for form in _FORMATS:
            try:
                return datetime.strptime(candidate, form).date()  # noqa: DTZ007 a day has no zone
            except ValueError:
                continue
    return None


def _number(text: str | None) -> float | None:
    try:
        value = float((text or "").replace(",", "").strip())
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def _count(text: str | None) -> int | None:
    value = _number(text)
    return int(value) if value is not None and value >= 0 else None


def _coordinates(row: Columns) -> tuple[float | None, float | None]:
    latitude, longitude = _number(_get(row, "lat")), _number(_get(row, "lon"))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return latitude, longitude


def _precision(row: Columns, start: date, end: date) -> str:
    coded = _UCDP_DATE.get(int(_number(row.get("date_prec")) or 0)) or _ACLED_TIME.get(
        int(_number(row.get("time_precision")) or 0)
    )
    if row.get("date_precision") in {"day", "days", "week", "month", "year"}:
        coded = row["date_precision"]
    spread = end - start
    if spread == timedelta(0):
        return coded or "day"
    return "days" if spread <= timedelta(days=7) else "month" if spread.days <= 31 else "year"


def _place_precision(row: Columns) -> int | None:
    told = int(_number(row.get("where_prec")) or 0)
    if 1 <= told <= 7:
        return told
    return _ACLED_PLACE.get(int(_number(row.get("geo_precision")) or 0))


def _toll(
    row: Columns, best: str, low: str = "", high: str = ""
) -> tuple[int | None, int | None, int | None] | None:
    figure = _count(_get(row, best))
    bounds = [_count(_get(row, bound)) if bound else figure for bound in (low, high)]
    found = (bounds[0], figure, bounds[1])
    return None if found == (None, None, None) else found


def _persons(row: Columns) -> tuple[str, ...]:
    return tuple(_split(row.get("persons", "") or row.get("victims", "")))[:20]
