"""Readings to encode: one written out, and as many as hypothesis can think of."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from graphbuild.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    Amount,
    Article,
    Excerpt,
    Office,
    Provenance,
    Reading,
)

NASTY = [
    '"',
    "'",
    "\\",
    "\\u0022",
    "\\\\u0022",
    '"""',
    "> } GRAPH <x> {",
    "\0",
    "\x07",
    "\r\n",
    "\n",
    "\t",
    "\x85",
    "\u2028",
    "\u202e",
    "\u200f",
    "\ufeff",
    "\uffff",
    "\U0001f600",
    "\U0010ffff",
    "é",
    "e\u0301",
    "<script>",
    "@en",
    "^^<x>",
    "#char=0,1",
    "%20",
    "/../",
    "://",
]
text = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=6)), max_size=6
).map("".join)
days = st.dates()
scores = st.floats(0, 1)
addresses = st.one_of(
    st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/._~%é-]{0,9}", fullmatch=True),
    st.sampled_from(
        ["HTTPS://EXAMPLE.org/../a", "urn:x:y", "http://example.org/a b", "not an address", "http://[::1]/"]
    ),
    text.filter(bool),
)


@st.composite
def ids(draw: st.DrawFn) -> str:
    room = draw(st.sampled_from(["country", "person", "organization", "group", "elsewhere"]))
    return f"{room}/{draw(text)}"


@st.composite
def excerpts(draw: st.DrawFn, article: Article, within: tuple[int, int] | None = None) -> Excerpt:
    low, high = within or (0, len(article.text))
    start = draw(st.integers(low, high - 1))
    return article.excerpt(start, draw(st.integers(start + 1, high)))


@st.composite
def actors(draw: st.DrawFn, article: Article, identity: str) -> Actor:
    office = st.builds(
        Office, id=text.map("office/{}".format), label=text, country=st.none() | ids(), leads=st.booleans()
    )
    return Actor(
        id=identity,
        kind=draw(st.sampled_from(ActorKind)),
        name=draw(text),
        mentions=tuple(draw(st.lists(excerpts(article), min_size=1, max_size=3))),
        offices=tuple(draw(st.lists(office, max_size=2))),
        country=draw(st.none() | ids()),
        same_as=tuple(draw(st.lists(addresses, max_size=2))),
        score=draw(scores),
    )


@st.composite
def acts(draw: st.DrawFn, article: Article, parties: list[str]) -> Act:
    evidence = draw(excerpts(article))
    some = st.lists(st.sampled_from(parties), max_size=2).map(tuple) if parties else st.just(())
    maybe = st.none() | excerpts(article)
    number = st.decimals(allow_nan=False, allow_infinity=False)
    return Act(
        kind=draw(st.sampled_from(ActKind)),
        cue=draw(excerpts(article, (evidence.span.start, evidence.span.end))),
        evidence=evidence,
        actors=draw(some),
        targets=draw(some),
        via=draw(some),
        about=draw(some),
        content=draw(maybe),
        quote=draw(maybe),
        negated=draw(st.booleans()),
        future=draw(st.booleans()),
        date=draw(st.none() | days),
        place=draw(maybe),
        amount=draw(st.none() | st.builds(Amount, number, text)),
        found_by=tuple(draw(st.lists(text, max_size=2))),
        score=draw(scores),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    return Article.of(
        draw(text.filter(bool)),
        title=draw(st.none() | text),
        url=draw(st.none() | addresses),
        publisher=draw(st.none() | text),
        published=draw(st.none() | days),
        language=draw(st.sampled_from(["en", "en-GB", "EN", "x-klingon", "", "no language", "zh-Hant-TW"])),
    )


@st.composite
def arbitrary_readings(draw: st.DrawFn) -> Reading:
    article = draw(articles())
    parties = draw(st.lists(ids(), unique=True, max_size=3))
    cast = [draw(actors(article, party)) for party in parties]
    done = {act.id: act for act in draw(st.lists(acts(article, parties), max_size=3))}
    provenance = draw(st.builds(Provenance, text, text, text, text, text, scores))
    origin = draw(st.none() | st.from_regex(r"[0-9a-f]{16}", fullmatch=True))
    return Reading(article, tuple(cast), tuple(done.values()), provenance, origin)


@pytest.fixture(scope="session")
def readings() -> st.SearchStrategy[Reading]:
    """Readings of any article whatever."""
    return arbitrary_readings()


@pytest.fixture(scope="session")
def few() -> st.SearchStrategy[list[Reading]]:
    """A few readings of different articles, which share actors."""
    return st.lists(arbitrary_readings(), max_size=3, unique_by=lambda reading: reading.article.id)


BODY = (
    "Marisol Vega accused Norland of arming the rebels. "
    '"We will send 2,000 tents," said President Ivo Brandt of Sudmark. '
    "Norland did not condemn the raid."
)


@pytest.fixture(scope="session")
def row() -> Reading:
    """An invented row between invented countries: an accusation, a pledge, a condemnation that was not made."""
    article = Article.of(
        BODY,
        title="Row over rebels",
        url="https://news.example/row",
        publisher="The Example",
        published=dt.date(2025, 3, 4),
    )

    def words(wanted: str) -> Excerpt:
        start = article.text.index(wanted)
        return article.excerpt(start, start + len(wanted))

    vega = Actor("person/marisol-vega", ActorKind.PERSON, "Marisol Vega", (words("Marisol Vega"),), score=0.9)
    norland = Actor(
        "country/NL0",
        ActorKind.COUNTRY,
        "Norland",
        (words("Norland of"), words("Norland did")),
        same_as=("http://www.wikidata.org/entity/Q0",),
    )
    brandt = Actor(
        "person/ivo-brandt",
        ActorKind.LEADER,
        "Ivo Brandt",
        (words("Ivo Brandt"),),
        offices=(Office("office/president-of-sm", "President", "country/SM0", leads=True),),
        country="country/SM0",
    )
    sudmark = Actor("country/SM0", ActorKind.COUNTRY, "Sudmark", (words("Sudmark"),))
    first, second, third = (f"{sentence}." for sentence in BODY.removesuffix(".").split(". "))
    return Reading(
        article,
        (vega, norland, brandt, sudmark),
        (
            Act(
                ActKind.ACCUSATION,
                cue=words("accused"),
                evidence=words(first),
                actors=(vega.id,),
                targets=(norland.id,),
                content=words("arming the rebels"),
                found_by=("lexicon", "model"),
                score=0.93,
            ),
            Act(
                ActKind.PLEDGE,
                cue=words("will send"),
                evidence=words(second),
                actors=(brandt.id,),
                about=(sudmark.id,),
                content=words("2,000 tents"),
                quote=words("We will send 2,000 tents,"),
                date=dt.date(2025, 3, 3),
                amount=Amount(Decimal(2000), "tents"),
                score=0.8,
            ),
            Act(
                ActKind.CONDEMNATION,
                cue=words("condemn"),
                evidence=words(third),
                actors=(norland.id,),
                targets=(sudmark.id,),
                negated=True,
            ),
        ),
        Provenance("rules-and-model", "0.1.0", "lexicon", "model", "reference"),
    )
