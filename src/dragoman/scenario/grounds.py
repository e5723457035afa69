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
            faults = (_fault(one, ledger) for one in held.part(part).findings)
            told += [f"{held.name}, {part}: {fault}" for fault in faults if fault]
    return told


def _fault(one: Quoted, ledger: Ledger) -> str:
    try:
        row = ledger.finding(one.id)
    except UsageError:
        return f"the finding {one.id} is not in {ledger.path.name}"
    if row["status"] == Status.REJECTED:
        return f"the finding {one.id} was rejected"
    there, quoted = (" ".join(text.split()) for text in (row["span"]["exact"], one.quote))
    return "" if quoted in there else f"the finding {one.id} does not quote “{quoted[:60]}”"
