"""Memberships: in how many organisations two states sit together, and what share of all theirs that is.

Which status counts is a rule with a name: "cow" counts full and associate members and leaves observers out, as the
dyadic file of the Correlates of War does; "full" counts those who make an organisation up; "all" counts observers,
partners and candidates too. Membership is not engagement, and big technical bodies swamp the count: types of
organisations are chosen, by default intergovernmental organisations alone. Lists of states, such as the state system of
the Correlates of War, are no organisations. Source: [COW-IGO]
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import polars as pl

from dragoman.errors import UsageError
from dragoman.measure.result import Result
from dragoman.records import PartialDate
from dragoman.world import EntityKind, Membership, World, load_world

RULES = ("cow", "full", "all")
TYPES = ("igo",)
_LISTS = ("COWSYS",)
MEASURES = {
    "joint": "|A ∩ B|, organisations to which both belong",
    "jaccard": "|A ∩ B| / |A ∪ B|",
    "share": "|A ∩ B| / |A|, share of the first state's own",
}
_SCHEMA = {
    "row": pl.String, "state": pl.String, "other": pl.String, "period": pl.String, "measure": pl.String,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String,
}  # fmt: skip
_TOLD = {
    "cow": "full and associate members count, observers do not (as in COW's dyadic file)",
    "full": "full members count",
    "all": "members, associates, observers, partners and candidates count",
}


def overlap(one: int, other: int, joint: int) -> dict[str, float | None]:
    """Joint count, Jaccard and share of own, from the sizes of two sets and of what they share; None for 0/0."""
    union = one + other - joint
    return {
        "joint": float(joint),
        "jaccard": joint / union if union else None,
        "share": joint / one if one else None,
    }


def counted(rows: Collection[Membership], rule: str, world: World) -> list[Membership]:
    """The memberships that count under a rule. Raises UsageError for one that there is none of."""
    statuses = world.tables().statuses
    if rule not in RULES:
        raise UsageError(f"{rule!r} is no rule of which statuses count", f"it is one of {', '.join(RULES)}")
    if rule == "all":
        return [row for row in rows if statuses[row.status].full or not statuses[row.status].beside]
    return [row for row in rows if statuses[row.status].full or (rule == "cow" and row.status == "associate")]


def memberships(
    state: str,
    others: Sequence[str],
    *,
    on: str | datetime.date | None = None,
    by: str | None = None,
    first: int | None = None,
    last: int | None = None,
    rule: str = "cow",
    types: Sequence[str] | None = TYPES,
    ledger: Path | str | None = None,
) -> Result:
    """In how many organisations a state sits with each of the others: joint count, Jaccard and share of its own.

    `on` is a day (2021-11-12), or `by="year"` gives every year from `first` to `last`, each as of its 31 December;
    without either, the last day of the year of the newest row. `types` are those of organisations.csv (igo, format,
    treaty, assembly …), None for all. Raises UsageError.
    """
    world = load_world(ledger)
    one = world.resolve(state, EntityKind.STATE).id
    rest = [world.resolve(other, EntityKind.STATE, EntityKind.ORGANISATION).id for other in others]
    if not rest or one in rest:
        raise UsageError(f"nobody else is named to compare {one} with", "name one state or more")
    held = {who: _held(world, who, rule, types) for who in dict.fromkeys((one, *rest))}
    rows: list[Mapping[str, object]] = []
    evidence: dict[str, tuple[str, ...]] = {}
    behind: dict[tuple[str, str], bool] = {}
    for other in dict.fromkeys(rest):
        for period, day in _days(world, on, by, first, last):
            a, b = _on(held[one], day), _on(held[other], day)
            joint = sorted(a.keys() & b.keys())
            found = tuple(f"table:memberships.csv {org} {who}" for org in joint for who in (one, other))
            behind |= {(org, who): at[org].basis.verified for who, at in ((one, a), (other, b)) for org in joint}
            for row in _rows(one, other, period, rule + _tail(types), a.keys(), b.keys()):
                rows.append(row)
                evidence[str(row["row"])] = found
    return Result(
        measure="memberships",
        question=f"How many organisations do {one} and {', '.join(dict.fromkeys(rest))} share?",
        definition="; ".join(f"{name} = {formula}" for name, formula in MEASURES.items()) + f"; {_TOLD[rule]}",
        frame=pl.DataFrame(rows, schema=_SCHEMA),
        citation=("COW-IGO",),
        notes=(
            "membership is not engagement; no interval: the tables are no sample",
            "a body that is not in our tables counts for nobody: they are fullest for Central Asia and its neighbours",
            f"of the {len(behind)} memberships behind the joint counts {sum(not sure for sure in behind.values())} are unverified",
        ),
        settings={
            "rule": rule, "types": ", ".join(types) if types else "all",
            "date": "31 December of each year" if by else "one day",
        },
        evidence=evidence,
    )  # fmt: skip


def _tail(types: Sequence[str] | None) -> str:
    """What an address says of the types of organisations, if they are not the usual ones."""
    return ":all" if types is None else "" if tuple(types) == TYPES else f":{'+'.join(types)}"


def _held(world: World, who: str, rule: str, types: Sequence[str] | None) -> list[Membership]:
    """The memberships of a state that count, in organisations of the types asked for."""
    known = sorted({entity.type for entity in world.tables().entities.values() if entity.type})
    strange = [name for name in types or () if name not in known]
    if strange:
        raise UsageError(f"{strange[0]!r} is no type of organisation", f"it is one of {', '.join(known)}")
    rows = [row for row in world.memberships(state=who) if row.org not in _LISTS]
    if types is not None:
        rows = [row for row in rows if (found := world.entity(row.org)) and found.type in types]
    return counted(rows, rule, world)


def _on(rows: Sequence[Membership], day: datetime.date) -> dict[str, Membership]:
    return {row.org: row for row in rows if row.interval.holds_on(day)}


def _days(
    world: World, on: str | datetime.date | None, by: str | None, first: int | None, last: int | None
) -> list[tuple[str, datetime.date]]:
    """The periods asked for with the day as of which each is looked at."""
    newest = max((row.interval.start.year for row in world.tables().memberships if row.interval.start), default=0)
    if by is None:
        day = datetime.date(newest, 12, 31) if on is None else _day(on)
        return [(day.isoformat(), day)]
    if by != "year" or on is not None:
        raise UsageError(f"memberships are looked at on a day or by year, not by {by!r}", "say by='year' or on=DATE")
    begin, end = 1991 if first is None else first, newest if last is None else last
    if begin > end:
        raise UsageError(f"there is no year from {begin} to {end}", "name the earlier year first")
    return [(str(year), datetime.date(year, 12, 31)) for year in range(begin, end + 1)]


def _day(on: str | datetime.date) -> datetime.date:
    return on if isinstance(on, datetime.date) else PartialDate.parse(on).last


def _rows(
    one: str, other: str, period: str, rule: str, a: Collection[str], b: Collection[str]
) -> list[dict[str, object]]:
    joint = len(set(a) & set(b))
    values = overlap(len(a), len(b), joint)
    silent = [who for who, orgs in ((one, a), (other, b)) if not orgs]
    missing = f"no membership of {silent[0]} that counts is in our tables for then" if silent else None
    sizes = {"joint": len(a) + len(b) - joint, "jaccard": len(a) + len(b) - joint, "share": len(a)}
    return [
        {
            "row": f"memberships:{one}:{other}:{period}:{name}:{rule}", "state": one, "other": other, "period": period,
            "measure": name, "value": None if missing else value, "low": None, "high": None, "n": sizes[name],
            "missing": missing,
        }
        for name, value in values.items()
    ]  # fmt: skip
