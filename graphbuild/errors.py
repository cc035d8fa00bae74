"""Everything that graphbuild raises on purpose.

    GraphbuildError
    ├── SourceError        a file, page or record could not be turned into an article
    ├── LanguageError      a language pipeline is missing, or its labels do not fit
    ├── LexiconError       a lexicon file is malformed
    ├── ReferenceFactError a file of reference facts is malformed
    ├── EvidenceError      words do not stand in the article where they are said to stand
    ├── StoreError         a graph directory cannot be opened, read or written
    ├── QueryError         a query is unknown, malformed, or lacks a parameter
    ├── ClusterError       a scheduler or its workers cannot be used
    ├── ExportError        a file cannot be written, or its format is unknown
    └── VocabularyError    `ontologies/` is missing or says something the code does not know

Each message is one line that names the file or record and the remedy.
"""

from __future__ import annotations


class GraphbuildError(Exception):
    """Base of the tree above: catching it catches every foreseen failure and no bug."""


class SourceError(GraphbuildError):
    """A file, page or record that could not be turned into an article.

    `where` names it (path, URL, or path and line), `problem` says what is wrong and what to do.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        """Travel between processes by its two parts."""
        return SourceError, (self.where, self.problem)


class LanguageError(GraphbuildError):
    """A language pipeline that cannot be loaded, or whose labels are not Universal Dependencies."""


class LexiconError(GraphbuildError):
    """A lexicon file with an unknown kind of act, an unknown role, or broken TOML."""


class ReferenceFactError(GraphbuildError):
    """A file of reference facts (countries, organisations, offices) that cannot be used."""


class EvidenceError(GraphbuildError):
    """Words that do not stand in the article at the offsets given, or an act that names an unknown actor."""


class StoreError(GraphbuildError):
    """A graph directory that is missing, busy, full, foreign, or of another version."""


class QueryError(GraphbuildError):
    """A query that is unknown, malformed, or lacks a parameter."""


class ClusterError(GraphbuildError):
    """A scheduler that does not answer, or workers that lack what the build needs or differ among themselves."""


class ExportError(GraphbuildError):
    """A file that cannot be written, or a format that graphbuild does not know."""


class VocabularyError(GraphbuildError):
    """`ontologies/` cannot be found, or says something that the code does not know."""
