"""Reference facts as plain tables, read from Turtle. The only place where identity knows RDF."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox

from graphbuild import vocab
from graphbuild.errors import ReferenceFactError
from graphbuild.identity import terms
from graphbuild.model import ActorKind, Known, NameForm, Office

_KINDS = {
    terms.COUNTRY: ActorKind.COUNTRY,
    terms.ORGANIZATION: ActorKind.ORGANIZATION,
    terms.LEADER: ActorKind.LEADER,
    terms.PERSON: ActorKind.PERSON,
}
_FORMS = {
    terms.LABEL: NameForm.NAME,
    terms.ALIAS: NameForm.NAME,
    terms.ADJECTIVE: NameForm.ADJECTIVE,
    terms.DEMONYM: NameForm.ADJECTIVE,
    terms.SEAT: NameForm.SEAT,
    terms.ACRONYM: NameForm.ACRONYM,
}


@dataclass(frozen=True, slots=True, order=True)
class Tenure:
    """That somebody held an office, from a day to a day, both included; None where the day is unknown, or not yet come.

    `holder` and `office` are ids.
    """

    office: str
    holder: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, order=True)
class State:
    """That a state of the past existed, from a day to a day, both included.

    `country` is its id; `then` are names that meant it in its time and mean another state now.
    """

    country: str
    since: dt.date
    until: dt.date
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that reference files say: who is known, under which names, in which offices, member of what.

    `names` holds (actor id, name, form); `shorts` (actor id, short name); `titles` (office id, title); `members`
    (member id, organisation id); `weight` in how many statements an id stands; `states` are those that are no more.
    """

    known: tuple[Known, ...]
    names: tuple[tuple[str, str, NameForm], ...]
    shorts: tuple[tuple[str, str], ...]
    offices: tuple[Office, ...]
    titles: tuple[tuple[str, str], ...]
    tenures: tuple[Tenure, ...]
    members: tuple[tuple[str, str], ...]
    weight: Mapping[str, int]
    states: tuple[State, ...] = ()


_Values = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]


def read(paths: Iterable[Path]) -> Facts:
    """Read Turtle files of reference facts.

    Raises ReferenceFactError, naming the file, when one cannot be read, is not Turtle, or states something that is
    not of the form of `ontologies/reference/`.
    """
    nodes: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    source: dict[str, Path] = {}
    for path in paths:
        for triple in _parsed(path):
            if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode | ox.Literal):
                raise ReferenceFactError(f"{path}: {triple}: a blank node; give it an IRI")
            nodes[triple.subject.value][triple.predicate.value].append(triple.object)
            source.setdefault(triple.subject.value, path)
    return _facts(nodes, source)


def _parsed(path: Path) -> Iterable[ox.Quad]:
    try:
        return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except OSError as error:
        raise ReferenceFactError(f"{path}: cannot be read ({error.strerror}); name a Turtle file") from error
    except SyntaxError as error:
        raise ReferenceFactError(f"{path}: not Turtle: {error.msg}") from error


def _facts(statements: Mapping[str, _Values], source: Mapping[str, Path]) -> Facts:
    nodes = [_Node(iri, statements[iri], source[iri]) for iri in sorted(statements)]
    people = [node for node in nodes if node.kind]
    offices = [node for node in nodes if terms.OFFICE in node.iris(terms.TYPE)]
    tenures = sorted((node.tenure() for node in nodes if terms.TENURE in node.iris(terms.TYPE)), key=_when)
    _check_ends(tenures, {node.id for node in people}, {node.id for node in offices})
    return Facts(
        known=tuple(node.known() for node in people),
        names=tuple(
            (node.id, text, form) for node in people for term, form in _FORMS.items() for text in node.texts(term)
        ),
        shorts=tuple((node.id, text) for node in people for text in node.texts(terms.SHORT)),
        offices=tuple(node.office() for node in offices),
        titles=tuple((node.id, text) for node in offices for text in node.texts(terms.OFFICE_TITLE)),
        tenures=tuple(tenures),
        members=tuple((node.id, _relative(whole)) for node in nodes for whole in node.iris(terms.MEMBER_OF)),
        weight=_weight(nodes),
        states=tuple(state for node in people if (state := node.state())),
    )


