"""How an outlook, a comparison and a backtest are printed on the terminal."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

import click

from dragoman.cli.table import Column, Item, counted, print_items, room, wrap
from dragoman.scenario.issue import PARTS

if TYPE_CHECKING:
    from dragoman.scenario.backtest import Score
    from dragoman.scenario.issue import Issue, Value
    from dragoman.scenario.outlook import Drawn, Outlook

_MOST_BARS = 8
_MOST_FORKS = 6
_MOST_PAIRS = 6
_MOST_QUOTES = 4
_BAR = 80  # columns for certainty
_CAUTION = (
    "The interval of the headline held the outcome of four in five resolved issues – of European lawmaking, where nobody "
    "is threatened. For other matters take it as the least doubt that there is. What the draws show is the doubt in the "
    "inputs alone, which is far too little: docs/scenarios.md has the figures."
)
_HEADLINE = (
    "The headline is the compromise ± its past errors; the bars mix those with the election: another distribution."
)
_LEVEL = 0.8


def print_outlook(found: "Outlook", *, explain: bool) -> None:
    """Print the headline, the models, the rounds, the readings, what the outcome hangs on, and what is thin."""
    issue = found.issue
    _print_question(issue)
    _print_headline(found)
    _print_models(found)
    _print_election(found)
    _print_rounds(found)
    _print_moves(found)
    _print_readings(found)
    _print_tornado(found)
    _print_grounds(issue, explain=explain)
    click.echo()
    _say(_CAUTION)
    _say(
        f"{found.draws:,} draws, {found.challenge_draws:,} of the challenge model (--challenge-draws), seed {found.seed}, "
        f"{found.shape}; challenge model {found.reading.replace('_', ' ')}."
    )


def _print_question(issue: "Issue") -> None:
    click.echo(click.style(issue.question, bold=True))
    scale = issue.scale
    _say(f"To be decided {issue.resolves}. {issue.rubric}")
    ends = f"{scale.low:g} to {scale.high:g}" + (f" {scale.unit}" if scale.unit else "")
    points = "; ".join(f"{point.at:g} {point.name}" for point in scale.points)
    _say(f"Scale: {ends}{f' – {points}' if points else ''}")


def _print_headline(found: "Outlook") -> None:
    from dragoman.scenario.outlook_rows import chances  # numpy: only where something is computed

    told = found.prediction
    low, high = told.interval[_LEVEL]
    near = found.issue.scale.nearest(told.point)
    head = f"Forecast  {told.point:.1f}, with 80 % from {low:.1f} to {high:.1f}"
    click.echo("\n" + click.style(head, bold=True) + (f"  (nearest: {near.at:g}, {near.name})" if near else ""))
    outcome = found.issue.outcome
    if outcome:
        off = found.compromise.value - outcome.value
        inside = "inside" if low <= outcome.value <= high else "outside"
        click.echo(
            f"It came out at {outcome.value:g}: {inside} the interval, compromise {off:+.2f} off, "
            f"CRPS {told.crps(outcome.value):.2f} ({outcome.source})"
        )
    click.echo(_HEADLINE)
    click.echo()
    for start, end, chance in chances(found):
        click.echo(f"  {f'{start:g} – {end:g}':>13}  {chance:4.0%}  {'█' * round(_BAR * chance)}".rstrip())


def _print_models(found: "Outlook") -> None:
    drawn = (
        ("compromise", found.compromise, "where the weights balance: the best point on resolved issues"),
        ("election", found.expected, "the position expected to prevail over the others"),
        ("weighted median", found.median, "often nearly right, far off when wrong"),
        (
            f"challenge, round {found.rounds[-1].number}",
            found.rounds[-1].median,
            "who moves whom; worse than the compromise",
        ),
    )
    from dragoman.scenario.outlook_rows import middle

    mean, low, high = found.prediction.mean, *middle(found.prediction)
    first = (
        "prediction",
        _figure(mean),
        "",
        f"mean of the bars above; 80 % of it from {_figure(low)} to {_figure(high)}",
    )
    items = [Item(first, (first[0], first[1]), "", (first[3],)), *(_drawn(*row) for row in drawn)]
    click.echo()
    print_items([Column("model"), *_NUMBERS, Column("remark", share=1)], items)


_NUMBERS = (Column("value", right=True), Column("80 % of draws"))


def _drawn(name: str, spread: "Drawn", remark: str) -> Item:
    cells = (name, _figure(spread.value), f"{_figure(spread.low)} – {_figure(spread.high)}", remark)
    return Item(cells, (name, cells[1], f"80 % of draws {cells[2]}"), "", (remark,))


def _print_election(found: "Outlook") -> None:
    items = []
    for option in found.options:
        cells = (f"{option.at:g}", f"{option.probability:.0%}", ", ".join(option.holders))
        items.append(Item(cells, cells))
    click.echo()
    print_items([Column("position", right=True), Column("prevails", right=True), Column("held by", share=1)], items)


def _print_rounds(found: "Outlook") -> None:
    items = []
    for one in found.rounds:
        span = f"{_figure(one.median.low)} – {_figure(one.median.high)}"
        cells = (str(one.number), _figure(one.median.value), span, _figure(one.mean.value))
        items.append(
            Item(cells, (f"round {one.number}", f"median {cells[1]}", f"80 % of draws {span}", f"mean {cells[3]}"))
        )
    click.echo()
    columns = [
        Column("round", right=True),
        Column("median", right=True),
        Column("80 % of draws"),
        Column("mean", right=True),
    ]
    print_items(columns, items)


def _print_moves(found: "Outlook") -> None:
    """Who moves whom, those first who do so in most rounds."""
    names = [held.name for held in found.issue.stakeholders]
    pairs = found.pairs()
    if not pairs:
        return
    click.echo()
    _say(f"Who moves whom in the challenge model, with those of its {found.rounds[-1].number} rounds in which:")
    for (by, who), numbers in list(pairs.items())[:_MOST_PAIRS]:
        for line in wrap(
            f"{names[by]} moves {names[who]}: {', '.join(map(str, numbers))}", room(), first="  ", rest="    "
        ):
            click.echo(line)
    if len(pairs) > _MOST_PAIRS:
        click.echo(f"  and {counted(len(pairs) - _MOST_PAIRS, 'other pair')}: --json has every move")


def _print_readings(found: "Outlook") -> None:
    told = found.spread
    click.echo()
    _say(
        f"Under {told.readings} readings of the models the same numbers give {_figure(told.least)} to {_figure(told.most)}, "
        f"four in five of them {_figure(told.low)} to {_figure(told.high)}."
    )
    for fork in found.forks[:_MOST_FORKS]:
        options = ", ".join(f"{name} {_figure(mean)}" for name, mean in fork.options)
        for line in wrap(f"{fork.family}, {fork.choice}: {options}", room(), first="  ", rest="    "):
            click.echo(line)


def _print_tornado(found: "Outlook") -> None:
    totals = {(share.stakeholder, share.part): share.total for share in found.shares}
    items = []
    for bar in found.bars[:_MOST_BARS]:
        who = found.issue.stakeholders[bar.stakeholder].name
        share = f"{totals.get((bar.stakeholder, bar.part), 0.0):.0%}"
        cells = (_figure(bar.low), _figure(bar.high), share, f"{bar.part} of {who}")
        items.append(Item(cells, (cells[3], f"{cells[0]} → {cells[1]}", f"{share} of the variance")))
    if items:
        click.echo()
        numbers = [Column(head, right=True) for head in ("low gives", "high gives", "of variance")]
        print_items([*numbers, Column("input", share=1)], items)


def _print_grounds(issue: "Issue", *, explain: bool) -> None:
    """What the numbers rest on, if asked; else how many of them little speaks for."""
    if explain:
        for held in issue.stakeholders:
            click.echo(f"\n{click.style(held.name, bold=True)}")
            for part in PARTS:
                _print_value(part, held.part(part))
        return
    thin = issue.thin()
    if thin:
        some = "; ".join(f"{who}, {part} ({why})" for who, part, why in thin[:_MOST_QUOTES])
        more = f"; and {len(thin) - _MOST_QUOTES} more" if len(thin) > _MOST_QUOTES else ""
        click.echo()
        _say(f"Thin: {counted(len(thin), 'number')} – {some}{more}")
    click.echo("What each number rests on: --explain")


def _print_value(part: str, value: "Value") -> None:
    reach = f" ({value.low:g} to {value.high:g})" if value.low < value.high else ""
    told = "; ".join(filter(None, (", ".join(value.rows), value.judgement)))
    for line in wrap(f"{part} {value.value:g}{reach}{f': {told}' if told else ''}", room(), first="  ", rest="    "):
        click.echo(line)
    for one in value.findings:
        for line in wrap(f"{one.id[:10]}  “{one.quote}” {one.source}", room(), first="    ", rest="      ", most=5):
            click.echo(line)
    if value.thin:
        click.echo(f"    thin: {value.thin}")


def print_comparison(names: Sequence[str], found: Sequence["Outlook"], differences: Sequence[Sequence[str]]) -> None:
    """Print outlooks side by side, and what the inputs of each say otherwise than those of the first."""
    heads = ("compromise", "conformal 80 %", "prediction", "80 % of it", "election", "median", "challenge")
    items = [_compared(name, one, heads) for name, one in zip(names, found, strict=True)]
    print_items([Column("issue", share=1), *(Column(head, right="80" not in head) for head in heads)], items)
    for name, told in zip(names[1:], differences, strict=True):
        click.echo(f"\n{click.style(name, bold=True)} beside {names[0]}:")
        for line in told or ["the same question, and the same stakeholders with the same values and ranges"]:
            for part in wrap(line, room(), first="  ", rest="    "):
                click.echo(part)
    click.echo()
    _say(
        "The conformal interval is the compromise's (the headline of `run`); the prediction is another distribution, with "
        "its own mean and its own 80 %."
    )


def _compared(name: str, one: "Outlook", heads: Sequence[str]) -> Item:
    from dragoman.scenario.outlook_rows import middle

    conformal, own = (_reach(*ends) for ends in (one.prediction.interval[_LEVEL], middle(one.prediction)))
    last = (one.expected.value, one.median.value, one.rounds[-1].median.value)
    told = (_figure(one.compromise.value), conformal, _figure(one.prediction.mean), own, *map(_figure, last))
    return Item((name, *told), (name, *(f"{head} {cell}" for head, cell in zip(heads, told, strict=True))))


def _reach(low: float, high: float) -> str:
    return f"{_figure(low)} – {_figure(high)}"


def print_scores(scores: Sequence["Score"]) -> None:
    """Print the losses of all models, best first."""
    items = [_score(score) for score in scores]
    heads = ("MAE", "RMSE", "median", "≤ 10 off", "CRPS", "Brier", "80 % held", "MAE over")
    print_items([Column("model", share=1), Column("weights"), *(Column(head, right=True) for head in heads)], items)
    click.echo()
    _say(
        f"{scores[0].issues} issues, 0 to 100. MAE over: how much more than the compromise, with 95 % of draws of "
        "proposals. 80 % held: how often the 80 % interval held the outcome."
    )


def _score(score: "Score") -> Item:
    over = "" if score.over is None else f"{score.over:+.2f} [{score.over_low:.2f}, {score.over_high:.2f}]"
    cells = (
        score.model, score.capability, _figure(score.mae), _figure(score.rmse), _figure(score.median_ae),
        f"{score.within10:.0%}", _figure(score.crps), "" if score.brier is None else f"{score.brier:.3f}",
        "" if score.coverage is None else f"{score.coverage:.1%}", over,
    )  # fmt: skip
    return Item(cells, (score.model, score.capability, f"MAE {cells[2]}", f"CRPS {cells[6]}", f"over {over}"))


def score_columns(scores: Sequence["Score"]) -> list[str]:
    """The names of a score's fields, in order."""
    return [field.name for field in fields(scores[0])]


def _figure(value: float) -> str:
    return f"{value:.2f}"


def _say(text: str) -> None:
    for line in wrap(text, room(), rest="  "):
        click.echo(line)
