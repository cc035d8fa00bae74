"""Where each actor stands: computed here, so that the page is the same every time and nothing moves when it opens.

The most important actors are laid out by forces, in the manner of ForceAtlas2 (Jacomy et al., "ForceAtlas2, a
Continuous Graph Layout Algorithm", PLoS ONE 9(6), 2014): acts pull, actors repel by their degree, gravity holds. The
others stand around the neighbours they have among them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Link = tuple[int, int, float]
"""Two actors (indices) and how strongly they are tied: at least 0."""

CORE = 450
"""How many actors the forces place; beyond that their cost, which grows with the square, shows."""

_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
_SPACING = 95.0
# Labels are wider than high: the picture is laid out in a plane where a step sideways counts for less.
_STRETCH = 1.7


def layout(sizes: Sequence[float], links: Sequence[Link], *, seed: int = 7) -> Points:
    """Return a position in pixels for each actor; actors come in order of importance, `sizes` are their radii in pixels.

    The same input gives the same positions. Actors without links stand on rings around the rest.
    """
    count = len(sizes)
    core = min(count, CORE)
    radii = np.asarray(sizes, dtype=np.float64)
    degree = np.zeros(count)
    for a, b, weight in links:
        degree[[a, b]] += weight
    tied = np.flatnonzero(degree[:core] > 0)
    points = np.full((count, 2), np.nan)
    if len(tied):
        parts = _parts(tied, links)
        _pack(points, parts, [_one_part(part, radii, links, seed) for part in parts])
    _surround(points, links)
    _ring(points)
    points[:, 0] *= _STRETCH
    return np.round(points, 1)


def _parts(members: NDArray[np.intp], links: Sequence[Link]) -> list[NDArray[np.intp]]:
    """Return the connected parts among `members`, the largest first, each in order of importance."""
    head = {int(member): int(member) for member in members}

    def top(member: int) -> int:
        while head[member] != member:
            head[member] = head[head[member]]
            member = head[member]
        return member

    for a, b, _ in links:
        if a in head and b in head:
            head[max(top(a), top(b))] = min(top(a), top(b))
    parts: dict[int, list[int]] = {}
    for member in members:
        parts.setdefault(top(int(member)), []).append(int(member))
    return [np.array(part) for part in sorted(parts.values(), key=lambda part: (-len(part), part[0]))]


def _one_part(part: NDArray[np.intp], radii: Points, links: Sequence[Link], seed: int) -> Points:
    points = _spread(_scaled(_evened(_forces(_ties(part, links), seed))), radii[part])
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _pack(points: Points, parts: list[NDArray[np.intp]], laid: list[Points]) -> None:
    """Put the largest part in the middle and the others on rings around it, as near as they come without touching."""
    reach = [float(np.sqrt((part**2).sum(axis=1)).max()) + _SPACING * 0.6 for part in laid]
    points[parts[0]] = laid[0]
    inner, angle, widest = reach[0], 0.0, 0.0
    for part, own, size in zip(parts[1:], laid[1:], reach[1:], strict=True):
        step = 2 * np.arcsin(min(1.0, size / (inner + size)))
        if angle + step > 2 * np.pi:
            inner, angle, widest = inner + 2 * widest, 0.0, 0.0
            step = 2 * np.arcsin(min(1.0, size / (inner + size)))
        widest = max(widest, size)
        middle = (inner + size) * np.array([np.cos(angle + step / 2), np.sin(angle + step / 2)])
        points[part] = own + middle
        angle += step


def _ties(members: NDArray[np.intp], links: Sequence[Link]) -> Points:
    """Return the symmetric matrix of ties among `members`."""
    place = {int(member): index for index, member in enumerate(members)}
    ties = np.zeros((len(members), len(members)))
    for a, b, weight in links:
        if a in place and b in place:
            ties[place[a], place[b]] += weight
            ties[place[b], place[a]] += weight
    return np.log1p(ties)


def _forces(ties: Points, seed: int, rounds: int = 260) -> Points:
    """Let ties pull and actors repel until the steps, which shrink, come to rest."""
    count = len(ties)
    extent = _SPACING * np.sqrt(count)
    points = np.random.default_rng(seed).normal(scale=extent / 3, size=(count, 2))
    mass = 1 + (ties > 0).sum(axis=1)
    charges = np.outer(mass, mass) * _SPACING**2 / 6
    pull = ties / np.sqrt(np.outer(mass, mass)) * 2
    for step in np.geomspace(extent / 8, _SPACING / 40, rounds):
        squares = (points**2).sum(axis=1)
        distances = np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 1.0)
        push = charges / distances
        np.fill_diagonal(push, 0)
        # Repulsion falls with distance, attraction grows with it, gravity is the same everywhere.
        net = push - pull * mass[:, None]
        force = points * net.sum(axis=1)[:, None] - net @ points
        force -= points / np.sqrt(squares + 1)[:, None] * (mass * _SPACING * 0.9)[:, None]
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        points += force / length[:, None] * np.minimum(length, step)[:, None]
    return np.asarray(points - points.mean(axis=0))


def _evened(points: Points, share: float = 0.65) -> Points:
    """Draw the crowded middle apart and the far edge in: by `share` towards a disc that is evenly full."""
    if len(points) < 3:
        return points
    radius = np.sqrt((points**2).sum(axis=1))
    rank = np.empty(len(points))
    rank[np.argsort(radius, kind="stable")] = np.arange(len(points)) + 0.5
    even = np.sqrt(rank / len(points)) * np.quantile(radius, 0.9)
    return np.asarray(points * ((share * even + (1 - share) * radius) / np.maximum(radius, 1e-6))[:, None])


def _scaled(points: Points) -> Points:
    """Scale to where the neighbour nearest to an actor is usually one spacing away."""
    if len(points) < 2:
        return points
    apart = _distances(points)
    np.fill_diagonal(apart, np.inf)
    return points * (_SPACING / max(float(np.median(apart.min(axis=1))), 1e-6))


def _spread(points: Points, radii: Points, rounds: int = 120) -> Points:
    """Push apart actors that would touch until none does or the rounds are over."""
    room = radii[:, None] + radii[None, :] + _SPACING * 0.6
    for _ in range(rounds):
        distance = _distances(points)
        overlap = np.maximum(room - distance, 0) / distance
        np.fill_diagonal(overlap, 0)
        if not overlap.any():
            break
        points = points + (points * overlap.sum(axis=1)[:, None] - overlap @ points) / 4
    return points


def _distances(points: Points) -> Points:
    """Return how far each is from each, at least a thousandth of a pixel."""
    squares = (points**2).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 1e-6)))


def _surround(points: Points, links: Sequence[Link]) -> None:
    """Place each actor that has no place beside the neighbours that have one, the nearer the more important, in waves."""
    neighbours: dict[int, list[int]] = {}
    for a, b, _ in links:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    waiting = [index for index in range(len(points)) if np.isnan(points[index, 0]) and index in neighbours]
    crowd: dict[int, int] = {}
    while waiting:
        left = []
        for index in waiting:
            placed = [other for other in neighbours[index] if not np.isnan(points[other, 0])]
            if not placed:
                left.append(index)
                continue
            host = min(placed)
            crowd[host] = crowd.get(host, 0) + 1
            angle, radius = crowd[host] * _GOLDEN_ANGLE, _SPACING * 0.45 * np.sqrt(crowd[host] + 1)
            centre = points[placed].mean(axis=0) * 0.35 + points[host] * 0.65
            points[index] = centre + radius * np.array([np.cos(angle), np.sin(angle)])
        if len(left) == len(waiting):
            points[left[0]] = _outside(points)
        waiting = [index for index in left if np.isnan(points[index, 0])]


def _outside(points: Points) -> Points:
    """Return a point beyond all that are placed: where another component begins."""
    placed = points[~np.isnan(points[:, 0])]
    reach = np.abs(placed).max() + 2 * _SPACING if len(placed) else 0.0
    angle = len(placed) * _GOLDEN_ANGLE
    return reach * np.array([np.cos(angle), np.sin(angle)])


def _ring(points: Points) -> None:
    """Place the actors without links on rings around the others."""
    loose = np.flatnonzero(np.isnan(points[:, 0]))
    placed = points[~np.isnan(points[:, 0])]
    radius = (np.sqrt((placed**2).sum(axis=1)).max() if len(placed) else 0.0) + _SPACING
    start = 0
    while start < len(loose):
        seats = max(1, int(2 * np.pi * radius / _SPACING))
        row = loose[start : start + seats]
        angles = np.arange(len(row)) * 2 * np.pi / max(len(row), 1)
        points[row] = radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        start += seats
        radius += _SPACING
