"""Which alerts stories of our own raise on the whole way from row to alert."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_builders import lines, run, write_rows

Row = dict[str, str]


def a_row(url: str, day: str, title: str, text: str, outlet: str = "") -> Row:
    host = url.partition("/")[0]
    return {
        "url": f"https://{url}",
        "title": title,
        "text": text,
        "published": day,
        "outlet": outlet or host.partition(".")[0].capitalize() + " Gazette",
    }


def raised(folder: Path, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Return (kind, headline) of the alerts that the rows raise, in order."""
    db = folder / "monitor.db"
    run("backfill", "--alerts", str(write_rows(folder / "rows.jsonl", tuple(rows))), db=db)
    found = lines(run("export", "alerts", db=db).output)
    found.sort(key=lambda row: row["raised_at"])
    return [(row["kind"], row["headline"]) for row in found]


BLAST = (
    "An explosion tore through a fireworks workshop in Maiduguri on Monday morning, and {seven}"
    " people were killed, residents said. Windows broke in the streets around the old market and"
    " the workshop's roof lay in the yard. Neighbours dug with their hands until lorries came with"
    " shovels. The owner, Bulama Goni, had moved his stock there in March because the rainy season"
    " had spoilt an earlier store. Schools near the market stayed closed for the day and the water"
    " board cut the supply for three hours while pipes were mended."
)
FIRST = a_row(
    "borno.example/blast",
    "2026-05-04T10:00:00Z",
    "Seven killed in Maiduguri blast",
    BLAST.format(seven="seven"),
)


def test_a_page_that_lowers_its_figure_is_a_correction(tmp_path: Path) -> None:
    note = "Correction: An earlier version of this article gave the number of dead as seven.\n\n"
    mended = note + BLAST.format(seven="five")
    rows = [
        FIRST,
        {
            **FIRST,
            "title": "Five killed in Maiduguri blast",
            "text": mended,
            "published": "2026-05-04T15:00:00Z",
        },
    ]
    found = raised(tmp_path, rows)
    assert [kind for kind, _ in found] == ["new_incident", "correction"]
    assert "corrected: 5 killed (was 7 killed)" in found[1][1]


def test_a_page_that_lowers_its_figure_and_says_nothing_is_a_silent_edit(tmp_path: Path) -> None:
    again = {
        **FIRST,
        "title": "Five killed in Maiduguri blast",
        "text": BLAST.format(seven="five"),
        "published": "2026-05-04T15:00:00Z",
    }
    found = raised(tmp_path, [FIRST, again])
    assert [kind for kind, _ in found] == ["new_incident", "correction"]
    assert "changed without a notice: 5 killed (was 7 killed)" in found[1][1]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Retraction: Maiduguri blast",
            "Borno Gazette has withdrawn a report of Monday that an explosion killed seven people"
            " in Maiduguri. We have retracted the story because the caller on whom it rested was"
            " not who he said he was, and no explosion took place. We apologise to our readers.",
        ),
        (
            "Seven killed in Maiduguri blast",
            "This article has been retracted. It said that seven people were killed in an explosion"
            " in Maiduguri on Monday. The account could not be confirmed, and the editors no longer"
            " stand by it.",
        ),
    ],
)
def test_a_page_that_takes_its_report_back_is_a_retraction(
    tmp_path: Path, title: str, text: str
) -> None:
    again = {**FIRST, "title": title, "text": text, "published": "2026-05-05T10:00:00Z"}
    found = raised(tmp_path, [FIRST, again])
    assert [kind for kind, _ in found] == ["new_incident", "retraction"]
    assert found[1][1].endswith("Borno Gazette took its report back")
    claims = lines(run("export", "claims", db=tmp_path / "monitor.db").output)
    assert claims
    assert all(one["retracted"] for one in claims)


