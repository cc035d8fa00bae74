"""Where the stages meet: what a reader is made from, what builds a graph, and what opens and draws one.

`build.py` tells the whole story on one page.
"""

from graphbuild.pipeline.build import build, plan
from graphbuild.pipeline.graphs import draw, open_graph, project
from graphbuild.pipeline.planning import Step, What
from graphbuild.pipeline.readers import READERS, explain, read
from graphbuild.pipeline.runs import Run
from graphbuild.pipeline.settings import ReadyReader, Settings

__all__ = [
    "READERS",
    "ReadyReader",
    "Run",
    "Settings",
    "Step",
    "What",
    "build",
    "draw",
    "explain",
    "open_graph",
    "plan",
    "project",
    "read",
]
