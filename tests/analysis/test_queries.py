import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, URIRef

from graphbuild import vocab
from graphbuild.analysis import queries
from graphbuild.analysis.catalogue import read_query
from graphbuild.analysis.queries import ask
from graphbuild.errors import QueryError

NEEDED = {
    "acts-of": {"actor": "Arvania"},
    "acts-of-country": {"country": "Arvania"},
    "acts-between": {"one": "Arvania", "other": "Belmark"},
    "sources-of-claim": {"actor": "Arvania", "kind": "accusation", "target": "Belmark"},
}
"""The parameters of those queries that need some."""


def column(dataset: Dataset, query: str, *columns: str, **parameters: object) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in columns) for row in ask(dataset, query, **parameters).dicts()]


def test_who_accuses_whom(dispute: Dataset) -> None:
    rows = column(dispute, "who-accuses-whom", "actor_name", "target_name", "content", "date", "headline", "url")
    assert rows == [
        ("Arvania", "Belmark", "closing the locks", dt.date(2020, 5, 1), "The other bank", "https://news.example/2"),
        ("Arvania", "Belmark", "closing the locks", dt.date(2020, 5, 3), "Locks closed", "https://news.example/1"),
        ("Belmark", "Arvania", None, dt.date(2020, 5, 9), "The other bank", "https://news.example/2"),
    ]
    sentences = column(dispute, "who-accuses-whom", "sentence", actor="belmark")
    assert sentences == [('Belmark said Arvania "dug the canal in secret".',)]


def test_pledges_tell_how_much_of_what(dispute: Dataset) -> None:
    rows = column(dispute, "pledges", "actor_name", "target_name", "amount", "amount_of", target="River Union")
    assert rows == [("Ilsa Toren", "River Union", 40.0, "barges")]
    assert not len(ask(dispute, "pledges", target="Belmark"))


def test_an_act_without_a_target_is_told_and_does_not_answer_for_a_target(dispute: Dataset) -> None:
    assert column(dispute, "denials", "actor_name", "target_name") == [("Belmark", None)]
    assert not len(ask(dispute, "denials", target="Arvania"))


def test_planned_and_denied_acts_say_so(dispute: Dataset) -> None:
    assert column(dispute, "sanctions", "actor_name", "future", "negated") == [("Arvania", True, False)]
    assert tuple(column(dispute, "acts-between", "kind", "negated", one="Belmark", other="Arvania"))[-2:-1] == (
        ("threat", True),
    )


def test_a_period_includes_its_first_and_last_day(dispute: Dataset) -> None:
    dates = column(dispute, "acts-of", "date", actor="Arvania", since="2020-05-03", until="2020-07-01")
    assert set(dates) == {(dt.date(2020, 5, 3),), (dt.date(2020, 7, 1),)}


def test_acts_of_a_country_include_those_of_its_people(dispute: Dataset) -> None:
    alone = {row[0] for row in column(dispute, "acts-of", "kind", actor="Arvania")}
    together = {row[0] for row in column(dispute, "acts-of-country", "kind", country="Arvania")}
    assert together - alone == {"pledge"}


def test_dyads_count_acts_once_and_negated_ones_never(dispute: Dataset) -> None:
    rows = column(dispute, "dyads", "actor_name", "target_name", "acts", "kinds", "articles", "first", "last")
    assert rows[0] == ("Arvania", "Belmark", 4, 3, 4, dt.date(2020, 5, 1), dt.date(2020, 8, 12))
    assert ("Belmark", "Arvania", 2, 2, 2, dt.date(2020, 5, 9), dt.date(2020, 7, 1)) in rows


def test_kinds_and_months_are_counted(dispute: Dataset) -> None:
    assert column(dispute, "kinds", "kind", "acts", "articles")[0] == ("accusation", 3, 2)
    assert column(dispute, "timeline", "month", "kind", "acts", kind="accusation") == [("2020-05", "accusation", 3)]


def test_the_sources_of_a_claim_come_in_order_of_publication(dispute: Dataset) -> None:
    rows = column(dispute, "sources-of-claim", "published", "publisher", **NEEDED["sources-of-claim"])
    assert rows == [(dt.date(2020, 5, 3), "Morning Post"), (dt.date(2020, 5, 9), "Evening Star")]


