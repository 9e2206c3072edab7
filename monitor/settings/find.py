"""Where the configuration lies: the user's folder, and the one that the package carries."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from monitor.settings.problems import Problems, nearest
from monitor.settings.schema import FILES

_ENDINGS = ("toml", "tml", "yaml", "yml", "json", "ini", "conf")


def find_folder(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path | None:
    """Return the folder of the user's configuration, None where there is none.

    `--config`, then MONITOR_CONFIG, `./config`, `$XDG_CONFIG_HOME/monitor` (else
    `~/.config/monitor`). A folder that was asked for is returned even if it is not there: `load`
    says so. `./config` counts only with one of our files in it.
    """
    asked = option or environ.get("MONITOR_CONFIG")
    if asked:
        return cwd / asked
    home = environ.get("XDG_CONFIG_HOME") or ""
    if not home.startswith("/"):  # XDG: a relative path is invalid and ignored
        home = f"{environ['HOME']}/.config" if environ.get("HOME") else ""
    places = [cwd / "config", *([Path(home) / "monitor"] if home else [])]
    return next((place for place in places if _holds_ours(place)), None)


def shipped_folder() -> Path:
    """Return the configuration that came with the program: in the wheel, else in the clone."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / "config"


def check_names(folder: Path, problems: Problems) -> None:
    """Note that the folder is none, or that a file's name is almost one of ours."""
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "no such folder"
        problems.add_file(folder, what)
        return
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        problems.add_file(folder, f"cannot be read: {(error.strerror or '').lower()}")
        return
    stems = [name.removesuffix(".toml") for name in FILES]
    for name in names:
        stem, dot, ending = name.rpartition(".")
        meant = nearest(stem, stems) if ending in _ENDINGS and name not in FILES else None
        if dot and meant and f"{meant}.toml" not in names:
            what = f'is not read under this name (did you mean "{meant}.toml"?)'
            problems.add_file(folder / name, what)


def _holds_ours(folder: Path) -> bool:
    try:
        return any((folder / name).exists() for name in FILES)
    except OSError:
        return False
