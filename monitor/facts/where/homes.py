"""Where an outlet is at home: by its feed, else by the end of its address; where a language is."""

from __future__ import annotations

from collections.abc import Collection

from monitor.facts.lexical.word_lists import bags, by_language

#: Ends of addresses that belong to a country and are used by everybody.
_ANYONES = bags("where.homes")["anyones"]
_OF_LANGUAGE = by_language("where.homes")["home"]
_OTHERWISE = {"uk": "gb"}


def home(declared: str, url: str, countries: Collection[str]) -> str:
    """Return the country of an outlet: what its feed says, else its address's; "" = unknown."""
    if declared:
        return declared
    host = url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    end = host.rpartition(".")[2].lower()
    code = _OTHERWISE.get(end, end).upper()
    return code if code in countries and end not in _ANYONES else ""


def language_home(language: str) -> str:
    """Return the country where most news of a language is written, "" where that is several."""
    return "".join(_OF_LANGUAGE.get(language[:2].lower(), ())).upper()
