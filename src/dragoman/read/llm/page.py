"""The page: a document with everything that a model's quotes are held against – text, names, dates, voices."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.read.facts import Facts
from dragoman.read.llm.cast import Cast
from dragoman.read.llm.tally import Tally
from dragoman.read.llm.verbatim import Verbatim
from dragoman.read.naming import Namer
from dragoman.read.reader import published_on
from dragoman.read.sentences import Passage, sentence_starts
from dragoman.read.voices import Voices
from dragoman.records import Actor, Reading, Span, When
from dragoman.world import World


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: a paragraph, and a half-open range of its reading text."""

    number: int
    start: int
    end: int

    def distance(self, other: "Place") -> tuple[int, int]:
        """How far apart two places are: paragraphs, then characters between them."""
        return abs(self.number - other.number), max(self.start - other.end, other.start - self.end, 0)


class Missing(Exception):
    """A quote that stands nowhere in the text shown."""


class Page:
    """One document on the desk, as the default reader left it in `reading`; `tally` counts what is looked up."""

    def __init__(self, reading: Reading, passages: Sequence[Passage], cast: Cast, world: World, tally: Tally) -> None:
        self.document = reading.document
        self.passages, self.cast, self.tally = passages, cast, tally
        self.published = published_on(self.document)
        self.day: datetime.date | None = self.published.last if self.published else None
        self.facts = Facts(world, self.day)
        self.voices = Voices(self.document, Namer(world, self.document, self.day))
        self._dates = reading.dates
        self._verbatim: dict[int, Verbatim] = {}

    def places(self, quote: str, numbers: Iterable[int]) -> list[Place]:
        """Every place in the paragraphs where the quote stands; raises Missing if there is none."""
        self.tally.quotes += 1
        found = self.standing(quote, numbers)
        if not found:
            self.tally.reject(quote)
            raise Missing(quote)
        return found

    def standing(self, quote: str, numbers: Iterable[int]) -> list[Place]:
        """Every place where the quote stands, uncounted."""
        return [Place(number, *place) for number in numbers for place in self._text(number).places(quote)]

    def nearest(self, quote: str, numbers: Iterable[int], anchor: Place) -> Place:
        """Of the places where the quote stands the one nearest to another place, the first of equals."""
        return min(self.places(quote, numbers), key=anchor.distance)

    def told_near(self, quote: str, numbers: Iterable[int], anchor: Place) -> Place | None:
        """The nearest place of a quote that the finding can do without; None if there is none, or nothing is quoted."""
        try:
            return self.nearest(quote, numbers, anchor) if quote.strip() else None
        except Missing:
            return None

    def pieces(self, place: Place) -> tuple[Span, ...]:
        """What stands at a place, as spans of the document: more than one where a page break cuts it."""
        passage = self.passages[place.number]
        return tuple(passage.spans(self.document.text, *passage.range_in_document(place.start, place.end)))

    def span(self, place: Place) -> Span:
        """What stands at a place; its longest piece, if a page break cuts it."""
        passage = self.passages[place.number]
        return passage.span(self.document.text, *passage.range_in_document(place.start, place.end))

    def around(self, *places: Place) -> Place:
        """From the beginning of the first to the end of the last of the sentences in which the places stand.

        The first place tells the paragraph; places in others are left out.
        """
        number = places[0].number
        here = [place for place in places if place.number == number]
        text = self.passages[number].text
        bounds = [*sentence_starts(text), len(text)]
        first, last = min(place.start for place in here), max(place.end for place in here)
        start = max(bound for bound in bounds if bound <= first)
        return Place(number, start, min(bound for bound in bounds if bound >= last))

    def words(self, place: Place) -> str:
        """The reading text of a place, white space normalised."""
        return " ".join(self.passages[place.number].text[place.start : place.end].split())

    def actors(self, place: Place) -> tuple[Actor, ...]:
        """Whom the words at a place mean."""
        return self.cast.meant(place.number, place.start, place.end)

    def when(self, place: Place | None) -> When | None:
        """The date that the words at a place give, as every reader's dates are read; None if they give none."""
        spans = self.pieces(place) if place else ()
        return next((date.when for date in self._dates if any(span.overlaps(date.span) for span in spans)), None)

    def chain(self, place: Place) -> tuple[Actor, ...]:
        """Who speaks at a place, outermost first."""
        return self.voices.chain(self.passages[place.number], self.span(place).start)

    def _text(self, number: int) -> Verbatim:
        if number not in self._verbatim:
            self._verbatim[number] = Verbatim.of(self.passages[number].text)
        return self._verbatim[number]
