"""Whether an issue stands on what it says: each finding that it names, held against a ledger."""

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import Status
from dragoman.scenario.issue import PARTS, Issue, Quoted


def unfounded(issue: Issue, ledger: Ledger) -> list[str]:
    """A sentence for each finding that is not in the ledger, was rejected there, or quotes something else."""
    told = []
    for held in issue.stakeholders:
        for part in PARTS:
            faults = (fault_of(one, ledger) for one in held.part(part).findings)
            told += [f"{held.name}, {part}: {fault}" for fault in faults if fault]
    return told


def fault_of(one: Quoted, ledger: Ledger) -> str:
    """Why a finding that an issue names is no ground in this ledger; "" if it stands there with that quote."""
    try:
        row = ledger.finding(one.id)
    except UsageError:
        other = _quoting(one, ledger)
        return f"the finding {one.id} is not in {ledger.path.name}" + (f"; {other} quotes the same" if other else "")
    if row["status"] == Status.REJECTED:
        return f"the finding {one.id} was rejected"
    quoted = _plain(one.quote)
    return "" if quoted in _plain(row["span"]["exact"]) else f"the finding {one.id} does not quote “{quoted[:60]}”"


def _quoting(one: Quoted, ledger: Ledger) -> str:
    """The id of another finding with the same quote: documents read anew, by another reader, give findings other ids."""
    try:
        rows = ledger.findings(text=one.quote)
    except UsageError:  # no word to search for
        return ""
    return next((str(row["id"]) for row in rows if _plain(row["span"]["exact"]) == _plain(one.quote)), "")


def _plain(text: str) -> str:
    return " ".join(text.split())
