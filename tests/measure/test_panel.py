"""The panel: merged events as frames, from a ledger, Parquet and CSV."""

from pathlib import Path

import polars as pl
import pytest

from dragoman.errors import DataError, UsageError
from dragoman.ledger import Ledger
from dragoman.measure import panel
from tests.measure.happenings import keep, made


def row(frame: pl.DataFrame, place: int = 0) -> dict[str, object]:
    return frame.row(place, named=True)


def test_an_event_of_a_ledger_has_its_sides_reports_and_sources(ledger: Ledger) -> None:
    for outlet in ("One paper wrote this.", "And another paper wrote quite a different text of its own."):
        keep(
            ledger,
            f"Tokayev met Putin. {outlet}",
            ("Tokayev met Putin", "CONSULT", ["KAZ:tokayev"], ["RUS"], "2022-01-06", "happened"),
        )
    event = row(panel.events(ledger))
    assert (event["event_type"], event["modality"], str(event["first"])) == ("CONSULT", "happened", "2022-01-06")
    assert (event["actors"], event["recipients"]) == (["KAZ"], ["RUS"])
    assert len(event["findings"]) == 2  # type: ignore[arg-type]
    assert event["clusters"] == [1, 2] or event["clusters"] == [2, 1]


def test_a_rejected_report_is_not_in_the_panel_and_a_corrected_one_stands_as_corrected(ledger: Ledger) -> None:
    keep(ledger, "A visit. A threat.", ("A visit", "CONSULT", ["KAZ"], ["RUS"], None, "happened"),
         ("A threat", "THREATEN", ["RUS"], ["KAZ"], None, "happened"))  # fmt: skip
    visit, threat = sorted(ledger.findings(), key=lambda finding: finding["span"]["start"])
    ledger.decide(threat["id"], "rejected", analyst="a")
    ledger.decide(visit["id"], "corrected", {"event_type": "AGREE", "modality": "planned"}, analyst="a")
    events = panel.events(ledger)
    assert events["event_type"].to_list() == ["AGREE"]
    assert events["modality"].to_list() == ["planned"]


def test_an_empty_ledger_gives_an_empty_panel_of_the_same_columns(ledger: Ledger) -> None:
    events = panel.events(ledger)
    assert events.is_empty()
    assert events.schema == pl.Schema(panel.SCHEMA)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_panel_is_read_back_as_it_was_written(tmp_path: Path, ending: str, ledger: Ledger) -> None:
    keep(ledger, "They met. Then nobody.", ("They met", "CONSULT", ["KAZ", "officials"], ["RUS"], "2022-01", "happened"),
         ("Then nobody", "PROTEST", [], ["KAZ"], None, "denied"))  # fmt: skip
    before = panel.events(ledger)
    panel.write(before, tmp_path / f"panel.{ending}")
    assert panel.read(tmp_path / f"panel.{ending}").equals(before)


def test_a_table_of_ones_own_needs_three_columns_only(tmp_path: Path) -> None:
    place = tmp_path / "own.csv"
    place.write_text("event_type,actors,recipients,date\nAGREE,KAZ|RUS,,2022-01-06\nAID,CHN,KAZ,\n", encoding="utf-8")
    read = panel.read(place)
    assert read["actors"].to_list() == [["KAZ", "RUS"], ["CHN"]]
    assert read["recipients"].to_list() == [[], ["KAZ"]]
    assert read["modality"].to_list() == ["happened", "happened"]
    assert read["clusters"].to_list() == [[1], [2]]
    assert str(read["first"][0]) == "2022-01-06"


def test_a_missing_column_and_a_strange_type_are_named(tmp_path: Path) -> None:
    place = tmp_path / "own.csv"
    place.write_text("event_type,actors\nAGREE,KAZ\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column recipients"):
        panel.read(place)
    place.write_text("event_type,actors,recipients\nKISS,KAZ,RUS\n", encoding="utf-8")
    with pytest.raises(DataError, match="'KISS' is no event type"):
        panel.read(place)
    with pytest.raises(UsageError, match="there is no panel"):
        panel.read(tmp_path / "none.csv")


