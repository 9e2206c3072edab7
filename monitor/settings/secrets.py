"""Secrets: from the environment, a file or a systemd credential; never from TOML, never shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.registers import Secret
from monitor.settings.problems import Place, Problems, hint
from monitor.settings.schema import SECRET_WAYS
from monitor.settings.toml_file import TomlFile, os_reason, read_with_mode

_MAX_SECRET = 65_536
_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_CREDENTIAL = re.compile(r"[A-Za-z0-9_.-]{1,255}")


def find_secret(
    file: TomlFile,
    place: Place,
    table: Mapping[str, Any],
    key: str,
    environ: Mapping[str, str],
    problems: Problems,
) -> Secret | None:
    """Return the secret `key` of the channel at `place`; None where none is configured or usable.

    MONITOR_<CHANNEL>_<KEY> and …_FILE win over the keys <key>_env, <key>_file, <key>_credential.
    """
    ways = [way for way in SECRET_WAYS if f"{key}_{way}" in table]
    if len(ways) > 1:
        given = " and ".join(f"{key}_{way}" for way in ways)
        problems.add(file, (*place, f"{key}_{ways[1]}"), f"give one of {given}")
        return None
    where = f"{key}_{ways[0]}" if ways else key
    if key in table and not _is_placeholder(table[key]):
        what = (
            f'a secret does not belong in this file: write {key}_env = "NAME", '
            f'{key}_file = "/path" or {key}_credential = "name", and change it if others saw it'
        )
        problems.add(file, (*place, key), what)
        return None
    try:
        if found := _from_environment(str(place[-1]), key, environ):
            return found
        if ways:
            return _from_way(ways[0], table[where], environ)
        return _from_way("env", table[key][2:-1], environ) if key in table else None
    except ValueError as error:
        problems.add(file, (*place, where), str(error))
        return None


def _from_environment(channel: str, key: str, environ: Mapping[str, str]) -> Secret | None:
    name = f"MONITOR_{re.sub(r'[^A-Z0-9]', '_', channel.upper())}_{key.upper()}"
    if name in environ:
        return _usable(environ[name], f"the variable {name}")
    if f"{name}_FILE" in environ:
        return _from_file(Path(environ[f"{name}_FILE"]), guard=True)
    return None


def _is_placeholder(value: object) -> bool:
    return isinstance(value, str) and bool(_PLACEHOLDER.fullmatch(value))


def _from_way(way: str, value: object, environ: Mapping[str, str]) -> Secret:
    if not isinstance(value, str) or not value:
        raise ValueError("wants text in quotes")
    if way == "env":
        if value not in environ:
            raise ValueError(f"the variable {value} is not set{hint(value, _likely(environ))}")
        return _usable(environ[value], f"the variable {value}")
    if way == "file":
        return _from_file(Path(value), guard=True)
    folder = environ.get("CREDENTIALS_DIRECTORY")
    if not _CREDENTIAL.fullmatch(value) or value in (".", ".."):
        raise ValueError("a credential is a plain name, not a path")
    if not folder:
        raise ValueError(
            f"CREDENTIALS_DIRECTORY is not set; add LoadCredential={value}:/path to the unit"
        )
    # The service manager made this folder for us alone; its modes are its own.
    return _from_file(Path(folder) / value, guard=False)


def _likely(environ: Mapping[str, str]) -> list[str]:
    """Return names of variables that may be told in a message."""
    return [name for name in environ if re.search(r"MONITOR|PASS|SECRET|TOKEN|SMTP|KEY", name)]


def _from_file(path: Path, *, guard: bool) -> Secret:
    try:
        body, mode = read_with_mode(path, _MAX_SECRET)
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"the secret file {path} is not UTF-8") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"the secret file {path} {os_reason(error)}") from None
    if guard and mode & 0o007:
        raise ValueError(
            f"the secret file {path} is open to everyone (mode {mode:04o}); chmod 600 it"
        )
    return _usable(text, f"the secret file {path}")


def _usable(text: str, where: str) -> Secret:
    value = text.rstrip("\r\n")
    if not value.strip():
        raise ValueError(f"{where} is empty")
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise ValueError(f"{where} holds a line break or control character")
    return Secret(value)
