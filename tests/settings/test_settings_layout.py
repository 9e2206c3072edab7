"""Lines of keys in TOML texts, and that no text at all makes the loader fall over."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.settings.layout import scan
from monitor.settings.load import load
from monitor.settings.schema import FILES

TEXT = '''\
db = "x" # [not.a.table]
"quoted key" = 1
a.b = { c = 2, d = [
    3, # ]
] }

[fetch]
text = """
[[feed]]
key = 1
"""
after = 'it''s'
[[feed]]
url = "1"
list = [
  "x]", 'y',
]
[[feed]]
  url = "2"
[feed.more]
deep = 1
[channel.mail]
port = 1
'''


def test_every_key_is_found_on_its_line() -> None:
    keys = scan(TEXT.replace("'it''s'", "'its'")).keys
    assert keys == {
        ("db",): 1, ("quoted key",): 2, ("a", "b"): 3, ("fetch",): 7, ("fetch", "text"): 8,
        ("fetch", "after"): 12, ("feed",): 13, ("feed", 0): 13, ("feed", 0, "url"): 14,
        ("feed", 0, "list"): 15, ("feed", 1): 18, ("feed", 1, "url"): 19, ("feed", 1, "more"): 20,
        ("feed", 1, "more", "deep"): 21, ("channel", "mail"): 22, ("channel", "mail", "port"): 23,
    }  # fmt: skip


def test_a_place_without_a_line_of_its_own_has_that_of_its_table() -> None:
    layout = scan(TEXT)
    assert layout.line(("feed", 1, "title")) == 18
    assert layout.line(("a", "b", "c")) == 3
    assert layout.line(("nowhere",)) is None
    assert layout.line(()) is None


def test_a_key_set_twice_has_both_lines() -> None:
    assert scan("[a]\nb = 1\nc = 2\nb = 3\n").repeats == [(("a", "b"), 2, 4)]


PIECES = st.sampled_from(
    ["[fetch]\n", "[[feed]]\n", "[channel.a]\n", "url = ", '"https://x.example.org/"', "\n", "kind",
     " = ", '"email"', "[", "]", "{", "}", '"', "'", '"""', "#", ",", "1", "-1", "nan", "true", ".",
     "1979-05-27", "[[watch]]\n", "name = 'x'\n", "patterns = ['", "(a+", ")+", "near = [1, 2, 3]",
     "[[incident]]\n", "date = ", "killed = ", "[poll]\n", 'min_interval = "', "5m", "\\", "\t",
     "é", "${HOME}", "[digest]\n", "at = ", "feed = 3\n", "channel = []\n", "fetch = 1\n", "\r"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_loaded_or_named_as_a_problem(text: str) -> None:
    """Whatever stands in all seven files: settings or ConfigError, nothing else."""
    scan(text)
    with TemporaryDirectory() as name:
        for file in FILES:
            (Path(name) / file).write_text(text)
        with contextlib.suppress(ConfigError):
            load(Path(name), environ={}, shipped=Path(name))


LINES = st.sampled_from(
    ["[a]\n", "[b.c]\n", "k = 1\n", "k.l = [1,\n2]\n", "s = '''\n[x]\n'''\n", "# c = 1\n", "\n",
     "q = \"\"\"a\\\"\"\"\"\"\n", "[[r]]\n", "t = {u = '}'}\n"]
)  # fmt: skip


@given(st.lists(LINES, max_size=10).map("".join))
def test_headers_are_those_that_the_toml_reader_sees(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    layout = scan(text)
    assert sum(place[0] == "r" for _, place in layout.headers) == len(data.get("r", []))
    assert {place[0] for place in layout.keys} == set(data)
