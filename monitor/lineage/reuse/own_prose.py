"""An article's own prose: its words without quotes, captions, posts and boilerplate, with places.

What is left is what one newsroom would have to copy from another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from monitor.lineage.data import lexicon, reuse_phrase
from monitor.lineage.lines import photo_word
from monitor.model.reading import Article

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
#: A passage between quotation marks, at most one paragraph and 1500 characters long.
_QUOTED = re.compile(
    r"“[^“”\n]{1,1500}[”\n]|„[^„“”\n]{1,1500}[“”\n]|«[^«»\n]{1,1500}[»\n]|"
    r"(?<![\w\"])\"(?=\S)[^\"\n]{1,1500}(?:\"|\n)|(?<!\w)‘(?=\S)[^‘\n]{15,1500}?[^s]’(?!\w)|"
    r"(?<!\w)'(?=\S)[^'\n]{15,300}?'(?!\w)|"
    r"(?<!\w)''(?=\S)[^\n]{1,1500}?''|``[^\n]{1,1500}?(?:''|\n)"
)
#: A line shorter than this with photo words is a caption; a longer one is prose that shows one.
_CAPTION = 320
#: One shorter than this is a caption by any photo word.
_SHORT = 160
#: Longest text that is compared, in words: bounds the cost on hostile pages.
MAX_WORDS = 6000
#: Shortest run of words in common that counts.
RUN = 8


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of an article in order, folded, with the place of each in Article.text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    #: Words before quotes and captions were taken out.
    total: int
    #: Hashes of all runs of `RUN` words (of this process only): without one in common two texts
    #: share no run, which is seen far sooner than by comparing them.
    runs: frozenset[int]


def prose(article: Article) -> Prose:
    """Return the words of the article's own prose (quotes, captions, posts, boilerplate cut)."""
    return _prose(article.text[: 12 * MAX_WORDS])


#: The latest texts are compared with each of the next ones. Some 100 KB each at the most usual.
@lru_cache(maxsize=256)
def _prose(text: str) -> Prose:
    kept = _blank(text)
    low = kept.lower().replace("’", "'")
    found = islice(_WORD.finditer(low if len(low) == len(kept) else kept), MAX_WORDS)
    placed = [(match[0], *match.span()) for match in found]
    own, starts, ends = zip(*placed, strict=True) if placed else ((), (), ())
    runs = frozenset(map(hash, zip(*(own[n:] for n in range(RUN)), strict=False)))
    return Prose(own, starts, ends, len(text.split()), runs)


def is_caption(line: str) -> bool:
    """Return whether a line of text is a photo or video caption."""
    if len(line) > _CAPTION:
        return False
    word = photo_word(line)
    if not word:
        return False
    is_sure = "/" in word or word in lexicon().sure_photo
    return is_sure or len(line) < _SHORT or reuse_phrase("caption_bracket").search(line) is not None


def _is_post(line: str) -> bool:
    return reuse_phrase("post").search(line) is not None


def _blank(text: str) -> str:
    """Return `text` with what is no prose of its own replaced by as many spaces."""
    pieces = []
    boilerplate = reuse_phrase("boilerplate")
    for line in text.split("\n"):
        if line and (_is_post(line) or boilerplate.match(line) or is_caption(line)):
            line = " " * len(line)
        pieces.append(line)
    kept = "\n".join(pieces)
    return _QUOTED.sub(lambda m: " " * len(m.group()), kept)
