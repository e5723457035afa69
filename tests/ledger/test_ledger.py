"""What goes into the ledger comes out as the contract has it, once, and can be searched."""

import itertools
from dataclasses import replace
from inspect import ismodule
from pathlib import Path

import pytest

from dragoman import ledger as package
from dragoman.errors import LedgerError, SpanError, UsageError
from dragoman.ledger import Filters, Ledger, Query, export_lines
from dragoman.records import Kind, Reading, Status, from_row, to_row
from tests.factory import make_document, make_event, make_reading

TEXT = """Some words of introduction 🙂 and қазақша.
CONSULT KAZ RUS 2022-03-05
ASSAULT RUS UKR 2022-02-24
ACCUSE RUS UKR
SAYS KAZ:tokayev we shall not recognise them
TIE KAZ CSTO member
FIGURE 5 USD
FORECAST KAZ it may snow in May
"""


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    ledger.add(make_reading(TEXT))
    ledger.add(
        make_reading(
            "CONSULT KAZ CHN 2022-09-14\nSAYS CHN all is well\nODD", path="b.txt", outlet="Jade", language="zh"
        )
    )
    return ledger


def test_rows_are_those_of_the_contract(ledger: Ledger) -> None:
    reading = make_reading(TEXT)
    ledger.add(reading)
    source = reading.document.source
    assert list(ledger.findings()) == [to_row(finding, source) for finding in reading.findings]
    assert [from_row(row) for row in ledger.findings()] == list(reading.findings)


def test_a_source_and_its_text_come_back_whole(ledger: Ledger) -> None:
    reading = make_reading(TEXT)
    added = ledger.add(reading)
    assert ledger.document(added.source_id) == reading.document
    assert ledger.source(added.source_id[:8]) == reading.document.source


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add(make_reading(TEXT))
    before = list(export_lines(ledger, Query(), "jsonl"))
    again = ledger.add(make_reading(TEXT, path="elsewhere.txt"))
    assert not again.new
    assert list(export_lines(ledger, Query(), "jsonl")) == before


def test_two_findings_that_say_the_same_are_kept_once(ledger: Ledger) -> None:
    document = make_document("They met.")
    event = make_event(document, "met", "CONSULT", ["KAZ"], ["RUS"])
    ledger.add(Reading(document, (event, event)))
    assert len(list(ledger.findings())) == 1


def test_a_fault_while_adding_leaves_nothing_behind(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("pulled the plug")

    monkeypatch.setattr("dragoman.ledger.happenings.remerge", fail)
    with pytest.raises(RuntimeError):
        ledger.add(make_reading(TEXT))
    assert set(ledger.counts().values()) == {0}
    assert ledger.check() == []


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 9),
        ({"kind": "event"}, 4),
        ({"actor": "KAZ"}, 5),
        ({"actor": "kaz"}, 5),
        ({"actor": "Tokayev"}, 1),
        ({"actor": "Kazakhstan"}, 5),
        ({"actor": "kazakhstan"}, 5),
        ({"actor": "Nobody At-All"}, 0),
        ({"actor": "KAZ", "with_": "RUS"}, 1),
        ({"actor": "The Toy"}, 0),
        ({"type_": "consult"}, 2),
        ({"type_": "member"}, 1),
        ({"type_": "usd"}, 1),
        ({"source": "b.txt"}, 2),
        ({"source": "jade"}, 2),
        ({"source": "JAD"}, 2),
        ({"source": "toy"}, 7),
        ({"lang": "zh"}, 2),
        ({"status": "confirmed"}, 0),
        ({"since": "2022-03", "kind": "event"}, 2),
        ({"until": "2022-02", "kind": "event"}, 1),
        ({"since": "2022-03-01", "until": "2022-03-01", "kind": "claim"}, 2),
        ({"since": "1999", "until": "1999", "kind": "tie"}, 1),
        ({"text": "recognise"}, 1),
        ({"text": "snow may"}, 1),
        ({"text": 'a"b OR (x'}, 0),
    ],
)
def test_filters_find_what_they_say(full: Ledger, filters: Filters, number: int) -> None:
    assert len(list(full.findings(**filters))) == number
    assert full.number_of("findings", Query.of(filters)) == number


@pytest.mark.parametrize("filters", [{}, {"actor": "KAZ"}, {"lang": "zh"}, {"text": "CONSULT"}, {"since": "2022-03"}])
def test_counts_agree_with_lists_whatever_is_listed(full: Ledger, filters: Filters) -> None:
    query = Query.of(filters)
    few = Query.of(Filters(**filters, limit=1))
    assert full.number_of("events", few) == len(list(full.events(query)))
    assert full.number_of("sources", few) == len(list(full.sources(query)))
    assert full.number_of("actors", few) == len(list(full.actors(query)))
    assert full.number_of("findings", few) == len(list(export_lines(full, query, "jsonl")))
    assert len(list(full.findings(few))) <= 1


