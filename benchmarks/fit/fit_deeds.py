"""Fit the weights of `monitor/facts/lists/deeds.toml`: does a text tell of a violent act?

    python -m benchmarks.fit.fit_deeds DATA [--write]

DATA holds `facts/latin-america.jsonl` (fitted on its `dev`, shown for `tst1` and `tst2`),
`matching/gun-violence.jsonl` (all of them tell of one) and `matching/us-politics.jsonl` (none do,
but for those about a shooting). Five folds by document give the scores that the texts' weights are
fitted on and the threshold is chosen by. A word counts only where at least three of four corpora
use it, so that no country's names are learnt. Needs scikit-learn (development only).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.finding import Finder
from monitor.facts.what.act_or_talk import clause_signs, text_signs

LIST = Path(__file__).resolve().parents[2] / "monitor" / "facts" / "lists" / "deeds.toml"
CORPORA = {
    "latin": "facts/latin-america.jsonl",
    "guns": "matching/gun-violence.jsonl",
    "politics": "matching/us-politics.jsonl",
    "police": "facts/police-actions.jsonl",
}
#: The second of each: every so-manieth document; how much it weighs in fitting.
STEP = {"latin": 1, "guns": 5, "politics": 1, "police": 4}
WEIGHT = {"latin": 1.0, "guns": 0.3, "politics": 0.3}
MIN_CORPORA, MIN_WORD, MIN_SIGN = 3, 12, 20
CLAUSE_C, TEXT_C = 1.0, 0.03
#: Of the texts of unseen documents that tell of no act, this share may pass (of those fitted on, a
#: third fewer do).
MOST_FALSE = 0.29
FIELDS = ("hum_name", "hum_description", "phys_id", "perp_individual", "perp_org", "instrument_id")


class Document:
    """A text with its clauses' signs, and whether it tells of an act (None: unknown)."""

    def __init__(self, row: dict, corpus: str, kit) -> None:
        if "header" in row:
            row["published"] = row["header"].get("date")
        reader = Finder(article(row), kit)
        self.corpus, self.split = corpus, row.get("split", "dev")
        self.groups = kit.groups
        self.found = reader.clauses() if reader.fields else []
        self.bags = kit.deeds.bags
        told = [(c, clause_signs(c, reader.anchor(), kit.groups, self.bags)) for c in self.found]
        self.told = [(c, signs) for c, signs in told if signs]
        self.words = [set(c.prose.words[c.first : c.past]) for c, _ in self.told]
        self.act = self._is_act(row, reader, kit)
        self.labels = self._labels(row)

    def _is_act(self, row: dict, reader: Finder, kit) -> bool | None:
        if self.corpus == "latin":
            return bool(row["gold"]["incidents"])
        if self.corpus == "politics":
            title = {hit.value[0] for c in self.found[:1] for hit in c.hard}
            return None if any(kit.groups[name] == "violent" for name in title) else False
        return True if self.corpus == "guns" else None

    def _labels(self, row: dict) -> list[int]:
        """Of each telling clause: 1 it tells of the act, 0 of none, -1 nobody knows."""
        if not self.act:
            return [0 if self.act is False else -1] * len(self.told)
        if self.corpus == "guns":
            return [1 if c.rank <= 3 and s & {"toll", "strong"} else -1 for c, s in self.told]
        names = _names(row)
        return [1 if len(names & words) >= 2 else -1 for words in self.words]

    def text(self, scores: list[float]) -> dict[str, float]:
        told = [(c, s) for (c, _), s in zip(self.told, scores, strict=True)]
        return text_signs(self.found, told, self.groups, self.bags)


def _names(row: dict) -> set[str]:
    """Last words of the victims, targets, weapons and perpetrators of a row's templates."""
    found = (
        text.lower().split()[-1].strip('."[]()')
        for incident in row["gold"]["incidents"]
        if not incident["optional_template"]
        for field in FIELDS
        for told in incident[field]
        for text in told["strings"]
        if text.strip()
    )
    return set(found)


def vocabulary(documents: list[Document]) -> set[str]:
    """Words of general use: often enough, and in most corpora."""
    often: Counter[str] = Counter()
    where: Counter[str] = Counter()
    for corpus in CORPORA:
        uses = Counter(w for d in documents if d.corpus == corpus for s in d.words for w in s)
        where.update(uses.keys())
        often.update(uses)
    return {
        w
        for w, n in often.items()
        if n >= MIN_WORD and where[w] >= MIN_CORPORA and w.isalpha() and len(w) > 1
    }


