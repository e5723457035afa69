"""From what a model told to findings: every quote looked up, every name and date resolved as for any other reader.

A finding rests on quotes that stand in the text, all of them: if one of its deed, its actors, its cue, speaker or
content does not, the item is dropped whole. Date, place, condition and the description of a relation are left out alone. Of
several places where a quote stands, the one nearest to the finding's anchor is meant – the words of the deed, the cue
of the claim. Confidence is None: how many of a model's findings are right has not been measured, and what a model says
of itself is no probability.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.errors import DragomanError
from dragoman.read.figures import figures
from dragoman.read.llm.answer import Told, ToldClaim, ToldEvent, ToldFigure, ToldForecast, ToldSides, ToldTie
from dragoman.read.llm.page import Missing, Page, Place
from dragoman.read.llm.question import VERSION
from dragoman.records import (
    Actor,
    Assessment,
    Claim,
    ClaimType,
    Event,
    Figure,
    Finding,
    Forecast,
    Modality,
    PartialDate,
    Role,
    Tie,
    When,
)

Numbers = Sequence[int]
"""The paragraphs that the model was shown."""


class _Dropped(Exception):
    """An item that makes no finding, with the reason."""


class Clerk:
    """Writes down what a model told of one page; `model` is the name that the findings carry."""

    def __init__(self, page: Page, model: str) -> None:
        self.page = page
        self.method = f"llm:{model} {VERSION}"
        self.source = page.document.source.id

    def findings(self, told: Iterable[tuple[Numbers, Told]]) -> list[Finding]:
        """The findings of the whole page: claims first, so that it is known whose words its stretches are."""
        items = sorted(told, key=lambda one: not isinstance(one[1], ToldClaim))
        claims = [(numbers, item) for numbers, item in items if isinstance(item, ToldClaim)]
        found: list[Finding] = [
            finding
            for numbers, item in claims
            for finding in self._tried(lambda n, i: [self._claim(n, i)], numbers, item)
        ]
        for claim in found:
            if isinstance(claim, Claim) and claim.claim_type is ClaimType.STATEMENT:
                self.page.voices.tell(claim.speaker, claim.content)
        found = [self._voiced(claim) for claim in found]
        for numbers, item in items[len(claims) :]:
            found += self._tried(self._other, numbers, item)
        self.page.tally.kept += len(found)
        return found

    def _tried(
        self, write: Callable[[Numbers, Told], Iterable[Finding]], numbers: Numbers, item: Told
    ) -> list[Finding]:
        """The findings of one item; none, and the reason counted, if it makes none."""
        try:
            return [finding.verify(self.page.document) for finding in write(numbers, item)]
        except Missing:
            self.page.tally.dropped["a quote stands nowhere"] += 1
        except _Dropped as reason:
            self.page.tally.dropped[str(reason)] += 1
        except DragomanError:
            self.page.tally.dropped["it contradicts itself"] += 1
        return []

    def _other(self, numbers: Numbers, item: Told) -> Iterator[Finding]:
        if isinstance(item, ToldEvent):
            yield self._event(numbers, item)
        elif isinstance(item, ToldTie):
            yield self._tie(numbers, item)
        elif isinstance(item, ToldForecast):
            yield self._forecast(numbers, item)
        elif isinstance(item, ToldFigure):
            yield self._figure(numbers, item)

    def _claim(self, numbers: Numbers, item: Told) -> Claim:
        assert isinstance(item, ToldClaim)
        page = self.page
        if not item.content:
            raise _Dropped("a claim without content")
        cue, parts = self._cue_and_content(numbers, item)
        anchor = cue or parts[0]
        content = tuple(span for part in parts for span in page.pieces(part))
        speaker = self._speaker(numbers, item.speaker, anchor)
        whole = page.pieces(page.around(anchor, *parts))
        return Claim(
            source=self.source,
            span=whole[0] if len(whole) == 1 else page.span(page.around(anchor)),
            voice=(speaker,),
            method=f"{self.method} {'cue' if cue else 'answer'}",
            speaker=speaker,
            cue=page.span(cue) if cue else None,
            content=content,
            about=page.cast.about(parts[0].number, content),
            claim_type=item.claim_type,
            assessment=self._assessment(numbers, item.assessment, anchor),
            notes=("the speaker denies it",) if item.denies else (),
        )

    def _cue_and_content(self, numbers: Numbers, item: ToldClaim) -> tuple[Place | None, list[Place]]:
        """The cue and the parts of the content: of all their places those nearest to each other."""
        page = self.page
        first = page.places(item.content[0], numbers)
        cues = page.places(item.cue, numbers) if item.cue.strip() else []
        pairs = [(cue.distance(place), place, cue) for place in first for cue in cues]
        _, begun, cue = min(pairs, key=lambda pair: pair[0], default=((0, 0), first[0], None))
        return cue, [begun, *(page.nearest(part, numbers, begun) for part in item.content[1:])]

    def _speaker(self, numbers: Numbers, quote: str, anchor: Place) -> Actor:
        """Who speaks; where nobody is quoted, the one whose turn it is in an interview."""
        if quote.strip():
            return self._actor(numbers, quote, anchor)
        passage = self.page.passages[anchor.number]
        if passage.role is not Role.ANSWER or not passage.speaker:
            raise _Dropped("a claim of nobody")
        return self.page.voices.base(passage)[-1]

    def _voiced(self, claim: Finding) -> Finding:
        """The claim with its chain of voices, now that all claims are told."""
        assert isinstance(claim, Claim)
        place = claim.cue or claim.content[0]
        passage = next(p for p in self.page.passages if any(b.start <= place.start < b.end for b in p.blocks))
        chain = tuple(actor for actor in self.page.voices.chain(passage, place.start) if actor.key != claim.speaker.key)
        return replace(claim, voice=(*chain, claim.speaker))

    def _event(self, numbers: Numbers, item: ToldEvent) -> Event:
        page = self.page
        anchor = page.places(item.words, numbers)
        place = self._nearest_to_sides(anchor, numbers, (*item.actors, *item.recipients))
        actors = self._side(numbers, item.actors, place)
        taken = {actor.key for actor in actors}
        recipients = tuple(actor for actor in self._side(numbers, item.recipients, place) if actor.key not in taken)
        if not actors and not recipients:
            raise _Dropped("an event of nobody")
        date = page.when(page.told_near(item.date, numbers, place))
        where = page.told_near(item.place, numbers, place)
        scene = page.cast.scene_at(place.number, place.start)
        event = Event(
            source=self.source,
            span=page.span(page.around(place)),
            voice=page.chain(place),
            method=f"{self.method} {self._rule(place)}",
            event_type=item.event_type,
            modality=self._modality(item.modality, date),
            actors=scene.on_day_of(date, actors) if scene else actors,
            recipients=scene.on_day_of(date, recipients) if scene else recipients,
            date=date,
            place=page.words(where) if where else None,
        )
        return page.facts.beside(event, date)

    def _nearest_to_sides(self, anchors: list[Place], numbers: Numbers, sides: Sequence[str]) -> Place:
        """Of the places of the deed's words the one with its sides nearest to it."""
        if len(anchors) == 1 or not sides:
            return anchors[0]
        where = [place for quote in sides for place in self.page.standing(quote, numbers)]
        return min(anchors, key=lambda anchor: sorted(anchor.distance(place) for place in where)[: len(sides)])

    def _side(self, numbers: Numbers, quotes: Sequence[str], anchor: Place) -> tuple[Actor, ...]:
        """Those whom the quotes mean, each once."""
        found: dict[str, Actor] = {}
        for quote in quotes:
            for actor in self.page.actors(self.page.nearest(quote, numbers, anchor)):
                found.setdefault(actor.key, actor)
        return tuple(found.values())

    def _actor(self, numbers: Numbers, quote: str, anchor: Place) -> Actor:
        """The one whom a quote means; several are one voice, in their own words."""
        place = self.page.nearest(quote, numbers, anchor)
        found = self.page.actors(place)
        return found[0] if len(found) == 1 else Actor(self.page.words(place), span=self.page.span(place))

    def _modality(self, told: Modality, date: When | None) -> Modality:
        """What lies wholly after publication is planned, whatever the model says."""
        published = self.page.published
        late = date is not None and published is not None and date.first > published.last
        return Modality.PLANNED if late and told is Modality.HAPPENED else told

    def _rule(self, place: Place) -> str:
        """The word that an event rests on, as the default reader names it."""
        tokens = self.page.cast.tokens(place.number, place.start, place.end)
        own = [token for token in tokens if token.is_verb] or [token for token in tokens if token.is_noun]
        if own:
            return f"{'verb' if own[0].is_verb else 'noun'}:{own[0].lemma}"
        return f"word:{self.page.words(place).split()[0].casefold()}"

    def _tie(self, numbers: Numbers, item: ToldTie) -> Tie:
        page = self.page
        place = self._nearest_to_sides(page.places(item.words, numbers), numbers, (item.a, item.b))
        a, b = (self._actor(numbers, quote, place) for quote in (item.a, item.b))
        if a.key == b.key or not all(actor.id or actor.state for actor in (a, b)):
            raise _Dropped("a tie of somebody unknown")
        start, end = (_day(page.when(page.told_near(quote, numbers, place))) for quote in (item.since, item.until))
        tie = Tie(
            source=self.source,
            span=page.span(page.around(place)),
            voice=page.chain(place),
            method=f"{self.method} {self._rule(place)}",
            a=a,
            b=b,
            relation=item.relation,
            modality=item.modality,
            start=start,
            end=end,
        )
        return page.facts.beside(tie, start)

    def _forecast(self, numbers: Numbers, item: ToldForecast) -> Forecast:
        page = self.page
        place = page.places(item.content, numbers)[0]
        chain = page.chain(place)
        speaker = self._actor(numbers, item.speaker, place) if item.speaker.strip() else chain[-1]
        condition = page.told_near(item.condition, numbers, place)
        return Forecast(
            source=self.source,
            span=page.span(page.around(place)),
            voice=chain if chain[-1].key == speaker.key else (*chain, speaker),
            method=f"{self.method} ahead",
            speaker=speaker,
            content=page.span(place),
            due=page.when(page.told_near(item.due, numbers, place)),
            condition=page.words(condition) if condition else None,
        )

    def _figure(self, numbers: Numbers, item: ToldFigure) -> Figure:
        """The figure that the code of figures reads in the words: a number is never taken from a model."""
        page = self.page
        for place in page.places(item.words, numbers):
            scene = page.cast.scene_at(place.number, place.start)
            span = page.span(place)
            for figure in figures(scene, self.source) if scene else ():
                if figure.span.overlaps(span):
                    return replace(figure, method=f"{self.method} number", voice=page.chain(place))
        raise _Dropped("a figure that is not read as one")

    def _assessment(self, numbers: Numbers, told: ToldSides | None, anchor: Place) -> Assessment | None:
        """The relation described, if both sides are quoted and known."""
        if told is None:
            return None
        places = [self.page.told_near(quote, numbers, anchor) for quote in (told.a, told.b)]
        sides = [actors[0] for place in places if place and len(actors := self.page.actors(place)) == 1]
        known = [actor.side for actor in sides if actor.id or actor.state]
        return Assessment(known[0], known[1], told.sign) if len(known) == 2 and known[0] != known[1] else None


def _day(when: When | None) -> PartialDate | None:
    """The date of a tie's bound: of a stretch its beginning."""
    return when if when is None or isinstance(when, PartialDate) else when.start
