"""The scene: everything known of an article before its acts are read, looked up by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graphbuild.model import Argument, Article, Cue, Excerpt, Span
from graphbuild.reading.attribution import Attribution
from graphbuild.reading.coreference import Cast
from graphbuild.reading.lexicon import Lexicon
from graphbuild.reading.syntax import Syntax


def unheard(_: Span) -> Sequence[Argument]:
    """Return the arguments of a cue where no learned reader has read the text: none."""
    return ()


@dataclass(frozen=True, slots=True)
class Scene:
    """An article, its tree, its cast, what is attributed to whom, and what the learned reader saw.

    `arguments` returns what the learned reader takes for the parties of a cue at the given characters.

    `speech` gives for each token the innermost attribution whose content it stands in, `uttered` the attribution that a
    word of saying makes; `body` is the first token of the
    body; `silent` tells which tokens stand in boilerplate, where no act is read;
    `places` holds the tokens of place names.
    """

    article: Article
    syntax: Syntax
    cast: Cast
    lexicon: Lexicon
    attributions: Sequence[Attribution]
    cues: Sequence[Cue]
    arguments: Callable[[Span], Sequence[Argument]]
    speech: Sequence[Attribution | None]
    uttered: Mapping[int, Attribution]
    silent: Sequence[bool]
    places: frozenset[int]
    body: int

    @classmethod
    def of(
        cls,
        article: Article,
        syntax: Syntax,
        cast: Cast,
        lexicon: Lexicon,
        *,
        attributions: Sequence[Attribution],
        cues: Sequence[Cue],
        arguments: Callable[[Span], Sequence[Argument]] = unheard,
        silent: Sequence[bool],
        places: frozenset[int],
    ) -> Scene:
        """Gather what the steps before found."""
        body = article.body.start
        first = next((k for k, start in enumerate(syntax.starts) if start >= body), len(syntax))
        speech, uttered = _speech(syntax, attributions), {said.cue_token: said for said in reversed(attributions)}
        return cls(
            article, syntax, cast, lexicon, attributions, cues, arguments, speech, uttered, silent, places, first
        )

    def excerpt(self, first: int, last: int) -> Excerpt:
        """Return the words from token `first` to token `last`, both inclusive."""
        return self.article.excerpt(self.syntax.starts[first], self.syntax.ends[last])

    def tokens(self, start: int, end: int) -> range:
        """Return the tokens that overlap the characters `start` to `end`."""
        return _tokens(self.syntax, start, end)


def _speech(syntax: Syntax, attributions: Sequence[Attribution]) -> list[Attribution | None]:
    inside: list[Attribution | None] = [None] * len(syntax)
    for said in sorted(attributions, key=lambda a: a.content.start - a.content.end):
        for token in _tokens(syntax, said.content.start, said.content.end):
            inside[token] = said
    return inside


def _tokens(syntax: Syntax, start: int, end: int) -> range:
    return range(bisect_right(syntax.ends, start), bisect_left(syntax.starts, end))
