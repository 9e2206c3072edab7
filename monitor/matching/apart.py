"""What no likeness outweighs: two reports, each fresh, of a happening of a moment on two days.

"Three killed on Wednesday", out on Wednesday, and "three killed on Thursday", out on Thursday, are
two strikes on one town however alike they are told: who tells of Wednesday's strike a day later
says Wednesday. Not so where things go on for days (a flood, a battle) unless a headline says that
it happened again, and where a day is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.matching import compare, name_scorers
from monitor.matching.profile import Profile

#: Kinds that happen in a moment; of a flood or a clash each day may be told as its own.
_OF_A_MOMENT = frozenset(
    ("air_strike", "armed_attack", "bombing", "drone_strike", "explosion", "fire", "kidnapping",
     "landslide", "rail_crash", "road_crash", "robbery", "rocket_attack", "ship_accident",
     "shooting", "stabbing", "suicide_bombing", "vehicle_attack")
)  # fmt: skip
#: How surely both must tell their days.
_SURE = 0.9
#: Kilometres between two towns, each told first, that with two tolls make two happenings.
_FAR_KM = 150.0
#: Hours between two told times of day that, with two streets, make two happenings.
_HOURS = 3.0


def stays_apart(ours: Profile, others: Sequence[Profile]) -> str:
    """Return why a report is none of the incident that `others` tell of, "" = it may be."""
    again = any(one.again for one in (ours, *others))
    if not others or not (again or all(_is_of_a_moment(ours, one) for one in others)):
        return ""
    days = [one for one in others if one.start is not None]
    if any(_on_another_day(ours, one) for one in days) and not any(
        compare.day_gap(ours, one) == 0.0 for one in days
    ):
        return "both fresh, of two days"
    if all(_elsewhere_in_town(ours, one) for one in others):
        return "another street at another hour"
    placed = [one for one in others if one.fine_places]
    if placed and all(_far_off(ours, one) for one in placed):
        return "another place far off, with another toll"
    return ""


def _is_of_a_moment(ours: Profile, theirs: Profile) -> bool:
    kinds = {ours.incident_type, theirs.incident_type} - {"other"}
    return bool(kinds) and kinds <= _OF_A_MOMENT


def _on_another_day(ours: Profile, theirs: Profile) -> bool:
    lag, other = _lag(ours), _lag(theirs)
    if lag is None or other is None or compare.exact_day_gap(ours, theirs) == 0.0:
        return False
    if compare.persons_agree(ours, theirs) > 0:
        # Who was hurt or held on one day is not again on the next.
        return False
    began, before = ours.start or 0, theirs.start or 0
    # The later one is told as of its very day: no retelling of the earlier.
    later = lag if began > before else other
    return later == 0 or lag == other


def _lag(one: Profile) -> int | None:
    """Days from its day to its publication, where it is surely told and at most a day old."""
    if one.published is None or one.start is None or one.start != one.end:
        return None
    lag = one.published - one.start
    is_sure = one.precision == "day" and one.day_share >= _SURE
    return lag if is_sure and lag in (0, 1) else None


def _elsewhere_in_town(ours: Profile, theirs: Profile) -> bool:
    hours = name_scorers.clock_gap(ours, theirs)
    return compare.streets_agree(ours, theirs) == 0.0 and hours >= _HOURS


def _far_off(ours: Profile, theirs: Profile) -> bool:
    if ours.name_set & theirs.name_set:
        return False
    tolls = [compare.count_gap(ours, theirs, field) for field in ("killed", "injured")]
    return compare.place_gap_km(ours, theirs) > _FAR_KM and any(gap > 0 for gap in tolls)
