"""Modality: did it happen, according to the voice? Read from auxiliaries, negation, conditions and governing verbs.

Order of strength: a denial stays a denial; then what is demanded, hypothetical, planned; else it happened. A deed
inside "X said that …" happened as far as the voice goes: the attribution stands in the voice, not in the modality.
"""

from dragoman.read.syntax import Token
from dragoman.read.wordlists import verb_patterns, word_set
from dragoman.records import Modality

_DOUBTED = frozenset("unlikely doubtful impossible improbable conceivable possible likely".split())
_PERFORMED = frozenset(
    "congratulate thank commend condemn welcome express stress emphasise emphasize reiterate praise".split()
)
_RANKED = frozenset("first second third last only next-to-last".split())  # "the first state to recognise"
_NEGATIONS = frozenset("not n't n’t never neither nor".split())
_PLANNED_AUX = frozenset("will shall 'll ’ll wo".split())
_HYPOTHETICAL_AUX = frozenset("would could might may can 'd ’d".split())
_DEMANDED_AUX = frozenset("should must ought".split())
_UNSURE = frozenset(
    "perhaps possibly allegedly reportedly supposedly potentially maybe hypothetically probably likely unlikely".split()
)
_CONDITIONS = frozenset("if unless whether lest".split())
_IMPLICATIVE = frozenset(
    "manage begin start continue proceed come get happen be say claim report reiterate keep".split()
)
OBJECT_CONTROL = frozenset(
    "urge ask order instruct invite encourage press force want persuade tell warn allow enable help".split()
)


def of_verb(verb: Token) -> Modality | None:
    """The modality of the deed that a verb names; None if the verb form asserts nothing ("to", purpose, "-ing"
    aims).
    """
    if verb.head is not None and verb.dep in ("ccomp", "csubj", "xcomp") and verb.head.lower in _DOUBTED:
        return Modality.HYPOTHETICAL
    if (
        verb.lemma in _PERFORMED
        and verb.head is not None
        and verb.head.lemma in ("want", "like", "wish")
        and verb.dep == "xcomp"
    ):
        return Modality.HAPPENED  # "I would like to thank Ankara" thanks Ankara
    own = _own(verb)
    if own is not None:
        return own
    finite_again = verb.tag in ("VBD", "VBZ", "VBP") and verb.head is not None and verb.head.tag in ("VB", "VBG", "VBN")
    if finite_again and verb.dep == "conj":
        return Modality.HAPPENED
    if (
        verb.dep in ("conj", "parataxis")
        and verb.head is not None
        and verb.head.is_verb
        and not verb.child("nsubj", "aux")
    ):
        return of_verb(verb.head)
    return _governed(verb)


def _own(verb: Token) -> Modality | None:
    """What the verb's own auxiliaries and adverbs say, None if nothing."""
    words = {child.lower for child in verb.children if child.dep in ("aux", "advmod", "mark", "cc:preconj", "det")}
    lemmas = {child.lower for child in verb.children if child.dep == "aux"}
    if words & _NEGATIONS or (verb.child("mark") and verb.child("mark").lower == "without"):  # type: ignore[union-attr]
        return Modality.DENIED
    if words & _CONDITIONS or _under_condition(verb):
        return Modality.HYPOTHETICAL
    if lemmas & _DEMANDED_AUX:
        return Modality.DEMANDED
    if lemmas & _HYPOTHETICAL_AUX or words & _UNSURE:
        return Modality.HYPOTHETICAL
    if lemmas & _PLANNED_AUX:
        return Modality.PLANNED
    return None


def _under_condition(verb: Token) -> bool:
    """Whether the main verb hangs on an if-clause."""
    return any(
        child.dep == "advcl" and any(mark.lower in _CONDITIONS for mark in child.all("mark")) for child in verb.children
    )


def _governed(verb: Token) -> Modality | None:
    """What the verb above says of this one; HAPPENED if nothing above takes it back, None if it asserts nothing."""
    head = verb.head
    infinitive = any(child.lower == "to" and child.dep in ("mark", "aux") for child in verb.children)
    if head is None:
        return Modality.HAPPENED
    if verb.dep in ("xcomp", "ccomp", "advcl", "acl", "csubj"):
        if infinitive and verb.dep == "acl" and any(child.lemma in _RANKED for child in head.all("amod", "det")):
            return Modality.HAPPENED
        lemma = head.lemma
        inherited = _own(head)
        if verb.dep in ("xcomp", "ccomp") or (verb.dep in ("acl", "advcl") and infinitive):
            governed = _by_governor(head, lemma, infinitive)
            if governed is not None:
                return Modality.DENIED if inherited is Modality.DENIED and governed is Modality.PLANNED else governed
        if infinitive and lemma not in _IMPLICATIVE:
            return None
        if infinitive:  # "agreed to continue to coordinate": as the verbs above have it
            return of_verb(head)
        if verb.dep == "xcomp" and (above := of_verb(head)) is not Modality.HAPPENED:
            return above
        if verb.dep in ("acl",) and head.is_noun and head.lemma in word_set("noun hypothetical"):
            return Modality.HYPOTHETICAL
        if (
            verb.tag == "VBG"
            and verb.dep == "advcl"
            and any(mark.lower in ("by", "in", "for", "of") for mark in verb.children)
        ):
            return inherited or Modality.HAPPENED
    elif infinitive and verb.dep not in ("root", "ROOT", "conj", "parataxis"):
        return None
    return Modality.HAPPENED


