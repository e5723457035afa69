"""Forecasts that are kept to be scored: a question, its rubric and its date come first, then forecasts, then the outcome.

The rules that make the scores mean something: a question is fixed before its date, a forecast is made before the date and
before the outcome is known, and nothing is taken back. Documents are the exception in time, not in kind: what a text
forecasts was fixed when it was published, and is registered with that date.
"""

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.errors import UsageError
from dragoman.ledger import Estimate, Ledger, Question, Resolution
from dragoman.records import DateRange, PartialDate, Row, Status, When, parse_when
from dragoman.scenario.issue import Issue, is_unwritten

_RUBRIC = (
    "Yes if what is quoted has come about by {due}, as reported by a source that does not depend on the speaker; no if "
    "not; void if it cannot be told."
)
_CONDITION = " Void if the condition was not met: {condition}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """The forecasts in the documents, sorted: those `fit` to be registered; how many are `unread`, decided on by nobody (where only
    decided ones were asked for), and were registered `before`; and the ids of findings left out: without a date, with one that is
    past, in copies.
    """

    fit: tuple[tuple[Question, Estimate], ...]
    unread: int
    before: int
    undated: tuple[str, ...]
    past: tuple[str, ...]
    copies: tuple[str, ...]


DECIDED = ("confirmed", "corrected")
"""The findings that an analyst has been through and kept."""


def ask(ledger: Ledger, question: Question, *estimates: Estimate) -> str:
    """Register a question, and first forecasts of it; returns its id.

    Raises UsageError if it is not fixed beforehand, not well put, or a forecast does not fit it; then nothing is kept.
    """
    for name, text in (("question", question.question), ("rubric", question.rubric)):
        if not text.strip():
            raise UsageError(f"the {name} is empty", "say what is asked, and what will decide it")
    if is_unwritten(question.rubric):
        raise UsageError(
            "the rubric is still the placeholder of a draft",
            "write in the issue file, after `rubric =`, what will decide the question and who reports that; it cannot be "
            "changed once it is registered",
        )
    if question.form == "number":
        if question.low is None or question.high is None or not _finite(question.low, question.high):
            raise UsageError("a question for a number needs both ends of its scale", "give --low and --high")
        if question.low >= question.high:
            said = f"the scale runs from {question.low:g} to {question.high:g}, which is not upwards"
            raise UsageError(said, "turn them round")
    if question.due.last < _today(ledger):
        raise UsageError(f"the date {question.due} has passed", "a question is fixed beforehand: give a date to come")
    for known in ledger.questions():
        if (known.question, known.rubric, known.due, known.form) == (
            question.question, question.rubric, question.due, question.form
        ):  # fmt: skip
            raise UsageError(
                f"this question is registered already, as {known.id}",
                f"forecast it again with --to {known.id}, of an issue file together with --issue",
            )
    return ledger.register(question, *(_checked(ledger, question, estimate) for estimate in estimates))


def foretell(ledger: Ledger, key: str, *estimates: Estimate) -> str:
    """Register forecasts of the question whose id begins so; returns its id.

    Raises UsageError if they come too late or one does not fit; then nothing is kept.
    """
    question = ledger.question(key)
    if any(done.question == question.id for done in ledger.resolutions()):
        raise UsageError(f"the question {question.id} is resolved", "a forecast comes before the outcome")
    if question.due.last < _today(ledger):
        raise UsageError(f"the date {question.due} has passed", "a forecast comes before its date")
    for estimate in [_checked(ledger, question, replace(one, question=question.id)) for one in estimates]:
        ledger.estimate(estimate)
    return question.id


def fits_issue(question: Question, issue: Issue) -> None:
    """Raises UsageError if an issue does not tell of the number that a registered question asks for, on its scale."""
    if question.form != "number":
        raise UsageError(f"the question {question.id} asks for yes or no", "an issue forecasts a number on its scale")
    if (question.low, question.high) != (issue.scale.low, issue.scale.high):
        raise UsageError(
            f"the question {question.id} runs from {question.low:g} to {question.high:g}, the issue from "
            f"{issue.scale.low:g} to {issue.scale.high:g}",
            "keep the scale of the question, or register the issue as a question of its own, without --to",
        )


def settle(ledger: Ledger, resolution: Resolution, *, early: str = "") -> str:
    """Register how a question came out; returns its id.

    `early` says why it is known before the date of the question; it is kept in the note. Raises UsageError if the outcome
    does not fit the question, or comes before the date without such a reason.
    """
    question = ledger.question(resolution.question)
    if not resolution.source.strip():
        raise UsageError("no source is given", "say where it stands how it came out, with --source")
    allowed = ("number", "void") if question.form == "number" else ("yes", "no", "void")
    if resolution.outcome not in allowed:
        raise UsageError(
            f"{resolution.outcome} does not answer a question for {question.form}", f"it is one of {', '.join(allowed)}"
        )
    if (resolution.value is not None) != (resolution.outcome == "number"):
        raise UsageError("a number goes with the outcome number, and only with it", "give --value, or another outcome")
    if resolution.value is not None:
        _on_scale(question, resolution.value)
    return ledger.resolve(replace(resolution, note=_timed(ledger, question, resolution.note, early.strip())))


def _timed(ledger: Ledger, question: Question, note: str, early: str) -> str:
    """The note of a resolution, with the reason if it comes before the date of the question."""
    ahead = question.due.last >= _today(ledger)
    if ahead and not early:
        raise UsageError(
            f"the question runs until {question.due}",
            "resolve it when that day has passed; if it is settled already, say why with --early REASON",
        )
    if early and not ahead:
        raise UsageError(f"the date {question.due} has passed: nothing is early", "leave out --early")
    return "; ".join(filter(None, (note, f"resolved before its date: {early}" if early else "")))


def of_issue(issue: Issue) -> Question:
    """The question of an issue file: for a number on its scale."""
    scale = issue.scale
    named = "; ".join(f"{point.at:g} = {point.name}" for point in scale.points)
    return Question(
        question=issue.question,
        rubric=f"{issue.rubric} Scale: {named or f'{scale.low:g} to {scale.high:g}'}.",
        due=issue.resolves,
        form="number",
        low=scale.low,
        high=scale.high,
        unit=scale.unit,
    )


def sifted(ledger: Ledger, *, status: Sequence[str] = DECIDED) -> Sifted:
    """The forecasts of the documents that say by when, each as a question with its speaker; nothing is registered.

    Left out are forecasts without a date, and those whose date is over before the document was published: their date
    was misread, or they tell of the past. Those in near-duplicates of a document count once, with the first.
    """
    copied = {row["id"] for row in ledger.sources() if row["near_duplicate_of"]}
    known = {question.finding for question in ledger.questions()}
    fit, undated, past, copies, before, unread = [], [], [], [], 0, 0
    for row in ledger.findings(kind="forecast"):
        if row["id"] in known:
            before += 1
        elif row["status"] not in status:
            unread += row["status"] == Status.SUGGESTED
        elif row["source"]["id"] in copied:
            copies.append(row["id"])
        elif row["due"] is None:
            undated.append(row["id"])
        elif (published := published_on(row)) and _last(parse_when(row["due"])).last < published.first:
            past.append(row["id"])
        else:
            fit.append(_of_finding(row, _last(parse_when(row["due"]))))
    return Sifted(
        fit=tuple(fit), unread=unread, before=before, undated=tuple(undated), past=tuple(past), copies=tuple(copies)
    )


def from_documents(ledger: Ledger, found: Sifted) -> tuple[str, ...]:
    """Register the forecasts that are fit to be (see `sifted`), each with its speaker; the ids of the questions.

    What a machine read may be misread, and nothing registered is taken back: sift what an analyst kept, unless told otherwise.
    """
    return tuple(ledger.register(question, estimate) for question, estimate in found.fit)


def from_finding(ledger: Ledger, finding: str, due: PartialDate, rubric: str = "") -> str:
    """Register one forecast of a document by a date that an analyst gives; returns the question's id. Raises UsageError."""
    row = ledger.finding(finding)
    if row["kind"] != "forecast":
        raise UsageError(
            f"{row['id']} is no forecast but a finding of kind {row['kind']}", "see `dragoman list forecasts`"
        )
    if (published := published_on(row)) and due.last < published.first:
        raise UsageError(
            f"the date {due} was over when the document was published, on {published}", "give a later date"
        )
    question, estimate = _of_finding(row, due, rubric)
    return ledger.register(question, estimate)


