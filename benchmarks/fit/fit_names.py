"""Fit the weights of `monitor/names`: a linear chain over the words of a sentence.

    pip install "python-crfsuite>=0.9.11,<0.10"
    python -m benchmarks.fit.fit_names DATA/names LANGUAGE [--only CORPUS] [--write]

Trains with CRFsuite (L-BFGS, L1 and L2), measures on the `dev` part, and with --write keeps what
weighs something in `monitor/names/weights/LANGUAGE.tsv.xz`. Sentences are cut as the product cuts
them; a share of them is taken again in capitals and Like a Headline, as news writes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

import pycrfsuite

from monitor.facts.data import load_tools
from monitor.facts.lexical.prose import Prose, prose
from monitor.names.signs import between, lent, own

OUT = Path(__file__).resolve().parents[2] / "monitor" / "names" / "weights"
#: Sentences of CoNLL-2003 stand first in the English file, those of WikiGold after them.
CONLL = 14_041
KINDS = ("O", "PER", "LOC", "ORG", "MISC")
#: Hundredths below which a sign is left out.
LEAST = 6
OPTIONS = {"c1": 0.15, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": True}
_NO_SPACE_BEFORE = frozenset(",.;:!?)'%’”")
Sentence = tuple[list[str], list[str]]


KNOWN = cache(load_tools((), ()).known)


def sentences(path: Path) -> Iterator[Sentence]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["tokens"], [tag.rpartition("-")[2] for tag in row["tags"]]


def again(found: list[Sentence]) -> Iterator[Sentence]:
    """Yield each sentence, and of some a copy as headlines write it."""
    for tokens, tags in found:
        yield tokens, tags
        lot = crc32(" ".join(tokens).encode()) % 10
        if lot == 0:
            yield [t.upper() for t in tokens], tags
        elif lot == 1 and len(tokens) > 4:
            yield [t[:1].upper() + t[1:] if len(t) > 3 else t for t in tokens], tags


def cut(sentence: Sentence, language: str) -> tuple[Prose, list[str]]:
    """Return a sentence as the product cuts it, and the kind of each word."""
    tokens, tags = sentence
    text, kinds = "", []
    for token, tag in zip(tokens, tags, strict=True):
        if text and token[0] not in _NO_SPACE_BEFORE:
            text += " "
            kinds.append("O")
        text += token
        kinds += [tag] * len(token)
    made = prose("text", text, language)
    return made, [kinds[start] for start in made.starts]


def signs(made: Prose) -> list[list[str]]:
    """Return the signs of each word of a text."""
    raw = [made.text[a:b] for a, b in zip(made.starts, made.ends, strict=True)]
    flags = [KNOWN(word) for word in raw]
    edges = [
        "\n",
        *(made.text[made.ends[i - 1] : made.starts[i]] for i in range(1, len(raw))),
        "\n",
    ]
    found = []
    for i, word in enumerate(raw):
        one = list(own(word, flags[i], opens=i == 0))
        one += [between(edges[i], "<"), between(edges[i + 1], ">")]
        for far in (-2, -1, 1, 2):
            one += (
                lent(raw[i + far], flags[i + far], far)
                if 0 <= i + far < len(raw)
                else [f"{far:+d}="]
            )
        found.append(one)
    return found


def fit(found: list[Sentence], language: str, model: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(OPTIONS)
    for sentence in again(found):
        made, kinds = cut(sentence, language)
        if not kinds:
            continue
        trainer.append(signs(made), kinds)
    trainer.train(str(model))


def spans(kinds: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), 0
    for i in range(1, len(kinds) + 1):
        if i == len(kinds) or kinds[i] != kinds[start]:
            if kinds[start] != "O":
                found.add((start, i, kinds[start]))
            start = i
    return found


def measure(found: list[Sentence], language: str, model: Path) -> dict[str, float]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    c: Counter[tuple[str, str]] = Counter()
    began, words = time.process_time(), 0
    for sentence in found:
        made, kinds = cut(sentence, language)
        s = signs(made)
        told = tagger.tag(s)
        words += len(told)
        a, b = spans(kinds), spans(told)
        for name, some in (("gold", a), ("told", b), ("right", a & b)):
            for *_, kind in some:
                c[name, kind] += 1
                c[name, "all"] += 1
    figures = {
        kind: round(2 * c["right", kind] / max(1, c["gold", kind] + c["told", kind]), 3)
        for kind in ("all", *KINDS[1:])
    }
    return figures | {"us": round((time.process_time() - began) / words * 1e6, 1)}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("language")
    options.add_argument("--only", default="")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    train = list(sentences(given.data / f"{given.language}-train.jsonl.gz"))
    if given.only == "wikigold":
        train = train[CONLL:]
    model = Path(tempfile.gettempdir(), f"names-{given.language}{given.only}.crf")
    began = time.monotonic()
    fit(train, given.language, model)
    if given.write:
        write(model, given.language)
    print(given.language, given.only, "fitted in", round(time.monotonic() - began), "s")
    for part in ("dev", "wiki"):
        path = given.data / f"{given.language}-{part}.jsonl.gz"
        if path.exists():
            print(part, measure(list(sentences(path)), given.language, model))


def write(model: Path, language: str) -> None:
    """Keep what weighs something as lines "sign TAB hundredths a kind"."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    told = tagger.info()
    rows: dict[str, list[int]] = {}
    for (sign, kind), weight in told.state_features.items():
        rows.setdefault(sign, [0] * len(KINDS))[KINDS.index(kind)] = round(100 * weight)
    lines = {s: w for s, w in rows.items() if max(map(abs, w)) >= LEAST}
    for one in KINDS:
        lines[f"step {one}"] = [
            round(100 * told.transitions.get((one, other), 0)) for other in KINDS
        ]
    text = "\n".join("\t".join((s, *map(str, w))) for s, w in sorted(lines.items()))
    OUT.mkdir(exist_ok=True)
    packed = lzma.compress(text.encode(), preset=9)
    (OUT / f"{language}.tsv.xz").write_bytes(packed)
    print(len(lines), "signs", len(packed), "bytes")


if __name__ == "__main__":
    main()
