"""Ties: what binds one actor to another, since when – memberships, offices, alliances, rivalries, partnerships,
recognition.

Read off offices beside names ("Russian Foreign Minister Sergei Lavrov"), relation nouns of `data/relations.csv`
("NATO member Ankara", "Türkiye, a NATO member", "X is an ally of Y"), and verbs that make or break a tie ("joined",
"left").

Source: [COW-IGO] for the statuses of membership
"""

from collections.abc import Iterator
from dataclasses import replace

from dragoman.read import modality
from dragoman.read.scene import METHOD, Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import relation_nouns, title_table
from dragoman.read.words import Naming
from dragoman.records import Actor, DateRange, Modality, PartialDate, Tie, When
from dragoman.world import EntityKind, Sense

_STATES = (EntityKind.STATE, EntityKind.ORGANISATION)
_JOINS = {"join": "member", "enter": "member", "accede": "member", "found": "founder", "co-found": "founder", "establish": "founder",
          "host": "host", "recognise": "recognises", "recognize": "recognises"}  # fmt: skip
_BEFORE = ("compound", "nmod:poss", "amod", "nmod:desc")
_AFTER = ("of", "in", "to", "with", "for", "against")
_LEAVES = frozenset(("leave", "quit", "exit"))
_BODY_RELATIONS = frozenset(
    ("member", "founder", "observer", "associate", "candidate", "dialogue_partner", "guarantor")
)


def ties(scene: Scene, source: str) -> Iterator[Tie]:
    """The ties of one sentence, each pair and relation once."""
    seen: set[tuple[str, str, str]] = set()
    for tie in _all(scene, source):
        key = (tie.a.key, tie.b.key, tie.relation)
        own = tie.relation != "office" and tie.a.side == tie.b.key
        if tie.a.key != tie.b.key and not own and key not in seen:
            seen.add(key)
            yield tie


def _all(scene: Scene, source: str) -> Iterator[Tie]:
    for token in scene.tokens:
        if token.naming is not None:
            yield from _office(scene, token, token.naming, source)
            yield from _other_members(scene, token, token.naming, source)
        elif token.is_noun and token.child("cop") is not None and token.lower in title_table()[0]:
            yield from _predicate_office(scene, token, source)
        elif token.is_noun:
            yield from _by_noun(scene, token, source)
        elif token.is_verb:
            yield from _by_verb(scene, token, source)


def _tie(
    scene: Scene, at: Token, a: Actor, b: Actor, relation: str, source: str, rule: str,
    told: Modality = Modality.HAPPENED, start: When | None = None, end: When | None = None,
) -> Tie:  # fmt: skip
    tokens = [
        t for t in scene.tokens for actor in (a, b) if actor.span and actor.span.start <= t.start < actor.span.end
    ]
    span = scene.sentence.cover([at, *tokens])
    return Tie(
        source=source,
        span=span,
        voice=scene.voice(at),
        method=f"{METHOD} {rule}",
        a=a,
        b=b,
        relation=relation,
        modality=told,
        start=_first_day(start),
        end=_first_day(end),
    )


def _first_day(when: When | None) -> PartialDate | None:
    return when.start if isinstance(when, DateRange) else when


def _office(scene: Scene, token: Token, naming: Naming, source: str) -> Iterator[Tie]:
    """A person and the body in which he or she holds the office that the text names."""
    if naming.body is None or naming.office is None:
        return
    relation = naming.office if naming.role else "office"
    notes = (f"office: {naming.office}", "former") if naming.former else (f"office: {naming.office}",)
    yield replace(_tie(scene, token, naming.actor, naming.body, relation, source, "office"), notes=notes)


def _other_members(scene: Scene, token: Token, naming: Naming, source: str) -> Iterator[Tie]:
    """ "Kazakhstan and other CSTO member states": the members of a body, named as a group, and one of them beside
    it.
    """
    body = scene.arguments.world.entity(naming.actor.id.removesuffix("-members").upper()) if naming.actor.id else None
    others = any(child.lower == "other" for child in token.all("amod", "det"))
    if (
        body is None
        or not (naming.actor.id or "").endswith("-members")
        or not others
        or token.dep != "conj"
        or token.head is None
    ):
        return
    b = Actor(body.name, body.id, scene.arguments.world.rollup(body.id), naming.actor.span)
    for part in (token.head, *token.head.all("conj")):
        if part.naming is not None and part.naming.kind is EntityKind.STATE:
            yield _tie(scene, token, part.naming.actor, b, "member", source, "other members")