def published_on(row: Row) -> PartialDate | None:
    """When the document of a finding was published; None if that is not known, or written as no date."""
    told = row["source"]["published"]
    try:
        return PartialDate.parse(told) if told else None
    except UsageError:
        return None


def _of_finding(row: Row, due: PartialDate, rubric: str = "") -> tuple[Question, Estimate]:
    speaker = row["speaker"]
    content = " ".join(row["content"]["exact"].split())
    origin = ", ".join(filter(None, (row["source"]["outlet"], row["source"]["published"])))
    rule = rubric or _RUBRIC.format(due=due) + (
        _CONDITION.format(condition=row["condition"]) if row["condition"] else ""
    )
    asked = f"{content} ({speaker['name']}{f'; {origin}' if origin else ''})"
    question = Question(question=asked, rubric=rule, due=due, finding=row["id"])
    return question, Estimate(question="", forecaster=speaker["name"], kind="document", made_on=published_on(row))


def _checked(ledger: Ledger, question: Question, estimate: Estimate) -> Estimate:
    """The forecast, dated today and named without spaces around, if it fits the question."""
    if not estimate.forecaster.strip():
        raise UsageError("nobody is named as the forecaster", "say who forecasts, with --by")
    _fits(question, estimate)
    return replace(estimate, forecaster=estimate.forecaster.strip(), made_on=PartialDate.of(_today(ledger)))


