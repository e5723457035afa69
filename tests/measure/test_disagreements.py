"""Disagreements: each kind found where it is, and silence where there is none."""

from pathlib import Path

import polars as pl
import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.disagreements import COLUMNS, disagreements
from dragoman.world import World, load_world
from tests.measure.quarrel import claim, event, figure, keep, paper, tie

FRIENDS = "Kazakhstan and Türkiye are partners, said the minister in the morning."
FOES = "Kazakhstan and Türkiye are rivals, said the poet in the evening."


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture
def quarrel(ledger: Ledger) -> Ledger:
    """Two authors on the same two states."""
    keep(ledger, FRIENDS, outlet="Morning Post")
    keep(ledger, FOES, outlet="Evening Post")
    return ledger


def told(ledger: Ledger, world: World, kind: str | None = None) -> list[dict[str, object]]:
    return disagreements(ledger, kind=kind, world=world).frame.to_dicts()


def test_authors_who_call_two_states_partners_and_rivals_disagree(quarrel: Ledger, world: World) -> None:
    (row,) = told(quarrel, world)
    assert (row["kind"], row["a"], row["b"], row["same_voice"]) == ("relation", "KAZ", "TUR", False)
    assert {row["stance_1"], row["stance_2"]} == {"cooperative", "adversarial"}
    assert {row["quote_1"], row["quote_2"]} == {FRIENDS, FOES}
    assert "Kazakhstan" in str(row["settle"])
    assert row["n"] == 2


def test_the_frame_has_its_columns_and_addresses_that_rest_on_findings(quarrel: Ledger, world: World) -> None:
    result = disagreements(quarrel, world=world)
    assert dict(result.frame.schema) == dict(COLUMNS)
    (row,) = result.frame["row"]
    assert row.startswith("disagreement:relation:KAZ-TUR:")
    assert len(result.rests_on(row)) == 2


def test_the_order_of_documents_changes_nothing(quarrel: Ledger, world: World, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "other.ledger", create=True) as other:
        keep(other, FOES, outlet="Evening Post")
        keep(other, FRIENDS, outlet="Morning Post")
        assert told(other, world) == told(quarrel, world)


def test_a_near_duplicate_adds_no_voice(ledger: Ledger, world: World) -> None:
    long = " ".join(f"The report of the day number {number} tells of wind and weather." for number in range(40))
    keep(ledger, f"{FRIENDS} {long}", outlet="Morning Post")
    keep(ledger, f"{FOES} {long[::-1]}", outlet="Evening Post")
    before = len(told(ledger, world))
    keep(ledger, f"{FOES} {long[::-1]} The end.", outlet="Copy Post")
    assert len(told(ledger, world)) == before == 1


def test_an_assessed_claim_weighs_more_than_the_wording_of_an_author(ledger: Ledger, world: World) -> None:
    text = "Russia and China are rivals and Türkiye waits."
    document = paper(text, outlet="A")
    keep(ledger, text, claim(document, text, "poet", ("RUS", "CHN", "adversarial"), confidence=1.0), outlet="A")
    keep(ledger, "Russia and China are partners.", outlet="B")
    (row,) = told(ledger, world)
    assert row["value"] == pytest.approx((1.0 * 0.8 * 0.8) ** 0.5)


def test_a_rejected_claim_does_not_count(ledger: Ledger, world: World) -> None:
    text = "Somebody of no name told us this and that."
    document = paper(text, outlet="A")
    said = claim(document, text, "poet", ("CHN", "RUS", "adversarial"))
    keep(ledger, text, said, outlet="A")
    keep(ledger, "Russia and China are partners.", outlet="B")
    assert len(told(ledger, world)) == 1
    ledger.decide(said.id, "rejected", analyst="A. N.")
    assert told(ledger, world) == []


@pytest.mark.parametrize(
    "text",
    [
        "If another crisis broke out, China would leave the soldiers to Russia.",
        "China is likely to be asked for loyalty by Russia.",
    ],
)
def test_what_is_only_expected_does_not_describe_a_relation(ledger: Ledger, world: World, text: str) -> None:
    document = paper(text, outlet="A")
    said = claim(document, text, "poet", ("CHN", "RUS", "adversarial"))
    keep(ledger, text, said, outlet="A")
    keep(ledger, "Russia and China are partners.", outlet="B")
    assert told(ledger, world) == []
    ledger.decide(said.id, "confirmed", analyst="A. N.")
    assert len(told(ledger, world)) == 1


