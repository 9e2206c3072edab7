"""Kills the demo with SIGKILL at random moments; what comes out must equal an undisturbed run.

    python -m benchmarks.load.kill_demo [--kills 20] [--seed 1]

Compares articles, incidents, reports, lineage, claims and alerts of both databases. Exits with 1 on
a difference.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MONITOR = Path(sys.executable).with_name("monitor")
KINDS = ("articles", "incidents", "reports", "lineage", "claims", "alerts")
#: Columns that tell when a row was written, not what it says.
TIMES = ("fetched_at", "decided_at", "recorded_at")


def main() -> None:
    """Run undisturbed, run with kills, compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="monitor-kill-") as name:
        calm, killed = Path(name) / "calm", Path(name) / "killed"
        started = time.monotonic()
        _demo(calm).wait()
        took = time.monotonic() - started
        print(f"undisturbed: {took:.0f} s")
        done = 0
        for _ in range(options.kills):
            run = _demo(killed)
            try:
                # Far enough in to be at work, most of the time well before the end.
                run.wait(timeout=chance.uniform(0.5, max(4.0, 2.5 * took / options.kills)))
                break
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
                done += 1
        print(f"killed {done} times")
        _demo(killed).wait()
        different = [kind for kind in KINDS if not _same(calm, killed, kind)]
    print("1 passed, 0 failed" if not different else f"DIFFERENT: {', '.join(different)}")
    sys.exit(1 if different or done < options.kills else 0)


def _demo(folder: Path) -> subprocess.Popen[bytes]:
    command = [str(MONITOR), "demo", "--folder", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _same(one: Path, other: Path, kind: str) -> bool:
    first, second = _rows(one, kind), _rows(other, kind)
    if first == second:
        print(f"{kind}: {len(first)} the same")
        return True
    print(f"{kind}: {len(first)} against {len(second)}")
    for row in sorted(first - second)[:5]:
        print(f"  only undisturbed: {row[:300]}")
    for row in sorted(second - first)[:5]:
        print(f"  only killed:      {row[:300]}")
    return False


def _rows(folder: Path, kind: str) -> set[str]:
    command = [str(MONITOR), "--db", str(folder / "demo.db"), "export", kind]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    return {
        json.dumps({k: v for k, v in row.items() if k not in TIMES}, sort_keys=True) for row in rows
    }


if __name__ == "__main__":
    main()
