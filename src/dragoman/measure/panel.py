"""The panel: merged events as frames – a row an event, a row a dyad and event, a row a dyad (or state) and period.

`events` has these columns; every other frame is made from them, and they may be written to Parquet or CSV and read back:

| column | type | meaning |
|---|---|---|
| `event` | text | id of the merged event |
| `event_type` | text | one of the sixteen of PLOVER |
| `modality` | text | happened, planned, hypothetical, denied or demanded |
| `first`, `last` | date | the first and last day that it may have been; null if no text dates it |
| `domain` | text | security, transport, economy, culture or politics (see domains.py) |
| `sentence` | text | the sentence that tells of it best, by its source; null if that is not known |
| `actors`, `recipients` | list of text | the sides: codes of states and bodies; what the world does not know, by name |
| `findings` | list of text | the reports, by id, in order; in a corpus that has none, the event's own id |
| `clusters` | list of integers | for each report the cluster of near-duplicate sources that it comes from |
| `voices` | list of text | for each report the side of its innermost voice; null where that is no state or body |

In CSV the lists stand in one cell, `|` between their members.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from dragoman.errors import DataError, UsageError
from dragoman.ledger import Ledger
from dragoman.ledger import panel as columns
from dragoman.measure import domains
from dragoman.records import EventType, Modality, PartialDate, Quad
from dragoman.records.plover import QUAD_AND_INTENSITY
from dragoman.world import EntityKind, World, load_world

By = Literal["year", "quarter", "month"]
PERIODS: tuple[By, ...] = ("year", "quarter", "month")

SCHEMA: dict[str, pl.DataType] = {
    "event": pl.String(),
    "event_type": pl.String(),
    "modality": pl.String(),
    "first": pl.Date(),
    "last": pl.Date(),
    "domain": pl.String(),
    "sentence": pl.String(),
    "actors": pl.List(pl.String),
    "recipients": pl.List(pl.String),
    "findings": pl.List(pl.String),
    "clusters": pl.List(pl.Int64),
    "voices": pl.List(pl.String),
}
"""The columns of `events`, in their order."""

_NEEDED = ("event_type", "actors", "recipients")
_LISTS = tuple(name for name, kind in SCHEMA.items() if isinstance(kind, pl.List))
_BETWEEN = "|"  # in CSV; no id and hardly a name has it
_MUTUAL = tuple(str(kind) for kind in (EventType.AGREE, EventType.CONSULT, EventType.COOPERATE))
_COOPERATIVE = tuple(
    str(kind)
    for kind, (quad, _) in QUAD_AND_INTENSITY.items()
    if quad in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
)


def events(ledger: Ledger) -> pl.DataFrame:
    """Every merged event of a ledger, of any modality, in the order of its id; columns as at the top of this file."""
    merged, told = _frame(columns.merged(ledger)), _frame(columns.reports(ledger))
    standings = _frame(columns.standings(ledger), source=pl.Int64())
    clusters = _frame(columns.clusters(ledger), source=pl.Int64(), cluster=pl.Int64())
    sides, quotes = _frame(columns.sides(ledger)), _frame(columns.quotes(ledger))
    reports = (
        told.join(standings.drop("corrected"), on="finding")
        .join(clusters, on="source")
        .join(sides.select("finding", "voice"), on="finding", how="left")
        .sort("event", "finding")
        .group_by("event", maintain_order=True)
        .agg(findings="finding", clusters="cluster", voices="voice")
    )
    leads = merged.join(sides.drop("voice"), left_on="lead", right_on="finding", how="left")
    corrected = standings.select("finding", "corrected").drop_nulls("corrected")
    said = quotes.join(corrected, on="finding", how="left").select("finding", quote=pl.coalesce("corrected", "quote"))
    stood = standings.select("finding", sentence_source="source")
    whole = leads.join(said, left_on="lead", right_on="finding", how="left").join(reports, on="event").sort("event")
    whole = whole.join(stood, left_on="lead", right_on="finding", how="left", maintain_order="left")
    parted = whole.with_columns(
        *(_parted(pl.col(name)).alias(name) for name in ("actors", "recipients")),
        pl.col("first", "last").str.to_date("%Y-%m-%d"),
    )
    both = parted.select(pl.concat_list("actors", "recipients")).to_series()
    domain = domains.of_events(parted["quote"], both, parted["event_type"])
    sentence = pl.format("{}: {}", "sentence_source", "quote")
    return _shaped(parted.with_columns(sentence=sentence, domain=domain))


def write(panel: pl.DataFrame, path: Path | str) -> None:
    """Write the events to a file, by its ending: .parquet or .csv. Raises UsageError for another."""
    place = Path(path)
    if place.suffix == ".parquet":
        panel.write_parquet(place)
    elif place.suffix == ".csv":
        panel.with_columns(_joined(name) for name in _LISTS).write_csv(place)
    else:
        raise UsageError(f"{place} is neither .parquet nor .csv", "name a file that ends so")


def read(path: Path | str) -> pl.DataFrame:
    """Read events from a Parquet or CSV file of one's own or of `write`.

    Only `event_type`, `actors` and `recipients` must be there: without `modality` all events happened, without
    `clusters` each comes from a source of its own, a `date` (ISO day) stands for `first` and `last`. Raises DataError.
    """
    place = Path(path)
    if not place.exists():
        raise UsageError(f"there is no panel at {place}", "write one with dragoman.measure.panel.write")
    try:
        raw = pl.read_parquet(place) if place.suffix == ".parquet" else pl.read_csv(place, infer_schema=False)
    except pl.exceptions.PolarsError as fault:
        raise DataError(
            f"{place} cannot be read as a table ({fault})", "give a .parquet file, or a .csv in UTF-8"
        ) from fault
    return completed(raw, str(place))


def completed(raw: pl.DataFrame, place: str) -> pl.DataFrame:
    """A table of events with the columns that one may leave out (see `read`). Raises DataError, which names `place`."""
    missing = [name for name in _NEEDED if name not in raw.columns]
    if missing:
        raise DataError(f"{place} has no column {', '.join(missing)}", f"a panel needs {', '.join(_NEEDED)}")
    number = pl.int_range(1, pl.len() + 1)
    given = {
        "event": pl.format("{}", number),
        "modality": pl.lit("happened"),
        "first": pl.col("date") if "date" in raw.columns else pl.lit(None),
        "last": pl.col("date") if "date" in raw.columns else pl.lit(None),
        "domain": pl.lit(None),
        "sentence": pl.lit(None),
    }
    whole = raw.with_columns(value.alias(name) for name, value in given.items() if name not in raw.columns)
    whole = whole.with_columns(_list(whole, name) for name in _LISTS if name in whole.columns)
    if "clusters" not in whole.columns:
        reports = pl.col("findings").list.len() if "findings" in whole.columns else pl.lit(1)
        whole = whole.with_columns(clusters=number.repeat_by(reports))
    reports = pl.col("clusters").list.len()
    lists = {"findings": pl.col("event").repeat_by(reports), "voices": pl.lit(None, dtype=pl.String).repeat_by(reports)}
    whole = whole.with_columns(value.alias(name) for name, value in lists.items() if name not in whole.columns)
    if (
        not whole.select((pl.col("findings").list.len() == reports) & (pl.col("voices").list.len() == reports))
        .to_series()
        .all()
    ):
        raise DataError(f"{place}: findings, clusters and voices differ in length", "give one of each for every report")
    if whole["domain"].null_count():
        both = whole.select(pl.concat_list("actors", "recipients")).to_series()
        told = domains.of_events(pl.Series([""] * whole.height, dtype=pl.String), both, whole["event_type"])
        whole = whole.with_columns(domain=pl.coalesce("domain", told))
    strange = whole.filter(~pl.col("event_type").is_in([str(kind) for kind in EventType]))
    if strange.height:
        raise DataError(
            f"{place}: {strange['event_type'][0]!r} is no event type", f"it is one of {', '.join(EventType)}"
        )
    return _shaped(whole)


def of(what: Ledger | pl.DataFrame) -> pl.DataFrame:
    """The events of a ledger, or a panel, completed if it has not all columns. Raises DataError."""
    if isinstance(what, Ledger):
        return events(what)
    return what if what.schema == pl.Schema(SCHEMA) else completed(what, "the panel")


def chosen(
    panel: pl.DataFrame,
    *,
    modality: Sequence[str] | None = ("happened",),
    domain: str | None = None,
    voices: str | Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    world: World | None = None,
) -> pl.DataFrame:
    """The events that are to count: of these modalities (None: all), this domain, told by these voices, in this time.

    `voices` is "states" (what officials and organs of states say), "press" (what nobody known but the author says), or
    codes of states and bodies; of an event told by others too, only their reports stay. `since` and `until` are
    partial dates, both meant: events without a date, or that may lie outside, are left out. `world` knows the voices; by
    default it is that of the tables shipped.
    """
    kept = panel if modality is None else panel.filter(pl.col("modality").is_in(list(_modalities(modality))))
    if domain is not None:
        kept = kept.filter(pl.col("domain") == domains.known_domain(domain))
    if since is not None:
        kept = kept.filter(pl.col("first") >= PartialDate.parse(since).first)
    if until is not None:
        kept = kept.filter(pl.col("last") <= PartialDate.parse(until).last)
    return kept if voices is None else _heard(kept, voices, world or load_world())


def dyads(panel: pl.DataFrame, *, directed: bool = False) -> pl.DataFrame:
    """A row for each two sides that an event joins: `a`, `b`, then the columns of the event.

    All sides of an agreement, a consultation or a cooperation are joined with each other, and those who do a cooperative
    deed together if it has no recipient; else each actor with each recipient. `a` acts upon `b` if `directed` (mutual
    deeds stand there both ways); otherwise `a` is the first in the alphabet.
    """
    mutual = pl.col("event_type").is_in(_MUTUAL) | (
        pl.col("event_type").is_in(_COOPERATIVE) & (pl.col("recipients").list.len() == 0)
    )
    all_sides = pl.concat_list("actors", "recipients")
    one = pl.when(mutual).then(all_sides).otherwise("actors").list.unique(maintain_order=True)
    other = pl.when(mutual).then(all_sides).otherwise("recipients").list.unique(maintain_order=True)
    pairs = panel.select("event", a=one, b=other).explode("a").explode("b").filter(pl.col("a") != pl.col("b"))
    if not directed:
        pairs = pairs.select("event", a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"))
    joined = pairs.unique(maintain_order=True).join(panel, on="event", how="left", maintain_order="left")
    return joined.select("a", "b", *SCHEMA)


def period(by: By | None) -> pl.Expr:
    """The period of an event, "2022", "2022Q1" or "2022-01"; null if it has no date or may lie in several; or "all"."""
    if by is None:
        return pl.lit("all").alias("period")
    if by not in PERIODS:
        raise UsageError(f"{by!r} is no period", f"it is one of {', '.join(PERIODS)}")
    one, other = _label("first", by), _label("last", by)
    return pl.when(one == other).then(one).alias("period")


def dyad_year(
    what: Ledger | pl.DataFrame, *, directed: bool = False, modality: Sequence[str] | None = ("happened",)
) -> pl.DataFrame:
    """A row for each dyad and year in which events joined it: see `dyad_periods`."""
    return dyad_periods(what, "year", directed=directed, modality=modality)


def dyad_month(
    what: Ledger | pl.DataFrame, *, directed: bool = False, modality: Sequence[str] | None = ("happened",)
) -> pl.DataFrame:
    """A row for each dyad and month in which events joined it: see `dyad_periods`."""
    return dyad_periods(what, "month", directed=directed, modality=modality)


def dyad_periods(
    what: Ledger | pl.DataFrame,
    by: By | None,
    *,
    directed: bool = False,
    modality: Sequence[str] | None = ("happened",),
) -> pl.DataFrame:
    """Dyads by period: `a`, `b`, `period`, `events` (merged), `reports`, `sources` (near-duplicates once), the counts of
    the four quad classes, `neutral` (requests), `intensity_sum` and `intensity_mean`.

    A dyad and period without events has no row: that nothing is told is not that nothing happened.
    """
    from dragoman.measure.coding import Coding  # the coding of deeds builds on this file's neighbours only

    joined = dyads(chosen(of(what), modality=modality), directed=directed).with_columns(period(by))
    coded = joined.drop_nulls("period").with_columns(Coding().quads(), Coding().scores())
    return coded.group_by("a", "b", "period").agg(*_sums()).sort("a", "b", "period")


def state_periods(
    what: Ledger | pl.DataFrame, by: By | None, *, modality: Sequence[str] | None = ("happened",)
) -> pl.DataFrame:
    """States and bodies by period: `state`, `period`, `partners` (sides that events join it with), and the sums of
    `dyad_periods`, an event with several partners counted once."""
    from dragoman.measure.coding import Coding

    both = dyads(chosen(of(what), modality=modality)).with_columns(period(by)).drop_nulls("period")
    turned = both.rename({"a": "b", "b": "a"}).select(both.columns)
    ends = pl.concat([both, turned]).rename({"a": "state", "b": "partner"})
    partners = ends.group_by("state", "period").agg(partners=pl.col("partner").n_unique())
    once = ends.unique(["state", "event"], maintain_order=True).with_columns(Coding().quads(), Coding().scores())
    summed = once.group_by("state", "period").agg(*_sums())
    return partners.join(summed, on=["state", "period"]).sort("state", "period")


def _sums() -> list[pl.Expr]:
    """What is counted of the events of a dyad and period."""
    quads = [(pl.col("quad") == str(quad)).sum().alias(str(quad).replace(" ", "_")) for quad in Quad]
    return [
        pl.len().alias("events"),
        pl.col("findings").list.len().sum().alias("reports"),
        pl.col("clusters").explode().n_unique().alias("sources"),
        *quads,
        (pl.col("quad") == "neutral").sum().alias("neutral"),
        pl.col("intensity").sum().alias("intensity_sum"),
        pl.col("intensity").mean().alias("intensity_mean"),
    ]


def _modalities(given: Sequence[str]) -> Sequence[str]:
    names = [given] if isinstance(given, str) else given
    strange = [name for name in names if name not in list(Modality)]
    if strange:
        raise UsageError(f"{strange[0]!r} is no modality", f"it is one of {', '.join(Modality)}")
    return [str(name) for name in names]


def _heard(panel: pl.DataFrame, voices: str | Sequence[str], world: World) -> pl.DataFrame:
    """The events told by some voices, with their reports alone."""
    said = panel.explode("findings", "clusters", "voices")
    if voices == "press":
        kept = said.filter(pl.col("voices").is_null())
    else:
        wanted = _states(said["voices"], world) if voices == "states" else _codes(voices, world)
        kept = said.filter(pl.col("voices").is_in(wanted))
    lists = kept.group_by("event", maintain_order=True).agg("findings", "clusters", "voices")
    return _shaped(panel.drop("findings", "clusters", "voices").join(lists, on="event", maintain_order="left"))


def _states(voices: pl.Series, world: World) -> list[str]:
    """Those of the voices that are states."""
    known = [(code, world.entity(code)) for code in voices.drop_nulls().unique().sort()]
    return [code for code, entity in known if entity and entity.kind is EntityKind.STATE]


def _codes(names: str | Sequence[str], world: World) -> list[str]:
    return [world.resolve(name).id for name in ([names] if isinstance(names, str) else names)]


def _label(day: str, by: By) -> pl.Expr:
    date = pl.col(day).dt
    if by == "quarter":
        return pl.format("{}Q{}", date.year(), date.quarter())
    return date.to_string("%Y" if by == "year" else "%Y-%m")


def _parted(text: pl.Expr) -> pl.Expr:
    parted = text.str.split(columns.BETWEEN).list.unique(maintain_order=True)
    return pl.when(text.is_null()).then(pl.lit([], dtype=pl.List(pl.String))).otherwise(parted)


def _joined(name: str) -> pl.Expr:
    inner = pl.element().cast(pl.String).fill_null("").str.replace_all(_BETWEEN, "/", literal=True)
    return pl.col(name).list.eval(inner).list.join(_BETWEEN).alias(name)


def _frame(table: columns.Columns, **numbers: pl.DataType) -> pl.DataFrame:
    """The columns as a frame: text, apart from `numbers`."""
    return pl.DataFrame(table, schema={name: numbers.get(name, pl.String()) for name in table})


def _shaped(panel: pl.DataFrame) -> pl.DataFrame:
    return panel.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _list(frame: pl.DataFrame, name: str) -> pl.Expr:
    """A column of lists, which CSV holds in one cell; a report without a voice leaves a blank there."""
    column = pl.col(name)
    if frame.schema[name] != pl.String:
        return column
    parted = column.fill_null("").str.split(_BETWEEN)
    if name == "voices":
        return parted.list.eval(pl.when(pl.element() != "").then(pl.element())).alias(name)
    return parted.list.eval(pl.element().filter(pl.element() != "")).alias(name)
