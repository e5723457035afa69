"""Figures: what a picture says in words, what is missing stays missing, and the source stands inside the image."""

import datetime
import json

import pytest

from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.show.figures.calendar_grid import calendar_grid, sign_of
from dragoman.show.figures.dumbbell import dumbbell
from dragoman.show.figures.ego import MOST, Node, ego, graph, places, short_name
from dragoman.show.figures.figure import Figure, folded, listed
from dragoman.show.figures.figure import share as share_of
from dragoman.show.figures.gantt import gantt
from dragoman.show.figures.lanes import lanes
from dragoman.show.figures.ribbon import finding, ribbon
from dragoman.show.figures.ternary import ternary
from dragoman.show.figures.waffle import waffle
from dragoman.show.figures.worldmap import centre, in_view, placed, worldmap

TOLD = {"ledger": "kz.ledger", "state": "0123456789ab", "as of": "2026-11-22"}
NAMES = {"RUS": "Russia", "CHN": "China", "TUR": "Türkiye", "KAZ": "Kazakhstan"}


def named(code: str) -> str:
    return NAMES.get(code, code)


def share(period: str, power: str, value: float | None, low: float | None = None, high: float | None = None) -> Row:
    return {
        "row": f"balance:KAZ:{period}:share:{power}", "state": "KAZ", "period": period, "power": power, "quantity": "share",
        "value": value, "low": low, "high": high, "n": 0 if value is None else 4, "missing": "nothing told" if value is None else None,
    }  # fmt: skip


def edge(a: str, b: str, value: float) -> Row:
    return {
        "row": f"network:all:both:{a}-{b}", "a": a, "b": b, "sign": 1 if value > 0 else -1, "value": value, "events": 1, "ties": 0,
        "ratio": None, "n": 1,
    }  # fmt: skip


SHARES = [
    share("2020", "RUS", 0.8, 0.7, 0.9), share("2020", "CHN", 0.2, 0.1, 0.3), share("2020", "TUR", None),
    share("2022", "RUS", 0.3, 0.2, 0.4), share("2022", "CHN", 0.5, 0.2, 0.8), share("2022", "TUR", 0.2),
]  # fmt: skip


def every_figure() -> list[Figure | None]:
    claim: Row = {
        "id": "c1", "speaker": {"name": "Tokayev"}, "about": [{"name": "Russia"}], "assessment": None,
        "content": [{"exact": "all is well"}], "span": {"exact": "x"}, "source": {"published": "2022-03"},
    }  # fmt: skip
    tie: Row = {
        "with": "Russia", "relation": "ally", "start": "1992-05", "end": None, "basis": "tables", "certainty": "high", "source": "s", "finding": None,
    }  # fmt: skip
    number: Row = {
        "about": "trade", "unit": "USD", "value_1": 2.0, "value_2": 3.0, "voice_1": "A", "voice_2": "B", "date_1": None, "date_2": None,
        "apart": 1.5, "row": "disagreement:figure:x",
    }  # fmt: skip
    partner: Row = {
        "state": "RUS",
        "value": 2.0,
        "n": 2,
        "cooperation": 2,
        "conflict": 0,
        "missing": None,
        "row": None,
        "link": "/",
    }
    month: Row = {"month": "2022-01", "events": 2, "cooperation": 2, "conflict": 0, "neutral": 0}
    return [
        ribbon(SHARES, TOLD, state="KAZ"),
        ternary(SHARES, TOLD, state="KAZ", powers=("RUS", "CHN", "TUR")),
        calendar_grid([month], TOLD, a="KAZ", b="RUS"),
        lanes([claim], TOLD),
        dumbbell([number], TOLD),
        gantt([tie], TOLD, side="Kazakhstan", until=datetime.date(2026, 1, 1)),
        ego([edge("KAZ", "RUS", 2)], TOLD, around="KAZ", period="all", by="both"),
        worldmap([partner], TOLD, state="KAZ", layer="events", window="2022"),
        waffle([{"month": "2022-01", "language": "en", "documents": 3, "words": 9}], TOLD),
    ]


@pytest.mark.parametrize("number", range(9))
def test_the_source_the_day_and_the_state_of_the_ledger_stand_inside_the_image(number: int) -> None:
    drawn = every_figure()[number]
    assert drawn
    image = json.dumps(drawn.spec)
    assert all(told in image for told in TOLD.values())
    assert " ".join(drawn.spec["title"]["text"]) == drawn.title
    assert drawn.alt
    assert set(drawn.columns) <= {*drawn.rows[0]} | {"ratio"}


@pytest.mark.parametrize("number", range(9))
def test_a_specification_cannot_end_the_element_that_holds_it(number: int) -> None:
    drawn = every_figure()[number]
    assert drawn
    assert "<" not in drawn.script


