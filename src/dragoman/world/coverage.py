"""Coverage: what the tables know of each system, and what they do not, as the page docs/systems.md.

    python -m dragoman.world.coverage > docs/systems.md

The systems are the rows of `data/systems.csv`, in their order. Nothing but the tables is read: the same tables make the
same page.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.data import rows
from dragoman.records import Interval
from dragoman.world.entities import Basis, EntityKind, KnownTie, Membership, Milestone, Name, Sense, Stop, Tenure
from dragoman.world.loading import read_tables
from dragoman.world.tables import DATA, Tables

LISTED = 60  # states of one status are named up to here, then counted
LAST = 12  # statuses that have ended, the last in the table
SHOWN = 5  # names in other languages
STRANGERS = ("igo", "format", "assembly")  # what must have members
LANGUAGES = ("ru", "tr", "kk")  # in which a system should have a name
DESIGNATES = "designates"
ROLES = ("head of state", "head of government", "foreign minister", "defence minister")
OTHER_ROLES = "other offices"

HEAD = """# What Dragoman knows of each system

Made by `python -m dragoman.world.coverage` from the tables in `src/dragoman/data`; not written by hand. A state or body
stands under a status if no end of it is known; "checked" counts the rows that somebody has compared with a page or
repository, which the table names. What nobody has compared is the public record as commonly known.
"""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All rows about one system: its names, who stood in it, what became of it, its course, ties, bodies and offices."""

    id: str
    title: str
    type: str
    life: Interval
    basis: Basis
    names: Sequence[Name]
    memberships: Sequence[Membership]
    milestones: Sequence[Milestone]
    stops: Sequence[Stop]
    ties: Sequence[KnownTie]
    bodies: Sequence[str]
    tenures: Sequence[Tenure]

    @property
    def bases(self) -> list[Basis]:
        """What the rows rest on, the system's own row first."""
        found: Iterable[Sequence[Membership | Milestone | Stop | KnownTie | Tenure]] = (
            self.memberships,
            self.milestones,
            self.stops,
            self.ties,
            self.tenures,
        )
        return [self.basis, *(row.basis for kind in found for row in kind)]


def dossier(tables: Tables, id_: str) -> Dossier:
    """The rows about one organisation, format, treaty, corridor, pipeline, group or company."""
    entity = tables.entities[id_]
    bodies = [body for body, parent in tables.parents.items() if parent == id_]
    ours = {id_, *bodies}
    return Dossier(
        id=id_,
        title=entity.name,
        type=entity.type or "",
        life=tables.founded.get(id_, Interval()),
        basis=tables.bases[id_],
        names=[name for name in tables.names if name.entity == id_],
        memberships=[row for row in tables.memberships if row.org == id_],
        milestones=sorted((row for row in tables.milestones if row.org == id_), key=lambda row: row.date.first),
        stops=sorted((row for row in tables.routes if row.org == id_), key=lambda row: row.step),
        ties=[row for row in tables.ties if id_ in (row.a, row.b, row.instrument)],
        bodies=bodies,
        tenures=[row for row in tables.tenures if row.body in ours],
    )


def page(tables: Tables) -> str:
    """The whole page: a summary, each system under its heading, then states and offices."""
    systems = [(row["heading"], dossier(tables, row["id"])) for row in rows("systems")]
    parts = [HEAD, *_summary(tables), *_systems(tables, systems), *_states(tables)]
    return "\n".join(parts) + "\n"


def _summary(tables: Tables) -> Iterator[str]:
    yield "## The tables\n\n| table | rows | checked |\n|---|---:|---:|"
    for table, count in tables.counts.items():
        if count.verified is not None:
            yield f"| `{table}` | {count.rows} | {_share(count.verified, count.rows)} |"


def _systems(tables: Tables, systems: Iterable[tuple[str, Dossier]]) -> Iterator[str]:
    heading = ""
    for above, system in systems:
        if above != heading:
            heading = above
            yield f"\n## {heading}"
        yield f"\n### {system.title} (`{system.id}`)\n"
        yield from (f"- {line}" for line in _lines(tables, system))


def _lines(tables: Tables, system: Dossier) -> Iterator[str]:
    yield f"**{system.type}**{_life(system.life)}"
    yield from _names(system.names, system.title)
    yield from _standing(tables, system.memberships)
    yield from _milestones(system.milestones)
    if system.stops:
        yield "**course**: " + " → ".join(_course(tables, system.stops))
    if system.bodies:
        yield "**bodies**: " + ", ".join(tables.entities[body].name for body in system.bodies)
    yield from _offices(system.tenures)
    yield from _ties(tables, system)
    verified = sum(basis.verified for basis in system.bases)
    yield f"**checked**: {verified} of {len(system.bases)} rows ({_share(verified, len(system.bases))})"
    if gaps := list(missing(system)):
        yield "**missing**: " + "; ".join(gaps)


def _life(life: Interval) -> str:
    """ ", since 2009-10-03", ", 1996-04-26 – 2001-06-15", or nothing."""
    if life.end:
        return f", {life.start or '?'} – {life.end}"
    return f", since {life.start}" if life.start else ""


