"""The sixteen event types of PLOVER, with the quad class and the intensity of each.

Two printed faults of the manual are settled here, and shown to the reader wherever the figures are used: ACCUSE is
printed +3 while its modes are all negative (we use -3); SANCTION is material conflict in its section and verbal
conflict in the quad table (we use material).

Source: [PLOVER]
"""

from enum import StrEnum


class EventType(StrEnum):
    """What was done."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Quad(StrEnum):
    """Cooperation or conflict, in words or in deeds."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


QUAD_AND_INTENSITY: dict[EventType, tuple[Quad, float]] = {
    EventType.AGREE: (Quad.VERBAL_COOPERATION, 2.5),
    EventType.CONSULT: (Quad.VERBAL_COOPERATION, 2.5),
    EventType.SUPPORT: (Quad.VERBAL_COOPERATION, 5.0),
    EventType.CONCEDE: (Quad.VERBAL_COOPERATION, 4.5),
    EventType.COOPERATE: (Quad.MATERIAL_COOPERATION, 9.5),
    EventType.AID: (Quad.MATERIAL_COOPERATION, 10.0),
    EventType.RETREAT: (Quad.MATERIAL_COOPERATION, 6.5),
    EventType.REQUEST: (Quad.VERBAL_CONFLICT, 0.0),
    EventType.ACCUSE: (Quad.VERBAL_CONFLICT, -3.0),
    EventType.REJECT: (Quad.VERBAL_CONFLICT, -2.0),
    EventType.THREATEN: (Quad.VERBAL_CONFLICT, -3.5),
    EventType.PROTEST: (Quad.MATERIAL_CONFLICT, -5.0),
    EventType.SANCTION: (Quad.MATERIAL_CONFLICT, -6.0),
    EventType.MOBILIZE: (Quad.MATERIAL_CONFLICT, -5.5),
    EventType.COERCE: (Quad.MATERIAL_CONFLICT, -7.0),
    EventType.ASSAULT: (Quad.MATERIAL_CONFLICT, -9.0),
}