def _predicate_office(scene: Scene, noun: Token, source: str) -> Iterator[Tie]:
    """ "She is the founder and Executive Director of the Foundation": a title as the predicate."""
    subject = noun.child("nsubj")
    holders = scene.arguments.actors(subject) if subject is not None else ()
    for place in (noun, *noun.all("conj")):
        title = title_table()[0].get(place.lower)
        bodies = [
            t
            for head in (place, *noun.all("conj"), noun)
            for t in head.all("nmod")
            if t.case() in ("of", "at") and t.naming
        ]
        if title is None or not title.office or not bodies or bodies[0].naming is None or not holders:
            continue
        body = bodies[0].naming.actor
        told = _told(noun)
        if told is None or holders[0].id == holders[0].state or bodies[0].naming.kind is EntityKind.PERSON:
            continue  # a state that is a member holds no office
        relation = title.office if title.kind == "role" else "office"
        tie = _tie(scene, place, holders[0], body, relation, source, "office", told)
        yield replace(tie, notes=(f"office: {title.office}",))
    yield from _by_noun(scene, noun, source)


def _by_noun(scene: Scene, noun: Token, source: str) -> Iterator[Tie]:
    found = _relation(noun)
    if found is None:
        return
    relation, symmetric = found
    holders = _holders(scene, noun)
    partners = _partners(scene, noun, relation)
    told = _told(noun)
    if relation == "recognises" or told is None:
        return
    for a in holders:
        for naming_b, b in partners:
            if a.key == b.key or a.side == b.key:
                continue
            body = naming_b is not None and naming_b.kind is EntityKind.ORGANISATION
            if relation in _BODY_RELATIONS and not body:
                continue
            if relation == "ally" and body:
                yield _tie(scene, noun, a, b, "member", source, f"noun:{noun.lemma}", told)
                continue
            yield _tie(scene, noun, a, b, relation, source, f"noun:{noun.lemma}", told, start=_since(scene, noun))
    if symmetric and not partners and len(holders) > 1:
        yield _tie(
            scene, noun, holders[0], holders[1], relation, source, f"noun:{noun.lemma}", told, start=_since(scene, noun)
        )


def _relation(noun: Token) -> tuple[str, bool] | None:
    table = relation_nouns()
    for child in noun.all("compound", "amod"):
        if f"{child.lemma} {noun.lemma}" in table:
            return table[f"{child.lemma} {noun.lemma}"]
    if noun.lemma in ("state", "country", "republic", "nation") and any(
        c.lemma == "member" for c in noun.all("compound", "amod")
    ):
        return table["member"]
    return table.get(noun.lemma)


def _holders(scene: Scene, noun: Token) -> list[Actor]:
    """Who is the member or ally: a name beside the noun, the subject of "is", the noun to which it is an apposition."""
    found: list[Actor] = []

    def take(token: Token | None) -> None:
        if token is not None:
            found.extend(
                a for a in scene.arguments.actors(token) if (a.id or a.span) and all(a.key != b.key for b in found)
            )

    if noun.child("cop") is not None:
        subject = noun.child("nsubj")
        relative = subject is not None and subject.lower in ("that", "which", "who")
        take(noun.head if relative and noun.dep == "acl:relcl" else subject)
    elif noun.dep == "appos" or (noun.dep == "conj" and noun.child("cc") is None and noun.child("det") is not None):
        take(noun.head)  # "Turkey, a NATO member,": parsers take the comma for a list now and then
    for child in noun.all("appos", "flat", "nmod:desc", "obj"):
        take(child)
    for child in noun.all("nmod"):
        if child.case() in ("such as", "like", "including"):
            take(child)
    if not found and noun.dep in ("compound", "nmod:desc", "amod") and noun.head is not None:
        take(noun.head)
    if (
        not found
        and any(c.lemma == "other" for c in noun.all("amod", "det"))
        and noun.dep == "conj"
        and noun.head is not None
    ):
        take(noun.head)
    if not found and noun.dep in ("obl", "nmod") and noun.case() == "as" and noun.head is not None:
        take(noun.head.child("nsubj") or (noun.head if noun.head.is_noun else None))
    return [actor for actor in found if actor.id or actor.name[:1].isupper()]


def _partners(scene: Scene, noun: Token, relation: str) -> list[tuple[Naming | None, Actor]]:
    """Of what: a compound or possessor ("NATO member", "Russia's ally", "its ally"), "of X", "with X and Y".

    One is a member or an ally in a body; "Russia's partner in the council" is Russia's.
    """
    in_body = relation == "ally" or relation in _BODY_RELATIONS
    after = [place for place in _AFTER if in_body or place != "in"]
    found: list[tuple[Naming | None, Actor]] = []
    for child in noun.children:
        if child.tag == "PRP$" and child.lower in ("its", "their"):
            found.extend((None, actor) for actor in _owner(scene, noun))
        elif child.dep in _BEFORE or (child.dep == "nmod" and child.case() in after):
            namings = [part.naming for part in (child, *child.all("conj"))]
            found.extend((naming, naming.actor) for naming in namings if naming and naming.kind in _STATES)
    before = scene.tokens[noun.i - 1].naming if noun.i else None
    if not found and before is not None and before.kind in _STATES and before.sense is not Sense.METONYM:
        found.append((before, before.actor))
    return found


