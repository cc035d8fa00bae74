"""A graph in parts: together they are the graph, whatever reads them."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import Dataset

from graphbuild import rdf
from graphbuild.errors import ExportError, StoreError
from graphbuild.model import Reading
from graphbuild.rdf import partitions
from graphbuild.vocab import REFERENCE_GRAPH, reference_files
from tests.pipeline.hands import told


@pytest.fixture(scope="module")
def facts() -> Dataset:
    """The reference facts about countries; the others make these tests slow and no better."""
    dataset = rdf.open_graph()
    countries = [path for path in reference_files() if path.stem == "countries"]
    rdf.put_graph(dataset, REFERENCE_GRAPH, rdf.read_triples(countries))
    return dataset


@pytest.fixture(scope="module")
def pair() -> list[Reading]:
    return [
        told("Marisol Vega", "accused", "Norland", home="country/SM0"),
        told("M. Vega", "thanked", "Sudmark", day=2),
    ]


def whole(facts: Dataset, several: list[Reading], folder: Path) -> bytes:
    """Return the N-Quads of a graph that holds the readings."""
    dataset = rdf.open_graph()
    rdf.store_of(dataset).bulk_extend(rdf.store_of(facts))
    rdf.put_all(dataset, several)
    return exported(dataset, folder)


def exported(dataset: Dataset, folder: Path) -> bytes:
    rdf.save(dataset, folder / "whole.nq", all_facts=True)
    return (folder / "whole.nq").read_bytes()


def write(facts: Dataset, pieces: list[list[Reading]], folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    partitions.write_reference(facts, folder)
    names = [f"part-{number}{partitions.SUFFIX}" for number in range(len(pieces))]
    for name, piece in zip(names, pieces, strict=True):
        partitions.write_part(facts, piece, folder / name)
    partitions.list_parts(folder, [partitions.REFERENCE, *names])
    return names


def loaded(folder: Path) -> Dataset:
    dataset = rdf.open_graph()
    partitions.load_parts(dataset, folder)
    return dataset


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_parts_are_the_whole(
    data: st.DataObject, few: st.SearchStrategy[list[Reading]], facts: Dataset, tmp_path: Path
) -> None:
    several, cut = data.draw(few), data.draw(st.integers(0, 3))
    before = len(rdf.store_of(facts))
    write(facts, [several[:cut], several[cut:]], tmp_path / "parts")
    assert exported(loaded(tmp_path / "parts"), tmp_path) == whole(facts, several, tmp_path)
    assert len(rdf.store_of(facts)) == before


def test_the_same_readings_give_the_same_bytes_sorted(facts: Dataset, row: Reading, tmp_path: Path) -> None:
    one, two = (tmp_path / f"{number}.nq.gz" for number in (1, 2))
    partitions.write_part(facts, [row], one)
    partitions.write_part(facts, [row, row], two)
    assert one.read_bytes() == two.read_bytes()
    graphs = [line.rsplit(b" ", 2)[1] for line in gzip.decompress(one.read_bytes()).splitlines()]
    assert graphs == sorted(graphs)
    assert not any(b"graph/reference" in graph for graph in graphs)


def test_an_article_struck_out_leaves_nothing(
    facts: Dataset, row: Reading, pair: list[Reading], tmp_path: Path
) -> None:
    folder = tmp_path / "parts"
    [name] = write(facts, [[*pair, row]], folder)
    before = (folder / name).read_bytes()
    other = partitions.strike_out(facts, folder / name, [row.article.id])
    assert other != name
    assert (folder / name).read_bytes() == before
    partitions.list_parts(folder, [partitions.REFERENCE, other])
    assert exported(loaded(folder), tmp_path) == whole(facts, pair, tmp_path)
    assert partitions.strike_out(facts, folder / name, [row.article.id]) == other
    assert partitions.strike_out(facts, folder / name, ["0" * 16]) == name


def test_parts_that_are_not_there_or_broken_are_named(facts: Dataset, row: Reading, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    with pytest.raises(ExportError, match="parts: is no folder on this machine"):
        partitions.write_reference(facts, folder)
    with pytest.raises(StoreError, match="parts: holds no finished graph in parts"):
        partitions.parts(folder)
    [name] = write(facts, [[row]], folder)
    (folder / name).write_bytes(gzip.compress(b"<a> <b>"))
    with pytest.raises(StoreError, match=f"{name}: cannot be loaded"):
        loaded(folder)
    (folder / name).unlink()
    with pytest.raises(StoreError, match=f"{name}: this part is missing"):
        loaded(folder)
    full = rdf.open_graph()
    rdf.put(full, row)
    with pytest.raises(StoreError, match="parts are loaded into an empty graph"):
        partitions.load_parts(full, folder)


def test_drafts_are_swept_up_and_nothing_else(facts: Dataset, row: Reading, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    write(facts, [[row]], folder)
    before = {path.name for path in folder.iterdir()}
    (folder / f".{partitions.REFERENCE}.0123abcd.part").write_bytes(b"half")
    partitions.sweep(folder)
    assert {path.name for path in folder.iterdir()} == before


def test_oxigraph_loads_what_the_list_names(facts: Dataset, pair: list[Reading], tmp_path: Path) -> None:
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("no Oxigraph server on this machine: pip install oxigraph")
    folder = tmp_path / "parts"
    write(facts, [[one] for one in pair], folder)
    command = ["xargs", "-a", "parts.txt", binary, "load", "--location", str(tmp_path / "database"), "--file"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    assert set(Store.read_only(str(tmp_path / "database"))) == set(rdf.store_of(loaded(folder)))
