"""Balance: level, shares, evenness and tilt between powers."""

import csv

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure import address, balance, panel, powers
from dragoman.measure.coding import CODEBOOK, Coding
from dragoman.measure.in_force import ties_in_force
from dragoman.measure.result import ALWAYS, Result
from dragoman.records import EventType
from tests.measure.bench import BENCH, needs_bench
from tests.measure.happenings import keep, made

FOUR = ("RUS", "CHN", "TUR", "USA")
EVENTS = made(
    "AGREE KAZ,RUS 2022-01-06 security s1", "AID RUS > KAZ 2022-01-07 security s1", "AID RUS > KAZ 2022-01-09 economy s2",
    "CONSULT CHN > KAZ 2022-09-14 politics s3", "ACCUSE TUR > KAZ 2022-02-01 politics s2", "REQUEST KAZ > RUS 2022-01-05 security s1",
    "SUPPORT USA > KAZ 2023-02-28 planned politics s4",
)  # fmt: skip


def value(result: Result, quantity: str, power: str | None = None, period: str = "all") -> float | None:
    return row(result, quantity, power, period)["value"]


def row(result: Result, quantity: str, power: str | None = None, period: str = "all") -> dict[str, object]:
    of_power = pl.col("power").is_null() if power is None else pl.col("power") == power
    return result.frame.filter((pl.col("quantity") == quantity) & of_power & (pl.col("period") == period)).row(
        0, named=True
    )


def test_a_balance_by_hand() -> None:
    told = balance.balance(EVENTS, "KAZ", powers=FOUR, draws=50)
    assert value(told, "level", "RUS") == 4
    assert value(told, "cooperation", "RUS") == 3
    assert value(told, "share", "RUS") == 0.75
    assert value(told, "share", "CHN") == 0.25
    assert value(told, "share", "TUR") == 0
    assert value(told, "conflict_share", "TUR") == 1
    assert value(told, "hhi") == 0.625
    assert value(told, "effective") == 1.6
    assert value(told, "tilt", "RUS-CHN") == 0.5
    assert value(told, "intensity_sum", "RUS") == 22.5
    assert value(told, "intensity_mean", "TUR") == -3
    assert value(told, "material_cooperation", "RUS") == 2
    assert value(told, "neutral", "RUS") == 1
    assert value(told, "sources", "RUS") == 2


def test_a_power_not_told_of_is_missing_and_says_whether_it_is_told_of_otherwise() -> None:
    told = balance.balance(EVENTS, "KAZ", powers=(*FOUR, "EU"), draws=20)
    assert row(told, "level", "USA")["value"] is None
    assert (
        row(told, "level", "USA")["missing"]
        == "the sources tell of KAZ and USA only what does not count here: 1 planned"
    )
    assert row(told, "share", "EU")["missing"] == "the sources tell of no event of KAZ with EU"
    assert row(told, "tilt", "RUS-EU")["missing"] == "the sources tell of no event of KAZ with EU"
    assert any("no event of KAZ with EU" in note for note in told.notes)


def test_evenness_is_over_the_powers_told_of_and_a_true_zero_counts() -> None:
    told = balance.balance(made("AGREE KAZ,RUS", "AGREE KAZ,CHN"), "KAZ", powers=FOUR, draws=20)
    assert value(told, "evenness") == pytest.approx(1)
    assert value(told, "evenness_listed") == pytest.approx(0.5)
    lone = balance.balance(made("AGREE KAZ,RUS"), "KAZ", powers=FOUR, draws=20)
    assert row(lone, "evenness")["missing"] == "the sources tell of one of the powers only"


def test_every_row_has_a_value_or_a_reason_and_never_both() -> None:
    frame = balance.balance(EVENTS, "KAZ", by="year", modality=None, domain="each", directed=True, draws=20).frame
    assert set(ALWAYS) <= set(frame.columns)
    assert frame.filter(pl.col("value").is_null() == pl.col("missing").is_null()).is_empty()
    assert frame.filter(pl.col("value").is_null() & (pl.col("n") != 0)).is_empty()
    assert frame["row"].n_unique() == frame.height


def test_there_is_no_band_where_one_source_tells() -> None:
    told = balance.balance(EVENTS, "KAZ", powers=FOUR, draws=200)
    assert row(told, "level", "CHN")["low"] is None
    low, high = (row(told, "level", "RUS")[name] for name in ("low", "high"))
    assert low is not None
    assert high is not None
    assert low <= 4 <= high  # type: ignore[operator]


def test_an_event_told_by_many_counts_once_unless_reports_are_to_count() -> None:
    events = made("AGREE KAZ,RUS s1 s2 s3", "AGREE KAZ,CHN s1")
    assert value(balance.balance(events, "KAZ", powers=FOUR, draws=20), "share", "RUS") == 0.5
    assert value(balance.balance(events, "KAZ", powers=FOUR, weight="reports", draws=20), "share", "RUS") == 0.75