def _owner(scene: Scene, noun: Token) -> tuple[Actor, ...]:
    """Whose "its" is: the subject of the clause above."""
    for head in noun.ancestors():
        subject = head.child("nsubj", "nsubj:pass")
        if head.is_verb and subject is not None and noun not in subject.subtree() and subject.tag not in ("WDT", "WP"):
            return scene.arguments.actors(subject)
    return ()


def _told(noun: Token) -> Modality | None:
    words = {child.lower for child in noun.children if child.i < noun.i}
    if words & {"not", "n't", "n’t", "no", "never", "neither", "nor", "hardly"}:
        return Modality.DENIED
    if words & {"former", "ex", "potential", "possible", "would-be"}:
        return None
    if words & {"will", "future", "prospective"}:
        return Modality.PLANNED
    if words & {"may", "might", "could", "would", "can", "if"}:
        return Modality.HYPOTHETICAL
    return Modality.HAPPENED


def _since(scene: Scene, noun: Token) -> When | None:
    """The date after "since"."""
    for date in scene.dates:
        if date.first and scene.tokens[date.first - 1].lower == "since" and date.first in {t.i for t in noun.subtree()}:
            return date.when
    return None


def _by_verb(scene: Scene, verb: Token, source: str) -> Iterator[Tie]:
    told = modality.of_verb(verb)
    roles = [t for t in verb.all("obl", "advcl", "xcomp") if t.case() == "as"]
    if told is None or (roles and _JOINS.get(verb.lemma) == "recognises"):
        return  # "recognise X as unfriendly" makes no tie
    subjects = [a for t in (verb.all("nsubj") or _subject_above(verb)) for a in scene.arguments.actors(t)]
    objects = verb.all("obj")
    if verb.lemma in _JOINS or verb.lemma in _LEAVES:
        yield from _made_or_broken(scene, verb, subjects, objects, told, source)
    if verb.lemma in ("establish", "open", "restore", "sever", "break") or verb.lemma == "sign":
        yield from _pair_of(scene, verb, subjects, objects, told, source)


def _subject_above(verb: Token) -> list[Token]:
    return verb.head.all("nsubj") if verb.head is not None and verb.dep in ("conj", "xcomp") else []


def _made_or_broken(
    scene: Scene, verb: Token, subjects: list[Actor], objects: list[Token], told: Modality, source: str
) -> Iterator[Tie]:
    relation = _JOINS.get(verb.lemma, "member")
    role = next((t.lemma for t in verb.all("obl") if t.case() == "as" and t.lemma in relation_nouns()), None)
    if role is not None and relation == "member":
        relation = relation_nouns()[role][0]  # "joined the organisation as an observer"
    when = scene.date_of(verb)
    for token in objects:
        naming = token.naming
        if naming is None or naming.actor.id is None:
            continue
        body = naming.kind is EntityKind.ORGANISATION
        if (relation == "recognises") == body or (verb.lemma == "host" and not body):
            continue
        for actor in subjects:
            if actor.id is None and actor.state is None:
                continue
            left = verb.lemma in _LEAVES
            if left and told is not Modality.HAPPENED:
                continue
            yield _tie(scene, verb, actor, naming.actor, relation, source, f"verb:{verb.lemma}", told,
                       start=None if left else when, end=when if left else None)  # fmt: skip


def _pair_of(
    scene: Scene, verb: Token, subjects: list[Actor], objects: list[Token], told: Modality, source: str
) -> Iterator[Tie]:
    """ "X established diplomatic relations with Y in 1992", "X and Y signed a strategic partnership agreement"."""
    for token in objects or verb.all("nsubj:pass"):
        words = {word for t in token.subtree() for word in t.lower.split()}
        diplomatic = token.lemma == "relation" and "diplomatic" in words
        strategic = (
            token.lemma in ("agreement", "treaty", "declaration", "partnership")
            and {"strategic", "partnership"} <= words
        )
        if not diplomatic and not strategic:
            continue
        inner = [t for outer in token.all("nmod") for t in outer.all("nmod")]
        others = [
            a
            for t in (*verb.all("obl"), *token.all("nmod", "obl"), *inner)
            if t.case() in ("with", "between", "of")
            for a in scene.arguments.actors(t)
        ]
        sides: list[Actor] = []
        for actor in (*subjects, *others):
            if actor.side and (actor.id or actor.state) and all(actor.side != other.side for other in sides):
                sides.append(actor)
        if len(sides) < 2:
            continue
        relation = "diplomatic_relations" if diplomatic else "strategic_partner"
        broken = verb.lemma in ("sever", "break")
        when = scene.date_of(verb)
        yield _tie(scene, verb, sides[0], sides[1], relation, source, f"verb:{verb.lemma}", told,
                   start=None if broken else when, end=when if broken else None)  # fmt: skip
