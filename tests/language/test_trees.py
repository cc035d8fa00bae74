import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graphbuild.language.trees import best_tree

SCORES = st.floats(-5, 5, width=32)


def is_tree(heads) -> bool:
    def reaches_root(node: int) -> bool:
        for _ in heads:
            node = heads[node]
            if node < 0:
                return True
        return False

    return list(heads).count(-1) == 1 and all(map(reaches_root, range(len(heads))))


def value(heads, scores) -> float:
    """The log-probability of a tree: each word chooses its head among the others and the root."""
    return sum(
        float(row[head] - np.log(np.exp(np.delete(row, i)).sum()))
        for i, (head, row) in enumerate(zip(heads, scores, strict=True))
    )


@given(st.integers(1, 5).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=SCORES)))
@settings(max_examples=60, deadline=None)
def test_no_tree_with_one_root_beats_the_best_tree(scores):
    n = len(scores)
    found = best_tree(scores[:, :n], scores[:, n]).tolist()
    assert is_tree(found)
    every = (heads for heads in itertools.product(range(-1, n), repeat=n) if is_tree(heads))
    best = max(value(heads, scores.astype(float)) for heads in every)
    assert value(found, scores.astype(float)) >= best - 1e-4


@given(arrays.arrays(np.float32, (40, 41), elements=SCORES))
@settings(max_examples=20, deadline=None)
def test_long_sentences_get_trees_too(scores):
    assert is_tree(best_tree(scores[:, :40], scores[:, 40]).tolist())


def test_a_sentence_of_one_word_is_its_own_root():
    assert best_tree(np.array([[3.0]], np.float32), np.array([-9.0], np.float32)).tolist() == [-1]