def test_near_duplicate_reports_weigh_as_one_source() -> None:
    events = made("AGREE KAZ,RUS s1 s1 s1", "AGREE KAZ,CHN s1")
    assert value(balance.balance(events, "KAZ", powers=FOUR, weight="sources", draws=20), "share", "RUS") == 0.5


def test_a_request_for_help_is_no_conflict_unless_the_codebook_is_asked_for() -> None:
    plain, letter = (
        balance.balance(EVENTS, "KAZ", powers=FOUR, coding=coding, draws=20) for coding in (None, CODEBOOK)
    )
    assert value(plain, "conflict", "RUS") == 0
    assert value(letter, "conflict", "RUS") == 1
    assert value(letter, "intensity_mean", "TUR") == 3
    assert any("1 request counts as neutral (the codebook: verbal conflict)" in note for note in plain.notes)


def test_directed_rows_tell_who_acts() -> None:
    frame = balance.balance(
        made("AID RUS > KAZ", "ACCUSE KAZ > RUS"), "KAZ", powers=FOUR, directed=True, draws=20
    ).frame
    told = frame.filter((pl.col("power") == "RUS") & pl.col("quantity").is_in(["cooperation", "conflict"]))
    assert told.select("direction", "quantity", "value").rows() == [
        ("out", "cooperation", 0.0), ("out", "conflict", 1.0), ("in", "cooperation", 1.0), ("in", "conflict", 0.0),
    ]  # fmt: skip


def test_periods_leave_out_events_without_a_date_and_say_so() -> None:
    told = balance.balance(pl.concat([EVENTS, made("AID CHN > KAZ")]).with_columns(event=pl.int_range(pl.len()).cast(pl.String)),
                           "KAZ", by="quarter", draws=20)  # fmt: skip
    assert told.frame["period"].unique().sort().to_list() == ["2022Q1", "2022Q3"]
    assert "1 of 7 events have no date, or one that spans several periods: they are in no row" in told.notes
    with pytest.raises(UsageError, match="no event of KAZ with these powers has a date"):
        balance.balance(made("AID CHN > KAZ"), "KAZ", by="year")


def test_a_time_without_data_is_missing_throughout() -> None:
    frame = balance.balance(EVENTS, "KAZ", powers=FOUR, since="2030", until="2031", draws=20).frame
    assert frame["value"].null_count() == frame.height


def test_the_address_of_a_row_gives_the_number_again() -> None:
    chosen = {"by": "year", "domain": "security", "directed": True, "modality": ("happened", "planned"), "coding": Coding(requests="conflict"),
              "powers": ("RUS", "WEST=USA|EU"), "weight": "reports", "since": "2020", "tilt": ("RUS", "WEST")}  # fmt: skip
    frame = balance.balance(EVENTS, "KAZ", draws=30, **chosen).frame  # type: ignore[arg-type]
    for line in frame.iter_rows(named=True):
        state, keywords = address.read(line["row"])
        again = balance.balance(EVENTS, state, draws=30, **keywords).frame
        assert again.filter(pl.col("row") == line["row"]).row(0, named=True) == line
    assert balance.balance(EVENTS, "KAZ", draws=20).frame["row"][0] == "balance:KAZ:all:level:RUS"
    with pytest.raises(UsageError, match="no address of a balance"):
        address.read("balance:KAZ:soon:level:RUS")


def test_a_number_rests_on_the_findings_of_its_class(ledger: Ledger) -> None:
    keep(ledger, "Aid came. They quarrelled.", ("Aid came", "AID", ["RUS"], ["KAZ"], "2022-01-06", "happened"),
         ("They quarrelled", "ACCUSE", ["RUS"], ["KAZ"], "2022-01-06", "happened"))  # fmt: skip
    aid, quarrel = (
        finding["id"] for finding in sorted(ledger.findings(), key=lambda finding: finding["span"]["start"])
    )
    told = balance.balance(ledger, "Kazakhstan", powers=("Russia", "China"), draws=20)
    assert told.rests_on("balance:KAZ:all:cooperation:RUS:powers=Russia,China") == (aid,)
    assert told.rests_on("balance:KAZ:all:conflict:RUS:powers=Russia,China") == (quarrel,)
    assert set(told.rests_on("balance:KAZ:all:level:RUS:powers=Russia,China")) == {aid, quarrel}
    assert told.rests_on("balance:KAZ:all:level:CHN:powers=Russia,China") == ()


