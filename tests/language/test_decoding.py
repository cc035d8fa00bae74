import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graphbuild.language import decoding
from graphbuild.language.labels import CUES, ENTITY_TAGS


def scored(*tags: str) -> np.ndarray:
    return np.eye(len(ENTITY_TAGS), dtype=np.float32)[[ENTITY_TAGS.index(tag) for tag in tags]] * 9


def first(n: int) -> np.ndarray:
    return np.arange(n) == 0


def test_names_side_by_side_stay_apart():
    found = decoding.names(scored("B-PER", "B-PER", "I-PER", "O", "B-LOC"), first(5))
    assert found == [decoding.Name(0, 1, "PER"), decoding.Name(1, 3, "PER"), decoding.Name(4, 5, "LOC")]


def test_a_name_that_does_not_begin_is_mended_into_the_likeliest_names():
    scores = scored("O", "I-ORG", "I-ORG")
    scores[1, ENTITY_TAGS.index("B-ORG")] = 8
    assert decoding.names(scores, first(3)) == [decoding.Name(1, 3, "ORG")]


def test_no_name_goes_on_into_the_next_sentence():
    found = decoding.names(scored("B-LOC", "I-LOC"), np.array([True, True]))
    assert found == [decoding.Name(0, 1, "LOC"), decoding.Name(1, 2, "LOC")]


@given(
    arrays.arrays(
        np.float32, st.tuples(st.integers(1, 12), st.just(len(ENTITY_TAGS))), elements=st.floats(-9, 9, width=32)
    )
)
def test_names_are_in_order_and_never_overlap(scores):
    found = decoding.names(scores, first(len(scores)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= name.start < name.end <= len(scores) for name in found)


def test_runs_of_one_kind_are_cues_and_sentences_part_them():
    scores = np.full((4, len(CUES)), -9, np.float32)
    scores[:3, CUES.index("call")] = 9
    scores[3, 0] = 9
    flags = np.array([[9, -9], [9, -9], [-9, 9], [0, 0]], np.float32)
    first_cue, second = decoding.cues(scores, flags, np.array([1, 1, 2, 2]))
    assert (first_cue.kind, first_cue.start, first_cue.end) == ("call", 0, 2)
    assert (second.start, second.end) == (2, 3)
    assert first_cue.score > 0.99
    assert first_cue.negated > 0.99
    assert first_cue.future < 0.01
    assert (second.moved(7).start, second.moved(7).kind) == (9, "call")


def test_words_may_evoke_two_kinds_and_faint_neighbours_are_no_part_of_a_clear_cue():
    shares = np.full((3, len(CUES)), 1e-4, np.float32)
    call, threat = CUES.index("call"), CUES.index("threat")
    shares[0, call], shares[1, call], shares[1, threat] = 0.2, 0.6, 0.25
    shares[:, 0] = 1 - shares[:, 1:].sum(1)
    found = list(decoding.cues(np.log(shares), np.zeros((3, 2), np.float32), np.ones(3, int)))
    assert {(cue.kind, cue.start, cue.end) for cue in found} == {("call", 1, 2), ("threat", 1, 2)}


def test_a_text_without_cues_has_no_acts():
    scores = np.zeros((5, len(CUES)), np.float32)
    scores[:, 0] = 9
    assert not list(decoding.cues(scores, np.zeros((5, 2), np.float32), np.ones(5, int)))


@given(arrays.arrays(np.float32, (3, 4), elements=st.floats(-50, 50, width=32)))
def test_shares_are_probabilities(scores):
    assert np.allclose(decoding.softmax(scores).sum(1), 1, atol=1e-5)
    assert ((decoding.sigmoid(scores) >= 0) & (decoding.sigmoid(scores) <= 1)).all()


def looked(**kinds: float) -> np.ndarray:
    row = np.zeros(len(CUES), np.float32)
    for kind, share in kinds.items():
        row[CUES.index(kind)] = share
    return row


def test_a_closer_look_counts_more_than_the_first():
    cue = decoding.Evoked("call", 2, 3, 0.8, 0.0, 0.0, glance=0.8)
    (found,) = decoding.judged([cue], {(2, 3): looked(call=0.4)})
    assert (found.kind, found.glance) == ("call", 0.8)
    assert abs(found.score - (0.35 * 0.8 + 0.65 * 0.4)) < 1e-6


def test_kinds_that_only_the_closer_look_shows_are_cues_too():
    cue = decoding.Evoked("call", 2, 3, 0.3, 0.1, 0.9, glance=0.3)
    kept, new = decoding.judged([cue], {(2, 3): looked(call=0.1, pledge=0.7, denial=0.15)})
    assert kept.kind == "call"
    assert (new.kind, new.start, new.end, new.future, new.glance) == ("pledge", 2, 3, 0.9, 0.0)
    assert abs(new.score - 0.65 * 0.7) < 1e-6