def test_a_claim_of_responsibility_that_a_page_leaves_out_is_taken_back(tmp_path: Path) -> None:
    text = (
        "Gunmen attacked a police post in Gwoza, Nigeria, late on Tuesday and killed two officers."
        " {claim}The road to Pulka was closed until noon while soldiers searched the hills, and"
        " traders were told to turn back at the second bridge. Residents heard shots for half an"
        " hour. The post had been rebuilt in the dry season after an earlier fire."
    )
    claim = "Boko Haram claimed responsibility for the attack in a message on Wednesday. "
    first = a_row(
        "yola.example/post",
        "2026-05-06T08:00:00Z",
        "Two officers killed in attack on Gwoza police post",
        text.format(claim=claim),
    )
    again = {**first, "text": text.format(claim=""), "published": "2026-05-06T18:00:00Z"}
    kinds = [kind for kind, _ in raised(tmp_path, [first, again])]
    assert kinds == ["new_incident", "responsibility_claimed", "retraction"]


def test_the_first_official_word_is_told_and_the_next_is_not(tmp_path: Path) -> None:
    official = (
        "Borno state police said on Monday that seven people were killed when a fireworks workshop"
        " blew up in Maiduguri in the morning. The commissioner, Lawan Jidda, visited the place and"
        " said that the workshop had no licence. A search for survivors ended at four o'clock."
    )
    rows = [
        FIRST,
        a_row(
            "plateau.example/blast",
            "2026-05-04T16:00:00Z",
            "Police on deadly Maiduguri workshop explosion",
            official,
        ),
        a_row(
            "kano.example/blast",
            "2026-05-04T19:00:00Z",
            "Police speak about Maiduguri workshop blast",
            official.replace("The commissioner", "Their commissioner"),
        ),
    ]
    kinds = [kind for kind, _ in raised(tmp_path, rows)]
    assert kinds.count("official_confirmation") == 1
    assert kinds[0] == "new_incident"


def test_a_report_after_two_months_is_a_late_development(tmp_path: Path) -> None:
    late = (
        "A court in Maiduguri heard on Thursday how seven people were killed when a fireworks"
        " workshop exploded near the old market on 4 May. Bulama Goni, who owned the workshop,"
        " told the judge that he had moved his stock there because rain had spoilt another store."
        " Seven people were killed in the explosion on Monday 4 May 2026, the charge says."
    )
    rows = [
        FIRST,
        a_row(
            "plateau.example/court",
            "2026-07-09T10:00:00Z",
            "Owner of Maiduguri workshop charged over blast that killed seven",
            late,
        ),
    ]
    anniversary = a_row(
        "jos.example/year",
        "2027-05-04T10:00:00Z",
        "A year after the Maiduguri workshop explosion that killed seven",
        late.replace("A court in Maiduguri heard on Thursday", "People in Maiduguri remembered"),
    )
    found = raised(tmp_path, [*rows, anniversary])
    assert [kind for kind, _ in found][:2] == ["new_incident", "reopened"]
    assert [kind for kind, _ in found].count("reopened") == 1
    assert "new report after 66 days: charges" in found[1][1]


def test_a_page_that_mends_its_spelling_says_nothing(tmp_path: Path) -> None:
    again = {
        **FIRST,
        "text": FIRST["text"].replace("shovels", "spades"),
        "published": "2026-05-04T12:00:00Z",
    }
    copy = {
        **FIRST,
        "url": "https://kano.example/copy",
        "outlet": "Kano Courier",
        "published": "2026-05-04T13:00:00Z",
    }
    assert [kind for kind, _ in raised(tmp_path, [FIRST, again, copy])] == ["new_incident"]


def test_a_text_printed_again_months_later_is_a_copy_though_no_report_of_that_day(
    tmp_path: Path,
) -> None:
    again = a_row(
        "kano.example/blast", "2026-12-28T10:00:00Z", FIRST["title"], BLAST.format(seven="seven")
    )
    raised(tmp_path, [FIRST, again])
    db = tmp_path / "monitor.db"
    told = [r["incident_id"] for r in lines(run("export", "reports", db=db).output)]
    assert len(set(told)) == 2
    copies = [(e["from_url"], e["to_url"]) for e in lines(run("export", "lineage", db=db).output)]
    assert (again["url"], FIRST["url"]) in copies
