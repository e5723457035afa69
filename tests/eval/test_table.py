"""The table of figures: intervals, how each figure is counted, what is kept, and what the page says of what is missing."""

import re
from pathlib import Path
from typing import Any

import deeds
import numpy as np
import page
import places
import pytest
import reliability
import rows
import saying
import sentences
import table
import trust

from dragoman.world import load_world

KAZ = {"name": "Kazakhstan", "id": "KAZ", "state": "KAZ"}
RUS = {"name": "Russia", "id": "RUS", "state": "RUS"}
OTS = {"name": "Organization of Turkic States", "id": "OTS", "state": None}


def event(kind: str, modality: str, actors: list[Any], recipients: list[Any]) -> dict[str, Any]:
    """An event as exported, as far as it is scored."""
    return {"event_type": kind, "modality": modality, "actors": actors, "recipients": recipients}


def figure(**changes: Any) -> dict[str, Any]:
    """A row of the table."""
    return rows.Row("Events", "class F1", "some set", rows.REPORT, 10, "records", 50.0).as_json() | changes


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    low, high = rows.wilson(8, 10)
    assert (round(low, 1), round(high, 1)) == (49.0, 94.3)


def test_an_interval_of_no_cases_excludes_nothing() -> None:
    assert rows.wilson(0, 0) == (0.0, 100.0)


def test_drawing_documents_gives_the_same_interval_every_time_and_holds_the_figure() -> None:
    counts = [(k % 3, 3, 4) for k in range(40)]
    low, high = rows.bootstrap(counts, rows.f1)
    assert (low, high) == rows.bootstrap(counts, rows.f1)
    assert low < 100 * float(rows.f1(np.sum(counts, axis=0))) < high


def test_documents_that_are_all_alike_leave_no_doubt() -> None:
    assert rows.bootstrap([(1, 2, 2)] * 5, rows.f1) == (50.0, 50.0)


@pytest.mark.parametrize(
    ("kind", "modality", "coded"),
    [
        ("AID", "happened", "AID"),
        ("AID", "planned", "AGREE"),
        ("RETREAT", "planned", "CONCEDE"),
        ("ASSAULT", "hypothetical", "THREATEN"),
        ("AID", "hypothetical", None),
        ("AID", "denied", None),
        ("AID", "demanded", "REQUEST"),
    ],
)
def test_class_and_modality_become_plovers_one_class(kind: str, modality: str, coded: str | None) -> None:
    assert deeds.recoded(kind, modality) == coded


def test_an_event_is_spread_over_both_sides_and_counts_once() -> None:
    told = event("CONSULT", "happened", [KAZ, OTS], [RUS])
    assert deeds.codes(load_world(), [told, told]) == [("KAZ", "RUS", "CONSULT"), ("IGO", "RUS", "CONSULT")]


def test_an_empty_side_is_nobody() -> None:
    assert deeds.codes(load_world(), [event("ASSAULT", "happened", [KAZ], [])]) == [("KAZ", "---", "ASSAULT")]


def test_what_is_coded_twice_is_right_only_once() -> None:
    assert deeds.hits(["AID"], ["AID", "AID", "ASSAULT"]) == (1, 3, 1)


def test_a_claim_that_does_not_quote_its_text_is_not_scored() -> None:
    article = saying.Article("one", "Tokayev said it.", ())
    span = {"start": 0, "end": 7, "exact": "Tokayev"}
    claim = {"kind": "claim", "source": {"path": "in/one.txt"}, "speaker": {"span": span}, "cue": None}
    found = saying.claims_by_article([article], [claim | {"content": [span | {"exact": "Nazarbayev"}]}])
    assert found == {"one": [saying.Gold([(0, 7)], [], [])]}


def test_totals_tell_labels_and_levels_apart() -> None:
    judged = [("planned", "easy", True), ("planned", "hard", False), ("denied", "hard", True)]
    assert sentences.totals(judged) == [
        ("all", 2, 3), ("planned", 1, 2), ("denied", 1, 1), ("easy", 1, 1), ("hard", 1, 2)
    ]  # fmt: skip


def test_the_report_part_is_read_only_when_asked_for() -> None:
    assert table.arguments([]).report is False
    assert table.arguments(["--only", "sentences", "--report"]).only == ["sentences", "report"]
    with pytest.raises(SystemExit):
        table.arguments(["--only", "report"])


def test_each_answer_falls_into_one_band_and_all_into_the_last_line() -> None:
    found = trust.bands("claims", rows.HELD, [(0.2, True), (0.6, False), (0.99, True), (1.0, True)])
    assert [(band.low, band.n) for band in found] == [(0.2, 1), (0.6, 1), (0.8, 2), (0.0, 4)]
    assert found[-1].right == 75


def test_a_judged_batch_is_rated_by_the_others_alone() -> None:
    verdicts = [{"batch": "1", "kind": "tie", "method": "office", "verdict": "right"}] * 50
    verdicts += [{"batch": "2", "kind": "tie", "method": "office", "verdict": "wrong"}] * 50
    rated = trust.judged(verdicts)["tie"]
    assert all(said < 0.2 for said, right in rated if right)
    assert all(said > 0.8 for said, right in rated if not right)


def test_the_shipped_shares_are_made_from_the_judged_findings() -> None:
    made = reliability.counted(reliability.rows_of(reliability.JUDGED))
    stored = [
        (row["kind"], row["method"], int(row["judged"]), int(row["right"]))
        for row in reliability.rows_of(reliability.TABLE)
    ]
    assert stored == made


def test_the_held_tenth_is_the_one_that_training_leaves_out() -> None:
    training = (places.ROOT / "training" / "events" / "train.py").read_text(encoding="utf-8")
    assert re.search(r"^HELD = (\d+)", training, re.MULTILINE).group(1) == str(trust.EVERY)  # type: ignore[union-attr]
    assert "place % HELD == HELD // 2" in training
    assert trust.EVERY // 2 == trust.HELD_PLACE


def test_a_figure_that_cannot_be_measured_says_what_it_needs() -> None:
    told = page.page(
        {"events": {"date": "2026-01-01", "rows": [figure(ours=None, missing="needs bench/events")]}}, "say"
    )
    assert "not measured: needs bench/events" in told


def test_a_part_without_its_data_keeps_the_figures_of_an_earlier_run() -> None:
    before = {"date": "2026-01-01", "rows": [figure()]}
    assert table.merged(before, [figure(missing="needs bench")], "2026-02-02") == before
    assert table.merged(before, [figure(ours=60.0)], "2026-02-02")["date"] == "2026-02-02"


def test_parts_without_public_data_say_so(tmp_path: Path) -> None:
    told = [*saying.rows(tmp_path), *deeds.rows(tmp_path)[:1]]
    assert all(row.missing.startswith("needs bench/") for row in told)
