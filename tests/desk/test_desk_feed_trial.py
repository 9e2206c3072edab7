"""A feed can be tried out: it is fetched and parsed as the daemon would, and nothing is stored."""

from __future__ import annotations

from pathlib import Path

from jobs_servers import STORY, rss, serving, watching

from monitor.demo.loopback import Answer
from monitor.desk.feed_trial import FeedTrial, run
from monitor.desk.status import status

HOST = "127.0.5.1"
LINKS = {"https://kessel.example/1": STORY, "https://kessel.example/2": STORY}
ANSWERS = {
    "/good.xml": Answer(body=rss(LINKS), content_type="application/rss+xml"),
    "/empty.xml": Answer(body=rss({}), content_type="application/rss+xml"),
    "/page.xml": Answer(body=b"<html><body>Moved house</body></html>", content_type="text/html"),
    "/gone.xml": Answer(status=404),
}


def test_each_feed_says_what_it_holds_or_what_is_wrong_and_nothing_is_stored(
    tmp_path: Path,
) -> None:
    with serving((HOST,), lambda _host, path: ANSWERS[path]) as server:
        urls = [f"http://{HOST}:{server.port}{path}" for path in ANSWERS]
        with watching(tmp_path, ()) as app:
            walk = app.walk
            assert walk.fetcher is not None
            found = {one.url: one for one in run(walk.fetcher, walk.children, urls, limit=10)}
            assert status(walk.store, walk.clock.now()).entries == 0
    good, empty, page, gone = (found[url] for url in urls)
    assert good == FeedTrial(ok=True, entries=2, newest="2031-05-06 08:01", url=urls[0], says="F")
    assert (empty.ok, empty.entries, empty.newest) == (False, 0, None)
    assert (page.ok, gone.ok) == (False, False)
    assert len({one.says for one in (empty, page, gone)}) == 3
