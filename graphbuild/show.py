"""What the command line shows of a reading and of a graph: rich renderables, no decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from graphbuild.analysis.catalogue import NamedQuery
from graphbuild.evaluation import Figures
from graphbuild.model import Act, Actor, Excerpt, Reading
from graphbuild.pipeline import Run

if TYPE_CHECKING:
    from graphbuild.reading.reader import Explanation

CUE_STYLE = "bold reverse"
ACTOR_STYLE = "underline"
_NOTHING = "—"
_LIKELIEST = 3  # kinds shown of what a cue might be
SIDE_BY_SIDE = 10
"""How many columns stand side by side; more make a row unreadable on a terminal."""


def reading(read: Reading) -> Group:
    """Return the article with its names and cues marked, then a line for every act and every actor."""
    title = read.article.title or read.article.source or read.article.id
    names = {actor.id: actor.name for actor in read.actors}
    return Group(
        Rule(Text(title, style="bold")),
        Padding(marked(read), (1, 2)),
        acts(read.acts, names),
        actors(read.actors),
    )


def marked(read: Reading) -> Text:
    """Return the article's text, names underlined and cues in reverse."""
    text = Text(read.article.text, overflow="fold")
    for actor in read.actors:
        for mention in actor.mentions:
            text.stylize(ACTOR_STYLE, mention.span.start, mention.span.end)
    for act in read.acts:
        text.stylize(CUE_STYLE, act.cue.span.start, act.cue.span.end)
    return text


def acts(found: Sequence[Act], names: Mapping[str, str]) -> Table:
    """Return a table of acts: who, what, to whom, the content, and where it stands."""
    table = Table(title=_counted(len(found), "act"), title_justify="left", box=None, pad_edge=False)
    for heading in ("who", "does", "to whom", "content", "at", "score"):
        table.add_column(heading, justify="right" if heading == "score" else "left", overflow="fold")
    for act in found:
        table.add_row(
            Text(_names(act.actors, names, via=act.via)),
            Text(_kind(act)),
            Text(_names(act.targets, names)),
            Text(act.content.text if act.content else _NOTHING),
            Text(f"{act.cue.span.start}"),
            Text(f"{act.score:.2f}"),
        )
    return table


def actors(found: Sequence[Actor]) -> Table:
    """Return a table of actors: name, kind, country, offices, and how often each is named."""
    table = Table(title=_counted(len(found), "actor"), title_justify="left", box=None, pad_edge=False)
    for heading in ("name", "kind", "id", "offices", "mentions"):
        table.add_column(heading, justify="right" if heading == "mentions" else "left", overflow="fold")
    for actor in found:
        offices = ", ".join(office.label for office in actor.offices)
        table.add_row(
            Text(actor.name), actor.kind.value, Text(actor.id), Text(offices or _NOTHING), str(len(actor.mentions))
        )
    return table


def explanation(read: Reading, why: Explanation) -> Group:
    """Return what was seen and not read: a line for every cue that was dropped, and the names that nobody known bears.

    A cue shows the kinds that it might have been, the likeliest first, and what is read there instead, if anything.
    """
    there = {act.cue.span: f"is read as {act.kind}" for act in read.acts}
    kinds: dict[Excerpt, list[str]] = {}
    for one in sorted(why.dropped, key=lambda one: (one.cue.span, -one.score, one.kind)):
        kinds.setdefault(one.cue, []).append(f"{one.kind} {one.score:.2f}")
    dropped = [
        (cue.text, cue.span.start, ", ".join(found[:_LIKELIEST]), there.get(cue.span, "not likely enough"))
        for cue, found in kinds.items()
    ]
    names = [(name.text, name.span.start) for name in why.unresolved]
    return Group(
        rows(
            ("cue", "at", "might be", "why not"), dropped, f"{_counted(len(dropped), 'cue')} not read, or not as this"
        ),
        rows(("name", "at"), names, f"{_counted(len(names), 'name')} unresolved")
        if names
        else "No name is unresolved.",
    )


def run(done: Run) -> Table:
    """Return what a build came to."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right")
    for number, what in (
        (done.read, "read"),
        (done.unchanged, "unchanged, left as they were"),
        (done.copies, "copies of another, recorded as such"),
        (done.failed, "could not be read"),
    ):
        table.add_row(f"{number:,}", what)
    table.add_row(f"{done.seconds:,.1f}", f"seconds, {done.words:,} words, {done.words_per_second:,.0f} words a second")
    return table


def rows(columns: Sequence[str], values: Sequence[Sequence[object]], title: str | None = None) -> Table:
    """Return rows as a table, or each row as a list of its columns where there are too many to stand side by side.

    What a row lacks shows as a dash; in a list it is left out. Markup in values stays text.
    """
    heading = Text(title, style="bold") if title else None
    if len(columns) > SIDE_BY_SIDE:
        return _lists(columns, values, heading)
    table = Table(title=heading, title_justify="left", pad_edge=False, box=None)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in values:
        table.add_row(*(Text(_NOTHING if value is None else str(value)) for value in row))
    return table


def _lists(columns: Sequence[str], values: Sequence[Sequence[object]], heading: Text | None) -> Table:
    table = Table(title=heading, title_justify="left", pad_edge=False, box=None, show_header=False)
    for row in values:
        said = [(name, value) for name, value in zip(columns, row, strict=True) if value is not None]
        for name, value in said:
            table.add_row(Text(name, style="bold"), Text(str(value), overflow="fold"))
        table.add_row("", "")
    return table


def catalogue(named: Iterable[NamedQuery]) -> Table:
    """Return the named queries, what each answers, and what it asks for."""
    table = Table("query", "what it answers", "parameters", box=None, pad_edge=False)
    for query in named:
        asked = ", ".join(f"{p.name}{'' if p.default is None else f'={p.default}'}" for p in query.parameters)
        table.add_row(Text(query.name, style="bold"), Text(query.description), Text(asked or _NOTHING))
    return table


def figures(found: Figures, *, kinds: bool = False) -> Table:
    """Return precision, recall and F1 of acts, actors and triples, then of each kind's triples when asked for."""
    table = Table("", "precision", "recall", "F1", "right", "given", "gold", box=None, pad_edge=False)
    lines = {"acts": found.acts, "actor": found.actor, "triples": found.triples}
    by_size = sorted(found.kinds.items(), key=lambda row: (-row[1].gold, row[0]))
    for name, figure in [*lines.items(), *(by_size if kinds else ())]:
        shares = (f"{share:.3f}" for share in (figure.precision, figure.recall, figure.f1))
        table.add_row(name, *shares, str(figure.right), str(figure.given), str(figure.gold))
    sure = found.sure
    table.add_row("acts scored 0.8 or more", f"{sure.precision:.3f}", "", "", str(sure.right), str(sure.given), "")
    table.add_row("flags", f"{found.flags.precision:.3f}", "", "", str(found.flags.right), str(found.flags.given), "")
    return table


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _kind(act: Act) -> str:
    marks = [mark for mark, holds in (("not", act.negated), ("planned", act.future)) if holds]
    return act.kind.value + (f" ({', '.join(marks)})" if marks else "")


def _names(ids: Iterable[str], names: Mapping[str, str], via: Iterable[str] = ()) -> str:
    said = ", ".join(names[i] for i in ids) or _NOTHING
    reporters = ", ".join(names[i] for i in via)
    return f"{said} (via {reporters})" if reporters else said
