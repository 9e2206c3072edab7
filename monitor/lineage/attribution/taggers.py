"""The fitted models at work: which words are a cue, and which are the source of it."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.lineage.attribution.features import Place, Seen, cue_features, source_examples
from monitor.lineage.lexicon import Model

#: How much less a word needs that is hardly ever anything but a cue ("told", "said").
_SURE = 1.5
#: Words beside the best one belong to the source while they score at most this much less.
_DROP = 3.0


def cue_places(seen: Seen, model: Model) -> list[Place]:
    """Return the places of the cues in a sentence, ends exclusive."""
    found: list[Place] = []
    if model.words.isdisjoint(seen.low):
        return found
    before = False
    for at, word in enumerate(seen.low):
        is_cue = False
        if word in model.words:
            least = model.threshold - (_SURE if word in seen.words.sure else 0.0)
            is_cue = model.score(cue_features(seen, at, before=before)) > least
        if is_cue and before:
            found[-1] = (found[-1][0], at + 1)
        elif is_cue:
            found.append((at, at + 1))
        before = is_cue
    return found


def source_place(seen: Seen, cue: Place, cues: set[int], model: Model) -> Place | None:
    """Return the place of the source of `cue`, None where none is likely enough."""
    scores = {at: model.score(keys) for at, keys in source_examples(seen, cue, cues)}
    if not scores:
        return None
    best = max(scores, key=lambda at: scores[at])
    if scores[best] <= model.threshold:
        return None
    least = min(model.threshold, scores[best] - _DROP)
    return _grow(best, -1, scores, least), _grow(best, 1, scores, least) + 1


def _grow(at: int, step: int, scores: Mapping[int, float], least: float) -> int:
    while True:
        if scores.get(at + step, least - 1) >= least:
            at += step
        elif scores.get(at + 2 * step, -99.0) >= max(least, 0.0):
            at += 2 * step
        else:
            return at
