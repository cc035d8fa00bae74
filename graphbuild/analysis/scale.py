"""How friendly an act is: PLOVER's quad classes, and the conflict–cooperation scale.

Sources: quad classes from the PLOVER manual (Open Event Data Alliance; Halterman, Bagozzi, Beger, Schrodt and Scraborough, "PLOVER and POLECAT", 2023). The scale
is Goldstein's ("A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36, 1992) in the
form published for CAMEO codes; each kind takes the figure of the CAMEO code named beside it.
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

GOLDSTEIN: Mapping[ActKind, float] = MappingProxyType(
    {
        ActKind.PLEDGE: 4.0,  # 03 express intent to cooperate
        ActKind.AGREEMENT: 8.0,  # 057 sign formal agreement
        ActKind.CALL: -1.0,  # midway between 02 appeal (3.0) and 10 demand (-5.0), which PLOVER's REQUEST joins
        ActKind.ACCUSATION: -2.0,  # 112 accuse
        ActKind.CONDEMNATION: -2.0,  # 111 criticize or denounce
        ActKind.SUPPORT: 3.5,  # 05 engage in diplomatic cooperation
        ActKind.REJECTION: -4.0,  # 12 reject
        ActKind.DENIAL: 0.0,
        ActKind.THREAT: -6.0,  # 13 threaten
        ActKind.WARNING: 0.0,
        ActKind.CONCESSION: 5.0,  # 08 yield
        ActKind.CONSULTATION: 1.0,  # 04 consult
        ActKind.STATEMENT: 0.0,  # 01 make public statement
        ActKind.AID: 7.0,  # 07 provide aid
        ActKind.COOPERATION: 6.0,  # 06 engage in material cooperation
        ActKind.RETREAT: 9.0,  # 087 de-escalate military engagement
        ActKind.PROTEST: -6.5,  # 14 protest
        ActKind.SANCTION: -4.0,  # 16 reduce relations
        ActKind.INVESTIGATION: -2.0,  # 09 investigate
        ActKind.MOBILIZATION: -7.2,  # 15 exhibit military posture
        ActKind.COERCION: -7.0,  # 17 coerce
        ActKind.ASSAULT: -9.0,  # 18 assault
    }
)
"""Weight of each kind, from -10 (most hostile) to 10 (friendliest); 0 where PLOVER has no root."""
