"""The network for other tools: Gephi, yEd, Cytoscape, spreadsheets, and those who work with event data.

    nodes, edges   CSV: one row an actor; one row an act, from one actor to one target
    graphml, gexf  the same, as one file
    cytoscape      JSON for Cytoscape and Cytoscape.js
    events         CSV of events as in PLOVER and CAMEO data sets; see `EVENT_COLUMNS`

Tables (nodes, edges, events) are Parquet when the file's name ends in .parquet. The same network gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import networkx as nx

from graphbuild.analysis import parquet
from graphbuild.analysis.scale import CAMEO, Quad
from graphbuild.errors import ExportError
from graphbuild.model import ActKind

EVENT_COLUMNS = (
    "event_id", "event_date", "event_type", "event_mode", "cameo", "quad_code", "goldstein", "actor_id", "actor_name", "actor_type",
    "actor_country", "recipient_id", "recipient_name", "recipient_type", "recipient_country", "place", "magnitude", "magnitude_of",
    "score", "text", "headline", "publisher", "publication_date", "url",
)  # fmt: skip
"""Columns of an event. `event_type` is PLOVER's category, `event_mode` our kind of act, `cameo` the nearest CAMEO code,
`quad_code` 1 to 4 (verbal and material cooperation, verbal and material conflict), `goldstein` -10 to 10.

