"""A printable summary of a graph: who is in it, who acts on whom, when, and tables of what was found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from graphbuild.picture.pages import render_page, write_page
from graphbuild.picture.palette import NEITHER, TONES
from graphbuild.picture.record import clean, web_address

MOST = 12
"""How many actors the heat map holds."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the report; a column called "url" becomes a link of the row's last cell."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Cell:
    """Acts of one actor towards another: how many, their commonest tone, and how dark they are drawn (0 to 1)."""

    acts: int
    tone: str
    depth: float


def draw_report(graph: nx.MultiDiGraph, path: Path, *, title: str, sections: Iterable[Section] = ()) -> None:
    """Write the summary to `path` as one HTML page without scripts, made for A4.

    Raises ExportError when the file cannot be written.
    """
    acts = _acts(graph)
    busiest = _busiest(graph)
    page = render_page(
        "report.html.j2",
        style=("report.css",),
        scripts=(),
        title=title,
        acts=len(acts),
        actors=graph.number_of_nodes(),
        articles=len({has.get("article") for has in acts.values()}),
        names=[_label(graph, node) for node in busiest],
        grid=_grid(graph, busiest),
        months=_months(acts),
        tones=TONES,
        sections=[_shown(section) for section in sections],
    )
    write_page(path, page)


def _acts(graph: nx.MultiDiGraph) -> dict[object, dict[str, object]]:
    acts = {has.get("act", (a, b, key)): has for a, b, key, has in graph.edges(keys=True, data=True)}
    for node, alone in graph.nodes(data="alone", default=()):
        acts |= {has.get("act", (node, place)): has for place, has in enumerate(alone)}
    return acts


def _busiest(graph: nx.MultiDiGraph) -> list[object]:
    acts: dict[object, set[object]] = defaultdict(set)
    for a, b, key in graph.edges(keys=True):
        acts[a].add(key)
        acts[b].add(key)
    ranked = sorted(acts.items(), key=lambda item: (-len(item[1]), _label(graph, item[0])))
    return [node for node, _ in ranked[:MOST]]


def _grid(graph: nx.MultiDiGraph, nodes: list[object]) -> list[list[Cell | None]]:
    counts = {(a, b): _tones(graph, a, b) for a in nodes for b in nodes}
    most = max((sum(tones.values()) for tones in counts.values()), default=0)
    return [[_cell(counts[a, b], most) for b in nodes] for a in nodes]


def _tones(graph: nx.MultiDiGraph, actor: object, target: object) -> Counter[str]:
    return Counter(str(has.get("quad") or NEITHER) for has in (graph.get_edge_data(actor, target) or {}).values())


def _cell(tones: Counter[str], most: int) -> Cell | None:
    if not tones:
        return None
    acts = sum(tones.values())
    return Cell(acts, min(tones, key=lambda tone: (-tones[tone], tone)), round(0.25 + 0.75 * acts / most, 2))


def _months(acts: dict[object, dict[str, object]]) -> list[tuple[str, list[tuple[str, int, float, float]]]]:
    """Return for each month that has acts its tones, each with its number of acts, and where its bar stands and ends (percent)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for has in acts.values():
        if has.get("date"):
            counts[str(has["date"])[:7]][str(has.get("quad") or NEITHER)] += 1
    most = max((sum(tones.values()) for tones in counts.values()), default=1)
    months = []
    for month, tones in sorted(counts.items()):
        start, bars = 0.0, []
        for tone in TONES:
            share = round(100 * tones[tone] / most, 2)
            if share:
                bars.append((tone, tones[tone], round(start, 2), share))
            start += share
        months.append((month, bars))
    return months


def _shown(section: Section) -> tuple[str, list[str], list[tuple[list[str], str]]]:
    """Return a section's title, its columns without "url", and each row's words with its web address."""
    at = section.columns.index("url") if "url" in section.columns else None
    columns = [name.replace("_", " ") for place, name in enumerate(section.columns) if place != at]
    rows = [
        (
            [clean(value) for place, value in enumerate(row) if place != at],
            web_address(row[at]) if at is not None else "",
        )
        for row in section.rows
    ]
    return section.title, columns, rows


def _label(graph: nx.MultiDiGraph, node: object) -> str:
    return clean(graph.nodes[node].get("label") or node)
