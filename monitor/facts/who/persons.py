"""Persons named in a text, with their ages. What became of them is read from the words beside."""

from __future__ import annotations

from collections.abc import Callable

from monitor.facts.lexical.prose import Prose
from monitor.facts.lexical.word_lists import bags
from monitor.facts.nouns import Named
from monitor.language.short_forms import titles

_WORDS = bags("who.persons")

_MOST = 120
_FEWEST_NAMES = 2
_LONGEST = 4
_PARTICLES = _WORDS["particles"]
#: After a name these make it a thing: a street, a school, a firm.
_THINGS = _WORDS["things"]
_GRAMMAR = _WORDS["grammar"]
_SKIP = _WORDS["skip"]


_HARMED = _WORDS["harmed"]
_HARM_OF = _WORDS["harm_of"]
_ROLES = _WORDS["roles"]
#: What may follow a person's name without a comma.
_AFTER_PERSON = _WORDS["after_person"]
#: Between a verb of harm and a name: the name is where or by whom.
_BREAKS = (_GRAMMAR | _AFTER_PERSON | _WORDS["breaks"]) - _HARMED - _ROLES
_DIED = _WORDS["died"]
_BE = _WORDS["be"]
_BEFORE_TITLE, _AFTER_NAME = 4, 4
_LONGEST_ASIDE = 14
_JOINED = 8


def people(prose: Prose, given: frozenset[str], known: Callable[[str], bool]) -> list[Named]:
    """Return the persons named, in order. `known`: whether a key is a place's name."""
    found: list[Named] = []
    taken, large = 0, prose.large
    for index in [i for i in range(len(large) - 1) if large[i] and large[i + 1]]:
        past = _name_end(prose, index, given, known) if index >= taken else 0
        if past:
            found.append(_named(prose, index, past))
            taken = found[-1].end
        if len(found) == _MOST:
            break
    return found


def _name_end(prose: Prose, index: int, given: frozenset[str], known: Callable[[str], bool]) -> int:
    """Past the last word of the name that starts at `index`, or 0."""
    word = prose.words[index]
    if prose.uncased:
        return _unwritten_end(prose, index, given)
    if not _may_begin(prose, index):
        return 0
    past = index + 1
    while past < len(prose.words) and past - index < _LONGEST and _continues(prose, past):
        past += 1
    if past - index < _FEWEST_NAMES or prose.words[past - 1] in _PARTICLES:
        return 0
    if _is_thing(prose, index, past) or known(f"{word} {prose.words[index + 1]}"):
        return 0
    is_given = word in given or _age(prose, past)[0] is not None
    titled = index > 0 and prose.words[index - 1] in titles(prose.language)
    return past if is_given or titled or _is_harmed(prose, index, past) else 0


def _may_begin(prose: Prose, index: int) -> bool:
    word = prose.words[index]
    if word in _SKIP or word in _PARTICLES or word in titles(prose.language):
        return False
    return prose.is_name(index) and not word[0].isdigit()


def _is_thing(prose: Prose, index: int, past: int) -> bool:
    """ "Baker Street", "John Carter High School"."""
    return any(w in _THINGS for w in prose.words[index + 1 : past + 1] if w != "st")


def _is_harmed(prose: Prose, first: int, past: int) -> bool:
    """Whether a name that no list holds is a person's by what befell it.

    "Shot dead councillor Xolani Mbheki", "the murder of Xolani Mbheki", "Xolani Mbheki's murder".
    Not before a noun ("killed Red Star fans"), nor in a headline, where all is capitals.
    """
    if prose.field == "title":
        return False
    after = prose.words[past] if past < len(prose.words) else ""
    gap = prose.gap(past - 1).strip() if after else "."
    if gap in ("'s", "’s"):
        return after in _HARM_OF
    if not gap and after not in _AFTER_PERSON and not after.endswith("ed"):
        return False
    for index in range(first - 1, max(-1, first - 1 - _BEFORE_TITLE), -1):
        word, before = prose.words[index], prose.words[index - 1] if index else ""
        if prose.gap(index).strip(" .") or (
            prose.gap(index).strip() and word not in titles(prose.language)
        ):
            return False
        if word in _HARMED or (word == "dead" and before in _HARMED):
            return True
        if word == "of":
            return before in _HARM_OF
        if word in _BREAKS:
            return False
    return False


