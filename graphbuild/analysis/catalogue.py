"""The named queries: `ontologies/queries/*.rq`, each saying in its comments what it answers and what it asks for.

    # title: Who accuses whom
    # description: One row for each accusation, with its sentence and its article.
    # parameter actor (actor) = any: who accuses
    # parameter since (date) = 0001-01-01: the first day

A parameter stands in the query as `$actor`; one without a default must be given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graphbuild import vocab
from graphbuild.errors import QueryError

TYPES = ("actor", "actkind", "date", "integer", "iri", "number", "text")
"""What a parameter can be: an actor's name or id, a kind of act, a day (2025-09-16), a count, an IRI, a number, words."""

_TITLE = re.compile(r"^# title: (.+)$", re.MULTILINE)
_DESCRIPTION = re.compile(r"^# description: (.+(?:\n#   +.+)*)$", re.MULTILINE)
_PARAMETER = re.compile(
    r"^# parameter (?P<name>\w+) \((?P<type>\w+)\)(?: = (?P<default>[^:\n]*))?: (?P<meaning>.+)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a query asks for; `default` is None where it must be given."""

    name: str
    type: str
    meaning: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the catalogue; `text` is SPARQL with `$name` where a parameter goes."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


def read_query(path: Path) -> NamedQuery:
    """Read one `.rq` file. Raises QueryError when its comments lack a title or a description, or name a type not in TYPES."""
    text = path.read_text(encoding="utf-8")
    title, description = _TITLE.search(text), _DESCRIPTION.search(text)
    if title is None or description is None:
        raise QueryError(f"{path.name}: its comments must hold '# title: …' and '# description: …'")
    parameters = tuple(Parameter(m["name"], m["type"], m["meaning"], m["default"]) for m in _PARAMETER.finditer(text))
    for parameter in parameters:
        if parameter.type not in TYPES:
            raise QueryError(
                f"{path.name}: parameter {parameter.name} is of type {parameter.type}, not one of {', '.join(TYPES)}"
            )
    return NamedQuery(path.stem, title[1], re.sub(r"\n#\s+", " ", description[1]), parameters, text)


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """Return every named query, in order of name."""
    files = sorted((vocab.ontologies() / "queries").glob("*.rq"))
    return MappingProxyType({path.stem: read_query(path) for path in files})
