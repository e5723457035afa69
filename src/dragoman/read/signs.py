"""Signs: the words around a deed that bear on whether it happened, each as a short name, whatever the tree says.

"The army has not ruled out bombing" gives NEG, VDH before the deed: a negation, and a verb that denies what it governs
unless it is negated itself. `along` reckons from the signs alone how the deed stands; the model of modality weighs it
against what the tree says (`factuality`).
"""

from itertools import pairwise

from dragoman.read import factuality
from dragoman.read.factuality import Signature
from dragoman.read.syntax import Token
from dragoman.records import Modality

OPENERS = ('"', "“", "‘", "'", ":", ";", "–", "—", ".", "...")
TIMES = frozenset("tomorrow next soon later yesterday last ago already since earlier".split())
_BEFORE, _AFTER = 14, 10  # words that are looked at
_SAYING = frozenset("say tell write report add note announce declare recall insist state".split())
_SELVES = frozenset(
    "to ? only until before but ; that \" “ ” who which when why how what where by have has 's be been being let than is are was were".split()
)
_INVERTED = frozenset("had should were".split())
_NEW_CLAUSE = (";", "who", "which")
_LETTERS = {"N": None, "Y": Modality.HYPOTHETICAL, "M": Modality.DEMANDED, "H": Modality.HAPPENED,
            "D": Modality.DENIED, "P": Modality.PLANNED}  # fmt: skip
_PLAIN = {"WILL": Modality.PLANNED, "woulds": Modality.PLANNED, "before could": Modality.DENIED,
          "would": Modality.HYPOTHETICAL, "MAY": Modality.HYPOTHETICAL, "IF": Modality.HYPOTHETICAL,
          "MUST": Modality.DEMANDED, "LET": Modality.DEMANDED}  # fmt: skip


def signs(tokens: list[Token], token: Token) -> tuple[list[str], list[str]]:
    """The signs before and after a deed, in their order; words of no account are left out."""
    before: list[str] = []
    after: list[str] = []
    place, last = max(0, token.i - _BEFORE), min(len(tokens), token.i + _AFTER)
    while place < last:
        side = before if place < token.i else after
        phrase = factuality.phrase_at(tokens, place)
        if phrase is not None and not place <= token.i < place + phrase[0]:
            side.append("I" + phrase[1].name)
            place += phrase[0]
            continue
        if place != token.i and (sign := _sign(tokens, place, after=place > token.i)):
            side.append(sign)
        place += 1
    return before, after


def along(before: list[str]) -> Modality:
    """How a deed stands by the signs before it: each says what follows for the rest, given what stands so far."""
    status, denied, kept = Modality.HAPPENED, False, ""
    for sign in before:
        if sign in _NEW_CLAUSE:
            status, denied = Modality.HAPPENED, False
        elif sign == "NEG":
            denied = True
        elif sign in _PLAIN:
            status = _PLAIN[sign]
        elif sign in ("VOW-", "VOW+"):
            kept = sign
        elif len(sign) > 2 and sign[-2:].isupper() and sign[-2] in _LETTERS and sign[-1] in _LETTERS:
            status, denied = _step(sign, Modality.DENIED if denied else status, kept), False
            kept = "" if sign[0] in "NI" else kept
    return Modality.DENIED if denied and status is not Modality.HYPOTHETICAL else status


def _step(sign: str, status: Modality, kept: str) -> Modality:
    if kept and sign[0] in "NI" and sign[-2] in "PYM":  # a promise that is broken or kept
        return Modality.DENIED if kept == "VOW-" else Modality.HAPPENED
    return Signature(_LETTERS[sign[-2]], _LETTERS[sign[-1]]).of(status) or status