def test_part_of_an_outlet_is_found_in_any_case_and_script(ledger: Ledger) -> None:
    ledger.add(make_reading("SAYS KAZ yes", outlet="Қазақ Үні"))
    assert len(list(ledger.findings(source="ҚАЗАҚ"))) == 1
    assert len(list(ledger.sources(source="үні"))) == 1


def test_pages_follow_each_other(full: Ledger) -> None:
    whole = [row["id"] for row in full.findings()]
    pages = [[row["id"] for row in full.findings(limit=4, offset=offset)] for offset in (0, 4, 8)]
    assert [finding_id for page in pages for finding_id in page] == whole


def test_sources_are_found_by_their_whole_text_and_date(full: Ledger) -> None:
    assert len(list(full.sources(text="қазақша introduction"))) == 1
    assert len(list(full.sources(since="2022"))) == 2
    assert len(list(full.sources(since="2022-04"))) == 0
    assert len(list(full.sources(actor="CSTO"))) == 1


def test_a_source_tells_its_reasons_and_issues(full: Ledger) -> None:
    entry = list(full.sources())[1]
    assert entry["reasons"]["published"] == "told by the test"
    assert entry["issues"] == ["a line was odd"]
    assert entry["findings"] == 2


def test_actors_are_counted_without_voices(full: Ledger) -> None:
    actors = {row["id"]: row for row in full.actors()}
    assert actors["RUS"]["findings"] == actors["RUS"]["events"] == 3
    assert None not in actors


def test_a_name_that_the_world_does_not_know_is_sought_in_names(ledger: Ledger) -> None:
    document = make_document("They met. They spoke.")
    ledger.add(Reading(document, (make_event(document, "met", "CONSULT", ["dana nugmanova of the club"], ["KAZ"]),)))
    assert len(list(ledger.findings(actor="Nugmanova"))) == 1
    assert len(list(ledger.findings(actor="dana NUGMANOVA"))) == 1
    assert len(list(ledger.findings(actor="manova"))) == 0


def test_actors_and_dates_that_a_document_names_are_kept(ledger: Ledger) -> None:
    ledger.add(make_reading("Встреча RUS и @somebody 2022-03-05", language="ru"))
    (entry,) = ledger.sources()
    assert [(actor["id"], actor["name"]) for actor in entry["actors"]] == [("RUS", "Rus"), (None, "somebody")]
    assert entry["dates"] == [{"date": "2022-03-05", "span": {"start": 24, "end": 34, "exact": "2022-03-05"}}]
    assert ledger.check() == []


def test_actors_of_documents_without_findings_are_listed(ledger: Ledger) -> None:
    ledger.add(make_reading("Встреча RUS и @somebody", language="ru"))
    ledger.add(make_reading("CONSULT KAZ RUS"))
    told = [(row["name"], row["findings"], row["documents"]) for row in ledger.actors(lang="ru")]
    assert told == [("Rus", 0, 1), ("somebody", 0, 1)]
    assert {row["id"]: row["documents"] for row in ledger.actors()} == {"RUS": 2, "KAZ": 1, None: 1}
    assert [row["id"] for row in ledger.actors(kind="event")] == ["KAZ", "RUS"]


def test_sources_are_found_by_whom_they_name(ledger: Ledger) -> None:
    ledger.add(make_reading("Встреча RUS и @somebody", language="ru"))
    assert len(list(ledger.sources(actor="Russia"))) == 1
    assert len(list(ledger.sources(actor="Somebody"))) == 1
    assert len(list(ledger.sources(actor="China"))) == 0


def test_a_corrected_speaker_is_the_last_voice(full: Ledger) -> None:
    row = next(full.findings(kind="claim", lang="zh"))
    speaker = {"name": "Somebody", "id": None, "state": None, "span": None}
    full.decide(row["id"], "corrected", {"speaker": speaker}, analyst="ann")
    now = full.finding(row["id"])
    assert (now["speaker"], now["voice"][-1]) == (speaker, speaker)
    assert full.check() == []


def test_the_note_on_an_office_is_no_doubt(ledger: Ledger) -> None:
    document = make_document("They met. They spoke.")
    office = make_event(document, "met", "CONSULT", ["KAZ"], ["RUS"], notes=["office: president"])
    doubtful = make_event(document, "spoke", "CONSULT", ["KAZ"], ["CHN"], notes=["no date"])
    ledger.add(Reading(document, (office, doubtful)))
    assert [row["notes"] for row in ledger.findings(order="doubtful")] == [["no date"], ["office: president"]]


def test_of_findings_without_a_doubtful_note_the_least_sure_comes_first(ledger: Ledger) -> None:
    document = make_document("They met. They spoke.")
    sure = replace(make_event(document, "met", "CONSULT", ["KAZ"], ["RUS"]), confidence=0.9)
    unsure = replace(make_event(document, "spoke", "CONSULT", ["KAZ"], ["CHN"]), confidence=0.4)
    noted = replace(make_event(document, "spoke", "CONSULT", ["KAZ"], ["RUS"], notes=["no date"]), confidence=0.95)
    ledger.add(Reading(document, (sure, unsure, noted)))
    assert [row["confidence"] for row in ledger.findings(order="doubtful")] == [0.95, 0.4, 0.9]


