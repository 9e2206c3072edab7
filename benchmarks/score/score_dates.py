"""Score expressions of time on facts/dates.jsonl.

    python -m benchmarks.score.score_dates FILE [a|b|all] [kind to show]

Counts gold DATE/TIME expressions of four plain kinds: bare weekdays, month and day, today,
yesterday. Right = the same day. What is still to come counts too.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import date

from benchmarks.score.facts_common import rows, tools
from monitor.facts.lexical.prose import prose
from monitor.facts.when.time_expressions import date_reader

_DAYS = r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?"
_MONTHS = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_KINDS = {
    "weekday": re.compile(rf"(on )?{_DAYS}( (morning|afternoon|evening|night))?", re.I),
    "month_day": re.compile(
        rf"({_DAYS},? )?({_MONTHS} \d{{1,2}}(st|nd|rd|th)?|\d{{1,2}} {_MONTHS})(,? \d{{4}})?", re.I
    ),
    "today": re.compile(r"today", re.I),
    "yesterday": re.compile(r"yesterday", re.I),
}


def main(path: str, half: str = "all", show: str = "") -> None:
    kit = tools()
    tongue = kit.tongue("en")
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in rows(path, half):
        text = prose("text", row["text"])
        anchor = date.fromisoformat(row["dct"][:10])
        found = date_reader(text, tongue.times, tongue.numbers, anchor, month_first=True).find()
        for timex in row["gold"]["timex"]:
            kind = next((k for k, p in _KINDS.items() if p.fullmatch(timex["text"].strip())), None)
            if kind is None or timex["type"] not in ("DATE", "TIME"):
                continue
            if not re.match(r"\d{4}-\d\d-\d\d", timex["value"] or ""):
                continue
            seen[kind] += 1
            got = [
                m
                for m in found
                if text.starts[m.first] < timex["end"] and text.ends[m.past - 1] > timex["start"]
            ]
            good = any(m.start and m.start.isoformat() == timex["value"][:10] for m in got)
            right[kind] += good
            if not good and show in (kind, "all"):
                print(
                    row["id"],
                    row["dct"],
                    repr(row["text"][max(0, timex["start"] - 80) : timex["end"] + 40]),
                    timex["value"],
                    [(str(m.start), m.kind) for m in got],
                )
    print(json.dumps({k: [right[k], seen[k], round(right[k] / seen[k], 4)] for k in sorted(seen)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