Only what is said to have happened is an event: negated, planned and conditional acts are left out, and so are kinds
without a PLOVER category. An act with several actors or recipients makes a row for each pair, with one `event_id`."""

_NODE_COLUMNS = ("id", "label", "kind", "country", "country_label", "aliases")
# Control characters that XML 1.0 cannot hold; articles do contain them.
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


def export(graph: nx.MultiDiGraph, path: Path, form: str | None = None) -> None:
    """Write the network to `path` in a form of FORMS, or in that of the path's suffix (.graphml, .gexf, .cyjs, .parquet).

    Raises ExportError for an unknown form, when the file cannot be written, and for Parquet without pyarrow.
    """
    name = form or SUFFIXES.get(path.suffix.lower(), "")
    if name not in FORMS:
        raise ExportError(
            f"{path}: no network format is called {form or path.suffix or 'nothing'!r}; there are {', '.join(FORMS)}"
        )
    if path.suffix.lower() == parquet.SUFFIX and name not in TABLES:
        raise ExportError(f"{path}: {name} is no table; only {', '.join(TABLES)} can be Parquet")
    data = (
        parquet.written(*TABLES[name](graph), path)
        if path.suffix.lower() == parquet.SUFFIX
        else FORMS[name](graph).encode()
    )
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error


def _flat(value: object) -> str | int | float | bool:
    """Return an attribute as every format can hold it: days as text, lists joined, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return "; ".join(str(part) for part in value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def _plain(graph: nx.MultiDiGraph, *, xml: bool = False) -> nx.MultiDiGraph:
    """Return a copy whose attributes are numbers, words and truth values; what stands alone is counted."""

    def flat(value: object) -> str | int | float | bool:
        cell = _flat(value)
        return cell.translate(_NO_XML) if xml and isinstance(cell, str) else cell

    plain = nx.MultiDiGraph()
    for node, has in sorted(graph.nodes(data=True)):
        plain.add_node(
            node,
            **{name: flat(value) for name, value in has.items() if name != "alone"},
            alone=len(has.get("alone", ())),
        )
    for actor, target, act, has in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        plain.add_edge(actor, target, key=act, **{name: flat(value) for name, value in has.items()})
    return plain


def graphml(graph: nx.MultiDiGraph) -> str:
    """Return the network as GraphML."""
    return "\n".join(nx.generate_graphml(_plain(graph, xml=True), named_key_ids=True)) + "\n"


def gexf(graph: nx.MultiDiGraph) -> str:
    """Return the network as GEXF 1.2; acts keep their kind as the edge's label, and their day."""
    plain = nx.MultiDiGraph()
    for node, has in _plain(graph, xml=True).nodes(data=True):
        plain.add_node(node, **has)
    for actor, target, act, has in _plain(graph, xml=True).edges(keys=True, data=True):
        plain.add_edge(actor, target, id=act, **has | {"label": has["kind"]})
    lines = "\n".join(nx.generate_gexf(plain, version="1.2draft"))
    # networkx writes the day of writing into the file.
    return (
        "\n".join(
            line
            for line in lines.splitlines()
            if "lastmodifieddate" not in line and "</meta>" not in line and "<creator>" not in line
        )
        + "\n"
    )


def cytoscape(graph: nx.MultiDiGraph) -> str:
    """Return the network as Cytoscape's JSON."""
    plain = _plain(graph)
    nodes = [{"data": {"id": node, **has}} for node, has in plain.nodes(data=True)]
    edges = [
        {"data": {"id": f"{act} {actor} {target}", "source": actor, "target": target, **has}}
        for actor, target, act, has in plain.edges(keys=True, data=True)
    ]
    return json.dumps({"elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1) + "\n"


Table = tuple[Sequence[str], list[list[object]]]
"""Names of columns, and rows of days, numbers, words, tuples of words, and None."""


def nodes(graph: nx.MultiDiGraph) -> Table:
    """Return one row for each actor."""
    rows = [[node, *(has.get(name) for name in _NODE_COLUMNS[1:])] for node, has in sorted(graph.nodes(data=True))]
    return _NODE_COLUMNS, rows


def edges(graph: nx.MultiDiGraph) -> Table:
    """Return one row for each act from one actor to one target (the role "about": to one whom its content names)."""
    found = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    columns = list(found[0][3]) if found else ["act", "role", "kind"]
    labels = dict(graph.nodes(data="label", default=""))
    rows = [[a, b, labels[a], labels[b], *(has.get(name) for name in columns)] for a, b, _, has in found]
    return ("source", "target", "source_label", "target_label", *columns), rows


def events(graph: nx.MultiDiGraph) -> Table:
    """Return events as in PLOVER and CAMEO data sets, in order of day: see EVENT_COLUMNS."""
    rows = sorted(_events(graph), key=lambda row: (str(row[1] or ""), str(row[0]), str(row[7]), str(row[11])))
    return EVENT_COLUMNS, rows


def _events(graph: nx.MultiDiGraph) -> Iterator[list[object]]:
    quads = {str(quad): code for code, quad in enumerate(Quad, start=1)}
    for actor, target, has in graph.edges(data=True):
        if has["role"] != "target" or has["negated"] or has["future"] or not has["plover"]:
            continue
        happened = [
            has["act"],
            has["date"],
            has["plover"],
            has["kind"],
            CAMEO[ActKind(has["kind"])],
            quads[has["quad"]],
            has["goldstein"],
        ]
        told = [
            has[name]
            for name in ("place", "amount", "amount_of", "score", "sentence", "title", "publisher", "published", "url")
        ]
        yield [*happened, *_party(graph, actor), *_party(graph, target), *told]


def _party(graph: nx.MultiDiGraph, node: str) -> tuple[object, ...]:
    has = graph.nodes[node]
    country = has["label"] if has["kind"] == "Country" else has["country_label"]
    return node, has["label"], has["kind"], country


def _csv(table: Callable[[nx.MultiDiGraph], Table]) -> Callable[[nx.MultiDiGraph], str]:
    """Return what writes a table of the network as CSV."""

    def write(graph: nx.MultiDiGraph) -> str:
        columns, rows = table(graph)
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(_flat(cell)) for cell in row] for row in rows)
        return lines.getvalue()

    return write


def _cell(cell: object) -> object:
    """Return a cell; words that a spreadsheet would run as a formula get an apostrophe before them."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


TABLES: Mapping[str, Callable[[nx.MultiDiGraph], Table]] = MappingProxyType(
    {"nodes": nodes, "edges": edges, "events": events}
)
"""The forms that are tables."""

FORMS: Mapping[str, Callable[[nx.MultiDiGraph], str]] = MappingProxyType(
    {
        "graphml": graphml,
        "gexf": gexf,
        "cytoscape": cytoscape,
        **{name: _csv(table) for name, table in TABLES.items()},
    }
)
"""The forms by name."""

SUFFIXES = {".graphml": "graphml", ".gexf": "gexf", ".cyjs": "cytoscape", parquet.SUFFIX: "edges"}
"""The form that a file's suffix stands for."""
