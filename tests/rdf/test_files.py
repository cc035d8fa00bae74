import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graphbuild.errors import ExportError, ReferenceFactError, StoreError
from graphbuild.model import Reading
from graphbuild.rdf import FORMATS, load, open_graph, put, put_all, put_graph, read_triples, save, store_of
from graphbuild.rdf.terms import term
from graphbuild.vocab import REFERENCE_GRAPH, iri

WITH_GRAPHS = [".trig", ".nq", ".jsonld"]
WITHOUT_GRAPHS = [".ttl", ".nt"]
SYNTAX = {
    ".ttl": (RdfFormat.TURTLE, "turtle"),
    ".nt": (RdfFormat.N_TRIPLES, "nt"),
    ".trig": (RdfFormat.TRIG, "trig"),
    ".nq": (RdfFormat.N_QUADS, "nquads"),
    ".jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
often = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def graph_of(*readings: Reading) -> rdflib.Dataset:
    dataset = open_graph()
    put_all(dataset, readings)
    return dataset


def written(dataset: rdflib.Dataset, path: Path) -> bytes:
    save(dataset, path)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", WITH_GRAPHS)
@often
@given(data=st.data())
def test_a_file_with_graphs_gives_back_every_quad(
    suffix: str, tmp_path: Path, data: st.DataObject, few: st.SearchStrategy[list[Reading]]
) -> None:
    dataset = graph_of(*data.draw(few))
    path = tmp_path / f"graph{suffix}"
    save(dataset, path)
    assert set(parse(path=path, format=SYNTAX[suffix][0])) == set(store_of(dataset))
    loaded = open_graph()
    load(loaded, path)
    assert set(store_of(loaded)) == set(store_of(dataset))


@pytest.mark.parametrize("suffix", WITHOUT_GRAPHS)
@often
@given(data=st.data())
def test_a_file_without_graphs_gives_back_their_union(
    suffix: str, tmp_path: Path, data: st.DataObject, few: st.SearchStrategy[list[Reading]]
) -> None:
    dataset = graph_of(*data.draw(few))
    path = tmp_path / f"graph{suffix}"
    save(dataset, path)
    read = [quad.triple for quad in parse(path=path, format=SYNTAX[suffix][0])]
    assert set(read) == {quad.triple for quad in store_of(dataset)}
    assert len(read) == len(set(read))


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".trig", ".nq"])
@settings(parent=often, max_examples=15)
@given(data=st.data())
def test_rdflib_reads_the_same(
    suffix: str, tmp_path: Path, data: st.DataObject, few: st.SearchStrategy[list[Reading]]
) -> None:
    path = tmp_path / f"graph{suffix}"
    save(graph_of(*data.draw(few)), path)
    syntax, name = SYNTAX[suffix]
    plain = rdflib.Dataset(default_union=True)
    plain.parse(path, format=name)
    assert {(str(s), str(p), str(o)) for s, p, o, _ in plain.quads()} == {
        (quad.subject.value, quad.predicate.value, quad.object.value) for quad in parse(path=path, format=syntax)
    }


def test_every_format_says_the_same(row: Reading, tmp_path: Path) -> None:
    dataset = graph_of(row)
    unions = []
    for suffix, (_, name) in SYNTAX.items():
        save(dataset, tmp_path / f"graph{suffix}")
        plain = rdflib.Dataset(default_union=True)
        plain.parse(tmp_path / f"graph{suffix}", format=name)
        unions.append({(s, p, o) for s, p, o, _ in plain.quads()})
    assert all(each == unions[0] for each in unions)
    assert len(unions[0]) == len({quad.triple for quad in store_of(dataset)})


@pytest.mark.parametrize("suffix", [*SYNTAX, ".nq.gz", ".ttl.gz"])
@settings(parent=often, max_examples=15)
@given(data=st.data())
def test_any_order_gives_the_same_bytes(
    suffix: str, tmp_path: Path, data: st.DataObject, few: st.SearchStrategy[list[Reading]]
) -> None:
    several = data.draw(few)
    one, two = open_graph(), open_graph()
    put_all(one, several)
    for reading in reversed(several):
        put(two, reading)
    assert written(one, tmp_path / f"one{suffix}") == written(two, tmp_path / f"two{suffix}")