def test_a_body_with_its_members_acts_through_those_of_the_day() -> None:
    events = made("AGREE KAZ,GBR 2015-01-01", "AGREE KAZ,GBR 2022-01-01", "AGREE KAZ,DEU 2022-01-01", "AGREE KAZ,RUS")
    told = balance.balance(events, "KAZ", powers=("RUS", "EU+"), draws=20)
    assert value(told, "level", "EU+") == 2  # the United Kingdom left in 2020


def test_an_event_with_two_sides_of_one_power_counts_once() -> None:
    told = balance.balance(made("CONSULT KAZ,USA,EU", "AGREE KAZ,RUS"), "KAZ", powers=("RUS", "WEST"), draws=20)
    assert value(told, "share", "WEST") == 0.5


@pytest.mark.parametrize(
    ("state", "asked", "said"),
    [
        ("Kazahstan", FOUR, "nobody and nothing called 'Kazahstan'"),
        ("KAZ", ("RUS", "Elbonia"), "nobody and nothing called 'Elbonia'"),
        ("KAZ", ("RUS",), "over RUS alone says nothing"),
        ("KAZ", ("RUS", "Russia"), "RUS stands twice"),
        ("KAZ", ("RUS", "KAZ"), "cannot be a power to itself"),
        ("KAZ", (), "over no powers"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(state: str, asked: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said) as fault:
        balance.balance(EVENTS, state, powers=asked)
    assert fault.value.hint


def test_an_empty_ledger_is_refused_in_a_sentence(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no events to balance"):
        balance.balance(ledger, "KAZ")


def test_a_great_power_is_left_out_of_its_own_default_list() -> None:
    assert [power.code for power in powers.powers_of(powers.DEFAULT, "RUS")] == ["CHN", "TUR", "USA", "EU"]


lines = st.lists(
    st.tuples(
        st.sampled_from([str(kind) for kind in EventType]), st.sampled_from("RUS CHN TUR USA".split()), st.booleans(),
        st.sampled_from(["happened", "planned"]), st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(2019, 2023),
    ),
    min_size=1, max_size=25,
)  # fmt: skip
Line = tuple[str, str, bool, str, list[int], int]


def built(told: list[Line], names: dict[str, str], sources: dict[int, int]) -> pl.DataFrame:
    texts = []
    for kind, power, out, modality, clusters, year in told:
        one, other = ("A0", names[power]) if out else (names[power], "A0")
        texts.append(
            f"{kind} {one} > {other} {year}-01-01 {modality} {' '.join(f's{sources[number]}' for number in clusters)}"
        )
    return made(*texts)


SAME = {name: name for name in FOUR}
PLAIN = {number: number for number in range(1, 6)}


@settings(deadline=None, max_examples=40)
@given(lines)
def test_numbers_stay_in_their_range_and_what_is_missing_is_never_zero(told: list[Line]) -> None:
    frame = balance.balance(built(told, SAME, PLAIN), "A0", powers=_known(told), draws=15).frame
    held = frame.drop_nulls("value")
    shares = held.filter(pl.col("quantity") == "share")["value"]
    assert not len(shares) or shares.sum() == pytest.approx(1)
    assert held.filter((pl.col("quantity") == "evenness") & ~pl.col("value").is_between(0, 1)).is_empty()
    assert held.filter(
        (pl.col("quantity") == "effective") & ~pl.col("value").is_between(1 - 1e-9, len(FOUR) + 1e-9)
    ).is_empty()
    assert held.filter((pl.col("quantity") == "level") & (pl.col("value") <= 0)).is_empty()
    assert held.filter(pl.col("low") > pl.col("high")).is_empty()


@settings(deadline=None, max_examples=25)
@given(lines, st.permutations(list(range(1, 6))), st.randoms(use_true_random=False))
def test_neither_names_nor_the_order_of_sources_matter(told: list[Line], order: list[int], chance: object) -> None:
    renamed = {name: f"{name}X" for name in FOUR}
    asked = _known(told)
    one = balance.balance(built(told, SAME, PLAIN), "A0", powers=asked, draws=15).frame
    shuffled = told[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    other = balance.balance(
        built(shuffled, renamed, dict(zip(range(1, 6), order, strict=True))),
        "A0",
        powers=[renamed.get(name, name) for name in asked],
        draws=15,
    ).frame
    assert other["n"].to_list() == one["n"].to_list()
    for first, second in zip(one["value"], other["value"], strict=True):
        assert first == pytest.approx(second) if first is not None else second is None


def _known(told: list[Line]) -> tuple[str, ...]:
    """The powers that occur, and one more, so that there are two."""
    named = [name for name in FOUR if any(line[1] == name for line in told)]
    return tuple(named) if len(named) > 1 else (*named, "EU")


@needs_bench
def test_scores_and_classes_are_plovers_with_its_two_faults_as_variants() -> None:
    with (BENCH / "plover_scores_and_quads.csv").open(encoding="utf-8") as table:
        printed = {line["category"]: line for line in csv.DictReader(table) if not line["mode"]}
    quads = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}
    assert set(printed) == {str(kind) for kind in EventType}
    for kind, line in printed.items():
        assert CODEBOOK.score_of(kind) == float(line["plover_score_as_printed"])
        assert CODEBOOK.quad_of(kind) == quads[line["quad_summary_table"]]
        if kind != "REQUEST":
            assert Coding().quad_of(kind) == quads[line["quad_section_heading"]]
    assert Coding().score_of("ACCUSE") == -3


def test_ties_in_force_are_weighed_by_power_and_domain() -> None:
    told = ties_in_force("KAZ", "2023-01-01", powers=FOUR)
    levels = {
        (line["domain"], line["power"]): line
        for line in told.frame.iter_rows(named=True)
        if line["quantity"] == "level"
    }
    russia, china = levels["security", "RUS"], levels["security", "CHN"]
    assert russia["value"] > china["value"] > 0
    assert "table:memberships.csv CSTO KAZ RUS" in told.rests_on(russia["row"])
    assert "member 1, " in told.settings["weights"]
    assert levels["culture", "USA"]["value"] is None
    assert levels["culture", "USA"]["missing"] == "no row of the tables ties KAZ and USA in culture on 2023-01-01"
    lighter = ties_in_force("KAZ", "2023-01-01", powers=FOUR, weights={"ally": 0.0}).frame
    row = f"{russia['row']}:weights=ally=0"
    assert lighter.filter(pl.col("row") == row)["value"][0] == russia["value"] - 1


def test_a_balance_of_a_panel_read_from_a_file_is_the_same(tmp_path: object) -> None:
    place = f"{tmp_path}/panel.csv"
    panel.write(EVENTS, place)
    one, other = (balance.balance(events, "KAZ", powers=FOUR, draws=30).frame for events in (EVENTS, panel.read(place)))
    assert one.equals(other)


def test_two_events_of_one_sentence_and_class_count_once_and_of_two_classes_twice() -> None:
    events = made("AGREE KAZ,RUS", "CONSULT KAZ,RUS", "ACCUSE KAZ > RUS", "AGREE KAZ,CHN")
    same = events.with_columns(sentence=pl.Series(["s", "s", "s", "t"]))
    told = balance.balance(same, "KAZ", powers=("RUS", "CHN"), draws=0)
    assert value(told, "verbal_cooperation", "RUS") == 1
    assert value(told, "verbal_conflict", "RUS") == 1
    assert value(balance.balance(events, "KAZ", powers=("RUS", "CHN"), draws=0), "verbal_cooperation", "RUS") == 2


def test_no_draws_give_no_intervals() -> None:
    frame = balance.balance(EVENTS, "KAZ", powers=FOUR, draws=0).frame
    assert frame["low"].null_count() == frame.height


def test_a_share_of_nothing_that_one_source_tells_has_no_interval() -> None:
    events = made("ACCUSE KAZ > RUS s1", "AGREE KAZ,CHN s2", "AGREE KAZ,CHN s3", "AGREE KAZ,TUR s3", "AGREE KAZ,TUR s2")
    told = balance.balance(events, "KAZ", powers=("RUS", "CHN", "TUR"), draws=200)
    assert (row(told, "share", "RUS")["value"], row(told, "share", "RUS")["low"]) == (0, None)


def test_an_empty_answer_names_every_filter_and_the_true_reason() -> None:
    events = made("AGREE KAZ,RUS 2022-01-06 economy", "AGREE KAZ,CHN 2022-01-06 culture")
    told = balance.balance(events, "KAZ", powers=("RUS", "CHN"), domain="culture", since="2023", draws=0)
    assert row(told, "level", "RUS")["missing"] == (
        "the sources tell of KAZ and RUS only what does not count here (domain culture, since 2023): 1 in economy"
    )
    assert row(told, "level", "CHN")["missing"] == (
        "the sources tell of KAZ and CHN only what does not count here (domain culture, since 2023): "
        "1 at another time or undated"
    )
    assert str(row(told, "evenness")["missing"]).endswith("any of the powers (domain culture, since 2023)")


@pytest.mark.parametrize("asked", [("CHN", "RUS", "TUR"), ("RUS", "CHN"), ("USA", "EU", "RUS", "CHN", "TUR")])
def test_powers_in_another_order_or_fewer_are_part_of_the_address(asked: tuple[str, ...]) -> None:
    told = balance.balance(EVENTS, "KAZ", powers=asked, draws=0).frame["row"]
    assert all(f":powers={','.join(asked)}" in one for one in told)