def _unwritten_end(prose: Prose, index: int, given: frozenset[str]) -> int:
    """Past a name where capitals say nothing: a given name, then words that are no grammar."""
    words = prose.words
    if words[index] not in given or words[index] in _GRAMMAR or len(words[index]) < 3:
        return 0
    past = index + 1
    while past < len(words) and past - index < _LONGEST and prose.gap(past - 1) == " ":
        if words[past] in _GRAMMAR or not words[past].isalpha() or words[past] in _THINGS:
            break
        past += 1
    return past if past - index > 1 else 0


def _continues(prose: Prose, index: int) -> bool:
    gap = prose.gap(index - 1)
    if gap not in (" ", ". ", " “", "” ", ' "', '" ', "-", " ‘", "’ "):
        return False
    if gap == ". " and len(prose.words[index - 1]) > 2:
        return False
    word = prose.words[index]
    if prose.ends[index - 1] < len(prose.text) and prose.text[prose.ends[index - 1]] == "'":
        return False
    return (prose.is_name(index) and word not in _SKIP) or word in _PARTICLES


def _age(prose: Prose, past: int) -> tuple[int | None, int]:
    """The age right after a name (", 23," or " (23)") and where it ends."""
    if past >= len(prose.words) or prose.gap(past - 1).strip() not in (",", "("):
        return None, past
    word = prose.words[past]
    if word == "age" or word == "aged":
        past += 1
        word = prose.words[past] if past < len(prose.words) else ""
    if word.isascii() and word.isdigit() and len(word) <= 2:
        after = prose.gap(past)[:1]
        follow = prose.words[past + 1] if past + 1 < len(prose.words) else ""
        if after in (",", ".", ")", ";", "\n", ":") or follow in ("and", "was", "of", "is", "a"):
            return int(word), past + 1
    return None, past


def _named(prose: Prose, first: int, past: int) -> Named:
    age, end = _age(prose, past)
    if age is None:
        end = past
    before = prose.words[first - 1] if first else ""
    name = " ".join(prose.text[prose.starts[i] : prose.ends[i]] for i in range(first, past))
    office = before in titles(prose.language) and not _suffers(prose, first, end)
    return Named(prose, first, past, end, name, age, office)


def _suffers(prose: Prose, first: int, end: int) -> bool:
    """ "killed Sheriff Hale", "the murder of Judge Hale", "Judge Hale was shot": it is told of."""
    return _is_object_of_harm(prose, first) or _is_subject_of_harm(prose, end)


def _is_object_of_harm(prose: Prose, first: int) -> bool:
    for index in range(first - 1, max(-1, first - 1 - _BEFORE_TITLE), -1):
        word = prose.words[index]
        gap = prose.gap(index).strip()
        if (gap and not (gap == "." and word in titles(prose.language))) or word in ("by", "and"):
            break
        if word in _HARMED or (word == "of" and prose.words[index - 1] in _HARM_OF):
            return True
    return False


def _is_subject_of_harm(prose: Prose, end: int) -> bool:
    after = prose.words[end : end + _AFTER_NAME]
    gap = prose.gap(end - 1).strip() if after else ""
    if after and (after[0] in _DIED or (after[0] in _HARM_OF and gap in ("'s", "’s"))):
        return True
    if gap == ",":
        after = _past_aside(prose, end)
    if after[:1] == ["and"]:
        # "Mayor Doe and the two farmers were killed"
        after = prose.words[end + 1 : end + 1 + _JOINED]
        after = after[next((n for n, w in enumerate(after) if w in _BE), len(after)) :]
    if len(after) < 2 or after[0] not in _BE:
        return False
    return any(word in _HARMED or word == "dead" for word in after[1:])


def _past_aside(prose: Prose, end: int) -> list[str]:
    """The words after ", of the People's Party,", none where no such aside ends."""
    past = prose.sentences[prose.sentence_of[end]][1] if end < len(prose.words) else end
    for index in range(end, min(past, end + _LONGEST_ASIDE)):
        if prose.gap(index).strip() == "," and index + 1 < past:
            return prose.words[index + 1 : index + 1 + _AFTER_NAME]
    return []
