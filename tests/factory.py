"""Documents and findings for tests: a few words in, a verified reading out; and a reader of a toy language.

The toy language: a line `ASSAULT RUS UKR 2022-02-24` is an event, `SAYS RUS words…` a claim, `TIE KAZ CSTO member` a
tie, `FIGURE 5 USD`, `FORECAST KAZ words…`; every other line is plain text. Codes and
`@names` anywhere are named by the document, and so are days. `BAD` anywhere makes a file unreadable.
"""

import hashlib
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.errors import SourceError
from dragoman.records import (
    Actor,
    Assessment,
    Block,
    Claim,
    Document,
    Event,
    EventType,
    Figure,
    Finding,
    Forecast,
    Known,
    Modality,
    NamedDate,
    Reading,
    Role,
    Sign,
    Source,
    Span,
    Tie,
    parse_when,
    text_hash,
)


def make_document(
    text: str, *, path: str | None = "a.txt", published: str | None = "2022-03-01", **facts: object
) -> Document:
    """A document of one body block a line, named by its text."""
    source = Source(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text_hash=text_hash(text),
        format="text",
        path=path,
        language=str(facts.get("language", "en")),
        title=Known(text.splitlines()[0][:60], "first line"),
        outlet=Known(str(facts.get("outlet", "The Toy")), "told by the test"),
        published=Known(published, "told by the test") if published else None,
        words=len(text.split()),
        notes=("made up",),
    )
    return Document(source, text, tuple(_lines(text)))


def make_event(
    document: Document,
    quote: str,
    event_type: str,
    actors: Sequence[str],
    recipients: Sequence[str] = (),
    date: str | None = None,
    modality: str = "happened",
    notes: Sequence[str] = (),
) -> Event:
    """An event at the first place where the quote stands; actors are ids, or names if in small letters."""
    return Event(
        source=document.source.id,
        span=span_of(document, quote),
        voice=(Actor("The Toy"),),
        method="toy",
        confidence=0.5,
        notes=tuple(notes),
        event_type=EventType(event_type),
        modality=Modality(modality),
        actors=tuple(actor(name) for name in actors),
        recipients=tuple(actor(name) for name in recipients),
        date=parse_when(date) if date else None,
    )


def make_reading(text: str, **facts: object) -> Reading:
    """What the toy reader makes of a text."""
    document = make_document(text, **facts)  # type: ignore[arg-type]
    issues = ("a line was odd",) if "ODD" in text else ()
    return Reading(document, tuple(_findings(document)), issues, tuple(_named(document)), tuple(_dates(document)))


def read_toy(path: Path) -> Reading:
    """A reader for ingest: by the toy language; a file with BAD in it cannot be read."""
    text = path.read_text("utf-8")
    if "SLOW" in text:
        time.sleep(0.01)
    if "BAD" in text:
        raise SourceError(f"{path} is bad", "leave it out")
    return make_reading(text, path=str(path))


def find_toy(paths: Sequence[Path]) -> tuple[list[Path], list[tuple[Path, SourceError]]]:
    """A finder for ingest: files, and the .txt files of folders."""
    found: list[Path] = []
    faults: list[tuple[Path, SourceError]] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.rglob("*.txt"))
        elif path.exists():
            found.append(path)
        else:
            faults.append((path, SourceError(f"{path} is not there", "look at the spelling")))
    return found, faults


def actor(name: str) -> Actor:
    """An id in capitals is known to the world; a name in small letters is not. `KAZ:tokayev` stands for a state."""
    state, colon, person = name.partition(":")
    if colon:
        return Actor(person.title(), id=person, state=state)
    return Actor(name.title(), id=name, state=name) if name.isupper() else Actor(name)


def span_of(document: Document, quote: str) -> Span:
    """The span of a quote's first occurrence."""
    start = document.text.index(quote)
    return Span.cut(document.text, start, start + len(quote))


def _named(document: Document) -> Iterator[Actor]:
    """Whom the text names, each at its first place: some codes, and `@name`, which the world does not know."""
    for word in dict.fromkeys(re.findall(r"\b(?:KAZ|RUS|UKR|CHN|CSTO)\b|@\w+", document.text)):
        known = actor(word.removeprefix("@"))
        yield Actor(known.name, known.id, known.state, span_of(document, word))


def _dates(document: Document) -> Iterator[NamedDate]:
    for found in re.finditer(r"\b\d{4}-\d\d-\d\d\b", document.text):
        yield NamedDate(parse_when(found.group()), Span.cut(document.text, *found.span()))


def _lines(text: str) -> Iterator[Block]:
    edge = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Block(edge, edge + len(line.rstrip()), Role.BODY)
        edge += len(line)


def _findings(document: Document) -> Iterator[Finding]:
    for block in document.blocks:
        line = document.text[block.start : block.end]
        verb, *words = line.split()
        head = {
            "source": document.source.id,
            "span": Span.cut(document.text, block.start, block.end),
            "voice": (Actor("The Toy"),),
            "method": "toy",
        }
        if verb in list(EventType):
            yield Event(
                **head | {"method": f"toy verb:{verb.lower()}"},  # type: ignore[arg-type]
                event_type=EventType(verb),
                modality=Modality.HAPPENED,
                actors=(actor(words[0]),),
                recipients=(actor(words[1]),),
                date=parse_when(words[2]) if len(words) > 2 else None,
                notes=("no date",) if len(words) < 3 else (),
            )
        elif verb == "SAYS":
            yield Claim(
                **head,  # type: ignore[arg-type]
                speaker=actor(words[0]),
                content=(span_of(document, " ".join(words[1:])),),
                cue=span_of(document, "SAYS"),
                assessment=Assessment(actor(words[0]).side, "UKR", Sign.ADVERSARIAL),
            )
        elif verb == "TIE":
            yield Tie(**head, a=actor(words[0]), b=actor(words[1]), relation=words[2])  # type: ignore[arg-type]
        elif verb == "FIGURE":
            yield Figure(**head, value=float(words[0]), unit=words[1])  # type: ignore[arg-type]
        elif verb == "FORECAST":
            content = span_of(document, " ".join(words[1:]))
            yield Forecast(**head, speaker=actor(words[0]), content=content)  # type: ignore[arg-type]


def main() -> None:
    """`python factory.py LEDGER FOLDER`: add a folder, to be killed by a test."""
    from dragoman import ingest
    from dragoman.ledger import Ledger

    with Ledger.open(sys.argv[1], create=True) as ledger:
        print("open", flush=True)
        ingest.add(ledger, [Path(sys.argv[2])], read=read_toy, find=find_toy)


if __name__ == "__main__":
    main()
