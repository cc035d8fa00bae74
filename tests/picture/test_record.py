import datetime as dt
import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.picture.record import clean, record, web_address

from .conftest import act, actor


def test_actors_come_in_order_of_importance(talks: nx.MultiDiGraph) -> None:
    data = record(talks)
    assert [(node["label"], node["acts"]) for node in data.nodes] == [
        ("Arvania", 4),
        ("Belmark", 4),
        ("River Union", 3),
        ("Ilsa Toren", 1),
    ]
    assert data.nodes[1]["names"] == ["Bélmarque"]


def test_parallel_acts_are_bundled_by_kind(talks: nx.MultiDiGraph) -> None:
    bundles = {(edge["from"], edge["to"], edge["kind"], edge["about"]): edge["acts"] for edge in record(talks).edges}
    assert bundles[0, 1, "accusation", 0] == [0, 1]
    assert bundles[0, 2, "statement", 1] == [5]


def test_one_act_with_two_targets_is_told_once() -> None:
    graph = nx.MultiDiGraph()
    for name in "ABC":
        actor(graph, name, name, "Group")
    act(graph, "A", "B", "pledge", 0, act="same", sentence="A pledged.")
    act(graph, "A", "C", "pledge", 0, act="same", sentence="A pledged.")
    data = record(graph)
    assert data.acts["targets"] == [[1, 2]]
    assert data.sentences == ["A pledged."]
    assert [node["acts"] for node in data.nodes] == [1, 1, 1]


def test_acts_that_stand_alone_are_told_too() -> None:
    graph = nx.MultiDiGraph()
    actor(graph, "A", "A", "Group")
    graph.nodes["A"]["alone"] = (
        {"act": "x", "kind": "denial", "quad": None, "date": "2020-02-01", "sentence": "A denied it."},
    )
    data = record(graph)
    assert data.acts["actors"] == [[0]]
    assert data.acts["targets"] == [[]]
    assert data.acts["day"] == [(dt.date(2020, 2, 1) - dt.date(1970, 1, 1)).days]
    assert data.tones == {"denial": "neither"}


def test_a_bare_network_of_another_tool_is_told_as_far_as_it_goes() -> None:
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b"), (1, 2)])
    data = record(graph)
    assert len(data.acts["kind"]) == 3
    assert {node["label"] for node in data.nodes} == {"a", "b", "1", "2"}


def test_of_an_empty_network_there_is_an_empty_record() -> None:
    data = record(nx.MultiDiGraph())
    assert (data.nodes, data.edges, data.sentences) == ([], [], [])


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "JaVaScRiPt:x",
        "//example.org",
        "file:///etc",
        "http:",
        "http://[",
        "",
        None,
        "\u202ejavascript:x",
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None) -> None:
    assert web_address(address) == ""


@given(st.text())
def test_cleaned_text_is_ascii_safe_json_without_controls(text: str) -> None:
    cleaned = clean(text)
    assert not set(cleaned) & {"\u202e", "\u2066", "\x00", "\ufeff"}
    assert json.loads(json.dumps(cleaned)) == cleaned
    assert clean(cleaned) == cleaned
