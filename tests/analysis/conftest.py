"""Four short articles about an invented dispute, read by hand, as a dataset on each engine."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from rdflib import Dataset

from graphbuild import rdf
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.model import Act, ActKind, Actor, ActorKind, Amount, Article, Excerpt, Office, Provenance, Reading
from graphbuild.pipeline import gathering, identities

KINDS = {"Arvania": ActorKind.COUNTRY, "Belmark": ActorKind.COUNTRY, "River Union": ActorKind.ORGANIZATION}
IDS = {
    "Arvania": "country/AV",
    "Belmark": "country/BM",
    "River Union": "organization/river-union",
    "Ilsa Toren": "person/ilsa-toren",
}


class Hand:
    """Reads an article by hand: `act` names the kind, the sentence, and who is in it."""

    def __init__(self, body: str, *, title: str, url: str, published: dt.date, publisher: str) -> None:
        self.article = Article.of(body, title=title, url=url, published=published, publisher=publisher)
        self.acts: list[Act] = []

    def words(self, text: str, within: Excerpt | None = None) -> Excerpt:
        start = self.article.text.index(text, within.span.start if within else self.article.body.start)
        return self.article.excerpt(start, start + len(text))

    def act(
        self, kind: ActKind, sentence: str, cue: str, actors: list[str], targets: Sequence[str] = (), **more: object
    ) -> "Hand":
        evidence = self.words(sentence)
        excerpts = {name: self.words(str(more.pop(name)), evidence) for name in ("content", "quote") if name in more}
        parties = {name: tuple(IDS[one] for one in more.pop(name)) for name in ("via", "about") if name in more}
        ids = {"actors": tuple(IDS[a] for a in actors), "targets": tuple(IDS[t] for t in targets)}
        self.acts.append(
            Act(kind=kind, cue=self.words(cue, evidence), evidence=evidence, **ids, **excerpts, **parties, **more)
        )
        return self

    def reading(self) -> Reading:
        present = {party for act in self.acts for party in act.parties()}
        actors = tuple(self._actor(name, identity) for name, identity in IDS.items() if identity in present)
        return Reading(self.article, actors, tuple(self.acts), Provenance("hand", "1"))

    def _actor(self, name: str, identity: str) -> Actor:
        if identity != IDS["Ilsa Toren"]:
            return Actor(identity, KINDS[name], name, (self.words(name),))
        office = Office("office/foreign-minister-of-av", "foreign minister", IDS["Arvania"])
        return Actor(identity, ActorKind.LEADER, name, (self.words(name),), offices=(office,), country=IDS["Arvania"])


def hand_readings() -> list[Reading]:
    first = Hand(
        "Arvania accused Belmark of closing the locks. Ilsa Toren of Arvania pledged 40 barges to the River Union. "
        "Belmark denied the charge.",
        title="Locks closed", url="https://news.example/1", published=dt.date(2020, 5, 3), publisher="Morning Post",
    )  # fmt: skip
    first.act(
        ActKind.ACCUSATION,
        "Arvania accused Belmark of closing the locks.",
        "accused",
        ["Arvania"],
        ["Belmark"],
        content="closing the locks",
        score=0.9,
    )
    first.act(
        ActKind.PLEDGE, "Ilsa Toren of Arvania pledged 40 barges to the River Union.", "pledged", ["Ilsa Toren"], ["River Union"],
        content="40 barges", amount=Amount(Decimal(40), "barges"), about=["Arvania"], score=0.8,
    )  # fmt: skip
    first.act(ActKind.DENIAL, "Belmark denied the charge.", "denied", ["Belmark"], score=0.7)
    second = Hand(
        'Belmark said Arvania "dug the canal in secret". The River Union said Arvania accused Belmark of closing the locks.',
        title="The other bank", url="https://news.example/2", published=dt.date(2020, 5, 9), publisher="Evening Star",
    )  # fmt: skip
    second.act(
        ActKind.ACCUSATION,
        'Belmark said Arvania "dug the canal in secret".',
        "said",
        ["Belmark"],
        ["Arvania"],
        quote="dug the canal in secret",
        score=0.6,
    )
    second.act(
        ActKind.ACCUSATION, "The River Union said Arvania accused Belmark of closing the locks.", "accused", ["Arvania"], ["Belmark"],
        via=["River Union"], content="closing the locks", date=dt.date(2020, 5, 1), score=0.95,
    )  # fmt: skip
    third = Hand(
        "Arvania and Belmark agreed on shared lock keepers. Belmark did not threaten Arvania. "
        "Arvania spoke of a role for the River Union.",
        title="A truce", url="https://news.example/3", published=dt.date(2020, 7, 1), publisher="Morning Post",
    )  # fmt: skip
    third.act(
        ActKind.AGREEMENT,
        "Arvania and Belmark agreed on shared lock keepers.",
        "agreed",
        ["Arvania", "Belmark"],
        ["Arvania", "Belmark"],
        score=1.0,
    )
    third.act(
        ActKind.THREAT,
        "Belmark did not threaten Arvania.",
        "threaten",
        ["Belmark"],
        ["Arvania"],
        negated=True,
        score=0.5,
    )
    third.act(
        ActKind.STATEMENT,
        "Arvania spoke of a role for the River Union.",
        "spoke",
        ["Arvania"],
        about=["River Union"],
        score=0.4,
    )
    fourth = Hand(
        "Arvania will sanction Belmark if the locks stay shut.",
        title="Ultimatum", url="https://news.example/4", published=dt.date(2020, 8, 12), publisher="Morning Post",
    )  # fmt: skip
    fourth.act(
        ActKind.SANCTION,
        "Arvania will sanction Belmark if the locks stay shut.",
        "sanction",
        ["Arvania"],
        ["Belmark"],
        future=True,
        score=0.75,
    )
    return [hand.reading() for hand in (first, second, third, fourth)]


def on_oxigraph() -> Dataset:
    dataset = rdf.open_graph()
    readings = hand_readings()
    rdf.put(dataset, replace(readings[0], article=replace(readings[0].article, publisher="Early Post")))
    rdf.put_all(dataset, readings, remember=True)
    noon = dt.datetime(2020, 9, 1, 12, tzinfo=dt.UTC)
    rdf.put_run(dataset, rdf.RunRecord(noon, noon, len(readings), 0, 0, 90, readings[0].provenance))
    gathering.gather(dataset)
    apart = ("country/AV", "country/BM", "an editor", dt.date(2021, 1, 1), "two countries")
    identities.decide(dataset, [Decision(Judgement.DIFFERENT, *apart)])
    return dataset


def in_memory() -> Dataset:
    """The same quads in rdflib's own store, answered by rdflib's own engine."""
    dataset = Dataset(default_union=True)
    for subject, predicate, value, graph in on_oxigraph().quads():
        dataset.add((subject, predicate, value, dataset.graph(graph)))
    return dataset


ENGINES: dict[str, Callable[[], Dataset]] = {"oxigraph": on_oxigraph, "rdflib": in_memory}


@pytest.fixture(scope="session", params=ENGINES)
def dispute(request: pytest.FixtureRequest) -> Dataset:
    return ENGINES[request.param]()


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return on_oxigraph()
