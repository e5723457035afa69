"""Where the tables of the world put one who stands to a body."""

import datetime

from dragoman.scenario.reference import FLOOR, MIDDLE, Reference, references
from dragoman.world import load_world

TODAY = datetime.date(2026, 11, 22)


def held(body: str, on: datetime.date = TODAY) -> dict[str, Reference]:
    world = load_world()
    return references(world, world.resolve(body), on)


def test_host_founder_member_and_observer_stand_in_this_order() -> None:
    csto = held("CSTO")
    assert csto["RUS"].level > csto["BLR"].level > csto["SRB"].level > MIDDLE
    assert "host" in csto["RUS"].standing
    assert any("seat: Moscow" in row for row in csto["RUS"].rows)
    assert csto["BLR"].floor == FLOOR
    assert csto["SRB"].floor == 0
    assert not csto["SRB"].member


def test_a_frozen_membership_has_no_floor_and_stands_below_the_middle() -> None:
    armenia = held("CSTO")["ARM"]
    assert armenia.level < MIDDLE
    assert armenia.floor == 0
    assert armenia.member


def test_the_tables_are_read_as_of_the_day() -> None:
    assert "UZB" not in held("CSTO")
    assert held("CSTO", datetime.date(2010, 1, 1))["UZB"].member
    assert held("CSTO", datetime.date(2010, 1, 1))["ARM"].floor == FLOOR


def test_a_tie_that_nobody_compared_with_a_page_says_nothing() -> None:
    assert "RUS" not in held("Ukraine")  # guarantor of 1994, unchecked
