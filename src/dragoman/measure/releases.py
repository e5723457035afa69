"""Releases of UN General Assembly votes, in the forms in which the field distributes them, as one table of votes cast.

Known by their columns, in any order and case: Voeten's files on Dataverse (`rcid`, `ccode`, `session`, `vote` …), the R
package unvotes with its roll calls joined in, fpsim's copy (`rollcall_id`, `ccode`, `vote`), the UN library's own file
(`undl_id`, `ms_code`, `ms_vote`, `resolution`). CSV, tab or Parquet; RData and rds with the package `rdata`.

What is not a vote cast (8 absent, 9 no member, X, NV, blank) is left out: absence is not abstention.
Source: [Voeten2013], [unvotes]
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from dragoman.data import rows as data_rows
from dragoman.errors import DataError
from dragoman.measure.formats import read_table
from dragoman.world import EntityKind, World, load_world

OPENING_YEAR = 1945
"""What to add to the number of a session for the year in which it opens."""
UNGA = Path(__file__).parent.parent / "data" / "unga"
YES, ABSTAIN, NO = 1, 2, 3
ISSUES = ("me", "nu", "di", "hr", "co", "ec")
"""Issue codes of the field: Middle East, nuclear, disarmament, human rights, colonialism, economic development."""
LONG = {
    "rollcall": pl.Int64, "session": pl.Int16, "date": pl.Date, "year": pl.Int16, "resolution": pl.String,
    "important": pl.Boolean, "issues": pl.String, "state": pl.String, "vote": pl.Int8,
}  # fmt: skip
"""What `read_release` gives: a row a vote; `year` is the release's own label, which may not be that of the date."""

_COLUMNS = {
    "rollcall": ("rollcall", "rollcall_id", "rcid", "resid", "undl_id"),
    "session": ("session",),
    "state": ("ccode", "ms_code", "ms_codes", "iso3c", "iso3", "country_code", "stateabb", "country", "countryname"),
    "vote": ("vote", "ms_vote", "ms_votes"),
}
_NAMES = ("countryname", "country", "ms_name", "ms_names")
_RESOLUTION = ("resolution", "unres", "resolutions")
_IMPORTANT = ("important", "importantvote")
_TOLD = {
    "rollcall": "which roll call it was (rcid, resid, rollcall_id or undl_id)",
    "state": "who voted (ccode, ms_code, iso3c, country_code or country)",
    "vote": "how (vote or ms_vote)",
    "session": "in which session (session, or a date)",
}
_CAST = {
    "1": YES, "yes": YES, "y": YES, "1.0": YES, "2": ABSTAIN, "abstain": ABSTAIN, "a": ABSTAIN, "2.0": ABSTAIN,
    "3": NO, "no": NO, "n": NO, "3.0": NO,
}  # fmt: skip
_NOT_CAST = {"", "8", "9", "8.0", "9.0", "x", "nv", "na", "nan", "absent", "non-voting", "0", "0.0", "null", "none"}
_OPENS = (9, 10)  # month and day from which a vote belongs to the session that opens in that year
_NUMBERED = 1000  # fpsim and `resid` number roll calls as session · 1000 + number


def is_votes(columns: Sequence[str]) -> bool:
    """Whether a table with these columns (small letters) is one of votes."""
    return {"rollcall", "vote"} <= set(_meant(columns))


