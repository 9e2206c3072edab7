"""Broken configurations: every problem is named, at once, with file, line and key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings.load import load

EMPTY = ("monitor", "feeds", "incidents", "places", "actors", "sources", "watches")


def shipped_in(folder: Path) -> Path:
    shipped = folder / "shipped"
    shipped.mkdir()
    for name in EMPTY:
        (shipped / f"{name}.toml").write_text("")
    return shipped


def problems_of(tmp_path: Path, files: dict[str, str | bytes], **environ: str) -> list[str]:
    """Return what is said about the files, each line without the folder."""
    folder = tmp_path / "config"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        load(folder, environ=environ, shipped=shipped_in(tmp_path))
    assert all(line.startswith(f"{folder}/") for line in caught.value.problems)
    return [line.removeprefix(f"{folder}/") for line in caught.value.problems]


FEED = '[[feed]]\nurl = "https://news.example.org/{}.xml"\n'

#: Files, and the beginnings of all that must be said about them, in order, and nothing else.
BROKEN: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "misspelt keys and sections": (
        {
            "monitor.toml": 'timezne = "UTC"\ntimeout = "30s"\n[pol]\n[fetch]\nhost_pose = "2s"\n',
            "feeds.toml": '[[feed]]\nurll = "https://a.example/f"\n[[feeds]]\nurl = "x"\n',
        },
        [
            "feeds.toml:1: feed[1].url: is missing",
            'feeds.toml:2: feed[1].urll: unknown key (did you mean "url"?)',
            'feeds.toml:3: feeds: unknown table or key (did you mean "feed"?)',
            'monitor.toml:1: timezne: unknown key (did you mean "timezone"?)',
            "monitor.toml:2: timeout: belongs under [fetch]",
            'monitor.toml:3: pol: unknown section (did you mean "poll"?)',
            'monitor.toml:5: fetch.host_pose: unknown key (did you mean "host_pause"?)',
        ],
    ),
    "wrong types": (
        {
            "monitor.toml": "db = 7\n[fetch]\nrespect_robots = 'no'\nmax_redirects = true\n"
            "timeout = 30\n[digest]\nat = '07:00'\ndays = [1]\n[poll]\nmax_entries_per_poll = 1e3\n"
            "[matching]\nsame_above = '0.7'\n",
        },
        [
            "monitor.toml:1: db: wants text in quotes, not a number",
            "monitor.toml:3: fetch.respect_robots: wants true or false, not text",
            "monitor.toml:4: fetch.max_redirects: wants a whole number, not true or false",
            "monitor.toml:5: fetch.timeout: wants a duration in quotes",
            "monitor.toml:7: digest.at: wants a list",
            "monitor.toml:8: digest.days: wants text in quotes, not a number",
            "monitor.toml:10: poll.max_entries_per_poll: wants a whole number, not a number",
            "monitor.toml:12: matching.same_above: wants a number, not text",
        ],
    ),
    "durations and bounds": (
        {
            "monitor.toml": '[poll]\nmin_interval = "0s"\nmax_interval = "10 years"\n'
            'default_interval = "-5m"\nsilent_after = "15"\nmax_entry_age = "4000d"\n'
            '[fetch]\ntimeout = "1h"\nparallel_hosts = 0\n'
            "[matching]\nsame_above = 1.5\nnew_below = nan\n",
        },
        [
            'monitor.toml:2: poll.min_interval: "0s" is not between 30s and 7d',
            'monitor.toml:3: poll.max_interval: "10 years" is no duration',
            'monitor.toml:4: poll.default_interval: "-5m" is no duration',
            'monitor.toml:5: poll.silent_after: "15" is no duration',
            'monitor.toml:6: poll.max_entry_age: "4000d" is not between 1h and 3650d',
            'monitor.toml:8: fetch.timeout: "1h" is not between 1s and 5m',
            "monitor.toml:9: fetch.parallel_hosts: 0 is not between 1 and 200",
            "monitor.toml:11: matching.same_above: 1.5 is not between 0 and 1",
            "monitor.toml:12: matching.new_below: wants a finite number",
        ],
    ),
    "values that contradict each other": (
        {
            "monitor.toml": '[poll]\nmin_interval = "2h"\nmax_interval = "1h"\n'
            "[matching]\nsame_above = 0.2\nnew_below = 0.6\n"
            '[fetch]\ntimeout = "3s"\nconnect_timeout = "9s"\n',
            "feeds.toml": FEED.format("a") + 'every = "5m"\n',
        },
        [
            "feeds.toml:3: feed[1].every: is below poll.min_interval",
            "monitor.toml:2: poll.min_interval: is above poll.max_interval",
            "monitor.toml:6: matching.new_below: is above matching.same_above",
            "monitor.toml:9: fetch.connect_timeout: is above fetch.timeout",
        ],
    ),
    "feeds twice": (
        {
            "feeds.toml": FEED.format("a") + 'title = "One"\n'
            '[[feed]]\nurl = "http://www.news.example.org/a.xml?utm_source=x"\ntitle = "Two"\n'
            + FEED.format("b")
            + FEED.format("b.xml#"),
        },
        [
            "feeds.toml:5: feed[2].url: is the same as at line 2",
            "feeds.toml:10: feed[4].url: is the same as at line 8",
        ],
    ),
    "addresses that are not fetched": (
        {
            "feeds.toml": "".join(
                f'[[feed]]\nurl = "{url}"\n'
                for url in (
                    "file:///etc/passwd",
                    "https://me:hunter2@a.example.org/f",
                    "http://10.0.0.7/feed",
                    "http://localhost:8080/feed",
                    "http://[::1]/feed",
                    "news.example.org/feed",
                    "https:///feed",
                    "https://a.example.org/a b",
                    "http://169.254.169.254/latest",
                    "ftp://a.example.org/f",
                )
            ),
        },
        [
            'feeds.toml:2: feed[1].url: "file:" is not fetched',
            "feeds.toml:4: feed[2].url: holds a user name or password",
            "feeds.toml:6: feed[3].url: is not a public address",
            "feeds.toml:8: feed[4].url: is not a public address",
            "feeds.toml:10: feed[5].url: is not a public address",
            "feeds.toml:12: feed[6].url: no scheme",
            "feeds.toml:14: feed[7].url: has no host",
            "feeds.toml:16: feed[8].url: holds white space",
            "feeds.toml:18: feed[9].url: is not a public address",
            'feeds.toml:20: feed[10].url: "ftp:" is not fetched',
        ],
    ),
    "kinds, countries, languages": (
        {
            "feeds.toml": FEED.format("a")
            + 'kind = "news paper"\ncountry = "UK"\nlanguage = "EN"\nenabled = "yes"\n',
            "sources.toml": '[[source]]\nname = "Wire"\nclass = "agencies"\ncountry = "Iraq"\n'
            'domains = ["https://wire.example.org/en"]\n',
            "actors.toml": '[[actor]]\nname = "Group"\nkind = "army"\npart_of = "Grupe"\n'
            '[[actor]]\nname = "Grip"\nkind = "armed_group"\npart_of = "Grap"\n',
        },
        [
            'actors.toml:3: actor[1].kind: "army" is not one of armed_group',
            'actors.toml:8: actor[2].part_of: "Grap" is no actor of this file '
            '(did you mean "Grip"?)',
            'feeds.toml:3: feed[1].kind: "news paper" is not one of',
            'feeds.toml:4: feed[1].country: "UK" is no ISO 3166-1 alpha-2 country code '
            '(did you mean "GB"?)',
            'feeds.toml:5: feed[1].language: "EN" is no language tag such as en, ar or pt-BR '
            '(did you mean "en"?)',
            "feeds.toml:6: feed[1].enabled: wants true or false, not text",
            'sources.toml:3: source[1].class: "agencies" is not one of',
            'sources.toml:4: source[1].country: "Iraq" is no ISO',
            'sources.toml:5: source[1].domains: "https://wire.example.org/en" is an address '
            '(did you mean "wire.example.org"?)',
        ],
    ),
    "watches": (
        {
            "watches.toml": "[[watch]]\nname = \"W\"\npatterns = ['(a+)+$', '[', 'fine']\n"
            'channels = ["consol"]\nkinds = ["new_incidents"]\nmin_origins = 0\nurgency = 4\n'
            'near = [91, 200, 0]\ntypes = ["Armed Attack"]\nquiet_hours = "22-6"\n'
            'countries = ["iq"]\n[[watch]]\nname = "w"\n',
        },
        [
            'watches.toml:3: watch[1].patterns: element 1: "(a+)+$" holds a repetition inside',
            'watches.toml:3: watch[1].patterns: element 2: "[" is no regular expression',
            'watches.toml:4: watch[1].channels: "consol" is not configured '
            '(did you mean "console"?)',
            'watches.toml:5: watch[1].kinds: "new_incidents" is not one of',
            "watches.toml:6: watch[1].min_origins: 0 is not between 1 and 20",
            "watches.toml:7: watch[1].urgency: 4 is not between 0 and 3",
            "watches.toml:8: watch[1].near: kilometres 0 is not between",
            "watches.toml:8: watch[1].near: latitude 91 is not between",
            "watches.toml:8: watch[1].near: longitude 200 is not between",
            'watches.toml:9: watch[1].types: "Armed Attack" is no plain word of a–z, 0–9 and _ '
            '(did you mean "armed_attack"?)',
            'watches.toml:10: watch[1].quiet_hours: "22-6" are no quiet hours',
            'watches.toml:11: watch[1].countries: "iq" is no ISO 3166-1 alpha-2 country code '
            '(did you mean "IQ"?)',
            "watches.toml:13: watch[2].name: is the same as at line 2",
        ],
    ),
    "digest and zone": (
        {
            "monitor.toml": 'timezone = "Europe/Berln"\n[digest]\nat = ["25:00", "7:00", "08:30"]\n'
            'days = ["mon", "monkey"]\nchannels = ["desk"]\n[channel.dest]\nkind = "console"\n',
        },
        [
            'monitor.toml:1: timezone: "Europe/Berln" is no time zone '
            '(did you mean "Europe/Berlin"?)',
            'monitor.toml:3: digest.at: element 1: "25:00" is no time of day',
            'monitor.toml:3: digest.at: element 2: "7:00" is no time of day',
            'monitor.toml:4: digest.days: element 2: "monkey" is no week day',
            "monitor.toml:5: digest.channels: ",
        ],
    ),
    "channels": (
        {
            "monitor.toml": '[channel.mail]\nkind = "email"\nhost = "smtp.example.org:25"\n'
            'port = 99999\nsecurity = "ssl"\nsender = "monitor"\n'
            'recipients = ["a@example.org\\nBcc: b@example.org", "c@", "Ok <d@example.org>"]\n'
            'path = "x"\n[channel.plain]\nkind = "email"\nhost = "mail.example.org"\n'
            'security = "none"\nusername = "u"\npassword_env = "PW"\nsender = "m@example.org"\n'
            'recipients = []\n[channel.hook]\nkind = "webhook"\nurl = "http://192.168.0.4/h"\n'
            '[channel.chat]\nkind = "webhok"\n[channel."Big Name"]\nkind = "file"\n',
        },
        [
            'monitor.toml:3: channel.mail.host: "smtp.example.org:25" holds a port',
            "monitor.toml:4: channel.mail.port: 99999 is not between 1 and 65535",
            'monitor.toml:5: channel.mail.security: "ssl" is not one of',
            'monitor.toml:6: channel.mail.sender: "monitor" is no e-mail address',
            "monitor.toml:7: channel.mail.recipients: element 1: holds a line break",
            'monitor.toml:7: channel.mail.recipients: element 2: "c@" is no e-mail address',
            "monitor.toml:8: channel.mail.path: belongs to a channel of kind file, not email",
            "monitor.toml:12: channel.plain.security: a password is never sent in clear",
            "monitor.toml:12: channel.plain.security: mail leaves this machine only encrypted",
            "monitor.toml:14: channel.plain.password_env: the variable PW is not set",
            "monitor.toml:16: channel.plain.recipients: is empty",
            "monitor.toml:19: channel.hook.url: is on this machine or in a private network",
            'monitor.toml:21: channel.chat.kind: "webhok" is not one of console, email, file, '
            'webhook, apprise (did you mean "webhook"?)',
            "monitor.toml:22: channel.Big Name: a channel's name is a word",
            "monitor.toml:22: channel.Big Name.path: is missing",
        ],
    ),
    "incidents and places": (
        {
            "incidents.toml": '[[incident]]\ntitle = "A"\ntype = "armed_attack"\n'
            'start = 2020-03-11\nend = "2020-03-10"\nkilled = [5, 3, 9]\nlatitude = 33.5\n'
            '[[incident]]\ntitle = "B"\ntype = "fire"\ndate = "2020-02-30"\ninjured = -1\n'
            '[[incident]]\ntitle = "C"\ntype = "fire"\n'
            '[[incident]]\ntitle = "D"\ntype = "fire"\ndate = "2020"\nend = "2021"\n',
            "places.toml": '[[place]]\nname = "Camp"\nkind = "base"\nlatitude = 91.0\n'
            'longitude = 44.0\nprecision = 9\naliases = "Kamp"\n',
        },
        [
            "incidents.toml:1: incident[1].longitude: is missing; latitude alone is no point",
            "incidents.toml:5: incident[1].end: 2020-03-10 is before start 2020-03-11",
            "incidents.toml:6: incident[1].killed: wants low ≤ best ≤ high",
            'incidents.toml:11: incident[2].date: "2020-02-30" is no day of the calendar',
            "incidents.toml:12: incident[2].injured: -1 is no number of people",
            "incidents.toml:13: incident[3].date: is missing",
            "incidents.toml:20: incident[4].end: give `date`, or `start` and `end`, not both",
            "places.toml:4: place[1].latitude: 91.0 is not between -90 and 90",
            "places.toml:6: place[1].precision: 9 is not between 1 and 7",
            "places.toml:7: place[1].aliases: wants a list",
        ],
    ),
    "secrets written down, placeholders not set": (
        {
            "monitor.toml": 'db = "${STATE_DIR}/m.db"\n[channel.mail]\nkind = "email"\n'
            'host = "smtp.example.org"\nsender = "m@example.org"\nrecipients = ["a@example.org"]\n'
            'username = "u"\npassword = "hunter2-canary"\n'
            '[channel.hook]\nkind = "webhook"\nurl = "https://h.example.org/${TOKEN}"\n'
            'secret_env = "A"\nsecret_file = "/b"\n',
            "feeds.toml": '[[feed]]\nurl = "https://a.example.org/${KEY}"\n',
        },
        [
            "feeds.toml:2: feed[1].url: holds a ${NAME}, which is only filled in monitor.toml",
            "monitor.toml:1: db: the variable STATE_DIR is not set",
            "monitor.toml:8: channel.mail.password: a secret does not belong in this file",
            "monitor.toml:11: channel.hook.url: the variable TOKEN is not set",
            "monitor.toml:13: channel.hook.secret_file: give one of secret_env and secret_file",
        ],
    ),
    "text that is not TOML, a file each": (
        {
            "monitor.toml": "[fetch]\ntimeout: 30s\n",
            "feeds.toml": FEED.format("a") + "\n" + 'url = "https://b.example.org/"\n',
            "places.toml": "[[place]]\nname = Camp\n",
            "actors.toml": "[[actor]\nname = 'x'\n",
            "sources.toml": "[[source]]\nname = 'a'\nfamily = True\n",
            "watches.toml": "[[watch]]\nname = 'unclosed\n",
        },
        [
            "actors.toml:1:8: not TOML",
            "feeds.toml:4: feed[1].url is set twice (first at line 2)",
            "monitor.toml:2:8: not TOML: expected '=' after a key in a key/value pair "
            "(TOML writes key = value)",
            "places.toml:2:8: not TOML: invalid value (text stands in quotes",
            "sources.toml:3:10: not TOML: invalid value (write true)",
            "watches.toml:2: not TOML",
        ],
    ),
    "bytes that are no text, a file each": (
        {
            "monitor.toml": b"\xef\xbb\xbf[fetch]\n",
            "feeds.toml": b"# ok\n# caf\xe9\n",
            "places.toml": b"# a\n\0\n",
            "actors.toml": "x = 1\n".encode("utf-16"),
            "sources.toml": b"a = " + b"[" * 20_000 + b"]" * 20_000,
            "watches.toml": b"# " + b"x" * 200_000,
            "incidents.toml": b"# long\n" * 2_400_000,
        },
        [
            "actors.toml: is UTF-16; save it as UTF-8",
            "feeds.toml: is not UTF-8 (line 2)",
            "incidents.toml: is larger than 16,000,000 bytes",
            "monitor.toml: begins with a byte order mark",
            "places.toml: holds a NUL character (line 2)",
            "sources.toml: nested too deeply",
            "watches.toml:1: a line of 200,002 characters is not read",
        ],
    ),
    "names that are almost ours": (
        {"feed.toml": "", "watchs.yaml": "", "notes.toml": ""},
        [
            'feed.toml: is not read under this name (did you mean "feeds.toml"?)',
            'watchs.yaml: is not read under this name (did you mean "watches.toml"?)',
        ],
    ),
}


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_every_problem_of_a_broken_configuration_is_named_and_nothing_else(
    tmp_path: Path, case: str
) -> None:
    files, expected = BROKEN[case]
    said = problems_of(tmp_path, files)
    pairs = list(zip(said, expected, strict=False))
    assert [line for line, begin in pairs if not line.startswith(begin)] == []
    assert len(said) == len(expected), said
    assert "hunter2" not in "\n".join(said)


def test_pipes_folders_and_dangling_links_are_named_without_waiting(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    os.mkfifo(folder / "monitor.toml")
    (folder / "feeds.toml").mkdir()
    (folder / "places.toml").symlink_to(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigError) as caught:
        load(folder, environ={}, shipped=shipped_in(tmp_path))
    said = [line.removeprefix(f"{folder}/") for line in caught.value.problems]
    assert said == [
        "feeds.toml: is a folder, not a file",
        "monitor.toml: is no regular file (a pipe, socket or device)",
        "places.toml: cannot be read: no such file or directory",
    ]


@pytest.mark.parametrize("make", [False, True])
def test_a_folder_that_is_none_is_named(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "config"
    if make:
        folder.write_text("")
    with pytest.raises(ConfigError) as caught:
        load(folder, environ={}, shipped=shipped_in(tmp_path))
    what = "is no folder" if make else "no such folder"
    assert caught.value.problems == (f"{folder}: {what}",)


TYPES = {"earthquake": "disaster", "flood": "disaster", "cyber": "cyber"}


def test_a_watch_for_an_unknown_type_is_named_where_the_types_are_known(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "watches.toml").write_text('[[watch]]\nname = "w"\ntypes = ["erthquake"]\n')
    shipped = shipped_in(tmp_path)
    assert load(folder, environ={}, shipped=shipped).watches[0].types == ("erthquake",)
    with pytest.raises(ConfigError, match='did you mean "earthquake"'):
        load(folder, environ={}, shipped=shipped, incident_types=TYPES)
