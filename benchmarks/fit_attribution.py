"""Fit the models of cues and sources that monitor/lineage ships (monitor/lineage/models/*.json).

    python benchmarks/fit_attribution.py TRAIN.jsonl LANGUAGE [--folds 5] [--write]

TRAIN has `text` and `attributions` with `source`, `cue`, `content` as lists of [start, end, words].
`--folds` cross-validates by document; `--write` fits on all and writes the two files. Needs
scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from common_lineage import rows
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from monitor.lineage.data import cue_words
from monitor.lineage.features import (
    Seen,
    cue_features,
    seen_sentences,
    source_examples,
)
from monitor.lineage.lexicon import CueWords
from monitor.lineage.tagging import Model

MODELS = Path(__file__).resolve().parent.parent / "monitor" / "lineage" / "models"
#: A word is looked at when it was a cue this often, and in this share of its uses.
MIN_CUES, MIN_SHARE = 2, 0.08
CUE_ALPHA, SOURCE_ALPHA = 6e-6, 8e-6
#: A key is learnt when it was seen this often: rare neighbours do not travel to other news.
MIN_SEEN = [12, 10]
Example = tuple[tuple, int]


class Document:
    """A labelled text: sentences, cue words of each, and (sentence, cue, source words)."""

    def __init__(self, row: dict, language: str) -> None:
        self.row = row
        self.sentences = seen_sentences(row["text"], 10_000, cue_words(language))
        self.cue_words: list[set[int]] = [set() for _ in self.sentences]
        self.attributions: list[tuple[int, tuple[int, int], set[int]]] = []
        for attribution in row["attributions"]:
            self._add(attribution)

    def _add(self, attribution: dict) -> None:
        # A cue in pieces ("teilte … mit") is taught by its verb alone, else it would be read twice.
        cue_spans = sorted(attribution["cue"], key=lambda s: s[0] - s[1])[:1]
        for number, seen in enumerate(self.sentences):
            cue = _places(seen, cue_spans)
            if cue:
                self.cue_words[number] |= cue
                source = _places(seen, attribution["source"])
                self.attributions.append((number, (min(cue), max(cue) + 1), source))
                return


def _places(seen: Seen, spans: list) -> set[int]:
    if not spans or spans[-1][1] <= seen.tokens[0].start or spans[0][0] >= seen.tokens[-1].end:
        return set()
    return {
        at
        for at, token in enumerate(seen.tokens)
        if any(start < token.end and token.start < end for start, end, *_ in spans)
    }


def cue_vocabulary(documents: list[Document], words: CueWords) -> frozenset[str]:
    uses: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for document in documents:
        for seen, marked in zip(document.sentences, document.cue_words, strict=True):
            uses.update(seen.low)
            capitals.update(t.text.lower() for t in seen.tokens[1:] if t.text[0].isupper())
            cues.update(seen.low[at] for at in marked)
    often = {w for w, n in cues.items() if n >= MIN_CUES and n / uses[w] >= MIN_SHARE}
    # A name of a medium or party is no cue, however often a headline makes it look like one.
    often -= {w for w in often if capitals[w] > 0.7 * uses[w]}
    known = words.verbs | words.ends
    return frozenset(often | {w for w in known if uses[w] <= 20})


def cue_rows(documents: list[Document], words: frozenset[str]) -> Iterator[Example]:
    for document in documents:
        for seen, marked in zip(document.sentences, document.cue_words, strict=True):
            for at, word in enumerate(seen.low):
                if word in words:
                    yield cue_features(seen, at, before=at - 1 in marked), int(at in marked)


def source_rows(documents: list[Document]) -> Iterator[Example]:
    for document in documents:
        for number, cue, source in document.attributions:
            seen, marked = document.sentences[number], document.cue_words[number]
            for at, keys in source_examples(seen, cue, marked):
                yield keys, int(at in source)


def fit(
    examples: list[Example], alpha: float, least: int, threshold: float, words: frozenset[str]
) -> Model:
    counts: Counter = Counter()
    for keys, _ in examples:
        counts.update(enumerate(keys))
    names = [name for name, count in counts.items() if count >= least]
    column = {name: number for number, name in enumerate(names)}
    indices: list[int] = []
    ends = [0]
    for keys, _ in examples:
        indices.extend(column[name] for name in enumerate(keys) if name in column)
        ends.append(len(indices))
    shape = (len(examples), len(names))
    x = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, ends), shape=shape)
    y = np.array([label for _, label in examples])
    model = SGDClassifier(
        loss="log_loss",
        penalty="elasticnet",
        l1_ratio=0.15,
        alpha=alpha,
        max_iter=12,
        tol=None,
        random_state=1,
    ).fit(x, y)
    tables: list[dict] = [{} for _ in examples[0][0]]
    for n in np.nonzero(np.abs(model.coef_[0]) >= 0.03)[0]:
        slot, key = names[n]
        tables[slot][key] = round(float(model.coef_[0][n]), 2)
    return Model(round(float(model.intercept_[0]), 3), threshold, tuple(tables), words)


def fit_both(documents: list[Document], *, cue_at: float, source_at: float) -> tuple[Model, Model]:
    words = cue_vocabulary(documents, documents[0].sentences[0].words)
    cues = fit(list(cue_rows(documents, words)), CUE_ALPHA, MIN_SEEN[0], cue_at, words)
    sources = fit(list(source_rows(documents)), SOURCE_ALPHA, MIN_SEEN[1], source_at, frozenset())
    return cues, sources


def write(model: Model, name: str) -> None:
    MODELS.mkdir(exist_ok=True)
    tables = [
        {
            key if isinstance(key, str) else "\t".join(key): round(weight * 100)
            for key, weight in sorted(table.items())
        }
        for table in model.tables
    ]
    body = {
        "bias": model.bias,
        "threshold": model.threshold,
        "words": sorted(model.words),
        "tables": tables,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    (MODELS / name).write_text(text + "\n", encoding="utf-8")
    print(name, sum(map(len, tables)), "weights", len(text) // 1000, "kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("language")
    parser.add_argument("--cue-at", type=float, default=-0.8)
    parser.add_argument("--source-at", type=float, default=-1.0)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seen", type=int, nargs=2, default=MIN_SEEN)
    parser.add_argument("--share", type=float, default=MIN_SHARE)
    parser.add_argument("--alpha", type=float, nargs=2, default=(CUE_ALPHA, SOURCE_ALPHA))
    args = parser.parse_args()
    MIN_SEEN[:] = args.seen
    globals()["MIN_SHARE"] = args.share
    globals()["CUE_ALPHA"], globals()["SOURCE_ALPHA"] = args.alpha
    documents = [Document(row, args.language) for row in rows(args.train)]
    if args.folds:
        from attribution import Score

        score = Score()
        for fold in range(args.folds):
            train = [d for n, d in enumerate(documents) if n % args.folds != fold]
            models = fit_both(train, cue_at=args.cue_at, source_at=args.source_at)
            for d in documents[fold :: args.folds]:
                score.add(d.row, args.language, models)
        print(json.dumps(score.report()))
    if args.write:
        cues, sources = fit_both(documents, cue_at=args.cue_at, source_at=args.source_at)
        write(cues, f"cues-{args.language}.json")
        write(sources, f"sources-{args.language}.json")


if __name__ == "__main__":
    main()
