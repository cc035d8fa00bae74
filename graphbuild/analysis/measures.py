"""Every measure by its name, as a table: the one list that the command line and the docs go by."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import networkx as nx

from graphbuild.analysis.balance import Dyad, Month, dyads, months
from graphbuild.analysis.degrees import Accused, Degree, accused, degrees
from graphbuild.analysis.groups import Broker, Membership, Triad, brokers, communities, triads
from graphbuild.analysis.ledger import Disagreement, Promise, Thread, disagreements, promises, threads
from graphbuild.analysis.ranking import SAMPLE, Rank, ranking
from graphbuild.analysis.rows import Rows, as_rows
from graphbuild.errors import QueryError


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, what it tells, and how it is taken of a network."""

    name: str
    title: str
    rows: Callable[[nx.MultiDiGraph], Rows]


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.name: measure
        for measure in (
            Measure(
                "ranking",
                f"Who matters: acts done and received, PageRank, betweenness (estimated above {SAMPLE} actors)",
                lambda g: as_rows(Rank, ranking(g)),
            ),
            Measure("degrees", "Who does what how often, and has it done to it", lambda g: as_rows(Degree, degrees(g))),
            Measure("accused", "Who is accused most, and by whom", lambda g: as_rows(Accused, accused(g))),
            Measure(
                "dyads",
                "Friend or foe: cooperation and conflict between each two, and who answers whom",
                lambda g: as_rows(Dyad, dyads(g)),
            ),
            Measure(
                "months",
                "The course of things: acts and their tone by month, with turning points",
                lambda g: as_rows(Month, months(g)),
            ),
            Measure("communities", "Who stands together", lambda g: as_rows(Membership, communities(g))),
            Measure("brokers", "Who stands between", lambda g: as_rows(Broker, brokers(g))),
            Measure("triads", "Where friendships fit and where they do not", lambda g: as_rows(Triad, triads(g))),
            Measure(
                "pledges", "Who promised what to whom, and what came of it", lambda g: as_rows(Promise, promises(g))
            ),
            Measure(
                "accusations", "Accusations, denials and counter-accusations", lambda g: as_rows(Thread, threads(g))
            ),
            Measure(
                "disagreements",
                "The same act, told differently by two articles",
                lambda g: as_rows(Disagreement, disagreements(g)),
            ),
        )
    }
)
"""All measures. Definitions and sources stand with the functions that take them."""


def measure(graph: nx.MultiDiGraph, name: str) -> Rows:
    """Return a measure of the network as a table. Raises QueryError, which lists the right names, for an unknown one."""
    if name not in MEASURES:
        close = difflib.get_close_matches(name, MEASURES, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        raise QueryError(f"no measure is called {name!r}: {hint}the measures are {', '.join(MEASURES)}")
    return MEASURES[name].rows(graph)
