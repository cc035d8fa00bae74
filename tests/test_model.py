import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import EvidenceError
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Excerpt, Provenance, Reading, Span

TEXT = "Ghana accused Togo of smuggling."
ARTICLE = Article.of(TEXT, published=dt.date(2024, 5, 1))
GHANA = Actor("country/GH", ActorKind.COUNTRY, "Ghana", (ARTICLE.excerpt(0, 5),), country="country/GH")
TOGO = Actor("country/TG", ActorKind.COUNTRY, "Togo", (ARTICLE.excerpt(14, 18),), country="country/TG")
ACCUSATION = Act(
    ActKind.ACCUSATION,
    cue=ARTICLE.excerpt(6, 13),
    evidence=ARTICLE.excerpt(0, len(TEXT)),
    actors=("country/GH",),
    targets=("country/TG",),
)
MADE_BY = Provenance("test", "0")


def test_article_text_is_title_blank_line_body() -> None:
    article = Article.of("Body.", title="Title")
    assert article.text == "Title\n\nBody."
    assert article.text[article.body.start : article.body.end] == "Body."


def test_article_id_comes_from_its_url_and_else_from_its_text() -> None:
    assert Article.of("One.", url="https://example.org/a").id == Article.of("Two.", url="https://example.org/a").id
    assert Article.of("One.").id != Article.of("Two.").id
    assert Article.of("One.").id == Article.of("One.", source="elsewhere").id


def test_source_is_no_part_of_an_article() -> None:
    assert Article.of("One.", source="here") == Article.of("One.", source="there")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_span_holds_at_least_one_character(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match="no span"):
        Span(start, end)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_a_span_within_another_overlaps_it(a: int, n: int, b: int, m: int) -> None:
    one, two = Span(a, a + n), Span(b, b + m)
    assert one.overlaps(two) == two.overlaps(one)
    if one in two:
        assert one.overlaps(two)


def test_reading_orders_actors_and_acts() -> None:
    reading = Reading(ARTICLE, (TOGO, GHANA), (ACCUSATION,), MADE_BY)
    assert [a.id for a in reading.actors] == ["country/GH", "country/TG"]
    assert reading == Reading(ARTICLE, (GHANA, TOGO), (ACCUSATION,), MADE_BY)


def test_reading_refuses_words_that_stand_elsewhere() -> None:
    wrong = Actor("country/GH", ActorKind.COUNTRY, "Ghana", (Excerpt(Span(1, 6), "Ghana"),))
    with pytest.raises(EvidenceError, match="read 'hana '"):
        Reading(ARTICLE, (wrong,), (), MADE_BY)


def test_reading_refuses_an_act_of_an_unknown_actor() -> None:
    with pytest.raises(EvidenceError, match="country/TG, which is no actor"):
        Reading(ARTICLE, (GHANA,), (ACCUSATION,), MADE_BY)


def test_reading_refuses_two_actors_with_one_id() -> None:
    with pytest.raises(EvidenceError, match="share an id"):
        Reading(ARTICLE, (GHANA, GHANA), (), MADE_BY)


def test_act_refuses_a_cue_outside_its_evidence() -> None:
    with pytest.raises(EvidenceError, match="outside its evidence"):
        Act(ActKind.CALL, cue=ARTICLE.excerpt(6, 13), evidence=ARTICLE.excerpt(0, 5))


def test_actor_needs_a_mention() -> None:
    with pytest.raises(EvidenceError, match="no mention"):
        Actor("country/GH", ActorKind.COUNTRY, "Ghana", ())
