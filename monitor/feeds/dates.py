"""Dates as feeds write them, in their languages. None where there is none; never raises.

Source: RFC 5322 §3.3 and §4.3, ISO 8601 / RFC 3339; month names from feeds met in the wild.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from monitor.text import fold

#: One line a month: en, de, fr, es, it, pt, nl, ru, uk, pl, tr, id, ar; folded, without marks.
_MONTH_LINES = (
    "january jan januar janner janvier janv enero ene gennaio gen janeiro januari января "
    "янв январь січня січ stycznia sty ocak oca يناير جانفي ژانویه",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari февраля фев "
    "февраль лютого лют lutego lut subat sub فبراير فيفري فوریه",
    "march mar marz maerz mrz mars marzo marco maart maret марта мар март березня бер marca "
    "mart مارس مارچ",
    "april apr avril avr abril abr aprile апреля апр апрель квітня кві kwietnia kwi nisan "
    "nis أبريل ابريل أفريل آوریل",
    "may mai mayo maggio mag maio mei мая май травня тра maja maj mayis مايو ماي مه",
    "june jun juni juin junio giugno giu junho июня июн июнь червня чер czerwca cze haziran "
    "haz يونيو يونيه جوان ژوئن",
    "july jul juli juillet juil julio luglio lug julho июля июл июль липня лип lipca lip "
    "temmuz tem يوليو يوليه جويلية ژوئیه",
    "august aug aout agosto ago augustus agustus августа авг август серпня сер sierpnia sie "
    "agustos agu أغسطس اغسطس أوت اوت",
    "september sep sept septembre septiembre settembre set setembro сентября сен сент "
    "сентябрь вересня вер wrzesnia wrz eylul eyl سبتمبر سپتامبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября окт октябрь "
    "жовтня жов pazdziernika paz ekim eki أكتوبر اكتوبر اکتبر",
    "november nov novembre noviembre novembro ноября ноя ноябрь листопада лис listopada "
    "kasim kas نوفمبر نوامبر",
    "december dec dezember dez decembre diciembre dic dicembre dezembro desember des "
    "декабря дек декабрь грудня гру grudnia gru aralik ara ديسمبر دسامبر",
)
_MONTHS = {
    fold(name): number for number, line in enumerate(_MONTH_LINES, 1) for name in line.split()
}
#: Hours east of Greenwich of the abbreviations that feeds use.
_ZONE_WORDS = (
    "z=0 ut=0 utc=0 gmt=0 wet=0 west=1 bst=1 cet=1 mez=1 cest=2 mesz=2 eet=2 sast=2 cat=2 "
    "eest=3 msk=3 trt=3 ast=3 eat=3 irst=3.5 gst=4 aft=4.5 pkt=5 uzt=5 ist=5.5 npt=5.75 "
    "mmt=6.5 ict=7 wib=7 wita=8 hkt=8 sgt=8 pht=8 wit=9 jst=9 kst=9 acst=9.5 aest=10 "
    "aedt=11 nzst=12 nzdt=13 art=-3 brt=-3 clt=-4 edt=-4 est=-5 cdt=-5 cst=-6 mdt=-6 "
    "mst=-7 pdt=-7 pst=-8 akst=-9 hst=-10 "
)
_ZONES = {
    name: float(hours) for name, _, hours in (word.partition("=") for word in _ZONE_WORDS.split())
}
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]\s?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,12})?)?\s?(.{0,12}))?$",
    re.IGNORECASE,
)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])(?:T.{0,30})?$", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?([ap]\.?m\b\.?)?", re.I)
_NUMBERS = re.compile(r"\b(\d{1,4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,4})\b")
_OFFSET = re.compile(r"(?:gmt|utc|ut)?\s?([+-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_EASTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def read_date(text: str, now: datetime) -> datetime | None:
    """Return the moment `text` names, in UTC, or None: unreadable, before 1990, after tomorrow.

    A date without a zone is taken as UTC; without a time, as its midnight.
    """
    text = " ".join(text[:200].translate(_EASTERN_DIGITS).split()).strip()
    if not any(c.isdigit() for c in text):
        return None
    try:
        moment = _iso(text) or _week(text) or _loose(text)
    except (ValueError, OverflowError):
        return None
    if moment is None or not _EARLIEST <= moment <= now + timedelta(days=1):
        return None
    return moment


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day = (int(match[n]) for n in (1, 2, 3))
    hour, minute, second = (int(match[n] or 0) for n in (4, 5, 6))
    return _moment((year, month, day), (hour, minute, second), _zone(match[7] or ""))


def _week(text: str) -> datetime | None:
    match = _WEEK.match(text)
    if not match:
        return None
    day = datetime.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
    return day.replace(tzinfo=UTC)


def _loose(text: str) -> datetime | None:
    clock = _CLOCK.search(text)
    time, rest, zone = (0, 0, 0), text, timedelta()
    if clock:
        time = _time(clock)
        rest = f"{text[: clock.start()]} {text[clock.end() :]}"
        zone = _zone(text[clock.end() :].strip(" ,()"))
        rest = _OFFSET.sub(" ", rest.strip(" )"))
    day = _named_day(rest) or _numbered_day(rest)
    return _moment(day, time, zone) if day else None


def _time(clock: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4][0] in "pP" else 0)
    return hour, minute, second


def _named_day(text: str) -> tuple[int, int, int] | None:
    """Read a day whose month is a word: "6 Oct 2025", "October 6, 2025", "Mon Oct 6 2025"."""
    month, numbers = 0, []
    for word in _WORD.findall(fold(text)):
        if word.isdigit():
            numbers.append(word)
        else:
            # The last one: "mar" before it was a Tuesday.
            month = _MONTHS.get(word, month)
    if not month or len(numbers) < 2:
        return None
    first, second = numbers[0], numbers[1]
    if len(first) == 4:
        return int(first), month, int(second)
    return _full_year(second), month, int(first)


def _numbered_day(text: str) -> tuple[int, int, int] | None:
    match = _NUMBERS.search(text)
    if not match:
        return None
    a, b, c = match[1], match[2], match[3]
    if len(a) == 4:
        return int(a), int(b), int(c)
    if len(c) not in (2, 4) or len(a) > 2:
        return None
    day, month = int(a), int(b)
    if month > 12 >= day:
        day, month = month, day  # the American order, where nothing else fits
    return _full_year(c), month, day


def _full_year(digits: str) -> int:
    """Return the year that RFC 5322 §4.3 means by two or three digits."""
    year = int(digits)
    if len(digits) >= 4:
        return year
    return year + (1900 if len(digits) == 3 or year >= 50 else 2000)


def _zone(text: str) -> timedelta:
    text = text.strip().strip("()").strip()
    match = _OFFSET.search(text)
    if match:
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours > 14 or minutes > 59:
            raise ValueError("no such zone")
        size = timedelta(hours=hours, minutes=minutes)
        return -size if match[1] == "-" else size
    for word in _WORD.findall(text.lower()):
        if word in _ZONES:
            return timedelta(hours=_ZONES[word])
    return timedelta()


def _moment(
    day: tuple[int, int, int], time: tuple[int, int, int], zone: timedelta
) -> datetime | None:
    """Return the moment in UTC. Raises ValueError or OverflowError for a day that never was."""
    hour, minute, second = time
    extra = timedelta()
    if second == 60:
        second, extra = 59, timedelta(seconds=1)
    if (hour, minute, second) == (24, 0, 0):
        hour, extra = 0, timedelta(days=1)
    local = datetime(*day, hour, minute, second, tzinfo=timezone(zone)) + extra
    return local.astimezone(UTC)
