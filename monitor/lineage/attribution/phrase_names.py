"""The name in a phrase of somebody: by capitals, a tagger, a title before it, a comma behind."""

from __future__ import annotations

from monitor.lineage.attribution.features import Place
from monitor.lineage.attribution.phrase_words import Words
from monitor.lineage.lexicon import Role

_COMMAS = frozenset(",،")
_ARTICLE, _FOR_THE = "ال", "لل"
#: Shortest part of a compound by which a noun is known, words of a described speaker, of a name.
_TAIL, _DESCRIBED, _NAME = 3, 6, 4
#: Languages in which the last of several nouns tells what is meant: "court documents".
_HEAD_LAST = frozenset({"en", "tr", "ur"})


#: Kinds of roles that no person has, and that persons have.
_NO_PERSONS = frozenset({"body", "media", "document", "group", "source"})
_OF_PERSONS = frozenset({"official", "rank", "lay", "witness"})


def is_short_form(words: Words, at: int, past: int) -> bool:
    """Whether a bracket holds no more than what the phrase is called in short: "(CAA)"."""
    if words.low[at] != "(" or at + 2 >= past or words.low[at + 2] != ")":
        return False
    return words.seen.shapes[at + 1] in "AX" or not words.has_capitals


def name_in(words: Words, at: int, end: int, roles: list[tuple[int, Role]]) -> Place | None:
    if not words.has_capitals:
        return _uncased_name(words, at, end, roles)
    runs = _runs(words, at, end)
    if words.tagged:
        tagged = [run for run in runs if _is_person(words, *run)]
        if tagged:
            return max(tagged, key=lambda run: (run[1] - run[0] > 1, -run[0]))
        return _untagged(words, at, end, runs)
    best = _cased_name(words, at, runs, roles)
    if best is None or not roles:
        return best
    about = head(words, at, roles)
    if words.language in _HEAD_LAST and about is not None and about.kind == "body":
        return None
    is_body = all(role.kind in _NO_PERSONS for _, role in roles)
    return None if is_body and best[0] <= roles[-1][0] + 1 + _DESCRIBED else best


def _cased_name(
    words: Words, at: int, runs: list[Place], roles: list[tuple[int, Role]]
) -> Place | None:
    """Return the last run of capitals that is a name rather than a place within the phrase."""
    small, best = words.small, None
    for start, past in runs:
        if _is_owner(words, start, past) or is_place(words, start, past):
            continue
        count, before = past - start, words.low[start - 1]
        if start > at and any(before in g for g in (small.link, small.within, small.preposition)):
            is_plain = all(words.is_name(n) for n in range(start, past))
            start, count = (past - 2, 2) if count >= 3 and is_plain else (start, 0)
        is_alone = start == at and not roles
        if count >= 2 or (count == 1 and (is_alone or (start > 0 and _is_rank(words, start - 1)))):
            best = (start, past)
    return best


def _untagged(words: Words, at: int, end: int, runs: list[Place]) -> Place | None:
    """Return a name that no tagger knows as a person's: by an office, or by its capitals."""
    for start, past in runs:
        is_land = words.is_known(_text(words, start, past))
        if _is_owner(words, start, past) or (is_place(words, start, past) and not is_land):
            continue
        if past < end and words.role(past) is not None:
            continue
        if start > at:
            if past - start >= 2 and _is_titled(words, at, start):
                return start, past
        elif not any(words.role(n) for n in range(past, end)) and (
            is_land or _is_called(words, start, past)
        ):
            return start, past
    return None


def _is_titled(words: Words, at: int, start: int) -> bool:
    """Whether an office or trade of a person stands before a name."""
    title = start - 1 - (start - 1 > at and words.low[start - 1] == ".")
    before = words.role(title)
    return before is not None and before.kind in _OF_PERSONS


def _is_called(words: Words, start: int, past: int) -> bool:
    """Whether capitals are a name: a body's, of several words, or written large elsewhere too."""
    if past - start >= 2 or "B" in words.tagged[start:past] or words.seen.shapes[start] == "A":
        return True
    return words.seen.tokens[start].text in words.large


def _text(words: Words, start: int, past: int) -> str:
    return " ".join(token.text for token in words.seen.tokens[start:past])


def _is_person(words: Words, start: int, past: int) -> bool:
    """Whether the tagger tells a person there, and none whose something speaks ("Roe's lawyer")."""
    return "P" in words.tagged[start:past] and not _is_owner(words, start, past)


def _is_owner(words: Words, start: int, past: int) -> bool:
    return words.language == "en" and words.low[past - 1].endswith(("'s", "’s"))


