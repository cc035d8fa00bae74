"""The only IRIs: namespaces, how an id is minted, and where `ontologies/` is found.

An *id* is relative to the base of instances and readable: "country/PK", "person/khawaja-asif". Minting is
deterministic, and whatever the name, the id is a safe IRI: nothing in it can close a bracket or a quote.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote

from graphbuild.errors import VocabularyError
from graphbuild.model import ActKind, ActorKind

GB = "https://w3id.org/graphbuild/ontology#"
"""Namespace of classes and properties; `ontologies/graphbuild.ttl` defines them."""

BASE = "https://w3id.org/graphbuild/id/"
"""Default base of instances: articles, actors, acts."""

OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "gb": GB,
        "oa": OA,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "wd": WIKIDATA,
        "xsd": XSD,
    }
)
"""The prefixes that exports declare and queries may use."""

REFERENCE_GRAPH = "graph/reference"
DECISIONS_GRAPH = "graph/decisions"
RUNS_GRAPH = "graph/runs"
ACTS_GRAPH = "graph/acts"
ACTORS_GRAPH = "graph/actors"
HISTORY_GRAPH = "graph/history"
"""Ids of the graphs that belong to no article: reference facts, identity decisions, runs, gathered acts, what the
articles presuppose about their actors (each label and type once, however many articles share it), and what articles
were before they were corrected or taken out."""

PLOVER_ROOT: Mapping[ActKind, str | None] = MappingProxyType(
    {
        ActKind.PLEDGE: "AGREE",
        ActKind.AGREEMENT: "AGREE",
        ActKind.CALL: "REQUEST",
        ActKind.ACCUSATION: "ACCUSE",
        ActKind.CONDEMNATION: "ACCUSE",
        ActKind.SUPPORT: "SUPPORT",
        ActKind.REJECTION: "REJECT",
        ActKind.DENIAL: None,
        ActKind.THREAT: "THREATEN",
        ActKind.WARNING: None,
        ActKind.CONCESSION: "CONCEDE",
        ActKind.CONSULTATION: "CONSULT",
        ActKind.STATEMENT: None,
        ActKind.AID: "AID",
        ActKind.COOPERATION: "COOPERATE",
        ActKind.RETREAT: "RETREAT",
        ActKind.PROTEST: "PROTEST",
        ActKind.SANCTION: "SANCTION",
        ActKind.INVESTIGATION: "ACCUSE",
        ActKind.MOBILIZATION: "MOBILIZE",
        ActKind.COERCION: "COERCE",
        ActKind.ASSAULT: "ASSAULT",
    }
)
"""Root category of each kind of act in PLOVER (Halterman et al. 2023), None where PLOVER has none; tied by a test to `ontologies/alignments.ttl`."""

DIRECT_PROPERTY: Mapping[ActKind, str] = MappingProxyType(
    {
        ActKind.PLEDGE: "pledgesTo",
        ActKind.AGREEMENT: "agreesWith",
        ActKind.CALL: "callsOn",
        ActKind.ACCUSATION: "accuses",
        ActKind.CONDEMNATION: "condemns",
        ActKind.SUPPORT: "supports",
        ActKind.REJECTION: "rejects",
        ActKind.DENIAL: "denies",
        ActKind.THREAT: "threatens",
        ActKind.WARNING: "warns",
        ActKind.CONCESSION: "concedesTo",
        ActKind.CONSULTATION: "consultsWith",
        ActKind.STATEMENT: "speaksOf",
        ActKind.AID: "aids",
        ActKind.COOPERATION: "cooperatesWith",
        ActKind.RETREAT: "retreatsFrom",
        ActKind.PROTEST: "protestsAgainst",
        ActKind.SANCTION: "sanctions",
        ActKind.INVESTIGATION: "investigates",
        ActKind.MOBILIZATION: "mobilizesAgainst",
        ActKind.COERCION: "coerces",
        ActKind.ASSAULT: "assaults",
    }
)
"""Local name of the property that links actor and target directly, for acts that are neither negated nor future."""

_ROOM: Mapping[ActorKind, str] = MappingProxyType(
    {
        ActorKind.COUNTRY: "country",
        ActorKind.LEADER: "person",
        ActorKind.PERSON: "person",
        ActorKind.ORGANIZATION: "organization",
        ActorKind.GROUP: "group",
    }
)
# Letters that Unicode does not decompose, as news agencies write them in Latin letters without marks.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
_LONGEST_SLUG = 80


def class_name(kind: ActKind) -> str:
    """Return the local name of the act's class.

    >>> class_name(ActKind.ACCUSATION)
    'Accusation'
    """
    return kind.value.capitalize()


def slug(name: str) -> str:
    """Return `name` as lower-case words joined by hyphens, without marks; letters of other scripts stay.

    A name without a letter or digit, or longer than 80 characters, ends in a piece of its hash, so that two names
    differ in their slugs whenever it matters.

    >>> slug("Recep Tayyip Erdoğan"), slug("al-Qa'ida")
    ('recep-tayyip-erdogan', 'al-qaida')
    """
    folded = unicodedata.normalize("NFKD", name).casefold().translate(_PLAIN)
    plain = unicodedata.normalize("NFKD", folded).casefold()
    letters = "".join("" if c in "'’‘`ʿʾ" or unicodedata.combining(c) else c if c.isalnum() else " " for c in plain)
    words = "-".join(unicodedata.normalize("NFC", letters).split())
    if words and len(words) <= _LONGEST_SLUG:
        return words
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{words[:_LONGEST_SLUG].rstrip('-')}-{digest}".lstrip("-")


def actor_id(kind: ActorKind, name: str) -> str:
    """Mint the id of an actor that no reference fact knows; a leader is a person.

    >>> actor_id(ActorKind.LEADER, "Khawaja Asif")
    'person/khawaja-asif'
    """
    return f"{_ROOM[kind]}/{slug(name)}"


def office_id(title: str, country: str | None) -> str:
    """Mint the id of an office from its title and the id of the country or organisation it belongs to.

    >>> office_id("Prime Minister", "country/IQ")
    'office/prime-minister-of-iq'
    """
    return f"office/{slug(title)}" + (f"-of-{slug(country.partition('/')[2])}" if country else "")


def article_id(article: str) -> str:
    """Return the id of an article's graph and node, from its 16 hexadecimal digits."""
    return f"article/{article}"