def test_one_who_says_both_contradicts_himself(ledger: Ledger, world: World) -> None:
    keep(ledger, "Russia and China are partners.", outlet="A")
    keep(ledger, "Russia and China are rivals.", outlet="A")
    (row,) = told(ledger, world)
    assert row["same_voice"] is True


def test_against_two_states_is_one_disagreement_about_two_pairs(ledger: Ledger, world: World) -> None:
    keep(ledger, "Some hold that the OTS is hostile to Russia and China.", outlet="A")
    keep(ledger, "The OTS, Russia and China are on good terms.", outlet="B")
    (row,) = told(ledger, world)
    assert set(str(row["about"]).split("; ")) == {"CHN – OTS", "OTS – RUS"}


def test_a_member_bears_on_its_organisation_with_less_weight(ledger: Ledger, world: World) -> None:
    keep(ledger, "The OTS is hostile to Russia.", outlet="A")
    keep(ledger, "Türkiye and Russia are partners.", outlet="B")
    (row,) = told(ledger, world)
    assert row["about"] == "OTS – RUS; RUS – TUR"
    assert 0 < float(str(row["value"])) < 0.5 * 0.8 * 0.8


def test_what_grows_for_one_and_fades_for_another_is_a_disagreement_of_trend(ledger: Ledger, world: World) -> None:
    keep(ledger, "Trade between Kazakhstan and Türkiye is growing.", outlet="A")
    keep(ledger, "It rained. The role of Türkiye for Kazakhstan is shrinking.", outlet="B")
    (row,) = told(ledger, world)
    assert (row["kind"], row["stance_1"], row["stance_2"]) in [
        ("trend", "rising", "falling"),
        ("trend", "falling", "rising"),
    ]


def test_who_does_not_believe_that_a_state_turns_away_denies_a_fall(ledger: Ledger, world: World) -> None:
    keep(ledger, "Kazakhstan is turning away from Türkiye.", outlet="A")
    text = "He does not believe that Kazakhstan is turning away from Türkiye."
    keep(ledger, text, claim(paper(text), text, "poet", ("KAZ", "TUR", "adversarial"), cue="does not believe"))
    rows = told(ledger, world, "trend")
    assert {row["stance_1"] for row in rows} | {row["stance_2"] for row in rows} == {"falling", "not falling"}
    assert told(ledger, world, "relation") == []


def test_whoever_is_nobody(ledger: Ledger, world: World) -> None:
    text = "Whoever calls China a rival of Russia has not counted the trains."
    keep(ledger, text, claim(paper(text), text, "poet", ("CHN", "RUS", "adversarial")), outlet="A")
    text = "Russia and China are rivals, as they say."
    keep(ledger, text, claim(paper(text), text, "Whoever", ("CHN", "RUS", "adversarial")), outlet="C")
    keep(ledger, "Russia and China are partners.", outlet="B")
    assert told(ledger, world) == []


def test_rows_that_only_bear_on_each_other_say_so(ledger: Ledger, world: World) -> None:
    keep(ledger, "The OTS is hostile to Russia.", outlet="A")
    keep(ledger, "Türkiye and Russia are partners.", outlet="B")
    text = "Russia fined China."
    keep(ledger, text, event(paper(text), text, "SANCTION", "RUS", "CHN", date="2022-01-02"), outlet="C")
    keep(ledger, "Russia and China are partners.", outlet="D")
    keep(ledger, "Russia and China are rivals.", outlet="E")
    rows = told(ledger, world)
    assert {(row["about"], row["indirect"]) for row in rows} == {
        ("OTS – RUS; RUS – TUR", "a member stands for its body"),
        ("CHN – RUS", "a deed stands against a description"),
        ("CHN – RUS", None),
    }


def test_two_deeds_of_opposite_sign_are_no_disagreement(ledger: Ledger, world: World) -> None:
    text = "Russia gave China arms."
    keep(ledger, text, event(paper(text), text, "AID", "RUS", "CHN", date="2022-01-01"))
    text = "Russia fined China."
    keep(ledger, text, event(paper(text), text, "SANCTION", "RUS", "CHN", date="2022-01-02"))
    assert told(ledger, world) == []


def test_a_tie_affirmed_and_denied_is_settled_by_a_list(ledger: Ledger, world: World) -> None:
    text = "Ruritania is a member of the Club."
    keep(ledger, text, tie(paper(text), text, "RUR", "member", "CLUB", "poet"), outlet="A")
    text = "Ruritania is no member of the Club."
    keep(ledger, text, tie(paper(text), text, "RUR", "member", "CLUB", "minister", modality="denied"), outlet="B")
    (row,) = told(ledger, world, "membership")
    assert "list of members" in str(row["settle"])
    assert (row["stance_1"], row["stance_2"]) in [("member", "denied: member"), ("denied: member", "member")]


