"""Capitalised words that the world does not know: where a run of them begins and ends, and whether it names a person."""

from dragoman.read.titles import RANKS, title_at
from dragoman.read.wordlists import title_table, word_set
from dragoman.read.words import Word
from dragoman.world import EntityKind, Sense

_LONGEST_PART = 5  # letters of a syllable in a given name
_PARTICLES = frozenset("de von van al el bin ibn da di del der la le".split())


def in_capitals(words: list[Word]) -> bool:
    """Whether most words are capitalised, as in headlines, where capitals tell nothing."""
    plain = [word for word in words if word.naming is None and word.text.isalpha() and len(word.text) > 3]
    return len(plain) > 3 and sum(word.text[0].isupper() for word in plain) > 0.75 * len(plain)


def run_from(words: list[Word], first: int) -> int:
    """The last word of a run of capitalised words that begins at `first`; before `first` if none does."""
    if not _in_name(words, first) or title_at(words, first) or _ranks_a_title(words, first):
        return first - 1
    last = first
    while last + 1 < len(words):
        if _goes_on_small(words, last):
            last += 2
            continue
        step = next((s for s in (1, 2) if last + s < len(words) and _in_name(words, last + s)), None)
        if step == 1 or (step == 2 and _joins(words, first, last)):
            last += step or 1
        else:
            break
    return last


def _ranks_a_title(words: list[Word], first: int) -> bool:
    """ "Former President": a word of rank that begins a sentence, and a title after it."""
    return words[first].lower in RANKS and first + 1 < len(words) and title_at(words, first + 1) is not None


def _goes_on_small(words: list[Word], last: int) -> bool:
    """Whether a given name goes on in small letters: "Ho-jen", "Ki-moon", but not "Houthi-led"."""
    if last + 2 >= len(words) or words[last + 1].text != "-" or words[last + 1].at != words[last].end:
        return False
    part = words[last + 2]
    short = part.naming is None and part.text.isalpha() and part.text.islower() and len(part.text) <= _LONGEST_PART
    return short and len(words[last].text) <= _LONGEST_PART and part.lower not in word_set("after hyphen")


def longer_name(words: list[Word], i: int) -> int | None:
    """The last word of a name that goes beyond one the world knows: "Collective Security Council" is not the UN's."""
    if i == 0 or not _in_name(words, i) or title_at(words, i) or words[i].lower in title_table()[1]:
        return None
    place = i
    while place + 1 < len(words) and _in_name(words, place + 1):
        place += 1
    after = words[place + 1].naming if place + 1 < len(words) else None
    plain = after is not None and after.kind is EntityKind.ORGANISATION and after.sense is Sense.NAME
    return place + 1 if plain and len(words[place + 1].text.split()) > 1 else None


def _joins(words: list[Word], first: int, last: int) -> bool:
    """Whether the small word after `last` goes on in the name: a particle, a hyphen, "of" in the name of a body."""
    between = words[last + 1]
    if between.naming is not None:
        return False
    if between.lower in _PARTICLES or between.text == "-":
        return True
    named = {word.lower for word in words[first : last + 1]}
    return between.lower in ("of", "for") and bool(named & word_set("body"))


def _in_name(words: list[Word], i: int) -> bool:
    word = words[i]
    if word.naming is not None or not word.text[:1].isupper() or word.lower in word_set("opener"):
        return False
    return word.text.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()


def is_person(words: list[Word], first: int, last: int) -> bool:
    """Whether the text treats a run of names as a person: a title before it, a profession or "who" after it, or it speaks."""
    table, _ = title_table()
    if not all(
        word.text[:1].isupper() or word.lower in _PARTICLES or word.text == "-" for word in words[first : last + 1]
    ):
        return False
    before = words[first - 1].lower.rstrip(".") if first else ""
    if before in table or before in word_set("speaking"):
        return True
    after = [word.lower for word in words[last + 1 : last + 12]]
    if after[:2] == [",", "who"]:
        return True
    if after[:1] in ([","], ["("], ["is"], ["was"]) and any(word in table for word in after[1:9]):
        return True
    return _speaks(words, last + 1)


def _speaks(words: list[Word], place: int) -> bool:
    """Whether a speaking verb follows, at most an "of the Institute" or a comma between."""
    for word in words[place : place + 8]:
        if word.lower in word_set("speaking"):
            return True
        small = word.lower in ("of", "at", "from", "the", "in", ",", "for", "also", "now", "then")
        if not small and word.naming is None and not word.text[:1].isupper():
            return False
    return False


def written(run: list[Word]) -> str:
    """The words of a name as one writes them, hyphens and dots closed up."""
    return " ".join(word.text for word in run).replace(" - ", "-").replace(" .", ".")
