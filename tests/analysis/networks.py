"""Networks to work out by hand, drawn from lines such as "A threat B 2020-01-05"."""

import datetime as dt

import networkx as nx

from graphbuild import vocab
from graphbuild.analysis.scale import GOLDSTEIN, QUAD
from graphbuild.model import ActKind


def network(lines: str, **common: object) -> nx.MultiDiGraph:
    """Each line: actor, kind, target (or "-" for none), day (or "-"), and flags: not, planned, a number of things, @article."""
    graph = nx.MultiDiGraph()
    for number, line in enumerate(lines.strip().splitlines()):
        actor, word, target, day, *flags = line.split()
        kind, quad = ActKind(word), QUAD[ActKind(word)]
        amount = next((float(flag) for flag in flags if flag.isdigit()), None)
        article = next((flag for flag in flags if flag.startswith("@")), f"@{number}")
        for node in (actor, target):
            if node != "-" and node not in graph:
                graph.add_node(node, label=node, kind="Country", country=None, country_label=None, aliases=(), alone=())
        has = {
            "act": f"act/{number}", "role": "target", "kind": kind.value, "plover": vocab.PLOVER_ROOT[kind],
            "quad": quad.value if quad else None, "goldstein": GOLDSTEIN[kind], "date": None if day == "-" else dt.date.fromisoformat(day),
            "score": 0.9, "negated": "not" in flags, "future": "planned" in flags, "cue": word, "content": None, "quote": None,
            "sentence": line.strip(), "via": (), "place": None, "amount": amount, "amount_of": "barges" if amount else None,
            "article": article, "title": None, "url": None, "published": None, "publisher": None,
        } | common  # fmt: skip
        if target == "-":
            graph.nodes[actor]["alone"] += (has | {"role": "alone"},)
        else:
            graph.add_edge(actor, target, key=has["act"], **has)
    return graph
