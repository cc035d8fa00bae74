"""What a closer look is shown: sentences with cues, now and then with what stands around them."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from graphbuild.language.labels import ROLES
from graphbuild.language.training.batches import Window
from graphbuild.language.training.network import POSITIONS
from graphbuild.language.training.passages import Passage, Predicate
from graphbuild.language.words import Vocabulary

WIDE, WIDTHS = 0.2, (40, 110)
"""The part of the sights that show more than the cue's sentence, and how many pieces they hold at most: sentences are not always found."""
STRANGERS = 4
"""Words of a passage that are no cue there, but are elsewhere, looked at for each time that a passage is shown."""
OFTEN, SHORT = 3, 3
"""How often a word must be part of a cue somewhere to be such a word, and the letters that it must have more than."""


def sights(
    passages: Iterable[Passage], vocabulary: Vocabulary, strange: frozenset[str], chance: random.Random | None = None
) -> Iterator[Window]:
    """Yield every sentence that has a cue, and with `chance` some `strange` words as cues that evoke nothing.

    By chance a window holds what stands around its sentence too.
    """
    for passage in passages:
        found = list(passage.acts)
        if chance:
            none = [i for i, cue in enumerate(passage.cues) if cue == 0 and passage.words[i].lower() in strange]
            picked = chance.sample(none, min(len(none), STRANGERS))
            found += [Predicate((i,), {}, unsure=frozenset(ROLES)) for i in picked]
        yield from _windows(replace(passage, acts=found, frames=[]), found, vocabulary, chance)


def frames(
    passages: Iterable[Passage], vocabulary: Vocabulary, share: float, chance: random.Random
) -> Iterator[Window]:
    """Yield the sentences of a share of the predicates with PropBank frames, which are their cues."""
    for passage in passages:
        chosen = [frame for frame in passage.frames if chance.random() < share]
        yield from _windows(replace(passage, acts=[], frames=chosen), chosen, vocabulary, chance)


def strange_words(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the words that are part of a cue here and there, so that telling where they are none is worth learning."""
    counts = Counter(p.words[i].lower() for p in passages for predicate in p.acts for i in predicate.words)
    return frozenset(word for word, n in counts.items() if n >= OFTEN and len(word) > SHORT)


def _windows(
    passage: Passage, found: Sequence[Predicate], vocabulary: Vocabulary, chance: random.Random | None
) -> Iterator[Window]:
    pieces = vocabulary.pieces(passage.words)
    sizes = [0, *accumulate(map(len, pieces))]
    cuts = [0, *(i for i, place in enumerate(passage.places()) if place and i), len(passage.words)]
    before = [sizes[cut] for cut in cuts]
    held = {(bisect_right(cuts, one.words[0]) - 1, bisect_right(cuts, one.words[-1])) for one in found}
    for narrow in sorted(held):
        wide = chance is not None and chance.random() < WIDE
        limit = chance.randint(*WIDTHS) if chance and wide else 0
        first, end = _wider(*narrow, before, limit)
        start, stop = cuts[first], cuts[end]
        window = Window(passage.slice(start, stop), pieces[start:stop], sizes[stop] - sizes[start] + 2)
        if window.size <= POSITIONS:
            yield window


def _wider(first: int, end: int, before: Sequence[int], limit: int) -> tuple[int, int]:
    """Add sentences to those from `first` to `end`, one by one on both sides, as long as there is room."""
    grown = True
    while grown:
        grown = False
        if first > 0 and before[end] - before[first - 1] <= limit:
            first, grown = first - 1, True
        if end + 1 < len(before) and before[end + 1] - before[first] <= limit:
            end, grown = end + 1, True
    return first, end
