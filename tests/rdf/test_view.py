"""The graph as decisions say: a copy in which an id has given way, beside a store that is as it was."""

import gc
from pathlib import Path

import pytest

from graphbuild import rdf
from graphbuild.model import ActKind, Reading
from graphbuild.rdf.store import store_of
from graphbuild.rdf.terms import term
from graphbuild.vocab import iri
from tests.pipeline.hands import told

VEGA, NOBODY = "person/marisol-vega", "person/m-vega"


def quads(dataset: object) -> set[str]:
    return {str(quad) for quad in store_of(dataset)}


@pytest.fixture
def pair() -> list[Reading]:
    return [told("Marisol Vega", "accused", "Norland"), told("M. Vega", "warned", "Sudmark", kind=ActKind.WARNING)]


@pytest.fixture(params=["memory", "directory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "graph" if request.param == "directory" else None


def test_an_id_gives_way_in_a_copy(pair: list[Reading], place: Path | None) -> None:
    dataset = rdf.open_graph(place)
    rdf.put_all(dataset, pair)
    before = quads(dataset)
    view = rdf.renamed(dataset, {NOBODY: VEGA}, place)
    assert quads(dataset) == before
    assert not any(f"<{iri(NOBODY)}>" in quad for quad in quads(view))
    said = {(q.predicate.value.rpartition("#")[2].rpartition("/")[2], q.object.value) for q in store_of(view)
            if q.subject.value == iri(VEGA)}  # fmt: skip
    assert {("label", "Marisol Vega"), ("altLabel", "M. Vega"), ("accuses", iri("country/norland"))} <= said
    assert ("warns", iri("country/sudmark")) in said
    assert [name for what, name in said if what == "label"] == ["Marisol Vega"]


def test_who_stays_takes_the_name_where_it_has_none(pair: list[Reading]) -> None:
    dataset = rdf.open_graph()
    rdf.put(dataset, pair[1])
    view = rdf.renamed(dataset, {NOBODY: "person/the-real-vega"})
    [label] = [
        q.object.value for q in store_of(view) if q.predicate == term("rdfs:label") and "real" in q.subject.value
    ]
    assert label == "M. Vega"


def test_without_the_id_the_graph_is_not_copied(pair: list[Reading]) -> None:
    dataset = rdf.open_graph()
    rdf.put_all(dataset, pair)
    assert rdf.renamed(dataset, {"person/nobody": VEGA}) is dataset
    assert rdf.renamed(dataset, {}) is dataset
    view = rdf.renamed(dataset, {NOBODY: VEGA})
    assert rdf.renamed(view, {NOBODY: VEGA}) is view


def test_nobody_comes_to_act_on_himself(pair: list[Reading]) -> None:
    dataset = rdf.open_graph()
    rdf.put_all(dataset, pair)
    view = store_of(rdf.renamed(dataset, {"country/norland": VEGA}))
    assert list(view.quads_for_pattern(None, term("gb:actor"), None, None))
    targets = {q.object.value for q in view.quads_for_pattern(None, term("gb:target"), None, None)}
    assert targets == {iri("country/sudmark")}
    assert not [q for q in view if q.subject == q.object]


def test_the_copy_of_a_directory_goes_with_its_dataset(pair: list[Reading], tmp_path: Path) -> None:
    place = tmp_path / "graph"
    dataset = rdf.open_graph(place)
    rdf.put_all(dataset, pair)
    dataset.close()
    reader = rdf.open_graph(place, read_only=True)
    view = rdf.renamed(reader, {NOBODY: VEGA}, place)
    assert len(list(place.glob("decided-*"))) == 1
    assert len(view)
    del view
    gc.collect()
    assert not list(place.glob("decided-*"))


def test_where_nothing_can_be_written_the_copy_is_in_memory(pair: list[Reading], tmp_path: Path) -> None:
    dataset = rdf.open_graph()
    rdf.put_all(dataset, pair)
    view = rdf.renamed(dataset, {NOBODY: VEGA}, tmp_path / "missing")
    assert not any(f"<{iri(NOBODY)}>" in quad for quad in quads(view))
