"""What capitals say of a word: a name, an abbreviation, nothing. Read by `toponyms` only."""

from __future__ import annotations

from monitor.facts.lexical.prose import Prose


def is_abbreviation(prose: Prose, first: int, past: int) -> bool:
    """A short key must be written large throughout: "US", not "us"; "Ur" stays unread."""
    return prose.text[prose.starts[first] : prose.ends[past - 1]].isupper() and not prose.uncased


def is_acronym(prose: Prose, index: int) -> bool:
    """ "NATO soldiers": large throughout among words that are not."""
    if prose.uncased or prose.gap(index) != " ":
        return False
    near = range(max(0, index - 1), min(len(prose.words), index + 2))
    upper = [i for i in near if prose.text[prose.starts[i] : prose.ends[i]].isupper()]
    return upper == [index]
