"""Memory of the daemon with its children after reading a served world of 300 pages on 60 hosts.

    python -m benchmarks.load.memory [--pages 300] [--hosts 60]

The world is served by this process, the daemon's jobs run in another. Told is what /proc says of
that one and all it started: PSS (shared pages counted once in all) is what the machine is short of;
the sum of RSS counts shared pages as often as they are mapped.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from monitor.app import open_app
from monitor.clock import SteppedClock
from monitor.demo.bulk import BEGINS, BulkServer
from monitor.model.collecting import Feed
from monitor.model.names import FeedKind, make_id
from monitor.settings.nouns import FetchSettings, PollSettings, Settings
from monitor.store import meta

START = BEGINS + timedelta(days=2)


def main() -> None:
    """Serve, run the daemon's jobs in a process of its own, print what it told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--hosts", type=int, default=60)
    parser.add_argument("--daemon", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.daemon:
        print(json.dumps(_daemon(options.daemon)))
        return
    print(json.dumps(measure(options.pages, options.hosts)))


def measure(pages: int, hosts: int) -> dict[str, object]:
    """Return MB of the daemon and its children, and how many articles it read."""
    clock = SteppedClock(START)
    with (
        tempfile.TemporaryDirectory(prefix="monitor-memory-") as name,
        BulkServer(clock.now, pages=pages, hosts=hosts, disallow=False) as server,
    ):
        folder = Path(name)
        (folder / "feeds.json").write_text(json.dumps(server.feed_urls))
        command = [sys.executable, "-m", "benchmarks.load.memory", "--daemon", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr[-3000:])
        found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return found


def _daemon(folder: Path) -> dict[str, object]:
    settings = Settings(
        db=folder / "world.db",
        fetch=FetchSettings(allow_networks=("127.0.0.0/8",), host_pause_s=0.0),
        poll=PollSettings(revisit_after=()),
        feeds=tuple(_feed(url) for url in json.loads((folder / "feeds.json").read_text())),
    )
    clock = SteppedClock(START)
    app = open_app(settings, clock=clock, exclusive=True)
    try:
        before = _memory(Path("/proc/self"))
        app.once()
        each = {f"{path.name} {_title(path)}": _memory(path) for path in _family()}
        return {
            "articles": meta.status(app.walk.store, clock.now())["articles"],
            "pss_mb": round(sum(one["Pss"] for one in each.values()), 1),
            "rss_sum_mb": round(sum(one["Rss"] for one in each.values()), 1),
            "parent_at_start_mb": before["Pss"],
            "processes": each,
        }
    finally:
        app.close()


def _family() -> list[Path]:
    """Return /proc of this process and of all that descend from it."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[path] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    known = {int(Path("/proc/self").resolve().name)}
    while more := {int(p.name) for p, parent in parents.items() if parent in known} - known:
        known |= more
    return sorted(path for path in parents if int(path.name) in known)


def _memory(path: Path) -> dict[str, float]:
    rows = (path / "smaps_rollup").read_text().splitlines()[1:]
    told = {row.split(":")[0]: int(row.split()[1]) for row in rows if row.endswith("kB")}
    return {name: round(told[name] / 1024, 1) for name in ("Pss", "Rss", "Private_Dirty")}


def _title(path: Path) -> str:
    return (path / "cmdline").read_text().replace("\0", " ")[-60:].strip()


def _feed(url: str) -> Feed:
    return Feed(
        id=make_id("feed", url),
        url=url,
        title=url,
        outlet=url.split("/")[2],
        country="GB",
        language="en",
        family="",
        kind=FeedKind.NEWSPAPER,
    )


if __name__ == "__main__":
    main()
