"""The house's own measures: small modules, short functions, none tangled, no circle of imports."""

from __future__ import annotations

import ast
import statistics
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "monitor"
#: Files being split; this may only shrink.
MODULE_LINES = 300
#: Rank C of radon, which counts `and` and `or` as branches.
COMPLEXITY = 20
MEDIAN, MOST_OF_TEN, LONGEST = 8, 20, 50


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def house() -> dict[str, list[str]]:
    """What pyproject.toml lets pass for now."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["monitor"]["house"]


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_too_long() -> None:
    long = {name: n for name, text in sources() if (n := len(text.splitlines())) > MODULE_LINES}
    assert set(long) == set(house()["long_modules"]), "a module grew, or the list can shrink"


def test_functions_are_short() -> None:
    sizes = [
        (one.end_lineno or 0) - one.lineno + 1 for _, text in sources() for one in functions(text)
    ]
    assert statistics.median(sizes) <= MEDIAN
    assert statistics.quantiles(sizes, n=10)[-1] <= MOST_OF_TEN
    assert max(sizes) <= LONGEST


def test_no_function_is_tangled() -> None:
    tangled = {
        f"{name}:{block.fullname}"
        for name, text in sources()
        for block in cc_visit(text)
        if block.letter in "FM" and block.complexity > COMPLEXITY
    }
    assert tangled == set(house()["complex_functions"]), "one grew, or the list can shrink"


def imports() -> dict[str, set[str]]:
    """Module → modules of ours it imports, also inside functions and for types only."""
    modules = {
        ".".join(Path(name).with_suffix("").parts).removesuffix(".__init__"): text
        for name, text in sources()
    }
    found: dict[str, set[str]] = defaultdict(set)
    for module, text in modules.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = {f"{node.module}.{one.name}" for one in node.names} | {node.module}
            elif isinstance(node, ast.Import):
                names = {one.name for one in node.names}
            else:
                continue
            found[module] |= (names & modules.keys()) - {module}
    return found


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Strongly connected parts of more than one module (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            part = []
            while not part or part[-1] != node:
                part.append(stack.pop())
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def test_no_import_goes_round_in_a_circle() -> None:
    assert circles(imports()) == []


def test_a_circle_would_be_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_file_names_mean_one_thing() -> None:
    """No two files of one room have one name, but for doors and data."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, _ in sources():
        parts = Path(name).parts
        if parts[-1] not in ("__init__.py", "data.py"):
            names[parts[1], parts[-1]].append(name)
    assert [same for same in names.values() if len(same) > 1] == []
