"""What is measured of the product: each measure turns labelled data into figures by name.

Most go the way of a user: `monitor backfill` into an empty database, `monitor export`, a scorer
that reads the exports. Single rooms (dates, credits, …) have scripts of their own beside this.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

from benchmarks.load.corpus import News
from benchmarks.score.bench import ROOT, Bench, Figures, Row, read_rows

#: Groups of incident types that a report of plain politics must not get.
HARD = frozenset({"violent", "battle", "disaster", "accident"})


def matching(name: str) -> Callable[[Bench], Figures]:
    """Return the measurement of one set of articles with incident labels."""

    def measure(bench: Bench) -> Figures:
        gold = bench.data / "matching" / f"{name}.jsonl"
        bench.run("backfill", gold, db=name)
        reports = bench.export("reports", name)
        found = bench.score("score_matching.py", gold, reports)
        pair, new = found["pair"], found["new_incident"]
        return {
            "pair_f1": pair["f1"],
            "pair_precision": pair["precision"],
            "pair_recall": pair["recall"],
            "new_incident_f1": new["f1"],
            "false_alarm": new["false_alarm"],
            "miss": new["miss"],
            **_types(name, reports),
            **_again(bench, name, gold),
        }

    return measure


def _again(bench: Bench, name: str, gold: Path) -> Figures:
    """Return the figures after the machine looked again at what changed."""
    bench.run("reconsider", db=name)
    found = bench.score("score_matching.py", gold, bench.export("reports", name))
    return {"pair_f1_after": found["pair"]["f1"], "mixed_after": found["mixed_clusters"]}


def _types(name: str, reports: Path) -> Figures:
    """Return how often the type is one that the set's subject rules out, or must be."""
    from benchmarks.score.facts_common import tools

    kinds = [row["incident_type"] for row in read_rows(reports) if row["role"] == "primary"]
    total = max(1, len(kinds))
    if name == "us-politics":
        groups = tools().groups
        return {"hard_types": round(sum(groups.get(k) in HARD for k in kinds) / total, 4)}
    if name == "gun-violence":
        right = sum(kind in ("shooting", "armed_attack") for kind in kinds)
        return {"shooting": round(right / total, 4)}
    return {}


def headlines(bench: Bench) -> Figures:
    """Headlines and dates alone against a register of known incidents."""
    folder = bench.data / "matching"
    register = folder / "armed-violence.register.jsonl"
    bench.run("incidents", "import", register, "--complete", db="headlines")
    gold = folder / "armed-violence-headlines.jsonl"
    bench.run("backfill", gold, db="headlines")
    found = bench.score("score_register.py", gold, bench.export("reports", "headlines"))
    return {key: found[key] for key in ("precision", "recall", "f1")}


def facts(bench: Bench) -> Figures:
    """Killed, injured, day and place of the incident that each article reports."""
    gold = bench.data / "facts" / "gun-violence.jsonl"
    bench.run("backfill", gold, db="facts")
    incidents, reports = bench.export("incidents", "facts"), bench.export("reports", "facts")
    found = bench.score("score_facts.py", gold, incidents, reports)
    return {key: found[key] for key in ("killed", "injured", "date", "date_within_1", "place")}


def primary(name: str, *texts: str) -> Callable[[Bench], Figures]:
    """Return the measurement of what each article itself reports, coded by reading."""

    def measure(bench: Bench) -> Figures:
        gold = bench.data / "facts" / f"primary-{name}.jsonl"
        for file in texts:
            bench.run("backfill", bench.data / file, db=name)
        found = bench.score("score_primary.py", gold, bench.export("reports", name))
        others = found["not_reports_opened"]
        reports = found["family"]["n"]
        figures = {
            "opened": round(1 - found["reports_not_opened"] / max(1, reports), 4),
            "not_reports_opened": round(others["opened"] / max(1, others["of"]), 4),
            "family": found["family"]["right"],
        }
        for field in ("day", "country", "place", "killed"):
            figures[field] = found[field]["right"]
            figures[f"{field}_wrong"] = found[field]["wrong"]
            figures[f"{field}_invented"] = found[field]["invented"]
        return figures

    return measure


def dates(bench: Bench) -> Figures:
    """Share of plain expressions of time that are resolved to the right day, by kind."""
    found = bench.own("score_dates", bench.data / "facts" / "dates.jsonl")
    return {kind: share for kind, (_, _, share) in found.items()}


def latin(bench: Bench) -> Figures:
    """Violent incident or not, killed, perpetrators and their standing, in reports of long ago."""
    found = bench.own("facts_latin", bench.data / "facts" / "latin-america.jsonl")
    names = ("violent_f1", "violent_without_template", "killed_exact", "org_f1", "standing")
    return {name: found[name] for name in names}


def sources(name: str, texts: str) -> Callable[[Bench], Figures]:
    """Return the measurement of who is told as a source, by a reader's list of them."""

    def measure(bench: Bench) -> Figures:
        db = f"sources-{name}"
        bench.run("backfill", bench.data / texts, db=db)
        gold = bench.data / "facts" / f"primary-{name}.jsonl"
        found = bench.score("score_sources.py", gold, bench.export("lineage", db))
        return {kind: found[kind] for kind in ("precision", "recall", "ghosts")}

    return measure


def reuse(bench: Bench) -> Figures:
    """Which articles share prose, and which only a quote or a statement."""
    folder = bench.data / "lineage"
    documents = folder / "reuse-documents.jsonl"
    bench.run("backfill", documents, db="reuse")
    lineage = bench.export("lineage", "reuse")
    found = bench.score("score_reuse.py", folder / "reuse-pairs.jsonl", documents, lineage)
    tied, fragments = found["fragments_wrongly_tied"]
    copies, every = found["copies_found"]
    return {
        "f1": found["f1"],
        "precision": found["precision"],
        "recall": found["recall"],
        "fragments_tied": round(tied / max(1, fragments), 4),
        "copies_found": round(copies / max(1, every), 4),
    }


