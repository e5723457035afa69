from typing import Any

import pytest

from dragoman.ledger import Ledger, Query, shelf, window
from tests.factory import make_reading

ASKED: tuple[dict[str, Any], ...] = (
    {}, {"actor": "KAZ"}, {"actor": "RUS", "with_": "UKR"}, {"actor": "nobody"}, {"type_": "AGREE"}, {"since": "2022-06"},
    {"until": "2022-12"}, {"text": "KAZ"}, {"lang": "en"}, {"lang": "ru"}, {"source": "Toy"}, {"source": "1.txt"},
    {"status": "confirmed"}, {"status": "suggested", "actor": "KAZ"},
)  # fmt: skip
KINDS = ("event", "claim", "tie", "figure", "forecast", None)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    for number in range(6):
        text = (
            f"Report {number}\nASSAULT RUS UKR 2022-02-{number + 10}\nAGREE KAZ CHN 2023-05-18\nSAYS KAZ word {number} KAZ\n"
            f"TIE KAZ CSTO member\nFIGURE {number} USD\nFORECAST RUS more will come {number}\n"
        )
        ledger.add(make_reading(text, path=f"{number}.txt", language="ru" if number % 2 else "en"))
    ledger.decide(next(ledger.findings(kind="claim"))["id"], "confirmed", analyst="A")
    return ledger


@pytest.mark.parametrize(("few", "together"), [(0, 0), (0, 3_000), (15_000, 3_000)])
@pytest.mark.parametrize("asked", ASKED)
def test_a_window_shows_what_the_list_holds_whichever_way_it_is_read(
    full: Ledger, asked: dict[str, Any], few: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "FEW", few)
    monkeypatch.setattr(window, "_TOGETHER", together)
    for kind in KINDS:
        query = Query.of({**asked, "kind": kind})
        found = {row["id"] for row in window.findings(full, query)}
        assert found == {row["id"] for row in full.findings(query)}
        assert window.number_of_findings(full, query, most=1000) == window.Number(len(found))
    query = Query.of({**asked, "kind": "event"})
    events = [row["id"] for row in window.events(full, query)]
    assert events == [row["id"] for row in full.events(query)]
    assert window.number_of_events(full, query, most=1000) == window.Number(len(events))


def test_pages_join_without_gap_or_overlap(full: Ledger) -> None:
    whole = [row["id"] for row in window.findings(full, Query.of({"kind": "claim"}))]
    parts = [window.findings(full, Query.of({"kind": "claim", "limit": 2, "offset": at})) for at in (0, 2, 4)]
    assert [row["id"] for part in parts for row in part] == whole


def test_what_is_not_counted_to_the_end_is_told_as_more(full: Ledger) -> None:
    assert window.number_of_findings(full, Query(), most=3) == window.Number(3, more=True)


def test_a_count_that_takes_too_long_is_broken_off(full: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "_SECONDS", -1.0)
    monkeypatch.setattr(window, "_STEP", 1)
    assert window.number_of_findings(full, Query(), most=100).more


def test_an_event_is_corrected_if_a_report_is(full: Ledger) -> None:
    row = next(iter(window.events(full, Query.of({"type_": "AGREE", "kind": "event"}))))
    assert row["status"] == "suggested"
    full.decide(row["findings"][0], "confirmed", analyst="A")
    assert window.event(full, row["id"])["status"] == "confirmed"


def test_the_change_counter_moves_with_everything_that_is_added_or_decided(full: Ledger) -> None:
    seen = {shelf.change(full)}
    full.add(make_reading("Another\nTIE RUS CSTO member\n", path="new.txt"))
    seen.add(shelf.change(full))
    full.decide(next(full.findings())["id"], "rejected", analyst="A")
    seen.add(shelf.change(full))
    assert len(seen) == 3


def test_sources_come_newest_first(full: Ledger) -> None:
    full.add(make_reading("Old\n", path="old.txt", published="1999"))
    full.add(make_reading("Undated\n", path="undated.txt", published=None))
    told = [row["published"] for row in shelf.sources(full, Query())]
    assert told == [*["2022-03-01"] * 6, "1999", None]
    assert len(list(shelf.each_source(full, Query()))) == 8


def test_findings_of_a_source_are_read_by_their_places(full: Ledger) -> None:
    source = next(full.sources())["id"]
    whole = shelf.findings_in(full, source)
    assert [row["id"] for row in whole] == [row["id"] for row in full.findings(source=source)]
    middle = whole[3]["span"]["start"]
    assert len(shelf.findings_in(full, source, 0, middle)) + len(shelf.findings_in(full, source, middle)) == len(whole)


def test_each_number_is_that_of_all_counts(full: Ledger) -> None:
    full.decide(next(full.findings(kind="event"))["id"], "rejected", analyst="A")
    assert shelf.count(full, "reports") == full.counts()["reports"] == 12


def test_who_stands_in_events_alone_is_in_no_claim(full: Ledger) -> None:
    assert window.number_of_findings(full, Query.of({"kind": "claim", "actor": "UKR"}), most=10) == window.Number(0)
    assert window.number_of_findings(full, Query.of({"kind": "event", "actor": "UKR"}), most=10).count


def test_near_duplicates_are_no_originals(ledger: Ledger) -> None:
    text = " ".join(f"Line {number} of a long report that two papers print." for number in range(40))
    ledger.add(make_reading(f"{text}\nAGREE KAZ CHN\n", path="one.txt"))
    ledger.add(make_reading(f"{text}\nAGREE KAZ CHN \n", path="two.txt"))
    first, second = ledger.sources()
    assert second["near_duplicate_of"] == first["id"]
    assert shelf.originals(ledger) == [first["id"]]
    assert shelf.source_numbered(ledger, 2) == second["id"]
    assert shelf.source_numbered(ledger, 3) is None
