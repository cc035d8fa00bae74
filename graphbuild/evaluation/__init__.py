"""Evaluation: how well readings agree with annotated acts, act by act and triple by triple.

A gold file holds a line per text, `{"id", "acts": [{"kind", "cue", "actors", "targets", "negated", "future"}]}`, with
names as they stand in the text; an items file a list of the texts, `{"id", "title"?, "text", "date"?}`. An act agrees
when its kind does and its cue stands in the same sentence; an actor when, besides, a name does; a *triple*, one for
each actor and target of an act, when both names do. Each annotated act or triple agrees with one reading at most.
"""

from graphbuild.evaluation.figures import SURE, Figure, Figures, score
from graphbuild.evaluation.gold import load_gold, load_items, plain
from graphbuild.evaluation.judged import GoldAct, Judged, sentences
from graphbuild.evaluation.names import same_name

__all__ = [
    "SURE",
    "Figure",
    "Figures",
    "GoldAct",
    "Judged",
    "load_gold",
    "load_items",
    "plain",
    "same_name",
    "score",
    "sentences",
]
