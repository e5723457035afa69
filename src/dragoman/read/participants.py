"""Participants: who stands where in the syntax of a deed, and whom the phrases mean.

A phrase counts after its own preposition and after those that it stands for ("toward" for "to"). Subjects are
inherited from the verbs above. A phrase that names nobody known keeps its words; a national or a place of it tells the
state ("six Indian diplomats", "a village in Kenya"), but not of those who left or fight it.
"""

from dragoman.read import modality
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import organ_table
from dragoman.records import Actor
from dragoman.world import EntityKind

OBLIQUE = ("obl", "nmod", "obl:arg", "obl:unmarked", "obl:agent")
# a preposition of the word lists stands for its neighbours too
GENERAL = {
    "toward": "to", "towards": "to", "into": "in", "inside": "in", "across": "in", "near": "in", "off": "in", "along": "in",
    "through": "in", "throughout": "in", "upon": "on", "over": "on", "onto": "on", "behind": "for", "around": "for", "outside": "at",
    "out of": "from", "together with": "with", "alongside": "with",
}  # fmt: skip
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_OF_PLACE = frozenset(("of", "from", "in", "at", "near", "on", ""))
_APART = frozenset(
    "rebel opposition exiled separatist dissident former ex insurgent militant guerrilla breakaway jihadist".split()
)
_CUT = frozenset(("case", "acl:relcl", "acl", "appos", "cc", "conj", "punct", "parataxis", "advcl", "ccomp"))


def sides_of(verb: Token) -> tuple[list[Token], list[Token], bool]:
    """Subject and object tokens of a verb, those inherited from the verbs and nouns above it included."""
    passive = bool(verb.child("nsubj:pass", "aux:pass")) or (verb.tag == "VBN" and verb.dep == "acl")
    if passive:
        patients = patients_of(verb) or inherited(verb)
        agents = verb.all("obl:agent") or [t for t in verb.all(*OBLIQUE) if t.case() == "by" and t.naming]
        return agents, patients, True
    subjects = verb.all("nsubj", "nsubj:outer") or inherited(verb)
    if not subjects and verb.dep == "acl" and verb.head is not None and verb.tag in ("VBG", "VB"):
        subjects = verb.head.all("nsubj") if verb.head.child("cop") else [verb.head]
    return subjects, verb.all("obj", "iobj"), False


def inherited(verb: Token) -> list[Token]:
    """The subject of a verb that has none of its own: of the verb that it is joined to or that governs it."""
    seen = verb
    for _ in range(4):
        head = seen.head
        if head is None or seen.dep not in ("conj", "xcomp", "advcl", "ccomp"):
            return []
        if seen.dep == "xcomp" and head.lemma in modality.OBJECT_CONTROL:
            return head.all("obj", "nsubj:pass")
        subjects = head.all(*_SUBJECTS)
        if subjects:
            return subjects
        if head.dep == "acl" and head.head is not None:
            return [head.head]
        seen = head
    return []


def patients_of(verb: Token) -> list[Token]:
    """What a passive verb was done to."""
    return verb.all("nsubj:pass") or ([verb.head] if verb.dep == "acl" and verb.head else [])


def stands_after(token: Token, preps: tuple[str, ...]) -> bool:
    """Whether a phrase is introduced by one of the prepositions, or by one that it stands for."""
    prep = token.case()
    return prep in preps or GENERAL.get(prep) in preps


def is_body(scene: Scene, actor: Actor) -> bool:
    """Whether one leaves it by an act of state: an organisation or a treaty, not a country."""
    entity = scene.arguments.world.entity(actor.id) if actor.id else None
    return entity is not None and entity.kind is EntityKind.ORGANISATION


def meant(scene: Scene, token: Token) -> tuple[Actor, ...]:
    """Those for whom a phrase stands, its conjuncts left out; whoever nobody knows keeps the words."""
    naming = token.naming
    if naming is not None and (naming.acts is False or token.dep in ("amod", "compound")):
        return (naming.actor,)
    found = scene.arguments.alone(token)
    if found or not token.is_noun:
        return tuple(_of_nation(scene, token, actor) for actor in found)
    words = scene.arguments.worded(token, Actor("", None, None))
    return (_of_nation(scene, token, words),)


def _of_nation(scene: Scene, token: Token, actor: Actor) -> Actor:
    """The actor with the state that its own words name, if they leave no doubt."""
    if actor.id or actor.state or token.naming is not None or not token.is_noun:
        return actor
    tokens = [child for child in token.children if child.dep in ("amod", "compound", "nmod:poss", "nmod", "appos")]
    if any(child.lemma in _APART for child in (token, *tokens)):
        return actor
    for child in tokens:
        naming = child.naming
        if naming is not None and (child.dep != "nmod" or child.case() in _OF_PLACE):
            state = naming.actor.state or (naming.actor.id if naming.kind is EntityKind.STATE else None)
            if state:
                return Actor(actor.name, None, state, actor.span)
    return actor


def is_somebody(token: Token) -> bool:
    """Whether a word can name a side: a name, a pronoun, any noun."""
    return token.naming is not None or token.is_noun or token.tag in ("PRP", "PRP$")


def is_named(token: Token) -> bool:
    """Whether a phrase stands for a known kind of actor at first sight: a name, a pronoun, an organ."""
    return token.naming is not None or token.tag in ("PRP", "PRP$", "WP", "WDT") or token.lemma in organ_table()
