"""Reports merged into events as documents arrive, in whatever order."""

import dataclasses
import itertools
import json
from pathlib import Path

import pytest

from dragoman.ledger import Ledger
from dragoman.records import Reading
from tests.factory import make_document, make_event, make_reading

LONG = " ".join(f"word{number}" for number in range(200))


def tell(text: str, quote: str, event_type: str, actors: list[str], recipients: list[str], date: str | None) -> Reading:
    document = make_document(text)
    return Reading(document, (make_event(document, quote, event_type, actors, recipients, date),))


def one_call() -> list[Reading]:
    return [
        tell("Tokayev rang Putin on 6 January.", "rang", "CONSULT", ["KAZ:tokayev"], ["RUS:putin"], "2022-01-06"),
        tell("The Kremlin said the two spoke.", "the two spoke", "CONSULT", ["RUS", "KAZ"], [], "2022-01-06"),
        tell("Astana and Moscow talked by telephone.", "talked", "CONSULT", ["KAZ"], ["RUS"], "2022-01-07"),
    ]


def test_one_telephone_call_told_by_three_documents_is_one_event_with_three_reports(ledger: Ledger) -> None:
    for reading in one_call():
        ledger.add(reading)
    (event,) = ledger.events()
    assert (event["reports"], event["sources"]) == (3, 3)
    assert ledger.check() == []


def test_the_call_of_two_presidents_is_not_that_of_their_ministers_a_day_later(ledger: Ledger) -> None:
    for reading in one_call():
        ledger.add(reading)
    lavrov = tell("Lavrov rang him on 7 January.", "rang", "CONSULT", ["RUS:lavrov"], ["KAZ:tleuberdi"], "2022-01-07")
    ledger.add(lavrov)
    assert sorted(event["reports"] for event in ledger.events()) == [
        2,
        2,
    ]  # a talk of the 7th without names joins the 7th
    assert ledger.check() == []


def test_two_calls_in_different_months_are_two_events(ledger: Ledger) -> None:
    ledger.add(tell("They spoke in March.", "spoke", "CONSULT", ["KAZ"], ["RUS"], "2022-03"))
    ledger.add(tell("They talked in April.", "talked", "CONSULT", ["KAZ"], ["RUS"], "2022-04"))
    assert [event["reports"] for event in ledger.events()] == [1, 1]


def test_an_attack_and_its_answer_are_two_events(ledger: Ledger) -> None:
    ledger.add(tell("A attacked B.", "attacked", "ASSAULT", ["ARM"], ["AZE"], "2020-09-27"))
    ledger.add(tell("B hit back at A.", "hit back", "ASSAULT", ["AZE"], ["ARM"], "2020-09-27"))
    assert ledger.counts()["events"] == 2


def test_the_order_in_which_documents_come_does_not_matter(tmp_path: Path) -> None:
    readings = [*one_call(), tell("In 2022 they spoke.", "spoke", "CONSULT", ["KAZ"], ["RUS"], "2022")]
    readings.append(make_reading(f"{LONG}\nCONSULT KAZ RUS\n"))
    readings.append(make_reading(f"{LONG} twice\nCONSULT KAZ RUS\nCONSULT KAZ RUS 2022-01-06"))
    seen = set()
    for number, order in enumerate(itertools.islice(itertools.permutations(readings), 0, 720, 31)):
        with Ledger.open(tmp_path / f"{number}.ledger", create=True) as book:
            for reading in order:
                book.add(reading)
            assert book.check() == []
            seen.add(json.dumps(list(book.events())))
    assert len(seen) == 1


def test_a_rejected_report_leaves_its_event(ledger: Ledger) -> None:
    for reading in one_call():
        ledger.add(reading)
    first = next(ledger.findings())["id"]
    ledger.decide(first, "rejected", analyst="ann")
    (event,) = ledger.events()
    assert event["reports"] == 2
    ledger.decide(first, "confirmed", analyst="ann")
    assert next(ledger.events())["reports"] == 3
    assert ledger.check() == []


