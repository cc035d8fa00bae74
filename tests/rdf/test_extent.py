from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import Dataset

from graphbuild import rdf
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Provenance, Reading
from graphbuild.rdf.terms import term
from graphbuild.vocab import REFERENCE_GRAPH, iri

ARTICLE = Article.of("Ghana accused Togo of smuggling.")
READING = Reading(
    ARTICLE,
    (
        Actor("country/GH", ActorKind.COUNTRY, "Ghana", (ARTICLE.excerpt(0, 5),)),
        Actor("country/TG", ActorKind.COUNTRY, "Togo", (ARTICLE.excerpt(14, 18),)),
    ),
    (
        Act(
            ActKind.ACCUSATION,
            ARTICLE.excerpt(6, 13),
            ARTICLE.excerpt(0, 32),
            actors=("country/GH",),
            targets=("country/TG",),
        ),
    ),
    Provenance("test", "0"),
)
GHANA, AFRICAN_UNION, PERU = (NamedNode(iri(i)) for i in ("country/GH", "organization/african-union", "country/PE"))
FACTS = [
    Triple(GHANA, term("rdf:type"), term("gb:Country")),
    Triple(GHANA, term("rdfs:label"), Literal("Ghana", language="en")),
    Triple(GHANA, term("gb:memberOf"), AFRICAN_UNION),
    Triple(AFRICAN_UNION, term("rdf:type"), term("gb:Organization")),
    Triple(AFRICAN_UNION, term("rdfs:label"), Literal("African Union", language="en")),
    Triple(AFRICAN_UNION, term("gb:acronym"), Literal("AU")),
    Triple(PERU, term("rdf:type"), term("gb:Country")),
    Triple(PERU, term("rdfs:label"), Literal("Peru", language="en")),
]


def graph() -> Dataset:
    dataset = rdf.open_graph()
    rdf.put_graph(dataset, REFERENCE_GRAPH, FACTS)
    rdf.put(dataset, READING)
    return dataset


def carried(path: Path) -> set[Quad]:
    dataset = rdf.open_graph()
    rdf.load(dataset, path)
    return set(rdf.store_of(dataset))


def test_a_file_carries_the_facts_about_whoever_is_named(tmp_path: Path) -> None:
    rdf.save(graph(), tmp_path / "graph.nq")
    subjects = {quad.subject for quad in carried(tmp_path / "graph.nq")}
    assert GHANA in subjects
    assert PERU not in subjects


def test_of_what_they_lead_to_it_carries_the_name(tmp_path: Path) -> None:
    rdf.save(graph(), tmp_path / "graph.nq")
    said = {quad.predicate for quad in carried(tmp_path / "graph.nq") if quad.subject == AFRICAN_UNION}
    assert said == {term("rdf:type"), term("rdfs:label")}


def test_all_facts_are_carried_when_asked_for(tmp_path: Path) -> None:
    dataset = graph()
    rdf.save(dataset, tmp_path / "graph.nq", all_facts=True)
    assert carried(tmp_path / "graph.nq") == set(rdf.store_of(dataset))


def test_what_was_read_comes_back_either_way(tmp_path: Path) -> None:
    rdf.save(graph(), tmp_path / "graph.nq")
    dataset = rdf.open_graph()
    rdf.load(dataset, tmp_path / "graph.nq")
    assert rdf.reading_of(dataset, ARTICLE.id) == READING
    assert not rdf.check(dataset)
