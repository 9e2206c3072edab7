"""What a good configuration becomes: nouns, defaults, fallbacks, secrets, folders."""

from __future__ import annotations

import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.model.names import AlertKind, FeedKind, FeedState, SourceClass
from monitor.registers import Channel
from monitor.settings.find import find_folder, shipped_folder
from monitor.settings.load import load
from monitor.settings.nouns import Settings
from monitor.settings.schema import FILES, ROW_FILES, SECTIONS, schema

REPOSITORY = Path(__file__).parents[2]

MAIL = """
[channel.mail]
kind = "email"
host = "smtp.example.org"
username = "u"
sender = "Monitor <m@example.org>"
recipients = ["a@example.org"]
"""


def loaded(tmp_path: Path, /, **files: str) -> Settings:
    return loaded_with(tmp_path, {}, **files)


def loaded_with(tmp_path: Path, environ: dict[str, str], /, **files: str) -> Settings:
    """Return the settings of the given files; all others are empty."""
    folder = tmp_path / "config"
    folder.mkdir(exist_ok=True)
    for name in FILES:
        (folder / name).write_text(files.get(name.removesuffix(".toml"), ""))
    return load(folder, environ=environ, shipped=tmp_path / "none")


def test_empty_files_give_the_defaults_and_a_console(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    plain = Settings()
    for name in (*SECTIONS, "db", "timezone", "feeds", "watches"):
        assert getattr(settings, name) == getattr(plain, name)
    assert settings.channels == (Channel(name="console", kind="console"),)
    assert [line.split(": ", 1)[1] for line in settings.warnings] == [
        "no feed is enabled; nothing will be polled",
        "fetch.contact: is not set; servers want to know whom to write to before they block",
    ]


def test_every_section_arrives_in_its_noun(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        monitor='db = "~/m.db"\ntimezone = "Asia/Baghdad"\n[fetch]\ncontact = "a@example.org"\n'
        'timeout = "1m"\nallow_networks = ["10.0.0.1/8"]\n[poll]\nmax_interval = "1d 12h"\n'
        '[matching]\nsame_above = 1\n[digest]\nat = ["06:30", "18:00"]\ndays = ["Monday"]\n'
        '[retention]\npoll_log = "2w"\n[alerts]\nmin_gap = "1h30m"\n',
    )
    assert settings.db == Path("~/m.db")
    assert settings.fetch.user_agent == "monitor/0.1 (a@example.org)"
    assert settings.fetch.timeout_s == 60.0
    assert settings.fetch.allow_networks == ("10.0.0.0/8",)
    assert settings.poll.max_interval == timedelta(hours=36)
    assert settings.matching.same_above == 1.0
    assert (settings.digest.at, settings.digest.days) == (("06:30", "18:00"), ("mon",))
    assert settings.retention.poll_log == timedelta(days=14)
    assert settings.alerts.min_gap == timedelta(minutes=90)


def test_a_tilde_and_placeholders_are_filled_from_the_environment(tmp_path: Path) -> None:
    environ = {"HOME": "/home/me", "HOOK": "https://h.example.org/x"}
    hook = '[channel.hook]\nkind = "webhook"\nurl = "${HOOK}"\n'
    settings = loaded_with(tmp_path, environ, monitor=f'db = "~/m.db"\n{hook}')
    assert settings.db == Path("/home/me/m.db")
    assert settings.channels[1].url == "https://h.example.org/x"
    assert "h.example.org" not in repr(settings)


def test_rows_become_nouns(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        feeds='[[feed]]\nurl = "https://www.a.example.org/rss?b=1"\nevery = "1h"\n'
        'kind = "state_media"\ncountry = "IQ"\nlanguage = "ar"\nenabled = false\n',
        places='[[place]]\nname = "Camp X"\nkind = "base"\ncountry = "IQ"\naliases = ["X"]\n'
        "latitude = 33\nlongitude = 44.5\n",
        actors='[[actor]]\nname = "Group"\nkind = "armed_group"\n',
        sources='[[source]]\nname = "Wire"\nclass = "agency"\ndomains = ["Wire.example.org"]\n',
        incidents='[[incident]]\nid = "I1"\ntitle = "A"\ntype = "armed_attack"\n'
        "date = 2020-03-11\nkilled = 3\ninjured = { low = 10 }\n"
        '[[incident]]\ntitle = "B"\ntype = "fire"\ndate = "2019-02"\nkilled = [1, 2, 4]\n'
        '[[incident]]\ntitle = "C"\ntype = "flood"\nstart = "2019-12-30"\nend = "2020-01-02"\n',
        watches='[[watch]]\nname = "W"\nnear = [33.3, 44.4, 50]\nkinds = ["toll_changed"]\n',
    )
    feed = settings.feeds[0]
    assert (feed.outlet, feed.kind, feed.state) == (
        "example.org",
        FeedKind.STATE_MEDIA,
        FeedState.PAUSED,
    )
    assert feed.every == timedelta(hours=1)
    assert feed.url == "https://www.a.example.org/rss?b=1"
    assert settings.places[0].latitude == 33.0
    assert settings.sources[0].source_class is SourceClass.AGENCY
    assert settings.sources[0].domains == ("wire.example.org",)
    first, second, third = settings.incidents
    assert (first.external_id, first.start, first.precision) == ("I1", date(2020, 3, 11), "day")
    assert (first.killed, first.injured) == ((3, 3, 3), (10, None, None))
    assert (second.end, second.precision) == (date(2019, 2, 28), "month")
    assert (second.killed, third.precision) == ((1, 2, 4), "days")
    assert second.external_id.startswith("known_")
    assert settings.watches[0].kinds == (AlertKind.TOLL_CHANGED,)
    assert isinstance(settings.watches[0].kinds[0], AlertKind)


def test_a_missing_file_is_taken_from_the_shipped_ones(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder in (shipped, own):
        folder.mkdir()
    for name in FILES:
        (shipped / name).write_text("")
    (shipped / "feeds.toml").write_text('[[feed]]\nurl = "https://a.example.org/f"\n')
    (own / "monitor.toml").write_text('timezone = "Asia/Tehran"\n')
    settings = load(own, environ={}, shipped=shipped)
    assert (settings.timezone, len(settings.feeds)) == ("Asia/Tehran", 1)
    (own / "feeds.toml").write_text("")
    assert load(own, environ={}, shipped=shipped).feeds == ()


def test_the_shipped_configuration_has_no_problem() -> None:
    settings = load(None, environ={}, shipped=shipped_folder())
    assert settings.folder is None
    assert len(settings.feeds) >= 80
    for name in ("places", "actors", "sources", "incidents", "watches"):
        assert getattr(settings, name), f"{name}.toml is empty"
    assert [line for line in settings.warnings if "fetch.contact" not in line] == []


def test_the_shipped_watches_and_incidents_use_types_that_exist() -> None:
    table = (REPOSITORY / "monitor" / "facts" / "lists" / "types.toml").read_text()
    types = {name: row["parent"] for name, row in tomllib.loads(table).items()}
    settings = load(None, environ={}, shipped=shipped_folder(), incident_types=types)
    assert {incident.incident_type for incident in settings.incidents} <= set(types)
    watched = set(settings.watches[0].types)
    assert {one for one, parent in types.items() if parent in ("violent", "disaster")} <= watched


def test_a_group_of_types_stands_for_all_of_them(tmp_path: Path) -> None:
    loaded(tmp_path, watches='[[watch]]\nname = "W"\ntypes = ["disaster", "cyber", "flood"]\n')
    types = {"flood": "disaster", "fire": "accident", "storm": "disaster", "cyber": "cyber"}
    settings = load(tmp_path / "config", environ={}, shipped=tmp_path, incident_types=types)
    assert settings.watches[0].types == ("flood", "storm", "cyber")


def test_feeds_of_one_title_are_told_and_allowed(tmp_path: Path) -> None:
    row = '[[feed]]\nurl = "https://{}.example.org/"\ntitle = "News"\n'
    settings = loaded(tmp_path, feeds=row.format("a") + row.format("b"))
    assert len(settings.feeds) == 2
    assert any("feed[2].title: is the same as at line 3" in line for line in settings.warnings)


def uncommented(name: str) -> str:
    """Return a shipped file with its commented examples switched on."""
    text = (REPOSITORY / "config" / name).read_text()
    return re.sub(r"(?m)^# (?=\[|[a-z_0-9]+ = )", "", text)


def test_the_commented_examples_of_the_shipped_files_load(tmp_path: Path) -> None:
    environ = {"HOOK_SECRET": "s", "TEAM_CHAT": "json://x.example"}
    environ["CREDENTIALS_DIRECTORY"] = str(tmp_path)
    (tmp_path / "smtp").write_text("password\n")
    settings = loaded_with(
        tmp_path, environ, monitor=uncommented("monitor.toml"), watches=uncommented("watches.toml")
    )
    assert [channel.kind for channel in settings.channels] == [
        "console",
        "email",
        "webhook",
        "file",
        "apprise",
    ]
    assert len(settings.watches) >= 6


def test_monitor_toml_shows_every_key_with_its_default(tmp_path: Path) -> None:
    text = uncommented("monitor.toml")
    for section in ("top", *SECTIONS, "channel"):
        for key in schema()[section].values():
            assert re.search(rf"(?m)^{key.name}(_env|_credential)? = ", text), key
    examples = ("contact", "user_agent", "allow_networks", "same_above", "new_below", "days")
    kept = [
        line for line in text.split("[channel.")[0].splitlines() if not line.startswith(examples)
    ]
    settings, plain = loaded(tmp_path, monitor="\n".join(kept)), Settings()
    for name in (*SECTIONS, "db", "timezone"):
        assert getattr(settings, name) == getattr(plain, name)


def with_secret(tmp_path: Path, line: str, environ: dict[str, str] | None = None) -> str:
    """Return the mail channel's password, or the problem that stands in its way."""
    try:
        settings = loaded_with(tmp_path, environ or {}, monitor=MAIL + line)
    except ConfigError as error:
        (problem,) = error.problems
        return problem.split(": ", 1)[1]
    password = settings.channels[-1].password
    assert password is not None
    assert password.reveal() not in repr(settings)
    return password.reveal()


def test_secrets_come_from_environment_file_or_credential(tmp_path: Path) -> None:
    secret = tmp_path / "pass word"
    secret.write_text("hunter2 \n")
    secret.chmod(0o600)
    there = {"PW": "hunter2", "CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert with_secret(tmp_path, 'password_env = "PW"', there) == "hunter2"
    assert with_secret(tmp_path, 'password = "${PW}"', there) == "hunter2"
    assert with_secret(tmp_path, f'password_file = "{secret}"') == "hunter2 "
    secret.rename(tmp_path / "smtp")
    assert with_secret(tmp_path, 'password_credential = "smtp"', there) == "hunter2 "
    assert with_secret(tmp_path, "", {"MONITOR_MAIL_PASSWORD": "h2"}) == "h2"
    assert with_secret(tmp_path, "", {"MONITOR_MAIL_PASSWORD_FILE": f"{tmp_path}/smtp"}) == (
        "hunter2 "
    )
    over = there | {"MONITOR_MAIL_PASSWORD": "h2"}
    assert with_secret(tmp_path, 'password_env = "PW"', over) == "h2"


@pytest.mark.parametrize(
    ("mode", "body", "what"),
    [
        (0o604, "x\n", "is open to everyone (mode 0604); chmod 600 it"),
        (0o600, "\n", "is empty"),
        (0o600, "", "is empty"),
        (0o600, "a\nb\n", "holds a line break or control character"),
        (0o600, "x" * 70_000, "is larger than 65,536 bytes"),
        (None, "", "cannot be read: no such file or directory"),
    ],
)
def test_secret_files_that_are_refused(
    tmp_path: Path, mode: int | None, body: str, what: str
) -> None:
    secret = tmp_path / "secret"
    if mode is not None:
        secret.write_text(body)
        secret.chmod(mode)
    said = with_secret(tmp_path, f'password_file = "{secret}"')
    assert said == f"channel.mail.password_file: the secret file {secret} {what}"


@pytest.mark.parametrize(
    ("line", "environ", "what"),
    [
        ('password_env = "SMTP_PASS"', {"SMTP_PASSWD": "x"}, 'did you mean "SMTP_PASSWD"?'),
        ('password_env = "P"', {"P": ""}, "the variable P is empty"),
        ('password_credential = "smtp"', {}, "add LoadCredential=smtp:/path to the unit"),
        ('password_credential = "../x"', {}, "a credential is a plain name, not a path"),
        ("password_env = 7", {}, "wants text in quotes"),
        ("password = 7", {}, "a secret does not belong in this file"),
        ('password = "x"', {"MONITOR_MAIL_PASSWORD": "y"}, "does not belong in this file"),
        ('password = "x"\npassword_env = "P"', {"P": "y"}, "does not belong in this file"),
        ("", {}, "has no password; add password_env, _file or _credential"),
    ],
)
def test_secrets_that_are_not_there(
    tmp_path: Path, line: str, environ: dict[str, str], what: str
) -> None:
    assert what in with_secret(tmp_path, line, environ)


def test_the_folder_is_the_option_then_the_environment_then_here_then_xdg(tmp_path: Path) -> None:
    here, home = tmp_path / "here", tmp_path / "home"
    xdg = home / ".config" / "monitor"
    xdg.mkdir(parents=True)
    (here / "config").mkdir(parents=True)
    environ = {"HOME": str(home)}
    assert find_folder(None, environ, here) is None
    (xdg / "feeds.toml").write_text("")
    assert find_folder(None, environ, here) == xdg
    assert find_folder(None, {"HOME": "/x", "XDG_CONFIG_HOME": str(xdg.parent)}, here) == xdg
    (here / "config" / "watches.toml").write_text("")
    assert find_folder(None, environ, here) == here / "config"
    environ["MONITOR_CONFIG"] = "other"
    assert find_folder(None, environ, here) == here / "other"
    assert find_folder("/etc/monitor", environ, here) == Path("/etc/monitor")


def test_a_file_that_everyone_can_change_is_told(tmp_path: Path) -> None:
    loaded(tmp_path)
    (tmp_path / "config" / "feeds.toml").chmod(0o666)
    settings = load(tmp_path / "config", environ={}, shipped=tmp_path)
    assert any("feeds.toml: can be changed by everyone" in line for line in settings.warnings)


def test_every_row_file_has_its_table_in_the_schema() -> None:
    assert set(schema()) == {"top", "channel", *SECTIONS, *ROW_FILES.values()}


def _rows(count: int) -> str:
    return "".join(
        f'[[feed]]\nurl = "https://news{n}.example.org/feed.xml"\ntitle = "Feed {n}"\n'
        f'outlet = "Outlet {n}"\ncountry = "DE"\nlanguage = "de"\nkind = "newspaper"\n\n'
        for n in range(count)
    )


def test_ten_thousand_feeds_load(tmp_path: Path) -> None:
    assert len(loaded(tmp_path, feeds=_rows(10_000)).feeds) == 10_000


def test_work_of_loading_grows_with_the_number_of_feeds_only(tmp_path: Path) -> None:
    """Calls are counted, not seconds: the same for each feed, however many there are."""
    counts = {}
    for many in (0, 500, 1500):
        folder = tmp_path / str(many)
        folder.mkdir()
        calls = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            loaded(folder, feeds=_rows(many))
        finally:
            sys.setprofile(None)
        counts[many] = calls
    few, many_more = (counts[500] - counts[0]) / 500, (counts[1500] - counts[0]) / 1500
    assert many_more < 1.1 * few
    assert few < 900


def test_a_watch_for_a_group_wants_every_type_below_it(tmp_path: Path) -> None:
    parents = {"armed_attack": "violent", "rocket_attack": "armed_attack", "flood": "disaster"}
    (tmp_path / "incidents.toml").write_text("")
    (tmp_path / "watches.toml").write_text('[[watch]]\nname = "w"\ntypes = ["violent"]\n')
    settings = load(tmp_path, environ={}, shipped=shipped_folder(), incident_types=parents)
    assert set(settings.watches[0].types) == {"armed_attack", "rocket_attack"}


def test_a_known_incident_of_no_known_type_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "incidents.toml").write_text(
        '[[incident]]\ntitle = "A"\ndate = 2020-03-11\ntype = "rocket_atack"\n'
    )
    with pytest.raises(ConfigError, match=r'no incident type \(did you mean "rocket_attack"'):
        load(
            tmp_path,
            environ={},
            shipped=shipped_folder(),
            incident_types={"rocket_attack": "violent", "flood": "disaster"},
        )
