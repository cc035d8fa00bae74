"""The default reader: the learned language model, the frames of the lexicon, the reference facts.

Importing this module imports spaCy, which takes a second; `readers` does it when a reader is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version

from graphbuild import language
from graphbuild.identity import linker, reference
from graphbuild.model import Article, Excerpt, Provenance, Reading
from graphbuild.pipeline.settings import ReadyReader, Settings
from graphbuild.reading import actorwords, lexicon, reader


@dataclass(frozen=True, slots=True)
class _Bench:
    """Everything that reading takes besides the language model, loaded."""

    tools: reader.Tools
    facts: reference.Reference
    made_by: Provenance

    def finished(self, found: Reading) -> Reading:
        """Return a reading with its actors linked, its weak acts left out, and its provenance told in full."""
        linked = linker.link(found, self.facts)
        acts = tuple(act for act in linked.acts if act.score >= self.made_by.min_score)
        return replace(linked, acts=acts, provenance=self.made_by)


def rules_and_model(settings: Settings) -> ReadyReader:
    """Make the default reader."""
    nlp = language.load(settings.language, threads=settings.threads)
    bench = _bench(settings, language.fingerprint(nlp))

    def read(articles: Iterable[Article]) -> Iterator[Reading]:
        for article, doc in language.parse(articles, nlp):
            yield bench.finished(reader.read(article, doc, bench.tools))

    return ReadyReader(read, bench.made_by)


def explain(articles: Iterable[Article], settings: Settings) -> Iterator[tuple[Reading, reader.Explanation]]:
    """Yield what each article says, and what was seen in it and not read: cues dropped, names that nobody known bears."""
    nlp = language.load(settings.language, threads=settings.threads)
    bench = _bench(settings, language.fingerprint(nlp))
    for article, doc in language.parse(articles, nlp):
        found, why = reader.explain(article, doc, bench.tools)
        reading = bench.finished(found)
        yield reading, replace(why, unresolved=tuple(_unresolved(reading, why.unresolved)))


def _unresolved(reading: Reading, names: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Yield the names that linking left unresolved too."""
    known = {name for actor in reading.actors if actor.same_as or actor.country for name in actor.mentions}
    return (name for name in names if name not in known)


def _bench(settings: Settings, model: str) -> _Bench:
    facts = reference.load(settings.references)
    words = lexicon.load(settings.lexicons)
    tools = reader.Tools(words, facts, actor_words=actorwords.load(*settings.lexicons))
    made_by = Provenance(
        reader=settings.reader,
        version=version("graphbuild"),
        lexicon=words.fingerprint,
        model=model,
        reference=facts.version,
        min_score=settings.min_score,
    )
    return _Bench(tools, facts, made_by)
