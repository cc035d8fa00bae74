"""The whole story on one page: sources become articles, articles readings, each reading a graph of its own in a store.

Each stage is a stranger to the others; here they meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from rdflib import Dataset

from graphbuild import picture, rdf
from graphbuild.analysis.network import project
from graphbuild.errors import LanguageError, SourceError
from graphbuild.model import Article, Reader, Reading
from graphbuild.sources.loading import load
from graphbuild.vocab import REFERENCE_GRAPH, reference_files

DEFAULT_READER = "rules-and-model"

# Readings written in one transaction: each costs a disk sync, and a crash loses at most these.
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """What a reader is made from.

    `reader` is a name of `READERS`; `language` names another spaCy pipeline with UD labels; `lexicons` and `references` are the user's own files, which
    extend or override ours; `threads` is how many the language model may use; acts scored below `min_score` (0 to 1)
    are left out.
    """

    reader: str = DEFAULT_READER
    language: str | Path | None = None
    lexicons: tuple[Path, ...] = ()
    references: tuple[Path, ...] = ()
    threads: int = 1
    min_score: float = 0.0


def rules_and_model(settings: Settings) -> Reader:
    """Make the default reader: the learned language model, the frames of the lexicon, the reference facts."""
    # Imported when a reader is made: spaCy takes a second, and who only asks a graph needs none of it.
    from graphbuild import language
    from graphbuild.identity import linker, reference
    from graphbuild.reading import lexicon, reader

    nlp = language.load(settings.language, threads=settings.threads)
    facts = reference.load(settings.references)
    tools = reader.Tools(lexicon.load(settings.lexicons), facts)
    model = language.fingerprint(nlp)

    def read(articles: Iterable[Article]) -> Iterator[Reading]:
        for article, doc in language.parse(articles, nlp):
            found = linker.link(reader.read(article, doc, tools), facts)
            made_by = replace(found.provenance, model=model, reference=facts.version)
            acts = tuple(act for act in found.acts if act.score >= settings.min_score)
            yield replace(found, acts=acts, provenance=made_by)

    return read


READERS: Mapping[str, Callable[[Settings], Reader]] = MappingProxyType({DEFAULT_READER: rules_and_model})
"""The readers that can be chosen by name. Another is one more function from settings to a `Reader`."""

_DEFAULT = Settings()


def read(articles: Iterable[Article], settings: Settings = _DEFAULT) -> Iterator[Reading]:
    """Yield what each article says, in order.

    >>> from graphbuild.model import Article
    >>> [reading] = read([Article.of("France accused Germany of spying.")])
    >>> [(act.kind.value, act.actors, act.targets) for act in reading.acts]
    [('accusation', ('country/FR',), ('country/DE',))]
    """
    if settings.reader not in READERS:
        raise LanguageError(f"no reader is called {settings.reader!r}: choose one of {', '.join(READERS)}")
    return READERS[settings.reader](settings)(articles)


def build(
    sources: Iterable[str | Path] | str | Path,
    *,
    into: str | Path | None = None,
    settings: Settings = _DEFAULT,
    report: Callable[[SourceError], None] | None = None,
    seen: Callable[[Reading], None] | None = None,
) -> Dataset:
    """Read every article of the sources into a graph and return it: in memory, or in the directory `into`.

    Each article has a named graph of its own, so reading it again replaces what it said before. What cannot be read
    goes to `report`, and the rest goes on; without `report` the first such SourceError is raised. `seen` is called with
    each reading once it is stored. Close the graph (`dataset.close()`) to let another build write to its directory.
    """
    dataset = rdf.open_graph(into)
    rdf.put_graph(dataset, REFERENCE_GRAPH, rdf.read_triples(reference_files(settings.references)))
    readings = read(load(sources, report=report), settings)
    while batch := list(islice(readings, _AT_ONCE)):
        rdf.put_all(dataset, batch)
        for reading in batch:
            if seen:
                seen(reading)
    return dataset


def open_graph(path: str | Path | None = None) -> Dataset:
    """Open a graph to ask it: a graph directory, a file that `export` wrote, or "sparql+https://…"; None is a new one.

    A directory is opened read-only, so that one may ask while another process builds. Raises StoreError when there is
    nothing to open.
    """
    if path is None or not Path(path).is_file():
        return rdf.open_graph(path, read_only=path is not None)
    dataset = rdf.open_graph()
    rdf.load(dataset, path)
    return dataset


def draw(dataset: Dataset, path: str | Path, *, title: str = "Who does what to whom") -> None:
    """Write the graph as one interactive HTML page that needs no network."""
    picture.draw(project(dataset), Path(path), title=title)