def test_another_process_writes_the_same_bytes(row: Reading, tmp_path: Path) -> None:
    dataset = graph_of(row)
    save(dataset, tmp_path / "graph.nq")
    program = (
        "import sys; from graphbuild import rdf; d = rdf.open_graph(); rdf.load(d, sys.argv[1]);"
        "[rdf.save(d, path) for path in sys.argv[2:]]"
    )
    for seed in ("0", "1"):
        paths = [tmp_path / f"{seed}{suffix}" for suffix in SYNTAX]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", program, tmp_path / "graph.nq", *paths], check=True, env=environment)
    for suffix in SYNTAX:
        here = written(dataset, tmp_path / f"here{suffix}")
        assert here == (tmp_path / f"0{suffix}").read_bytes() == (tmp_path / f"1{suffix}").read_bytes()


def test_turtle_is_laid_out_for_people(row: Reading, tmp_path: Path) -> None:
    text = written(graph_of(row), tmp_path / "graph.ttl").decode()
    article = f"article/{row.article.id}"
    start = row.article.text.index("accused")
    assert text.startswith("@base <https://w3id.org/graphbuild/id/> .\n@prefix country: ")
    assert (
        f"\n<{article}#accusation-{start}-{start + 7}> a gb:Accusation ;\n    prov:wasQuotedFrom <{article}> ;\n"
        in text
    )
    assert "\n    gb:actor person:marisol-vega ;\n" in text
    assert '\n    gb:foundBy "lexicon", "model" ;\n    gb:score 0.93 ;\n    gb:target country:NL0 .\n' in text
    assert f"    oa:start {start} .\n" in text
    assert text.index(f"<{article}> a gb:Article") < text.index(f"<{article}#accusation")


def test_trig_keeps_the_graphs(row: Reading, tmp_path: Path) -> None:
    text = written(graph_of(row), tmp_path / "graph.trig").decode()
    assert f"\n<article/{row.article.id}> {{\n    <article/{row.article.id}> a gb:Article ;\n        " in text
    assert "\n<graph/actors> {\n    country:NL0 a gb:Country ;\n" in text


def test_the_default_graph_is_written_too(tmp_path: Path) -> None:
    dataset = open_graph()
    quad = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/p"), Literal("x"))
    store_of(dataset).add(quad)
    for suffix, (syntax, _) in SYNTAX.items():
        save(dataset, tmp_path / f"graph{suffix}")
        assert list(parse(path=tmp_path / f"graph{suffix}", format=syntax)) == [quad]


def test_another_base_is_written_and_read(row: Reading, tmp_path: Path) -> None:
    base = "https://example.org/kb/"
    dataset = open_graph()
    put(dataset, row, base)
    save(dataset, tmp_path / "graph.ttl", base=base)
    text = (tmp_path / "graph.ttl").read_text()
    assert text.startswith(f"@base <{base}> .\n@prefix country: <{base}country/> .\n")
    assert "gb:actor person:marisol-vega" in text


def test_the_format_may_be_named(row: Reading, tmp_path: Path) -> None:
    dataset = graph_of(row)
    save(dataset, tmp_path / "graph.ttl")
    save(dataset, tmp_path / "named", format="turtle")
    assert (tmp_path / "named").read_bytes() == (tmp_path / "graph.ttl").read_bytes()
    assert set(FORMATS) == {"turtle", "trig", "nquads", "ntriples", "jsonld"}


def test_compressed_files_hold_the_same(row: Reading, tmp_path: Path) -> None:
    dataset = graph_of(row)
    assert gzip.decompress(written(dataset, tmp_path / "graph.nq.gz")) == written(dataset, tmp_path / "graph.nq")


# ------------------------------------------------------------------ failures


