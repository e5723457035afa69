"""The register: fixed beforehand, never changed, scored afterwards."""

import math
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Estimate, Ledger, Question, Resolution, file
from dragoman.records import Forecast, PartialDate, Reading, parse_when
from dragoman.scenario import register, track_record
from dragoman.scenario.issue import UNWRITTEN
from tests.factory import make_reading
from tests.scenario.issues import make_issue

SUGGESTED = ("suggested",)
NOW = "2026-01-02T03:04:05+00:00"


@pytest.fixture
def clock(tmp_path: Path) -> Iterator["Clock"]:
    told = Clock()
    with Ledger.open(tmp_path / "reg.ledger", create=True, clock=told) as book:
        told.book = book
        yield told


class Clock:
    """A ledger whose time the test sets."""

    book: Ledger

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> str:
        return self.time


def yes_or_no(text: str = "Will it come?", **facts: object) -> Question:
    told: dict[str, object] = {"question": text, "rubric": "As the press says.", "due": PartialDate(2026, 6, 30)}
    return Question(**(told | facts))  # type: ignore[arg-type]


def number(**facts: object) -> Question:
    return yes_or_no("How much?", **({"form": "number", "low": 0.0, "high": 100.0} | facts))


def told(key: str, probability: float | None = 0.7, by: str = "Ann", **facts: object) -> Estimate:
    return Estimate(**({"question": key, "forecaster": by, "probability": probability} | facts))  # type: ignore[arg-type]


def done(key: str, outcome: str = "yes", value: float | None = None) -> Resolution:
    return Resolution(question=key, outcome=outcome, value=value, source="the press")  # type: ignore[arg-type]


