"""A child may die of anything; it costs its one item and nobody else notices."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.feeds.parse import parse
from monitor.fetch.children import Children

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = b"<rss><channel><item><title>Bridge reopened</title><link>http://x.example/1</link></item></channel></rss>"


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    """Two children with a short deadline, shared: deaths replace them."""
    with Children(2, 768, 2.0, preload=("monitor.feeds.parse",)) as started:
        yield started


def test_a_call_returns_what_the_function_returns(children: Children) -> None:
    assert children.call(divmod, 7, 2) == (3, 1)


@pytest.mark.parametrize(
    ("code", "reason", "detail"),
    [
        ("__import__('os').abort()", "parser_died", "SIGABRT"),
        ("__import__('os').kill(__import__('os').getpid(), 11)", "parser_died", "SIGSEGV"),
        ("__import__('os')._exit(3)", "parser_died", "exit status 3"),
        ("exec('while True: pass')", "deadline", "not done in 2 s"),
        ("bytearray(2 * 1024**3)", "memory", "memory"),
        ("1 / 0", "raised", "ZeroDivisionError"),
        ("(lambda f: f(f))(lambda f: f(f))", "raised", "RecursionError"),
        ("lambda: 0", "raised", "cannot be sent"),
        ("open('/tmp/monitor-child-test', 'w').write('x' * 9999)", "raised", "File too large"),
        ("[open('/dev/null') for _ in range(99)]", "raised", "Too many open files"),
        ("__import__('sys').exit(1)", "parser_died", "exit status 1"),
    ],
)
def test_every_end_of_a_child_has_its_reason_and_the_next_call_works(
    code: str, reason: str, detail: str, children: Children
) -> None:
    with pytest.raises(ParseError) as caught:
        children.call(eval, code, url="http://x.example/")

    assert children.call(len, "abc") == 3
    assert (caught.value.reason, caught.value.url) == (reason, "http://x.example/")
    assert detail in caught.value.detail


def test_our_own_parse_error_comes_through_as_it_was(children: Children) -> None:
    with pytest.raises(ParseError) as caught:
        children.call(parse, b"%PDF-1.7", {}, "http://x.example/feed", NOW)

    assert (caught.value.reason, caught.value.url) == ("not_a_feed", "http://x.example/feed")


def _entity_chain(length: int) -> bytes:
    """An XML document whose entities refer to each other in a chain: kills expat by recursion."""
    chain = "".join(f'<!ENTITY a{n} "&a{n + 1};">' for n in range(length))
    return f'<!DOCTYPE x [{chain}<!ENTITY a{length} "x">]><x>&a0;</x>'.encode()


def test_a_document_that_crashes_the_xml_parser_costs_only_itself(children: Children) -> None:
    parser = "__import__('xml.parsers.expat').parsers.expat.ParserCreate().Parse"
    with pytest.raises(ParseError) as caught:
        children.call(eval, f"{parser}({_entity_chain(100_000)!r}, True)")

    feed = children.call(parse, FEED, {}, "http://x.example/feed", NOW)

    # A patched expat refuses the chain instead of dying; either way we are told.
    assert caught.value.reason in ("parser_died", "raised")
    assert [entry.title for entry in feed.entries] == ["Bridge reopened"]


def test_our_parser_survives_the_entity_chain(children: Children) -> None:
    chain = _entity_chain(30_000).partition(b"<x>")[0].replace(b"DOCTYPE x", b"DOCTYPE rss")

    feed = children.call(parse, chain + FEED, {}, "http://x.example/feed", NOW)

    assert [entry.title for entry in feed.entries] == ["Bridge reopened"]


def test_map_keeps_order_and_loses_only_the_item_that_kills(children: Children) -> None:
    codes = [str(n) for n in range(50)]
    codes[17] = "__import__('os').abort()"
    codes[33] = "nonsense"

    found = list(children.map_ordered(eval, codes, chunk=8))

    wrong = {n: one.reason for n, one in enumerate(found) if isinstance(one, ParseError)}
    assert wrong == {17: "parser_died", 33: "raised"}
    assert [one for n, one in enumerate(found) if n not in wrong] == [
        n for n in range(50) if n not in wrong
    ]


def test_map_reads_ahead_only_a_little(children: Children) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "1"

    results = children.map_ordered(eval, endless(), chunk=4)
    for _ in range(10):
        next(results)
    results.close()  # type: ignore[attr-defined]

    assert taken < 60


def test_many_threads_share_the_children(children: Children) -> None:
    found: list[int] = []

    def ask() -> None:
        found.extend(children.call(abs, -n) for n in range(50))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == sorted(list(range(50)) * 6)


def test_the_initializer_runs_once_a_child_and_outside_the_deadline() -> None:
    with Children(1, 768, 0.5, partial(time.sleep, 0.8)) as children:
        assert [children.call(len, "ab") for _ in range(3)] == [2, 2, 2]
        assert children.deaths == 0


def test_a_child_holds_no_file_of_ours(children: Children, tmp_path: Path) -> None:
    with (tmp_path / "ours").open("w"):
        code = (
            "[__import__('os').readlink(f'/proc/self/fd/{n}') "
            "for n in __import__('os').listdir('/proc/self/fd') "
            "if __import__('os').path.exists(f'/proc/self/fd/{n}')]"
        )
        links = children.call(eval, code)

    assert not [link for link in links if link.startswith(str(tmp_path))]


def test_after_closing_a_call_says_closed() -> None:
    children = Children(1, 768, 2.0).start()
    children.call(len, "a")
    children.close()

    with pytest.raises(ParseError) as caught:
        children.call(len, "a")

    assert caught.value.reason == "closed"


@pytest.mark.usefixtures("must_end")
def test_closing_ends_a_call_under_way() -> None:
    children = Children(1, 768, 3600.0).start()
    children.call(len, "a")
    closer = threading.Timer(0.3, children.close)
    closer.start()

    with pytest.raises(ParseError) as caught:
        children.call(time.sleep, 3600)

    assert caught.value.reason == "closed"


def test_children_end_when_their_parent_is_killed() -> None:
    """kill -9 of the parent while one child idles and one works: both are gone soon after."""
    script = textwrap.dedent(
        """
        import os, threading, time
        from monitor.fetch.children import Children
        if __name__ == "__main__":
            children = Children(2, 768, 1.0).start()
            ids = set()
            while len(ids) < 2:
                ids.add(children.call(os.getpid))
                threading.Thread(target=children.call, args=(time.sleep, 0.2), daemon=True).start()
            time.sleep(0.5)
            threading.Thread(target=children.call, args=(time.sleep, 600), daemon=True).start()
            time.sleep(0.1)
            print(*ids, flush=True)
            time.sleep(60)
        """
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert parent.stdout is not None
    ids = [int(word) for word in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()

    deadline = time.monotonic() + 120
    while (alive := [i for i in ids if _is_running(i)]) and time.monotonic() < deadline:
        threading.Event().wait(0.05)

    assert len(ids) == 2
    assert alive == []


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
