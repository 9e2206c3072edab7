"""What a line is, when it is no sentence of the article: by its form and a cue lexicon.

Never by the name of a host: a line is judged by its length, its ending, its place (before the
first real paragraph, between, after the last) and the words it opens with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.articles.lexicon import candidates, holds, members, opens
from monitor.text import fold

HEAD, BODY, TAIL = "head", "body", "tail"

#: Longest lines that may be judged by a cue; beyond, it is a paragraph.
LONG, MIDDLE, SHORT = 400, 200, 80
#: A copyright line says so within this many characters; later, prose stands before it.
FIRST_WORDS = 90

_MARK = r"\s*[:»|–—>›•]"
_LABEL = re.compile(rf"^[^:»|–—>›•]*{_MARK}\s*")
_ENDS = re.compile(r"[.!?…。！？؟۔।]['\"”’»)\]]*$")
_WORDS = re.compile(r"\w+")
_CAPS = re.compile(r"^[^a-z]*[A-Z][^a-z]*$")
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]][.\s]*$")
_LAST_SENTENCE = re.compile(r"(?:^|[.!?…”\"]\s)([^.!?…]{2,90})$")
_NUMBERS = re.compile(r"[\d\W_]+")
_FILE_PHOTO = re.compile(r"^(?:FILE(?: PHOTO| IMAGE)?\s*[-–—:]|\(?FILES?\)\s|AP PHOTO)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, folded once; a long one is not: it is prose, and no cue is looked for."""

    raw: str
    folded: str
    words: int
    #: Ends as a sentence does.
    ends: bool
    #: The folded line from its first letter or digit to its last one.
    bare: str

    @property
    def item(self) -> str:
        """The line without a list's mark before it."""
        return self.raw.lstrip("-–•*· ")


def line(raw: str) -> Line:
    """Return `raw` (stripped) with what is asked of it again and again."""
    folded = fold(raw) if len(raw) <= LONG else ""
    words, ends = len(_WORDS.findall(raw[:1000])), bool(_ENDS.search(raw[-12:]))
    return Line(raw, folded, words, ends, _trimmed(folded))


def is_paragraph(one: Line) -> bool:
    """Return whether a line is long enough and closed as prose is, in any script."""
    if one.ends and one.words >= 12:
        return True
    wide = sum(c >= "\u3040" for c in one.raw[:200])
    return one.words >= 25 or wide >= 40


def kind_of(one: Line, place: str) -> str | None:
    """Return the signal kind of a line that is no part of the text, None for text."""
    if not one.folded or len(one.raw) > LONG:
        return None
    for kind, test in _TESTS:
        if test(one, place):
            return kind
    return None


def _credit(one: Line, place: str) -> bool:
    if opens("credit", "workers", one.folded.lstrip("([{*—- ")):
        return one.raw[0] in "([{" or place != BODY or not one.ends
    if len(one.raw) <= 300 and (holds("credit", "holds", one.folded) and place != HEAD):
        return True
    if len(one.raw) <= 300 and opens("credit", "opens", one.bare) and place != BODY:
        return True
    if len(one.raw) <= SHORT and _marked("credit", one) and not one.ends:
        return True
    if place == BODY:
        return False
    bare = one.bare
    if place == TAIL and one.folded.strip() in members("credit", "ends"):
        return True
    return one.words <= 7 and not one.ends and opens("credit", "short", bare)


def _copyright(one: Line, place: str) -> bool:
    if place != BODY and opens("copyright", "opens", one.folded):
        return True
    return holds("copyright", "holds", one.folded[:FIRST_WORDS])


def _edited(one: Line, place: str) -> bool:
    bare = one.bare
    if opens("edited", "opens", bare):
        return place != BODY or len(one.raw) <= MIDDLE
    if not _marked("edited", one):
        return False
    return len(one.raw) <= SHORT or not bare.startswith("updated")


