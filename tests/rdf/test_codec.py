import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from graphbuild.errors import EvidenceError, StoreError
from graphbuild.model import Act, Actor, Article, Reading
from graphbuild.rdf.codec import decode, encode
from graphbuild.rdf.terms import term
from graphbuild.vocab import ACTORS_GRAPH, iri

thorough = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@thorough
@given(data=st.data())
def test_what_is_encoded_is_decoded(data: st.DataObject, readings: st.SearchStrategy[Reading]) -> None:
    reading = data.draw(readings)
    assert decode(encode(reading), reading.article.id) == reading


@thorough
@given(data=st.data())
def test_terms_are_as_the_store_keeps_them(data: st.DataObject, readings: st.SearchStrategy[Reading]) -> None:
    quads = encode(data.draw(readings))
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)
    assert len(set(quads)) == len(quads)


@settings(parent=thorough, max_examples=30)
@given(data=st.data())
def test_nothing_is_blank_and_everything_is_in_two_graphs(
    data: st.DataObject, readings: st.SearchStrategy[Reading]
) -> None:
    reading = data.draw(readings)
    base = "https://example.org/base/"
    quads = encode(reading, base)
    assert not any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object))
    graphs = {quad.graph_name.value for quad in quads}
    assert graphs <= {iri(f"article/{reading.article.id}", base), iri(ACTORS_GRAPH, base)}
    assert decode(quads, reading.article.id, base) == reading


def test_encoding_depends_on_the_reading_alone(row: Reading) -> None:
    again = dataclasses.replace(row, actors=row.actors[::-1], acts=row.acts[::-1])
    assert encode(row) == encode(again)


def test_the_direct_way_leaves_out_what_did_not_happen(row: Reading) -> None:
    quads = encode(row)
    direct = {(q.subject.value, q.object.value) for q in quads if q.predicate == term("gb:accuses")}
    assert direct == {(iri("person/marisol-vega"), iri("country/NL0"))}
    assert not [q for q in quads if q.predicate == term("gb:condemns")]


def test_facts_about_actors_stand_in_their_own_graph(row: Reading) -> None:
    facts = {
        (q.subject.value.removeprefix(iri("")), q.predicate, q.object.value.removeprefix(iri("")))
        for q in encode(row)
        if q.graph_name.value == iri(ACTORS_GRAPH)
    }
    assert {
        ("person/ivo-brandt", term("rdf:type"), term("gb:Leader").value),
        ("person/ivo-brandt", term("rdfs:label"), "Ivo Brandt"),
        ("person/ivo-brandt", term("gb:belongsTo"), "country/SM0"),
        ("person/ivo-brandt", term("gb:holdsOffice"), "office/president-of-sm"),
        ("person/ivo-brandt", term("gb:leads"), "country/SM0"),
        ("office/president-of-sm", term("rdf:type"), term("gb:Office").value),
        ("office/president-of-sm", term("rdfs:label"), "President"),
        ("office/president-of-sm", term("gb:officeOf"), "country/SM0"),
        ("office/president-of-sm", term("gb:leadsOffice"), "true"),
        ("country/NL0", term("owl:sameAs"), "http://www.wikidata.org/entity/Q0"),
    } <= facts
    assert not {name for _, name, _ in facts} & {term("gb:score"), term("gb:refersTo")}


def test_each_article_keeps_its_own_view_of_an_actor(row: Reading) -> None:
    article = Article.of(row.article.text + " And so on.", url="https://news.example/other")
    surer = tuple(dataclasses.replace(actor, score=0.5, name=actor.name.upper()) for actor in row.actors)
    other = Reading(article, surer, (), row.provenance)
    together = encode(row) + encode(other)
    assert decode(together, row.article.id) == row
    assert decode(together, article.id) == other


def test_two_titles_of_one_office_are_told_apart(row: Reading) -> None:
    def rename(actor: Actor) -> Actor:
        more = tuple(dataclasses.replace(office, label=office.label.lower(), leads=False) for office in actor.offices)
        return dataclasses.replace(actor, offices=actor.offices + more)

    reading = dataclasses.replace(row, actors=tuple(rename(actor) for actor in row.actors))
    assert decode(encode(reading), reading.article.id) == reading


def test_the_language_tag_is_that_of_the_article(row: Reading) -> None:
    reading = dataclasses.replace(row, article=dataclasses.replace(row.article, language="pt-BR"))
    tags = {q.object.language for q in encode(reading) if isinstance(q.object, Literal)}
    assert tags == {None, "pt-br"}
    assert decode(encode(reading), reading.article.id) == reading


def without(name: str) -> Callable[[list[Quad]], list[Quad]]:
    return lambda quads: [quad for quad in quads if quad.predicate != term(name)]


@pytest.mark.parametrize(
    "name", ["schema:text", "gb:readBy", "gb:readerName", "oa:start", "gb:appearsAs", "gb:evidence", "gb:titleUsed"]
)
def test_a_graph_that_lacks_a_part_is_not_decoded(row: Reading, name: str) -> None:
    with pytest.raises(StoreError, match=f"{name}.*read the article again"):
        decode(without(name)(encode(row)), row.article.id)


def test_an_act_without_a_kind_is_not_decoded(row: Reading) -> None:
    with pytest.raises(StoreError, match="no kind"):
        decode(without("rdf:type")(encode(row)), row.article.id)


def test_words_that_stand_elsewhere_are_not_decoded(row: Reading) -> None:
    quads = [
        Quad(q.subject, q.predicate, Literal("accusing"), q.graph_name)
        if q.predicate == term("oa:exact") and q.object.value == "accused"
        else q
        for q in encode(row)
    ]
    with pytest.raises(EvidenceError, match="accused"):
        decode(quads, row.article.id)


def test_other_graphs_are_passed_over(row: Reading) -> None:
    elsewhere = NamedNode("https://example.org/elsewhere")
    noise = [Quad(q.subject, q.predicate, Literal("noise"), elsewhere) for q in encode(row)]
    assert decode(noise + encode(row), row.article.id) == row


def test_an_act_is_a_handful_of_quads(row: Reading) -> None:
    bare = dataclasses.replace(row, acts=())
    act: Act = row.acts[0]
    one = dataclasses.replace(row, acts=(act,))
    assert len(encode(one)) - len(encode(bare)) <= 30
