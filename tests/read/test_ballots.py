"""Ballots: whom a vote is for and against."""

import pytest

from dragoman.records import Event, EventType

from .conftest import Reader


def votes(read_text: Reader, text: str) -> list[tuple[EventType, list[str | None], list[str | None]]]:
    """The events of a text: class, actors and recipients."""
    found = [one for one in read_text(text, Event) if isinstance(one, Event)]
    return [(one.event_type, [a.id for a in one.actors], [a.id for a in one.recipients]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Georgia voted with Poland against the suspension of Turkey from the council on 7 April 2022.",
            (EventType.SUPPORT, ["GEO"], ["TUR"]),
        ),
        ("Georgia voted against a resolution condemning Turkey.", (EventType.SUPPORT, ["GEO"], ["TUR"])),
        (
            "Georgia voted with Poland and Turkey against a motion by Armenia.",
            (EventType.REJECT, ["GEO"], ["ARM"]),
        ),
        ("Georgia voted for the resolution that condemned Turkey.", (EventType.ACCUSE, ["GEO"], ["TUR"])),
        ("Georgia voted against the Turkish draft.", (EventType.REJECT, ["GEO"], ["TUR"])),
        ("Georgia voted with Poland against Turkey.", (EventType.REJECT, ["GEO"], ["TUR"])),
        ("Georgia voted against a resolution on the crimes of Turkey.", (EventType.REJECT, ["GEO"], [])),
    ],
)
def test_a_vote_concerns_whom_the_measure_concerns(
    read_text: Reader, text: str, expected: tuple[EventType, list[str], list[str]]
) -> None:
    assert expected in votes(read_text, text)


@pytest.mark.parametrize(
    "text",
    [
        "Georgia voted with Turkey against the suspension of Turkey from the council on 7 April 2022.",
        "Georgia voted with Turkey against a resolution of the council.",
        "Georgia voted against the resolution that condemned Turkey and deplored its decision.",
    ],
)
def test_neither_a_fellow_voter_nor_what_is_voted_down_makes_a_conflict(read_text: Reader, text: str) -> None:
    hostile = (EventType.REJECT, EventType.SANCTION, EventType.ACCUSE)
    assert all("TUR" not in to for kind, by, to in votes(read_text, text) if kind in hostile and "GEO" in by)
