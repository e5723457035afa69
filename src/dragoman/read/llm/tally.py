"""The tally: what was asked, what it cost, and what of the answers was not let in."""

from collections import Counter
from dataclasses import dataclass, field, fields

_SHOWN = 5  # quotes that stand nowhere which are kept to be shown
_LONGEST = 80


@dataclass(slots=True)
class Tally:
    """Counts over one document or many.

    `portions` were read, `cached` of them from the cache, `unread` could not be; `tokens_in` and `tokens_out` are those
    of this run, `uncounted` questions are in them by estimate. `quotes` were looked up, `invented` of them stand
    nowhere; `dropped` counts items by the reason, `kept` those that became findings. `unkept` answers could not be put in the cache.
    """

    portions: int = 0
    cached: int = 0
    unread: int = 0
    questions: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    quotes: int = 0
    invented: int = 0
    kept: int = 0
    unkept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        """Tokens of questions and answers."""
        return self.tokens_in + self.tokens_out

    def reject(self, quote: str) -> None:
        """Note a quote that stands nowhere."""
        self.invented += 1
        if len(self.examples) < _SHOWN:
            self.examples.append(one_line(quote, _LONGEST))

    def add(self, other: "Tally") -> None:
        """Count in what another counted."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.dropped.update(other.dropped)
        self.examples += other.examples[: _SHOWN - len(self.examples)]


_NUMBERS = [each.name for each in fields(Tally) if each.type is int]


def one_line(words: str, most: int) -> str:
    """A stranger's words on one line, without what a terminal would obey."""
    line = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return line if len(line) <= most else line[: most - 1] + "…"
