"""Score text credits.

    python -m benchmarks.score.credits pages LABELLED.jsonl [--wrong]     own labelled pages
    python -m benchmarks.score.credits wire WIRE.jsonl [--wrong]        wire or local, by metadata
    python -m benchmarks.score.credits mentions AGENCIES.jsonl [--wrong]  agencies in scanned papers

A page's credit is the set of names credited with its text; names are compared as in the register.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.score.agency_mentions import agencies
from benchmarks.score.common_lineage import article_of, register, rows
from monitor.lineage.credits.credits import credits
from monitor.lineage.registers import name_key
from monitor.model.names import Relation
from monitor.model.reading import Signal


def _prf(right: int, said: int, wanted: int) -> dict:
    p, r = right / max(1, said), right / max(1, wanted)
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(1e-9, p + r), 3)}


def text_credits(article, known) -> set[str]:
    found = credits(article, known)
    return {c.source.name for c in found if c.relation is Relation.TEXT_FROM}


def pages(labelled: list[dict], *, wrong: bool) -> dict:
    known = register()
    c: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {}
    for row in labelled:
        signals = tuple(Signal(kind=k, value=v) for k, v in row.get("signals", []))
        article = replace(article_of(row), signals=signals)
        got = {name_key(n) for n in text_credits(article, known)}
        want = {name_key(n) for n in row["text_credit"]}
        kind = by_kind.setdefault(row.get("pattern", "?"), Counter())
        for counter in (c, kind):
            counter["right"] += len(got & want)
            counter["said"] += len(got)
            counter["wanted"] += len(want)
            counter["clean"] += not want
            counter["clean_wrong"] += (not want) and bool(got)
        if wrong and got != want:
            print(row["id"], row.get("pattern"), "want", sorted(want), "got", sorted(got))
    report = _prf(c["right"], c["said"], c["wanted"])
    weak = {k: _prf(v["right"], v["said"], v["wanted"]) for k, v in by_kind.items() if v["wanted"]}
    report["weakest"] = sorted((v["f1"], k) for k, v in weak.items())[:4]
    return report | {"pages": len(labelled), "clean": c["clean"], "clean_wrong": c["clean_wrong"]}


def wire(labelled: list[dict], *, wrong: bool) -> dict:
    known = register()
    c: Counter[str] = Counter()
    for row in labelled:
        byline = (Signal(kind="byline", value=row["byline"]),) if row["byline"] else ()
        article = article_of(
            {"id": row["id"], "url": row["url"], "title": row["headline"], "outlet": row["outlet"]}
        )
        got = text_credits(replace(article, signals=byline), known)
        is_wire = row["label"] == "wire"
        c["right"] += bool(got) and is_wire
        c["said"] += bool(got)
        c["wanted"] += is_wire
        c["local"] += not is_wire
        c["local_wrong"] += bool(got) and not is_wire
        if wrong and got and not is_wire:
            print(row["url"], row["byline"], got)
    local = {"local": c["local"], "local_wrong": c["local_wrong"]}
    return _prf(c["right"], c["said"], c["wanted"]) | local


def mentions(labelled: list[dict], *, wrong: bool) -> dict:
    known = register()
    right = said = wanted = 0
    for row in labelled:
        day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
        found = agencies(row["text"], known, language=row["lang"], published=day)
        got = {(s.start, s.end) for s, _ in found}
        want = {(m["start"], m["end"]) for m in row["mentions"] if "pressagency" in m["label"]}
        right += len(got & want)
        said += len(got)
        wanted += len(want)
        if wrong and got != want:
            text = row["text"]
            for start, end in sorted(got ^ want):
                sign = "+" if (start, end) in got else "-"
                print(sign, repr(text[max(0, start - 30) : end + 20]), repr(text[start:end]))
    return _prf(right, said, wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages", "wire", "mentions"))
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    run = {"pages": pages, "wire": wire, "mentions": mentions}[args.what]
    print(json.dumps(run(rows(args.labelled), wrong=args.wrong)))


if __name__ == "__main__":
    main()
