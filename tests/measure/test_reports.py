"""Reports: what is compared of a million findings, and what stands for the rest."""

from pathlib import Path

import pytest

from dragoman.ledger import Ledger
from dragoman.measure import contradictions, disagreements, opposition
from dragoman.measure.passages import Origin, Voice
from dragoman.measure.reports import Report, surest
from dragoman.world import World, load_world
from tests.measure.quarrel import claim, event, keep, paper, tie

FRIENDS = "Kazakhstan and Türkiye are partners, said the minister number {}."
FOES = "Kazakhstan and Türkiye are rivals, said the poet number {}."


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture
def many(ledger: Ledger) -> Ledger:
    """Six authors on two states, and three who have a tie denied."""
    for number in range(3):
        keep(ledger, FRIENDS.format(number), outlet=f"Morning {number}")
        keep(ledger, FOES.format(number), outlet=f"Evening {number}")
        text = f"Uzbekistan is a member of the bloc, says paper {number}."
        keep(ledger, text, tie(paper(text), text, "UZB", "member", "CSTO", start="2007"), outlet=f"Day {number}")
    text = "Uzbekistan is no member of the bloc, says the last."
    keep(ledger, text, tie(paper(text), text, "UZB", "member", "CSTO", modality="denied", start="2007"), outlet="Night")
    return ledger


def told(ledger: Ledger, world: World) -> list[dict[str, object]]:
    return disagreements.disagreements(ledger, world=world).frame.to_dicts()


def test_letting_the_weakest_statements_go_changes_nothing_where_few_are_held_against_each_other(
    many: Ledger, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(many, world)
    assert len(before) > 3
    monkeypatch.setattr(opposition, "_HELD", 1)
    assert told(many, world) == before


def test_of_very_many_ties_the_surest_stand_for_all(
    many: Ledger, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied() -> int:
        found = (row for row in told(many, world) if not str(row["finding_2"]).startswith("table:"))
        return sum({row["stance_1"], row["stance_2"]} == {"member", "denied: member"} for row in found)

    assert denied() == 3
    monkeypatch.setattr(contradictions, "_MOST_TIES", 1)
    assert denied() == 1


def test_what_is_left_out_is_counted(many: Ledger, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    every = len(told(many, world))
    monkeypatch.setattr(disagreements, "_MOST", 1)
    result = disagreements.disagreements(many, world=world)
    assert 0 < result.frame.height < every
    (note,) = (note for note in result.notes if "left out" in note)
    assert f"{every - result.frame.height} weaker" in note


def test_the_surest_of_each_group_are_kept_in_their_order() -> None:
    origin = Origin({}, "a", None)
    given = [
        Report(str(number), origin, Voice(year, year), "", weight)
        for number, (year, weight) in enumerate((("2001", 0.5), ("2002", 0.1), ("2001", 0.9), ("2001", 0.7)))
    ]
    kept = surest(given, lambda one: one.voice, 2)
    assert [(one.voice.name, one.weight) for one in kept] == [("2002", 0.1), ("2001", 0.9), ("2001", 0.7)]
    assert surest(given, lambda one: one.voice, 4) == given


@pytest.mark.parametrize("first", [True, False])
def test_a_denial_is_found_whether_it_comes_first_or_last(tmp_path: Path, world: World, first: bool) -> None:
    said = "Kazakhstan sends its soldiers to the northern border in spring."
    holds = (said, claim(paper(said), said, "general"), "A")
    whole = f"He denied it. {said}"
    denies = (whole, claim(paper(whole), said, "minister", cue="denied"), "B")
    with Ledger.open(tmp_path / "denied.ledger", create=True) as book:
        for text, finding, outlet in (denies, holds) if first else (holds, denies):
            keep(book, text, finding, outlet=outlet)
        (row,) = (row for row in told(book, world) if row["kind"] == "denial")
    assert {row["stance_1"], row["stance_2"]} == {"said", "denied"}


def test_two_days_of_one_deed_are_a_disagreement_and_two_deeds_years_apart_are_not(
    ledger: Ledger, world: World
) -> None:
    for number, day in enumerate(("2020-05-04", "2020-05-20", "2024-05-20")):
        text = f"Kazakhstan signed an agreement with Uzbekistan about water on the day number {number}."
        keep(ledger, text, event(paper(text), text, "AGREE", "KAZ", "UZB", date=day), outlet=f"Paper {number}")
    (row,) = (row for row in told(ledger, world) if row["kind"] == "date")
    assert {row["stance_1"], row["stance_2"]} == {"2020-05-04", "2020-05-20"}
