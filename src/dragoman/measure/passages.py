"""Passages: a text sentence by sentence, each with the voice that says it and the sides that it names.

A sentence belongs to the innermost claim that holds most of it, and to the author where there is none: an op-ed says
most of what it says without "I think". Questions and what stands in headings by others' words are left out.
"""

import datetime
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, shelf
from dragoman.measure.wording import NEGATIONS, Named, lemmas
from dragoman.records import Document, Role, Row, Status, parse_when, source_row
from dragoman.world import Entity, EntityKind, World

_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[^\W\d_a-z])|\n\s*\n")
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|St|vs|Sept|Jan|Feb|Aug|Oct|Nov|Dec))\.$")
_PRONOUNS = frozenset("he she they we i you it this that who one he.".split())
_NOBODY = frozenset("whoever whosoever nobody none no-one anyone anybody everyone everybody".split()) | {"no one"}
_SHOWS = frozenset("show demonstrate prove indicate suggest reflect confirm reveal testify".split())
_UNSURE_CLAIM = 0.5  # confidence below which a claim does not take a sentence from the voice around it
_MOST = 0.6  # share of a sentence that a claim must hold
_READ = (Role.BODY, Role.ANSWER)
_STRETCH = 1_000  # letters of a text, by which the claims in it are found
_KEPT = ("title", "path", "outlet", "author", "language")  # what is told of a document


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it: `key` is the same for the same voice in all sources, as far as it is known by name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The document behind a passage; `cluster` is shared by near-duplicates, `day` the first day of its date."""

    source: Row
    cluster: str
    day: datetime.date | None

    @property
    def id(self) -> str:
        """The id of the document."""
        return str(self.source["id"])

    @property
    def name(self) -> str:
        """What a reader calls the document: title, else path, else the beginning of its id."""
        return str(self.source["title"] or self.source["path"] or self.id[:12])


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence. `finding` is the claim that holds it, None in the author's own words; `denied` if the claim denies it."""

    origin: Origin
    voice: Voice
    start: int
    text: str
    named: tuple[Named, ...]
    finding: Row | None = None
    denied: bool = False

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that it names, each once, in order."""
        return tuple(dict.fromkeys(name.side for name in self.named))


@dataclass(frozen=True, slots=True)
class Text:
    """One document with what the ledger found in it, and its sentences; rejected findings and nobody's are left out."""

    origin: Origin
    document: Document
    findings: tuple[Row, ...]
    author: Voice
    passages: tuple[Passage, ...] = ()


def texts(ledger: Ledger, world: World) -> Iterator[Text]:
    """The documents of a ledger, in the order of adding, one of each cluster of near-duplicates: the first.

    One at a time: of a million findings there is no room for all.
    """
    for source_id in shelf.originals(ledger):
        yield text_of(ledger, source_id, world)


def text_of(ledger: Ledger, source_id: str, world: World) -> Text:
    """One document by its full id."""
    document = ledger.document(source_id)
    row = source_row(document.source)
    origin = Origin({"id": source_id, **{name: row[name] for name in _KEPT}}, source_id, day_of(row["published"]))
    findings = tuple(one for one in shelf.findings_in(ledger, source_id) if one["status"] != Status.REJECTED)
    text = Text(origin, document, findings, _author(origin, findings))
    told = tuple(one for one in findings if not is_nobodys(one))
    return replace(text, findings=told, passages=tuple(_passages(text, world)))


def _passages(text: Text, world: World) -> Iterator[Passage]:
    """The sentences of a document, in order, with the sides that they name."""
    named = _named(text, world)
    starts = [name.start for name in named]
    claims = [row for row in text.findings if row["kind"] == "claim"]
    near = _by_place([row for row in claims if row["confidence"] is None or row["confidence"] >= _UNSURE_CLAIM])
    for start, end, role in _sentences(text.document):
        words = text.document.text[start:end]
        claim = _holder(_about(near, start, end), start, end)
        motto = _motto(words, role, text)
        if (claim is None and role not in _READ and motto is None) or (claim and is_nobodys(claim)):
            continue
        voice = motto or (voice_of(claim, text) if claim else text.author)
        within = named[bisect_left(starts, start) : bisect_right(starts, end)]
        inside = tuple(Named(n.start - start, n.end - start, n.side) for n in within if n.end <= end)
        yield Passage(text.origin, voice, start, words, inside, claim, bool(claim) and is_denied(claim))


