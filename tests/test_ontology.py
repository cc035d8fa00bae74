"""`ontologies/` against the code, and against itself."""

import dataclasses
import datetime as dt
import re
import warnings
from decimal import Decimal
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection

from graphbuild.model import Act, ActKind, Actor, ActorKind, Amount, Article, Office, Provenance, Reading
from graphbuild.rdf import encode
from graphbuild.vocab import DIRECT_PROPERTY, GB, PLOVER_ROOT, class_name, ontologies

GBN = Namespace(GB)
SH = Namespace("http://www.w3.org/ns/shacl#")
VERBAL = set(list(ActKind)[:13])
FILES = ("graphbuild.ttl", "alignments.ttl", "shapes.ttl")


@cache
def graph(name: str) -> Graph:
    return Graph().parse(ontologies() / name)


def gb_terms(of: type) -> set[URIRef]:
    found = {node for node in graph("graphbuild.ttl").subjects(RDF.type, of) if str(node).startswith(GB)}
    return {node for node in found if isinstance(node, URIRef)}


CLASSES = gb_terms(OWL.Class)
PROPERTIES = gb_terms(OWL.ObjectProperty) | gb_terms(OWL.DatatypeProperty)


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same_without_a_warning(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        by_rdflib = Graph().parse(ontologies() / name)
    by_oxigraph = list(pyoxigraph.parse(path=ontologies() / name))
    assert len(by_rdflib) == len(by_oxigraph) > 100


@pytest.mark.parametrize("kind", ActKind)
def test_every_kind_of_act_has_a_class(kind: ActKind) -> None:
    parent = GBN.VerbalAct if kind in VERBAL else GBN.MaterialAct
    assert (GBN[class_name(kind)], RDFS.subClassOf, parent) in graph("graphbuild.ttl")


def test_no_class_of_acts_lacks_a_kind() -> None:
    subclasses = graph("graphbuild.ttl").subjects(RDFS.subClassOf, None)
    acts = {
        c
        for c in subclasses
        for p in (GBN.VerbalAct, GBN.MaterialAct)
        if (c, RDFS.subClassOf, p) in graph("graphbuild.ttl")
    }
    assert acts == {GBN[class_name(kind)] for kind in ActKind}


def test_every_kind_of_actor_has_a_class() -> None:
    actors = set(graph("graphbuild.ttl").transitive_subjects(RDFS.subClassOf, GBN.Actor)) - {GBN.Actor}
    assert actors == {GBN[kind.value] for kind in ActorKind}


@pytest.mark.parametrize("kind", ActKind)
def test_every_kind_of_act_has_a_short_way(kind: ActKind) -> None:
    node = GBN[DIRECT_PROPERTY[kind]]
    assert (node, RDFS.subPropertyOf, GBN.actsOn) in graph("graphbuild.ttl")
    assert list(graph("graphbuild.ttl").subjects(GBN.shortFor, GBN[class_name(kind)])) == [node]


@pytest.mark.parametrize("kind", ActKind)
def test_every_kind_of_act_has_its_plover_root(kind: ActKind) -> None:
    aligned = graph("alignments.ttl")
    found = aligned.objects(GBN[class_name(kind)], GBN.ploverCategory)
    roots = [str(aligned.value(category, SKOS.notation)) for category in found]
    assert roots == ([PLOVER_ROOT[kind]] if PLOVER_ROOT[kind] else [])


def test_every_plover_category_has_one_quad_class_and_is_used() -> None:
    aligned = graph("alignments.ttl")
    categories = set(aligned.subjects(SKOS.inScheme, GBN.PLOVER))
    quads = set(aligned.subjects(SKOS.inScheme, GBN.QuadClasses))
    assert len(categories) == 16
    assert len(quads) == 4
    assert all(set(aligned.objects(category, GBN.quadClass)) < quads for category in categories)
    assert all(len(list(aligned.objects(category, GBN.quadClass))) == 1 for category in categories)
    assert set(aligned.objects(None, GBN.ploverCategory)) == categories


def test_every_cameo_root_is_used() -> None:
    aligned = graph("alignments.ttl")
    roots = set(aligned.subjects(SKOS.inScheme, GBN.CAMEO))
    assert {str(aligned.value(root, SKOS.notation)) for root in roots} == {f"{number:02}" for number in range(1, 21)}
    assert set(aligned.objects(None, GBN.cameoRoot)) == roots
    assert set(aligned.subjects(GBN.cameoRoot)) == {GBN[class_name(kind)] for kind in ActKind}


@pytest.mark.parametrize("node", sorted(CLASSES | PROPERTIES), ids=lambda node: node.removeprefix(GB))
def test_every_term_is_labelled_and_defined(node: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        [text] = graph("graphbuild.ttl").objects(node, predicate)
        assert text.language == "en"
    assert str(text).endswith(".")


@pytest.mark.parametrize("node", sorted(PROPERTIES), ids=lambda node: node.removeprefix(GB))
def test_every_property_has_a_domain_and_a_range(node: URIRef) -> None:
    [domain] = graph("graphbuild.ttl").objects(node, RDFS.domain)
    [reach] = graph("graphbuild.ttl").objects(node, RDFS.range)
    assert domain in CLASSES
    if node in gb_terms(OWL.ObjectProperty):
        assert reach in CLASSES | {OWL.Class, OWL.Thing}
    else:
        assert reach not in CLASSES


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf, GBN.shortFor])
def test_what_a_term_stands_under_is_defined(relation: URIRef) -> None:
    for node, parent in graph("graphbuild.ttl").subject_objects(relation):
        assert {node, parent} <= CLASSES | PROPERTIES
        assert node not in set(graph("graphbuild.ttl").transitive_objects(parent, relation))


