import datetime as dt

import networkx as nx
import pytest
from rdflib import Dataset

from graphbuild.analysis.network import EDGE_ATTRIBUTES, collapse, project
from graphbuild.errors import QueryError
from graphbuild.vocab import iri

A, B, U, T = (iri(name) for name in ("country/AV", "country/BM", "organization/river-union", "person/ilsa-toren"))


def kinds(graph: nx.MultiDiGraph) -> list[tuple[str, str, str]]:
    return sorted((a, b, kind) for a, b, kind in graph.edges(data="kind"))


def test_an_edge_for_each_actor_and_target_and_no_loop(dispute: Dataset) -> None:
    graph = project(dispute)
    assert kinds(graph) == sorted(
        [
            (A, B, "accusation"), (A, B, "accusation"), (B, A, "accusation"), (A, B, "agreement"), (B, A, "agreement"),
            (B, A, "threat"), (A, B, "sanction"), (T, U, "pledge"), (A, U, "statement"),
        ]
    )  # fmt: skip
    assert nx.number_of_selfloops(graph) == 0


def test_nodes_say_who_it_is(dispute: Dataset) -> None:
    nodes = project(dispute).nodes
    assert nodes[T] | {"alone": ()} == {
        "label": "Ilsa Toren", "kind": "Leader", "country": A, "country_label": "Arvania", "aliases": (), "alone": (),
    }  # fmt: skip


def test_edges_carry_the_words_and_their_source(dispute: Dataset) -> None:
    ((_, _, act),) = [edge for edge in project(dispute).edges(data=True) if edge[2]["via"]]
    assert set(act) == set(EDGE_ATTRIBUTES)
    assert act["sentence"] == "The River Union said Arvania accused Belmark of closing the locks."
    assert (act["via"], act["cue"], act["date"], act["score"]) == (
        ("River Union",),
        "accused",
        dt.date(2020, 5, 1),
        0.95,
    )
    assert (act["plover"], act["quad"], act["goldstein"]) == ("ACCUSE", "verbal conflict", -2.0)
    assert (act["title"], act["publisher"], act["published"]) == ("The other bank", "Evening Star", dt.date(2020, 5, 9))


def test_an_act_without_target_points_at_what_it_is_about_or_stays_with_its_actor(dispute: Dataset) -> None:
    graph = project(dispute)
    assert [data["role"] for _, _, data in graph.edges(data=True) if data["kind"] == "statement"] == ["about"]
    assert [act["kind"] for act in graph.nodes[B]["alone"]] == ["denial"]
    assert set(graph.nodes[B]["alone"][0]) == set(EDGE_ATTRIBUTES)


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"kinds": ["accusation"]}, 3),
        ({"min_score": 0.85}, 4),
        ({"since": dt.date(2020, 7, 1)}, 5),
        ({"until": dt.date(2020, 5, 1)}, 1),
        ({"actors": ["Ilsa Toren"]}, 1),
        ({"actors": ["river union"]}, 3),
        ({"actors": ["country/BM"], "kinds": ["threat", "sanction"]}, 2),
        ({"articles": ["nothing"]}, 0),
    ],
)
def test_filters(dispute: Dataset, choice: dict[str, object], found: int) -> None:
    assert project(dispute, **choice).number_of_edges() == found


def test_an_article_is_named_by_its_id_or_its_digits(dataset: Dataset) -> None:
    article = next(article for _, _, article in project(dataset).edges(data="article"))
    whole = kinds(project(dataset, articles=[article]))
    assert whole == kinds(project(dataset, articles=["article/" + article.rpartition("/")[2]]))
    assert whole == kinds(project(dataset, articles=[article.rpartition("/")[2]]))


def test_wrong_filters_are_named(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="no actor called"):
        project(dataset, actors=["Nobody"])
    with pytest.raises(ValueError, match="hug"):
        project(dataset, kinds=["hug"])


def test_the_same_graph_in_the_same_order_from_either_engine(dataset: Dataset, dispute: Dataset) -> None:
    one, other = project(dataset), project(dispute)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_collapsed_acts_are_counted_by_kind_with_their_articles(dataset: Dataset) -> None:
    dyads = collapse(project(dataset))
    assert dyads.edges[A, B, "accusation"] == {
        "kind": "accusation", "plover": "ACCUSE", "quad": "verbal conflict", "goldstein": -2.0, "acts": 2, "articles": 2, "publishers": 2,
        "first": dt.date(2020, 5, 1), "last": dt.date(2020, 5, 3), "score": 0.95,
    }  # fmt: skip
    assert "threat" not in dyads[B][A]
    assert "threat" in collapse(project(dataset), negated=True)[B][A]
