import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.language.labels import ENTITIES, UPOS
from graphbuild.model import ActKind, Role, Span

STORY = """Lakeland condemns raid on fishing boats

President Amara Okonjo of Lakeland on Tuesday condemned a raid on two fishing boats and accused neighbouring Tarsis of piracy. \
Her foreign minister, Jonas Reyl, said that the crews had been released by Tarsis.

"We will not accept this," Reyl told reporters in Port Aldine. The United Nations urged both countries to hold talks."""


@pytest.fixture(scope="module")
def story(nlp: Language) -> Doc:
    return nlp(STORY)


def word(doc: Doc, text: str):
    return next(token for token in doc if token.text == text)


def test_the_text_is_kept_to_the_character(story):
    assert story.text == STORY
    assert all(STORY[token.idx : token.idx + len(token)] == token.text for token in story)


def test_sentences_end_at_stops_and_blank_lines(story):
    begins = [sent.text.split()[0] for sent in story.sents]
    assert begins == ["Lakeland", "President", "Her", '"We', "The"]


def test_every_sentence_is_one_tree(story):
    for sent in story.sents:
        words = [token for token in sent if not token.is_space]
        assert [token.dep_ for token in words].count("ROOT") == 1
        assert all(token.head in sent for token in words)


def test_who_does_what_is_in_the_tree(story):
    condemned = word(story, "condemned")
    assert {(child.dep_, child.lemma_) for child in condemned.children} >= {("nsubj", "Amara"), ("obj", "raid")}
    assert word(story, "Tarsis").dep_ == "obj"
    assert (word(story, "released").dep_, word(story, "crews").dep_) == ("ccomp", "nsubj:pass")


def test_tense_and_voice(story):
    assert word(story, "condemned").morph.get("Tense") == ["Past"]
    assert word(story, "released").morph.get("Voice") == ["Pass"]
    assert not word(story, "accused").morph.get("Voice")


def test_names_have_kinds(story):
    names = {(name.text, name.label_) for name in story.ents}
    assert names >= {("Amara Okonjo", "PER"), ("Jonas Reyl", "PER"), ("Port Aldine", "LOC"), ("United Nations", "ORG")}


def test_labels_are_of_the_sets_promised(story):
    assert {token.pos_ for token in story} <= {*UPOS, "SPACE"}
    assert {name.label_ for name in story.ents} <= set(ENTITIES)


def test_cues_say_what_is_done_by_whom_to_whom(story):
    cues = {STORY[cue.span.start : cue.span.end]: cue for cue in story._.cues if cue.score >= 0.5}
    assert {cues["condemned"].kind, cues["accused"].kind, cues["urged"].kind} == {
        ActKind.CONDEMNATION, ActKind.ACCUSATION, ActKind.CALL,
    }  # fmt: skip
    roles = {(a.role, STORY[a.span.start : a.span.end]) for a in cues["accused"].arguments}
    assert {(Role.ACTOR, "Amara Okonjo"), (Role.TARGET, "Tarsis")} <= roles


def test_scores_are_probabilities(story):
    scores = [
        s for cue in story._.cues for s in (cue.score, cue.negated, cue.future, *(a.score for a in cue.arguments))
    ]
    assert scores
    assert all(0 <= score <= 1 for score in scores)


def test_arguments_are_told_for_words_that_others_found(story):
    start = STORY.index("raid on two")
    found = story._.arguments(Span(start, start + 4))
    assert all(STORY[a.span.start : a.span.end].strip() for a in found)
    cue = next(cue for cue in story._.cues if STORY[cue.span.start : cue.span.end] == "accused")
    assert story._.arguments(cue.span) == cue.arguments


def test_white_space_has_no_arguments(nlp, story):
    blank = STORY.index("\n\n")
    assert story._.arguments(Span(blank, blank + 2)) == ()
    assert Doc(nlp.vocab)._.arguments(Span(0, 1)) == ()


def outline(doc: Doc) -> tuple[object, ...]:
    tokens = [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, str(t.morph), t.is_sent_start) for t in doc]
    return tokens, [(e.start, e.end, e.label_) for e in doc.ents], doc._.cues


PIECES = st.sampled_from(
    [
        "Lakeland",
        "accused",
        "Tarsis",
        "of",
        "piracy",
        ".",
        "\n\n",
        "\n",
        " ",
        "“",
        "No",
        "12.5",
        "déjà",
        "北京",
        "\u0000",
        "😀",
        "a" * 60,
        "Mr.",
        "U.N.",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.integers(1, 6))
@settings(max_examples=25, deadline=None)
def test_a_text_is_analysed_the_same_in_any_batch(nlp, texts, size):
    together = [outline(doc) for doc in nlp.pipe([*texts, STORY], batch_size=size)]
    assert together == [outline(nlp(text)) for text in [*texts, STORY]]


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_is_analysed_and_kept(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(sent.root.dep_ in {"ROOT", "dep", ""} for sent in doc.sents)


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\u200b"])
def test_texts_without_words_have_no_cues(nlp, text):
    assert nlp(text)._.cues == ()


def test_a_sentence_without_end_takes_time_in_proportion(nlp):
    phrase = "and the envoys met again in the old harbour "
    spent = []
    for repeats in (250, 1000):
        doc = nlp.make_doc(phrase * repeats)
        began = time.process_time()
        nlp.get_pipe("graphbuild_tagger")(doc)
        spent.append(time.process_time() - began)
    assert len(doc) == 9000
    assert spent[1] < 8 * spent[0]


def test_sentences_set_before_are_kept(nlp):
    words = ["They", "met", "He", "left", "."]
    doc = Doc(nlp.vocab, words, sent_starts=[True, False, True, False, False])
    nlp.get_pipe("graphbuild_tagger")(doc)
    assert [sent.text for sent in doc.sents] == ["They met", "He left ."]
