"""Score the primary mention's facts on facts/gun-violence.jsonl.

python -m benchmarks.score.facts_guns FILE [a|b|all] [n] [field to show]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.read import read


def main(path: str, half: str = "all", limit: str = "0", show: str = "") -> None:
    kit, score, n, wrong = tools(), Counter(), 0, 0
    for row in rows(path, half, int(limit)):
        if row.get("flags"):
            continue
        n += 1
        facts = read(article(row), kit)
        mention = facts.mentions[0] if facts.mentions else None
        found = judge(mention, row["gold"], kit)
        score.update({k: v for k, v in found.items() if not isinstance(v, str)})
        if show and not found[show] and wrong < 40:
            wrong += 1
            explain(row, mention, found, show)
    print(
        json.dumps(
            {"articles": n, **{k: round(v / max(1, n), 4) for k, v in sorted(score.items())}}
        )
    )


def total(mention, field):
    counts = [c for c in mention.counts if c.field == field] if mention else []
    whole = [c for c in counts if not c.group]
    if whole:
        return whole[0].best
    return sum(c.best or 0 for c in counts) if counts else None


def judge(mention, gold, kit):
    out = {}
    for field in ("killed", "injured"):
        value = total(mention, field)
        out[field] = value == int(gold[field] or 0)
        out[f"{field}_empty"] = value is None
    when = mention.when if mention else None
    gap = abs((when.start - date.fromisoformat(gold["date"][:10])).days) if when else 99
    out["date"], out["date_within_1"], out["date_empty"] = gap == 0, gap <= 1, when is None
    place = mention.where[0].place.name.lower() if mention and mention.where else ""
    want = (gold["city_or_county"] or "").lower()
    out["place"] = bool(place) and (want in place or place in want)
    out["place_any"] = any(
        w.place.name.lower() in want or want in w.place.name.lower()
        for w in (mention.where if mention else ())
    )
    out["place_empty"] = not place
    out["shooting"] = bool(mention) and mention.incident_type in ("shooting", "armed_attack")
    out["primary"] = bool(mention)
    return out


def explain(row, mention, found, show):
    print(
        "-----",
        row["id"],
        row["published"],
        {k: row["gold"][k] for k in ("date", "city_or_county", "state", "killed", "injured")},
    )
    if mention:
        print(
            "   ",
            mention.incident_type,
            mention.when and (str(mention.when.start), mention.when.span.text),
            [w.place.name for w in mention.where][:4],
            [(c.field, c.best, c.group, c.span.text) for c in mention.counts],
        )
    print("   T:", row["title"])
    print("   ", row["text"][:700].replace("\n", " | "))


if __name__ == "__main__":
    main(*sys.argv[1:])
