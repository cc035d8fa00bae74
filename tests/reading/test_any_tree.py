"""Whatever a parser makes of a text, reading it ends: trees, tags and words drawn at random."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphbuild.model import Article, Reading
from graphbuild.reading import lexicon, reader

from .facts import Facts

TOOLS = reader.Tools(lexicon.load(), Facts())
VOCAB = Vocab()
WORDS = (
    "Ghana Togo President Egyptian he they the said accused of called on in with and , . : ; “ ” \" ' 's would not 20,000 "
    "troops $ 4 billion Tuesday London Minister Khawaja Asif Muslim nations that to attack US – ( ) we I our \n\n his"
).split(" ")
RELATIONS = (
    "nsubj obj obl nmod nmod:poss appos conj cc case mark ccomp xcomp parataxis acl acl:relcl advcl det punct flat "
    "compound amod aux aux:pass nsubj:pass obl:agent advmod cop dep iobj csubj"
).split()
UPOS = "NOUN VERB PROPN PRON DET ADP AUX PUNCT ADJ ADV SCONJ CCONJ NUM PART SYM X SPACE".split()
XPOS = "NN NNP VBD VBG VBN VB MD PRP JJ IN".split()


def any_doc(chance: random.Random) -> Doc:
    size = chance.randint(1, 25)
    words = [chance.choice(WORDS) for _ in range(size)]
    borders = [0, *(i for i in range(1, size) if chance.random() < 0.15), size]
    heads, relations = list(range(size)), ["ROOT"] * size
    for start, end in pairwise(borders):
        order = chance.sample(range(start, end), end - start)
        for place, word in enumerate(order[1:], 1):
            heads[word] = order[chance.randrange(place)]
            relations[word] = chance.choice(RELATIONS)
    return Doc(
        VOCAB,
        words=words,
        spaces=[chance.random() < 0.8 for _ in words],
        pos=[chance.choice(UPOS) for _ in words],
        tags=[chance.choice(XPOS) for _ in words],
        lemmas=[word.lower() for word in words],
        heads=heads,
        deps=relations,
    )


@given(st.randoms(use_true_random=False))
def test_reading_ends_whatever_the_tree(chance: random.Random) -> None:
    doc = any_doc(chance)
    found = reader.read(Article.of(doc.text), doc, TOOLS)
    assert isinstance(found, Reading)
    assert {party for act in found.acts for party in act.parties()} <= {actor.id for actor in found.actors}