def test_a_question_a_forecast_and_an_outcome_are_kept_with_their_times(ledger: Ledger) -> None:
    key = register.ask(ledger, yes_or_no(), told(""))
    register.settle(ledger, done(key[:6]), early="settled already")
    [(question, estimate, resolution)] = register.answers(ledger)
    assert question.registered_at == NOW
    assert estimate is not None
    assert (estimate.probability, str(estimate.made_on)) == (0.7, "2026-01-02")
    assert resolution is not None
    assert resolution.outcome == "yes"
    assert ledger.check() == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (yes_or_no(" "), "the question is empty"),
        (yes_or_no(rubric=""), "the rubric is empty"),
        (yes_or_no(due=PartialDate(2025)), "2025 has passed"),
        (yes_or_no(form="number"), "both ends"),
        (number(low=5.0, high=5.0), "not upwards"),
        (number(high=math.inf), "both ends"),
        (number(low=math.nan), "both ends"),
    ],
)
def test_a_question_that_is_not_well_put_is_refused(ledger: Ledger, question: Question, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        register.ask(ledger, question)
    assert ledger.questions() == []


@pytest.mark.parametrize(
    ("question", "estimate", "said"),
    [
        (yes_or_no(), told("", 1.5), "no probability"),
        (yes_or_no(), told("", math.nan), "no probability"),
        (yes_or_no(), told("", by=" "), "nobody is named"),
        (yes_or_no(), told("", None, distribution=((5.0, 1.0),)), "yes or no"),
        (number(), told("", 0.5), "asks for a number"),
        (number(), told("", None, distribution=((500.0, 1.0),)), "off the scale"),
        (number(), told("", None, distribution=((math.nan, 1.0),)), "off the scale"),
        (number(), told("", None, distribution=((5.0, -1.0),)), "no probability"),
    ],
)
def test_a_forecast_that_does_not_fit_is_refused_and_nothing_is_kept(
    ledger: Ledger, question: Question, estimate: Estimate, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        register.ask(ledger, question, estimate)
    assert ledger.questions() == []
    assert ledger.register_head()[0] == 0


def test_a_forecast_comes_before_the_date_and_before_the_outcome(clock: Clock) -> None:
    late, known = register.ask(clock.book, yes_or_no()), register.ask(clock.book, yes_or_no("Else?"))
    register.settle(clock.book, done(known), early="settled already")
    with pytest.raises(UsageError, match="is resolved"):
        register.foretell(clock.book, known, told(""))
    clock.time = "2026-07-01T00:00:00+00:00"
    with pytest.raises(UsageError, match="has passed"):
        register.foretell(clock.book, late, told(""))


@pytest.mark.parametrize("outcome", ["yes", "no", "void"])
def test_an_outcome_before_the_date_needs_a_reason_which_is_kept(clock: Clock, outcome: str) -> None:
    key = register.ask(clock.book, yes_or_no())
    with pytest.raises(UsageError, match="runs until"):
        register.settle(clock.book, done(key, outcome))
    register.settle(clock.book, replace(done(key, outcome), note="page 3"), early="the treaty has ended")
    assert clock.book.resolutions()[-1].note == "page 3; resolved before its date: the treaty has ended"


def test_a_number_is_not_settled_before_its_date(clock: Clock) -> None:
    key = register.ask(clock.book, number())
    clock.time = "2026-06-30T23:00:00+00:00"
    with pytest.raises(UsageError, match="runs until"):
        register.settle(clock.book, done(key, "number", 40.0))
    clock.time = "2026-07-01T00:00:00+00:00"
    with pytest.raises(UsageError, match="nothing is early"):
        register.settle(clock.book, done(key, "number", 40.0), early="why not")
    register.settle(clock.book, done(key, "number", 40.0))
    assert clock.book.resolutions()[-1].note == ""


def test_the_placeholder_of_a_draft_is_no_rubric(ledger: Ledger) -> None:
    draft = make_issue(rubric=f"{UNWRITTEN}: what will decide it.")
    with pytest.raises(UsageError, match="placeholder"):
        register.ask(ledger, register.of_issue(draft))
    assert ledger.questions() == []


def test_an_issue_forecasts_only_a_number_on_the_scale_of_the_question(ledger: Ledger) -> None:
    register.fits_issue(ledger.question(register.ask(ledger, number())), make_issue())
    for question, said in (
        (yes_or_no(), "yes or no"),
        (number(high=50.0, unit="x", rubric="other"), "runs from 0 to 50"),
    ):
        with pytest.raises(UsageError, match=said):
            register.fits_issue(ledger.question(register.ask(ledger, question)), make_issue())


def test_of_several_forecasts_none_is_kept_if_one_does_not_fit(ledger: Ledger) -> None:
    key = register.ask(ledger, yes_or_no())
    with pytest.raises(UsageError, match="no probability"):
        register.foretell(ledger, key, told("", 0.5), told("", 1.5, by="Bob"))
    assert ledger.estimates() == []


def test_what_nobody_decided_on_is_not_registered_unasked(ledger: Ledger) -> None:
    ledger.add(dated(make_reading("FORECAST KAZ drones will fly", published="2025-01-01"), "2026-06"))
    assert register.from_documents(ledger, register.sifted(ledger)) == ()
    assert register.sifted(ledger).unread == 1
    ledger.decide(next(row["id"] for row in ledger.findings(kind="forecast")), "confirmed", analyst="test")
    assert len(register.from_documents(ledger, register.sifted(ledger))) == 1


@pytest.mark.parametrize(
    ("question", "outcome", "value", "said"),
    [
        (yes_or_no(), "number", 5.0, "does not answer"),
        (number(), "yes", None, "does not answer"),
        (number(), "number", None, "a number goes with"),
        (number(), "void", 5.0, "a number goes with"),
        (number(), "number", 101.0, "off the scale"),
        (number(), "number", math.nan, "off the scale"),
    ],
)
def test_an_outcome_fits_its_question(
    ledger: Ledger, question: Question, outcome: str, value: float | None, said: str
) -> None:
    key = register.ask(ledger, question)
    with pytest.raises(UsageError, match=said):
        register.settle(ledger, done(key, outcome, value), early="settled already")
    assert ledger.resolutions() == []


def test_the_same_question_is_registered_once(ledger: Ledger) -> None:
    register.ask(ledger, yes_or_no())
    with pytest.raises(UsageError, match="registered already"):
        register.ask(ledger, yes_or_no())


def test_an_id_that_is_none_or_of_several_is_refused(ledger: Ledger) -> None:
    keys = [register.ask(ledger, yes_or_no(f"Will {number}?")) for number in range(20)]
    twice = next(key[0] for key in keys if sum(other[0] == key[0] for other in keys) > 1)
    for beginning, said in (
        (twice, "several ids"),
        ("zz", "no id"),
        ("", "no id"),
        ("f" * 16, "no registered question"),
    ):
        with pytest.raises(UsageError, match=said):
            ledger.question(beginning)


def test_of_several_forecasts_and_outcomes_the_last_counts_and_all_stay(ledger: Ledger) -> None:
    key = register.ask(ledger, yes_or_no(), told("", 0.2))
    register.foretell(ledger, key, told("", 0.9))
    register.settle(ledger, done(key, "void"), early="settled already")
    register.settle(ledger, done(key, "yes"), early="settled already")
    [(_, estimate, resolution)] = register.answers(ledger)
    assert estimate is not None
    assert resolution is not None
    assert (estimate.probability, resolution.outcome) == (0.9, "yes")
    assert len(ledger.estimates()) == len(ledger.resolutions()) == 2


@pytest.mark.parametrize("table", ["questions", "forecasts", "resolutions"])
def test_rows_can_neither_be_changed_nor_taken_away(ledger: Ledger, table: str) -> None:
    key = register.ask(ledger, yes_or_no(), told(""))
    register.settle(ledger, done(key), early="settled already")
    raw = sqlite3.connect(ledger.path, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError, match="never change"):
        raw.execute(f"UPDATE {table} SET hash = 'x'")
    with pytest.raises(sqlite3.IntegrityError, match="never go"):
        raw.execute(f"DELETE FROM {table}")
    raw.close()


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE forecasts SET probability = 0.99", r"row 2 .*not what was registered"),
        ("UPDATE questions SET rubric = 'easier'", r"row 1 .*not what was registered"),
        ("UPDATE resolutions SET outcome = 'void'", r"row 3 .*not what was registered"),
        ("DELETE FROM forecasts", r"row 3 .*row 2 before it is not there"),
        ("UPDATE forecasts SET number = 9", r"does not follow the row before it|not what was registered"),
    ],
)
def test_what_is_changed_past_the_triggers_shows(ledger: Ledger, tampering: str, said: str) -> None:
    key = register.ask(ledger, yes_or_no(), told(""))
    register.settle(ledger, done(key), early="settled already")
    raw = sqlite3.connect(ledger.path, isolation_level=None)
    for table in ("questions", "forecasts", "resolutions"):
        raw.execute(f"DROP TRIGGER {table}_stay")
        raw.execute(f"DROP TRIGGER {table}_remain")
    raw.execute(tampering)
    raw.close()
    assert any(re.search(said, fault) for fault in ledger.check())


