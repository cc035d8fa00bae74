"""Parsed sentences written by hand, in the manner of UD English EWT."""

from spacy.lang.en import English
from spacy.tokens import Doc

_TAGS = {"PROPN": "NNP", "NOUN": "NN", "VERB": "VBD", "ADJ": "JJ", "PRON": "PRP", "DET": "DT", "ADP": "IN", "NUM": "CD"}
_GLUED = frozenset({",", ".", ":", ";", "!", "?", ")", "'s", "’s", "'", "”", "n't", "%"})
_VOCAB = English().vocab


def tree(*sentences: str) -> Doc:
    """Make a Doc from sentences whose words read `word/POS/head/dep`, heads counted from 1 in the sentence, 0 for its root.

    More fields may follow in any order: an entity label (`PER`, `LOC`, `ORG`; `+PER` goes on with the entity before), a
    tag in capitals after `t=`, a lemma after `l=`; the lemma is otherwise the word in lower case (as it stands for a proper noun).
    Words are parted by spaces, except before closing punctuation and after an opening quote or bracket.
    """
    rows = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    flat = [row for sentence in rows for row in sentence]
    heads, starts = [], []
    for sentence in rows:
        first = len(heads)
        starts += [k == 0 for k in range(len(sentence))]
        heads += [first + (int(row[2]) - 1 if row[2] != "0" else k) for k, row in enumerate(sentence)]
    words = [row[0] for row in flat]
    return Doc(
        _VOCAB,
        words=words,
        spaces=[_spaced(words, k) for k in range(len(words))],
        pos=[row[1] for row in flat],
        tags=[_field(row, "t=") or _TAGS.get(row[1], row[1]) for row in flat],
        lemmas=[_field(row, "l=") or (row[0] if row[1] == "PROPN" else row[0].lower()) for row in flat],
        heads=heads,
        deps=[row[3] if row[3] != "root" else "ROOT" for row in flat],
        sent_starts=None,
        ents=[_entity(row) for row in flat],
    )


def _spaced(words: list[str], k: int) -> bool:
    opening = words[k] in {"(", "“", "‘"}
    return not opening and k + 1 < len(words) and words[k + 1] not in _GLUED


def _field(row: list[str], mark: str) -> str:
    return next((part[len(mark) :] for part in row[4:] if part.startswith(mark)), "")


def _entity(row: list[str]) -> str:
    label = next((part for part in row[4:] if part.lstrip("+") in {"PER", "LOC", "ORG", "MISC"}), "")
    return f"I-{label[1:]}" if label.startswith("+") else f"B-{label}" if label else "O"
