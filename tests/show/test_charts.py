"""Charts: what stands in a specification, panel by panel."""

from typing import Any

import polars as pl
import pytest

from dragoman.errors import UsageError
from dragoman.measure.result import Result
from dragoman.show.charts import spec_of


def result(measure: str, rows: list[dict[str, Any]]) -> Result:
    told = [{"row": str(k), **row, "low": None, "high": None, "n": 1, "missing": None} for k, row in enumerate(rows)]
    return Result(measure, "What?", "a formula", pl.DataFrame(told, infer_schema_length=None))


def year(period: str, power: str | None, value: float | None, quantity: str = "share") -> dict[str, Any]:
    return {"state": "KAZ", "period": period, "power": power, "quantity": quantity, "value": value}


def test_a_year_without_a_row_breaks_the_line() -> None:
    spec = spec_of(result("balance", [year("2009", "RUS", 1.0), year("2011", "RUS", 2.0), year("2009", "CHN", 1.0)]))
    russia = [(row["time"], row["value"]) for row in spec["data"]["values"] if row["series"] == "RUS"]
    assert russia == [(2009, 1.0), (2010, None), (2011, 2.0)]
    assert spec["vconcat"][0]["layer"][-1]["mark"]["invalid"] == "break-paths-show-domains"


def test_years_are_a_continuous_axis() -> None:
    spec = spec_of(result("balance", [year("2009", "RUS", 1.0), year("2022", "RUS", 2.0)]))
    x = spec["vconcat"][0]["layer"][-1]["encoding"]["x"]
    assert (x["type"], x["axis"]["format"]) == ("quantitative", "d")


def test_what_is_of_all_powers_stands_in_no_legend_and_empty_panels_are_left_out() -> None:
    rows = [year("2009", "RUS", 1.0), year("2009", "CHN", 1.0), year("2010", "CHN", 1.0)]
    rows += [year("2009", None, 1.0, "evenness"), year("2010", None, None, "hhi")]
    spec = spec_of(result("balance", rows))
    assert [panel["title"]["text"] for panel in spec["vconcat"]] == ["share", "evenness"]
    shares, evenness = (panel["layer"][-1]["encoding"]["color"] for panel in spec["vconcat"])
    assert shares["legend"]["values"] == ["RUS", "CHN"]
    assert "field" not in evenness


def test_a_network_has_a_bar_for_each_pair_and_thirty_at_most() -> None:
    rows = [{"a": "KAZ", "b": f"S{k}", "sign": 1, "value": float(k)} for k in range(1, 41)]
    spec = spec_of(result("network", rows))
    assert len(spec["data"]["values"]) == 30
    assert spec["data"]["values"][0]["label"] == "KAZ – S40"
    assert "the 30 largest of 40" in spec["title"]["subtitle"]


def test_counted_visits_stand_apart_and_undated_ones_are_left_out_with_a_note() -> None:
    def visit(period: str, direction: str, occasion: str, value: float) -> dict[str, Any]:
        head = {"state": "KAZ", "period": period, "direction": direction, "power": "TUR", "occasion": occasion}
        return {**head, "level": "head of state", "value": value}

    rows = [visit("2022", "out", "visit", 1), visit("undated", "in", "visit", 2), visit("2023", "in", "visit", 1)]
    spec = spec_of(result("visits", [*rows, visit("undated", "out", "counted", 24)]))
    assert [panel["title"]["text"] for panel in spec["vconcat"]] == [
        "journeys of KAZ", "journeys to KAZ", "journeys of KAZ, as a source counts them, without dates",
    ]  # fmt: skip
    assert "2 visits without a date are left out" in spec["title"]["subtitle"]


@pytest.mark.parametrize("measure", ["network_balance", "left_out"])
def test_a_chart_that_would_say_nothing_is_refused(measure: str) -> None:
    with pytest.raises(UsageError, match="would show nothing"):
        spec_of(result(measure, [{"number": "walk", "value": 1.0}]))


def test_an_answer_without_a_number_is_no_chart() -> None:
    with pytest.raises(UsageError, match="no number"):
        spec_of(result("balance", [year("2009", "RUS", None)]))
