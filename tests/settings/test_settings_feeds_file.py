"""Feeds added and removed by the command line leave the rest of feeds.toml as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import InputError
from monitor.settings.feeds_file import add_feed, add_feeds, remove_feed, save_text

TEXT = """\
# My feeds

# --- Iraq ---
[[feed]]
url = "https://a.example.org/feed"  # the good one
title = "Alpha"
language = "en"
# inside Alpha

# --- Gulf ---
[[feed]]
url = "https://b.example.org/feed"
title = "Beta"

# keep me

[[feed]]
title = "Gamma"
url = 'https://c.example.org/feed?x=[1]'
# the end
"""


def rows(text: str) -> list[dict[str, object]]:
    return tomllib.loads(text).get("feed", [])


def test_an_added_feed_stands_at_the_end_and_nothing_else_changes() -> None:
    new = add_feed(TEXT, {"url": "https://d.example.org/", "title": 'A "B" \\ C', "enabled": False})
    assert new.startswith(TEXT + "\n[[feed]]\n")
    assert rows(new)[-1] == {
        "url": "https://d.example.org/",
        "title": 'A "B" \\ C',
        "enabled": False,
    }


@pytest.mark.parametrize("text", ["", "# only words", "# line\n", "# gap\n\n"])
def test_a_feed_can_be_added_to_a_file_without_any(text: str) -> None:
    new = add_feed(text, {"url": "https://d.example.org/", "title": ""})
    assert new.startswith(text)
    assert rows(new) == [{"url": "https://d.example.org/"}]


@pytest.mark.parametrize(
    ("text", "feed", "what"),
    [
        (TEXT, {"url": "http://www.a.example.org/feed/"}, "among the feeds already"),
        (TEXT, {"url": "file:///etc/passwd"}, "is not fetched"),
        (TEXT, {"url": "https://d.example.org/", "title": "a\nb"}, "line break"),
        (TEXT, {"url": "https://d.example.org/", "country": "Iraq"}, "no ISO 3166-1"),
        (TEXT, {"url": "https://d.example.org/", "name": "x"}, "a feed has no name"),
        (TEXT, {"title": "x"}, "needs an address"),
        ("[[feed]\n", {"url": "https://d.example.org/"}, "cannot be read"),
        ("feed = []\n", {"url": "https://d.example.org/"}, "cannot be read"),
        ("[feed]\nurl = 'https://d.example.org/'\n", {"url": "https://e.example.org/"}, "rows"),
    ],
)
def test_what_cannot_be_added_is_refused(text: str, feed: dict[str, str], what: str) -> None:
    with pytest.raises(InputError, match=what):
        add_feed(text, feed)


def test_an_import_with_one_feed_twice_adds_none() -> None:
    feed = {"url": "https://d.example.org/"}
    with pytest.raises(InputError, match="already"):
        add_feeds(TEXT, [feed, feed])
    assert add_feeds(TEXT, []) == TEXT


def test_a_removed_feed_takes_only_its_own_lines() -> None:
    assert remove_feed(TEXT, "https://b.example.org/feed") == TEXT.replace(
        '[[feed]]\nurl = "https://b.example.org/feed"\ntitle = "Beta"\n', ""
    )
    assert remove_feed(TEXT, "ALPHA").startswith("# My feeds\n\n# --- Iraq ---\n# inside Alpha\n")


def test_the_last_feed_can_go_and_the_words_behind_it_stay() -> None:
    assert remove_feed(TEXT, "gamma").endswith("# keep me\n\n# the end\n")


def test_what_is_not_there_or_not_clear_is_not_removed() -> None:
    with pytest.raises(InputError, match="no feed has"):
        remove_feed(TEXT, "Delta")
    twice = TEXT.replace("Gamma", "Beta")
    with pytest.raises(InputError, match=r"several feeds: https://b\.example\.org/feed, https://c"):
        remove_feed(twice, "Beta")
    with pytest.raises(InputError, match="only"):
        remove_feed('feed = [{ url = "https://a.example.org/" }]\n', "https://a.example.org/")


@given(
    st.lists(
        st.sampled_from(
            [
                "# c\n",
                "\n",
                "title = 'x # [[feed]]'\n",
                'language = "en"\n',
                'family = """\n[[feed]]\nurl = 1\n"""\n',
                "[[feed]]\n",
            ]
        ),
        max_size=12,
    ),
    st.integers(0, 4),
)
def test_add_after_remove_keeps_all_other_rows(parts: list[str], which: int) -> None:
    """Whatever stands between the rows, the parsed rest is the same (see the assert inside)."""
    text, used = "", 0
    for part in parts:
        if part == "[[feed]]\n":
            part += f'url = "https://n{used}.example.org/"\n'
            used += 1
        text += part
    try:
        before = rows(text)
    except tomllib.TOMLDecodeError:
        return
    url = f"https://n{which}.example.org/"
    if which >= used:
        with pytest.raises(InputError):
            remove_feed(text, url)
        return
    left = remove_feed(text, url)
    assert rows(left) == [row for row in before if row["url"] != url]
    assert {"url": url} in rows(add_feed(left, {"url": url}))


def test_saving_replaces_the_file_and_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "feeds.toml"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    save_text(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feeds.toml", "real.toml"]