def _fits(question: Question, estimate: Estimate) -> None:
    if question.form == "number":
        if not estimate.distribution or estimate.probability is not None:
            raise UsageError("the question asks for a number", "give --value, or points with --point")
        for point, chance in estimate.distribution:
            _on_scale(question, point)
            if not _finite(chance) or chance <= 0:
                raise UsageError(
                    f"{chance:g} is no probability of a point", "give numbers above 0; they are made to sum to 1"
                )
    elif estimate.distribution or estimate.probability is None:
        raise UsageError("the question asks for yes or no", "give --probability")
    elif not 0 <= estimate.probability <= 1:  # NaN too
        raise UsageError(f"{estimate.probability:g} is no probability", "give a number from 0 to 1")


def _on_scale(question: Question, value: float) -> None:
    low, high = question.low or 0.0, question.high or 0.0  # a question for a number has both
    if not low <= value <= high:
        raise UsageError(f"{value:g} is off the scale of the question", f"it runs from {low:g} to {high:g}")


def _finite(*numbers: float) -> bool:
    return all(math.isfinite(number) for number in numbers)


def _last(when: When) -> PartialDate:
    """The date by which something that is due then must have come: the end of an interval."""
    return when.end if isinstance(when, DateRange) else when


def _today(ledger: Ledger) -> datetime.date:
    return datetime.datetime.fromisoformat(ledger.now()).date()


def answers(ledger: Ledger) -> Iterator[tuple[Question, Estimate | None, Resolution | None]]:
    """Every question with each of its forecasts (None if it has none yet) and how it came out, oldest question first.

    Of several forecasts by one forecaster the last counts; of several resolutions the last.
    """
    latest: dict[str, dict[str, Estimate]] = {}
    for estimate in ledger.estimates():
        latest.setdefault(estimate.question, {})[estimate.forecaster] = estimate
    done = {resolution.question: resolution for resolution in ledger.resolutions()}
    for question in ledger.questions():
        for told in latest.get(question.id, {}).values() or [None]:
            yield question, told, done.get(question.id)
