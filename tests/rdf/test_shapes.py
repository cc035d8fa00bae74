from collections.abc import Callable
from dataclasses import replace as replace_fields
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graphbuild.errors import VocabularyError
from graphbuild.model import Reading
from graphbuild.rdf import check, check_with_shacl, encode, open_graph, put_all, put_graph, read_triples, store_of
from graphbuild.rdf.compiler import checks
from graphbuild.rdf.shapes import Violation, shapes
from graphbuild.rdf.terms import decimal, integer, term
from graphbuild.vocab import DECISIONS_GRAPH, PREFIXES, REFERENCE_GRAPH, XSD, iri, ontologies

often = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def dataset_of(quads: list[Quad]) -> rdflib.Dataset:
    dataset = open_graph()
    store_of(dataset).extend(quads)
    return dataset


def nameless(violation: Violation) -> Violation:
    """Forget the name of a blank node, which is another on every reading."""
    return violation if "/" in violation.focus else replace_fields(violation, focus="_")


def broken_by(dataset: rdflib.Dataset) -> set[str]:
    """Return the names of the shapes that are broken, after making sure that pyshacl finds exactly the same."""
    found = check(dataset)
    assert [nameless(each) for each in check_with_shacl(dataset)] == [nameless(each) for each in found]
    assert all(violation.message.endswith(".") and ": " in violation.message for violation in found)
    return {violation.shape for violation in found}


@often
@given(data=st.data())
def test_every_reading_is_as_it_must_be(data: st.DataObject, few: st.SearchStrategy[list[Reading]]) -> None:
    dataset = open_graph()
    put_all(dataset, data.draw(few))
    assert check(dataset) == []


@settings(parent=often, max_examples=5)
@given(data=st.data())
def test_pyshacl_agrees_that_it_is(data: st.DataObject, readings: st.SearchStrategy[Reading]) -> None:
    dataset = open_graph()
    put_all(dataset, [data.draw(readings)])
    assert check_with_shacl(dataset) == []


def test_a_reading_written_out_is_as_it_must_be(row: Reading) -> None:
    assert broken_by(dataset_of(encode(row))) == set()


# ------------------------------------------------------------------ broken graphs

Change = Callable[[Quad], list[Quad]]


def drop(name: str) -> Change:
    return lambda quad: [] if quad.predicate == term(name) else [quad]


def replace(name: str, value: NamedNode | BlankNode | Literal) -> Change:
    return lambda quad: (
        [Quad(quad.subject, quad.predicate, value, quad.graph_name)] if quad.predicate == term(name) else [quad]
    )


def also(name: str, value: NamedNode | BlankNode | Literal) -> Change:
    return lambda quad: [
        quad,
        *([Quad(quad.subject, quad.predicate, value, quad.graph_name)] if quad.predicate == term(name) else []),
    ]


def retype(old: str, *new: str) -> Change:
    def change(quad: Quad) -> list[Quad]:
        if quad.predicate == term("rdf:type") and quad.object == term(old):
            return [Quad(quad.subject, quad.predicate, term(name), quad.graph_name) for name in new]
        return [quad]

    return change


SOMEBODY = NamedNode(iri("person/somebody"))
WORDS = Literal("some other words", language="en")

