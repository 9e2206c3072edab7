"""The pure part of reading, from bytes or a row to a frozen Reading: runs in a parsing child.

No network, no database. The tools (gazetteer, registers) are loaded once a process by `prepare`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from monitor.articles import extract
from monitor.articles.rows import from_row
from monitor.facts.data import FactTools, load_tools
from monitor.facts.read import read as read_facts
from monitor.jobs.tasks import PageTask, Registers, RowTask
from monitor.lineage.attribution.attributions import attributions
from monitor.lineage.credits.credits import credits
from monitor.lineage.registers import SourceRegister, build_register
from monitor.lineage.reuse.fingerprints import signature
from monitor.matching import packing, profiling
from monitor.matching.data import load_background
from monitor.matching.word_weights import Background
from monitor.model.collecting import Page
from monitor.model.facts import Facts, Mention
from monitor.model.names import Quality, Role
from monitor.model.reading import Article, Reading
from monitor.registers import ActorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What reading looks things up in, built from the registers and packaged data."""

    facts: FactTools
    register: SourceRegister
    actors: tuple[ActorRow, ...]
    background: Background


_prepared: Tools | None = None
_NOWHERE = "https://page.invalid/"
#: Casualties that tell of a happening by themselves.
_GRAVE = {"killed": 2, "injured": 1, "missing": 1}
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
#: Two languages: plainly English text does not ask the language model.
_WARM_UP = (
    "Two people were hurt in Springfield on Monday, the police said in a statement. " * 12,
    "Deux personnes ont été blessées lundi à Lyon, a déclaré la police dans un communiqué. " * 12,
)


def prepare(registers: Registers) -> None:
    """Load the tools of this process; children do so before their first task.

    Made-up pages are read, so that whatever loads at first use (language model, tables) does so
    now: afterwards a child may write no file and its deadline runs. A child forked from a process
    that did so (`warm`) shares all of it.
    """
    global _prepared
    was_warm = _prepared is not None
    _prepared = load(registers)
    if was_warm:
        return
    for text in _WARM_UP:
        body = f"<html><body><h1>Warm up</h1><p>{text}</p></body></html>".encode()
        page = Page(
            url=_NOWHERE, final_url=_NOWHERE, status=200, headers={}, body=body,
            fetched_at=_LONG_AGO,
        )  # fmt: skip
        read_task(PageTask(page=page, entry=None, feed=None, now=_LONG_AGO))


def load(registers: Registers) -> Tools:
    """Return the tools made of the registers and the packaged data."""
    return Tools(
        facts=load_tools(registers.places, registers.actors),
        register=build_register(registers.sources),
        actors=registers.actors,
        background=load_background(),
    )


def read_task(task: PageTask | RowTask) -> Reading:
    """Return the Reading of one task, with the tools that `prepare` loaded."""
    assert _prepared is not None, "prepare() comes first"
    return read(article_of(task), _prepared)


def article_of(task: PageTask | RowTask) -> Article:
    """Return the article of a task, extracted."""
    if isinstance(task, RowTask):
        return from_row(task.row, task.now)
    if task.page is None:
        assert task.entry is not None, "an entry stands for its page"
        return extract.from_entry(task.entry, task.feed, task.now, task.oddity)
    return extract.extract(task.page, task.entry, task.feed)


def read(article: Article, tools: Tools) -> Reading:
    """Return everything that is read out of an article."""
    facts = _of_what_was_read(article, read_facts(article, tools.facts))
    return Reading(
        article=article,
        facts=facts,
        credits=credits(article, tools.register),
        attributions=attributions(article, tools.register, tools.actors),
        signature=signature(article),
        profiles=tuple(
            packing.dump(profiling.profile(article, mention, tools.background, facts.elsewhere))
            for mention in facts.mentions
        ),
        about_profile=packing.dump(profiling.profile(article, facts.about, tools.background))
        if facts.about
        else "",
    )


def _is_grave(mention: Mention) -> bool:
    """Whether it tells of casualties as a happening has them; one death may be an obituary."""
    return any(
        (count.best or count.low or 0) >= _GRAVE.get(count.field, 10**9) for count in mention.counts
    )


def _of_what_was_read(article: Article, facts: Facts) -> Facts:
    """Return the facts, without a primary mention of no known type where the page was not read.

    A teaser before a wall, or two sentences of a feed, tell too little to say that something
    happened, unless their words name it (an attack, a flood) or tell of several dead or injured.
    """
    if not article.oddity or article.quality is Quality.FULL:
        return facts
    kept = tuple(
        mention
        for mention in facts.mentions
        if mention.role is not Role.PRIMARY
        or mention.incident_type != "other"
        or _is_grave(mention)
    )
    if len(kept) == len(facts.mentions):
        return facts
    return replace(facts, mentions=kept, not_incident=article.oddity)
