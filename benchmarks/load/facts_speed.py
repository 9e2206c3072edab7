"""Articles a second on one core, load time and memory.

python -m benchmarks.load.facts_speed FILE [n]
"""

from __future__ import annotations

import cProfile
import json
import pstats
import resource
import sys
import time

from benchmarks.score.facts_common import article, rows, tools
from monitor.facts.read import read


def main(path: str, limit: str = "500", profile: str = "") -> None:
    began = time.perf_counter()
    kit = tools()
    loaded = time.perf_counter() - began
    articles = [article(row) for row in rows(path, "all", int(limit))]
    for one in articles[:20]:
        read(one, kit)
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    began = time.process_time()
    for one in articles:
        read(one, kit)
    took = time.process_time() - began
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    size = sum(len(a.text) for a in articles) / len(articles)
    print(
        json.dumps(
            {
                "articles_per_s": round(len(articles) / took),
                "mean_characters": round(size),
                "load_s": round(loaded, 2),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