def test_member_until_one_year_and_not_since_another_do_not_contradict(ledger: Ledger, world: World) -> None:
    text = "Ruritania was a member of the Club."
    keep(ledger, text, tie(paper(text), text, "RUR", "member", "CLUB", start="1990", end="1995"), outlet="A")
    text = "Ruritania is no member of the Club since 2010."
    keep(ledger, text, tie(paper(text), text, "RUR", "member", "CLUB", modality="denied", start="2010"), outlet="B")
    assert told(ledger, world, "membership") == []


def test_a_membership_that_the_world_knows_otherwise_is_held_against_its_row(ledger: Ledger, world: World) -> None:
    text = "Uzbekistan is a member of the CSTO."
    keep(ledger, text, tie(paper(text), text, "UZB", "member", "CSTO"), published="2020-05-01")
    (row,) = told(ledger, world, "membership")
    assert str(row["finding_2"]).startswith("table:memberships.csv CSTO UZB")
    assert row["voice_2"] == "the world's tables"


def test_a_membership_that_the_world_bears_out_is_no_disagreement(ledger: Ledger, world: World) -> None:
    text = "Kazakhstan is a member of the CSTO."
    keep(ledger, text, tie(paper(text), text, "KAZ", "member", "CSTO"), published="2020-05-01")
    assert told(ledger, world) == []


def test_what_happened_for_one_and_not_for_another(ledger: Ledger, world: World) -> None:
    text = "Russia shelled a port of Ukraine on 3 May."
    keep(ledger, text, event(paper(text), text, "ASSAULT", "RUS", "UKR", "poet", date="2022-05-03"), outlet="A")
    text = "Russia has not shelled a port of Ukraine, it said."
    denied = event(paper(text), text, "ASSAULT", "RUS", "UKR", "minister", modality="denied", date="2022-05")
    keep(ledger, text, denied, outlet="B")
    (row,) = told(ledger, world, "event")
    assert (row["a"], row["b"]) == ("RUS", "UKR")


def test_a_denial_of_another_deed_is_none(ledger: Ledger, world: World) -> None:
    text = "Russia shelled a port of Ukraine on 3 May."
    keep(ledger, text, event(paper(text), text, "ASSAULT", "RUS", "UKR", date="2022-05-03"), outlet="A")
    text = "Nobody poisoned wells, Moscow says of Kyiv's reproach."
    denied = event(paper(text), text, "ASSAULT", "RUS", "UKR", modality="denied", date="2022-05-03")
    keep(ledger, text, denied, outlet="B")
    assert told(ledger, world, "event") == []


def test_planned_and_ruled_out(ledger: Ledger, world: World) -> None:
    text = "China will sell drones to Iran this summer."
    keep(ledger, text, event(paper(text), text, "AID", "CHN", "IRN", modality="planned"), outlet="A")
    text = "China will not sell drones to Iran."
    keep(ledger, text, event(paper(text), text, "AID", "CHN", "IRN", modality="denied"), outlet="B")
    (row,) = told(ledger, world, "modality")
    assert "announcement" in str(row["settle"])


def test_one_meeting_with_two_dates(ledger: Ledger, world: World) -> None:
    text = "The presidents of China and Iran opened the railway bridge on 3 May."
    keep(ledger, text, event(paper(text), text, "CONSULT", "CHN IRN", date="2022-05-03"), outlet="A")
    text = "The presidents of China and Iran opened the railway bridge on 8 May."
    keep(ledger, text, event(paper(text), text, "CONSULT", "CHN IRN", date="2022-05-08"), outlet="B")
    (row,) = told(ledger, world, "date")
    assert "2022-05-03 or 2022-05-08" in str(row["settle"])


def test_one_tie_with_two_beginnings(ledger: Ledger, world: World) -> None:
    text = "Ruritania and Syldavia are allies since 1990."
    keep(ledger, text, tie(paper(text), text, "RUR", "ally", "SYL", start="1990"), outlet="A")
    text = "The alliance of Ruritania and Syldavia dates from 1992."
    keep(ledger, text, tie(paper(text), text, "RUR", "ally", "SYL", start="1992-03"), outlet="B")
    (row,) = told(ledger, world, "date")
    assert (row["stance_1"], row["stance_2"]) in [("since 1990", "since 1992-03"), ("since 1992-03", "since 1990")]