def iri(identifier: str, base: str = BASE) -> str:
    """Return the absolute IRI of an id, percent-encoding whatever is not allowed in one.

    >>> iri('person/a> <b')
    'https://w3id.org/graphbuild/id/person/a%3E%20%3Cb'
    """
    path, mark, fragment = identifier.partition("#")
    return base + quote(path, safe="/-._~") + mark + quote(fragment, safe="-._~=,")


def identifier(absolute: str, base: str = BASE) -> str:
    """Return the id that `iri` made `absolute` from.

    Raises VocabularyError when the IRI is not below `base`.

    >>> identifier("https://w3id.org/graphbuild/id/person/a%3E%20%3Cb")
    'person/a> <b'
    """
    if not absolute.startswith(base):
        raise VocabularyError(f"{absolute} is not below {base}: give the base that the graph was built with")
    path, mark, fragment = absolute[len(base) :].partition("#")
    return unquote(path) + mark + unquote(fragment)


def ontologies() -> Path:
    """Return the folder `ontologies/`: inside the installed package, or beside it in a checkout.

    Raises VocabularyError when neither is there.
    """
    package = Path(__file__).parent
    for folder in (package / "ontologies", package.parent / "ontologies"):
        if (folder / "graphbuild.ttl").is_file():
            return folder
    raise VocabularyError("ontologies/graphbuild.ttl is missing: install graphbuild again")


def reference_files(more: Iterable[Path] = ()) -> list[Path]:
    """Return the Turtle files of reference facts: ours in order of name, then the user's."""
    return [*sorted((ontologies() / "reference").glob("*.ttl")), *more]
