"""The reader's word lists, read once from `data/*.csv` into the shape that each rule wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.records import ClaimType, EventType, Interval, Modality, PartialDate, Sign


def parts(cell: str) -> tuple[str, ...]:
    """What a cell holds between its bars."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@dataclass(frozen=True, slots=True)
class Title:
    """A title: its canonical office ("" for professions and honorifics) and kind."""

    words: str
    office: str
    kind: str
    plural_only: bool = False


@cache
def title_table() -> tuple[Mapping[str, Title], Mapping[str, int]]:
    """Titles by their words, and for each first word the length of the longest title that begins with it."""
    table: dict[str, Title] = {}
    longest: dict[str, int] = {}
    for row in rows("titles"):
        for words in parts(row["title"]):
            plural = words.endswith("s") and words[:-1] in table
            table[words] = Title(words, row["office"], row["kind"], plural)
            first, length = words.split()[0], len(words.split())
            longest[first] = max(length, longest.get(first, 0))
    return table, longest


@cache
def leadership() -> Mapping[str, tuple[tuple[str, Interval], ...]]:
    """Which office leads a state, by the role of the office, with the time for which that is so."""
    table: dict[str, list[tuple[str, Interval]]] = {}
    for row in rows("leadership"):
        start, end = (PartialDate.parse(row[key]) if row[key] else None for key in ("start", "end"))
        table.setdefault(row["state"], []).append((row["role"], Interval(start, end)))
    return {state: tuple(roles) for state, roles in table.items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the sets of `data/word_sets.csv`."""
    return frozenset(word for row in rows("word_sets") if row["set"] == name for word in parts(row["words"]))


@cache
def idioms() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Fixed phrases by their first word, as words, each with the common word in whose place it stands; longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("idioms"):
        words = tuple(row["phrase"].split())
        table.setdefault(words[0], []).append((words, row["stand_in"]))
    return {first: tuple(sorted(found, key=lambda idiom: -len(idiom[0]))) for first, found in table.items()}


@cache
def organ_table() -> Mapping[str, str]:
    """Nouns for those who act or speak for a body → "state" (what they do, it does) or "people"."""
    return {row["noun"]: row["level"] for row in rows("collectives")}


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """One sense of a verb that reports a political event. Source: [PLOVER]"""

    verb: str
    particle: str
    objects: frozenset[str]
    no_object: bool
    preps: tuple[str, ...]
    event_type: EventType
    recipient: tuple[str, ...]
    reciprocal: bool
    inner: Modality | None
    needs_recipient: bool

    @property
    def weight(self) -> int:
        """How specific the pattern is; the most specific one that fits wins."""
        return 8 * bool(self.objects) + 4 * bool(self.preps) + 2 * bool(self.particle) + self.no_object


@cache
def verb_patterns() -> Mapping[str, tuple[VerbPattern, ...]]:
    """Event senses by lemma, the most specific first."""
    table: dict[str, list[VerbPattern]] = {}
    for row in rows("verbs"):
        for verb in parts(row["verb"]):
            pattern = VerbPattern(
                verb=verb,
                particle=row["particle"],
                objects=frozenset(parts(row["object"])) - {"-"},
                no_object=row["object"] == "-",
                preps=parts(row["prep"]),
                event_type=EventType(row["event_type"]),
                recipient=parts(row["recipient"]),
                reciprocal=row["reciprocal"] == "yes",
                inner=Modality(row["inner"]) if row["inner"] else None,
                needs_recipient=row["needs"] == "recipient",
            )
            table.setdefault(verb, []).append(pattern)
    return {verb: tuple(sorted(found, key=lambda p: -p.weight)) for verb, found in table.items()}


def listed_verbs() -> list[str]:
    """Every verb that a rule may look for."""
    return [*verb_patterns(), *verb_cues(), *sorted(word_set("verb"))]


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A noun that names a political act: "visit", "talks", "withdrawal". Source: [PLOVER]"""

    noun: str
    event_type: EventType
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    support: frozenset[str]
    needs: str


@cache
def noun_patterns() -> Mapping[str, NounPattern]:
    """Nominal events by lemma; the last word of "telephone conversation" counts, its first words are in the key."""
    table: dict[str, NounPattern] = {}
    for row in rows("event_nouns"):
        for noun in parts(row["noun"]):
            table[noun] = NounPattern(
                noun=noun,
                event_type=EventType(row["event_type"]),
                actor=parts(row["actor"]),
                recipient=parts(row["recipient"]),
                reciprocal=row["reciprocal"] == "yes",
                support=frozenset(parts(row["support"])),
                needs=row["needs"],
            )
    return table


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or noun that reports what somebody says or thinks, and how the content may follow."""

    word: str
    claim_type: ClaimType
    complements: frozenset[str]
    preps: tuple[str, ...] = ()
    denies: bool = False


@cache
def verb_cues() -> Mapping[str, tuple[Cue, ...]]:
    """Reporting verbs by lemma; rows with a particle or preposition come first."""
    table: dict[str, list[Cue]] = {}
    for row in rows("cues"):
        for word in parts(row["cue"]):
            cue = Cue(
                word,
                ClaimType(row["type"]),
                frozenset(parts(row["complement"])),
                parts(row["particle_or_prep"]),
                row["polarity"] == "denied",
            )
            table.setdefault(word, []).append(cue)
    return {word: tuple(sorted(found, key=lambda cue: -len(cue.preps))) for word, found in table.items()}


@cache
def noun_cues() -> Mapping[str, Cue]:
    """Reporting nouns by lemma ("statement", "thesis")."""
    return {
        word: Cue(word, ClaimType(row["type"]), frozenset(parts(row["complement"])))
        for row in rows("noun_cues")
        for word in parts(row["noun"])
    }


@cache
def relation_words() -> Mapping[str, Sign]:
    """Lemmas that describe a relation as cooperative or adversarial."""
    return {word: Sign(row["sign"]) for row in rows("relation_words") for word in parts(row["word"])}


@cache
def relation_hints() -> Mapping[str, Sign]:
    """Lemmas that hint at how two sides stand to each other, for the model of assessment."""
    return {word: Sign(row["sign"]) for row in rows("relation_hints") for word in parts(row["word"])}


@cache
def relation_nouns() -> Mapping[str, tuple[str, bool]]:
    """Nouns that name a tie → (relation, whether it binds both ways): "member" → ("member", False)."""
    return {
        word: (row["relation"], row["symmetric"] == "yes") for row in rows("relations") for word in parts(row["nouns"])
    }
