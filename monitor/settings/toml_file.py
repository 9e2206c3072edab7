"""One TOML file from disk: refused with a reason, or parsed with the lines of its keys at hand."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from monitor.settings.layout import Layout, scan
from monitor.settings.problems import Place, Problems, place_text

MAX_BYTES = 16_000_000
#: tomllib's cost on dotted keys and inline tables grows faster than their length.
_MAX_LINE = 100_000
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_YAML_LIKE = re.compile(r"\s*(?:- )?[\w.-]+:(?:\s|$)")
_BARE_VALUE = re.compile(r"\s*[\w.\"'-]+\s*=\s*([^\s\"'\[{#][^#]*?)\s*(?:#.*)?$")
_TRUTH = {"yes": "true", "no": "false", "on": "true", "off": "false", "none": ""}


class TomlFile:
    """A parsed file that knows on which line a key stands (found out when first asked)."""

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self.path = path
        self.data = data
        self._text = text
        self._layout: Layout | None = None

    def line(self, place: Place) -> int | None:
        """Return the line of `place`, or of the nearest table around it."""
        if self._layout is None:
            self._layout = scan(self._text)
        return self._layout.line(place)


def read_toml(path: Path, problems: Problems) -> TomlFile | None:
    """Return the file parsed; None with the reason in `problems` where it cannot be used."""
    try:
        text = _decode(read_with_mode(path, MAX_BYTES)[0])
    except (OSError, ValueError) as error:
        problems.add_file(path, os_reason(error))
        return None
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _MAX_LINE:
            what = f"a line of {len(line):,} characters is not read (most: {_MAX_LINE:,})"
            problems.add_file(path, what, number)
            return None
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        _explain(path, text, error, problems)
    except RecursionError:
        problems.add_file(path, "nested too deeply to be read")
    except ValueError as error:  # an integer of thousands of digits
        problems.add_file(path, f"cannot be read: {str(error)[:200].lower()}")
    return None


def read_with_mode(path: Path, most: int) -> tuple[bytes, int]:
    """Return what a regular file holds, and its mode. Raises OSError or ValueError with why."""
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise ValueError("is a folder, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("is no regular file (a pipe, socket or device)")
        body = file.read(most + 1)
    if len(body) > most:
        raise ValueError(f"is larger than {most:,} bytes")
    return body, stat.S_IMODE(status.st_mode)


def os_reason(error: OSError | ValueError) -> str:
    """Return why a file could not be read, in lower case and without its name."""
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    return str(error)


def _decode(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("is UTF-16; save it as UTF-8")
    if body.startswith(b"\xef\xbb\xbf"):
        raise ValueError("begins with a byte order mark; save it as UTF-8 without BOM")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ValueError(f"is not UTF-8 (line {line}); save it as UTF-8") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ValueError(f"holds a NUL character (line {line}); it is no text file")
    return text.replace("\r\n", "\n")


def _explain(path: Path, text: str, error: tomllib.TOMLDecodeError, problems: Problems) -> None:
    """Add the syntax error with its line, column and what is most probably meant."""
    message = str(error)
    at = _AT.search(message)
    lines = text.split("\n")
    end = text.rstrip().count("\n") + 1
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (end, 0)
    what = message[: at.start()] if at else message
    what = what[:1].lower() + what[1:160]
    repeats = [one for one in scan(text).repeats if one[2] <= line]
    if repeats and ("overwrite" in what or "declare" in what or "Cannot" in message):
        place, first, second = repeats[-1]
        what = f"{place_text(place)} is set twice (first at line {first})"
        problems.add_file(path, what, second)
        return
    guess = _guess(lines[line - 1]) if line <= len(lines) else ""
    problems.add_file(path, f"not TOML: {what}{guess}", line, column)


def _guess(line: str) -> str:
    if "=" not in line and _YAML_LIKE.match(line):
        return " (TOML writes key = value)"
    if not (bare := _BARE_VALUE.match(line)):
        return ""
    value = bare[1]
    word = value.lower()
    if word in ("true", "false"):
        return f" (write {word})"
    if word in _TRUTH:
        return f" (write {_TRUTH[word]})" if _TRUTH[word] else " (leave the key out)"
    # The value itself stays unsaid: it may be a password.
    return "" if value.endswith(("]", "}")) else ' (text stands in quotes: key = "value")'