def _sign(tokens: list[Token], place: int, *, after: bool) -> str:
    """The sign of one word, '' if it is of no account."""
    token = tokens[place]
    if plain := _grammatical(tokens, place):
        return plain
    if token.is_verb and (vow := factuality.of_vow(token)) and _promise_follows(tokens, place):
        return "VOW-" if vow.name[0] == "D" else "VOW+"
    if token.tag[:1] in "VNJ":
        return _lexical(tokens, place, after=after)
    told = factuality.of_adverb(token) if token.tag[:2] == "RB" else factuality.of_preposition(token)
    if told:
        return token.tag[:1] + told.name
    return "," if token.text == "," else ""


def _grammatical(tokens: list[Token], place: int) -> str:
    """Negations, conditions, modal verbs, and small words that stand for themselves."""
    token, lower = tokens[place], tokens[place].lower
    if lower in factuality.NEGATIONS:
        return "NEG"
    if lower in factuality.CONDITIONS or _inverted(tokens, place):
        return "IF"
    if lower in factuality.FUTURE:
        return "WILL"
    if lower in factuality.DEMANDING:
        return "MUST"
    if lower in factuality.OPEN and token.tag == "MD":
        return _modal(tokens, place)
    if lower == "let" and (place == 0 or tokens[place - 1].text in OPENERS):
        return "LET"
    if lower == "out" and [each.lower for each in tokens[place + 1 : place + 2]] == ["of"]:
        return "IDH" if [each.tag for each in tokens[place + 2 : place + 3]] == ["VBG"] else ""
    return lower if lower in TIMES or lower in _SELVES else ""


def _lexical(tokens: list[Token], place: int, *, after: bool) -> str:
    """What the table of factuality says of a verb, noun or adjective, for the likeliest place of the deed beside it."""
    token = tokens[place]
    follows = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if token.lemma in _SAYING and follows != "that":
        return "SAY"
    ahead = follows if follows in ("to", "that") else "obj"
    if token.is_verb and ahead == "obj" and "to" in [each.lower for each in tokens[place + 2 : place + 6]]:
        ahead = "objto"
    if after and token.is_verb:
        told = factuality.signature(token, "obj" if token.tag == "VBN" else "subj", "obj")
    elif token.is_verb and _from_doing(tokens, place):
        told = factuality.signature(token, "from", "ing")
    elif token.tag[:1] == "J":
        told = factuality.signature(token, "mod", ahead, "to")
    else:
        told = factuality.signature(token, ahead, "obj", "pp", "ing", "to", "that")
    if told:
        return token.tag[:1] + told.name
    return token.tag if token.is_verb else ""


def _modal(tokens: list[Token], place: int) -> str:
    """ "Would" and its like, apart from "said that it would" and "before it could"."""
    before = tokens[max(0, place - 12) : place]
    if tokens[place].lower == "would":
        told = any(other.tag == "VBD" and other.lemma in factuality.FORETELLING for other in before)
        return "woulds" if told and not _conditional(tokens) else "would"
    return "before could" if "before" in [other.lower for other in before[-4:]] else "MAY"


def _conditional(tokens: list[Token]) -> bool:
    return any(token.lower in ("if", "unless") or _inverted(tokens, token.i) for token in tokens)


def _inverted(tokens: list[Token], place: int) -> bool:
    """ "Had Moscow paid", ", were one drafted": a condition without "if"."""
    if tokens[place].lower not in _INVERTED or place + 1 >= len(tokens):
        return False
    opens = place == 0 or tokens[place - 1].text == ","
    return opens and tokens[place + 1].tag[:2] in ("NN", "PR", "DT", "CD", "EX")


def _from_doing(tokens: list[Token], place: int) -> bool:
    """ "Keep … from doing"."""
    ahead = tokens[place + 1 : place + 9]
    return any(one.lower == "from" and two.tag == "VBG" for one, two in pairwise(ahead))


def _promise_follows(tokens: list[Token], place: int) -> bool:
    """Whether a promise, plan or order stands within the next words."""
    nouns = [token for token in tokens[place + 1 : place + 5] if token.is_noun]
    told = [factuality.signature(noun, "pp") for noun in nouns]
    return any(each is not None and each.name[0] in "PYM" for each in told)