def _names(names: Sequence[Name], title: str) -> Iterator[str]:
    languages = sorted({name.language for name in names} - {"mul"})
    yield f"**names**: {len(names)} in {', '.join(languages) or 'no language'}"
    former, current = dict[str, str](), dict[str, str]()
    for name in names:
        if name.interval.end and name.sense is Sense.NAME and name.text != title:
            former.setdefault(name.language, f"{name.text} ({name.language}, {_span(name.interval)})")
        elif name.sense is Sense.NAME and name.language not in ("en", "mul"):
            current.setdefault(name.language, f"{name.text} ({name.language})")
    if former:
        yield "**called before**: " + ", ".join(list(former.values())[:SHOWN])
    if current:
        yield "**elsewhere**: " + ", ".join(list(current.values())[:SHOWN])


def _standing(tables: Tables, memberships: Sequence[Membership]) -> Iterator[str]:
    """Who stands in it, status by status; those of whom an end is known come last."""
    for status in tables.statuses:
        states = sorted({row.state for row in memberships if row.status == status and not row.interval.end})
        if states:
            yield f"**{status}**: {len(states)}" + (f": {', '.join(states)}" if len(states) <= LISTED else "")
    past = [row for row in memberships if row.interval.end]
    if past:
        shown = [f"{row.state} ({row.status} {_span(row.interval)})" for row in past[-LAST:]]
        more = f"{len(past) - LAST} more, " if len(past) > LAST else ""
        yield f"**formerly**: {more}{', '.join(shown)}"


def _milestones(milestones: Sequence[Milestone]) -> Iterator[str]:
    if milestones:
        kinds = Counter(row.kind for row in milestones)
        last = milestones[-1]
        what = " ".join(filter(None, (last.kind, last.name and f"({last.name})", last.place and f"at {last.place}")))
        counted = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        yield f"**milestones**: {len(milestones)} ({counted}); the last: {last.date} {what}"


def _course(tables: Tables, stops: Sequence[Stop]) -> Iterator[str]:
    steps: dict[int, list[str]] = defaultdict(list)
    for stop in stops:
        steps[stop.step].append(tables.entities[stop.entity].name)
    for step in sorted(steps):
        yield " / ".join(steps[step])


def _offices(tenures: Sequence[Tenure]) -> Iterator[str]:
    terms: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for term in tenures:
        terms[term.body, term.office].append(term)
    for (body, office), held in sorted(terms.items()):
        begun = min(term.interval.start.first.year for term in held if term.interval.start) if _dated(held) else "?"
        yield f"**{office}** ({body}): {len(held)} terms, from {begun} on"


def _dated(terms: Iterable[Tenure]) -> list[Tenure]:
    return [term for term in terms if term.interval.start]


def _ties(tables: Tables, system: Dossier) -> Iterator[str]:
    listing = [tie for tie in system.ties if tie.relation == DESIGNATES and tie.b == system.id]
    if listing:
        dated = ", ".join(f"{tie.a} ({_span(tie.interval)})" for tie in listing)
        yield f"**designated as terrorist, extremist or banned by**: {dated}"
    others = [tie for tie in system.ties if tie not in listing]
    if others:
        yield "**ties**: " + ", ".join(_tie(tie) for tie in others)


def _tie(tie: KnownTie) -> str:
    return f"{tie.a} {tie.relation.replace('_', ' ')} {tie.b} ({_span(tie.interval)})"


def missing(system: Dossier) -> Iterator[str]:
    """What an analyst would look for and not find."""
    languages = {name.language for name in system.names}
    if lacking := [language for language in LANGUAGES if language not in languages and "mul" not in languages]:
        yield f"no name in {', '.join(lacking)}"
    if system.life.start is None:
        yield "when it began"
    if system.type in STRANGERS and not system.memberships:
        yield "who belongs to it"
    if undated := sum(row.interval.start is None for row in system.memberships):
        yield f"since when {undated} of those have stood in it"
    if system.type in (*STRANGERS, "treaty", "document") and not system.milestones:
        yield "any milestone"
    if system.type in ("corridor", "pipeline") and not system.stops:
        yield "its course"
    if system.type in ("armed group", "movement") and not system.ties:
        yield "who designates it"
    if undated := sum(tie.interval.start is None for tie in system.ties):
        yield f"the day of {undated} of its ties"
    if system.type == "igo" and not system.tenures:
        yield "who headed it"


def _states(tables: Tables) -> Iterator[str]:
    """States × offices: how many dated terms, and how many of them were checked."""
    terms: dict[str, dict[str, list[Tenure]]] = defaultdict(lambda: defaultdict(list))
    for term in _dated(tables.tenures):
        if tables.entities[term.body].kind is EntityKind.STATE:
            role = tables.offices[term.office].role
            terms[term.body][role if role in ROLES else OTHER_ROLES].append(term)
    columns = (*ROLES, OTHER_ROLES)
    yield "\n## States and offices\n\nDated terms, and how many of them were checked.\n"
    yield f"| state | {' | '.join(columns)} |"
    yield "|---|" + "---:|" * len(columns)
    for state in sorted(terms, key=lambda state: tables.entities[state].name):
        cells = " | ".join(_cell(terms[state][column]) for column in columns)
        yield f"| {tables.entities[state].name} | {cells} |"


def _cell(held: Sequence[Tenure]) -> str:
    return f"{len(held)} ({_share(sum(term.basis.verified for term in held), len(held))})" if held else ""


def _span(interval: Interval) -> str:
    if interval.start and interval.end:
        return f"{interval.start} – {interval.end}"
    if interval.end:
        return f"until {interval.end}"
    return f"since {interval.start}" if interval.start else "undated"


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


if __name__ == "__main__":
    sys.stdout.write(page(read_tables((DATA,))))
