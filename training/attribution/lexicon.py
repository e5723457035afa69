"""The word lists that travel with the weights: flags from Dragoman's tables, frequent words from the corpus."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.data import rows
from dragoman.read.attribution.features import FLAGS, normal

LEAST = 4
"""A word is listed if the corpus holds it so often: rarer ones would tell what the articles say."""

_THIRD = "he she they it who we'll them him her this that those these its their his hers theirs"
_FIRST = "i we you me us my our your myself ourselves"
_AUXILIARY = (
    "be am is are was were been being 'm 're 's has have had having 've do does did done doing will would 'll shall should can "
    "could may might must ca wo n't not never to also further furthermore later recently previously repeatedly already often"
)
_TIME = (
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow week month year earlier ago last"
)
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


def flags() -> dict[str, int]:
    """Normalised word → bit mask over FLAGS."""
    found: dict[str, int] = {}

    def mark(words: Iterable[str], *names: str) -> None:
        for word in words:
            key = normal(word)
            if len(key) > 1 or key == "i":
                found[key] = found.get(key, 0) | sum(1 << FLAGS.index(name) for name in names)

    for names, words in _cues():
        mark(words, *names)
    for row in rows("titles"):
        for words in _cell(row["title"]):
            mark([words.split()[-1]], "title")
    for row in rows("collectives"):
        mark(_plural(row["noun"]), "organ")
    for table, name in (
        ("state_names", "place"),
        ("place_names", "place"),
        ("metonyms", "place"),
        ("group_names", "place"),
    ):
        mark(_name_words(table), name)
    mark(_name_words("person_names"), "person")
    mark(_name_words("organisation_names", single=True), "organisation")
    mark(_THIRD.split(), "third_person")
    mark(_FIRST.split(), "first_person")
    mark(_AUXILIARY.split(), "auxiliary")
    mark(_TIME.split(), "time")
    for row in rows("months"):
        mark(_cell(row["en"]), "time")
    return dict(sorted(found.items()))


def _cues() -> Iterator[tuple[list[str], list[str]]]:
    """Flags and words of the verbs and nouns of saying and thinking."""
    for row in rows("cues"):
        takes = [f"takes_{kind}" for kind in ("that", "to", "np") if kind in row["complement"].split("|")]
        for lemma in _cell(row["cue"]):
            yield [f"{row['type']}_verb", *takes], verb_forms(lemma)
    for row in rows("noun_cues"):
        for noun in _cell(row["noun"]):
            yield [f"{row['type']}_noun"], _plural(noun.split()[-1])


def frequent_words(words: Iterable[str], least: int = LEAST) -> dict[str, int]:
    """Normalised words that occur at least so often → number, from 1; the most frequent first, then by the alphabet."""
    counts = Counter(normal(word) for word in words)
    kept = sorted((word for word, count in counts.items() if count >= least), key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, 1)}


def verb_forms(lemma: str) -> list[str]:
    """All forms of a verb: "deny" → deny, denies, denied, denying; irregular ones by table."""
    verb = lemma.split()[0]
    irregular = [
        form
        for row in rows("irregular_verbs")
        if row["verb"] == verb
        for form in _cell(row["past"]) + _cell(row["participle"])
    ]
    past = irregular or [_past(verb)]
    return [verb, _third(verb), _gerund(verb), *past]


def _cell(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _name_words(table: str, *, single: bool = False) -> list[str]:
    names = [row["name"] for row in rows(table) if row["name"].isascii()]
    if single:
        return [name for name in names if " " not in name]
    return [word for name in names for word in name.split() if word[:1].isupper() and len(word) > 2]


def _third(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if _SIBILANT.search(verb) or verb.endswith("o") else "s")


def _past(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    return verb + "d" if verb.endswith("e") else _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if _DOUBLES.search(verb) and len(verb) < 5 else verb


def _plural(noun: str) -> list[str]:
    return [noun, _third(noun)]