def uses(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".ttl", ".rq"}:
        text = re.sub(r"(?m)^#.*$", "", text)
        return set(re.findall(r"(?<![\w:])gb:([\w-]+)", text))
    return set(re.findall(r"""["'\s(]gb:([A-Za-z]\w*)(?![\w{])""", text))


def defined() -> set[str]:
    nodes = {*graph("graphbuild.ttl").subjects(), *graph("alignments.ttl").subjects()}
    return {str(node).removeprefix(GB) for node in nodes if str(node).startswith(GB)}


SOURCES = [
    *ontologies().rglob("*.ttl"),
    *ontologies().rglob("*.rq"),
    *(path for path in Path(__file__).parents[1].glob("graphbuild/**/*.py")),
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_term_used_is_defined(path: Path) -> None:
    assert uses(path) <= defined()


@cache
def full() -> Reading:
    """A reading in which every field of every noun says something."""
    article = Article.of(
        "Lena Ort promised Norland 5 ships, in Port.",
        title="Ships",
        url="https://news.example/ships",
        publisher="The Example",
        published=dt.date(2025, 1, 1),
    )
    everything = article.excerpt(0, len(article.text))
    kinds = tuple(
        Actor(f"{kind}/x", kind, "x", (everything,), (Office("office/x", "x", "y/z", leads=True),), "y/z", ("urn:x",))
        for kind in ActorKind
    )
    ids = tuple(actor.id for actor in kinds)
    acts = tuple(
        Act(
            kind,
            cue=everything,
            evidence=everything,
            actors=ids,
            targets=ids,
            via=ids,
            about=ids,
            content=everything,
            quote=everything,
            negated=flag,
            future=flag,
            date=dt.date(2025, 1, 1),
            place=everything,
            amount=Amount(Decimal(5), "ships"),
            found_by=("lexicon",),
        )
        for kind, flag in ((kind, number % 2 == 0) for number, kind in enumerate(ActKind))
    )
    return Reading(article, kinds, acts, Provenance("reader", "1", min_score=0.5), copy_of="0" * 16)


def test_every_term_encoded_is_defined_here_or_declared_as_used() -> None:
    quads = encode(full())
    types = {str(quad.object.value) for quad in quads if quad.predicate.value == str(RDF.type)}
    used = {quad.predicate.value for quad in quads} | types
    declared = {str(node) for node in {*graph("graphbuild.ttl").subjects(), *graph("alignments.ttl").subjects()}}
    assert used - declared == {str(RDF.type), str(RDFS.label), str(OWL.sameAs)}
    assert str(PROV.wasQuotedFrom) in used


def test_the_shapes_name_every_kind() -> None:
    shapes = graph("shapes.ttl")
    lists = [{str(member) for member in Collection(shapes, each)} for each in shapes.objects(None, SH["in"])]
    acts = {GB + class_name(kind) for kind in ActKind}
    actors = {GB + kind.value for kind in ActorKind}
    assert sorted(map(sorted, lists)) == sorted(map(sorted, [acts, acts, actors]))
    targets = set(map(str, shapes.objects(URIRef("https://w3id.org/graphbuild/shapes#Act"), SH.targetClass)))
    assert targets == acts


def contradictions(*statements: str) -> set[str]:
    """Close the ontology, its alignments and `statements` under OWL 2 RL, and return what the reasoner objects to."""
    whole = graph("graphbuild.ttl") + graph("alignments.ttl")
    whole.parse(data="\n".join(f"{each} ." for each in statements), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    for node in whole.subjects(RDF.type, GBN.Accusation):
        assert {GBN.VerbalAct, GBN.Act, PROV.Entity} <= set(whole.objects(node, RDF.type))
    return set(map(str, whole.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))))


def test_a_reasoner_finds_no_contradiction() -> None:
    statements = [str(quad.triple) for quad in encode(dataclasses.replace(full(), acts=full().acts[:4]))]
    assert any(f"<{GBN.Accusation}>" in each for each in statements)
    assert contradictions(*statements) == set()


def test_a_reasoner_would_find_one() -> None:
    assert contradictions(*(f"<urn:a> <{RDF.type}> <{each}>" for each in (GBN.Pledge, GBN.Assault)))