def test_the_last_hash_vouches_for_the_length_of_the_register(ledger: Ledger) -> None:
    heads = [ledger.register_head()]
    for text in ("One?", "Two?"):
        register.ask(ledger, yes_or_no(text))
        heads.append(ledger.register_head())
    assert [count for count, _ in heads] == [0, 1, 2]
    assert len({digest for _, digest in heads}) == 3


def test_whole_numbers_are_hashed_as_they_are_stored(ledger: Ledger) -> None:
    key = register.ask(ledger, number(low=0, high=100), told("", None, distribution=((40, 1),)))
    register.settle(ledger, done(key, "number", 40), early="settled already")
    assert ledger.check() == []


def test_forecasts_in_documents_wait_with_their_speaker(ledger: Ledger) -> None:
    ledger.add(dated(make_reading("FORECAST KAZ drones will fly", published="2025-01-01"), "2026-06"))
    ledger.add(dated(make_reading("FORECAST RUS nothing will fly", published="2025-01-01"), None))
    ledger.add(dated(make_reading("FORECAST CHN it will have flown", published="2025-01-01"), "2024"))
    found = register.sifted(ledger, status=SUGGESTED)
    assert (len(found.fit), len(found.undated), len(found.past)) == (1, 1, 1)
    assert len(register.from_documents(ledger, found)) == 1
    [(question, estimate, _)] = register.answers(ledger)
    assert "drones will fly" in question.question
    assert (str(question.due), question.finding is None) == ("2026-06", False)
    assert estimate is not None
    assert (estimate.forecaster, estimate.kind, str(estimate.made_on)) == ("Kaz", "document", "2025-01-01")
    assert register.sifted(ledger).before == 1
    assert ledger.check() == []


def test_a_forecast_that_is_reprinted_counts_once(ledger: Ledger) -> None:
    text = "FORECAST KAZ drones will fly\n" + "\n".join(
        f"line {number} of a long article on drones" for number in range(80)
    )
    ledger.add(dated(make_reading(text), "2026-06"))
    ledger.add(dated(make_reading(f"{text}\nreprinted"), "2026-06"))
    found = register.sifted(ledger, status=SUGGESTED)
    assert (len(found.fit), len(found.copies)) == (1, 1)


