"""Which actors a name means: by label, by other name, or by id."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable

from graphbuild.errors import QueryError


def actors_named(pairs: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """Return the IRIs that `wanted` means among (IRI, name) pairs: its own IRI, its id ("country/PK"), or all that bear the name.

    Case does not matter in names. Raises QueryError, which names the nearest, when nobody is meant.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for iri, name in pairs:
        bearers[name.casefold()].add(iri)
    iris = {iri for known in bearers.values() for iri in known}
    by_id = {iri for iri in iris if iri == wanted or ("/" in wanted and iri.endswith("/" + wanted))}
    found = by_id or bearers.get(wanted.casefold(), set())
    if found:
        return tuple(sorted(found))
    close = difflib.get_close_matches(wanted.casefold(), bearers, n=3)
    hint = f"; the nearest names are {', '.join(close)}" if close else ""
    raise QueryError(f"the graph knows no actor called {wanted!r}{hint}")
