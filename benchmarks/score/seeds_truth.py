"""Scores the founding articles: incidents, background mentions, boilerplate, credits, claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from monitor.text import fold

Row = Mapping[str, Any]
Exports = Mapping[str, Sequence[Row]]
Figures = dict[str, float]


def score_seeds(expected: Row, articles: Sequence[Row], exports: Exports) -> Figures:
    """Return shares (0–1) and the counts of background mentions missed and wrongly tied."""
    urls = {row["url"]: row["id"] for row in articles}
    told = _told(urls, exports["reports"])
    names = _names(expected["reports"], told)
    return {
        **_primaries(expected["reports"], told),
        **_backgrounds(expected["reports"], told, names),
        "boilerplate_absent": _boilerplate(expected, exports["articles"]),
        "text_from_right": _text_from(expected["lineage"], urls, exports["lineage"]),
        "attributes_recall": _recall(expected["lineage"], urls, exports["lineage"], "attributes"),
        "cites_recall": _recall(expected["lineage"], urls, exports["lineage"], "cites"),
        "photos_right": _photos(expected["lineage"], urls, exports["lineage"]),
        "claims_found": _claims(expected["claims"], names, exports["claims"]),
        "tolls_disputed": _disputed(expected["incidents"], names, exports),
        "unclaimed_right": _unclaimed(expected["incidents"], names, exports["claims"]),
    }


Told = dict[tuple[str, str], list[str]]


def _told(urls: Mapping[str, str], reports: Sequence[Row]) -> Told:
    """Return (article, role) → incident ids."""
    told: Told = {}
    for row in reports:
        if row["incident_id"] and row["article_url"] in urls:
            key = urls[row["article_url"]], row["role"]
            told.setdefault(key, []).append(row["incident_id"])
    return told


def _names(expected: Mapping[str, Row], told: Told) -> dict[str, str]:
    """Return for each expected incident the id under which most of its reports stand."""
    votes: Counter[tuple[str, str]] = Counter()
    for article, row in expected.items():
        for role, incidents in (("primary", [row["primary"]]), ("background", row["background"])):
            for incident in incidents:
                for found in told.get((article, role), ()):
                    votes[incident, found] += 100 if role == "primary" else 1
    names: dict[str, str] = {}
    for (incident, found), _ in votes.most_common():
        if incident not in names and found not in names.values():
            names[incident] = found
    return names


def _primaries(expected: Mapping[str, Row], told: Told) -> Figures:
    firsts = [told.get((article, "primary"), [None])[0] for article in expected]
    return {"primaries_different": len({one for one in firsts if one}) / len(expected)}


def _backgrounds(expected: Mapping[str, Row], told: Told, names: Mapping[str, str]) -> Figures:
    missed = wrong = 0
    for article, row in expected.items():
        found = set(told.get((article, "background"), ()))
        wanted = {names.get(one, one) for one in row["background"]}
        missed += len(wanted - found)
        own = {names.get(row["primary"], "")}
        wrong += len(found & (set(names.values()) - wanted - own)) + len(found & own)
    return {"background_missed": float(missed), "background_wrong": float(wrong)}


def _boilerplate(expected: Row, articles: Sequence[Row]) -> float:
    texts = [row["text"] or "" for row in articles]
    lines = expected["not_part_of_the_text"]
    return sum(not any(line in text for text in texts) for line in lines) / len(lines)


def _edges(urls: Mapping[str, str], lineage: Sequence[Row], relation: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {article: set() for article in urls.values()}
    for row in lineage:
        if row["relation"] == relation and row["to_source"]:
            found[urls[row["from_url"]]].add(fold(row["to_source"]))
    return found


def _text_from(
    expected: Mapping[str, Row], urls: Mapping[str, str], lineage: Sequence[Row]
) -> float:
    found = _edges(urls, lineage, "text_from")
    right = sum({fold(n) for n in row["text_from"]} == found[a] for a, row in expected.items())
    return right / len(expected)


def _recall(
    expected: Mapping[str, Row], urls: Mapping[str, str], lineage: Sequence[Row], relation: str
) -> float:
    found = _edges(urls, lineage, relation)
    wanted = [(a, fold(name)) for a, row in expected.items() for name in row.get(relation, ())]
    hit = sum(any(_meets(name, one) for one in found[article]) for article, name in wanted)
    return round(hit / len(wanted), 4)


def _photos(expected: Mapping[str, Row], urls: Mapping[str, str], lineage: Sequence[Row]) -> float:
    """Photo credits found, and taken for nothing else; a cited agency is no text credit."""
    photo, text, cited = (_edges(urls, lineage, r) for r in ("photo_from", "text_from", "cites"))
    wanted = [(a, fold(n)) for a, row in expected.items() for n in row.get("photo_from", ())]
    right = sum(
        any(_meets(name, one) for one in photo[a])
        and not any(_meets(name, one) for one in text[a] | cited[a])
        for a, name in wanted
    )
    return right / len(wanted)


def _disputed(incidents: Sequence[Row], names: Mapping[str, str], exports: Exports) -> float:
    """Whether the card of an incident with a disputed toll spans what each side says."""
    cards = {row["id"]: row["killed"] or {} for row in exports["incidents"]}
    wanted = [row for row in incidents if "killed_disputed" in row]
    right = 0
    for row in wanted:
        toll = cards.get(names.get(row["id"], ""), {})
        figures = row["killed_disputed"].values()
        right += (toll.get("low"), toll.get("high")) == (min(figures), max(figures))
    return right / max(1, len(wanted))


def _unclaimed(incidents: Sequence[Row], names: Mapping[str, str], claims: Sequence[Row]) -> float:
    """Whether nobody claims what nobody claimed: blame is no claim of responsibility."""
    nobodys = [names.get(row["id"]) for row in incidents if row.get("claimed_by", "") is None]
    said = {row["incident_id"] for row in claims if row["field"] == "responsibility"}
    return sum(one not in said for one in nobodys) / max(1, len(nobodys))


#: What a reader takes for one source: a capital and its government.
_SAME = {"washington": "us government", "afp": "agence france-presse"}


def _meets(wanted: str, found: str) -> bool:
    """Whether two spellings of a source are one, as a reader would say: the anonymous are many."""
    wanted = _SAME.get(wanted, wanted)
    if "anonymous" in wanted:
        return "anonymous" in found or "source" in found or "official" in found
    return wanted in found or (len(found) > 3 and found in wanted)


def _claims(wanted: Sequence[Row], names: Mapping[str, str], claims: Sequence[Row]) -> float:
    fields = {"rockets": "munitions", "blamed": "blame"}
    found = 0
    for row in wanted:
        field = fields.get(row["field"], row["field"])
        value = row.get("value", row.get("low"))
        found += any(
            one["incident_id"] == names.get(row["incident"])
            and one["field"] == field
            and (isinstance(value, str) or value in (one["low"], one["value"]))
            and _meets(fold(row["claimant"]), fold(one["claimant"]))
            for one in claims
        )
    return found / len(wanted)