def _weight(nodes: Iterable[_Node]) -> Counter[str]:
    weight: Counter[str] = Counter()
    for node in nodes:
        for values in node.values.values():
            weight[node.id] += len(values)
            weight.update(_relative(value.value) for value in values if isinstance(value, ox.NamedNode))
    return weight


def _when(tenure: Tenure) -> tuple[str, dt.date, str]:
    return tenure.office, tenure.since or dt.date.min, tenure.holder


def _check_ends(tenures: Iterable[Tenure], people: set[str], offices: set[str]) -> None:
    for tenure in tenures:
        if tenure.holder not in people:
            raise ReferenceFactError(
                f"{tenure.holder}: holds {tenure.office}, and is described nowhere: add its type and label"
            )
        if tenure.office not in offices:
            raise ReferenceFactError(
                f"{tenure.office}: is held by {tenure.holder}, and is described nowhere: add its type and label"
            )


def _relative(iri: str) -> str:
    return iri.removeprefix(vocab.BASE)


@dataclass(frozen=True, slots=True)
class _Node:
    """One subject, with all that is said of it."""

    iri: str
    values: _Values
    path: Path

    @property
    def id(self) -> str:
        return _relative(self.iri)

    def iris(self, term: str) -> list[str]:
        return [value.value for value in self.values.get(term, ()) if isinstance(value, ox.NamedNode)]

    def texts(self, term: str) -> list[str]:
        return [value.value for value in self.values.get(term, ()) if isinstance(value, ox.Literal)]

    def label(self) -> str:
        return min(self.texts(terms.LABEL), default="") or self._fault("rdfs:label")

    @property
    def kind(self) -> ActorKind | None:
        return min((_KINDS[t] for t in self.iris(terms.TYPE) if t in _KINDS), default=None)

    def known(self) -> Known:
        home = min(map(_relative, self.iris(terms.BASED_IN) + self.iris(terms.BELONGS_TO)), default=None)
        kind = self.kind or self._fault("a class of actors as its type")
        return Known(self.id, kind, self.label(), home, tuple(sorted(self.iris(terms.SAME_AS))))

    def office(self) -> Office:
        of = min(map(_relative, self.iris(terms.OFFICE_OF)), default=None)
        return Office(self.id, self.label(), of, "true" in self.texts(terms.LEADS_OFFICE))

    def tenure(self) -> Tenure:
        holder = min(self.iris(terms.HOLDER), default="") or self._fault("gb:holder")
        office = min(self.iris(terms.HELD_OFFICE), default="") or self._fault("gb:office")
        since, until = self._day(terms.FROM), self._day(terms.UNTIL)
        if since and until and until < since:
            raise ReferenceFactError(f"{self.path}: {self.id}: ends on {until}, before it begins")
        return Tenure(_relative(office), _relative(holder), since, until)

    def state(self) -> State | None:
        since, until = self._day(terms.EXISTED_FROM), self._day(terms.EXISTED_UNTIL)
        return State(self.id, since, until, tuple(sorted(self.texts(terms.NAME_THEN)))) if since and until else None

    def _day(self, term: str) -> dt.date | None:
        texts = self.texts(term)
        if len(texts) > 1:
            raise ReferenceFactError(
                f"{self.path}: {self.id}: has {len(texts)} days of one kind; make two tenures of it"
            )
        text = texts[0] if texts else ""
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError as error:
            raise ReferenceFactError(f"{self.path}: {self.id}: {text!r} is no day; write 2019-05-20") from error

    def _fault(self, term: str) -> NoReturn:
        raise ReferenceFactError(f"{self.path}: {self.id}: has no {term}")
