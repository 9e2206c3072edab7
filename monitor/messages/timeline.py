"""When the reports of an incident came, by origin: a small chart of table cells, no picture file.

Mail clients block pictures and none of them draws SVG; coloured cells are shown by all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

#: Fits beside a name on a phone.
COLUMNS = 24
_MOST_ROWS = 7
UNDETERMINED = "undetermined"
#: Fewer reports tell nothing as a chart.
_LEAST_REPORTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Reports of one origin in each slice of time."""

    origin: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many reports it has in all."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Rows over the time from the first report to the last."""

    start: datetime
    end: datetime
    rows: tuple[Row, ...]


def timeline(reports: Sequence[tuple[datetime, str | None]]) -> Timeline | None:
    """Return the chart of (published, origin) pairs, None where there is too little to draw.

    The origin that was first comes first; the smallest ones share a row; undetermined is last.
    """
    told = sorted(reports, key=lambda one: one[0])
    if len(told) < _LEAST_REPORTS or told[0][0] == told[-1][0]:
        return None
    start, end = told[0][0], told[-1][0]
    counts: dict[str, list[int]] = {}
    for at, origin in told:
        slot = int((at - start) / (end - start) * (COLUMNS - 1))
        counts.setdefault(origin or UNDETERMINED, [0] * COLUMNS)[slot] += 1
    undetermined = counts.pop(UNDETERMINED, None)
    rows = [Row(origin=name, counts=tuple(of_one)) for name, of_one in counts.items()]
    if len(rows) > _MOST_ROWS:
        largest = sorted(rows, key=lambda row: -row.total)[: _MOST_ROWS - 1]
        kept = [row for row in rows if row in largest]
        rest = [row.counts for row in rows if row not in largest]
        summed = tuple(sum(column) for column in zip(*rest, strict=True))
        rows = [*kept, Row(origin=f"{len(rest)} others", counts=summed)]
    if undetermined:
        rows.append(Row(origin=UNDETERMINED, counts=tuple(undetermined)))
    return Timeline(start=start, end=end, rows=tuple(rows))


def marks(row: Row) -> str:
    """Return a row as text: "·" for none, the count where there are reports."""
    return "".join("·" if not one else str(one) if one < 10 else "+" for one in row.counts)
