"""Score facts/latin-america.jsonl: violent or not, killed, perpetrators.

python -m benchmarks.score.facts_latin FILE [a|b|all] [n] [show]

Killed: a gold incident whose number is exact is right if any mention of a violent type tells it.
Organisations: of the document, against actors told as suspected, claimed or acting.
Standing: fact = actor, accused/suspected = suspected, claimed = claimed, of those found. A key of
several ("A / B") counts as suspected; `standing_either` allows each of its parts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.read import read
from monitor.language.tokens import key

_STANDING = {
    "REPORTED AS FACT": "actor",
    "ACQUIESCED IN BLAME": "claimed",
    "CLAIMED OR ADMITTED": "claimed",
}


def main(path: str, half: str = "all", limit: str = "0", show: str = "") -> None:
    kit, c, shown = tools(), Counter(), 0
    for row in rows(path, half, int(limit)):
        row["published"] = row["header"].get("date")
        facts = read(article(row), kit)
        violent = [m for m in facts.mentions if kit.groups.get(m.incident_type) == "violent"]
        told = bool(violent)
        c["primary_fp" if not row["gold"]["incidents"] else "primary_tp"] += bool(
            violent and violent[0].ordinal == 0
        )
        gold = bool(row["gold"]["incidents"])
        c[("tp" if gold else "fp") if told else ("fn" if gold else "tn")] += 1
        if show == "violent" and told != gold and shown < 25:
            shown += 1
            print(
                gold,
                [(m.incident_type, m.ordinal) for m in facts.mentions][:3],
                row["text"][:500].replace("\n", " "),
                "\n",
            )
        score_killed(row, violent, c)
        score_orgs(row, facts, kit, c, show)
    p, r = c["tp"] / max(1, c["tp"] + c["fp"]), c["tp"] / max(1, c["tp"] + c["fn"])
    op, orr = c["org_tp"] / max(1, c["org_said"]), c["org_tp"] / max(1, c["org_gold"])
    print(
        json.dumps(
            {
                "violent_f1": f1(p, r),
                "precision": round(p, 3),
                "recall": round(r, 3),
                "violent_without_template": round(c["fp"] / max(1, c["fp"] + c["tn"]), 3),
                "primary_without_template": round(c["primary_fp"] / max(1, c["fp"] + c["tn"]), 3),
                "primary_recall": round(c["primary_tp"] / max(1, c["tp"] + c["fn"]), 3),
                "killed_exact": round(c["killed_ok"] / max(1, c["killed"]), 3),
                "killed_n": c["killed"],
                "org_f1": f1(op, orr),
                "org_p": round(op, 3),
                "org_r": round(orr, 3),
                "standing": round(c["standing_ok"] / max(1, c["standing"]), 3),
                "standing_either": round(c["standing_either"] / max(1, c["standing"]), 3),
            }
        )
    )


def f1(p: float, r: float) -> float:
    return round(2 * p * r / max(1e-9, p + r), 3)


def score_killed(row, violent, c):
    for incident in row["gold"]["incidents"]:
        gold = incident.get("killed") or {}
        if not gold.get("exact") or incident["optional_template"]:
            continue
        c["killed"] += 1
        told = {x.best for m in violent for x in m.counts if x.field == "killed" and not x.group}
        c["killed_ok"] += gold["min"] in told


def score_orgs(row, facts, kit, c, show):
    gold = {}
    for incident in row["gold"]["incidents"]:
        standing = {s: o["value"] for o in incident["perp_org_confidence"] for s in o["strings"]}
        for org in incident["perp_org"]:
            if org["optional"]:
                continue
            gold[frozenset(canonical(s, kit) for s in org["strings"])] = next(
                (standing[s] for s in org["strings"] if s in standing), None
            )
    said = {}
    for m in facts.mentions:
        for a in m.actors:
            if (
                a.role in ("suspected", "claimed", "actor")
                and kit.groups.get(m.incident_type) == "violent"
            ):
                said.setdefault(key(a.name), a.role)
    count_orgs(gold, said, c, show)
    if show == "extra":
        for name in said:
            if not any(name in names for names in gold):
                print("EXTRA", name, said[name], list(gold)[:3])


def count_orgs(gold, said, c, show):
    c["org_gold"] += len(gold)
    c["org_said"] += len(said)
    for names, standing in gold.items():
        hit = next((said[n] for n in names if n in said), None)
        c["org_tp"] += hit is not None
        if hit is None and show == "org":
            print("MISS", names, list(said)[:5])
        if hit is not None and standing:
            c["standing"] += 1
            c["standing_ok"] += hit == _STANDING.get(standing, "suspected")
            c["standing_either"] += hit in standings(standing)


def standings(told):
    """Return the roles that a key allows: MUC keys set "/" between alternative right answers."""
    return {_STANDING.get(one.strip(" ()"), "suspected") for one in told.split("/")}


def canonical(text, kit):
    actor = kit.actors.meaning(text)
    return key(actor.name) if actor else key(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