def test_a_correction_moves_a_report_to_another_event(ledger: Ledger) -> None:
    for reading in one_call():
        ledger.add(reading)
    ledger.decide(next(ledger.findings())["id"], "corrected", {"modality": "planned"}, analyst="ann")
    assert sorted((event["modality"], event["reports"]) for event in ledger.events()) == [
        ("happened", 2),
        ("planned", 1),
    ]
    assert ledger.check() == []


@pytest.mark.parametrize(
    "correction",
    [
        {"event_type": "THREATEN"},
        {"modality": "planned"},
        {"actors": [{"name": "China", "id": "CHN", "state": "CHN", "span": None}]},
    ],
)
def test_the_correction_of_a_lone_report_moves_its_event(ledger: Ledger, correction: dict[str, object]) -> None:
    ledger.add(one_call()[0])
    ledger.decide(next(ledger.findings())["id"], "corrected", correction, analyst="ann")
    assert ledger.check() == []
    (event,) = ledger.events()
    (key, value) = next(iter(correction.items()))
    assert event[key] == value
    assert len(list(ledger.events(type_=event["event_type"]))) == 1


def test_events_that_have_gone_astray_are_mended_by_the_next_write(ledger: Ledger) -> None:
    for reading in one_call():
        ledger.add(reading)
    ledger._connection.execute("UPDATE events SET merge_key = 'CONSULT|happened|XXX>YYY'")
    assert ledger.check() != []
    with Ledger.open(ledger.path) as book:
        book.decide(next(book.findings())["id"], "confirmed", analyst="ann")
        assert book.check() == []


def test_undated_deeds_that_rest_on_different_words_are_different_events(ledger: Ledger) -> None:
    document = make_document("Xi promised billions. Xi proposed a line.")
    deeds = [make_event(document, word, "SUPPORT", ["CHN"], ["KGZ"]) for word in ("promised", "proposed")]
    told = [dataclasses.replace(deed, method=f"toy verb:{deed.span.exact}") for deed in deeds]
    ledger.add(Reading(document, tuple(told)))
    assert [event["reports"] for event in ledger.events()] == [1, 1]


def test_an_event_names_the_voices_of_its_reports(ledger: Ledger) -> None:
    for reading in one_call():
        ledger.add(reading)
    (event,) = ledger.events()
    assert [voice["name"] for voice in event["voices"]] == ["The Toy"]


def test_a_near_duplicate_is_linked_to_the_first_and_is_no_source_of_its_own(ledger: Ledger) -> None:
    first = ledger.add(make_reading(f"CONSULT KAZ RUS 2022-01-06\n{LONG}"))
    second = ledger.add(make_reading(f"CONSULT KAZ RUS 2022-01-06\n{LONG} and a little more"))
    assert first.near_duplicate_of is None
    assert second.near_duplicate_of == first.source_id
    (event,) = ledger.events()
    assert (event["reports"], event["sources"]) == (2, 1)


def test_different_texts_are_no_near_duplicates(ledger: Ledger) -> None:
    ledger.add(make_reading(LONG))
    assert ledger.add(make_reading(LONG.replace("1", "x"))).near_duplicate_of is None


def test_a_text_that_resembles_two_joins_them(ledger: Ledger) -> None:
    words = LONG.split()
    left, right = " ".join(words[:180]), " ".join(words[20:])
    ledger.add(make_reading(f"CONSULT KAZ RUS\n{left}"))
    assert ledger.add(make_reading(f"CONSULT KAZ RUS\n{right}")).near_duplicate_of is None
    assert ledger.counts()["events"] == 2
    ledger.add(make_reading(f"CONSULT KAZ RUS\n{LONG}"))
    assert ledger.counts()["near_duplicates"] == 2
    (event,) = ledger.events()
    assert (event["reports"], event["sources"]) == (3, 1)
    assert ledger.check() == []
