"""How surely an article reports something new, rather than explains, portrays, advises or argues.

A report tells early of a day just past and of what was said or done on it; a piece of another kind
asks, speaks to its reader, of itself, of what is mostly so or of many years. Such signs are weighed
by weights that `benchmarks/fit/fit_report_or_not.py` fits (`lists/weights/report_or_not.json`).
Most are of the text's shape, so that they hold in any language that is read; their words stand in
`lists/words/verdict.toml`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import log

from monitor.facts.lexical.choice import Choice
from monitor.facts.lexical.language import Tongue
from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags, by_language
from monitor.facts.nouns import Clause
from monitor.facts.what.report_clauses import Signs, of_days, of_lead, of_speech

_WORDS = by_language("verdict.report_or_not")
_SIGNS = bags("verdict.signs")
_SECTIONS = bags("verdict.sections")
#: Lists of which the share of words, or a word in headline or lead, is a sign.
_ONCE = {"ask", "listed", "label", "endings", "gathered"}
_IN_LEAD_ONLY = {"ahead", "he", "weather"}
_SHARES = sorted(_WORDS.keys() - _ONCE - _IN_LEAD_ONLY)
_IN_LEAD = sorted(_WORDS.keys() - _ONCE - {"past", "life", "ago"})
_IN_TITLE = sorted(_WORDS.keys() - _ONCE - _IN_LEAD_ONLY - {"past", "life", "ago"} | {"gathered"})
_READ_WORDS, _LEAD_WORDS, _BEGINNING = 700, 40, 50
_HIGHEST_SHARE = 8.0
#: Shorter texts are not compared by shares of their words.
_SHORTEST = 60
_SHORT_SENTENCE, _STEM, _LONG_WORD, _LONG_ENDED = 6, 5, 4, 5
_SECTION = re.compile(r"[a-zà-ÿ-]{3,30}")

#: An article is no report from here, with a fresh hard happening in its lead from there.
_ENOUGH, _ENOUGH_FRESH = 0.6, 0.75
#: A text is an analysis unless signs of something else weigh so much.
_PLAIN, _TELLING_KIND = "analysis", 0.35
#: The kinds that signs speak for.
_KINDS = {
    "opinion": {"opinion in text", "opinion in title", "share: we", "lead: we", "title: we"},
    "service": {"service in text", "service in title", "share: you", "lead: you", "title: you"},
    "explainer": {"explainer in text", "explainer in title", "title begins asking"},
    "listing": {"listing in text", "listing in title", "lines of a list", "prices"},
    "review": {"review in text", "review in title"},
    "profile": {"profile in text", "share: life"},
}


def weigh(made: Mapping[str, float], weights: Choice, *, fresh: bool) -> tuple[str, float] | None:
    """Return what an article with these signs is instead of a report, and how surely (0–1).

    None: a report, or short of it. `fresh`: its lead tells of a hard happening some days old.
    """
    share = weights.shares([made, {}])[0]
    if share < (_ENOUGH_FRESH if fresh else _ENOUGH):
        return None
    given = weights.weights
    by_kind: dict[str, float] = defaultdict(float)
    for sign, amount in made.items():
        by_kind[_kind_of(sign)] += max(0.0, given.get(sign, 0.0) * amount)
    del by_kind[_PLAIN]
    kind, most = max(by_kind.items(), key=lambda one: (one[1], one[0]), default=(_PLAIN, 0.0))
    return (kind if most >= _TELLING_KIND else _PLAIN), share


def _kind_of(sign: str) -> str:
    """What a sign makes of a text: "tips for" advice, "in my view" an opinion."""
    return next((kind for kind, own in _KINDS.items() if sign in own), _PLAIN)


def signs(
    fields: Sequence[Prose],
    found: Sequence[Clause],
    anchor: date | None,
    *,
    tongue: Tongue,
    url: str,
    roots: Mapping[str, str],
) -> dict[str, float]:
    """Return the signs for and against a report, each with its amount."""
    made = {"always": 1.0, "undated": float(anchor is None)}
    title, text = fields[0], fields[-1]
    if title.field == "title":
        made.update(_of_title(title, tongue.language))
        made.update(_told_to_be_none(title, tongue))
    made.update(_told_to_be_none(text, tongue))
    made.update(_of_words(text, tongue.language))
    made.update(_of_shape(text))
    made.update(_of_both(title, text))
    made.update(of_days(found, anchor))
    made.update(of_lead(found, roots))
    made.update(of_speech(found))
    parts = set(_SECTION.findall(url.lower().partition("//")[2].partition("/")[2]))
    made.update((f"section: {name}", 1.0) for name, own in _SECTIONS.items() if parts & own)
    return {sign: amount for sign, amount in made.items() if amount}


def _of(name: str, language: str) -> frozenset[str]:
    return _WORDS[name].get(language, frozenset())


def _of_title(title: Prose, language: str) -> Signs:
    words, told = title.words, set(title.words)
    yield "title asks", float(_has(title.text, "asking"))
    yield "title begins asking", float(words[0] in _of("ask", language))
    listed = not told.isdisjoint(_of("listed", language))
    yield "title has a list's word", float(listed)
    yield "title counts a list", float(listed and any(word.isdigit() for word in words[:2]))
    for name in _IN_TITLE:
        yield f"title: {name}", float(not told.isdisjoint(_of(name, language)))
    yield "title begins with a number", float(words[0].isdigit() and len(words) > 3)
    yield "title is long", min(len(words), 20) / 10
    yield "title is short", float(len(words) <= 4)
    yield "title has a colon", float(": " in title.text)
    yield "title exclaims", float("!" in title.text)
    yield "title is quoted", float(title.text[:1] in _SIGNS["quotes"])


def _has(text: str, kind: str) -> bool:
    return any(sign in text for sign in _SIGNS[kind])


def _told_to_be_none(field: Prose, tongue: Tongue) -> dict[str, float]:
    """Phrases by which a text says what else it is, by kind: "in my view", "tips for"."""
    made: dict[str, float] = defaultdict(float)
    past = min(len(field.words), _READ_WORDS)
    lexicon = tongue.not_titles if field.field == "title" else tongue.not_texts
    hits = lexicon.find(field.words, 0, past)
    for reason, *_ in {(hit.value, *field.words[hit.first : hit.past]) for hit in hits}:
        made[f"{reason} in {field.field}"] += 1.0
        made[f"none in {field.field}"] += 1.0
    return {sign: min(amount, 3.0) for sign, amount in made.items()}


def _of_words(text: Prose, language: str) -> Signs:
    """Shares of the words that say who speaks, and of what; those in quotes are others' words."""
    quoted = _quoted(text)
    words = [w for w, inside in zip(text.words, quoted, strict=False) if not inside]
    total, counts = max(len(words), _SHORTEST), Counter(words)
    lead = words[:_LEAD_WORDS]
    for name in _SHARES:
        listed = _of(name, language)
        share = 100 * sum(counts[word] for word in counts.keys() & listed) / total
        yield f"share: {name}", min(share, _HIGHEST_SHARE) ** 0.5
    for name in _IN_LEAD:
        listed = _of(name, language)
        yield f"lead: {name}", min(sum(word in listed for word in lead), 3.0)
    listed = _of("past", language)
    yield "past in the lead", min(sum(word in listed for word in lead), 4) / 2
    endings = tuple(_of("endings", language))
    ended = {word for word in counts if len(word) >= _LONG_ENDED and word.endswith(endings)}
    share = 100 * sum(counts[word] for word in ended) / total
    yield "share: ended as past", min(share, 12.0) ** 0.5
    yield "ended as past in the lead", min(sum(word in ended for word in lead), 4) / 2
    yield "share quoted", sum(quoted) / max(1, len(quoted))
    label = _of("label", language)
    yield "label at the beginning", float(any(w in label for w in text.words[:_LEAD_WORDS]))


