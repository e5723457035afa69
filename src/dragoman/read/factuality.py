"""Factuality: what the words above and before a deed say of it, each by its row in `data/factuality.csv`.

"Failed to sign" says that nothing was signed, "did not fail to sign" that it was. The table gives for each word and each
place of the deed beside it what follows from the word affirmed and negated; `reckoned` walks from the outermost word
inwards. What follows is one guess of several that the model of modality weighs: trees can be wrong, words ironic.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.read.lemmas import lemma as made_lemma
from dragoman.read.syntax import Token
from dragoman.records import Modality

NEGATIONS = frozenset(
    "not n't n’t never neither nor no without nobody none nothing hardly scarcely barely cannot".split()
)
CONDITIONS = frozenset("if unless whether lest suppose supposing provided assuming".split())
DEMANDING = frozenset("must should ought".split())
FUTURE = frozenset("will shall 'll ’ll wo".split())
OPEN = frozenset("would could might may can ca 'd ’d".split())
FORETELLING = frozenset(
    "say tell announce promise vow pledge agree add write declare confirm assure decide report swear insist".split()
)
_NEGATING = ("advmod", "det", "cc:preconj", "cc", "mark", "case", "nsubj", "obj")
_DEPTH = 6
_LONGEST = 5  # words of a phrase


@dataclass(frozen=True, slots=True)
class Signature:
    """What follows for a deed from a word affirmed and negated; None says nothing."""

    affirmed: Modality | None
    negated: Modality | None

    @property
    def name(self) -> str:
        """Two letters: "HD" for "manage", "DH" for "fail", "HH" for "regret"."""
        return _letter(self.affirmed) + _letter(self.negated)

    def of(self, status: Modality) -> Modality | None:
        """What follows if the word itself stands as `status` says: "may manage to" is open, "will fail to" denies."""
        if status is Modality.DENIED:
            return self.negated
        if self.affirmed is Modality.HAPPENED and self.negated is not Modality.HAPPENED:
            return status
        open_yet = status in (Modality.HYPOTHETICAL, Modality.DEMANDED)
        if open_yet and self.affirmed in (Modality.DENIED, Modality.PLANNED):
            return Modality.HYPOTHETICAL
        return self.affirmed


def _letter(modality: Modality | None) -> str:
    return {None: "N", Modality.HYPOTHETICAL: "Y", Modality.DEMANDED: "M"}.get(modality, str(modality)[0].upper())


@cache
def _table() -> Mapping[tuple[str, str, str], Signature]:
    table: dict[tuple[str, str, str], Signature] = {}
    for row in rows("factuality"):
        told = Signature(*(Modality(row[key]) if row[key] else None for key in ("affirmed", "negated")))
        for frame in row["frame"].split("|"):
            table[row["lemma"], row["pos"], frame] = told
    return table


@cache
def _phrases() -> frozenset[str]:
    return frozenset(lemma for lemma, pos, _ in _table() if pos == "phrase")


def lemma_of(word: Token) -> str:
    """The lemma; of a noun that the parser takes for a name ("Calls for …") as of a common one."""
    plural = word.tag == "NNPS" and word.naming is None
    return made_lemma(word.lower, "NNS") if plural else word.lemma


def signature(word: Token, *frames: str) -> Signature | None:
    """What the table says of a word for a deed in the first of the frames that it knows.

    Participles are read as adjectives too, and a noun that is not known as a verb ("Ministry denies closing radio").
    """
    kind, lemma = {"V": "verb", "N": "noun", "J": "adj"}.get(word.tag[:1], ""), lemma_of(word)
    if kind == "noun" and not any((lemma, "noun", frame) in _table() for frame in ("pp", "to")):
        kind = "verb"
    if kind == "verb" and lemma[-2:-1] == lemma[-1:] and (lemma, "verb") not in _known():
        lemma = lemma[:-1]  # "deterred"
    for frame in frames:
        found = _table().get((lemma, kind, frame))
        if found is None:
            found = _table().get((word.lower, "adj", frame))
        if found is not None:
            return found
    return None


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset((lemma, kind) for lemma, kind, _ in _table())


def of_vow(verb: Token) -> Signature | None:
    """What a verb says of the deed that its object promises, plans or orders: "broke its promise to pay"."""
    return signature(verb, "vow")


def of_adverb(word: Token) -> Signature | None:
    """What an adverb says of the verb beside it."""
    return _table().get((word.lower, "adverb", "adv"))


def of_preposition(word: Token) -> Signature | None:
    """What a preposition says of the noun or gerund after it."""
    return _table().get((word.lower, "prep", "case"))


def phrase_at(tokens: list[Token], place: int) -> tuple[int, Signature, str] | None:
    """The longest phrase of the table that begins at a token: its length, what it says, its words; None if none does."""
    known = _phrases()
    for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
        part = tokens[place : place + length]
        for words in (" ".join(token.lower for token in part), " ".join(map(lemma_of, part))):
            if words in known:
                return length, _table()[words, "phrase", "next"], words
    return None


def frames_of(token: Token) -> tuple[str, ...]:
    """The places of a deed beside the word above it, the most telling first."""
    if not token.is_verb:
        place = {"obj": "obj", "nsubj:pass": "obj", "nsubj": "subj", "csubj": "subj"}.get(token.dep, "pp")
        return (place, "pp") if token.is_noun and place != "pp" else (place,)
    marks = {child.lower for child in token.children if child.dep in ("mark", "aux", "case")}
    if token.tag == "VBG":
        return ("from", "ing") if "from" in marks else ("ing",)
    if "to" not in marks and token.tag != "VB":
        return ("that",)
    other = token.child("nsubj") is not None or (token.head is not None and token.head.child("obj", "iobj") is not None)
    return ("objto", "to") if "to" in marks and other else ("to",)


def reckoned(token: Token, depth: int = 0) -> Modality:
    """How a deed stands, by its own words and all words above it."""
    status = _from_above(token, depth) if depth < _DEPTH else Modality.HAPPENED
    own = own_words(token)
    if own is None:
        return status
    if own is Modality.DENIED and status not in (Modality.HAPPENED, Modality.PLANNED):
        return Modality.DENIED if status is Modality.DEMANDED else status
    return own


def _from_above(token: Token, depth: int) -> Modality:
    head = token.head
    if head is None:
        return Modality.HAPPENED
    if token.dep in ("conj", "parataxis"):
        bare = token.is_verb and token.tag in ("VB", "VBG", "VBN") and not token.child("nsubj", "nsubj:pass", "aux")
        if bare or token.is_noun:
            return reckoned(head, depth + 1)
        return _from_above(head, depth + 1)
    frames = frames_of(token)
    frame, found = frames[0], signature(head, *frames)
    if token.dep == "acl:relcl" or (token.dep == "advcl" and frame == "that"):
        return Modality.HAPPENED
    if found is not None:
        return _kept(head, found, depth) or found.of(reckoned(head, depth + 1)) or Modality.HAPPENED
    carried = token.dep in ("obj", "nsubj:pass", "nsubj", "xcomp", "ccomp", "csubj", "advcl", "compound")
    if frame in ("to", "objto") and token.dep in ("advcl", "acl"):
        return Modality.PLANNED
    return reckoned(head, depth + 1) if carried and head.is_verb else Modality.HAPPENED


def _kept(promise: Token, found: Signature, depth: int) -> Modality | None:
    """What comes of a promise, a plan or an order that a verb keeps or breaks; None if no verb does."""
    verb = promise.head
    if not promise.is_noun or verb is None or promise.dep not in ("obj", "nsubj:pass") or found.name[0] not in "PYM":
        return None
    told = of_vow(verb) if verb.is_verb else None
    return told.of(reckoned(verb, depth + 1)) if told is not None else None


def own_words(token: Token) -> Modality | None:
    """What the words that hang from a deed say: negation first, then conditions and adjectives, then auxiliaries."""
    if any(map(_denies, token.children)):
        return Modality.DENIED
    found: Modality | None = None
    for child in token.children:
        if _opens(child):
            found = Modality.HYPOTHETICAL
        elif child.dep in ("amod", "compound") and token.is_noun:
            told = signature(child, "mod") or _table().get((child.lemma, "adj", "mod"))
            found = told.affirmed if told else found
        elif found is None:
            found = _of_small_word(token, child)
    return found


def _denies(child: Token) -> bool:
    """A negation of the word above: "not", "without", "no one", "not one member"."""
    if child.lower in NEGATIONS and child.dep in _NEGATING:
        return True
    return child.dep in ("nsubj", "nsubj:pass", "obj") and any(_negates(part) for part in child.children)


def _negates(part: Token) -> bool:
    if part.dep == "nummod":
        return any(child.lower == "not" for child in part.children)
    return part.lower in NEGATIONS and part.dep in ("det", "advmod", "cc:preconj")


def _opens(child: Token) -> bool:
    """ "If", or a clause with "if"."""
    if child.dep == "mark":
        return child.lower in CONDITIONS
    return child.dep == "advcl" and any(mark.lower in CONDITIONS for mark in child.all("mark"))


def _of_small_word(token: Token, child: Token) -> Modality | None:
    """What an auxiliary, a preposition or an adverb says."""
    if child.dep == "aux":
        return Modality.PLANNED if child.lower == "would" and _foretold(token) else _of_auxiliary(child.lower)
    told = of_preposition(child) if child.dep == "case" else of_adverb(child) if child.dep == "advmod" else None
    return told.affirmed if told else None


def _foretold(verb: Token) -> bool:
    """ "Said that it would": the future as it looked from the past."""
    head = verb.head
    told = head is not None and head.tag == "VBD" and verb.dep in ("ccomp", "parataxis") and head.lemma in FORETELLING
    return told and not any(child.dep == "advcl" for child in verb.children)


def _of_auxiliary(word: str) -> Modality | None:
    if word in FUTURE:
        return Modality.PLANNED
    if word in OPEN:
        return Modality.HYPOTHETICAL
    return Modality.DEMANDED if word in DEMANDING else None
