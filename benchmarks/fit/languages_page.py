"""Writes docs/languages.md: which language has which list of cues, and how many in each.

    python -m benchmarks.fit.languages_page

Every table of a room registers itself: whatever stands under the key of a language in a TOML file
of ROOMS is a list, and so is a row of an array that names its language or has cues by language.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from monitor.tables import ANY, LANGUAGES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "languages.md"
#: Rooms whose tables are told of.
ROOMS = ("facts", "incidents", "language", "lineage")
_HEAD = """# Languages: which has which list

What `monitor` knows of each language, as it stands in the tables beside the code
(`monitor/*/**/*.toml`; how one is read and written: `monitor/tables.py`). A number is how many cues
a list has, or how many patterns stand under a name. A language that lacks a list is read without
it. To add a cue, add a line to its list; to add a language, add its key to `LANGUAGES` in
`monitor/tables.py` and its lists to the tables. Then write this page anew:

    python -m benchmarks.fit.languages_page

"""
#: What is read → the tables of it.
READ = {
    "days": ("dates",),
    "tolls": ("tolls",),
    "kinds of happenings": ("types",),
    "cues (said, judged, blamed …)": ("cues",),
    "weapons and targets": ("terms",),
    "no news": ("not_incident",),
    "places": ("local", "place_words"),
}
#: File below monitor/, list, language, cues.
Listed = tuple[str, str, str, int]


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(listed()), encoding="utf-8")
    print(PAGE)


def listed() -> list[Listed]:
    """Return every list of every table of ROOMS."""
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / "monitor" / room).rglob("*.toml")):
            name = path.relative_to(ROOT / "monitor").as_posix()
            counts: Counter[tuple[str, str]] = Counter()
            for title, language, number in lists_in(tomllib.loads(path.read_text("utf-8"))):
                counts[title, language] += number
            found += [(name, title, language, n) for (title, language), n in counts.items()]
    return found


def lists_in(value: object, title: str = "") -> Iterator[tuple[str, str, int]]:
    """Yield (list, language, cues) of what was read from a table."""
    if isinstance(value, list):
        for row in value:
            if isinstance(row, dict) and "language" in row:
                yield f"pattern {row['name']}", str(row["language"]), 1
            elif isinstance(row, dict):
                yield from lists_in(row, title)
    elif isinstance(value, dict):
        for key, below in value.items():
            if key in LANGUAGES:
                yield from _of_language(below, title, key)
            else:
                yield from lists_in(below, f"{title}.{key}".strip("."))


def _of_language(value: object, title: str, language: str) -> Iterator[tuple[str, str, int]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _of_language(below, f"{title}.{key}".strip("."), language)
    elif isinstance(value, list):
        yield title, language, len(value)
    elif isinstance(value, str):
        yield title, language, len([cue for cue in re.split(r"\||\s+", value) if cue])


def page(rows: list[Listed]) -> str:
    """Return the page: all languages at a glance, then each with its lists."""
    languages = [key for key in LANGUAGES if any(row[2] == key for row in rows)]
    lines = [_HEAD + "| language | lists | cues |", "|---|---|---|"]
    for key in languages:
        own = [row for row in rows if row[2] == key]
        lines.append(f"| {_called(key)} | {len(own)} | {sum(row[3] for row in own)} |")
    lines += ["", *_read(rows, languages)]
    for key in languages:
        lines += ["", f"## {_called(key)}", "", "| table | lists and their cues |", "|---|---|"]
        by_file: dict[str, list[str]] = defaultdict(list)
        for name, title, language, number in rows:
            if language == key:
                by_file[name].append(f"{title}\u00a0{number}")
        lines += [f"| `{name}` | {' · '.join(told)} |" for name, told in by_file.items()]
    return "\n".join(lines) + "\n"


def _read(rows: list[Listed], languages: list[str]) -> list[str]:
    """A table of what is read in each language that news is read in, in cues."""
    lines = [
        "What happened is read in these; an article in any other language is kept, counted "
        "(`unread_language`) and searched, and opens no incident:",
        "",
        f"| language | {' | '.join(READ)} |",
        f"|---|{'---|' * len(READ)}",
    ]
    for key in languages:
        told = [_cues_of(rows, key, names) for names in READ.values()]
        if told[0] and key != ANY:
            lines.append(f"| {_called(key)} | {' | '.join(str(n or '–') for n in told)} |")
    return lines


def _cues_of(rows: list[Listed], language: str, names: tuple[str, ...]) -> int:
    """How many cues a language has in tables of these names, wherever they stand."""
    found = 0
    for file, title, key, number in rows:
        table = Path(file).stem
        if "tongues/" in file:
            table, _, _ = title.partition(".")
        elif table == "where":
            table = title.partition(".")[0]
        found += number if key == language and table in names else 0
    return found


def _called(key: str) -> str:
    return "of no language" if key == ANY else f"{LANGUAGES[key]} (`{key}`)"


if __name__ == "__main__":
    main()
