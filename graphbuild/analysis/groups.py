"""Who stands together, who stands between, and where friendships do not fit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import networkx as nx

from graphbuild.analysis import swift
from graphbuild.analysis.ties import label, ties, told

SEED = 7


@dataclass(frozen=True, slots=True)
class Membership:
    """That an actor belongs to a community, the largest being number 1; `friends` is how many of its ties stay inside."""

    community: int
    name: str
    kind: str
    friends: int


def friendly(graph: nx.MultiDiGraph) -> nx.Graph:
    """Return who cooperates with whom, undirected: `weight` is the number of acts of cooperation, in words or deeds."""
    acts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in told(graph):
        if one.target is not None and not one.negated and (one.quad or "").endswith("cooperation"):
            acts[min(one.actor, one.target), max(one.actor, one.target)].add(one.act)
    friends = nx.Graph()
    for (a, b), mine in sorted(acts.items()):
        friends.add_edge(a, b, weight=len(mine))
    return friends


def partition(graph: nx.MultiDiGraph, *, resolution: float = 1.0) -> list[list[str]]:
    """Return the communities among those who cooperate, the largest first, each in order of name; the same every time.

    Source: Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large networks" (2008), with a
    fixed seed; above `swift.MANY_TIES` ties Leiden's algorithm, where igraph is installed. Actors without an act of cooperation belong to none.
    """
    friends = friendly(graph)
    if not friends:
        return []
    if len(friends.edges) > swift.MANY_TIES and swift.library():
        found = swift.communities(friends, resolution=resolution, seed=SEED)
    else:
        found = nx.community.louvain_communities(friends, weight="weight", resolution=resolution, seed=SEED)
    sets = [sorted(members, key=lambda node: (label(graph, node), node)) for members in found]
    return sorted(sets, key=lambda members: (-len(members), members))


def communities(graph: nx.MultiDiGraph) -> list[Membership]:
    """Return `partition`, whose docstring names the source, as a list of memberships."""
    friends = friendly(graph)
    return [
        Membership(
            community=number,
            name=label(graph, node),
            kind=str(graph.nodes[node].get("kind") or ""),
            friends=len(set(friends[node]) & set(members)),
        )
        for number, members in enumerate(partition(graph), start=1)
        for node in members
    ]


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor between others.

    `pairs` counts the pairs of its partners in cooperation that have nothing direct to do with each other; `bridges`
    those of them that belong to different communities.
    """

    name: str
    kind: str
    pairs: int
    bridges: int
    partners: int


def brokers(graph: nx.MultiDiGraph) -> list[Broker]:
    """Return those who connect others, the most bridges first.

    Source: Gould and Fernandez, "Structures of Mediation: A Formal Approach to Brokerage in Transaction Networks",
    Sociological Methodology 19 (1989), undirected: `pairs` is total brokerage, `bridges` all of its forms but the
    coordinator's.
    """
    friends, tied = friendly(graph), ties(graph).to_undirected(as_view=True)
    community = {node: number for number, members in enumerate(partition(graph)) for node in members}
    found = []
    for node in friends:
        partners = sorted(friends[node])
        open_pairs = [(a, b) for i, a in enumerate(partners) for b in partners[i + 1 :] if not tied.has_edge(a, b)]
        bridges = sum(community[a] != community[b] for a, b in open_pairs)
        if open_pairs:
            kind = str(graph.nodes[node].get("kind") or "")
            found.append(Broker(label(graph, node), kind, len(open_pairs), bridges, len(partners)))
    return sorted(found, key=lambda broker: (-broker.bridges, -broker.pairs, broker.name))


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors who are all tied, and the signs of their ties by the sum of the weights of the acts, both ways together.

    `signs` holds those of one and other, other and third, one and third: "+" friendly, "-" hostile. `strength` is the
    least of the three sums, without its sign.
    `balanced`: the product of the signs is positive, so that friends' friends are friends and enemies' enemies too.
    """

    one: str
    other: str
    third: str
    signs: str
    balanced: bool
    strength: float


def triads(graph: nx.MultiDiGraph) -> list[Triad]:
    """Return the triads whose three ties have a sign, the strongest (by their weakest tie) first.

    Source: Heider, "Attitudes and Cognitive Organization" (1946); Cartwright and Harary, "Structural Balance: A
    Generalization of Heider's Theory", Psychological Review 63 (1956).
    """
    signed = _signed(graph)
    found = []
    for a in signed:
        for b in sorted(n for n in signed[a] if n > a):
            for c in sorted(n for n in signed[a] if n > b and signed.has_edge(b, n)):
                weights = [signed.edges[pair]["weight"] for pair in ((a, b), (b, c), (a, c))]
                signs = "".join("+" if weight > 0 else "-" for weight in weights)
                found.append(
                    Triad(
                        one=label(graph, a),
                        other=label(graph, b),
                        third=label(graph, c),
                        signs=signs,
                        balanced=signs.count("-") % 2 == 0,
                        strength=round(min(map(abs, weights)), 2),
                    )
                )
    return sorted(found, key=lambda triad: (-triad.strength, triad.one, triad.other, triad.third))


def _signed(graph: nx.MultiDiGraph) -> nx.Graph:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for a, b, weight in ties(graph).edges(data="goldstein"):
        sums[min(a, b), max(a, b)] += weight
    signed = nx.Graph()
    signed.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(sums.items()) if weight)
    return signed


def balanced_share(graph: nx.MultiDiGraph) -> float | None:
    """Return the share of signed triads that are balanced; None without any. Source: Cartwright and Harary (1956), as in `triads`."""
    found = triads(graph)
    return sum(triad.balanced for triad in found) / len(found) if found else None