@pytest.mark.parametrize("drawn", [
    ribbon([share("2020", "RUS", None)], TOLD, state="KAZ"), calendar_grid([], TOLD, a="A", b="B"), lanes([], TOLD), dumbbell([], TOLD),
    gantt([], TOLD, side="A", until=datetime.date(2026, 1, 1)), ego([], TOLD, around="KAZ", period="all", by="both"),
    worldmap([], TOLD, state="KAZ", layer="events", window="2022"), waffle([], TOLD),
])  # fmt: skip
def test_of_nothing_there_is_no_picture(drawn: Figure | None) -> None:
    assert drawn is None


def test_a_ribbon_says_who_leads_and_what_moved_beyond_its_band() -> None:
    told = finding(SHARES, "KAZ", named).replace("\u00a0", " ")
    assert (
        told
        == "Kazakhstan: in 2022, China had the largest share of the cooperation told of (50 %); Russia fell from 80 % (2020) to 30 % (2022)"
    )


def test_a_movement_within_the_bands_is_none() -> None:
    rows = [
        share("2020", "RUS", 0.5, 0.1, 0.9),
        share("2020", "CHN", 0.5, 0.1, 0.9),
        share("2021", "RUS", 0.6, 0.2, 0.9),
        share("2021", "CHN", 0.4, 0.1, 0.8),
    ]
    assert "nothing has moved beyond its band" in finding(rows, "KAZ", named)


def test_a_year_without_rows_leaves_a_gap() -> None:
    drawn = ribbon(SHARES, TOLD, state="KAZ")
    assert drawn
    values = drawn.spec["vconcat"][0]["data"]["values"]
    assert [value["value"] for value in values if value["power"] == "RUS"] == [0.8, None, 0.3]


def test_a_period_in_which_one_of_three_is_not_told_of_has_no_point() -> None:
    drawn = ternary(SHARES, TOLD, state="KAZ", powers=("RUS", "CHN", "TUR"))
    assert drawn
    assert [row["period"] for row in drawn.rows] == ["2022"]
    assert "Left out: 1 period of which" in drawn.caption


@pytest.mark.parametrize(("cooperation", "conflict", "sign"), [(2, 0, "+"), (0, 1, "−"), (1, 1, "±"), (0, 0, "○")])
def test_the_sign_of_a_month_is_what_prevails(cooperation: int, conflict: int, sign: str) -> None:
    assert sign_of({"cooperation": cooperation, "conflict": conflict}) == sign


def test_an_ego_network_has_forty_nodes_at_most_and_keeps_the_strongest() -> None:
    rows = [edge("EGO", f"S{number:03d}", float(number + 1)) for number in range(90)]
    nodes = places(rows, "EGO")
    assert len(nodes) == MOST
    assert "S089" in {node.code for node in nodes}
    assert "S000" not in {node.code for node in nodes}
    assert {one["source"] for one in graph(nodes, rows)["edges"]} == {"EGO"}


def test_numbers_that_are_missing_are_no_colour_on_the_map() -> None:
    rows: list[Row] = [
        {"state": "RUS", "value": None, "n": 0, "cooperation": None, "conflict": None, "missing": "no row", "row": None, "link": "/"},
        {"state": "CHN", "value": -2.0, "n": 2, "cooperation": 0, "conflict": 2, "missing": None, "row": None, "link": "/"},
    ]  # fmt: skip
    drawn = worldmap(rows, TOLD, state="KAZ", layer="events", window="2022", named=named)
    assert drawn
    assert '"Russia"' not in json.dumps(drawn.spec["vconcat"][0]["layer"][2])
    assert "conflict with China" in drawn.title


def test_an_inline_map_needs_no_other_file() -> None:
    row: Row = {
        "state": "RUS",
        "value": 1.0,
        "n": 1,
        "cooperation": 1,
        "conflict": 0,
        "missing": None,
        "row": None,
        "link": "/",
    }
    drawn = worldmap([row], TOLD, state="KAZ", layer="events", window="2022", inline=True)
    assert drawn
    assert '"url"' not in json.dumps(drawn.spec)


def test_text_is_folded_between_words_and_nothing_is_lost() -> None:
    text = "one two three four"
    assert folded(text, 9) == ["one two", "three", "four"]
    assert " ".join(folded(text, 3)) == text


def test_lists_end_with_how_many_others_there_are() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(list("ABCDEFG")) == "A, B, C, D and 3 others"


