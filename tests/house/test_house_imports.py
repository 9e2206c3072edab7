"""No module of the house leads back to itself, however late or for whichever types it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import monitor

ROOT = Path(monitor.__file__).parent
Graph = Mapping[str, set[str]]


def modules(root: Path) -> dict[str, Path]:
    """Return every module below a package folder by its dotted name."""
    found = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def graph(root: Path) -> Graph:
    """Return module → modules that it imports, within functions and for types only as well."""
    known = modules(root)
    return {name: set(imported(path, known)) - {name} for name, path in known.items()}


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names += [node.module or ""] if not set(names) <= set(known) else []
        yield from (name for name in names if name in known)


def circles(found: Graph) -> list[list[str]]:
    """Return the strongly connected components of more than one module. Source: Tarjan, 1972."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    components: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in sorted(found[name]):
            if other not in order:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == order[name]:
            at = stack.index(name)
            components.append(sorted(stack[at:]))
            del stack[at:]

    for name in sorted(found):
        if name not in order:
            visit(name)
    return [one for one in components if len(one) > 1]


def test_no_module_imports_itself_by_way_of_others() -> None:
    found = graph(ROOT)
    assert len(found) > 300
    assert circles(found) == []


def test_the_search_finds_circles_of_late_and_of_typed_imports(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    texts = {
        "__init__": "",
        "a": "def late():\n    from house import b\n",
        "b": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.c import Noun\n",
        "c": "import house.a\n",
        "d": "from house.a import late\n",
    }
    for name, text in texts.items():
        (house / f"{name}.py").write_text(text, encoding="utf-8")
    assert circles(graph(house)) == [["house.a", "house.b", "house.c"]]
