"""The systemd units: hardened, explained, and with room for what the daemon really does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.errors import AlreadyRunningError, ConfigError
from monitor.settings.nouns import FetchSettings

UNITS = Path(__file__).parents[2] / "systemd"
SERVICES = ("monitor.service", "monitor-once.service")
MOST_EXPOSED = 1.5


def directives(name: str) -> dict[str, list[str]]:
    """Return the values of each key of a unit, in order."""
    found: dict[str, list[str]] = {}
    for line in (UNITS / name).read_text().splitlines():
        if line and line[0] not in "#;[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def hardening(name: str) -> dict[str, list[str]]:
    """Return what stands below the first ruled-off heading, [Install] left out."""
    keys = directives(name)
    text = (UNITS / name).read_text().partition("# --- ")[2].partition("[Install]")[0]
    return {key: values for key, values in keys.items() if re.search(rf"(?m)^{key}=", text)}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_hardly_exposed(name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(UNITS / name)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    level = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert level is not None
    assert float(level[1]) <= MOST_EXPOSED


def test_the_daemon_is_watched_reloaded_and_started_again() -> None:
    keys = directives("monitor.service")
    wanted = {
        "Type": "notify",
        "WatchdogSec": "60",
        "Restart": "on-failure",
        "ExecReload": "/bin/kill -HUP $MAINPID",
        "ExecStart": "/opt/monitor/.venv/bin/monitor run",
        "StateDirectory": "monitor",
        "LimitCORE": "0",
        "UMask": "0077",
        "OOMPolicy": "continue",
        "NotifyAccess": "main",
    }
    assert {key: keys.get(key) for key in wanted} == {k: [v] for k, v in wanted.items()}
    assert re.search(r"(?m)^#LoadCredential=smtp:/", (UNITS / "monitor.service").read_text())


def test_a_start_that_cannot_help_is_not_tried_again() -> None:
    codes = directives("monitor.service")["RestartPreventExitStatus"][0].split()
    assert set(map(int, codes)) == {ConfigError.exit_code, AlreadyRunningError.exit_code}
    assert directives("monitor-once.service")["SuccessExitStatus"] == [
        str(AlreadyRunningError.exit_code)
    ]


def test_a_parsing_child_fits_into_the_memory_with_the_daemon() -> None:
    most = re.fullmatch(r"(\d+)G", directives("monitor.service")["MemoryMax"][0])
    assert most is not None
    assert int(most[1]) * 1024 >= FetchSettings().parse_memory_mb + 512


def test_both_services_are_hardened_alike() -> None:
    assert hardening("monitor.service") == hardening("monitor-once.service")
    assert len(hardening("monitor.service")) >= 40


def test_every_line_of_the_daemons_unit_has_its_reason_above() -> None:
    """A group of lines may share the words above it; no group is without."""
    explained = False
    for line in (UNITS / "monitor.service").read_text().splitlines():
        if line.startswith("#"):
            explained = True
        elif not line:
            explained = False
        elif line[0] != "[" and not line.startswith(("Description", "Documentation", "WantedBy")):
            assert explained, line


def test_the_timer_starts_a_round_and_makes_up_for_a_missed_one() -> None:
    keys = directives("monitor-once.timer")
    assert keys["Persistent"] == ["true"]
    assert keys["WantedBy"] == ["timers.target"]
    assert directives("monitor-once.service")["Type"] == ["oneshot"]


NEVER_EXECUTABLE = """
import ctypes, sys
PR_SET_MDWE, REFUSE_EXEC_GAIN = 65, 1
if ctypes.CDLL(None).prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0):
    sys.exit(42)
from monitor.fetch.children import Children
import trafilatura, lxml.html, ahocorasick_rs, rapidfuzz, py3langid, aiohttp, sqlite3

PAGE = "<html><body><article><p>" + "Some words of a long text. " * 40 + "</p></article></body>"
if __name__ == "__main__":
    with Children(2, 1024, 20.0, preload=("trafilatura",)) as children:
        assert "long text" in children.call(trafilatura.extract, PAGE)
        assert py3langid.classify("ein kurzer Text auf Deutsch")[0] == "de"
        assert ahocorasick_rs.AhoCorasick(["a"]).find_matches_as_indexes("ba")
"""


def test_the_libraries_and_the_children_work_without_executable_memory(tmp_path: Path) -> None:
    """MemoryDenyWriteExecute=yes, as the kernel itself offers it since 6.3."""
    script = tmp_path / "script.py"
    script.write_text(NEVER_EXECUTABLE)
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode == 42:
        pytest.skip("this kernel cannot refuse executable memory")
    assert done.returncode == 0, done.stderr
