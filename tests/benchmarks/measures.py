"""What igraph gains over networkx: python tests/benchmarks/measures.py [ACTORS ACTS]...

Made-up networks (see picture.py); betweenness from as many starting points as `ranking` takes, communities by Leiden against Louvain.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import networkx as nx
from picture import made_up

from graphbuild.analysis import swift
from graphbuild.analysis.groups import SEED, friendly
from graphbuild.analysis.ranking import SAMPLE
from graphbuild.analysis.ties import ties


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(sizes: list[tuple[int, int]]) -> None:
    """Print a line for each size and measure."""
    swift.library()  # so that its import is not measured
    for actors, acts in sizes:
        graph = made_up(actors, acts)
        tied, friends = nx.Graph(ties(graph)), friendly(graph)
        pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "betweenness": (
                lambda tied=tied: nx.betweenness_centrality(tied, k=min(SAMPLE, len(tied)), seed=7),
                lambda tied=tied: swift.betweenness(tied, min(SAMPLE, len(tied)), 7),
            ),
            "communities": (
                lambda friends=friends: nx.community.louvain_communities(friends, seed=SEED),
                lambda friends=friends: swift.communities(friends, resolution=1.0, seed=SEED),
            ),
        }
        for name, (slow, fast) in pairs.items():
            one, other = seconds(slow), seconds(fast)
            print(
                f"{actors} actors, {acts} acts, {name}: networkx {one:.2f} s, igraph {other:.3f} s, {one / other:.0f} times"
            )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] or [1_000, 5_000, 20_000, 100_000]
    main(list(zip(numbers[::2], numbers[1::2], strict=True)))