def _by_governor(head: Token, lemma: str, infinitive: bool) -> Modality | None:
    """What a governing verb, adjective or noun makes of its clause; None if it says nothing about it."""
    if not infinitive and head.is_verb:
        pattern = next((p for p in verb_patterns().get(lemma, ()) if p.inner), None)
        return Modality.DENIED if pattern and pattern.inner is Modality.DENIED else None
    for modality in (Modality.DENIED, Modality.DEMANDED, Modality.HYPOTHETICAL, Modality.PLANNED):
        if lemma in word_set(f"governs {modality}"):
            if lemma == "want" and head.child("obj") is None:  # "wants to sign" plans, "wants X to sign" demands
                return Modality.PLANNED
            return modality
    pattern = next((p for p in verb_patterns().get(lemma, ()) if p.inner), None)
    return pattern.inner if pattern else None


def of_noun(noun: Token, support: frozenset[str], clauses: list[Token]) -> Modality | None:
    """The modality of the act that a noun names: its own words and clauses, else the verb that carries it.

    A verb that only speaks of the act leaves it as it is ("sanctions cannot be circumvented"), unless it looks ahead
    ("will discuss the withdrawal"), which leaves it open.
    """
    words = {child.lemma for child in noun.children if child.dep in ("amod", "compound", "det", "advmod")}
    if "no" in words or noun.case() == "without":
        return Modality.DENIED
    above = noun.head.lemma if noun.head is not None and noun.dep == "nmod" else ""
    if (words | {above}) & word_set("noun hypothetical"):
        return Modality.HYPOTHETICAL
    if (words | {above}) & word_set("noun planned"):
        return Modality.PLANNED
    if any(_looks_ahead(clause) for clause in clauses):
        return Modality.PLANNED
    verb = next((token for token in noun.ancestors() if token.is_verb or token.child("cop") is not None), None)
    if verb is None:
        return Modality.HAPPENED
    told = of_verb(verb) if verb.is_verb else _own(verb)
    asked = verb.lemma in _ASKS and (noun.dep == "obj" or noun.case() == "for") and noun.head is verb
    if asked and verb.lemma not in support:
        return Modality.DEMANDED
    carried = noun.dep in ("obj", "nsubj", "nsubj:pass") and noun.head is verb
    if carried and (verb.lemma in support or verb.lemma in _HAPPENS):
        return told
    if carried and verb.lemma in _STANCE:
        return Modality.PLANNED if verb.lemma in ("plan", "schedule", "prepare") else Modality.HYPOTHETICAL
    if carried and (verb.lemma in _JUDGED or verb.lower in _JUDGED):
        return Modality.HYPOTHETICAL
    if noun.child("nmod:poss") is not None:  # "his proposal", whatever may come of it, was made
        return Modality.HAPPENED
    open_yet = told in (Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DEMANDED)
    return (
        Modality.HYPOTHETICAL
        if open_yet and noun.child("acl", "nmod:unmarked", "nummod") is None
        else Modality.HAPPENED
    )


_ASKS = frozenset("call demand request urge seek want ask appeal".split())
_JUDGED = frozenset(
    "inadvisable advisable possible impossible likely unlikely necessary desirable unacceptable conceivable".split()
)
_HAPPENS = frozenset("take happen occur begin start end follow continue last open conclude".split())
_STANCE = frozenset("plan schedule prepare discuss consider propose call demand want".split())


def _looks_ahead(clause: Token) -> bool:
    """ "To be held on 12 November", "scheduled for March", "which is going to be held"."""
    if clause.lemma in ("schedule", "plan", "envisage", "set", "expect", "propose"):
        return True
    marks = {child.lower for child in clause.children if child.dep in ("mark", "aux")}
    if clause.lemma == "go" and clause.tag == "VBG":
        return True
    return ("to" in marks and clause.tag != "VBD") or bool(marks & _PLANNED_AUX)