def test_all_sides_of_a_mutual_deed_are_joined_and_only_actor_and_recipient_of_others() -> None:
    pairs = panel.dyads(made("CONSULT KAZ,RUS,CHN", "ACCUSE USA > RUS,CHN")).select("a", "b").rows()
    assert sorted(pairs) == [("CHN", "KAZ"), ("CHN", "RUS"), ("CHN", "USA"), ("KAZ", "RUS"), ("RUS", "USA")]


def test_who_cooperate_without_a_recipient_are_joined_and_who_reject_are_not() -> None:
    pairs = panel.dyads(made("SUPPORT KAZ,CHN", "REJECT KAZ,RUS")).select("a", "b").rows()
    assert pairs == [("CHN", "KAZ")]


def test_a_directed_dyad_keeps_who_acts() -> None:
    assert panel.dyads(made("AID RUS > KAZ"), directed=True).select("a", "b").rows() == [("RUS", "KAZ")]
    assert sorted(panel.dyads(made("AGREE RUS > KAZ"), directed=True).select("a", "b").rows()) == [
        ("KAZ", "RUS"),
        ("RUS", "KAZ"),
    ]


def test_a_period_holds_events_that_lie_wholly_in_it() -> None:
    events = made("AGREE KAZ,RUS 2022-01-06", "AGREE KAZ,RUS").with_columns(last=pl.col("last").dt.offset_by("2mo"))
    labels = {by: events.select(panel.period(by))["period"].to_list() for by in panel.PERIODS}
    assert labels == {"year": ["2022", None], "quarter": ["2022Q1", None], "month": [None, None]}


def test_dyads_by_year_count_events_reports_and_classes() -> None:
    told = panel.dyad_year(
        made(
            "AGREE KAZ,RUS 2022-01-06 s1 s2",
            "AID RUS > KAZ 2022-05-01 s2",
            "REQUEST KAZ > RUS 2022-01-05",
            "ACCUSE KAZ > RUS 2021-01-01",
        )
    )
    last = row(told, 1)
    assert (last["a"], last["b"], last["period"], last["events"], last["sources"]) == ("KAZ", "RUS", "2022", 3, 2)
    assert (last["verbal_cooperation"], last["material_cooperation"], last["neutral"], last["verbal_conflict"]) == (
        1,
        1,
        1,
        0,
    )
    assert last["intensity_sum"] == 12.5
    assert row(told)["intensity_mean"] == -3.0


def test_states_by_year_count_an_event_with_many_once() -> None:
    told = panel.state_periods(made("CONSULT KAZ,RUS,CHN 2022-01-06"), "year")
    assert told.select("state", "partners", "events").rows() == [("CHN", 2, 1), ("KAZ", 2, 1), ("RUS", 2, 1)]


def test_only_reports_of_the_voices_asked_for_stay() -> None:
    events = made("AGREE KAZ,RUS s1 s2").with_columns(
        findings=pl.Series([["f1", "f2"]]), voices=pl.Series([["RUS", None]])
    )
    assert panel.chosen(events, voices="states")["findings"].to_list() == [["f1"]]
    assert panel.chosen(events, voices="press")["clusters"].to_list() == [[2]]
    assert panel.chosen(events, voices=("China",)).is_empty()


def test_what_is_no_period_modality_or_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no period"):
        panel.dyad_periods(made("AGREE KAZ,RUS"), "week")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no modality"):
        panel.chosen(made("AGREE KAZ,RUS"), modality=("done",))
    with pytest.raises(UsageError, match=r"neither \.parquet nor \.csv"):
        panel.write(made("AGREE KAZ,RUS"), tmp_path / "panel.xls")
