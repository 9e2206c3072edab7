"""Knowledge of language stands in tables (monitor/**/*.toml), not in Python.

A linguist adds a cue without touching code, so no module of these rooms holds a list of five or
more natural-language words: not as a tuple, list or set, not as a string that is split, not as the
alternatives of a regular expression.

What is no natural language, by rule: names of the program (enum values, dataclass fields, anything
with an underscore), sentences (more than four words), single letters. Keys and values of dicts map
one name of the program to another, or to what is shown; they are not looked at.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "monitor"
#: Rooms whose tables hold all their words.
ROOMS = ("facts", "incidents", "language", "lineage")
#: So many words are a list that somebody will want to add to.
MANY = 5
_WORD = re.compile(r"[^\W\d_]{2,}(?:[ '’-][^\W\d_]+)*")
#: In a regular expression: escapes, classes, names of groups, flags, counts.
_MACHINERY = re.compile(
    r"\\.|\[(?:\\.|[^\]])*\]|\(\?P?<\w+>|\(\?[a-zA-Z-]*[:=!]|\(\?<[=!]|\{[^{}]*\}"
)


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_holds_a_list_of_words(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules
    found = [line for path in modules for line in lists_of_words(path.read_text("utf-8"), path)]
    assert not found, "move to a table beside the code:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        'A = ("said", "told", "added", "wrote", "noted", "warned")',
        'A = frozenset([*("said", "told", "added"), *("wrote", "noted", "warned")])',
        'A = "said told added wrote noted warned".split()',
        'A = bag("said told added wrote noted warned")',
        'A = re.compile(r"\\b(?:said|told|adds?|wrote|noted|warned)\\b", re.I)',
        'A = rf"(?:said|told{B}|added|wrote|noted|warned)"',
        'A = {"dass", "daß", "ob", "wie", "wenn"}',
        'A = ("на", "из", "по", "от", "до")',
    ],
)
def test_a_list_of_words_is_seen(code: str) -> None:
    assert list(lists_of_words(code, Path("a.py")))


@pytest.mark.parametrize(
    "code",
    [
        'A = ("said", "told", "added", "wrote")',
        'A = ("killed", "injured", "missing", "kidnapped", "arrested")',
        'A = ("jsonld_author", "meta_author", "dc_creator", "feed_source", "credit_line")',
        'A = re.compile(r"(?P<name>\\w+)|\\s|[abc]|\\d{2}|x|y|z")',
        'A = {"said": 1, "told": 2, "added": 3, "wrote": 4, "claimed": 5}',
        'def said(): "said|told|added|wrote|claimed"',
    ],
)
def test_names_of_the_program_are_none(code: str) -> None:
    assert not list(lists_of_words(code, Path("a.py")))


def lists_of_words(code: str, path: Path) -> Iterator[str]:
    """Yield "file:line: words" of every list of natural-language words in `code`."""
    tree = ast.parse(code)
    prose = docstrings(tree)
    inner: set[ast.AST] = set()
    for node in ast.walk(tree):
        if node in inner or node in prose:
            continue
        words = [w for w in words_of(node) if is_natural(w)]
        if len(words) >= MANY:
            inner.update(ast.walk(node))
            yield f"{path}:{getattr(node, 'lineno', 0)}: {', '.join(words[:6])} …"


def words_of(node: ast.AST) -> list[str]:
    """Return the words that a node lists."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [word for item in node.elts for word in of_item(item)]
    if isinstance(node, ast.Call):
        return of_call(node)
    text = text_of(node)
    return alternatives(text) if "|" in text else []


def of_item(item: ast.expr) -> list[str]:
    if isinstance(item, ast.Constant) and isinstance(item.value, str):
        return [item.value]
    return words_of(item.value) if isinstance(item, ast.Starred) else []


def of_call(node: ast.Call) -> list[str]:
    """ "…".split() and bag("…"): a string of words."""
    func = node.func
    if isinstance(func, ast.Attribute) and func.attr == "split":
        return text_of(func.value).split()
    if isinstance(func, ast.Name) and func.id == "bag" and node.args:
        return text_of(node.args[0]).replace("|", " ").split()
    return []


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) for part in node.values)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text else ""  # type: ignore[attr-defined]


def alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a regular expression that are words."""
    found = (_WORD.search(piece) for piece in _MACHINERY.sub(" ", pattern).split("|"))
    return [match.group() for match in found if match]


def is_natural(word: str) -> bool:
    """Whether a word is of a language rather than a name of the program."""
    return bool(_WORD.fullmatch(word)) and len(word.split()) <= 4 and word not in names()


@cache
def names() -> frozenset[str]:
    """Return the names of the program: values of enums, fields of dataclasses."""
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.update(names_in(node))
    return frozenset(found)


def names_in(node: ast.ClassDef) -> Iterator[str]:
    is_enum = any(isinstance(base, ast.Name) and "Enum" in base.id for base in node.bases)
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id
        elif is_enum and isinstance(line, ast.Assign):
            yield text_of(line.value)


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Return the constants that are only read by people."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
