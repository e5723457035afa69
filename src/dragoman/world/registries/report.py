"""Reports: what became of a registry – what was taken, what was left, and why."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """What became of one file.

    `taken` counts rows by table, `skipped` things of the file by the reason for which they were left, `linked` the
    entities that our tables knew already. `source` is what every row says of its origin.
    """

    form: str = ""
    source: str = ""
    linked: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def skip(self, reason: str, count: int = 1) -> None:
        """Something of the file was not taken."""
        self.skipped[reason] += count
