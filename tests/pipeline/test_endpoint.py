"""A graph served by a real Oxigraph server on loopback gives what the graph directory gives."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset, URIRef
from typer.testing import CliRunner

from graphbuild import pipeline, rdf
from graphbuild.analysis import queries
from graphbuild.cli import app
from graphbuild.errors import StoreError
from graphbuild.pipeline import gathering

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
BY_QUERY = {"acts-between": ("one", "other"), "acts-of-country": ("country",)}
"""The parameters that name whose acts are asked for, where they are not "actor" and "target"."""


@contextmanager
def served(location: Path, *options: str) -> Iterator[str]:
    """Run a server over an Oxigraph database, and give its address."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("no Oxigraph server on this machine: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    with (location.with_suffix(".log")).open("w") as log:
        server = subprocess.Popen(
            [binary, "serve", "--location", str(location), "--bind", place, *options], stdout=log, stderr=log
        )
        try:
            wait_for(place, server)
            yield f"http://{place}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(place: str, server: "subprocess.Popen[bytes]") -> None:
    host, port = place.split(":")
    for _ in range(200):
        assert server.poll() is None, "the server ended at once"
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not come up in 10 seconds")


def send(address: str, export: Path) -> None:
    """Load an export over HTTP, as the SPARQL 1.1 Graph Store protocol has it."""
    headers = {"Content-Type": "application/n-quads"}
    request = urllib.request.Request(f"{address}/store", export.read_bytes(), headers)  # noqa: S310 (loopback)
    with urllib.request.urlopen(request) as answer:  # noqa: S310 (loopback)
        assert answer.status in {201, 204}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, read and gathered."""
    path = tmp_path_factory.mktemp("built") / "graph"
    dataset = pipeline.build(EXAMPLES, into=path)
    gathering.gather(dataset)
    dataset.close()
    return path


@pytest.fixture(scope="module")
def server(directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that was given an export of the examples."""
    folder = tmp_path_factory.mktemp("served")
    rdf.save(pipeline.open_graph(directory, as_stored=True), folder / "export.nq", past=True)
    with served(folder / "database") as address:
        send(address, folder / "export.nq")
        yield address


@pytest.fixture(scope="module")
def here(directory: Path) -> Dataset:
    return pipeline.open_graph(directory)


@pytest.fixture(scope="module")
def there(server: str) -> Dataset:
    return pipeline.open_graph(f"sparql+{server}/query")


def parameters(name: str, dataset: Dataset) -> dict[str, str]:
    """Return actors for the parameters that must be given: the two between whom most happens."""
    dyad = next(queries.ask(dataset, "dyads").dicts())
    actors = {"actor": dyad["actor_name"], "target": dyad["target_name"]}
    actors |= dict(zip(BY_QUERY.get(name, ()), actors.values(), strict=False))
    return {one.name: str(actors[one.name]) for one in queries.describe(name).parameters if one.default is None}


@pytest.mark.parametrize("name", queries.names())
def test_every_named_query_gives_the_same_rows(name: str, here: Dataset, there: Dataset) -> None:
    given = parameters(name, here)
    assert queries.ask(there, name, **given) == queries.ask(here, name, **given)


def test_most_queries_have_rows_to_compare(here: Dataset) -> None:
    empty = {name for name in queries.names() if not len(queries.ask(here, name, **parameters(name, here)))}
    assert empty <= {"history", "decisions", "events", "reports", "counter-accusations"}


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?one gb:accuses ?other }",
        "ASK { ?one gb:accuses ?one }",
        "CONSTRUCT { ?one gb:accuses ?other } WHERE { ?one gb:accuses ?other }",
        "DESCRIBE <https://w3id.org/graphbuild/id/country/FR>",
        "SELECT ?nothing WHERE { ?nothing gb:accuses gb:nobody }",
        'SELECT ("a \\"quote\\", \\t é \\u0007 \U0001f600" AS ?words) (1.50 AS ?number) (true AS ?yes) WHERE {}',
        "SELECT ?article WHERE { VALUES ?article { " + "<https://example.org/x> " * 5000 + "} ?article a gb:Article }",
        "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?a ?b ?c } FILTER (CONTAINS(STR(?graph), 'article')) } GROUP BY ?graph ORDER BY ?graph",
    ],
)
def test_every_form_of_answer_is_the_same(sparql: str, here: Dataset, there: Dataset) -> None:
    one, other = queries.ask(here, sparql), queries.ask(there, sparql)
    assert one.columns == other.columns
    if one.columns == ("subject", "predicate", "object"):  # a triple that two graphs say comes twice from the directory
        assert set(one.rows) == set(other.rows)
    else:
        assert one == other


def test_the_network_of_a_served_graph_is_the_same(here: Dataset, there: Dataset) -> None:
    one, other = pipeline.project(here), pipeline.project(there)
    assert nx.utils.graphs_equal(one, other)
    assert one.number_of_edges()


def test_rdflib_walks_a_served_graph(here: Dataset, there: Dataset) -> None:
    accuses = next(there.subject_objects(gb("accuses")))
    assert accuses in set(here.subject_objects(gb("accuses")))
    article = next(there.subjects(predicate=gb("sha256")))
    assert len(there.graph(article)) == len(here.get_context(article)) > 0


def gb(name: str) -> URIRef:
    return URIRef(f"https://w3id.org/graphbuild/ontology#{name}")


def test_the_command_line_asks_a_server_too(directory: Path, server: str) -> None:
    said = [CliRunner().invoke(app, ["query", graph, "kinds"]) for graph in (str(directory), f"sparql+{server}/query")]
    assert [one.exit_code for one in said] == [0, 0]
    assert said[0].stdout == said[1].stdout
    assert "accusation" in said[0].stdout


def test_info_tells_what_a_server_holds_and_check_says_what_it_needs(directory: Path, server: str) -> None:
    number = len(rdf.articles(pipeline.open_graph(directory)))
    told = CliRunner().invoke(app, ["info", f"sparql+{server}/query"])
    assert told.exit_code == 0
    assert f"triples in {number} articles" in " ".join(told.stdout.split())
    with pytest.raises(StoreError, match="give the graph directory, or the export, that it was loaded from"):
        rdf.check(pipeline.open_graph(f"sparql+{server}/query"))


def test_a_server_that_shows_the_union_by_itself_serves_too(directory: Path, tmp_path: Path, here: Dataset) -> None:
    shutil.copytree(directory / "quads", tmp_path / "quads")
    with served(tmp_path / "quads", "--union-default-graph") as address:
        there = pipeline.open_graph(f"sparql+{address}/query")
        assert queries.ask(there, "kinds") == queries.ask(here, "kinds")


def test_an_empty_server_is_an_empty_graph(tmp_path: Path) -> None:
    with served(tmp_path / "database") as address:
        dataset = pipeline.open_graph(f"sparql+{address}/query")
        assert len(dataset) == 0
        assert not len(queries.ask(dataset, "acts"))


def test_what_is_no_question_is_said_on_one_line(server: str, there: Dataset) -> None:
    with pytest.raises(StoreError, match=r"^http://127.0.0.1:\d+/query: the endpoint gave no answer \(400 ") as told:
        list(there.query("SELECT nonsense"))
    assert "\n" not in str(told.value)
    with pytest.raises(StoreError, match="404"):
        pipeline.open_graph(f"sparql+{server}/nowhere")


def test_a_served_graph_is_not_written_to(there: Dataset, here: Dataset) -> None:
    reading = rdf.reading_of(here, rdf.articles(here)[0])
    with pytest.raises(StoreError, match="can be asked and nothing else"):
        rdf.put(there, reading)
