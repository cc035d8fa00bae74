"""Morphological features from part-of-speech tags: enough for tense, verb form, voice, number, degree and person.

The features and values are those of Universal Dependencies (universaldependencies.org/u/feat); the tags are those of the
Penn Treebank as UD English EWT uses them.
"""

from __future__ import annotations

FEATURES = {
    "VB": "VerbForm=Inf",
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBG": "VerbForm=Ger",
    "VBN": "Tense=Past|VerbForm=Part",
    "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "NNPS": "Number=Plur",
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
    "PRP$": "Case=Gen|Poss=Yes|PronType=Prs",
    "PRP": "PronType=Prs",
    "CD": "NumType=Card",
}
PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"


def features(xpos: str, *, passive: bool) -> str:
    """Return the features of a tag in UD's notation, "" where it has none; `passive` marks past participles.

    >>> features("VBZ", passive=False), features("VBN", passive=True)
    ('Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin', 'Tense=Past|VerbForm=Part|Voice=Pass')
    """
    return PASSIVE if passive and xpos == "VBN" else FEATURES.get(xpos, "")
