"""Endpoints that are not what one hopes for. That a real server answers as a directory does is tested in tests/pipeline."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, Store

from graphbuild.errors import StoreError
from graphbuild.model import Reading
from graphbuild.rdf import open_graph, put, store_of

Answer = Callable[[str], tuple[int, str, bytes]]
"""From a question to a status, a content type and a body."""


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """Serve answers on loopback, and give the address as `open_graph` takes it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, kind, body = answer(form["query"][0])
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"sparql+http://127.0.0.1:{server.server_port}/query"
        server.shutdown()


def answered(store: Store, question: str, *, union: bool = True) -> tuple[int, str, bytes]:
    found = store.query(question, use_default_graph_as_union=union)
    return 200, "application/sparql-results+xml", found.serialize(format=QueryResultsFormat.XML) or b""


@pytest.fixture
def store(row: Reading) -> Store:
    dataset = open_graph()
    put(dataset, row)
    return store_of(dataset)


def test_a_server_that_speaks_xml_alone_is_understood(store: Store) -> None:
    with serving(lambda question: answered(store, question)) as address:
        dataset = open_graph(address)
        asked = list(dataset.query("SELECT ?label WHERE { ?who gb:accuses ?whom . ?whom rdfs:label ?label }"))
    assert [str(found.label) for found in asked] == ["Norland"]


def test_a_server_that_hides_its_named_graphs_is_refused_and_not_taken_to_be_empty(store: Store) -> None:
    with (
        serving(lambda question: answered(store, question, union=False)) as address,
        pytest.raises(StoreError, match="its default graph lacks what its named graphs hold"),
    ):
        open_graph(address)


@pytest.mark.parametrize(
    "answer",
    [
        (200, "text/html", b"<html><script>alert(1)</script>"),
        (200, "application/sparql-results+json", b'{"head": {"vars"'),
        (200, "application/sparql-results+json", b"{}"),
        (200, "application/sparql-results+json", b"[]"),
        (200, "application/sparql-results+json", b'{"results": [], "head": {}}'),
        (200, "application/sparql-results+json", b'{"results": {"bindings": [{"a": {}}]}, "head": {"vars": ["a"]}}'),
        (200, "application/sparql-results+json", b"\xff\xfe"),
        (200, "application/sparql-results+xml", b"<sparql"),
        (200, "application/sparql-results+xml", b""),
        (200, "text/turtle", b"<a> <b> "),
        (200, "not a type", b"{}"),
        (302, "text/plain", b""),
        (401, "text/plain", b"who are you?"),
        (500, "text/html", b"<h1>\xff\n\nout of\nmemory" + b"!" * 5000),
    ],
    ids=lambda answer: f"{answer[0]}-{answer[1][:24]}-{len(answer[2])}",
)
def test_a_broken_answer_is_one_line_that_names_the_endpoint(answer: tuple[int, str, bytes]) -> None:
    with serving(lambda _: answer) as address, pytest.raises(StoreError) as told:
        open_graph(address)
    message = str(told.value)
    assert message.startswith(address.removeprefix("sparql+") + ": the endpoint gave no answer (")
    assert "\n" not in message
    assert len(message) < 400


def test_nobody_there_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(StoreError, match="refused"):
            open_graph(f"sparql+http://127.0.0.1:{free.getsockname()[1]}/query")


@pytest.mark.parametrize("address", ["sparql+http://", "sparql+https:///query", "sparql+http://[half/query"])
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(StoreError, match="is no address of an endpoint"):
        open_graph(address)