def test_a_forecast_without_a_date_is_registered_by_the_date_of_an_analyst(ledger: Ledger) -> None:
    ledger.add(dated(make_reading("FORECAST RUS nothing will fly", published="2025-01-01"), None))
    finding = next(row["id"] for row in ledger.findings(kind="forecast"))
    with pytest.raises(UsageError, match="was over when"):
        register.from_finding(ledger, finding, PartialDate(2024))
    register.from_finding(ledger, finding, PartialDate(2027))
    with pytest.raises(UsageError, match="registered already"):
        register.from_finding(ledger, finding, PartialDate(2028))


def dated(reading: Reading, due: str | None) -> Reading:
    """The reading with its forecasts due then."""
    findings = tuple(
        replace(one, due=parse_when(due) if due else None) if isinstance(one, Forecast) else one
        for one in reading.findings
    )
    return replace(reading, findings=findings)


def test_a_record_holds_losses_and_says_when_it_is_short(clock: Clock) -> None:
    outcomes = [("yes", 0.9), ("yes", 0.6), ("no", 0.2), ("void", 0.5)]
    keys = [register.ask(clock.book, yes_or_no(f"Will {n}?"), told("", p)) for n, (_, p) in enumerate(outcomes)]
    clock.time = "2026-07-01T00:00:00+00:00"
    for key, (outcome, _) in zip(keys, outcomes, strict=True):
        register.settle(clock.book, done(key, outcome))
    [record] = track_record.records(register.answers(clock.book))
    assert (record.decided, record.came, record.void, record.waiting) == (3, 3, 1, 0)
    assert record.brier == pytest.approx((0.01 + 0.16 + 0.04) / 3)
    assert record.log == pytest.approx(-(math.log(0.9) + math.log(0.6) + math.log(0.8)) / 3)
    assert record.low is not None
    assert record.low < 1
    assert record.few


def test_who_was_sure_and_wrong_has_an_infinite_log_score(ledger: Ledger) -> None:
    key = register.ask(ledger, yes_or_no(), told("", 0.0))
    register.settle(ledger, done(key), early="settled already")
    [record] = track_record.records(register.answers(ledger))
    assert record.log == math.inf


def test_a_number_is_scored_by_crps(ledger: Ledger) -> None:
    point = told("", None, distribution=((40.0, 1.0),))
    spread = told("", None, by="Bob", distribution=((40.0, 0.5), (60.0, 0.5)))
    key = register.ask(ledger, number(), point, spread)
    register.settle(ledger, done(key, "number", 50.0), early="settled already")
    found = {record.forecaster: record.crps for record in track_record.records(register.answers(ledger))}
    assert found["Ann"] == pytest.approx(10.0)
    assert found["Bob"] == pytest.approx(5.0)


def test_calibration_compares_all_probabilities_with_what_came(clock: Clock) -> None:
    pairs = [(0.9, "yes"), (0.9, "yes"), (0.8, "no"), (0.2, "no"), (0.1, "no"), (0.3, "yes")]
    keys = [register.ask(clock.book, yes_or_no(f"Will {n}?"), told("", p)) for n, (p, _) in enumerate(pairs)]
    clock.time = "2026-07-01T00:00:00+00:00"
    for key, (_, outcome) in zip(keys, pairs, strict=True):
        register.settle(clock.book, done(key, outcome))
    found = track_record.calibration(register.answers(clock.book))
    assert found is not None
    assert (found.n, found.base, found.base_brier) == (6, 0.5, 0.25)
    assert found.auc == pytest.approx(8 / 9)
    assert sum(count for _, _, count, _, _ in found.bands) == 6
    assert track_record.calibration([]) is None


def test_the_wilson_interval_is_the_published_one() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29
    for came, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert track_record.wilson(came, of) == pytest.approx((low, high), abs=5e-5)
    assert track_record.wilson(0, 0) == (0.0, 1.0)


def test_the_question_of_an_issue_names_its_scale() -> None:
    question = register.of_issue(make_issue())
    assert (question.form, question.low, question.high) == ("number", 0.0, 100.0)
    assert "0 = not at all; 100 = wholly" in question.rubric


def test_a_ledger_from_before_the_register_opens_with_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, scripts = tmp_path / "old.ledger", file._migrations()
    monkeypatch.setattr(file, "_migrations", lambda: scripts[:2])
    with Ledger.open(path, create=True) as book:
        book.add(make_reading("CONSULT KAZ RUS 2022-03-05"))
    monkeypatch.undo()
    with Ledger.open(path, readonly=True) as book:
        assert book.questions() == []
        assert book.check() == []
    with Ledger.open(path) as book:
        register.ask(book, yes_or_no(due=PartialDate(9000)))
        assert book.register_head()[0] == 1
