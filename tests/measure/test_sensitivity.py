"""Sensitivity: one question under every choice."""

import polars as pl
import pytest

from dragoman.errors import UsageError
from dragoman.measure import balance
from dragoman.measure.sensitivity import PLAIN, sensitivity, variants
from tests.measure.happenings import made

EVENTS = made(
    "AGREE KAZ,RUS s1 s2",
    "AGREE KAZ,CHN s1",
    "REQUEST KAZ > RUS s1",
    "AID USA > KAZ planned s2",
    "AGREE KAZ,EU 2022-01-01 s3",
)


def share(frame: pl.DataFrame, variant: str, power: str) -> float | None:
    kept = frame.filter((pl.col("variant") == variant) & (pl.col("power") == power) & (pl.col("quantity") == "share"))
    return kept["value"][0]  # type: ignore[no-any-return]


def test_the_first_line_is_the_balance_itself_and_others_change_one_thing() -> None:
    told = sensitivity(EVENTS, "KAZ", draws=20)
    plain = balance.balance(EVENTS, "KAZ", draws=20).frame
    for power in ("RUS", "CHN"):
        assert (
            share(told.frame, PLAIN, power)
            == plain.filter(pl.col("row") == f"balance:KAZ:all:share:{power}")["value"][0]
        )
    assert share(told.frame, PLAIN, "USA") is None
    assert share(told.frame, "happened or planned", "USA") == 0.25
    assert share(told.frame, "as cooperation", "RUS") == 0.5
    assert share(told.frame, "every report counts", "RUS") == 0.5
    assert share(told.frame, "the West as one", "WEST") == pytest.approx(1 / 3)
    assert share(told.frame, "without CHN", "RUS") == 0.5


def test_every_line_has_a_row_that_can_be_computed_again() -> None:
    told = sensitivity(EVENTS, "KAZ", draws=20)
    assert told.frame.select("row", "variant").n_unique() == told.frame.height
    assert told.rests_on("balance:KAZ:all:share:RUS")


def test_the_notes_tell_from_where_to_where_a_share_goes() -> None:
    notes = sensitivity(EVENTS, "KAZ", draws=20).notes
    assert any(note.startswith("share of RUS: ") and " to " in note for note in notes)


def test_there_are_variants_for_each_choice_of_coding() -> None:
    choices = {choice for choice, _, _ in variants(("RUS", "CHN", "USA", "EU"))}
    assert choices >= {"modality", "voices", "merging", "REQUEST", "ACCUSE", "SANCTION", "codebook", "powers"}


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(UsageError, match="nobody and nothing"):
        sensitivity(EVENTS, "Atlantis")
