"""A daemon in a process of its own, and waiting for what it does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def write_config(folder: Path, feed_urls: Iterable[str], more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "monitor.toml").write_text(
        f'db = "{folder}/monitor.db"\n'
        '[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_pause = "0s"\n'
        'contact = "test@example.org"\n'
        '[poll]\nmax_entry_age = "3650d"\nrevisit_after = []\n'
        f"{more}"
    )
    rows = (f'[[feed]]\nurl = "{url}"\ntitle = "{url}"\noutlet = "{url}"\n' for url in feed_urls)
    (folder / "feeds.toml").write_text("\n".join(rows))
    return folder


def monitor(*words: str) -> list[str]:
    return [sys.executable, "-c", "from monitor.cli.main import main; main()", *words]


@contextmanager
def daemon(folder: Path, **environ: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        monitor("--config", str(folder), "--log-level", "info", "run"),
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(holds: Callable[[], bool], what: str, seconds: float = 180.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come within {seconds} s"
        time.sleep(0.1)


def said(folder: Path, words: str) -> bool:
    return words in (folder / "log").read_text()