def read_release(path: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The votes cast of a release, a row each (see LONG), and notes on what was put right or left out.

    Raises DataError that says which column is missing, which values are no votes, or that no state is known.
    """
    raw = read_table(path, wanted=is_votes)
    meant, notes = _meant(raw.columns), list[str]()
    missing = [what for what in ("rollcall", "state", "vote") if what not in meant]
    if missing:
        told = "; ".join(_TOLD[what] for what in missing)
        raise DataError(
            f"{path.name} has no column that says {told}; it has {', '.join(raw.columns[:12])}", "add or rename it"
        )
    votes = _votes(raw[meant["vote"]], path.name)
    taken = raw.with_columns(_vote=votes).filter(pl.col("_vote").is_not_null())
    frame = pl.DataFrame({"rollcall": _whole(taken[meant["rollcall"]], path.name), "vote": taken["_vote"]})
    frame = frame.with_columns(
        _dates(taken), _label(taken), _text(taken, _RESOLUTION), _important(taken), _issues(taken)
    )
    frame = frame.with_columns(_sessions(taken, frame, meant, path.name, notes))
    frame = frame.with_columns(_states(taken, meant["state"], frame["date"], path.name, notes))
    return _checked(frame.filter(pl.col("state").is_not_null()).select(*LONG), notes), tuple(notes)


def _meant(columns: Sequence[str]) -> dict[str, str]:
    """The column that holds each thing, the first of the known names that is there."""
    found = {what: next((name for name in names if name in columns), None) for what, names in _COLUMNS.items()}
    return {what: name for what, name in found.items() if name}


def _votes(column: pl.Series, file: str) -> pl.Series:
    words = column.cast(pl.String).str.strip_chars().str.to_lowercase()
    known = words.unique().drop_nulls().sort().to_list()
    strange = [word for word in known if word not in _CAST and word not in _NOT_CAST]
    if strange:
        shown = ", ".join(repr(word) for word in strange[:5])
        raise DataError(
            f"{file} has votes that are none: {shown}", "a vote is 1 yes, 2 abstain, 3 no, 8 absent, 9 no member"
        )
    return words.replace_strict(_CAST, default=None, return_dtype=pl.Int8)


def _whole(column: pl.Series, file: str) -> pl.Series:
    try:
        return column.cast(pl.Float64).cast(pl.Int64) if column.dtype == pl.String else column.cast(pl.Int64)
    except pl.exceptions.PolarsError:
        raise DataError(f"{file} has roll calls whose number is none", "number them 1, 2, 3 …") from None


def _dates(raw: pl.DataFrame) -> pl.Series:
    if "date" not in raw.columns:
        return pl.Series("date", [None] * raw.height, dtype=pl.Date)
    column = raw["date"]
    if column.dtype in (pl.Date, pl.Datetime):
        return column.cast(pl.Date).alias("date")
    text = column.cast(pl.String).str.slice(0, 10)
    return text.str.to_date("%Y-%m-%d", strict=False).alias("date")


def _label(raw: pl.DataFrame) -> pl.Series:
    if "year" not in raw.columns:
        return pl.Series("year", [None] * raw.height, dtype=pl.Int16)
    column = raw["year"]
    whole = column.cast(pl.Float64, strict=False) if column.dtype == pl.String else column
    return whole.cast(pl.Int16, strict=False).alias("year")


def _text(raw: pl.DataFrame, names: Sequence[str]) -> pl.Series:
    found = next((name for name in names if name in raw.columns), None)
    column = raw[found].cast(pl.String) if found else pl.Series([None] * raw.height, dtype=pl.String)
    return column.replace(["", "NA"], [None, None]).alias("resolution")


def _important(raw: pl.DataFrame) -> pl.Series:
    found = next((name for name in _IMPORTANT if name in raw.columns), None)
    column = raw[found].cast(pl.String) if found else pl.Series([None] * raw.height, dtype=pl.String)
    known = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}
    return column.str.to_lowercase().replace_strict(known, default=None, return_dtype=pl.Boolean).alias("important")


def _issues(raw: pl.DataFrame) -> pl.Series:
    """The issue codes of a roll call, joined by `|`; null where the release has none."""
    if "issues" in raw.columns:
        return raw["issues"].cast(pl.String)
    there = [code for code in ISSUES if code in raw.columns]
    if not there:
        return pl.Series("issues", [None] * raw.height, dtype=pl.String)
    marked = [
        pl.when(pl.col(code).cast(pl.String).is_in(["1", "1.0", "true"])).then(pl.lit(code)).alias(code)
        for code in there
    ]
    return raw.select(pl.concat_str(marked, separator="|", ignore_nulls=True).alias("issues"))["issues"]


def _sessions(
    raw: pl.DataFrame, frame: pl.DataFrame, meant: Mapping[str, str], file: str, notes: list[str]
) -> pl.Series:
    """The regular session of each vote; that of an emergency or special session is the one open on its day."""
    numbers = pl.Series("session", [None] * raw.height, dtype=pl.Int16)
    if "session" in meant:
        column = raw["session"]
        whole = column.cast(pl.Float64, strict=False) if column.dtype == pl.String else column
        numbers = whole.cast(pl.Int16, strict=False).alias("session")
    elif meant["rollcall"] in ("rollcall_id", "resid"):
        numbers = (frame["rollcall"] // _NUMBERED).cast(pl.Int16).alias("session")
    by_date = frame.select(_session_of(pl.col("date")))["session"]
    told = numbers.null_count()
    numbers = pl.select(pl.coalesce(numbers, by_date).alias("session"))["session"]
    if numbers.null_count():
        raise DataError(
            f"{file} does not say {_TOLD['session']}", "join the roll calls in: merge(un_votes, un_roll_calls)"
        )
    if told:
        notes.append(
            f"{told:,} votes without the number of a regular session are counted with the one open on their day"
        )
    return numbers


def _session_of(date: pl.Expr) -> pl.Expr:
    month, day = _OPENS
    opened = (date.dt.month() > month) | ((date.dt.month() == month) & (date.dt.day() >= day))
    number = date.dt.year() - OPENING_YEAR - pl.when(opened).then(0).otherwise(1)
    return number.clip(1).cast(pl.Int16).alias("session")  # the first session sat from January 1946 on


def _states(raw: pl.DataFrame, column: str, dates: pl.Series, file: str, notes: list[str]) -> pl.Series:
    """The ids of our tables for the release's codes; where a code says nothing, for its names."""
    codes = raw[column].cast(pl.String)
    states = state_ids(codes, numbers=column == "ccode")
    name = next((one for one in _NAMES if one in raw.columns and one != column), None)
    if name is not None and states.null_count():
        states = states.zip_with(states.is_not_null(), state_ids(raw[name], numbers=False))
    if states.null_count() == states.len():
        raise DataError(f"{file} names no state that is known", "name states by COW number, ISO code or English name")
    lost = codes.filter(states.is_null()).fill_null("(blank)").value_counts(sort=True, name="votes")
    if lost.height:
        told = ", ".join(f"{code} ({count:,})" for code, count in lost.sort(lost.columns[0]).rows()[:8])
        notes.append(f"votes of codes that are no state we know are left out: {told}")
    return _by_date(states, dates)


def state_ids(column: pl.Series, *, numbers: bool) -> pl.Series:
    """The ids of our tables for COW numbers, or for ISO codes and names; null for who is no state that we know."""
    codes = column.cast(pl.String)
    return codes.replace_strict(_identified(codes, load_world(), numbers), default=None, return_dtype=pl.String)


def _identified(codes: pl.Series, world: World, numbers: bool) -> dict[str, str]:
    """For each code or name of a column the state that it means, where there is one."""
    iso = {row["code"]: row["entity"] for row in data_rows("country_codes")}
    found = {}
    for code in codes.unique().drop_nulls().sort().to_list():
        state = _by_number(code, world) if numbers else _by_code(code, iso, world)
        if state:
            found[code] = state
    return found


def _by_number(code: str, world: World) -> str | None:
    number = code.removesuffix(".0")
    states = world.tables().numbers.get("255" if number == "260" else number)  # West Germany is Germany in the UN
    return states[0] if states else None


def _by_code(code: str, iso: Mapping[str, str], world: World) -> str | None:
    """The state of an ISO code of two or three letters or of a name, with what stands in brackets or without."""
    if len(code) <= 3 and code.lower() in iso:
        return iso[code.lower()]
    entity = world.entity(code.upper()) if len(code) <= 4 else None
    if entity:
        return entity.id if entity.kind is EntityKind.STATE else None
    for name in (code, code.partition("(")[0].strip()):
        states = [one.id for one in world.who(name) if one.kind is EntityKind.STATE] if name else []
        if states:
            return states[0]
    return None


def _by_date(states: pl.Series, dates: pl.Series) -> pl.Series:
    """The states, with those parted by date that releases run together: see data/unga/successions.csv."""
    frame = pl.DataFrame({"state": states, "date": dates})
    rows = pl.read_csv(UNGA / "successions.csv", comment_prefix="#", try_parse_dates=True).rows(named=True)
    whose = pl.col("state")
    for row in rows:
        held = pl.col("state").is_in(row["codes"].split("|"))
        if row["start"]:
            held &= pl.col("date") >= row["start"]
        if row["end"]:
            held &= pl.col("date") < row["end"]
        whose = pl.when(held).then(pl.lit(row["state"])).otherwise(whose)
    return frame.select(whose.alias("state"))["state"]


def _checked(frame: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    """One vote a state and roll call: the same vote twice counts once, two unlike votes are none."""
    once = frame.unique(["rollcall", "state", "vote"], keep="first", maintain_order=True)
    doubled = frame.height - once.height
    if doubled:
        notes.append(f"{doubled:,} votes stand twice in the release and count once")
    unlike = once.filter(pl.struct("rollcall", "state").is_duplicated()).height
    if unlike:
        once = once.filter(~pl.struct("rollcall", "state").is_duplicated())
        notes.append(
            f"{unlike:,} votes contradict another of the same state on the same roll call; none of them counts"
        )
    return once
