"""What every test may rely on: no configuration of the person who runs it, no colours."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

# Builders stand beside their tests and are imported by name.
for _folder in Path(__file__).parent.iterdir():
    if _folder.is_dir():
        sys.path.append(str(_folder))


@pytest.fixture(autouse=True)
def _nobodys_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("MONITOR_CONFIG", "MONITOR_DB", "XDG_CONFIG_HOME", "NOTIFY_SOCKET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def must_end() -> Iterator[None]:
    """Break off what hangs. No measure of speed: a machine may be a hundred times slower."""

    def over(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError("does not come to an end")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(180)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
