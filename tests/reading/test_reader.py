"""Reading from end to end, and what it costs."""

import time
from functools import lru_cache

import pytest
from spacy.tokens import Doc

from graphbuild import language, reading
from graphbuild.identity import reference
from graphbuild.model import Act, ActKind, Article, Reading

from .trees import tree

PLEDGE = "Kenya's foreign minister Ama Mensah accused Uganda of hiding arms on Monday. She pledged up to 2,000 troops."
UNIT = (
    "Kenya/PROPN/2/nsubj/LOC accused/VERB/0/root/l=accuse Uganda/PROPN/2/obj/LOC of/SCONJ/5/mark hiding/VERB/2/advcl/t=VBG/l=hide "
    "arms/NOUN/5/obj ,/PUNCT/8/punct demanded/VERB/2/conj/l=demand talks/NOUN/8/obj/l=talk and/CCONJ/11/cc left/VERB/2/conj/l=leave"
)


@lru_cache(maxsize=1)
def tools() -> reading.Tools:
    return reading.Tools(reading.load(), reference.load())


def whole(article: Article) -> tuple[Article, Doc]:
    return next(iter(language.parse([article], language.load())))


def named(found: Reading, act: Act) -> tuple[set[str], set[str]]:
    names = {actor.id: actor.name for actor in found.actors}
    return {names[k] for k in act.actors}, {names[k] for k in act.targets}


def test_an_article_from_words_to_acts() -> None:
    found = reading.read(*whole(Article.of(PLEDGE)), tools())
    accused = next(act for act in found.acts if act.kind is ActKind.ACCUSATION)
    assert named(found, accused) == ({"Ama Mensah"}, {"Uganda"})
    assert found.provenance.lexicon == tools().lexicon.fingerprint


def test_reading_twice_gives_the_same() -> None:
    article, doc = whole(Article.of(PLEDGE))
    assert reading.read(article, doc, tools()) == reading.read(article, doc, tools())


def test_lines_of_the_page_are_not_read() -> None:
    article = Article.of(f"{PLEDGE}\nRelated News\nGhana attacks Togo\n")
    assert all(act.cue.span.end <= len(PLEDGE) for act in reading.read(*whole(article), tools()).acts)


def test_why_not() -> None:
    found, why = reading.explain(*whole(Article.of(PLEDGE)), tools())
    assert found == reading.read(*whole(Article.of(PLEDGE)), tools())
    assert all(0 <= drop.score <= 1 for drop in why.dropped)
    assert {"Kenya", "Uganda"}.isdisjoint(name.text for name in why.unresolved)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "…", "“”", "a" * 5000, "Kenya " * 300])
def test_odd_texts_are_read(text: str) -> None:
    if text.strip():
        reading.read(*whole(Article.of(text)), tools())


def seconds(doc: Doc) -> float:
    article = Article.of(doc.text)
    start = time.process_time()
    reading.read(article, doc, tools())
    return time.process_time() - start


def test_a_text_of_100_000_words_takes_time_in_proportion() -> None:
    short, long = tree(*[UNIT + " ./PUNCT/2/punct"] * 830), tree(*[UNIT + " ./PUNCT/2/punct"] * 8300)
    assert len(long) > 99_000
    assert seconds(long) < 20 * seconds(short)


def test_a_sentence_of_5_000_words_takes_time_in_proportion() -> None:
    assert seconds(one_sentence(450)) < 25 * seconds(one_sentence(45))


def one_sentence(times: int) -> Doc:
    """Make one sentence of 11 words that stand `times` times, each joined to the first verb."""
    words = UNIT.split()
    rows = []
    for k in range(times):
        for word in words:
            text, pos, head, label, *rest = word.split("/")
            number = int(head)
            joined = number == 0 and k > 0
            rows.append(
                "/".join(
                    (
                        text,
                        pos,
                        "2" if joined else str(number + k * len(words)) if number else "0",
                        "conj" if joined else label,
                        *rest,
                    )
                )
            )
    return tree(" ".join(rows))