def is_place(words: Words, start: int, past: int) -> bool:
    """Whether the tagger tells a place alone, which says nothing."""
    return bool(words.tagged) and set(words.tagged[start:past]) == {"L"}


def _runs(words: Words, at: int, end: int) -> list[Place]:
    """Return the runs of name words that are no roles, with the particles between them."""
    runs: list[Place] = []
    n = at
    while n < end:
        if not words.is_name(n) or words.role(n) is not None:
            n += 1
            continue
        start = n
        if words.low[n] in words.small.determiner and n + 1 < end:
            n = start = n + 1
        while n < end and goes_on(words, n, end):
            n += 1
        if n > start:
            runs.append((start, n))
        n = max(n, start + 1)
    return runs


def goes_on(words: Words, at: int, end: int) -> bool:
    if words.is_name(at):
        return words.role(at) is None or words.tagged[at : at + 1] == "P"
    is_between = words.low[at] in words.small.particle or (
        words.low[at] == "." and words.seen.shapes[at - 1] == "I"
    )
    return is_between and at + 1 < end and words.is_name(at + 1)


def _is_rank(words: Words, at: int) -> bool:
    role = words.role(at)
    return role is not None and role.kind == "rank"


def _uncased_name(words: Words, at: int, end: int, roles: list[tuple[int, Role]]) -> Place | None:
    """Return the name behind the last title, or behind a trade that the article makes a title."""
    if not roles:
        is_short = 2 <= end - at <= _NAME
        return (at, end) if is_short else None
    last, role = roles[-1]
    start, count = last + 1, 0
    while start + count < end and not _is_within(words, start + count):
        count += 1
    is_title = role.kind == "rank" or (
        role.kind in ("official", "lay", "witness", "source")
        and (words.language != "ar" or words.low[last].startswith(_ARTICLE))
    )
    if not is_title or count < (1 if role.kind == "rank" else 2):
        return None
    longest = (
        _NAME
        if words.language != "ar"
        else 2 + sum(words.low[n] in words.small.particle for n in range(start, start + count))
    )
    return start, start + min(count, longest)


def _is_within(words: Words, at: int) -> bool:
    low, small = words.low[at], words.small
    return low in small.within or low in small.preposition or low in small.stop


def apposed(words: Words, at: int, past: int) -> Place | None:
    """Return the name that stands behind a comma: ", Ivo Luk", ", el capitán Ivo Luk"."""
    start = at
    while at < past and (words.low[at] in words.small.determiner or words.role(at) is not None):
        if words.low[at] == ".":
            break
        at += 1
        if at < past and words.low[at] == "." and len(words.low[at - 1]) <= _NAME:
            at += 1
    if not words.has_capitals:
        return _uncased_apposed(words, at, past, is_title=at > start)
    return _cased_apposed(words, at, past, is_title=at > start)


def _cased_apposed(words: Words, at: int, past: int, *, is_title: bool) -> Place | None:
    end = at
    while end < past and goes_on(words, end, past):
        end += 1
    is_followed = end == past or words.low[end] in _COMMAS
    is_whole = end - at >= 2 or (end - at == 1 and (is_title or is_followed))
    if words.tagged and is_whole and not _is_person(words, at, end):
        is_whole = (is_title or end - at >= 2) and not is_place(words, at, end)
    return (at, end) if is_whole else None


def _uncased_apposed(words: Words, at: int, past: int, *, is_title: bool) -> Place | None:
    end = at
    while end < past and not words.is_break(end) and not _is_within(words, end):
        end += 1
    if not (1 if is_title else 2) <= end - at <= _NAME:
        return None
    if any(words.low[n] in words.seen.words.verbs for n in range(at, end)):
        return None
    return (at, end) if end == past or words.is_break(end) else None


def role_behind(words: Words, at: int, past: int) -> Role | None:
    """Return what a name's aside says that he is: "Ivo Luk, the mayor of Velm"."""
    for n in range(at, min(past, at + 5)):
        role = words.role(n)
        if role is not None:
            return role
        if words.is_break(n):
            return None
    return None


def head(words: Words, at: int, roles: list[tuple[int, Role]]) -> Role | None:
    """Return what the phrase is about: its first noun, where heads stand last the last in a row."""
    about: Role | None = None
    for n, role in roles:
        if about is None or about.kind == "rank":
            about = role
        elif words.language not in _HEAD_LAST or any(
            words.low[between] in words.small.within for between in range(at, n)
        ):
            break
        elif role.kind != "rank":
            about = role
    return about
