"""The best tree over a sentence's arc scores, with exactly one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(arcs: Scores, roots: Scores) -> Heads:
    """Return each word's head, -1 for the root.

    `arcs` is (child, head), `roots` (child,): logits over the same choices. Greedy where that makes a tree with one root;
    otherwise the maximum spanning tree (Chu and Liu 1965, Edmonds 1967), made to have one root by lowering the root's
    arcs beyond what any tree can win back (Stanojević and Cohen, EMNLP 2021, section 5).

    >>> best_tree(np.array([[0, 1], [1, 0]], np.float32), np.array([5, 4.5], np.float32)).tolist()
    [-1, 0]
    """
    n = len(roots)
    scores = np.empty((n + 1, n + 1))
    scores[1:, 0], scores[1:, 1:], scores[0] = roots, arcs, 0.0
    np.fill_diagonal(scores, -np.inf)
    peak = scores.max(1, keepdims=True)
    scores -= peak + np.log(np.exp(scores - peak).sum(1, keepdims=True))
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    if np.count_nonzero(heads[1:] == 0) != 1 or _cycle(heads) is not None:
        low = scores[1:][np.isfinite(scores[1:])].min()
        scores[1:, 0] += n * (low - 1.0)
        heads = _spanning(scores)
    found: Heads = heads[1:] - 1
    return found


def _cycle(heads: Heads) -> Heads | None:
    """Return the nodes of one cycle, or nothing when every node leads to node 0."""
    step = heads.tolist()
    walk = [0] + [-1] * (len(step) - 1)  # the node from which each node was first reached
    for first in range(1, len(step)):
        node = first
        while walk[node] < 0:
            walk[node] = first
            node = step[node]
        if node and walk[node] == first:
            return _around(step, node)
    return None


def _around(step: list[int], node: int) -> Heads:
    cycle = [node]
    while step[cycle[-1]] != node:
        cycle.append(step[cycle[-1]])
    return np.array(cycle)


def _spanning(scores: NDArray[np.float64]) -> Heads:
    """Chu, Liu and Edmonds: contract a cycle of greedy arcs into one node, solve the rest, open the cycle where it is entered."""
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = np.ones(len(heads), bool)
    outside[cycle] = False
    rest = np.flatnonzero(outside)
    leaving = scores[rest][:, cycle]
    entering = scores[cycle][:, rest] - scores[cycle, heads[cycle]][:, None]
    smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    smaller[:-1, :-1] = scores[rest][:, rest]
    smaller[:-1, -1], smaller[-1, :-1] = leaving.max(1), entering.max(0)
    solved = _spanning(smaller)
    inner = solved[:-1] == len(rest)
    heads[rest] = np.where(inner, cycle[leaving.argmax(1)], rest[np.where(inner, 0, solved[:-1])])
    heads[cycle[entering[:, solved[-1]].argmax()]] = rest[solved[-1]]
    heads[0] = 0
    return heads
