"""Articles of our own for the command line's tests, and a way to run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from monitor.cli.main import monitor

WIRE = (
    "Gunmen attacked a grain depot in Maiduguri late on Monday, killing four guards and wounding"
    " six workers, police said. The attackers came on motorcycles shortly before midnight and set"
    " two lorries on fire before they fled towards the river. Borno police spokesman Haruna Dikko"
    " said in a statement that a search was under way and that no group had claimed the attack.\n\n"
    "Residents of the district said they had heard shots for about twenty minutes. The depot is"
    " run by a farmers' cooperative and feeds some three thousand families in the rainy season,"
    " its manager Asabe Kolo said. The state government sent soldiers to guard the road."
)
ROWS = (
    {
        "url": "https://wire.example/depot",
        "title": "Four guards killed as gunmen attack grain depot in Maiduguri",
        "text": f"MAIDUGURI, Nigeria, May 5 (Reuters) - {WIRE}\n\n(Reporting by Ade Bello)",
        "published": "2026-05-05T06:00:00Z",
        "outlet": "Wire Example",
    },
    {
        "url": "https://copy.example/world/depot",
        "title": "Gunmen kill four guards at depot",
        "text": WIRE,
        "published": "2026-05-05T08:30:00Z",
        "outlet": "Copy Example",
    },
    {
        "url": "https://other.example/flood",
        "title": "Flood in Sylhet leaves two missing",
        "text": "Two people were missing after the Surma river burst its banks in Sylhet,"
        " Bangladesh, on Wednesday, the district administration said. Some four hundred houses"
        " stood under water by noon and schools were closed for the week.",
        "published": "2026-05-07T10:00:00Z",
        "outlet": "Other Example",
    },
    {
        "url": "https://other.example/opinion",
        "title": "Opinion: Why we should all read slower",
        "text": "I have been thinking about reading. We rush through pages as if somebody paid us"
        " by the word, and in my view we lose what matters. Slow reading is a habit worth having.",
        "published": "2026-05-08T10:00:00Z",
        "outlet": "Other Example",
    },
)


def write_rows(path: Path, rows: tuple[dict[str, str], ...] = ROWS) -> Path:
    """Write rows as JSON lines; return the path."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*words: str, db: Path | None = None, expect: int | None = 0) -> Result:
    """Run `monitor` with `words`; the exit code must be `expect` (None = any)."""
    front = ["--db", str(db)] if db else []
    result = CliRunner().invoke(monitor, [*front, *words], catch_exceptions=True)
    if expect is not None and result.exit_code != expect:
        raise AssertionError(
            f"{words} gave {result.exit_code}: {result.output}\n{result.exception!r}"
        )
    return result


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def incident_of(db: Path, url: str) -> str:
    found = lines(run("export", "reports", db=db).output)
    return next(r["incident_id"] for r in found if r["article_url"] == url and r["incident_id"])
