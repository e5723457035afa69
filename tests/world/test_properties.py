"""Properties of any tables: they are refused with every fault named, or what they say holds together on every day."""

import datetime
import re
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import DataError
from dragoman.records import Interval, PartialDate, Precision
from dragoman.world import Tenure, World
from dragoman.world.loading import tables_of
from dragoman.world.sheet import Sheet, read_sheet
from dragoman.world.tables import COLUMNS, MARKS, Tables

STATES, BODIES, PERSONS = ("XAA", "XBB", "XCC"), ("XORG", "XPACT"), ("jane-doe", "john-roe", "max-moe")
OFFICES, STATUSES = ("president", "envoy"), ("member", "observer", "chair")
ENTITIES = (*STATES, *BODIES, *PERSONS)

days = st.dates(datetime.date(1999, 1, 1), datetime.date(2004, 12, 31))
dates = st.builds(lambda day, size: str(day)[:size], days, st.sampled_from([4, 7, 10, 10, 10]))
bounds = st.one_of(st.just(""), dates)


def cells(*parts: st.SearchStrategy[str], basis: bool = True) -> st.SearchStrategy[tuple[str, ...]]:
    rest = ("unverified", "general", "", "") if basis else ("high", "general", "")
    return st.tuples(*parts).map(lambda row: (*row, *rest))


tenures = cells(
    st.sampled_from(PERSONS), st.sampled_from(STATES), st.sampled_from(OFFICES), bounds, bounds, st.sampled_from(MARKS)
)
memberships = cells(st.sampled_from(BODIES), st.sampled_from(STATES), st.sampled_from(STATUSES), bounds, bounds)
ties = cells(st.sampled_from(ENTITIES), st.sampled_from(ENTITIES), st.just("ally"), st.just(""), bounds, bounds)
aliases = cells(
    st.sampled_from((*ENTITIES, "nobody")), st.sampled_from(["Alfa", "Bravo", "Charlie"]), st.just("en"),
    st.sampled_from(["name", "metonym", "surname"]), bounds, bounds, basis=False,
)  # fmt: skip

KNOWN = (
    "Nazarbayev", "Turkic Council", "Astana", "Moscow", "OTS", "the Kremlin", "prime minister of Kazakhstan",
    "Russia's foreign minister", "President Medvedev", "Казахстаном", "Организацией тюркских государств", "Turkey",
)  # fmt: skip

FIXED: dict[str, list[tuple[str, ...]]] = {
    "states.csv": [
        (id_, f"State {id_}", "", "", "", "test", "", "", "unverified", "general", "", "") for id_ in STATES
    ],
    "organisations.csv": [
        (id_, f"Body {id_}", "igo", "", "", "", "", "unverified", "general", "", "") for id_ in BODIES
    ],
    "persons.csv": [(id_, id_.replace("-", " ").title(), "", "no", "high", "general", "") for id_ in PERSONS],
    "offices.csv": [("president", "head of state", "1", "", ""), ("envoy", "envoy", "6", "", "yes")],
    "statuses.csv": [("member", "yes", "no", ""), ("observer", "no", "no", ""), ("chair", "no", "yes", "")],
}
some = st.fixed_dictionaries(
    {
        "tenures.csv": st.lists(tenures, max_size=4),
        "memberships.csv": st.lists(memberships, max_size=4),
        "ties.csv": st.lists(ties, max_size=3),
        "organisation_names.csv": st.lists(aliases, max_size=4),
    }
)


def load(drawn: dict[str, list[tuple[str, ...]]]) -> Tables | list[str]:
    """The tables, or the faults for which they were refused."""
    sheets = [Sheet(table, table, placed(table, rows)) for table, rows in (FIXED | drawn).items()]
    try:
        return tables_of(sheets, [])
    except DataError as fault:
        return fault.message.splitlines()


def placed(table: str, rows: list[tuple[str, ...]]) -> list[tuple[str, dict[str, str]]]:
    return [(f"{table}:{n}", dict(zip(COLUMNS[table], row, strict=True))) for n, row in enumerate(rows, 2)]


def spans(tables: Tables) -> Iterator[Interval]:
    for row in (*tables.tenures, *tables.memberships, *tables.ties, *tables.names):
        yield row.interval


def to_the_day(interval: Interval) -> bool:
    return all(bound is None or bound.precision is Precision.DAY for bound in (interval.start, interval.end))


def turning_points(tables: Tables) -> list[datetime.date]:
    """The days on which something may change, and those beside them."""
    firsts = {bound.first for span in spans(tables) for bound in (span.start, span.end) if bound}
    one = datetime.timedelta(days=1)
    return sorted({day + shift for day in firsts for shift in (-one, 0 * one, one)} | {datetime.date(2002, 6, 1)})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some, days)