def _quoted(text: Prose) -> list[bool]:
    """Whether each word that is read stands in quotation marks; a paragraph ends them."""
    if not _has(text.text, "marks"):
        return [False] * min(len(text.words), _READ_WORDS)
    made: list[bool] = []
    inside = straight = False
    begin = 0
    for start, end in zip(text.starts[:_READ_WORDS], text.ends, strict=False):
        gap = text.text[begin:start]
        for sign in "" if gap == " " else gap:
            if sign == "\n":
                inside = straight = False
            elif sign == '"':
                straight = not straight
            elif sign in _SIGNS["opening"]:
                inside = True
            elif sign in _SIGNS["closing"]:
                inside = False
        begin = end
        made.append(inside or straight)
    return made


def _of_shape(text: Prose) -> Signs:
    """Length, questions, calls, short sentences, lists and prices."""
    words, whole = max(1, len(text.words)), text.text
    yield "length", log(words + 1) / 3
    for kind in ("asking", "calling"):
        often = sum(map(whole.count, _SIGNS[kind])) * 300 / max(300, words)
        yield f"signs of {kind}", min(often, 4.0)
    yield "words a sentence", min(words / max(1, len(text.sentences)), 40) / 10
    lines = [line.strip() for line in whole.split("\n") if line.strip()]
    open_ended = sum(line[-1] not in _SIGNS["ending"] for line in lines)
    yield "lines that end open", open_ended / max(4, len(lines))
    yield "lines of a list", min(sum(line[0] in _SIGNS["bullets"] for line in lines), 5.0)
    short = sum(past - first <= _SHORT_SENTENCE for first, past in text.sentences)
    yield "short sentences", short / max(6, len(text.sentences))
    yield "dashes", min(whole.count(" – ") + whole.count("—"), 8) / 4
    yield "prices", min(sum(map(whole.count, _SIGNS["money"])), 6) ** 0.5
    begin, past = text.sentences[0]
    yield "words of the first sentence", min(past - begin, 50) / 20
    first = whole[: text.ends[past - 1] + 2]
    yield "begins with a question", float(_has(first, "asking"))
    yield "begins quoted", float(whole.lstrip()[:1] in _SIGNS["quotes"])
    digits = sum(word.isdigit() for word in text.words[:_READ_WORDS])
    share = 100 * digits / max(_SHORTEST, min(words, _READ_WORDS))
    yield "share: numbers", min(share, _HIGHEST_SHARE) ** 0.5


def _of_both(title: Prose, text: Prose) -> Signs:
    """How far the first words of a text say what its headline says, as a report's do."""
    words = {word[:_STEM] for word in title.words if len(word) >= _LONG_WORD}
    if title is text or not words:
        return
    # A text may begin with its own headline again.
    size = len(title.words)
    start = size if text.words[:size] == title.words else 0
    lead = {word[:_STEM] for word in text.words[start : start + _BEGINNING]}
    yield "headline not in the lead", 1.0 - len(words & lead) / len(words)
