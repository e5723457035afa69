"""Titles in a sentence: where one stands, in which body the office is held, whom it is given to in apposition."""

from dragoman.read.syntax import Token
from dragoman.read.wordlists import Title, title_table
from dragoman.read.words import Naming, Word
from dragoman.records import Actor
from dragoman.world import EntityKind

APOSTROPHES = frozenset(("'s", "’s", "'", "’"))
_DIPLOMAT = "diplomat"  # a profession that leads back to an office
RANKS = frozenset(
    "former ex - acting current then late new senior deputy first second interim outgoing incumbent".split()
)
_SET_OFF = frozenset((",", ".", ";", ":", ")", "”", "—", "–", "-", "(", "who", "said", "and"))
_BETWEEN_TITLES = frozenset(", and ( ) of the a an political sciences science economics history philosophy law".split())


def title_at(words: list[Word], i: int) -> tuple[int, Title] | None:
    """The longest title that begins at a word: its last word and what it says."""
    table, longest = title_table()
    if words[i].naming is not None or words[i].lower not in longest:
        return None
    for length in range(min(longest[words[i].lower], len(words) - i), 0, -1):
        if any(word.naming for word in words[i : i + length]):
            continue
        title = table.get(" ".join(word.lower for word in words[i : i + length]).replace(" - ", "-"))
        if title:
            return i + length - 1, title
    return None


def title_of(noun: Token) -> Title | None:
    """The title that a noun and the words before it make: "the foreign ministers"; None if they make none."""
    table, _ = title_table()
    before = [child for child in noun.children if child.dep in ("compound", "amod") and child.naming is None]
    phrase = [child.lower for child in sorted(before, key=lambda child: child.i) if child.i < noun.i]
    after = next(
        (f" of {child.lower}" for child in noun.all("nmod") if child.case() == "of" and len(child.children) == 1), ""
    )
    for size in range(len(phrase), -1, -1):
        words = " ".join([*phrase[len(phrase) - size :], noun.lower])
        title = table.get(words + after) or table.get(words)
        if title is not None and (title.kind == "office" or title.words == _DIPLOMAT):
            return Title(title.words, title.office or title.words, title.kind)
    return None


def with_body(words: list[Word], first: int, last: int) -> tuple[int, int, Naming | None]:
    """First and last word of a title with the body in which the office is held, and that body."""
    edge = first - 1
    while edge >= 0 and (words[edge].lower in APOSTROPHES or words[edge].lower in RANKS):
        edge -= 1
    before = words[edge].naming if edge >= 0 else None
    if before is not None and before.kind in (EntityKind.STATE, EntityKind.ORGANISATION):
        return edge, last, before
    if before is not None and before.actor.state and any(word.text in APOSTROPHES for word in words[edge + 1 : first]):
        state = before.actor.state  # "Putin's foreign minister"
        return edge, last, Naming(EntityKind.STATE, Actor(state, state, state))
    if last + 2 < len(words) and words[last + 1].lower in ("of", "for", "to", "at"):
        after = last + 2
        while after + 1 < len(words) and words[after].lower in ("the", "a", "an", '"', "“", "«", "‘"):
            after += 1
        body = words[after].naming
        if body is not None and body.kind in (EntityKind.STATE, EntityKind.ORGANISATION, None):
            return first, after, body
    return first, last, None


def closes_apposition(words: list[Word], place: int | None) -> bool:
    """Whether the name after "the council's honorary chairman," is set off by a mark or ends the sentence."""
    return place is not None and (place + 1 >= len(words) or words[place + 1].lower in _SET_OFF)


def apposed_to(words: list[Word], first: int) -> Naming | None:
    """The person whom a title follows: "X, president of", "X (Kazakhstan), doctor of sciences, professor, and
    president of".
    """
    _, longest = title_table()
    place = first - 1
    if place < 1 or words[place].lower not in (",", "and", "the", "a", "an") or words[first].lower.endswith("s"):
        return None
    comma = False
    while place >= 0 and first - place < 16:
        naming = words[place].naming
        if naming is not None and naming.kind is EntityKind.PERSON:
            return naming if comma else None
        comma = comma or words[place].text == ","
        bracketed = place > 0 and words[place - 1].text == "("
        if naming is None and words[place].lower not in _BETWEEN_TITLES and words[place].lower not in longest:
            return None
        if naming is not None and not bracketed:
            return None
        place -= 1
    return None
