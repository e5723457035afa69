"""Forms: which registry a file is of, told by what it holds and not by its name, and the rows that it gives."""

import json
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.world.registries import cow, followthemoney, wikidata
from dragoman.world.registries.draft import Draft, Rows
from dragoman.world.registries.files import Progress, RegistryFile
from dragoman.world.registries.known import Known
from dragoman.world.registries.report import Report
from dragoman.world.registries.sheets import header_of

_HINT = (
    "known are FollowTheMoney entities (JSON lines), Wikidata query results (JSON) and the Correlates of War sheets of "
    "states and of IGO memberships (CSV); see docs/registries.md"
)


def rows_of(
    path: Path,
    *,
    folder: Path | None = None,
    report: Report | None = None,
    on_progress: Progress | None = None,
    only_offices: bool = False,
) -> Rows:
    """The rows that a registry's file gives for our tables: table → rows with that table's columns, as text.

    `folder` holds a user's tables, whose entities are linked as ours are. `report` is filled with what was taken and
    left. `on_progress` is told the bytes read and the bytes to read. `only_offices` leaves out persons (of
    FollowTheMoney files) who held no office that we keep. All rows are `unverified`. Raises UsageError for a file that
    is none of these, DataError for faults within it; then nothing was taken.
    """
    report = Report() if report is None else report
    file = RegistryFile(path, on_progress)
    head = file.first_line()
    if not head:
        raise UsageError(f"{path.name} is empty", _HINT)
    if head[0] in "{[":
        lines = _is_lines(head)
        report.form = followthemoney.FORM if lines else wikidata.FORM
        draft = Draft(Known(folder), report)
        if lines:
            followthemoney.draft_from(file, draft, only_offices=only_offices)
        else:
            wikidata.draft_from(file, draft)
        return draft.rows()
    found = cow.reader_of(header_of(head))
    if found is None:
        raise UsageError(f"{path.name} is in none of the forms that are known", _HINT)
    report.form, fill = found
    draft = Draft(Known(folder), report)
    fill(file, draft)
    return draft.rows()


def _is_lines(head: str) -> bool:
    """Whether the first line is an entity by itself."""
    try:
        return followthemoney.is_entity(json.loads(head))
    except (ValueError, RecursionError):
        return '"schema"' in head and '"properties"' in head