def corrected_news(one: Line) -> list[str]:
    """Return the news of a note that heads an article, without its label; [] where it has none.

    "CORRECTION: Four people, not six, died …" is what the article reports; "An earlier version of
    this article …" is about the article.
    """
    if not _marked("edited", one) or opens("edited", "opens", one.bare) or not is_paragraph(one):
        return []
    news = _LABEL.sub("", one.raw, count=1)
    return [news] if not opens("edited", "opens", line(news).bare) else []


def _caption(one: Line, place: str) -> bool:
    if _FILE_PHOTO.match(one.raw):
        return True
    if _marked("caption", one) and len(one.raw) <= 300:
        return True
    bracket = _LAST_BRACKET.search(one.folded)
    if bracket:
        inner = bracket.group(1).strip()
        square = one.raw.rstrip(" .").endswith("]")
        return holds("caption", "holds", inner) or (
            square
            and any(part.strip() in members("caption", "bracketed") for part in inner.split("/"))
        )
    last = None if one.ends else _LAST_SENTENCE.search(one.folded)
    return bool(last and holds("caption", "holds", last.group(1)))


def _byline(one: Line, place: str) -> bool:
    if place == BODY or one.words > 14 or one.ends or len(one.raw) > 140:
        return False
    if _marked("byline", one):
        return True
    names = [word for word in one.raw.split()[1:] if word[:1].isalpha()]
    if not names or not opens("byline", "opens", one.folded):
        return False
    if one.raw.isupper() and len(names) > 4:
        return False
    capitals = sum(not word[0].islower() for word in names)
    return capitals * 3 >= len(names) * 2 and not names[0][0].islower()


def _promotion(one: Line, place: str) -> bool:
    bare = one.bare
    if bare in members("promotion", "whole"):
        return True
    if len(one.raw) <= 250 and (_marked("promotion", one) or _shouted(one)):
        return True
    if place != BODY and _social(one, bare):
        return True
    if len(one.raw) > MIDDLE or not (
        opens("promotion", "opens", bare) or (place == TAIL and holds("promotion", "paywall", bare))
    ):
        return False
    return place != BODY or not one.ends


def _social(one: Line, bare: str) -> bool:
    """ "Follow … on" and a platform, in a line of a few sentences at most."""
    return (
        len(one.raw) <= 300
        and opens("promotion", "verbs", bare)
        and holds("promotion", "platforms", bare)
    )


def _boilerplate(one: Line, place: str) -> bool:
    if one.words > 6 and len(one.raw) > 140:
        return False
    rest = _trimmed(_NUMBERS.sub(" ", one.folded))
    if rest in members("boilerplate", "whole") or not rest:
        return one.words <= 6
    if place != BODY and len(one.raw) <= 140 and opens("boilerplate", "opens", one.bare):
        return True
    return len(one.raw) <= SHORT and _is_date(one)


def _is_date(one: Line) -> bool:
    if not any(c.isdigit() for c in one.raw):
        return False
    words = _NUMBERS.sub(" ", one.folded).split()
    known = members("date", "words")
    return len(words) <= 12 and all(word in known for word in words)


def _shouted(one: Line) -> bool:
    """A cue in capitals before words that are not: "READ ALSO  Storm closes port"."""
    for cue in candidates("promotion", "with_mark", one.folded):
        rest = one.raw[len(cue) :]
        if (
            " " in cue
            and one.folded.startswith(cue)
            and _CAPS.match(one.raw[: len(cue)])
            and rest[:1].isspace()
        ):
            return not _CAPS.match(rest)
    return False


def _marked(kind: str, one: Line) -> bool:
    """A cue and then a mark: "Read more: …", "Source » …"; nothing else may stand before."""
    text = one.folded.lstrip("([*#-–—•>»→►▶ ")
    for cue in candidates(kind, "with_mark", text):
        if text.startswith(cue) and re.match(_MARK, text[len(cue) : len(cue) + 4]):
            return True
    return False


def _trimmed(text: str) -> str:
    """Return `text` from its first letter or digit to its last one."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


_TESTS = (
    ("edited_note", _edited),
    ("copyright", _copyright),
    ("credit_line", _credit),
    ("byline", _byline),
    ("caption", _caption),
    ("promotion", _promotion),
    ("boilerplate", _boilerplate),
)
