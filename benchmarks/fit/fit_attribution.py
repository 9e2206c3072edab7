"""Fit the models of cues and sources that monitor/lineage ships (monitor/lineage/models/*.json).

    python -m benchmarks.fit.fit_attribution TRAIN.jsonl LANGUAGE [--folds 5] [--choose] [--write]

TRAIN has `text` and `attributions` with `source`, `cue`, `content` as lists of [start, end, words].
`--folds` cross-validates by document; `--write` fits on all and writes the two files. `--choose`
takes the settings from GRID by the mean overlap F1 over three folds of what is fitted on: with
`--folds`, three folds inside each fold, so that no document has a say in how it is read. Needs
scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import SGDClassifier

from benchmarks.score.attribution import Score
from benchmarks.score.common_lineage import rows
from monitor.lineage.attribution.features import Seen, cue_features, seen_sentences, source_examples
from monitor.lineage.data import cue_words
from monitor.lineage.lexicon import CueWords, Model

MODELS = Path(__file__).resolve().parents[2] / "monitor" / "lineage" / "models"
#: A word is looked at when it was a cue this often, and in a share of its uses.
MIN_CUES = 2
INNER_FOLDS = 3
Example = tuple[tuple, int]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit. Pairs are (cues, sources)."""

    #: A word is looked at when it was a cue in this share of its uses.
    share: float = 0.08
    alpha: tuple[float, float] = (1.5e-5, 1e-5)
    #: A key is learnt when it was seen this often: rare neighbours do not travel to other news.
    seen: tuple[int, int] = (12, 10)
    #: Log odds from which a word is a cue, or part of the source.
    at: tuple[float, float] = (-0.5, -1.5)


#: What `--choose` chooses from: for much labelled text, and for little.
GRID = [
    Recipe(share, alpha, seen, at)
    for (share, alpha, seen), at in product(
        [
            (0.08, (1.5e-5, 1e-5), (12, 10)),
            (0.05, (5e-5, 5e-5), (4, 4)),
            (0.03, (1.5e-5, 2e-5), (2, 3)),
        ],
        product([-0.5, -1.2, -2.0], [-1.5, -3.0, -5.0]),
    )
]


class Document:
    """A labelled text: sentences, cue words of each, and (sentence, cue, source words)."""

    def __init__(self, row: dict, language: str) -> None:
        self.row = row
        self.sentences = seen_sentences(row["text"], 10_000, cue_words(language), language)
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


def cue_vocabulary(documents: list[Document], words: CueWords, share: float) -> frozenset[str]:
    uses: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for document in documents:
        for seen, marked in zip(document.sentences, document.cue_words, strict=True):
            uses.update(seen.low)
            capitals.update(t.text.lower() for t in seen.tokens[1:] if t.text[0].isupper())
            cues.update(seen.low[at] for at in marked)
    often = {w for w, n in cues.items() if n >= MIN_CUES and n / uses[w] >= share}
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


def fit_both(documents: list[Document], recipe: Recipe) -> tuple[Model, Model]:
    words = cue_vocabulary(documents, documents[0].sentences[0].words, recipe.share)
    (cue_alpha, source_alpha), seen, at = recipe.alpha, recipe.seen, recipe.at
    cues = fit(list(cue_rows(documents, words)), cue_alpha, seen[0], at[0], words)
    sources = fit(list(source_rows(documents)), source_alpha, seen[1], at[1], frozenset())
    return cues, sources


def chosen(documents: list[Document], language: str) -> Recipe:
    """The recipe of GRID with the best mean overlap F1 over folds of these documents."""
    scores = {recipe: Score() for recipe in GRID}
    for fold in range(INNER_FOLDS):
        train, held = _parts(documents, fold, INNER_FOLDS)
        fitted: dict[Recipe, tuple[Model, Model]] = {}
        for recipe in GRID:
            # The thresholds change nothing in a fit.
            same = replace(recipe, at=(0.0, 0.0))
            if same not in fitted:
                fitted[same] = fit_both(train, same)
            models = tuple(
                replace(model, threshold=at)
                for model, at in zip(fitted[same], recipe.at, strict=True)
            )
            for document in held:
                scores[recipe].add(document.row, language, models)
    means = {
        recipe: sum(kind["f1"] for kind in score.report().values()) / 3
        for recipe, score in scores.items()
    }
    best = max(GRID, key=lambda recipe: means[recipe])
    print(best, f"mean F1 {means[best]:.3f}")
    return best


def _parts(
    documents: list[Document], fold: int, folds: int
) -> tuple[list[Document], list[Document]]:
    train = [d for n, d in enumerate(documents) if n % folds != fold]
    return train, documents[fold::folds]


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
    args = _arguments()
    recipe = Recipe(args.share, tuple(args.alpha), tuple(args.seen), (args.cue_at, args.source_at))
    documents = [Document(row, args.language) for row in rows(args.train)]
    if args.folds:
        score = Score()
        for fold in range(args.folds):
            train, held = _parts(documents, fold, args.folds)
            models = fit_both(train, chosen(train, args.language) if args.choose else recipe)
            for document in held:
                score.add(document.row, args.language, models)
        print(json.dumps(score.report()))
    if args.write:
        recipe = chosen(documents, args.language) if args.choose else recipe
        cues, sources = fit_both(documents, recipe)
        write(cues, f"cues-{args.language}.json")
        write(sources, f"sources-{args.language}.json")


def _arguments() -> argparse.Namespace:
    usual = Recipe()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("language")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cue-at", type=float, default=usual.at[0])
    parser.add_argument("--source-at", type=float, default=usual.at[1])
    parser.add_argument("--seen", type=int, nargs=2, default=usual.seen)
    parser.add_argument("--share", type=float, default=usual.share)
    parser.add_argument("--alpha", type=float, nargs=2, default=usual.alpha)
    return parser.parse_args()


if __name__ == "__main__":
    main()
