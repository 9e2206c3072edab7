"""Score attributions: source, cue and content spans against labelled texts.

    python -m benchmarks.score.attribution LABELLED.jsonl LANGUAGE [--show 20]

Overlap F1: a predicted span is right where it overlaps a labelled one of its kind; a labelled one
is found where a predicted one overlaps it. `linked`: attributions are paired by their cues first,
then source and content must overlap those of the pair. Spans labelled twice count once.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.score.common_lineage import actors, article_of, register, rows
from monitor.lineage.attribution import attributions as room

Place = tuple[int, int]
KINDS = ("cue", "source", "content")


class Score:
    """Sums over documents."""

    def __init__(self) -> None:
        self.sums = {kind: [0, 0, 0, 0] for kind in KINDS}
        self.linked = {kind: [0, 0, 0] for kind in KINDS}
        self.register = register()
        self.actors = actors()

    def add(self, row: dict, language: str, models: tuple | None = None) -> None:
        if models:
            room.cue_model = lambda _: models[0]
            room.source_model = lambda _: models[1]
        article = article_of({"id": row["id"], "text": row["text"], "lang": language})
        found = room.attributions(article, self.register, self.actors)
        predicted = {
            "cue": {(a.cue_span.start, a.cue_span.end) for a in found},
            "source": {(a.source_span.start, a.source_span.end) for a in found if a.source_span},
            "content": {
                (a.content_span.start, a.content_span.end) for a in found if a.content_span
            },
        }
        for kind in KINDS:
            gold = {s for a in row["attributions"] for s in _spans(a, kind)}
            sums = self.sums[kind]
            sums[0] += sum(any(_overlap(p, g) for g in gold) for p in predicted[kind])
            sums[1] += len(predicted[kind])
            sums[2] += sum(any(_overlap(p, g) for p in predicted[kind]) for g in gold)
            sums[3] += len(gold)
        self._link(row, found)

    def _link(self, row: dict, found: tuple) -> None:
        gold = [a for a in row["attributions"] if a["cue"]]
        used: set[int] = set()
        for one in found:
            cue = (one.cue_span.start, one.cue_span.end)
            pair = next(
                (
                    n
                    for n, a in enumerate(gold)
                    if n not in used and any(_overlap(cue, s) for s in _spans(a, "cue"))
                ),
                None,
            )
            for kind in KINDS:
                span = getattr(one, kind + "_span")
                self.linked[kind][1] += span is not None
                if pair is not None and span is not None:
                    right = any(
                        _overlap((span.start, span.end), s) for s in _spans(gold[pair], kind)
                    )
                    self.linked[kind][0] += right
            if pair is not None:
                used.add(pair)
        for kind in KINDS:
            self.linked[kind][2] += sum(bool(a[kind]) for a in gold)

    def report(self) -> dict:
        out: dict = {}
        for kind in KINDS:
            right, said, found, wanted = self.sums[kind]
            out[kind] = _prf(right / max(1, said), found / max(1, wanted))
            right, said, wanted = self.linked[kind]
            out[kind]["linked_f1"] = _prf(right / max(1, said), right / max(1, wanted))["f1"]
        return out


def _spans(attribution: dict, kind: str) -> list[Place]:
    parts = attribution[kind]
    if kind == "content":
        return [(s[0], s[1]) for s in parts]
    return [(parts[0][0], parts[-1][1])] if parts else []


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _prf(p: float, r: float) -> dict:
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / max(1e-9, p + r), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("language")
    args = parser.parse_args()
    score = Score()
    for row in rows(args.labelled):
        score.add(row, args.language)
    print(json.dumps(score.report()))


if __name__ == "__main__":
    main()
