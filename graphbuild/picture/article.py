"""One article as a page: its text with every act and every name marked, and the acts beside it, linked both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from graphbuild.model import Act, ActKind, Reading
from graphbuild.picture.pages import render_page, write_page
from graphbuild.picture.palette import NEITHER, TONES
from graphbuild.picture.record import clean, web_address
from graphbuild.vocab import DIRECT_PROPERTY


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text within which nothing begins or ends: the numbers of the acts and the ids of the actors it belongs to."""

    text: str
    acts: tuple[int, ...]
    cues: tuple[int, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An act as the margin tells it."""

    number: int
    kind: str
    tone: str
    actors: tuple[tuple[str, str], ...]
    verb: str
    targets: tuple[tuple[str, str], ...]
    content: str
    notes: tuple[str, ...]


def draw_article(reading: Reading, path: Path, *, quads: Mapping[ActKind, str | None], graph_page: str = "") -> None:
    """Write the article of a reading to `path` as one HTML page without scripts from elsewhere.

    `quads` gives the PLOVER quad class of each kind of act, by which it is coloured. `graph_page` is the address of the
    page of the whole graph, to which names then lead. Raises ExportError when the file cannot be written.
    """
    article = reading.article
    page = render_page(
        "article.html.j2",
        style=("style.css", "article.css"),
        scripts=("article.js",),
        title=clean(article.title or article.publisher or f"Article {article.id}"),
        publisher=clean(article.publisher),
        published=article.published,
        url=web_address(article.url),
        paragraphs=list(paragraphs(pieces(reading))),
        cards=[_card(reading, number, act, quads) for number, act in enumerate(reading.acts)],
        inks=TONES,
        graph_page=graph_page,
        headed=bool(article.title),
    )
    write_page(path, page)


def pieces(reading: Reading) -> Iterator[Piece]:
    """Yield the text cut wherever an act's sentence, a cue or a name begins or ends; joined, the pieces are the text."""
    text = reading.article.text
    edges = {0, len(text)}
    for excerpt in [
        *(m for actor in reading.actors for m in actor.mentions),
        *(e for act in reading.acts for e in (act.evidence, act.cue)),
    ]:
        edges |= {excerpt.span.start, excerpt.span.end}
    cuts = sorted(edges)
    opened = _openings(reading, cuts)
    for start, end in pairwise(cuts):
        acts, cues, actors = opened[start]
        yield Piece(text[start:end], tuple(sorted(acts)), tuple(sorted(cues)), tuple(sorted(actors)))


def _openings(reading: Reading, cuts: list[int]) -> dict[int, tuple[set[int], set[int], set[str]]]:
    """Return what covers the piece that begins at each cut: sentences of acts, cues of acts, names of actors."""
    covers: dict[int, tuple[set[int], set[int], set[str]]] = {cut: (set(), set(), set()) for cut in cuts}
    place = {cut: index for index, cut in enumerate(cuts)}
    for number, act in enumerate(reading.acts):
        for level, span in ((0, act.evidence.span), (1, act.cue.span)):
            for cut in cuts[place[span.start] : place[span.end]]:
                covers[cut][level].add(number)  # type: ignore[arg-type]  # levels 0 and 1 hold numbers
    for actor in reading.actors:
        for mention in actor.mentions:
            for cut in cuts[place[mention.span.start] : place[mention.span.end]]:
                covers[cut][2].add(actor.id)
    return covers


def paragraphs(run: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Gather pieces into paragraphs, which end at a blank line; characters that reorder or hide others are dropped."""
    paragraph: list[Piece] = []
    for piece in run:
        first, *rest = clean(piece.text).split("\n\n")
        paragraph.append(Piece(first, piece.acts, piece.cues, piece.actors))
        for text in rest:
            yield paragraph
            paragraph = [Piece(text, piece.acts, piece.cues, piece.actors)]
    yield paragraph


def _card(reading: Reading, number: int, act: Act, quads: Mapping[ActKind, str | None]) -> Card:
    names = {actor.id: clean(actor.name) for actor in reading.actors}
    verb = "".join(f" {c.lower()}" if c.isupper() else c for c in DIRECT_PROPERTY[act.kind])
    notes = [
        "said not to have happened" if act.negated else "",
        "planned or conditional" if act.future else "",
        f"as told by {', '.join(names[v] for v in act.via)}" if act.via else "",
        f"certainty {round(act.score * 100)} %",
    ]
    return Card(
        number=number,
        kind=act.kind.value,
        tone=quads.get(act.kind) or NEITHER,
        actors=tuple((one, names[one]) for one in act.actors),
        verb=verb if act.targets else f"makes {'an' if act.kind[0] in 'aeiou' else 'a'} {act.kind.value}",
        targets=tuple((one, names[one]) for one in act.targets),
        content=clean(act.content.text if act.content else None),
        notes=tuple(note for note in notes if note),
    )
