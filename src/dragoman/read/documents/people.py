"""Names of people and of outlets, told by their shape from headlines, ranks and names of bodies.

Only what metadata need: who wrote, who asked, who answered, where it was printed. Known bad case: a headline of two
or three capitalised words that the word list does not know looks like a name.
"""

import re
from functools import cache

from dragoman.data import rows

_TOKEN = r"(?:[^\W\d_][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?)"
_NAME_LIKE = re.compile(rf"{_TOKEN}(?:\s+{_TOKEN})*")
_INITIAL = re.compile(r"[^\W\d_]\.")
_WORDS = re.compile(r"[^\s,;:()\[\]\"“”«»—–|]+|[,;:()\[\]\"“”«»—–|]")
_PARTICLES_LIST = "al el bin ibn abu van von der den de la le da di du dos ter uulu kyzy qizi ogly oglu"
_PARTICLES = frozenset(_PARTICLES_LIST.split())
_DOMAIN = re.compile(
    r"(?:www\.)?((?:[\w-]+\.)+(?:az|kz|kg|uz|tj|tm|ru|by|ua|am|ge|tr|ir|cn|com|org|net|info|media|eu"
    r"|de|fr|uk|us|io|tv|news|agency|press))",
    re.I,
)


@cache
def _kinds_of_words() -> dict[str, str]:
    return {word: row["kind"] for row in rows("byline_words") for word in row["words"].split("|")}


@cache
def _outlets() -> tuple[dict[str, str], dict[str, str]]:
    """Outlets by their names in small letters, and by domain."""
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    for row in rows("outlets"):
        spellings = row["name"].split("|")
        names.update({spelling.casefold(): spellings[0] for spelling in spellings})
        if row["domain"]:
            domains.setdefault(row["domain"], spellings[0])
    return names, domains


def known_outlet(name: str) -> str | None:
    """The outlet of that name as it calls itself; None if the list of outlets does not know it."""
    return _outlets()[0].get(name.strip(" .,*_").casefold())


def outlet_of_domain(domain: str) -> str | None:
    """The outlet whose site has that domain, sub-domains allowed."""
    parts = domain.lower().removeprefix("www.").split(".")
    for first in range(len(parts) - 1):
        found = _outlets()[1].get(".".join(parts[first:]))
        if found:
            return found
    return None


def is_outlet(line: str) -> bool:
    """Whether a line is the name of an outlet: a known one, a domain, or capitalised words ending in "News"."""
    line = line.strip(" .,|*_")
    if known_outlet(line) or _DOMAIN.fullmatch(line):
        return True
    words = line.split()
    if not 2 <= len(words) <= 5 or not all(_capital(word) or word in ("of", "and", "&", "the", "in") for word in words):
        return False
    return words[-1].lower() in _OUTLET_ENDS


_OUTLET_ENDS_LIST = (
    "agency analytics bulletin chronicle courier daily digest dispatch gazette globe herald insight journal ledger "
    "magazine media mirror monitor news newspaper observer post press quarterly radio report reporter review standard "
    "telegraph times today tribune tv weekly wire"
)
_OUTLET_ENDS = frozenset(_OUTLET_ENDS_LIST.split())


def is_person(line: str) -> bool:
    """Whether a line is only a person's name: two to four capitalised words, none of them a rank or a body."""
    line = line.strip(" .,*_")
    if len(line) > 60 or not _NAME_LIKE.fullmatch(line):
        return False
    words = line.split()
    named = [word for word in words if word.lower() not in _PARTICLES]
    if not 2 <= len(named) <= 4 or len(words) > 5:
        return False
    kinds = _kinds_of_words()
    if not all(_capital(word) and (_INITIAL.fullmatch(word) or word.strip(".").lower() not in kinds) for word in named):
        return False
    return any(len(word) > 2 for word in named)


def _capital(word: str) -> bool:
    return word[:1].isupper()


def has_body_word(line: str) -> bool:
    """Whether a word of the line belongs to the names of bodies: "Institute", "Review"."""
    kinds = _kinds_of_words()
    return any(kinds.get(word.lower()) == "body" for word in line.split())


def people_in(text: str) -> list[str]:
    """Every person's name in a list of them: "Anna Berg and Paul Ros"."""
    names = (first_person(part) for part in re.split(r",|;|&|\band\b|\bи\b|\bve\b", text))
    return [name for name in names if name]


def without_ranks(name: str) -> str:
    """The name without ranks before it: "Prof. Anna Berg" → "Anna Berg"."""
    words = name.split()
    kinds = _kinds_of_words()
    while len(words) > 1 and kinds.get(words[0].strip(".").lower()) == "rank":
        del words[0]
    return " ".join(words)


def first_person(text: str) -> str | None:
    """The first person's name in a stretch of text, ranks left out; None if there is none.

    "the Foreign Minister of Ruritania, Anna Berg, on trade" → "Anna Berg".
    """
    run: list[str] = []
    for token in [*_WORDS.findall(text), ","]:
        word = re.sub(r"['’]s?$", "", token)
        possessive = word != token
        if run and word.lower() in _PARTICLES:
            run.append(word)
            continue
        if (_capital(word) and word[-1].isalnum()) or re.fullmatch(r"[^\W\d_]{1,4}\.", word):
            run.append(word)
            if not possessive:
                continue
        name = _person_in(run)
        if name:
            return name
        run = []
    return None


def _person_in(run: list[str]) -> str | None:
    """The longest tail of a run of capitalised words that is a person's name."""
    while run and run[-1].lower() in _PARTICLES:
        run = run[:-1]
    kinds = _kinds_of_words()
    first = 0
    for place, word in enumerate(run):
        if word.strip(".").lower() in kinds:
            first = place + 1
    name = " ".join(run[first:])
    return name if is_person(name) else None
