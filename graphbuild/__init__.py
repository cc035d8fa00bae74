"""News articles to an RDF graph of political acts: who does what to whom, in whose words.

>>> import graphbuild
>>> article = graphbuild.Article.of("Ghana accused Togo of smuggling.", title="Smuggling")
>>> [reading] = graphbuild.read([article])
>>> [(act.kind.value, act.actors, act.targets, act.cue.text) for act in reading.acts]
[('accusation', ('country/GH',), ('country/TG',), 'accused')]
"""

from graphbuild.analysis.queries import ask
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
    Reader,
    Reading,
    Span,
)
from graphbuild.pipeline import Settings, build, draw, open_graph, project, read
from graphbuild.rdf import save

__all__ = [
    "Act",
    "ActKind",
    "Actor",
    "ActorKind",
    "Amount",
    "Article",
    "Excerpt",
    "Office",
    "Provenance",
    "Reader",
    "Reading",
    "Settings",
    "Span",
    "ask",
    "build",
    "draw",
    "open_graph",
    "project",
    "read",
    "save",
]