class Clauses:
    """The clauses of the fitted documents as a matrix."""

    def __init__(self, documents: list[Document], words: set[str]) -> None:
        signs = [
            {s for s in told if not s.startswith("w:") or s[2:] in words}
            for d in documents
            for _, told in d.told
        ]
        counts = Counter(s for one in signs for s in one)
        self.names = DictVectorizer(dtype=np.float32)
        self.x = self.names.fit_transform(
            [{s: 1 for s in sorted(one) if counts[s] >= MIN_SIGN} for one in signs]
        )
        self.y = np.array([label for d in documents for label in d.labels])
        self.document = np.array([n for n, d in enumerate(documents) for _ in d.told])
        self.weight = np.array([WEIGHT[documents[n].corpus] for n in self.document])

    def fit(self, among: np.ndarray) -> LogisticRegression:
        use = among & (self.y >= 0)
        model = LogisticRegression(C=CLAUSE_C, l1_ratio=1, solver="liblinear", random_state=0)
        return model.fit(self.x[use], self.y[use], sample_weight=self.weight[use])

    def scores_of(self, number: int, scores: np.ndarray) -> list[float]:
        return scores[self.document == number].tolist()


def fit_text(documents: list[Document], signs: list[dict], use: np.ndarray):
    """Fit the second stage; return its names, weights and bias in the signs' own scale."""
    names = DictVectorizer(sparse=False)
    x = names.fit_transform(signs)
    y = np.array([bool(d.act) for d in documents])
    weight = np.array([WEIGHT[d.corpus] for d in documents])
    scale = StandardScaler().fit(x[use])
    model = LogisticRegression(C=TEXT_C, max_iter=2000)
    model.fit(scale.transform(x[use]), y[use], sample_weight=weight[use])
    weights = model.coef_[0] / scale.scale_
    bias = model.intercept_[0] - float((weights * scale.mean_).sum())
    return names, weights, bias, x @ weights + bias


def show(name: str, score: np.ndarray, act: np.ndarray, enough: float) -> None:
    passed = score >= enough
    both, only, lost = (passed & act).sum(), (passed & ~act).sum(), (~passed & act).sum()
    f1 = 2 * both / max(1, 2 * both + only + lost)
    recall, false = both / max(1, act.sum()), only / max(1, (~act).sum())
    print(f"{name}: F1 {f1:.3f}, recall {recall:.3f}, passed without an act {false:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kit = tools()
    everything = [
        Document(row, corpus, kit)
        for corpus, path in CORPORA.items()
        for number, row in enumerate(rows(str(options.data / path)))
        if number % STEP[corpus] == 0
    ]
    documents = [d for d in everything if d.act is not None]
    clauses = Clauses(documents, vocabulary(everything))
    dev = np.array([d.split == "dev" for d in documents])
    fold = np.random.RandomState(0).randint(0, 5, len(documents))
    scores, told = np.zeros(len(clauses.y)), np.zeros(len(documents))
    for number in range(5):
        out = (fold == number) & dev | ~dev & (number == 0)
        model = clauses.fit((dev & ~out)[clauses.document])
        here = out[clauses.document]
        scores[here] = model.decision_function(clauses.x[here])
    signs = [d.text(clauses.scores_of(n, scores)) for n, d in enumerate(documents)]
    for number in range(5):
        out = (fold == number) & dev | ~dev & (number == 0)
        told[out] = fit_text(documents, signs, dev & ~out)[3][out]
    act = np.array([bool(d.act) for d in documents])
    latin = np.array([d.corpus == "latin" for d in documents])
    enough = float(np.quantile(told[dev & latin & ~act], 1 - MOST_FALSE))
    show("dev, five folds", told[dev & latin], act[dev & latin], enough)
    show("tst1 and tst2, held out", told[~dev], act[~dev], enough)
    for corpus in ("guns", "politics"):
        of = np.array([d.corpus == corpus for d in documents])
        print(f"{corpus}: {np.mean(told[of] >= enough):.3f} pass")
    if options.write:
        write(clauses, documents, signs, dev, enough)


def write(clauses: Clauses, documents, signs, dev, enough: float) -> None:
    """Fit on all of `dev` and rewrite the weights below the bags."""
    model = clauses.fit(dev[clauses.document])
    names, weights, bias, _ = fit_text(documents, signs, dev)
    given = {"always": model.intercept_[0]}
    given |= dict(zip(clauses.names.get_feature_names_out(), model.coef_[0], strict=True))
    of_text = {"always": bias} | dict(zip(names.get_feature_names_out(), weights, strict=True))
    head = LIST.read_text("utf-8").split("[clause]\n")[0].rstrip()
    head = re.sub(r"^enough = .*", f"enough = {enough:.2f}", head, flags=re.MULTILINE)
    LIST.write_text(
        f"{head}\n\n[clause]\n{_lines(given)}\n\n[text]\n{_lines(of_text)}\n",
        encoding="utf-8",
    )


def _lines(weights: dict[str, float]) -> str:
    told = sorted(weights.items(), key=lambda one: (one[0] != "always", -one[1], one[0]))
    return "\n".join(f'"{name}" = {value:.3f}' for name, value in told if abs(value) >= 0.0005)


if __name__ == "__main__":
    main()
