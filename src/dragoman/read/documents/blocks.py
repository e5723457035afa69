"""Paragraphs with their roles and turns → the blocks of a document."""

from collections.abc import Mapping, Sequence

from dragoman.read.documents.extract import Paragraph
from dragoman.read.documents.layout import begins_small, is_finished
from dragoman.read.documents.turns import Turn
from dragoman.records import Block, Role

_FLOWING = frozenset((Role.BODY, Role.QUESTION, Role.ANSWER))
_FULL_LINE = 40


def to_blocks(
    texts: Sequence[str], paragraphs: Sequence[Paragraph], roles: Sequence[Role], turns: Mapping[int, Turn]
) -> tuple[Block, ...]:
    """The blocks in order; a turn holds until the next one begins."""
    found: list[Block] = []
    turn: Turn | None = None
    before: int | None = None
    for place, paragraph in enumerate(paragraphs):
        begins = turns.get(place)
        turn = begins or turn
        skip = begins.skip if begins else 0
        role = roles[place]
        if turn and (begins or role is Role.BODY):
            role = turn.role
        if paragraph.start + skip >= paragraph.end:
            continue
        flows = role in _FLOWING
        goes_on = flows and not begins and before is not None and _goes_on(texts, paragraphs, before, place)
        speaker = turn.speaker if turn and role in (Role.QUESTION, Role.ANSWER) else None
        found.append(Block(paragraph.start + skip, paragraph.end, role, speaker, goes_on))
        before = place if flows else before
    return tuple(found)


def _goes_on(texts: Sequence[str], paragraphs: Sequence[Paragraph], before: int, place: int) -> bool:
    """Whether a paragraph goes on in the middle of the sentence that the one before it broke off."""
    if is_finished(texts[before]) or texts[before].rstrip().endswith((":", ";")) or paragraphs[place].marker:
        return False
    if begins_small(texts[place]):
        return True
    turned = paragraphs[place].page > paragraphs[before].page
    return turned and len(texts[before].splitlines()[-1]) > _FULL_LINE


def interview_lines(texts: Sequence[str], roles: Sequence[Role], limit: int = 8) -> list[str]:
    """The title and the first paragraphs, in which an interview is announced."""
    kept = [text for text, role in zip(texts, roles, strict=True) if role is not Role.NOISE]
    return [text[:600] for text in kept[:limit]]
