"""A graph behind a SPARQL endpoint, whatever store serves it: asked over HTTP, never written.

Questions take the union of all named graphs for granted. Where a server's default graph is empty instead, as Oxigraph's
is unless it is told otherwise, the union is asked for with every question.
"""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen
from xml.sax import SAXException

from rdflib import Graph
from rdflib.plugin import PluginException
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result, ResultException

from graphbuild.errors import StoreError
from graphbuild.vocab import GB

_SILENCE = 600.0
"""Seconds without a byte after which an endpoint is given up: a question to billions of quads may think for minutes."""

# Rows as JSON, which unlike XML can hold every character; triples as N-Triples or Turtle, whichever the server writes.
_ACCEPTED = "application/sparql-results+json, text/turtle;q=0.9"
_UNION = {"union-default-graph": ""}
"""What an Oxigraph server takes to mean the union of all named graphs; others ignore it."""

_ARTICLE = f"?article a <{GB}Article>"
# What asking, and reading what is no answer, may come to grief with.
_FAILURES = (
    OSError,
    HTTPException,
    ValueError,
    LookupError,
    TypeError,
    SyntaxError,
    SAXException,
    PluginException,
    ResultException,
)


class Endpoint(SPARQLStore):
    """An endpoint as rdflib's store. Questions are sent as forms, which have no longest length as addresses have.

    Raises StoreError when it is no http address, does not answer, or holds named graphs and does not show their union.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._address = address
        self._more: dict[str, str] = {}
        if not _has_host(address):
            raise StoreError(f"{address}: is no address of an endpoint: write sparql+https://host/path")
        if not self._holds(_ARTICLE) and self._holds(f"GRAPH ?graph {{ {_ARTICLE} }}"):
            self._more = _UNION
            if not self._holds(_ARTICLE):
                raise StoreError(
                    f"{address}: its default graph lacks what its named graphs hold: "
                    "tell the server that its default graph is the union of all (docs/scale.md)"
                )

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: `dataset.graph(name)` calls it for every graph that is asked."""

    def _holds(self, pattern: str) -> bool:
        return bool(self._query(f"ASK {{ {pattern} }}").askAnswer)

    def _query(self, query: str, default_graph: str | None = None, **_: object) -> Result:
        """Send a question, and return its answer as rdflib's; this is where rdflib's own methods all come."""
        form = {"query": query, **({"default-graph-uri": default_graph} if default_graph else self._more)}
        request = Request(self._address, data=urlencode(form).encode(), headers={"Accept": _ACCEPTED})  # noqa: S310 (the user's own address, of a scheme that open_graph knows)
        try:
            with urlopen(request, timeout=_SILENCE) as answer:  # noqa: S310 (see above)
                return Result.parse(answer, content_type=answer.headers.get_content_type())
        except HTTPError as problem:
            told = problem.read(1000).decode("utf-8", "replace")
            raise self._failed(f"{problem.code} {problem.reason}: {' '.join(told.split())[:200]}") from None
        except _FAILURES as problem:
            raise self._failed(" ".join(str(getattr(problem, "reason", problem)).split())[:200]) from problem

    def _failed(self, why: str) -> StoreError:
        return StoreError(f"{self._address}: the endpoint gave no answer ({why}): see that it is up and speaks SPARQL")


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
