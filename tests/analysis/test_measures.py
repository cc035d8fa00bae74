import networkx as nx
import pytest
from rdflib import Dataset

from graphbuild.analysis.measures import MEASURES, measure
from graphbuild.analysis.network import project
from graphbuild.errors import QueryError


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_a_table_with_cells(name: str, dataset: Dataset) -> None:
    rows = measure(project(dataset), name)
    assert all(len(row) == len(rows.columns) for row in rows)
    assert len(rows) > 0 or name in {"triads", "brokers", "disagreements"}
    assert rows == measure(project(dataset), name)


@pytest.mark.parametrize("name", MEASURES)
def test_of_nothing_there_is_nothing_to_measure(name: str) -> None:
    assert len(measure(nx.MultiDiGraph(), name)) == 0


def test_an_unknown_measure_is_named_with_the_right_ones() -> None:
    with pytest.raises(QueryError, match="did you mean ranking"):
        measure(nx.MultiDiGraph(), "rankings")