def test_a_date_that_the_world_knows_otherwise_was_noted_by_the_reader(ledger: Ledger, world: World) -> None:
    text = "The SCO summit in Tashkent took place in September."
    noted = "text: summit, 2016-09; known: 2016-06-23 (16th summit, Tashkent)"
    keep(ledger, text, event(paper(text), text, "CONSULT", "SCO", date="2016-09", notes=noted))
    (row,) = told(ledger, world, "date")
    assert row["stance_2"] == "2016-06-23"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((225.0, "exact"), (238.0, "exact"), 1),
        ((2000.0, "about"), (2050.0, "exact"), 0),
        ((2000.0, "about"), (3000.0, "exact"), 1),
        ((2000.0, "at least"), (3000.0, "exact"), 0),
        ((70.2e9, "exact"), (70.23e9, "exact"), 0),
        ((70.2e9, "exact"), (71e9, "exact"), 1),
    ],
)
def test_two_figures_of_one_thing(
    ledger: Ledger, world: World, one: tuple[float, str], other: tuple[float, str], found: int
) -> None:
    for outlet, (value, bound) in (("A", one), ("B", other)):
        text = f"Altogether {value:g} people were killed in Kazakhstan, says {outlet}."
        keep(ledger, text, figure(paper(text), text, value, "people", "people killed", bound), outlet=outlet)
    assert len(told(ledger, world, "figure")) == found


def test_figures_of_two_years_do_not_contradict(ledger: Ledger, world: World) -> None:
    for year, value in ((2021, 25.0), (2022, 31.0)):
        text = f"Trade of China with Kazakhstan came to {value:g} billion in {year}."
        keep(ledger, text, figure(paper(text), text, value, "USD", "trade of China with Kazakhstan"), outlet=str(year))
    assert told(ledger, world, "figure") == []


def test_bulletins_of_two_days_do_not_contradict(ledger: Ledger, world: World) -> None:
    for day, value in ((8, 34.0), (20, 26.0)):
        text = f"The forces in Syria flew {value:g} strikes against targets, as the bulletin says."
        found = figure(paper(text), text, value, "strike", "strikes of the forces")
        keep(ledger, text, found, published=f"2022-03-{day:02}")
    assert told(ledger, world, "figure") == []


def test_what_one_says_and_another_denies_in_the_same_words(ledger: Ledger, world: World) -> None:
    text = "Russia closed the pipeline of Kazakhstan for political reasons"
    keep(ledger, f"{text}.", claim(paper(f"{text}."), text, "poet"), outlet="A")
    whole = f"He denied: {text}"
    keep(ledger, whole, claim(paper(whole), whole, "minister", cue="denied"), outlet="B")
    (row,) = told(ledger, world, "denial")
    assert {row["stance_1"], row["stance_2"]} == {"said", "denied"}


def test_about_keeps_the_rows_of_a_side_by_any_of_its_names(quarrel: Ledger, world: World) -> None:
    keep(quarrel, "Russia and China are partners.", outlet="A")
    keep(quarrel, "Russia and China are rivals.", outlet="B")
    everything = disagreements(quarrel, world=world).frame
    about = disagreements(quarrel, "Ankara", world=world).frame
    assert (len(everything), len(about)) == (2, 1)
    assert about.equals(everything.filter(pl.col("b") == "TUR"))
    assert disagreements(quarrel, ["Türkiye", "China"], world=world).frame.is_empty()


def test_nothing_found_is_said_not_to_mean_agreement(ledger: Ledger, world: World) -> None:
    keep(ledger, "The rain fell on Kazakhstan.")
    result = disagreements(ledger, world=world)
    assert result.frame.is_empty()
    assert any("does not say that there is none" in note for note in result.notes)


def test_an_empty_ledger_says_how_to_add_documents(ledger: Ledger, world: World) -> None:
    with pytest.raises(UsageError) as fault:
        disagreements(ledger, world=world)
    assert "dragoman add" in fault.value.hint


def test_an_unknown_name_names_near_ones(quarrel: Ledger, world: World) -> None:
    with pytest.raises(UsageError) as fault:
        disagreements(quarrel, "Kazakstann", world=world)
    assert "Kazakhstan" in fault.value.hint


def test_an_unknown_kind_says_which_there_are(quarrel: Ledger, world: World) -> None:
    with pytest.raises(UsageError) as fault:
        disagreements(quarrel, kind="row", world=world)
    assert "relation" in fault.value.hint
