"""Readings as RDF: encode and decode, the store, files, and the shapes that every graph must have.

This room knows rdflib and Oxigraph, and nothing of how a text is read.
"""

from graphbuild.rdf.codec import Record, decode, encode
from graphbuild.rdf.directory import open_graph
from graphbuild.rdf.files import FORMATS, load, read_triples, save
from graphbuild.rdf.runs import RunRecord, put_run
from graphbuild.rdf.shapes import Violation, check, check_with_shacl
from graphbuild.rdf.store import (
    articles,
    copies_of,
    flush,
    instances,
    on_oxigraph,
    put,
    put_all,
    put_graph,
    reading_of,
    record_of,
    retract,
    settle,
    store_of,
)
from graphbuild.rdf.view import renamed

__all__ = [
    "FORMATS",
    "Record",
    "RunRecord",
    "Violation",
    "articles",
    "check",
    "check_with_shacl",
    "copies_of",
    "decode",
    "encode",
    "flush",
    "instances",
    "load",
    "on_oxigraph",
    "open_graph",
    "put",
    "put_all",
    "put_graph",
    "put_run",
    "read_triples",
    "reading_of",
    "record_of",
    "renamed",
    "retract",
    "save",
    "settle",
    "store_of",
]