def test_tables_are_refused_or_hold_together_on_every_day(
    drawn: dict[str, list[tuple[str, ...]]], day: datetime.date
) -> None:
    tables = load(drawn)
    if isinstance(tables, list):
        assert all(line.partition(":")[0] in COLUMNS for line in tables)
        return
    for on in [*turning_points(tables), day]:
        no_office_is_held_by_two(tables, on)
        nobody_stands_in_two_ways(tables, on)
    for name in tables.names:
        assert name.entity in tables.entities
    for span in filter(to_the_day, spans(tables)):
        assert not span.start or span.holds_on(span.start.first)
        assert not span.end or not span.holds_on(span.end.first)


def no_office_is_held_by_two(tables: Tables, on: datetime.date) -> None:
    held = [t for t in tables.tenures if t.interval.holds_on(on) and to_the_day(t.interval)]
    for one, other in combinations(held, 2):
        if (one.body, one.office) == (other.body, other.office):
            assert one.mark or other.mark or tables.offices[one.office].several


def nobody_stands_in_two_ways(tables: Tables, on: datetime.date) -> None:
    standing = [m for m in tables.memberships if m.interval.holds_on(on) and to_the_day(m.interval)]
    for one, other in combinations(standing, 2):
        if (one.org, one.state) == (other.org, other.state):
            beside = [m for m in (one, other) if tables.statuses[m.status].beside]
            assert beside
            assert one.status != other.status


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some)
def test_look_ups_say_what_the_rows_say(drawn: dict[str, list[tuple[str, ...]]]) -> None:
    tables = load(drawn)
    if isinstance(tables, list):
        return
    world = World(tables)
    for on in turning_points(tables):
        for state in STATES:
            assert world.office(state, "president", on) == the_only_one(tables, state, on)
            bound = {(t.a, t.b, t.relation) for t in world.ties(state, on)}
            assert bound == {
                *(
                    (m.state, m.org, m.status)
                    for m in tables.memberships
                    if m.state == state and m.interval.holds_on(on)
                ),
                *((t.a, t.b, t.relation) for t in tables.ties if state in (t.a, t.b) and t.interval.holds_on(on)),
            }
        for org in BODIES:
            asked = {m.state for m in world.members(org, on)}
            rows = [m for m in tables.memberships if m.org == org and m.status == "member"]
            assert asked == {m.state for m in rows if m.interval.holds_on(on)}
        for text in {name.text for name in tables.names}:
            in_use = {n.entity for n in tables.names if n.text == text and n.interval.holds_on(on)}
            ever = {n.entity for n in tables.names if n.text == text}
            assert {row.id for row in world.who(text, on)} == (in_use or ever)


def the_only_one(tables: Tables, state: str, on: datetime.date) -> Tenure | None:
    held = [t for t in tables.tenures if (t.body, t.office) == (state, "president") and t.interval.holds_on(on)]
    return held[0] if len({t.person for t in held}) == 1 else None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some)
def test_every_fault_is_named_with_its_line(drawn: dict[str, list[tuple[str, ...]]]) -> None:
    bad = [("nobody", "XAA", "president", "", "", ""), ("jane-doe", "XAA", "president", "2001-02-30", "", "")]
    rows = [*((*row, "unverified", "general", "", "") for row in bad), *drawn["tenures.csv"]]
    told = load(drawn | {"tenures.csv": rows})
    assert isinstance(told, list)
    assert {line.split(": ")[0] for line in told} >= {"tenures.csv:2", "tenures.csv:3"}


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["tenures.csv", "my.csv", "states.csv"]), st.booleans())
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(content: bytes, name: str, headed: bool) -> None:
    head = (",".join(COLUMNS["tenures.csv"]) + "\n").encode() if headed else b""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(head + content)
        sheet = read_sheet(path, name, faults)
    assert sheet or faults
    assert all(re.match(rf"{name}:(\d+:)? ", fault) for fault in faults)
    for place, row in sheet.rows if sheet else ():
        assert place.startswith(f"{name}:")
        assert tuple(row) == COLUMNS["tenures.csv"]


@settings(deadline=None)
@given(st.one_of(st.sampled_from(KNOWN), st.text(max_size=60)), st.one_of(st.none(), days))
def test_who_answers_whatever_is_asked(world: World, name: str, on: datetime.date | None) -> None:
    for row in world.who(name, on):
        assert world.entity(row.id)
        start, end = row.start and PartialDate.parse(row.start), row.end and PartialDate.parse(row.end)
        if on and row.current:
            assert not start or start.first <= on
            assert not end or on < end.first
