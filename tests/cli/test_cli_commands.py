"""Every command does what its help says, on a small database read in from rows of our own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import lxml.etree as etree
import pytest
from cli_builders import ROWS, incident_of, lines, run, write_rows

from monitor.cli.daemon import _done
from monitor.cli.main import COMMANDS, SECTIONS, monitor
from monitor.desk.status import Status

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    path = folder / "monitor.db"
    run("backfill", str(write_rows(folder / "rows.jsonl")), "--alerts", db=path)
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_line_in_the_readme(name: str) -> None:
    command = monitor.get_command(None, name)
    assert command is not None
    assert len((command.help or "").split()) > 4
    assert f"monitor {name}" in README.read_text(encoding="utf-8")
    run(name, "--help")


def test_every_command_stands_in_one_section_of_the_help() -> None:
    shown = [name for commands in SECTIONS.values() for name in commands]
    assert sorted(shown) == sorted(COMMANDS)
    told = run("--help").output
    for heading, commands in SECTIONS.items():
        assert f"{heading}:" in told
        assert all(f"  {name} " in told for name in commands)


def test_every_sub_command_has_help() -> None:
    for name in ("feeds", "incidents", "articles", "outbox"):
        group = monitor.get_command(None, name)
        for sub in group.commands.values():
            assert sub.help, (name, sub.name)
            run(name, sub.name, "--help")


def test_a_mistyped_command_names_the_nearest() -> None:
    assert "Did you mean 'incidents'" in run("incident", expect=2).output


def test_backfill_is_idempotent(db: Path, tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl")
    before = run("export", "reports", db=db).output
    found = json.loads(run("backfill", str(rows), "--json", db=db).output)
    assert found == {"new": 0, "known": len(ROWS), "skipped": 0}
    assert run("export", "reports", db=db).output == before


def test_backfill_names_bad_rows_and_reads_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl.gz"
    good = json.dumps(ROWS[2])
    bad = ["{broken", "[1]", '{"url": "ftp://x/y", "title": "t"}', '{"url": "https://x.example/a"}']
    bad.append('{"url": "https://x.example/b", "title": "t", "published": "yesterday"}')
    path.write_bytes(gzip.compress("\n".join([*bad, good, ""]).encode()))
    result = run("backfill", str(path), db=tmp_path / "m.db")
    for number in range(1, 6):
        assert f"{path}:{number}: " in result.output
    assert "1 new article" in result.output


def test_backfill_of_nothing_but_bad_rows_fails(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{\n")
    run("backfill", str(path), db=tmp_path / "m.db", expect=65)


def test_backfill_reads_in_the_order_of_publication(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", tuple(reversed(ROWS)))
    database = tmp_path / "m.db"
    run("backfill", str(path), db=database)
    reports = lines(run("export", "reports", db=database).output)
    first = next(r for r in reports if r["article_url"] == ROWS[0]["url"])
    assert first["decision"] == "new"


def test_a_copy_is_tied_to_its_wire_and_raises_no_origin(db: Path) -> None:
    edges = lines(run("export", "lineage", db=db).output)
    tied = {(e["from_url"], e["relation"], e["to_url"]) for e in edges}
    assert (ROWS[1]["url"], "republishes", ROWS[0]["url"]) in tied
    incidents = {i["id"]: i for i in lines(run("export", "incidents", db=db).output)}
    depot = incidents[incident_of(db, ROWS[0]["url"])]
    assert (depot["articles"], depot["independent_origins"]) == (2, 1)
    assert incident_of(db, ROWS[1]["url"]) == depot["id"]


def test_an_opinion_piece_opens_nothing(db: Path) -> None:
    reports = lines(run("export", "reports", db=db).output)
    opinion = next(r for r in reports if r["article_url"] == ROWS[3]["url"])
    assert (opinion["decision"], opinion["incident_id"]) == ("not_incident", None)


@pytest.mark.parametrize(
    "kind", ["reports", "incidents", "lineage", "claims", "articles", "alerts"]
)
def test_csv_export_keeps_every_row(kind: str, db: Path, tmp_path: Path) -> None:
    count = len(lines(run("export", kind, db=db).output))
    target = tmp_path / "out.csv"
    run("export", kind, "--format", "csv", "-o", str(target), db=db)
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert len(rows) == count + 1 if count else not rows


def test_incidents_are_listed_and_shown(db: Path) -> None:
    incident = incident_of(db, ROWS[0]["url"])
    listed = json.loads(run("incidents", "list", "--state", "open", "--json", db=db).output)
    assert incident in {row["id"] for row in listed}
    shown = json.loads(run("incidents", "show", incident, "--json", db=db).output)
    assert {r["url"] for r in shown["reports"]} >= {ROWS[0]["url"], ROWS[1]["url"]}
    assert "Maiduguri" in run("incidents", "show", incident, db=db).output


def test_an_unknown_incident_is_named(db: Path) -> None:
    assert run("incidents", "show", "incident_nothing", db=db, expect=1).exception is not None


def test_why_shows_the_words_behind_a_decision(db: Path) -> None:
    told = json.loads(run("why", ROWS[1]["url"], "--json", db=db).output)
    assert told[0]["decision"] == "same"
    assert told[0]["shortlist"][0]["parts"]
    assert "score" in run("why", ROWS[1]["url"], db=db).output


def test_why_compares_with_what_was_known_when_it_was_decided(db: Path) -> None:
    """The copies that came later would make a first report look like one of its own incident."""
    first, copy = ROWS[0]["url"], ROWS[1]["url"]
    incident = incident_of(db, first)
    told = run("why", first, db=db).output
    assert "primary (what the article reports): new" in told
    assert f"[{incident}]" not in told
    assert f"[{incident}]" in run("why", copy, db=db).output
    assert f"[{incident}]" in run("why", first, incident, db=db).output


def test_lineage_is_drawn(db: Path) -> None:
    incident = incident_of(db, ROWS[0]["url"])
    text = run("lineage", incident, "--evidence", db=db).output
    assert "Copy Example" in text
    assert "Reuters" in text
    assert run("lineage", incident, "--dot", db=db).output.startswith("digraph")
    picture = etree.fromstring(run("lineage", incident, "--svg", db=db).output)
    assert "Copy Example" in "".join(str(text) for text in picture.itertext())
    assert "prefix" in json.loads(run("lineage", incident, "--prov", "--json", db=db).output)
    assert json.loads(run("lineage", ROWS[1]["url"], "--json", db=db).output)


def test_claims_carry_their_words(db: Path) -> None:
    incident = incident_of(db, ROWS[0]["url"])
    rows = json.loads(run("claims", incident, "--json", db=db).output)
    assert any(row["field"] == "killed" and row["value"] == "4" and row["words"] for row in rows)
    long_ago = json.loads(run("claims", incident, "--at", "2020-01-01", "--json", db=db).output)
    assert long_ago == []


def test_sources_are_listed(db: Path) -> None:
    assert any(
        row["name"] == "Reuters" for row in json.loads(run("sources", "--json", db=db).output)
    )


def test_alerts_are_listed(db: Path) -> None:
    rows = json.loads(run("alerts", "--since", "2026-01-01", "--json", db=db).output)
    assert "new_incident" in {row["kind"] for row in rows}
    assert rows[0]["incident"] in run("alerts", "--since", "2026-01-01", db=db).output


def test_an_empty_list_says_so_and_where_else_to_look(tmp_path: Path) -> None:
    said = run("alerts", db=tmp_path / "m.db").output
    assert "REASON" not in said
    assert said.startswith("0 alerts since ")
    assert said.endswith("--since looks back\n")


def test_once_says_what_it_brought() -> None:
    nothing = dict.fromkeys((field.name for field in fields(Status)), 0)
    before = Status(**{**nothing, "articles": 3, "incidents": 1})
    after = Status(**{**nothing, "articles": 5, "incidents": 2, "entries_waiting": 1})
    assert _done(before, after) == (
        "done: 2 new articles, 1 new incident; 1 page to be read (again) when due"
    )
    assert _done(after, replace(after, entries_waiting=0)) == "done: nothing new"


def test_articles_are_shown_and_searched(db: Path) -> None:
    shown = json.loads(run("articles", "show", ROWS[2]["url"], "--json", db=db).output)
    assert shown["versions"][0]["title"] == ROWS[2]["title"]
    found = json.loads(run("search", "grain", "depot", "--json", db=db).output)
    assert {row["url"] for row in found} == {ROWS[0]["url"], ROWS[1]["url"]}
    assert "2 articles" in run("search", "grain", "depot", db=db).output
    assert run("search", "zeppelin", db=db, expect=1).output == "0 articles\n"
    run("search", '"', "NEAR(", "*", db=db, expect=1)


def test_a_digest_is_previewed_and_written(db: Path, tmp_path: Path) -> None:
    page = tmp_path / "digest.html"
    words = ("digest", "--since", "2026-05-01", "--until", "2026-05-20")
    assert "Maiduguri" in run(*words, db=db).output
    run(*words, "--html", str(page), db=db)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_person_decides_and_undoes(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", str(copy), db=db)
    depot, flood = (incident_of(copy, ROWS[i]["url"]) for i in (0, 2))
    merged = run("incidents", "merge", depot, flood, "--why", "test", "--who", "ann", db=copy)
    decision = merged.output.split("(")[1].split(")")[0]
    assert incident_of(copy, ROWS[2]["url"]) == depot
    assert json.loads(run("incidents", "show", flood, "--json", db=copy).output)["id"] == depot
    run("incidents", "undo", decision, db=copy)
    assert incident_of(copy, ROWS[2]["url"]) == flood
    parted = run("incidents", "split", depot, ROWS[1]["url"], "--why", "other", db=copy).output
    new = parted.rsplit(" ", 1)[1].strip()
    assert incident_of(copy, ROWS[1]["url"]) == new
    run("incidents", "rename", depot, "Depot attack", "--why", "shorter", db=copy)
    assert "Depot attack" in run("incidents", "show", depot, db=copy).output
    run("check-db", db=copy)


def test_not_same_and_same_bind(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", str(copy), db=db)
    depot, flood = (incident_of(copy, ROWS[i]["url"]) for i in (0, 2))
    run("incidents", "not-same", ROWS[1]["url"], depot, "--why", "elsewhere", db=copy)
    reports = lines(run("export", "reports", db=copy).output)
    told = next(r for r in reports if r["article_url"] == ROWS[1]["url"])
    assert told["incident_id"] is None
    run("incidents", "same", ROWS[1]["url"], flood, "--why", "really", db=copy)
    assert incident_of(copy, ROWS[1]["url"]) == flood
    run("incidents", "close", flood, "--why", "done", db=copy)


def test_a_register_is_taken_in_with_its_ids(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "id,date,place,country,killed,title\n"
        "NG-77,2026-05-04,Maiduguri,Nigeria,4,Attack on a grain depot in Maiduguri\n"
        "NG-78,not a day,Kano,Nigeria,1,Bad row\n"
    )
    database = tmp_path / "m.db"
    result = run("incidents", "import", str(register), db=database)
    assert "1 incident read, 1 new" in result.output
    assert f"{register}:3: " in result.output
    assert "0 new or changed" in run("incidents", "import", str(register), db=database).output
    run("backfill", str(write_rows(tmp_path / "rows.jsonl")), db=database)
    reports = lines(run("export", "reports", db=database).output)
    wire = next(r for r in reports if r["article_url"] == ROWS[0]["url"])
    assert wire["incident_external_id"] == "NG-77"


def test_replay_with_the_same_settings_changes_nothing(db: Path) -> None:
    assert json.loads(run("replay", "--json", db=db).output) == []


def test_extract_prints_one_object(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    body = "".join(f"<p>{part}</p>" for part in WIRE_PARTS)
    page.write_text(
        f"<html><head><title>Depot attacked</title></head><body><article><h1>Depot"
        f" attacked</h1>{body}</article></body></html>"
    )
    found = json.loads(run("extract", str(page), db=tmp_path / "m.db").output)
    assert not (tmp_path / "m.db").exists()
    assert found["title"] == "Depot attacked"
    assert "motorcycles" in found["text"]
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"url": "https://x.example/1", "html": page.read_text()}) + "\n")
    result = run("extract", "--jsonl", str(rows), db=tmp_path / "m.db")
    assert lines(result.output)[0]["url"] == "https://x.example/1"


WIRE_PARTS = tuple(part for part in str(ROWS[1]["text"]).split("\n") if part)


def test_status_and_outbox_answer_on_an_empty_database(tmp_path: Path) -> None:
    found = json.loads(run("status", "--json", db=tmp_path / "m.db").output)
    assert found["articles"] == 0
    assert json.loads(run("outbox", "--json", db=tmp_path / "m.db").output) == []
    run("outbox", "retry", "--all", db=tmp_path / "m.db")


def test_check_names_every_problem(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "monitor.toml").write_text(
        '[poll]\nmin_intervall = "5m"\nmax_interval = "5 parsec"\n'
    )
    result = run("--config", str(folder), "check", "--json", expect=78)
    problems = json.loads(result.output)["problems"]
    assert len(problems) == 2
    assert "min_interval" in problems[0]


def test_feeds_are_added_listed_exported_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "feeds.toml").write_text("# mine\n")
    front = ("--config", str(folder))
    database = tmp_path / "m.db"
    run(*front, "feeds", "add", "https://a.example/rss", "--outlet", "A Paper", db=database)
    listed = json.loads(run(*front, "feeds", "list", "--json", db=database).output)
    assert [row["url"] for row in listed] == ["https://a.example/rss"]
    opml = tmp_path / "feeds.opml"
    run(*front, "feeds", "export", "-o", str(opml), db=database)
    run(*front, "feeds", "remove", "https://a.example/rss", db=database)
    imported = run(*front, "feeds", "import", str(opml), db=database).output
    assert "1 feed added" in imported
    assert (folder / "feeds.toml").read_text().startswith("# mine")
    run(*front, "feeds", "add", "not an address", "--outlet", "B", db=database, expect=1)


def test_check_warns_of_watches_that_can_match_less_than_meant(tmp_path: Path) -> None:
    (tmp_path / "watches.toml").write_text(
        '[[watch]]\nname = "Night"\npatterns = ["(i?)taji"]\nplaces = ["Bagdhad"]\n'
    )
    (tmp_path / "monitor.toml").write_text('[fetch]\ncontact = "desk@example.org"\n')
    (found,) = lines(run("--config", str(tmp_path), "check", "--json").output)
    told = [words for words in found["warnings"] if words.startswith("watch “Night”: ")]
    assert len(told) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--version",), 0),
        (("check",), 78),
        (("status",), 78),
        (("nonsense",), 2),
        (("search", "zyxw", "--db-is-no-option"), 2),
    ],
)
def test_the_program_itself_exits_with_the_code(
    words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    """As a process: what a shell, cron and systemd see."""
    (tmp_path / "monitor.toml").write_text("nonsense = 1\n")
    command = [sys.executable, "-c", "from monitor.cli.main import main; main()"]
    done = subprocess.run(
        [*command, "--config", str(tmp_path), *words], capture_output=True, text=True
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_found_exits_with_one(db: Path) -> None:
    command = [sys.executable, "-c", "from monitor.cli.main import main; main()"]
    done = subprocess.run(
        [*command, "--db", str(db), "search", "zyxwvut"], capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
