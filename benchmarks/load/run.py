"""All benchmarks of time and memory, each beside a peer or another size in the same run.

    python -m benchmarks.load.run [--data DIR] [--sizes 3000,30000]

Extraction beside trafilatura (needs the labelled pages), cost of an article by how much is stored
beside brute-force rapidfuzz, memory of the daemon. Nothing here passes or fails: quality.py does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

PAGES = Path("extraction", "publisher-pages.jsonl.gz")


def main() -> None:
    """Run one after the other; a benchmark that broke is named at the end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--sizes", default="3000,30000", help="stored articles, see scale.py")
    options = parser.parse_args()
    pages = options.data / PAGES
    todo = [["load.memory"], ["load.scale", "--sizes", options.sizes]]
    if pages.exists():
        todo.insert(0, ["score.extraction", str(pages), "--rounds", "1", "--json"])
    else:
        print(f"no labelled pages at {pages}: extraction is left out")
    broken = [words[0] for words in todo if not _run(words)]
    if broken:
        sys.exit(f"broke: {', '.join(broken)}")


def _run(words: list[str]) -> bool:
    print(f"\n== {words[0]}", flush=True)
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{words[0]}", *words[1:]], check=False)
    # Extraction ends with 1 where a target is missed: that is a figure, not a fault.
    return done.returncode == 0 or words[0] == "score.extraction"


if __name__ == "__main__":
    main()
