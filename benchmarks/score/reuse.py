"""Measure text reuse: pairs of articles labelled copy, derived, fragment or none.

    python -m benchmarks.score.reuse PAIRS.jsonl DOCUMENTS.jsonl [--sweep] [--wrong]

Every document is compared with those that share at least one fingerprint, as the daemon does; two
documents tied to the same third count as tied. `--sweep` cross-validates the thresholds by event.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.score.common_lineage import article_of, rows
from monitor.lineage.reuse import reuse
from monitor.lineage.reuse.fingerprints import of_prose


def tied_roots(documents: dict, verdicts: dict) -> dict:
    parent = {d: d for d in documents}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for (a, b), verdict in verdicts.items():
        if verdict is not None and verdict.kind != reuse.ReuseKind.SHARED_STATEMENT:
            parent[root(a)] = root(b)
    return {d: root(d) for d in documents}


def score(pairs: list[dict], roots: dict) -> dict:
    c: Counter[str] = Counter()
    for pair in pairs:
        tied = roots[pair["a"]] == roots[pair["b"]]
        wanted = pair["label"] in ("copy", "derived")
        c["hit" if tied and wanted else "alarm" if tied else "miss" if wanted else "right"] += 1
        c[pair["label"]] += 1
        c[pair["label"] + "_tied"] += tied
    p = c["hit"] / max(1, c["hit"] + c["alarm"])
    r = c["hit"] / max(1, c["hit"] + c["miss"])
    return {
        "p": round(p, 3),
        "r": round(r, 3),
        "f1": round(2 * p * r / max(1e-9, p + r), 3),
        "copies": [c["copy_tied"], c["copy"]],
        "fragments_tied": [c["fragment_tied"], c["fragment"]],
        "none_tied": [c["none_tied"], c["none"]],
    }


def candidates(texts: dict) -> list[tuple[str, str]]:
    index = defaultdict(set)
    for key, text in texts.items():
        for h in of_prose(text.prose):
            index[h].add(key)
    found = set()
    for keys in index.values():
        found.update(itertools.combinations(sorted(keys), 2))
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    pairs = rows(args.pairs)
    texts = {d["id"]: reuse.text_of(article_of(d)) for d in rows(args.documents)}
    tied = candidates(texts)
    wanted = {tuple(sorted((p["a"], p["b"]))) for p in pairs if p["reuse"]}
    lost = wanted - set(tied)
    verdicts = {(a, b): reuse.compare(texts[a], texts[b]) for a, b in tied}
    roots = tied_roots(texts, verdicts)
    print(
        json.dumps(
            score(pairs, roots)
            | {"candidates": len(tied), "reuse_pairs_without_candidate": len(lost)}
        )
    )
    if args.wrong:
        for p in pairs:
            is_tied = roots[p["a"]] == roots[p["b"]]
            if is_tied != bool(p["reuse"]):
                v = verdicts.get(tuple(sorted((p["a"], p["b"]))))
                shape = v and (v.kind.value, v.containment, v.shared_words, v.longest_run)
                print(p["pair"], p["label"], p["why"], "tied" if is_tied else "missed", shape)
    if args.sweep:
        sweep(pairs, texts, tied)


def sweep(pairs: list[dict], texts: dict, tied: list[tuple[str, str]]) -> None:
    """Choose thresholds on all events but a fold, measure on the fold (5 folds)."""
    events = sorted({p["event"] for p in pairs})
    fold_of = {e: i % 5 for i, e in enumerate(events)}
    grid = list(itertools.product((0.1, 0.13, 0.17, 0.2, 0.25), (20, 30, 40), (30, 40, 60, 999)))
    results = {}
    for share, words, run in grid:
        reuse.SHARE, reuse.WORDS, reuse.EMBEDDED_RUN = share, words, run
        verdicts = {(a, b): reuse.compare(texts[a], texts[b]) for a, b in tied}
        results[share, words, run] = tied_roots(texts, verdicts)
    total: list[dict] = []
    merged = {}
    for fold in range(5):
        train = [p for p in pairs if fold_of[p["event"]] != fold]
        test = [p for p in pairs if fold_of[p["event"]] == fold]
        best = max(grid, key=lambda g: score(train, results[g])["f1"])
        print("fold", fold, "chose", best, score(test, results[best]))
        for p in test:
            merged[p["a"]], merged[p["b"]] = results[best][p["a"]], results[best][p["b"]]
        total += test
    print("cross-validated", json.dumps(score(total, merged)))
    for g in sorted(grid, key=lambda g: -score(pairs, results[g])["f1"])[:8]:
        print(g, score(pairs, results[g]))


if __name__ == "__main__":
    main()