def attribution(bench: Bench) -> Figures:
    """Overlap F1 of cue, source and content spans on texts that nothing was fitted on."""
    found = bench.own("attribution", bench.data / "attribution" / "us-politics-dev.jsonl", "en")
    return {kind: found[kind]["f1"] for kind in ("cue", "source", "content")}


def wire(bench: Bench) -> Figures:
    """Wire or local, told from address, byline and headline alone."""
    found = bench.own("credits", "wire", bench.data / "lineage" / "wire-by-metadata.jsonl")
    wrong = found["local_wrong"] / max(1, found["local"])
    return {"precision": found["p"], "recall": found["r"], "local_credited": round(wrong, 4)}


def agencies(bench: Bench) -> Figures:
    """Strict F1 of agencies named in old, badly scanned papers."""
    folder = bench.data / "lineage"
    return {
        f"f1_{language}": bench.own(
            "credits", "mentions", folder / f"agency-mentions-{language}.jsonl"
        )["f1"]
        for language in ("fr", "de")
    }


def extraction(bench: Bench) -> Figures:
    """Token F1 of the main text on saved pages, beside trafilatura alone on the same pages."""
    pages = bench.data / "extraction" / "publisher-pages.jsonl.gz"
    return bench.own("extraction", pages, "--rounds", "1", "--json")


def credits(bench: Bench) -> Figures:
    """Text credits of our own labelled pages, every pattern of them."""
    cases = ROOT / "tests" / "lineage" / "credits.jsonl"
    found = bench.own("credits", "pages", cases)
    wrong = found["clean_wrong"] / max(1, found["clean"])
    return {"f1": found["f1"], "uncredited_credited": round(wrong, 4)}


def made_up(bench: Bench) -> Figures:
    """Made-up news of many towns: reports of one incident stand together, and no others do."""
    rows = list(News(7, per_day=150).rows(450))
    labels = {row["url"]: _label(row.pop("incident")) for row in rows}
    gold = bench.folder / "made-up.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    bench.run("backfill", gold, db="made-up")
    found = dict.fromkeys(labels, "")
    for row in read_rows(bench.export("reports", "made-up")):
        if row["role"] == "primary" and row["incident_id"]:
            found[row["article_url"]] = row["incident_id"]
    told = [(labels[url], incident or url) for url, incident in found.items()]
    pairs = list(combinations(told, 2))
    wanted, said = (sum(a[n] == b[n] for a, b in pairs) for n in (0, 1))
    right = sum(a == b for a, b in pairs)
    precision, recall = right / max(1, said), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"pair_f1": f1, "pair_precision": precision, "pair_recall": recall}


def _label(incident: Row) -> str:
    return f"{incident['kind']} {incident['spot']} {incident['town']} {incident['day']}"


def demo(bench: Bench) -> Figures:
    """The demo world against what a careful analyst would say of it."""
    from benchmarks.score.demo_truth import score_demo

    return score_demo(bench.folder / "demo")


def theatre(bench: Bench) -> Figures:
    """A made-up theatre in three languages: voices, claims, origins, alerts."""
    from benchmarks.score.theatre_truth import run

    return run(bench.folder)


def seeds(bench: Bench) -> Figures:
    """The founding articles against what a careful analyst reads out of them."""
    from benchmarks.score.seeds_truth import score_seeds

    folder = bench.data.parent / "seeds"
    bench.run("backfill", folder / "articles.jsonl", db="seeds")
    kinds = ("articles", "reports", "incidents", "lineage", "claims")
    exports = {kind: list(read_rows(bench.export(kind, "seeds"))) for kind in kinds}
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return score_seeds(expected, list(read_rows(folder / "articles.jsonl")), exports)


#: Longest first: two run side by side. Those that measure time run alone, at the end.
LABELLED: Mapping[str, Callable[[Bench], Figures]] = {
    "matching/gun-violence": matching("gun-violence"),
    "facts/gun-violence": facts,
    "matching/headlines": headlines,
    "facts/latin-america": latin,
    "matching/twin-events": matching("twin-events"),
    "matching/us-politics": matching("us-politics"),
    "matching/wikinews": matching("wikinews"),
    "matching/world-news": matching("world-news"),
    "matching/dismissals": matching("dismissals"),
    "matching/fires": matching("fires"),
    "facts/primary-world": primary("world", "matching/world-news.jsonl", "matching/wikinews.jsonl"),
    "facts/primary-german": primary("german", "facts/german-articles.jsonl"),
    "facts/primary-tongues": primary("tongues", "facts/tongues-articles.jsonl"),
    "facts/primary-pages": primary("pages", "extraction/publisher-pages.jsonl.gz"),
    "lineage/sources-pages": sources("pages", "extraction/publisher-pages.jsonl.gz"),
    "lineage/sources-tongues": sources("tongues", "facts/tongues-articles.jsonl"),
    "lineage/wire": wire,
    "lineage/agencies": agencies,
    "lineage/attribution": attribution,
    "lineage/reuse": reuse,
    "facts/dates": dates,
    "seeds": seeds,
}
OWN: Mapping[str, Callable[[Bench], Figures]] = {
    "own/demo-world": demo,
    "own/made-up": made_up,
    "own/credits": credits,
    "own/theatre": theatre,
}
ALONE: Mapping[str, Callable[[Bench], Figures]] = {"extraction/pages": extraction}
