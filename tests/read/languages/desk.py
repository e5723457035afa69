"""One text in a language, read as a document of its own."""

from dragoman.read import read
from dragoman.records import Block, Claim, Document, Event, Finding, Forecast, Known, Role, Source, text_hash

FOOT = "Photo: agency"  # noise; what follows it goes on with what stands before


def findings(text: str, language: str, published: str = "2023-05-10", role: Role = Role.BODY) -> tuple[Finding, ...]:
    """What the reader finds in a text of one paragraph a line."""
    blocks, edge = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(_block(line, edge, role))
        edge += len(line) + 1
    source = Source(
        id=text_hash(text), text_hash=text_hash(text), format="text", language=language, published=Known(published, "test")
    )  # fmt: skip
    return read(Document(source, text, tuple(blocks))).findings


def _block(line: str, start: int, role: Role) -> Block:
    end = start + len(line)
    return Block(start, end, Role.NOISE) if line == FOOT else Block(start, end, role, continues=line[0].islower())


def answered(question: str, answer: str, guest: str, language: str) -> tuple[Finding, ...]:
    """What the reader finds in an interview of one question and one answer."""
    text = f"{question}\n{answer}"
    asked = Block(0, len(question), Role.QUESTION, "Степной вестник")
    blocks = (asked, Block(len(question) + 1, len(text), Role.ANSWER, guest))
    source = Source(id=text_hash(text), text_hash=text_hash(text), format="text", language=language)
    return read(Document(source, text, blocks)).findings


def told(text: str, language: str, published: str = "2023-05-10") -> list[tuple[str, str, str, str]]:
    """Class, modality, actors and recipients of the events, as one reads them."""
    found = [one for one in findings(text, language, published) if isinstance(one, Event)]
    return [
        (str(e.event_type), str(e.modality), " ".join(a.side for a in e.actors), " ".join(a.side for a in e.recipients))
        for e in found
    ]


def said(text: str, language: str) -> list[tuple[str, str, str]]:
    """Speaker, cue and contents of the claims."""
    found = [one for one in findings(text, language) if isinstance(one, Claim)]
    return [(c.speaker.name, c.cue.exact if c.cue else "", " … ".join(s.exact for s in c.content)) for c in found]


def aimed(text: str, language: str) -> list[tuple[str, str]]:
    """Speaker and content of the forecasts."""
    found = [one for one in findings(text, language, role=Role.TITLE) if isinstance(one, Forecast)]
    return [(one.speaker.name, one.content.exact) for one in found]
