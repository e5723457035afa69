"""PolNeAR as tagged passages: brat stand-off annotation laid over Dragoman's own tokens.

Nothing of the corpus is stored in the repository; the folder given must hold train/ and dev/ with text/ and attributions/.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.read.attribution.tokens import Passage, passages

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
HELD_SEED = 2016
HELD_SHARE = 0.1

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution: character ranges of each role; a broken content has several."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the attributions of each of its annotators, in the order of the files."""

    name: str
    text: str
    annotations: tuple[tuple[Gold, ...], ...]


@dataclass(slots=True)
class Tagged:
    """A passage with its tags and, for the linker, the token ranges of each attribution (role → ranges)."""

    passage: Passage
    tags: list[int]
    links: list[dict[str, Spans]] = field(default_factory=list)


def read_articles(folder: Path) -> list[Article]:
    """All articles of a part, by name."""
    out = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        files = [p for p in sorted((folder / "attributions").iterdir()) if p.name[:-9] == path.stem]
        out.append(Article(path.stem, text, tuple(_annotation(file, text) for file in files)))
    return out


def digest(folder: Path) -> str:
    """SHA-256 over names and bytes of all files of a part, in order."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def split(articles: list[Article]) -> tuple[list[Article], list[Article]]:
    """(to learn from, held tenth), by article; the same for every run."""
    order = sorted(articles, key=lambda article: article.name)
    random.Random(HELD_SEED).shuffle(order)
    held = round(len(order) * HELD_SHARE)
    return order[held:], order[:held]


def tagged(article: Article, annotation: int = 0, size: int | None = None) -> list[Tagged]:
    """The passages of an article with one annotator's tags."""
    gold = article.annotations[annotation]
    cut = passages(article.text, size=size) if size else passages(article.text)
    return [_lay(passage, gold) for passage in cut]


def _lay(passage: Passage, gold: tuple[Gold, ...]) -> Tagged:
    tags = [0] * len(passage)
    links = []
    first, last = passage.starts[0], passage.ends[-1]
    for attribution in gold:
        link = {}
        for role in ROLES:
            near = [(s, e) for s, e in getattr(attribution, role) if s < last and e > first]
            link[role] = _merge([span for span in (_tokens(passage, s, e) for s, e in near) if span])
            for start, end in link[role]:
                code = 1 + 2 * ROLES.index(role)
                for place in range(start, end):
                    if tags[place] in (0, 3, 4) or role != "cue":
                        tags[place] = code + (place > start)
        if any(link.values()):
            links.append(link)
    for place, tag in enumerate(tags):
        if tag and tag % 2 == 0 and (not place or tags[place - 1] not in (tag, tag - 1)):
            tags[place] = tag - 1  # the head of the span was taken by another one
    return Tagged(passage, tags, links)


def _tokens(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    inside = [k for k in range(len(passage)) if passage.starts[k] < end and passage.ends[k] > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _merge(spans: Spans) -> Spans:
    out: Spans = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _annotation(path: Path, text: str) -> tuple[Gold, ...]:
    spans: dict[str, Spans] = {}
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 1 and re.fullmatch(r"T\d+", cells[0]):
            ranges = cells[1].split(" ", 1)[1].split(";")
            spans[cells[0]] = [_trim(text, *map(int, place.split())) for place in ranges]
        elif len(cells) > 1 and re.fullmatch(r"E\d+", cells[0]):
            out.append(list(_parts(cells[1])))
    golds = []
    for event in out:
        roles: dict[str, Spans] = {role: [] for role in ROLES}
        for role, name in event:
            roles[role] += spans.get(name, [])
        if roles["cue"] or roles["content"]:
            golds.append(Gold(**{role: sorted(found) for role, found in roles.items()}))
    return tuple(golds)


def _parts(cell: str) -> Iterator[tuple[str, str]]:
    for part in cell.split():
        role, _, name = part.partition(":")
        role = re.sub(r"\d+$", "", role).lower()
        if role in ROLES:
            yield role, name


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