BROKEN: dict[str, tuple[Change, set[str]]] = {
    "no evidence": (drop("gb:evidence"), {"Act-evidence"}),
    "two sentences as evidence": (
        also("gb:evidence", SOMEBODY),
        {"Act-evidence", "Excerpt-start", "Excerpt-end", "Excerpt-exact"},
    ),
    "evidence that is described nowhere": (
        replace("gb:evidence", SOMEBODY),
        {"Excerpt-start", "Excerpt-end", "Excerpt-exact"},
    ),
    "evidence in a literal": (
        replace("gb:evidence", WORDS),
        {"Act-evidence", "Excerpt", "Excerpt-start", "Excerpt-end", "Excerpt-exact"},
    ),
    "words of another length": (
        replace("oa:exact", WORDS),
        {"Excerpt-length", "Excerpt-position", "Act-cueWords", "Act-contentWords", "Act-quoteWords"},
    ),
    "an end before its start": (replace("oa:end", integer(1)), {"Excerpt-length", "Excerpt-position"}),
    "offsets beyond the text": (replace("oa:start", integer(10_000)), {"Excerpt-length", "Excerpt-position"}),
    "a negative offset": (replace("oa:start", integer(-1)), {"Excerpt-start", "Excerpt-length", "Excerpt-position"}),
    "an offset that is a word": (replace("oa:start", Literal("one")), {"Excerpt-start"}),
    "an offset that is no number": (
        replace("oa:start", Literal("one", datatype=NamedNode(XSD + "integer"))),
        {"Excerpt-start"},
    ),
    "an act without a kind": (retype("gb:Accusation"), {"Act-kind"}),
    "an act of two kinds": (retype("gb:Accusation", "gb:Accusation", "gb:Call"), {"Act-kind"}),
    "an act of a kind that is none": (retype("gb:Accusation", "gb:Country"), {"Act-kind", "Actor-label"}),
    "an actor that appears nowhere": (also("gb:actor", SOMEBODY), {"Party-appearance"}),
    "a target that appears nowhere": (replace("gb:target", SOMEBODY), {"Party-appearance"}),
    "a go-between that appears nowhere": (replace("gb:about", SOMEBODY), {"Party-appearance"}),
    "an actor in a literal": (replace("gb:actor", WORDS), {"Party", "Party-appearance"}),
    "a mention of somebody that appears nowhere": (also("gb:refersTo", SOMEBODY), {"Party-appearance"}),
    "an actor that is never mentioned": (drop("gb:refersTo"), {"Appearance-mention", "Mention-refersTo"}),
    "an actor that is nothing": (drop("gb:appearsAs"), {"Appearance-kind"}),
    "an actor of no kind": (replace("gb:appearsAs", SOMEBODY), {"Appearance-kind"}),
    "an actor without a name": (drop("gb:appearsUnder"), {"Appearance-name"}),
    "a score above one": (replace("gb:score", decimal(1.5)), {"Act-score", "Appearance-score"}),
    "a score below zero": (replace("gb:score", decimal(-0.5)), {"Act-score", "Appearance-score"}),
    "a score in words": (replace("gb:score", Literal("high")), {"Act-score", "Appearance-score"}),
    "no score": (drop("gb:score"), {"Act-score", "Appearance-score"}),
    "a date that is a word": (replace("gb:statedOn", Literal("2025-03-04")), {"Act-date"}),
    "a day that never was": (
        replace("gb:statedOn", Literal("2025-02-30", datatype=NamedNode(XSD + "date"))),
        {"Act-date"},
    ),
    "two days": (also("gb:statedOn", Literal("2025-03-04", datatype=NamedNode(XSD + "date"))), {"Act-date"}),
    "negated in words": (replace("gb:negated", Literal("yes")), {"Act-negated"}),
    "an amount in words": (replace("gb:amount", Literal("many")), {"Act-amount"}),
    "a cue that reads otherwise": (replace("gb:cue", WORDS), {"Act-cueWords"}),
    "a content that reads otherwise": (replace("gb:content", WORDS), {"Act-contentWords"}),
    "an act of no article": (drop("prov:wasQuotedFrom"), {"Act-article"}),
    "an article without its text": (drop("schema:text"), {"Article-text", "Excerpt-position"}),
    "an article without a hash": (drop("gb:sha256"), {"Article-sha256"}),
    "a hash that is none": (replace("gb:sha256", Literal("abc")), {"Article-sha256"}),
    "no reader": (drop("gb:readBy"), {"Article-reader"}),
    "a reader without a version": (drop("gb:readerVersion"), {"Reader-version"}),
    "a reader that is described nowhere": (replace("gb:readBy", SOMEBODY), {"Article-reader"}),
    "a blank node": (also("gb:foundBy", BlankNode("b")), {"Article-blank", "Act-foundBy"}),
    "an office held by nobody": (drop("gb:holder"), {"Holding-holder", "Holding-appearance"}),
    "an actor without a label": (drop("rdfs:label"), {"Actor-label", "Office-label"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_graph_is_found_out(row: Reading, name: str) -> None:
    change, expected = BROKEN[name]
    quads = [after for before in encode(row) for after in change(before)]
    assert set(quads) != set(encode(row))
    assert broken_by(dataset_of(quads)) == expected


def test_a_cue_outside_its_evidence_is_found_out(row: Reading) -> None:
    """Two acts swap their sentences: every word stands where it should, but not with its act."""
    places = [q for q in encode(row) if q.predicate == term("gb:evidence")][:2]
    swapped = [Quad(a.subject, a.predicate, b.object, a.graph_name) for a, b in zip(places, places[::-1], strict=True)]
    quads = [quad for quad in encode(row) if quad not in places] + swapped
    assert broken_by(dataset_of(quads)) == {"Act-cueInside"}


def test_a_violation_names_graph_node_shape_and_remedy(row: Reading) -> None:
    quads = [quad for quad in encode(row) if quad.predicate != term("gb:readBy")]
    article = f"article/{row.article.id}"
    message = "An article's graph needs the reader that made it, once and described: read the article again."
    assert check(dataset_of(quads)) == [Violation(article, iri(article), "Article-reader", message)]


def test_an_article_is_not_vouched_for_by_another(row: Reading) -> None:
    """What one graph lacks is not made good by what stands in another."""
    whole = [Quad(q.subject, q.predicate, q.object, NamedNode(iri("article/0"))) for q in encode(row)]
    lacking = [quad for quad in encode(row) if quad.predicate != term("gb:evidence")]
    assert broken_by(dataset_of(whole + lacking)) == {"Act-evidence"}


def test_the_default_graph_is_checked_too(row: Reading) -> None:
    quads = [Quad(q.subject, q.predicate, q.object) for q in encode(row) if q.predicate != term("gb:evidence")]
    dataset = dataset_of(quads)
    assert broken_by(dataset) == {"Act-evidence"}
    assert {violation.graph for violation in check(dataset)} == {""}


# ------------------------------------------------------------------ reference facts, decisions, events

HEADER = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
COUNTRY = '<country/NL0> a gb:Country ; rdfs:label "Norland"@en ; gb:iso2 "NL" ; gb:iso3 "NLD" ; owl:sameAs wd:Q0 .'
OFFICE = (
    '<office/o> a gb:Office ; rdfs:label "President of Norland"@en ; gb:officeOf <country/NL0> ; gb:leadsOffice true .'
)
LEADER = '<person/p> a gb:Leader ; rdfs:label "P"@en ; gb:belongsTo <country/NL0> .'
TENURE = '<tenure/t> a gb:Tenure ; gb:holder <person/p> ; gb:office <office/o> ; gb:from "2020-01-01"^^xsd:date ; gb:until "2024-01-01"^^xsd:date .'
SAME = '<decision/1> a gb:SameAs ; gb:alias <person/p> ; gb:canonical <person/q> ; gb:decidedBy "A" ; gb:decidedOn "2025-01-01"^^xsd:date ; gb:reason "one man"@en .'
DIFFERENT = '<decision/2> a gb:DifferentFrom ; gb:concerns <person/p>, <person/q> ; gb:decidedBy "A" ; gb:decidedOn "2025-01-01"^^xsd:date ; gb:reason "father and son"@en .'
RUN = '<run/1> a gb:Run ; prov:startedAtTime "2025-01-01T00:00:00Z"^^xsd:dateTime ; gb:articlesRead 3 .'
EVENT = "<event/1> a gb:Event ; gb:eventKind gb:Call ; gb:report <a#1>, <a#2> ; gb:firstReport <a#1> ; gb:reportCount 2 ; gb:articleCount 1 ; gb:originCount 1 ."
FACTS = "\n".join((COUNTRY, OFFICE, LEADER, TENURE, SAME, DIFFERENT, RUN, EVENT))


def facts(tmp_path: Path, text: str) -> rdflib.Dataset:
    (tmp_path / "facts.ttl").write_text(HEADER + text)
    dataset = open_graph()
    put_graph(dataset, REFERENCE_GRAPH, read_triples([tmp_path / "facts.ttl"]))
    return dataset


def test_facts_are_as_they_must_be(tmp_path: Path) -> None:
    assert broken_by(facts(tmp_path, FACTS)) == set()


@pytest.mark.parametrize(
    ("good", "bad", "shapes_broken"),
    [
        (' ; rdfs:label "Norland"@en', "", {"Actor-label"}),
        ('gb:iso2 "NL"', 'gb:iso2 "nl"', {"Country-iso2"}),
        ('gb:iso3 "NLD"', "gb:iso3 528", {"Country-iso3"}),
        ("owl:sameAs wd:Q0", 'owl:sameAs "Q0"', {"Actor-same"}),
        ("gb:leadsOffice true", 'gb:leadsOffice "true"', {"Office-leads"}),
        ("gb:officeOf <country/NL0>", "gb:officeOf [ ]", {"Office-of"}),
        (' ; rdfs:label "P"@en', "", {"Actor-label", "Tenure-holderLabel"}),
        ("gb:holder <person/p> ; ", "", {"Tenure-holder", "Tenure-holderLabel"}),
        ("gb:office <office/o>", "gb:office <office/unknown>", {"Tenure-office"}),
        ("2024-01-01", "2019-01-01", {"Tenure-from"}),
        ("<tenure/t>", "[]", {"Tenure"}),
        ('gb:from "2020-01-01"^^xsd:date', "gb:from 2020", {"Tenure-from"}),
        ("gb:alias <person/p> ; ", "", {"SameAs-alias"}),
        (' ; gb:reason "one man"@en', "", {"SameAs-reason"}),
        ("gb:concerns <person/p>, <person/q>", "gb:concerns <person/p>", {"DifferentFrom-concerns"}),
        ("gb:concerns <person/p>", "gb:concerns <person/r>, <person/p>", {"DifferentFrom-concerns"}),
        ("gb:articlesRead 3", "gb:articlesRead -3", {"Run-articlesRead"}),
        ("2025-01-01T00:00:00Z", "yesterday", {"Run-started"}),
        ("gb:eventKind gb:Call", "gb:eventKind gb:Country", {"Event-kind"}),
        ("gb:report <a#1>, <a#2> ; ", "", {"Event-report"}),
    ],
)
def test_broken_facts_are_found_out(tmp_path: Path, good: str, bad: str, shapes_broken: set[str]) -> None:
    assert good in FACTS
    assert broken_by(facts(tmp_path, FACTS.replace(good, bad))) == shapes_broken


def test_the_reference_facts_are_as_they_must_be() -> None:
    files = sorted((ontologies() / "reference").glob("*.ttl"))
    dataset = open_graph()
    put_graph(dataset, REFERENCE_GRAPH, read_triples(files))
    assert check(dataset) == []


# ------------------------------------------------------------------ the shapes themselves


def test_the_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_a_shape_that_has_no_query_is_refused() -> None:
    for line in (
        "sh:xone ()",
        "sh:property [ sh:path gb:a ; sh:uniqueLang true ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath gb:a ] ]",
    ):
        text = f"{HEADER} @prefix sh: <http://www.w3.org/ns/shacl#> . gb:S a sh:NodeShape ; sh:targetClass gb:Act ; {line} ."
        with pytest.raises(VocabularyError, match="has no query for"):
            list(checks(rdflib.Graph().parse(data=text)))


def test_every_shape_has_a_message_and_is_checked() -> None:
    names = {each.shape for each in checks(shapes())}
    defined = {str(node).rpartition("#")[2] for node in shapes().subjects(rdflib.SH.message)}
    assert names == defined


def test_decisions_are_checked_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "facts.ttl").write_text(HEADER + SAME.replace('gb:decidedBy "A" ; ', ""))
    dataset = open_graph()
    put_graph(dataset, DECISIONS_GRAPH, read_triples([tmp_path / "facts.ttl"]))
    assert [(v.graph, v.shape) for v in check(dataset)] == [("graph/decisions", "SameAs-by")]


def test_missing_shapes_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuild.rdf.shapes.ontologies", lambda: tmp_path)
    with pytest.raises(VocabularyError, match=r"shapes\.ttl: cannot be read .*: install graphbuild again"):
        shapes.__wrapped__()
