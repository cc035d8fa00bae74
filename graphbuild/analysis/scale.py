"""How friendly an act is: PLOVER's quad classes, and the conflict–cooperation scale.

Sources: quad classes from the PLOVER manual (Open Event Data Alliance; Halterman, Bagozzi, Beger, Schrodt and Scraborough, "PLOVER and POLECAT", 2023). The scale
is Goldstein's ("A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36, 1992) in the
form published for CAMEO codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from graphbuild.model import ActKind


class Quad(StrEnum):
    """PLOVER's four classes: words or deeds, friendly or hostile."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"

    @property
    def sign(self) -> int:
        """+1 for cooperation, -1 for conflict."""
        return 1 if self in {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION} else -1


QUAD: Mapping[ActKind, Quad | None] = MappingProxyType(
    {
        ActKind.PLEDGE: Quad.VERBAL_COOPERATION,
        ActKind.AGREEMENT: Quad.VERBAL_COOPERATION,
        ActKind.CALL: Quad.VERBAL_CONFLICT,
        ActKind.ACCUSATION: Quad.VERBAL_CONFLICT,
        ActKind.CONDEMNATION: Quad.VERBAL_CONFLICT,
        ActKind.SUPPORT: Quad.VERBAL_COOPERATION,
        ActKind.REJECTION: Quad.VERBAL_CONFLICT,
        ActKind.DENIAL: None,
        ActKind.THREAT: Quad.VERBAL_CONFLICT,
        ActKind.WARNING: None,
        ActKind.CONCESSION: Quad.VERBAL_COOPERATION,
        ActKind.CONSULTATION: Quad.VERBAL_COOPERATION,
        ActKind.STATEMENT: None,
        ActKind.AID: Quad.MATERIAL_COOPERATION,
        ActKind.COOPERATION: Quad.MATERIAL_COOPERATION,
        ActKind.RETREAT: Quad.MATERIAL_COOPERATION,
        ActKind.PROTEST: Quad.MATERIAL_CONFLICT,
        ActKind.SANCTION: Quad.MATERIAL_CONFLICT,
        ActKind.INVESTIGATION: Quad.VERBAL_CONFLICT,
        ActKind.MOBILIZATION: Quad.MATERIAL_CONFLICT,
        ActKind.COERCION: Quad.MATERIAL_CONFLICT,
        ActKind.ASSAULT: Quad.MATERIAL_CONFLICT,
    }
)
"""Quad class of each kind: that of its PLOVER root, None where PLOVER has no root. REQUEST counts as verbal conflict there."""

CAMEO: Mapping[ActKind, str] = MappingProxyType(
    {
        ActKind.PLEDGE: "03",  # express intent to cooperate
        ActKind.AGREEMENT: "057",  # sign formal agreement
        ActKind.CALL: "02",  # appeal
        ActKind.ACCUSATION: "112",  # accuse
        ActKind.CONDEMNATION: "111",  # criticize or denounce
        ActKind.SUPPORT: "05",  # engage in diplomatic cooperation
        ActKind.REJECTION: "12",  # reject
        ActKind.DENIAL: "01",  # make public statement
        ActKind.THREAT: "13",  # threaten
        ActKind.WARNING: "01",  # make public statement
        ActKind.CONCESSION: "08",  # yield
        ActKind.CONSULTATION: "04",  # consult
        ActKind.STATEMENT: "01",  # make public statement
        ActKind.AID: "07",  # provide aid
        ActKind.COOPERATION: "06",  # engage in material cooperation
        ActKind.RETREAT: "087",  # de-escalate military engagement
        ActKind.PROTEST: "14",  # protest
        ActKind.SANCTION: "16",  # reduce relations
        ActKind.INVESTIGATION: "09",  # investigate
        ActKind.MOBILIZATION: "15",  # exhibit military posture
        ActKind.COERCION: "17",  # coerce
        ActKind.ASSAULT: "18",  # assault
    }
)
"""The CAMEO code whose meaning is nearest; its first two digits are a root that `ontologies/alignments.ttl` gives the kind."""

GOLDSTEIN: Mapping[ActKind, float] = MappingProxyType(
    {
        ActKind.PLEDGE: 4.0,
        ActKind.AGREEMENT: 8.0,
        ActKind.CALL: -1.0,  # midway between 02 appeal (3.0) and 10 demand (-5.0), which PLOVER's REQUEST joins
        ActKind.ACCUSATION: -2.0,
        ActKind.CONDEMNATION: -2.0,
        ActKind.SUPPORT: 3.5,
        ActKind.REJECTION: -4.0,
        ActKind.DENIAL: 0.0,
        ActKind.THREAT: -6.0,
        ActKind.WARNING: 0.0,
        ActKind.CONCESSION: 5.0,
        ActKind.CONSULTATION: 1.0,
        ActKind.STATEMENT: 0.0,
        ActKind.AID: 7.0,
        ActKind.COOPERATION: 6.0,
        ActKind.RETREAT: 9.0,
        ActKind.PROTEST: -6.5,
        ActKind.SANCTION: -4.0,
        ActKind.INVESTIGATION: -2.0,
        ActKind.MOBILIZATION: -7.2,
        ActKind.COERCION: -7.0,
        ActKind.ASSAULT: -9.0,
    }
)
"""Weight of each kind, from -10 (most hostile) to 10 (friendliest): that of its CAMEO code; 0 where PLOVER has no root."""