def test_leaders_quotes_and_counter_accusations(dispute: Dataset) -> None:
    assert column(dispute, "leaders", "person_name", "office_name", "of_name", "acts") == [
        ("Ilsa Toren", "foreign minister", "Arvania", 1)
    ]
    assert column(dispute, "quotes", "actor_name", "quote", words="CANAL") == [("Belmark", "dug the canal in secret")]
    assert column(dispute, "counter-accusations", "one_name", "other_name", "accusations", "counter") == [
        ("Arvania", "Belmark", 2, 1)
    ]
    assert column(dispute, "most-accused", "target_name", "accusations", "accusers") == [
        ("Belmark", 2, 1),
        ("Arvania", 1, 1),
    ]


@pytest.mark.parametrize("name", queries.names())
def test_both_engines_give_the_same_rows(name: str, dataset: Dataset, dispute: Dataset) -> None:
    here, there = (ask(one, name, **NEEDED.get(name, {})) for one in (dataset, dispute))
    assert here == there
    assert len(here) > 0 or name == "calls"


@pytest.mark.parametrize("name", queries.names())
def test_every_query_says_what_it_answers_and_documents_what_it_asks_for(name: str) -> None:
    query = queries.describe(name)
    assert query.title
    assert query.description.endswith(".")
    for parameter in query.parameters:
        assert f"${parameter.name}" in query.text, f"{name} never uses {parameter.name}"
        assert parameter.meaning


def test_a_text_with_parameters_of_its_own(dispute: Dataset) -> None:
    text = "SELECT ?cue WHERE { ?act gb:cue ?cue ; gb:actor $who ; gb:score ?score FILTER (?score > $least) } ORDER BY ?cue"
    rows = ask(dispute, text, who=vocab.iri("country/AV"), least=0.85)
    assert [row[0] for row in rows] == ["accused", "accused", "agreed"]


def test_questions_of_other_forms(dispute: Dataset) -> None:
    assert ask(dispute, "ASK { ?act a gb:Pledge }").rows == ((True,),)
    triples = ask(dispute, "CONSTRUCT { ?a gb:accuses ?b } WHERE { ?a gb:accuses ?b }")
    assert triples.columns == ("subject", "predicate", "object")
    assert {(row[0], row[2]) for row in triples} == {
        (vocab.iri("country/AV"), vocab.iri("country/BM")),
        (vocab.iri("country/BM"), vocab.iri("country/AV")),
    }


@pytest.mark.parametrize(
    ("query", "parameters", "message"),
    [
        ("who-acuses-whom", {}, "did you mean who-accuses-whom"),
        ("acts-of", {}, "needs the parameter actor: whose acts"),
        ("acts-of", {"actor": "Arvanya"}, "nearest names are arvania"),
        ("acts-of", {"actor": "Arvania", "whom": "x"}, "has no parameter whom; its parameters are: actor, kind"),
        ("acts-of", {"actor": "Arvania", "since": "yesterday"}, "write it as 2025-09-16"),
        ("acts-of", {"actor": "Arvania", "kind": "hug"}, "the kinds are pledge, agreement"),
        ("dyads", {"limit": "ten"}, "not a whole number"),
        ("acts", {"min_score": "nan"}, "not a finite number"),
        ("SELECT ?a WHERE {\n  ?a ?b }", {}, "line 2, column 10"),
        ("SELECT ?a WHERE { ?a ?b $c }", {"c": "urn:a b"}, "is not an IRI"),
        ("SELECT ?a WHERE { ?a ?b $c }", {"c": None}, "leave it out"),
        ("DELETE WHERE { ?a ?b ?c }", {}, "line 1"),
    ],
)
def test_bad_questions_get_one_clear_line(
    dataset: Dataset, query: str, parameters: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(dataset, query, **parameters)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_words_reach_the_engine_as_they_are(words: str) -> None:
    dataset = Dataset(default_union=True)
    assert ask(dataset, 'SELECT (CONCAT("<", $words, ">") AS ?out) WHERE {} # $words', words=f" {words}").rows == (
        (f"< {words}>",),
    )


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_words_break_out_of_a_named_query(words: str) -> None:
    dataset = Dataset(default_union=True)
    dataset.add((URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")))
    assert len(ask(dataset, "quotes", words=words)) == 0


def test_a_malformed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.rq"
    path.write_text("# title: Odd\nSELECT * {}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"odd\.rq: its comments"):
        read_query(path)
    path.write_text("# title: Odd\n# description: Odd.\n# parameter x (colour): which\nSELECT * {}", encoding="utf-8")
    with pytest.raises(QueryError, match="is of type colour"):
        read_query(path)
