"""What may come: scenarios that were run, forecasts that are registered, and what the documents expect."""

from collections.abc import Iterator

from dragoman.ledger import Question
from dragoman.records import Kind, Row, Status
from dragoman.scenario.issue import Issue
from dragoman.scenario.outlook import predict_issue
from dragoman.show.brief.blocks import Block, Bullets, Said, Section, Table, paragraph, said
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import listed, plain, short
from dragoman.show.foretold import estimate_told, outcome_told
from dragoman.show.words import content, one_name

_LEVEL = 0.8
_WATCHED = 5


def outlooks(about: Matter) -> Section:
    """Part 8."""
    parts: list[Block] = [block for issue in about.issues for block in _scenario(issue)]
    parts += _registered(about)
    expected = list(_expected(about))
    if expected:
        parts.append(paragraph(Said("What the documents expect, and so what to watch:", strong=True)))
        parts.append(Bullets(tuple(expected)))
    if not about.issues:
        more = " What follows is what others expect." if parts else ""
        parts.insert(0, paragraph(f"No scenario was run for this briefing.{more}", note=True))
    return Section("What may come", about.vintage, tuple(parts))


def _scenario(issue: Issue) -> Iterator[Block]:
    told = predict_issue(issue)
    low, high = told.interval[_LEVEL]
    near = issue.scale.nearest(told.point)
    named = f", nearest to “{near.name}”" if near else ""
    scale = f"{issue.scale.unit or 'the scale'} from {issue.scale.low:g} to {issue.scale.high:g}"
    text = (
        f" On {scale} the compromise model expects {told.point:.3g}{named}; 80 % range {low:.3g} to {high:.3g}, by how far the "
        f"model was off on resolved issues of European lawmaking, which may differ. Decided by {issue.resolves}."
    )
    yield paragraph(Said(issue.question, strong=True), text)
    rows = [
        said(
            one.name,
            *(
                f"{one.part(part).value:g} ({one.part(part).low:g}–{one.part(part).high:g})"
                for part in ("position", "salience", "capability")
            ),
        )
        for one in issue.stakeholders
    ]
    yield paragraph("Assumed of each: what it wants, how much it cares, what it can do (range):", note=True)
    yield Table(("Stakeholder", "Position", "Salience", "Capability"), tuple(rows), right=(1, 2, 3))
    thin = [f"{name}’s {part}" for name, part, _ in issue.thin()]
    if thin:
        yield paragraph(f"To watch, for little speaks for them: {listed(thin[:8])}.", note=True)


def _registered(about: Matter) -> list[Block]:
    """Registered questions that name the state, with the forecasts of each that stand."""
    rows = []
    resolved = {one.question: one for one in about.ledger.resolutions()}
    for question in asked(about):
        latest = {one.forecaster: one for one in about.ledger.estimates() if one.question == question.id}
        told = "; ".join(f"{name}: {estimate_told(one)}" for name, one in latest.items()) or "none yet"
        done = resolved.get(question.id)
        outcome = outcome_told(done) if done else f"open, due {question.due}"
        rows.append(said(f"{question.question}{_scale(question)}", told, outcome))
    return [Table(("Registered question", "Forecasts", "Outcome"), tuple(rows), widths=(6, 4, 3))] if rows else []


def asked(about: Matter) -> list[Question]:
    """The registered questions that name the state."""
    return [one for one in about.ledger.questions() if about.name in one.question or about.code in one.question]


def _scale(question: Question) -> str:
    """Of a question for a number, after it: on which scale."""
    if question.low is None or question.high is None:
        return ""
    return f" ({question.low:g} to {question.high:g}{f', {question.unit}' if question.unit else ''})"


def _expected(about: Matter) -> Iterator[Said]:
    """Forecasts in the documents that concern the state: those still to come first, then the newest."""
    told = (
        *about.ledger.findings(kind=Kind.FORECAST, actor=about.code),
        *about.ledger.findings(kind=Kind.FORECAST, text=about.name),
    )
    found = [row for row in {row["id"]: row for row in told}.values() if _concerns(about, row)]
    today = about.today.isoformat()
    ahead = sorted(found, key=lambda row: (not _ahead(row, today), _age(row), row["id"]))
    for row in ahead[:_WATCHED]:
        due = f"by {row['due']}" if row["due"] else "no date"
        speaker = one_name(row["speaker"])
        said_on = row["source"]["published"] or "undated"
        yield Said(f"{speaker} ({said_on}; {due}): “{short(plain(content(row)))}”", about.references.cite_row(row))


def _concerns(about: Matter, row: Row) -> bool:
    if row["status"] == Status.REJECTED:
        return False
    published = row["source"]["published"] or ""
    if about.since and published[: len(about.since)] < about.since[: len(published)]:
        return False
    return about.name in row["span"]["exact"] or (row["speaker"]["state"] or row["speaker"]["id"]) == about.code


def _ahead(row: Row, today: str) -> bool:
    return bool(row["due"]) and str(row["due"]).rpartition("/")[2] >= today[: len(str(row["due"]).rpartition("/")[2])]


def _age(row: Row) -> int:
    """Smaller for newer documents, undated last."""
    published = str(row["source"]["published"] or "0").replace("-", "").ljust(8, "0")
    return -int(published)
