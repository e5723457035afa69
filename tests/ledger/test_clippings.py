"""What is kept for a briefing, and what came into a ledger after a moment."""

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, clippings, file
from dragoman.ledger.arrivals import Place, arrivals, reached
from tests.factory import make_reading


def test_what_is_kept_is_listed_in_the_order_of_keeping(ledger: Ledger) -> None:
    for address in ("/pair?a=KAZ&b=RUS", "/events"):
        clippings.keep(ledger, address, "A view", "12 events", analyst="ann")
    kept = clippings.clippings(ledger)
    assert [one.address for one in kept] == ["/pair?a=KAZ&b=RUS", "/events"]
    assert (kept[0].told, kept[0].analyst) == ("12 events", "ann")
    assert kept[0].kept_at


def test_a_view_is_kept_once(ledger: Ledger) -> None:
    clippings.keep(ledger, "/events", "Events", "1 event", analyst="ann")
    clippings.keep(ledger, "/events", "Events", "2 events", analyst="bob")
    assert [one.told for one in clippings.clippings(ledger)] == ["1 event"]


def test_what_is_dropped_is_no_longer_kept(ledger: Ledger) -> None:
    clippings.keep(ledger, "/events", "Events", "", analyst="ann")
    assert clippings.is_kept(ledger, "/events")
    clippings.drop(ledger, "/events")
    clippings.drop(ledger, "/never")
    assert not clippings.is_kept(ledger, "/events")
    assert clippings.clippings(ledger) == []


def test_no_more_is_kept_than_a_briefing_can_hold(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clippings, "MOST", 1)
    clippings.keep(ledger, "/events", "Events", "", analyst="ann")
    with pytest.raises(UsageError, match="kept already"):
        clippings.keep(ledger, "/claims", "Claims", "", analyst="ann")


def test_a_ledger_from_before_clippings_gets_them_and_its_events_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, scripts = tmp_path / "old.ledger", file._migrations()
    monkeypatch.setattr(file, "_migrations", lambda: scripts[:4])
    with Ledger.open(path, create=True) as book:
        book.add(make_reading("CONSULT KAZ RUS 2022-03-05"))
    monkeypatch.undo()
    monkeypatch.setattr(file, "remake", lambda _: pytest.fail("nothing that is made from findings has changed"))
    with Ledger.open(path, readonly=True) as book:
        assert clippings.clippings(book) == []
        assert len(list(book.events())) == 1
        assert book.check() == []


def test_only_what_came_after_a_place_has_arrived(ledger: Ledger) -> None:
    before = reached(ledger)
    held = len(list(ledger.findings()))
    assert arrivals(ledger, before, most=5).newest == ()
    ledger.add(make_reading("CONSULT KAZ CHN 2023-01-05", path="new.txt"))
    ledger.decide(next(ledger.findings())["id"], "confirmed", analyst="ann")
    came = arrivals(ledger, before, most=5)
    assert (came.documents, came.findings, came.decisions) == (1, 1, 1)
    assert [one["path"] for one in came.newest] == ["new.txt"]
    assert arrivals(ledger, Place(0, 0), most=1).findings == held + 1