@pytest.mark.parametrize(
    ("name", "named"), [("graph.doc", None), ("graph", None), ("graph.ttl", "rdfxml"), ("x.gz", None)]
)
def test_an_unknown_format_is_refused_in_one_line(tmp_path: Path, name: str, named: str | None) -> None:
    for use, failure in ((save, ExportError), (load, StoreError)):
        with pytest.raises(failure, match=r"(use|choose) one of [^\n]*$"):
            use(open_graph(), tmp_path / name, named)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(row: Reading, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    for path in (tmp_path / "missing" / "graph.ttl", tmp_path / "graph.ttl"):
        with pytest.raises(ExportError, match=r"graph\.ttl: cannot be written \([^\n]+\): choose another place$"):
            save(graph_of(row), path)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


FULL_DISK = """
import resource, signal, sys
from graphbuild import rdf
from graphbuild.errors import ExportError
from graphbuild.model import Article, Provenance, Reading

dataset = rdf.open_graph()
rdf.put(dataset, Reading(Article.of("words " * 100_000), (), (), Provenance("r", "1")))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
for path in sys.argv[1:]:
    try:
        rdf.save(dataset, path)
    except ExportError as problem:
        print(problem)
"""


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    paths = [tmp_path / f"graph{suffix}" for suffix in SYNTAX]
    for path in paths:
        path.write_text("as it was")
    done = subprocess.run([sys.executable, "-c", FULL_DISK, *paths], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == len(paths), done.stdout
    assert {path.read_text() for path in tmp_path.iterdir()} == {"as it was"}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("broken.ttl", b"<a> <b> ."),
        ("binary.nq", bytes(range(256))),
        ("truncated.nq.gz", gzip.compress(b"<http://a> <http://b> <http://c> .\n" * 999)[:40]),
        ("plain.nq.gz", b"<http://a> <http://b> <http://c> .\n"),
        ("broken.jsonld", b'{"@id": '),
        ("latin.ttl", '<http://a> <http://b> "é" .'.encode("latin-1")),
        ("iri.nq", b"<http://a b> <http://b> <http://c> .\n"),
    ],
)
def test_a_broken_file_adds_nothing(row: Reading, tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    dataset = graph_of(row)
    before = set(store_of(dataset))
    with pytest.raises(StoreError, match=rf"{name}: cannot be loaded"):
        load(dataset, tmp_path / name)
    assert set(store_of(dataset)) == before


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.ttl: cannot be loaded"):
        load(open_graph(), tmp_path / "none.ttl")


# ------------------------------------------------------------------ reference facts

FACTS = """
@prefix gb: <https://w3id.org/graphbuild/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<country/NL0> a gb:Country ; rdfs:label "Norland"@en ; gb:belongsTo <https://example.org/union> .
"""


def test_reference_facts_are_read_from_turtle(tmp_path: Path) -> None:
    (tmp_path / "facts.ttl").write_text(FACTS)
    dataset = open_graph()
    put_graph(dataset, REFERENCE_GRAPH, read_triples([tmp_path / "facts.ttl"]))
    assert Triple(NamedNode(iri("country/NL0")), term("rdf:type"), term("gb:Country")) in {
        quad.triple for quad in store_of(dataset)
    }


def test_reference_facts_move_to_another_base(tmp_path: Path) -> None:
    (tmp_path / "facts.ttl").write_text(FACTS)
    base = "https://example.org/kb/"
    triples = set(read_triples([tmp_path / "facts.ttl"], base))
    assert {triple.subject.value for triple in triples} == {f"{base}country/NL0"}
    assert NamedNode("https://example.org/union") in {triple.object for triple in triples}


def test_a_broken_file_of_reference_facts_is_named(tmp_path: Path) -> None:
    (tmp_path / "facts.ttl").write_text("country:NL0 a gb:Country .")
    for name in ("facts.ttl", "missing.ttl"):
        with pytest.raises(ReferenceFactError, match=rf"{name}: is no Turtle file"):
            list(read_triples([tmp_path / name]))