@pytest.mark.parametrize("partners", [1, 2, 7, 16, 20, 39])
def test_no_name_of_the_network_lies_over_another(partners: int) -> None:
    letters, line = 7.0, 13.0  # pixels: what a letter takes at most, and the height of a line
    drawn = ego([edge("KAZ", f"A{n:02}", 20.0 - n) for n in range(partners)], TOLD, around="KAZ", period="all", by="both",
                named=lambda code: f"Republic of the {code} far away")  # fmt: skip
    assert drawn
    plot = drawn.spec["vconcat"][0]
    wide, high = plot["width"] / 3.2, plot["height"] / 1.92
    boxes = []
    for dot in plot["layer"][1]["data"]["values"][1:]:
        long, x, y = letters * len(dot["label"]) + 9, dot["x"] * wide, dot["y"] * high
        boxes.append((x, x + long, y) if dot["side"] == "right" else (x - long, x, y))
    over = [
        (one, other) for place, one in enumerate(boxes) for other in boxes[:place]
        if abs(one[2] - other[2]) < line and one[0] < other[1] and other[0] < one[1]
    ]  # fmt: skip
    assert over == []
    assert all(abs(edge) < plot["width"] / 2 + 12 for box in boxes for edge in box[:2])


def test_a_long_name_is_told_by_its_acronym_or_cut_off_visibly() -> None:
    body = Node("CSTO", "Collective Security Treaty Organization", 0, 0, 1)
    person = Node("kassym-jomart-tokayev", "Kassym-Jomart Kemelevich Tokayev", 0, 0, 1)
    assert short_name(body, 24) == "CSTO"
    assert short_name(body, 60) == "Collective Security Treaty Organization"
    assert short_name(person, 20) == "Kassym-Jomart Kemel…"


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    month: Row = {"month": "2022-01", "events": 1, "cooperation": 1, "conflict": 0, "neutral": 0}
    calendar = calendar_grid([month], TOLD, a="KAZ", b="RUS", undated=1)
    assert calendar
    assert calendar.title == "KAZ and RUS: 1 dated event is told of, no conflict; all in 2022-01"
    assert "by month, 2022-01: 1 with a month; 1 without" in calendar.caption
    few = waffle([{"month": "2022-01", "language": "en", "documents": 1, "words": 9}], TOLD)
    assert few
    assert few.title == "1 dated document, 2022"


def test_a_speaker_without_a_name_has_no_lane_and_is_counted() -> None:
    claim: Row = {
        "id": "c1", "speaker": {"name": "Tokayev"}, "about": [], "assessment": None, "content": [{"exact": "all is well"}],
        "span": {"exact": "x"}, "source": {"published": "2022-03"},
    }  # fmt: skip
    drawn = lanes([claim, claim | {"speaker": {"name": "He"}}], TOLD)
    assert drawn
    assert [row["speaker"] for row in drawn.rows] == ["Tokayev"]
    assert "1 by “he”, “they” or the like" in drawn.caption


def test_the_picture_of_the_newest_claims_says_that_there_are_more() -> None:
    claim: Row = {
        "id": "c1", "speaker": {"name": "Tokayev"}, "about": [], "assessment": None, "content": [{"exact": "all is well"}],
        "span": {"exact": "x"}, "source": {"published": "2022-03"},
    }  # fmt: skip
    drawn = lanes([claim], TOLD, of=Number(900))
    assert drawn
    assert "1 of the newest 1 shown" in drawn.caption


def test_no_label_is_cut_off_by_the_edge_of_the_map() -> None:
    middle = (67.0, 48.0)
    assert in_view((67.0, 48.0), middle)
    assert in_view((35.0, 39.0), middle)
    assert not in_view((-3.0, 40.0), middle)
    assert not in_view((-113.0, -48.0), middle)  # the other side of the earth


def test_a_line_is_not_broken_within_a_number_and_its_unit() -> None:
    told = f"a share of the cooperation told of ({share_of(0.4)})"
    assert [line for line in folded(told, 40) if line.startswith("%")] == []


def test_no_number_on_the_map_lies_over_another() -> None:
    states = ("DEU", "POL", "CZE", "AUT", "HUN", "SVK", "CHE", "BEL", "NLD", "KGZ", "TJK", "UZB")
    told: list[Row] = [
        {
            "state": code,
            "value": 2.5,
            "n": 3,
            "cooperation": 3,
            "conflict": 0,
            "missing": None,
            "row": None,
            "link": "/",
        }
        for code in states
    ]
    drawn = worldmap(told, TOLD, state="KAZ", layer="ties", window="2022")
    assert drawn
    held = drawn.spec["vconcat"][0]["layer"][-1]["data"]["values"]
    places = [placed((one["east"], one["north"]), centre("KAZ")) for one in held]
    assert 3 <= len(places) < len(states)
    assert not [
        (one, other) for n, one in enumerate(places) for other in places[:n]
        if abs(one[0] - other[0]) < 50 and abs(one[1] - other[1]) < 12
    ]  # fmt: skip
