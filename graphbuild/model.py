"""The nouns: what an article is, who acts in it, and what they do to each other.

All values are frozen and compare by content. Offsets are half-open code-point offsets into `Article.text`,
counted from 0. Nothing here reads or writes anything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from graphbuild.errors import EvidenceError


class ActorKind(StrEnum):
    """What an actor is. The values are the local names of the classes in `ontologies/graphbuild.ttl`."""

    COUNTRY = "Country"
    LEADER = "Leader"
    PERSON = "Person"
    ORGANIZATION = "Organization"
    GROUP = "Group"


class ActKind(StrEnum):
    """What an act does. The value, with a capital, is the local name of its class in `ontologies/graphbuild.ttl`."""

    PLEDGE = "pledge"
    AGREEMENT = "agreement"
    CALL = "call"
    ACCUSATION = "accusation"
    CONDEMNATION = "condemnation"
    SUPPORT = "support"
    REJECTION = "rejection"
    DENIAL = "denial"
    THREAT = "threat"
    WARNING = "warning"
    CONCESSION = "concession"
    CONSULTATION = "consultation"
    STATEMENT = "statement"
    AID = "aid"
    COOPERATION = "cooperation"
    RETREAT = "retreat"
    PROTEST = "protest"
    SANCTION = "sanction"
    INVESTIGATION = "investigation"
    MOBILIZATION = "mobilization"
    COERCION = "coercion"
    ASSAULT = "assault"


class Role(StrEnum):
    """What a phrase is to the cue of an act."""

    ACTOR = "actor"
    TARGET = "target"
    CONTENT = "content"
    VIA = "via"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `start` (inclusive) to `end` (exclusive) of an article's text, counted in code points.

    Raises EvidenceError when it is empty or starts before the text.

    >>> Span(0, 5) in Span(0, 12)
    True
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise EvidenceError(
                f"characters {self.start} to {self.end} are no span: it must hold at least one character"
            )

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Excerpt:
    """Words of an article, and where they stand: `article.text[span.start:span.end] == text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was published.

    `text` is the title, a blank line, then the body; the body alone when there is no title. `id` is 16 hexadecimal
    digits of the canonical URL's SHA-256, or of the text's where there is no URL. `source` says where this copy was
    read from; it differs from machine to machine and is therefore left out of comparison and of the graph.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    language: str = "en"
    source: str = field(default="", compare=False)

    @classmethod
    def of(
        cls,
        body: str,
        *,
        title: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        published: dt.date | None = None,
        language: str = "en",
        source: str = "",
    ) -> Article:
        r"""Make an article from its parts; `url` is taken as canonical.

        >>> Article.of("Ghana thanked Togo.", title="Thanks").text
        'Thanks\n\nGhana thanked Togo.'
        """
        text = f"{title}\n\n{body}" if title else body
        digest = hashlib.sha256(text.encode()).hexdigest()
        identity = hashlib.sha256(url.encode()).hexdigest() if url else digest
        return cls(
            id=identity[:16],
            text=text,
            sha256=digest,
            title=title or None,
            url=url or None,
            publisher=publisher or None,
            published=published,
            language=language,
            source=source,
        )

    @property
    def body(self) -> Span:
        """Where the body stands in `text`, after the title and the blank line."""
        return Span(len(self.title) + 2 if self.title else 0, len(self.text))

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the words from `start` to `end`."""
        return Excerpt(Span(start, end), self.text[start:end])

    def check(self, excerpt: Excerpt) -> None:
        """Raise EvidenceError unless the words stand where they are said to stand."""
        found = self.text[excerpt.span.start : excerpt.span.end]
        if found != excerpt.text:
            raise EvidenceError(
                f"article {self.id}: characters {excerpt.span.start} to {excerpt.span.end} "
                f"read {found!r}, not {excerpt.text!r}"
            )


@dataclass(frozen=True, slots=True)
class Office:
    """A post that somebody holds: "president of Egypt". `country` is the id of the country or organisation it leads or serves.

    `leads` tells heads of state, government and organisations from their ministers and envoys.
    """

    id: str
    label: str
    country: str | None = None
    leads: bool = False


def _office_order(office: Office) -> tuple[str, str, bool, str, bool]:
    return office.id, office.label, office.country is not None, office.country or "", office.leads


@dataclass(frozen=True, slots=True)
class Actor:
    """A country, person, organisation or group, and every place where the article names it.

    `id` is relative to the base IRI of instances ("country/PK", "person/khawaja-asif"); `country` is the id of the
    country it belongs to; `same_as` holds IRIs elsewhere (Wikidata). `score` (0 to 1, two places) says how sure the
    link from name to `id` is; 1.0 where the name itself makes the id.
    """

    id: str
    kind: ActorKind
    name: str
    mentions: tuple[Excerpt, ...]
    offices: tuple[Office, ...] = ()
    country: str | None = None
    same_as: tuple[str, ...] = ()
    score: float = 1.0

    def __post_init__(self) -> None:
        if not self.mentions:
            raise EvidenceError(f"actor {self.id}: no mention; every actor must be named somewhere in the article")
        object.__setattr__(self, "mentions", tuple(sorted(set(self.mentions))))
        object.__setattr__(self, "offices", tuple(sorted(set(self.offices), key=_office_order)))
        object.__setattr__(self, "same_as", tuple(sorted(set(self.same_as))))
        object.__setattr__(self, "score", round(self.score, 2))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: "up to 20,000 troops" is `Amount(Decimal(20000), "troops")`, "$4 billion" is `Amount(Decimal(4000000000), "USD")`."""

    value: Decimal
    of: str

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise EvidenceError(f"{self.value} {self.of} is no amount: it must be a finite number")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that actors are said to have done or said to others.

    `actors`, `targets`, `via` and `about` hold actor ids: who does it, to whom, who reports it, and whom else its
    content names. `cue` is the words that evoke the act, `content` what is promised, claimed or demanded, `quote` the
    words between quotation marks, `evidence` the sentence. `negated`: said not to have happened; `future`: only planned
    or conditional. `found_by` names the methods that proposed it ("lexicon", "model"); `score` (0 to 1, two places) is
    the probability that it is right, as calibrated.
    """

    kind: ActKind
    cue: Excerpt
    evidence: Excerpt
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    content: Excerpt | None = None
    quote: Excerpt | None = None
    negated: bool = False
    future: bool = False
    date: dt.date | None = None
    place: Excerpt | None = None
    amount: Amount | None = None
    found_by: tuple[str, ...] = ()
    score: float = 1.0

    def __post_init__(self) -> None:
        for name in ("actors", "targets", "via", "about", "found_by"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "score", round(self.score, 2))
        if self.cue.span not in self.evidence.span:
            raise EvidenceError(f"act {self.id}: its cue stands outside its evidence")

    @property
    def id(self) -> str:
        """The act's fragment within its article: kind and cue ("pledge-1540-1547")."""
        return f"{self.kind}-{self.cue.span.start}-{self.cue.span.end}"

    def excerpts(self) -> Iterator[Excerpt]:
        """Every piece of the article that the act quotes."""
        yield from (e for e in (self.cue, self.evidence, self.content, self.quote, self.place) if e is not None)

    def parties(self) -> Iterator[str]:
        """The id of every actor that the act names, in any role."""
        yield from self.actors
        yield from self.targets
        yield from self.via
        yield from self.about


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a reading: the reader's name, its version, and the content hashes of its lexicon, model and reference facts.

    Acts scored below `min_score` (0 to 1, two places) were left out.
    """

    reader: str
    version: str
    lexicon: str = ""
    model: str = ""
    reference: str = ""
    min_score: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "min_score", round(self.min_score, 2))


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: its actors, in order of id, and its acts, in order of appearance.

    `copy_of` is the id of the article that this one copies, word for word or nearly: it says nothing of its own, and
    its actors and acts are those read there.

    Raises EvidenceError when words do not stand where they are said to, when two acts or two actors share an id, or
    when an act names an actor that the reading lacks.
    """

    article: Article
    actors: tuple[Actor, ...]
    acts: tuple[Act, ...]
    provenance: Provenance
    copy_of: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "actors", tuple(sorted(self.actors, key=lambda actor: actor.id)))
        object.__setattr__(self, "acts", tuple(sorted(self.acts, key=lambda act: (act.cue.span, act.kind))))
        self._check_ids()
        for actor in self.actors:
            for mention in actor.mentions:
                self.article.check(mention)
        for act in self.acts:
            for excerpt in act.excerpts():
                self.article.check(excerpt)

    def _check_ids(self) -> None:
        known = {actor.id for actor in self.actors}
        if len(known) < len(self.actors) or len({act.id for act in self.acts}) < len(self.acts):
            raise EvidenceError(f"article {self.article.id}: two actors or two acts share an id")
        for act in self.acts:
            for party in act.parties():
                if party not in known:
                    raise EvidenceError(
                        f"article {self.article.id}: act {act.id} names {party}, which is no actor of the reading"
                    )


Reader = Callable[[Iterable[Article]], Iterator[Reading]]
"""Turns articles into readings, one each, in order. Another reader is a function of this type."""

RULES_AND_MODEL = "rules-and-model"
"""The name of the reader that is chosen when none is named."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that the learned reader takes to fill a role of an act, with its probability (0 to 1)."""

    role: Role
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that the learned reader takes to evoke an act. All probabilities are 0 to 1; spans are of the `Doc`'s text.

    `score` is that of the kind, and `glance` what it was at first sight, before a closer look at the sentence; `negated`
    and `future` are those of the two flags.
    """

    kind: ActKind
    span: Span
    score: float
    negated: float = 0.0
    future: float = 0.0
    arguments: tuple[Argument, ...] = ()
    glance: float = 0.0


class NameForm(StrEnum):
    """How a reference name was written: the name itself, its adjective or demonym, a seat that stands for it, or an acronym."""

    NAME = "name"
    ADJECTIVE = "adjective"
    SEAT = "seat"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Known:
    """An actor that the reference facts know; `country` and `same_as` as in `Actor`."""

    id: str
    kind: ActorKind
    name: str
    country: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A reference name found in a sequence of words: word indices `start` (inclusive) to `end` (exclusive).

    `candidates` are the actors that bear the name, the likeliest first; more than one where it is ambiguous.
    """

    start: int
    end: int
    form: NameForm
    candidates: tuple[Known, ...]


class Gazetteer(Protocol):
    """Finds reference names in text. Reading is given one and does not know where its facts come from."""

    def matches(self, words: Sequence[str]) -> Iterator[NameMatch]:
        """Yield the longest matches, left to right, none overlapping; names match with their case."""
        ...