def _by_place(claims: Sequence[Row]) -> dict[int, list[Row]]:
    """The claims by the stretches of the text that their contents touch."""
    found: dict[int, list[Row]] = defaultdict(list)
    for claim in claims:
        spans = claim["content"]
        touched = (range(span["start"] // _STRETCH, span["end"] // _STRETCH + 1) for span in spans)
        for stretch in {one for each in touched for one in each}:
            found[stretch].append(claim)
    return found


def _about(near: dict[int, list[Row]], start: int, end: int) -> list[Row]:
    """The claims that may hold a sentence, each once."""
    first, last = start // _STRETCH, end // _STRETCH
    if first == last:
        return near.get(first, [])
    found = {claim["id"]: claim for one in range(first, last + 1) for claim in near.get(one, ())}
    return list(found.values())


def _motto(words: str, role: Role, text: Text) -> Voice | None:
    """Whose words a title in quotation marks is: in an interview, those of the one who answers."""
    bare = words.strip("#* \n")
    if role not in (Role.TITLE, Role.HEADING) or len(bare) < 3 or bare[0] not in '"“«' or bare[-1] not in '"”»':
        return None
    answering = {block.speaker for block in text.document.blocks if block.role is Role.ANSWER and block.speaker}
    return Voice(*(min(answering).casefold(), min(answering))) if len(answering) == 1 else None


def voice_of(finding: Row, text: Text) -> Voice:
    """The innermost voice of a finding that can speak: what merely "shows" something speaks through its author."""
    chain = finding["voice"]
    cue = finding.get("cue")
    if cue and chain and not (chain[-1]["id"] or chain[-1]["state"]):
        shown = any(lemma in _SHOWS for word in cue["exact"].lower().split() for lemma in lemmas(word))
        chain = chain[:-1] if shown else chain
    return _voice(chain[-1], text.origin.cluster) if chain else text.author


def is_nobodys(finding: Row) -> bool:
    """Whether its voice is nobody in particular: "whoever says so", "no one claims"."""
    chain = finding["voice"]
    return bool(chain) and not chain[-1]["id"] and chain[-1]["name"].casefold() in _NOBODY


def is_denied(claim: Row | None) -> bool:
    """Whether the reporting words say that the content is not so: "denies", "does not believe"."""
    if not claim or not claim["cue"]:
        return False
    words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", claim["cue"]["exact"].lower())
    negated = any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in words)
    return negated != any(lemma in _denials() for word in words for lemma in lemmas(word))


def day_of(text: str | None) -> datetime.date | None:
    """The first day that a date of publication may mean; None if there is none or it is no date."""
    try:
        return parse_when(text).first if text else None
    except UsageError:
        return None


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a stretch of text begin and end."""
    begin = start
    for found in _END.finditer(text, start, end):
        if _SHORT.search(text[begin : found.start()].rstrip('"”’»)]')):
            continue
        yield begin, found.end() - len(found.group()) + len(found.group().rstrip())
        begin = found.end()
    if begin < end:
        yield begin, end


def _sentences(document: Document) -> Iterator[tuple[int, int, Role]]:
    for block in document.blocks:
        if block.role is not Role.NOISE:
            for start, end in sentence_spans(document.text, block.start, block.end):
                yield start, end, block.role


def _named(text: Text, world: World) -> list[Named]:
    day, words = text.origin.day, text.document.text
    found = []
    for mention in world.mentions(words, on=day, language=text.origin.source["language"]):
        side = _side(mention.entity, world, day)
        joined = "-" in (words[mention.end : mention.end + 1], words[max(0, mention.start - 1) : mention.start])
        if side and not joined and not mention.open:
            found.append(Named(mention.start, mention.end, side))
    return found


def _side(entity: Entity, world: World, day: datetime.date | None) -> str | None:
    """The state, body or group behind a name; a document of a state speaks for the state."""
    if entity.kind is EntityKind.GROUP:
        return entity.id
    if entity.kind is EntityKind.PLACE:
        return None
    return world.rollup(entity.id, on=day) or (entity.state if entity.type == "document" else None)


def _holder(claims: Sequence[Row], start: int, end: int) -> Row | None:
    """The claim with the shortest content of those that hold most of a sentence."""
    holding = []
    for claim in claims:
        spans = claim["content"]
        held = sum(max(0, min(end, span["end"]) - max(start, span["start"])) for span in spans)
        if held >= _MOST * (end - start):
            holding.append((sum(span["end"] - span["start"] for span in spans), claim["id"], claim))
    return min(holding, key=lambda one: one[:2])[2] if holding else None


def _author(origin: Origin, findings: Sequence[Row]) -> Voice:
    outermost = next((row["voice"][0] for row in findings if row["voice"]), None)
    if outermost:
        return _voice(outermost, origin.cluster)
    name = origin.source["author"] or origin.source["outlet"] or origin.name
    return Voice(str(name).casefold(), str(name))


def _voice(actor: Row, cluster: str) -> Voice:
    name = actor["name"]
    vague = name.casefold() in _PRONOUNS or name.removeprefix("the ").removeprefix("The ")[:1].islower()
    key = actor["id"] or name.casefold()
    return Voice(f"{key}@{cluster[:12]}" if vague and not actor["id"] else key, name)


@cache
def _denials() -> frozenset[str]:
    return frozenset(
        word.strip() for row in rows("cues") if row["polarity"] == "denied" for word in row["cue"].split("|")
    )
