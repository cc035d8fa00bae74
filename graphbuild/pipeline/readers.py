"""The readers that can be chosen by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphbuild.errors import LanguageError
from graphbuild.model import RULES_AND_MODEL, Article, Reading
from graphbuild.pipeline.settings import DEFAULT, ReadyReader, Settings

if TYPE_CHECKING:
    from graphbuild.reading.reader import Explanation

# What reads is imported when a reader is made: spaCy takes a second, and who only asks a graph needs none of it.


def rules_and_model(settings: Settings) -> ReadyReader:
    """Make the default reader: the learned language model, the frames of the lexicon, the reference facts."""
    from graphbuild.pipeline import rules  # noqa: PLC0415 (see above)

    return rules.rules_and_model(settings)


READERS: Mapping[str, Callable[[Settings], ReadyReader]] = MappingProxyType({RULES_AND_MODEL: rules_and_model})
"""The readers that can be chosen by name. Another is one more function from settings to a `ReadyReader`."""


def ready(settings: Settings) -> ReadyReader:
    """Make the reader that the settings name.

    Raises LanguageError when no reader has that name, and LexiconError, ReferenceFactError or LanguageError when one of
    the user's files or pipelines cannot be used.
    """
    if settings.reader not in READERS:
        raise LanguageError(f"no reader is called {settings.reader!r}: choose one of {', '.join(READERS)}")
    return READERS[settings.reader](settings)


def read(articles: Iterable[Article], settings: Settings = DEFAULT) -> Iterator[Reading]:
    """Yield what each article says, in order.

    >>> from graphbuild.model import Article
    >>> [reading] = read([Article.of("France accused Germany of spying.")])
    >>> [(act.kind.value, act.actors, act.targets) for act in reading.acts]
    [('accusation', ('country/FR',), ('country/DE',))]
    """
    return ready(settings).read(articles)


def explain(articles: Iterable[Article], settings: Settings = DEFAULT) -> Iterator[tuple[Reading, Explanation]]:
    """Yield what each article says and, beside it, the cues and names that were seen and not read. The default reader's."""
    from graphbuild.pipeline import rules  # noqa: PLC0415 (see above)

    return rules.explain(articles, settings)
