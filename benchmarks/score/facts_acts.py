"""Score acts of violence and their parts: facts/police-actions.jsonl, facts/event-arguments.jsonl.

python -m benchmarks.score.facts_acts FILE

Documents with labels: how many of those in which the police killed or used force get a violent or
civil type in any mention, and how many of those with no label get a violent one as their primary.
Documents with arguments: for every text of an attacker, victim, place or instrument of a violent
event, whether any mention holds it (by its last word), each once per document.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.data import FactTools
from monitor.facts.read import read
from monitor.language.tokens import key
from monitor.model.facts import Facts

_ROLES = {
    "Attacker": "attacker",
    "Killer": "attacker",
    "Victim": "victim",
    "Place": "place",
    "Instrument": "instrument",
    "ExplosiveDevice": "instrument",
}
_EVENTS = ("Life.Die", "Life.Injure", "Conflict.Attack")


def main(path: str) -> None:
    kit, c = tools(), Counter[str]()
    for row in rows(path):
        row.setdefault("published", row.get("date"))
        facts = read(article(row), kit)
        if "doc_labels" in row["gold"]:
            _score_labels(set(row["gold"]["doc_labels"]), facts, kit, c)
        else:
            _score_arguments(row["gold"]["events"], facts, c)
    shares = {
        name.removesuffix(" of"): round(c[name.removesuffix(" of")] / c[name], 3)
        for name in sorted(c)
        if name.endswith(" of")
    }
    print(json.dumps(shares | {name: c[name] for name in sorted(c) if name.endswith(" of")}))


def _score_labels(labels: set[str], facts: Facts, kit: FactTools, c: Counter[str]) -> None:
    groups = [kit.groups.get(m.incident_type, "") for m in facts.mentions]
    if labels & {"KILL", "FORCE"}:
        c["force told of"] += 1
        c["force told"] += bool({"violent", "civil"} & set(groups))
    elif not labels:
        c["violent without a label of"] += 1
        c["violent without a label"] += groups[:1] == ["violent"]


def _score_arguments(events: list[dict], facts: Facts, c: Counter[str]) -> None:
    told = _told(facts)
    wanted = {
        (_ROLES[a["role"]], key(a["text"]).split()[-1])
        for e in events
        if e["event_type"].startswith(_EVENTS)
        for a in e["args"]
        if a["role"] in _ROLES and key(a["text"])
    }
    for role, last in wanted:
        c[f"{role} of"] += 1
        c[role] += last in told[role]


def _told(facts: Facts) -> dict[str, set[str]]:
    """Role → the words of what any mention tells in it."""
    found: dict[str, set[str]] = {role: set() for role in set(_ROLES.values())}
    for m in facts.mentions:
        doers = [a for a in m.actors if a.role in ("actor", "suspected", "claimed")]
        texts = {
            "attacker": [t for a in doers for t in (a.name, a.span.text)]
            + [p.name for p in m.persons if p.role in ("suspect", "arrested")],
            "victim": [p.name for p in m.persons if p.role in ("killed", "injured")]
            + [x.span.text for x in m.counts if x.span],
            "place": [t for w in m.where for t in (w.place.name, w.span.text)],
            "instrument": [t.span.text for t in m.terms if t.kind == "weapon"],
        }
        for role, told in texts.items():
            found[role].update(word for text in told for word in key(text).split())
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
