"""Questions to a graph: SPARQL by name, or as text, with rows of plain Python values for an answer.

    rows = ask(dataset, "who-accuses-whom", actor="Pakistan")
    rows.columns, rows.rows

The dataset is any rdflib `Dataset` whose default graph is the union of all graphs; on Oxigraph it is fast.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import Dataset, Literal
from rdflib.query import Result
from rdflib.term import Node

from graphbuild import vocab
from graphbuild.analysis.catalogue import NamedQuery, Parameter, catalogue
from graphbuild.analysis.names import actors_named
from graphbuild.analysis.rows import Rows, Value
from graphbuild.analysis.terms import (
    ANY,
    TERM_WRITERS,
    bind,
    ids_term,
    iris_term,
    python_value,
    spellings_term,
    words_term,
)
from graphbuild.errors import QueryError

_NAME = re.compile(r"[a-z][a-z0-9-]*")


def names() -> tuple[str, ...]:
    """Return the names of the catalogue's queries, in order."""
    return tuple(catalogue())


def describe(name: str) -> NamedQuery:
    """Return a query of the catalogue. Raises QueryError, which lists the right names, when there is none of that name."""
    known = catalogue()
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        raise QueryError(f"no query is called {name!r}: {hint}the named queries are {', '.join(known)}")
    return known[name]


def ask(dataset: Dataset, query: str, **parameters: Value) -> Rows:
    """Answer a query: a name of the catalogue, or SPARQL in which a parameter stands as `$name`.

    Raises QueryError for an unknown name, a missing, unknown or malformed parameter, an actor that the graph does not
    know, and a syntax error (with its line and column).
    """
    if _NAME.fullmatch(query.strip()):
        named = describe(query.strip())
        text = bind(named.text, _terms(dataset, named, parameters))
    else:
        text = bind(query, {name: words_term(value) for name, value in parameters.items()})
    return run(dataset, text)


def run(dataset: Dataset, text: str) -> Rows:
    """Answer SPARQL that has no parameters left; it may use the prefixes of `vocab` and those bound in the dataset.

    Raises QueryError for a syntax error, with its line and column.
    """
    prefixes = {prefix: str(namespace) for prefix, namespace in dataset.namespaces()} | dict(vocab.PREFIXES)
    _check_syntax(text, prefixes)
    store = _oxigraph(dataset)
    if store is not None:
        return _from_oxigraph(store.query(text, prefixes=prefixes, use_default_graph_as_union=True))
    return _from_rdflib(dataset.query(text, initNs=prefixes))


def _check_syntax(text: str, prefixes: dict[str, str]) -> None:
    """Run the query on an empty store, which parses and plans it: both engines then report errors in the same words."""
    try:
        ox.Store().query(text, prefixes=prefixes)
    except SyntaxError as error:
        raise QueryError(_where(str(error), text)) from None


def _where(message: str, text: str) -> str:
    """Return a parser's error on one line: where it is, and what stands there (its list of what could stand there rarely helps)."""
    place = re.match(r"error at (\d+):(\d+)", message)
    if place is None:
        return f"the query is not SPARQL: {message}"
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines()
    rest = lines[line - 1][column - 1 :].strip()[:40] if line <= len(lines) else ""
    return f"the query breaks at line {line}, column {column}, " + (
        f"before {rest!r}" if rest else "at the end of the line"
    )


def _oxigraph(dataset: Dataset) -> ox.Store | None:
    """Return the Oxigraph store beneath, if there is one; oxrdflib offers no public way, and its terms cost 10 × the query."""
    inner = getattr(dataset.store, "_inner", None)
    return inner if isinstance(inner, ox.Store) else None


def _terms(dataset: Dataset, query: NamedQuery, given: Mapping[str, Value]) -> dict[str, str]:
    unknown = set(given) - {parameter.name for parameter in query.parameters}
    if unknown:
        known = ", ".join(parameter.name for parameter in query.parameters) or "none"
        raise QueryError(f"{query.name} has no parameter {', '.join(sorted(unknown))}; its parameters are: {known}")
    return {
        parameter.name: _term(dataset, query, parameter, given.get(parameter.name)) for parameter in query.parameters
    }


def _term(dataset: Dataset, query: NamedQuery, parameter: Parameter, given: Value) -> str:
    value = parameter.default if given is None else given
    if value is None:
        raise QueryError(f"{query.name} needs the parameter {parameter.name}: {parameter.meaning}")
    if parameter.type != "actor":
        return TERM_WRITERS[parameter.type](str(value))
    return iris_term(() if value == ANY else _actors(dataset, str(value)))


def _actors(dataset: Dataset, wanted: str) -> tuple[str, ...]:
    """Return whom a name means: those spelled just so, which an index finds, or else as `actors_named` has it."""
    meant = run(dataset, bind(_SPELLED, {"words": spellings_term(wanted), "iris": ids_term(wanted)})).rows
    return tuple(sorted(str(actor) for (actor,) in meant)) or actors_named(known_names(dataset), wanted)


_SPELLED = """SELECT DISTINCT ?actor WHERE {
  { VALUES ?actor { $iris } }
  UNION { VALUES ?word { $words } VALUES ?naming { rdfs:label skos:altLabel gb:acronym } ?actor ?naming ?word }
  FILTER EXISTS { VALUES ?role { gb:actor gb:target gb:via gb:about } ?act ?role ?actor } }"""


def known_names(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield (IRI, name) for each name of each actor that some act names."""
    for row in run(dataset, describe("names").text).dicts():
        yield str(row["actor"]), str(row["name"])


def _from_oxigraph(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    if isinstance(result, ox.QueryBoolean):
        return Rows(("answer",), ((bool(result),),))
    if isinstance(result, ox.QueryTriples):
        triples = (
            (_oxigraph_value(t.subject), _oxigraph_value(t.predicate), _oxigraph_value(t.object)) for t in result
        )
        return Rows(("subject", "predicate", "object"), tuple(sorted(triples, key=repr)))
    columns = tuple(variable.value for variable in result.variables)
    return Rows(columns, tuple(tuple(map(_oxigraph_value, solution)) for solution in result))


def _oxigraph_value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if term is None or isinstance(term, ox.NamedNode):
        return None if term is None else term.value
    return python_value(term.value, term.datatype.value) if isinstance(term, ox.Literal) else str(term)


def _from_rdflib(result: Result) -> Rows:
    if result.type == "ASK":
        return Rows(("answer",), ((bool(result.askAnswer),),))
    if result.graph is not None:
        triples = (tuple(_rdflib_value(term) for term in triple) for triple in result.graph)
        return Rows(("subject", "predicate", "object"), tuple(sorted(triples, key=repr)))
    columns = tuple(str(variable) for variable in result.vars or ())
    variables = result.vars or ()
    rows = (tuple(_rdflib_value(row.get(name)) for name in variables) for row in result.bindings)
    # Of no solution at all, rdflib's GROUP BY makes one group with nothing in it.
    return Rows(columns, tuple(row for row in rows if any(value is not None for value in row)))


def _rdflib_value(term: Node | None) -> Value:
    if term is None:
        return None
    if isinstance(term, Literal):
        return python_value(str(term), str(term.datatype or ""))
    return str(term)
