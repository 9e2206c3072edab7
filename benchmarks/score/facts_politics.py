"""Share of articles by the group of their primary mention's type.

python -m benchmarks.score.facts_politics FILE [a|b|all] [show]
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.read import read


def main(path: str, half: str = "all", show: str = "") -> None:
    kit, groups, types = tools(), Counter(), Counter()
    for row in rows(path, half):
        facts = read(article(row), kit)
        kind = facts.mentions[0].incident_type if facts.mentions else f"none:{facts.not_incident}"
        types[kind] += 1
        group = kit.groups.get(kind, kind)
        groups[group] += 1
        if show and group in ("violent", "disaster", "accident"):
            print(kind, "|", row["title"], "|", row["text"][:250].replace("\n", " "))
    n = sum(groups.values())
    print(
        json.dumps({k: round(v / n, 4) for k, v in groups.most_common()}),
        dict(types.most_common(25)),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
