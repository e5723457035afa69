"""Spans: where a finding stands in its source.

`start` and `end` are half-open Unicode code points into the extracted text; `exact` is what stands there. Invariant:
exact == text[start:end]. `Span.cut` is the only way from a text to a span, and `verify` refuses to lie.
"""

from dataclasses import dataclass

from dragoman.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A quote and its place. Source: [WADM]"""

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a span cannot run from {self.start} to {self.end}")
        if self.end - self.start != len(self.exact):
            raise SpanError(f"the quote {self.exact[:40]!r} is not {self.end - self.start} characters long")

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`, white space at both ends left out.

        Raises SpanError if nothing but white space stands there.
        """
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls(start, end, text[start:end])

    def verify(self, text: str) -> "Span":
        """This span, if it quotes `text` exactly; raises SpanError if not."""
        if text[self.start : self.end] != self.exact:
            raise SpanError(
                f"the quote {self.exact[:40]!r} does not stand at {self.start}–{self.end}",
                "run `dragoman check` to list every span that is off",
            )
        return self

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
