"""`dragoman measure`: how a state stands between the powers, by measures that say what they are."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dragoman.cli.answers import Output, answers
from dragoman.cli.options import day_asked, ledger_option
from dragoman.cli.table import Column, Item, print_items
from dragoman.errors import UsageError
from dragoman.ledger import Ledger

_FEWEST_DRAWS = 100
_DRAWS = f"Draws of the bootstrap over sources: {_FEWEST_DRAWS} or more, or 0 for no intervals."
_PERIODS = click.Choice(("month", "quarter", "year"))


@click.group("measure", invoke_without_command=True)
@click.pass_context
def verb(context: click.Context) -> None:
    """Measure how a state stands between powers: in the events of a ledger, in votes, memberships, alliances, visits.
    Every answer prints its definition, an interval and what was counted; what the data do not say is missing, never zero.

    `dragoman measure list` names all measures; add --explain to see the sentences behind each number.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _named(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    if not names:
        raise UsageError("no state or power is named", "name some, with commas between: RUS,CHN,TUR")
    return names


def _day_or_today(on: str | None) -> datetime.date:
    return day_asked(on) or datetime.date.today()  # noqa: DTZ011 (the day where the analyst sits)


def _enough(_: click.Context, __: click.Parameter, draws: int) -> int:
    """Draws from which an interval may be read; 0 asks for none."""
    if draws and draws < _FEWEST_DRAWS:
        raise UsageError(f"{draws} draws make no interval", f"take {_FEWEST_DRAWS} or more, or 0 for none")
    return draws


def _others(verb: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--with",
        "others",
        metavar="A,B…",
        default="RUS,CHN,TUR,USA",
        show_default=True,
        help="With whom it is compared.",
    )(verb)


def _whose(verb: Callable[..., Any]) -> Callable[..., Any]:
    kinds = click.Choice(("voice", "source", "outlet"))
    text = "Whose judgements are compared."
    return click.option("--by", type=kinds, default="voice", show_default=True, help=text)(verb)


def _votes(verb: Callable[..., Any]) -> Callable[..., Any]:
    file = click.Path(path_type=Path)
    return click.option("--votes", metavar="FILE", type=file, help="Another release of the votes.")(verb)


def _powers(verb: Callable[..., Any]) -> Callable[..., Any]:
    text = "Between whom; EU+ is a body with its members, WEST the United States, the EU and their allies, NAME=A|B several as one."
    return click.option("--powers", metavar="A,B…", default="RUS,CHN,TUR,USA,EU", show_default=True, help=text)(verb)


@verb.command("list")
@click.option("--json", "json_", is_flag=True, help="Print JSON, for programs.")
def list_(*, json_: bool) -> None:
    """Name every measure: what it says in one sentence, the call, whose it is."""
    from dataclasses import asdict

    from dragoman.measure.catalogue import catalogue

    if json_:
        click.echo(json.dumps([asdict(one) for one in catalogue()], ensure_ascii=False))
        return
    columns = [Column("name"), Column("what it says", share=5), Column("call", share=3), Column("source", share=2)]
    rows = [(one.name, one.sentence, f"dragoman measure {one.command}", ", ".join(one.citation)) for one in catalogue()]
    print_items(columns, [Item(row, (row[0], row[1]), "", (row[2], row[3])) for row in rows])


@verb.command("balance")
@click.argument("state")
@_powers
@click.option("--by", type=_PERIODS, help="Periods. [default: the whole time]")
@click.option("--domain", metavar="DOMAIN", help="security, economy, politics, culture, transport; or each.")
@click.option("--voices", metavar="NAMES", help="Only what these voices tell, with commas; or: states.")
@click.option(
    "--modality", metavar="LIST", default="happened", show_default=True, help="Which events count, with commas."
)
@click.option("--directed", is_flag=True, help="What the state does apart from what is done to it.")
@click.option("--tilt", metavar="A,B", help="The two powers that are held against each other.")
@click.option("--codebook", is_flag=True, help="Count requests, accusations and sanctions as the codebook does.")
@click.option("--since", metavar="DATE", help="From this day.")
@click.option("--until", metavar="DATE", help="Until this day.")
@click.option("--draws", default=1000, show_default=True, callback=_enough, help=_DRAWS)
@click.option(
    "--quantity",
    metavar="LIST",
    default="cooperation,share,conflict,evenness,effective",
    show_default=True,
    help="What to show, with commas; or: all.",
)
@answers
@ledger_option
def balance_(state: str, ledger: Path, out: Output, **chosen: Any) -> None:
    """How a state's events spread over the powers: level, shares, evenness, effective number, tilt, intensity."""
    from dataclasses import replace

    import polars as pl

    from dragoman.measure.balance import balance
    from dragoman.measure.coding import CODEBOOK, Coding

    quantity, voices = chosen.pop("quantity"), chosen.pop("voices")
    tilt, modality = chosen.pop("tilt"), _named(chosen.pop("modality"))
    options = {name: chosen[name] for name in ("by", "domain", "directed", "since", "until", "draws")}
    with Ledger.open(ledger, readonly=True) as book:
        result = balance(
            book, state, powers=_named(chosen["powers"]), modality=modality, tilt=_two(tilt),
            voices=voices if voices in (None, "states") else _named(voices),
            coding=CODEBOOK if chosen["codebook"] else Coding(), **options,
        )  # fmt: skip
    if quantity != "all":
        kept = result.frame.filter(pl.col("quantity").is_in(_named(quantity)))
        if kept.is_empty():
            known = ", ".join(sorted(result.frame["quantity"].unique()))
            raise UsageError(f"{quantity!r} is no quantity of a balance", f"choose of {known}, or all")
        result = replace(result, frame=kept)
    out.give(result, ledger=ledger, across="power")


def _two(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    names = _named(text)
    if len(names) != 2:
        raise UsageError("a tilt is between two powers", "name two, with a comma between: RUS,TUR")
    return names[0], names[1]


@verb.command("sensitivity")
@click.argument("state")
@_powers
@click.option("--domain", metavar="DOMAIN", help="security, economy, politics, culture or transport.")
@click.option("--draws", default=200, show_default=True, callback=_enough, help=_DRAWS)
@answers
@ledger_option
def sensitivity_(state: str, powers: str, domain: str | None, draws: int, ledger: Path, out: Output) -> None:
    """The same balance under each choice that a coder could have made otherwise."""
    from dragoman.measure.sensitivity import sensitivity

    with Ledger.open(ledger, readonly=True) as book:
        out.give(
            sensitivity(book, state, powers=_named(powers), domain=domain, draws=draws), ledger=ledger, across="power"
        )


@verb.command("ties")
@click.argument("state")
@_powers
@click.option("--on", metavar="DATE", help="The day as of which. [default: today]")
@answers
@ledger_option
def ties_(state: str, powers: str, on: str | None, ledger: Path, out: Output) -> None:
    """Which memberships and ties in force bind a state to the powers, by domain, with the weight of each status."""
    from dragoman.measure.in_force import ties_in_force

    out.give(ties_in_force(state, _day_or_today(on), powers=_named(powers), ledger=ledger), across="power")


@verb.command("visits")
@click.argument("state")
@_powers
@click.option("--by", type=_PERIODS, help="Periods. [default: the whole time]")
@answers
@ledger_option
def visits_(state: str, powers: str, by: Any, ledger: Path, out: Output) -> None:
    """Who came to whom: visits by level of office, direction and period."""
    from dragoman.measure.visits import visits

    with Ledger.open(ledger, readonly=True) as book:
        out.give(visits(book, state, powers=_named(powers), by=by), ledger=ledger, across="power")


@verb.command("ranks")
@click.argument("documents", metavar="SOURCE…", nargs=-1, required=True)
@click.option("--state", metavar="STATE", help="Whose doctrine it is, so that its own name does not count.")
@click.option("--powers", metavar="A,B…", help="Only these. [default: all that are named]")
@click.option("--passage", nargs=2, metavar="FROM TO", help="The words with which the passage begins, and ends.")
@answers
@ledger_option
def ranks_(
    documents: tuple[str, ...],
    state: str | None,
    powers: str | None,
    passage: tuple[str, str] | None,
    ledger: Path,
    out: Output,
) -> None:
    """In which order documents of the ledger – concepts of foreign policy, doctrines – name partners."""
    from dragoman.measure.ranks import ranks

    with Ledger.open(ledger, readonly=True) as book:
        known = [book.identify(one)[1] for one in documents]
        out.give(
            ranks(book, known, state=state, powers=_named(powers) if powers else None, passage=passage or None),
            ledger=ledger,
        )


@verb.command("similarity")
@click.argument("state")
@_others
@click.option("--by", type=click.Choice(("session", "year")), default="session", show_default=True, help="Periods.")
@click.option(
    "--measure", "measures", metavar="LIST", default="agree3", show_default=True, help="Formulas, with commas; or: all."
)
@click.option("--first", type=int, help="From this session or year.")
@click.option("--last", type=int, help="To this session or year.")
@_votes
@click.option("--without-unanimous", is_flag=True, help="Leave out roll calls on which all voted alike.")
@answers
@ledger_option
def similarity_(
    state: str, others: str, measures: str, votes: Path | None, ledger: Path, out: Output, **chosen: Any
) -> None:
    """How alike states voted in the UN General Assembly, session by session, by the formulas of `measure list`."""
    from dragoman.measure.similarity import similarity
    from dragoman.measure.votes import load_votes

    result = similarity(
        state, _named(others), by=chosen["by"], measures=None if measures == "all" else _named(measures),
        votes=load_votes(votes, ledger=ledger), first=chosen["first"], last=chosen["last"],
        unanimous="drop" if chosen["without_unanimous"] else "keep",
    )  # fmt: skip
    out.give(result, across="other")


@verb.command("since")
@click.argument("state")
@click.argument("nearer")
@click.argument("farther")
@_votes
@answers
@ledger_option
def since_(state: str, nearer: str, farther: str, votes: Path | None, ledger: Path, out: Output) -> None:
    """Since when STATE has voted closer to NEARER than to FARTHER, without interruption: one answer a measure."""
    from dragoman.measure.positions import load_points
    from dragoman.measure.since import similar_since
    from dragoman.measure.votes import load_votes

    out.give(
        similar_since(state, nearer, farther, votes=load_votes(votes, ledger=ledger), points=load_points(ledger=ledger))
    )


@verb.command("points")
@click.argument("state")
@_others
@answers
@ledger_option
def points_(state: str, others: str, ledger: Path, out: Output) -> None:
    """Distance of published ideal points in the UN General Assembly, with their intervals."""
    from dragoman.measure.positions import ideal_point_distance, load_points

    out.give(ideal_point_distance(state, _named(others), points=load_points(ledger=ledger)), across="other")


@verb.command("memberships")
@click.argument("state")
@_others
@click.option("--on", metavar="DATE", help="As of this day.")
@click.option("--by", type=click.Choice(("year",)), help="Each year as of its last day.")
@click.option(
    "--rule",
    type=click.Choice(("cow", "full", "all")),
    default="cow",
    show_default=True,
    help="cow: full and associate members; full; all: observers too.",
)
@answers
@ledger_option
def memberships_(state: str, others: str, on: str | None, by: str | None, rule: str, ledger: Path, out: Output) -> None:
    """In how many organisations two states sit together: joint count, Jaccard, share of one's own."""
    from dragoman.measure.memberships import memberships

    out.give(memberships(state, _named(others), on=on, by=by, rule=rule, ledger=ledger), across="other")


@verb.command("alliances")
@click.argument("state")
@_others
@click.option("--on", metavar="DATE", help="As of this day. [default: today]")
@answers
@ledger_option
def alliances_(state: str, others: str, on: str | None, ledger: Path, out: Output) -> None:
    """How alike two states are allied, by the same formulas as votes."""
    from dragoman.measure.alliances import alliance_similarity

    out.give(alliance_similarity(state, _named(others), on=_day_or_today(on), ledger=ledger), across="other")


@verb.command("network")
@click.argument("state", required=False)
@click.option("--period", metavar="DATE", help="A year, month or day; with --and the first of two.")
@click.option("--and", "second", metavar="DATE", help="What changed from --period to this one.")
@click.option(
    "--by", type=click.Choice(("events", "ties", "both")), default="both", show_default=True, help="What makes an edge."
)
@click.option("--balance", is_flag=True, help="Structural balance and reciprocity instead of the edges.")
@answers
@ledger_option
def network_(
    state: str | None, period: str | None, second: str | None, by: Any, balance: bool, ledger: Path, out: Output
) -> None:
    """The signed network of ties and events, of all or around a state: edges, structural balance, change between two dates."""
    from dragoman.measure.networks import network_balance, network_change, network_edges

    if second and not period:
        raise UsageError("--and needs --period", "name the first of the two: --period 2021 --and 2023")
    with Ledger.open(ledger, readonly=True) as book:
        if period and second:
            result = network_change(book, period, second, by=by, ego=state)
        elif balance:
            result = network_balance(book, period=period, by=by, ego=state)
        else:
            result = network_edges(book, period=period, by=by, ego=state)
    out.give(result, ledger=ledger)


@verb.command("voices")
@click.option("--about", metavar="NAME", help="Only what is said about this state or body.")
@_whose
@answers
@ledger_option
def voices_(about: str | None, by: Any, ledger: Path, out: Output) -> None:
    """How far the voices agree on how sides stand to each other: Krippendorff's alpha, for all and for each two."""
    from dragoman.measure.voices import voice_agreement

    with Ledger.open(ledger, readonly=True) as book:
        out.give(voice_agreement(book, about, by=by), ledger=ledger)


@verb.command("silence")
@click.argument("one", metavar="VOICE")
@click.argument("other", metavar="VOICE")
@_whose
@answers
@ledger_option
def silence_(one: str, other: str, by: Any, ledger: Path, out: Output) -> None:
    """What one voice speaks of and the other leaves out."""
    from dragoman.measure.voices import left_out

    with Ledger.open(ledger, readonly=True) as book:
        out.give(left_out(book, one, other, by=by), ledger=ledger)