def test_ties_are_the_findings_of_that_kind(full: Ledger) -> None:
    assert [row["relation"] for row in full.ties(actor="CSTO")] == ["member"]


def test_the_beginning_of_an_id_is_enough(full: Ledger) -> None:
    row = next(full.findings())
    assert full.identify(row["id"][:9]) == ("finding", row["id"])
    assert full.finding(row["id"][:9].upper()) == row


@pytest.mark.parametrize("beginning", ["", "zebra", "%", "0123456789abcdef0"])
def test_an_unknown_id_is_wrong_usage(full: Ledger, beginning: str) -> None:
    with pytest.raises(UsageError):
        full.identify(beginning)


def test_the_beginning_of_several_ids_is_not_enough(ledger: Ledger) -> None:
    for number in range(20):
        ledger.add(make_reading(f"a text of its own, number {number}"))
    ids = sorted(row["id"] for row in ledger.sources())
    common = next(one[0] for one, other in itertools.pairwise(ids) if one[0] == other[0])
    with pytest.raises(UsageError, match="several"):
        ledger.identify(common)


def test_a_confirmed_finding_says_so(full: Ledger) -> None:
    row = next(full.findings())
    full.decide(row["id"], Status.CONFIRMED, analyst="ann", note="checked")
    assert full.finding(row["id"]) == row | {"status": "confirmed"}
    assert full.decisions(row["id"]) == [
        {"status": "confirmed", "analyst": "ann", "note": "checked", "decided_at": "2026-01-02T03:04:05+00:00"}
    ]


def test_a_corrected_finding_shows_the_correction_and_keeps_the_suggestion(full: Ledger) -> None:
    row = next(full.findings(kind=Kind.EVENT, type_="ASSAULT"))
    full.decide(row["id"], Status.CORRECTED, {"event_type": "THREATEN", "date": "2022-02"}, analyst="ann")
    now = full.finding(row["id"])
    assert (now["id"], now["status"], now["event_type"], now["date"]) == (row["id"], "corrected", "THREATEN", "2022-02")
    assert now["intensity"] == -3.5
    assert len(list(full.findings(type_="THREATEN"))) == 1
    full.decide(row["id"], Status.CONFIRMED, analyst="bob")
    assert full.finding(row["id"]) == row | {"status": "confirmed"}
    assert full.check() == []


@pytest.mark.parametrize(
    "correction", [{}, {"colour": "red"}, {"id": "0"}, {"event_type": "DANCE"}, {"actors": 5}, {"date": "soon"}]
)
def test_a_correction_that_makes_no_finding_is_refused(full: Ledger, correction: dict[str, object]) -> None:
    row = next(full.findings(kind="event"))
    status = "corrected" if correction else "confirmed"
    with pytest.raises(UsageError):
        full.decide(row["id"], status, correction, analyst="ann")
    assert full.decisions(row["id"]) == []


def test_a_correction_may_not_misquote(full: Ledger) -> None:
    row = next(full.findings(kind="event"))
    with pytest.raises(SpanError):
        full.decide(row["id"], "corrected", {"span": {"start": 0, "end": 3, "exact": "xyz"}}, analyst="ann")


def test_doubtful_findings_come_first_when_asked(full: Ledger) -> None:
    assert [bool(row["notes"]) for row in full.findings(order="doubtful")] == [True] + [False] * 8


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "poem"}, {"status": "maybe"}, {"since": "yesterday"}, {"since": "2023", "until": "2022"}, {"text": '"'}],
)
def test_a_filter_that_means_nothing_is_wrong_usage(full: Ledger, wrong: Filters) -> None:
    with pytest.raises(UsageError):
        list(full.findings(**wrong))


def test_what_was_skipped_is_noted_until_it_is_read(ledger: Ledger) -> None:
    ledger.skip("a.txt", UsageError("no good", "try again"))
    assert [(row["path"], row["message"]) for row in ledger.skipped()] == [("a.txt", "no good")]
    ledger.add(make_reading(TEXT, path="a.txt"))
    assert ledger.skipped() == []


def test_a_reader_sees_a_whole_state_while_another_writes(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(make_reading(TEXT))
    with Ledger.open(tmp_path / "test.ledger", readonly=True) as reader:
        rows = reader.findings()
        first = next(rows)
        ledger.add(make_reading("CONSULT KAZ CHN 2022-09-14"))
        assert len([first, *rows]) == 7
        assert len(list(reader.findings())) == 8


def test_a_ledger_opened_for_reading_refuses_to_be_written(ledger: Ledger) -> None:
    with Ledger.open(ledger.path, readonly=True) as reader, pytest.raises(LedgerError, match="may not be written"):
        reader.add(make_reading(TEXT))


def test_the_package_exports_what_it_says() -> None:
    own = {name for name, value in vars(package).items() if not name.startswith("_") and not ismodule(value)}
    assert own == set(package.__all__)
