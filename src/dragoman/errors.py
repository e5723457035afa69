"""Every error that Dragoman raises on purpose: a message that says what is wrong, a hint that says what to do next.

DragomanError
├── UsageError        the call is wrong: a bad argument, an unknown name (exit code 2)
├── SourceError       one document cannot be read; it is skipped and reported, the others are read
├── EndpointError     the language model that was named cannot be asked: no document would fare better
├── SpanError         a quote does not stand where it is said to stand
├── LedgerError       the ledger cannot be opened, read or written
│   ├── LedgerBusy    another process is writing
│   └── LedgerDamaged what is stored contradicts itself
└── DataError         a data file (ours or the user's) breaks its own rules
"""


class DragomanError(Exception):
    """A fault with a way out: `message` says what is wrong in one sentence, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["DragomanError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class UsageError(DragomanError):
    """The call is wrong."""


class SourceError(DragomanError):
    """One document cannot be read."""


class EndpointError(DragomanError):
    """The language model that was named cannot be asked."""


class SpanError(DragomanError):
    """A quote does not stand where it is said to stand."""


class LedgerError(DragomanError):
    """The ledger cannot be opened, read or written."""


class LedgerBusy(LedgerError):
    """Another process is writing to the ledger."""


class LedgerDamaged(LedgerError):
    """What is stored contradicts itself."""


class DataError(DragomanError):
    """A data file breaks its own rules."""
