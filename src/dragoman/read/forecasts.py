"""Forecasts: what may come, according to a voice – predictions, plans, hopes, conditionals. "Must" and "should" are
none.

The content is the clause that looks ahead; `due` the date it gives; `condition` the if-clause. "May have done" and
"could not help" look back and are left out, and so are questions.
"""

from collections.abc import Iterator

from dragoman.read.contents import joined_on
from dragoman.read.scene import METHOD, Scene
from dragoman.read.syntax import Sentence, Token
from dragoman.read.voices import Voices
from dragoman.read.wordlists import verb_cues
from dragoman.records import Actor, Forecast, Role, Span, When

_SURE = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_UNSURE = frozenset(("may", "might", "could", "would"))
_AUXILIARIES = _SURE | _UNSURE
_PREDICATES = frozenset("likely unlikely expected set projected poised due bound scheduled forecast slated".split())
_VERBS = frozenset("plan intend hope expect predict forecast project envisage anticipate aim".split())
_FORESEES = frozenset("predict forecast expect hope anticipate envisage project".split())
_NOBODY = frozenset("nobody none neither no few nothing noone".split())
_BACKWARD = frozenset(("have", "'ve", "’ve"))
_HELD_BACK = frozenset("help say argue note imagine conclude think add like see call describe".split())
# notices to readers and formulas of sympathy look ahead at nothing
_NOTICED = frozenset("media journalist press reporter you reader participant thought prayer heart condolence".split())
_NOTICES = frozenset("contact dial email rsvp subscribe register".split())
_OF_THE_TEXT = frozenset("revert return see discuss show note mention consider turn look quote cite address".split())
_LEFT_OUT = frozenset(("parataxis", "advcl:relcl"))


def forecasts(scene: Scene, source: str, voices: Voices) -> Iterator[Forecast]:
    """The forecasts of one sentence, outermost clause first; a clause inside another forecast is not told twice.

    `voices`: who says or thinks what in the paragraph, by the claims that were found in it.
    """
    sentence = scene.sentence
    if sentence.role in (Role.QUESTION, Role.HEADING, Role.TITLE) or sentence.tokens[-1].text.endswith("?"):
        return
    told: list[Span] = []
    for token in scene.tokens:
        if not _looks_ahead(token) or _reported_past(token):
            continue
        content = _content(scene, token)
        if content is None or any(span.overlaps(content) for span in told):
            continue
        told.append(content)
        voice = _voice(scene, token, voices)
        if voice is None:
            continue
        date = scene.date_of(token) or _date_below(scene, token)
        yield Forecast(
            source=source,
            span=sentence.span,
            voice=voice,
            method=f"{METHOD} {token.lemma}",
            speaker=voice[-1],
            content=content,
            due=date,
            condition=_condition(sentence, token),
        )


def _voice(scene: Scene, token: Token, voices: Voices) -> tuple[Actor, ...] | None:
    """Who looks ahead: the subject of the verb by which the sentence foretells it, else whoever speaks there.

    None if the sentence says that nobody does ("None of them believes that …").
    """
    voice = scene.voice(token)
    verb = _foreteller(token)
    if verb is None or scene.voice(verb) != voice:  # a claim has told already whose words these are
        return voice
    subject = verb.child("nsubj") or (verb.head.child("nsubj") if verb.dep == "conj" and verb.head else None)
    if subject is None:
        return voice
    if subject.lower in _NOBODY:
        return None
    speaker = voices.by_word(verb.start) or _named(scene, subject, voices)
    return voice if speaker is None or speaker.key == voice[-1].key else (*voice, speaker)


def _foreteller(token: Token) -> Token | None:
    """A verb of foreseeing ("Berg expects that …"), or the verb of saying or thinking above a clause."""
    if token.lemma in _FORESEES and token.is_verb:
        return token
    clause = token
    for head in token.ancestors():
        if clause.dep == "ccomp" and head.is_verb and head.lemma in verb_cues():
            return head
        if clause.dep not in ("conj", "xcomp", "ccomp", "parataxis"):
            return None
        clause = head
    return None


def _named(scene: Scene, subject: Token, voices: Voices) -> Actor | None:
    """Whom the subject of such a verb names; a name of which nothing is known is somebody's all the same."""
    speaker = scene.arguments.speaker(subject)
    if speaker is not None:
        return voices.namer.in_full(speaker)
    if not subject.is_noun or not subject.text[:1].isupper():
        return None
    alone = Actor(subject.text, span=scene.sentence.cut(subject, subject))
    full = voices.namer.in_full(alone)
    proper = subject.tag == "NNP" or subject.i > 0  # else it may be any noun that opens a sentence
    return full if full is not alone or proper else None


def _looks_ahead(token: Token) -> bool:
    auxiliaries = {child.lower for child in token.children if child.dep == "aux"}
    may = not auxiliaries.isdisjoint(_AUXILIARIES) or token.lower in _PREDICATES or token.lemma in _VERBS
    if not may and token.lower != "going":
        return False
    subjects = token.all("nsubj", "nsubj:pass") or (
        token.head.all("nsubj") if token.dep == "conj" and token.head else []
    )
    if any(subject.lemma in _NOTICED for subject in subjects) or token.lemma in _NOTICES:
        return False
    if token.dep in ("csubj", "ccomp", "advcl", "acl", "acl:relcl") and any(
        t.tag in ("WP", "WRB", "WP$") for t in token.subtree()[:40]
    ):
        return False
    if any(child.tag in ("WP", "WRB") and child.i < token.i for child in token.children):
        return False  # an embedded question: "what may come of it"
    if token.lemma in _OF_THE_TEXT and any(t.lower in ("we", "i") for t in token.all("nsubj")):
        return False
    if auxiliaries & _BACKWARD or (token.dep == "acl:relcl" and not auxiliaries & _SURE):
        return False
    if auxiliaries & _SURE:
        return True
    if auxiliaries & _UNSURE:
        return token.lemma not in _HELD_BACK and not (auxiliaries & {"could"} and _negated(token))
    future = token.lower == "going" and token.child("xcomp") is not None and token.tag == "VBG"
    if future:
        return True
    if token.lower in _PREDICATES and (clause := token.child("xcomp", "ccomp", "csubj")) is not None:
        present = token.child("cop", "aux:pass")
        return present is None or (present.lower in ("is", "are", "'s", "’s", "'re", "remains") and clause is not None)
    return token.lemma in _VERBS and token.tag in ("VBZ", "VBP") and token.child("xcomp", "ccomp") is not None


def _negated(token: Token) -> bool:
    return any(child.lower in ("not", "n't", "n’t") for child in token.children)


def _reported_past(token: Token) -> bool:
    """ "Would" in a report about the past ("he said that it would …") is a forecast; "would like" and habits are
    not.
    """
    auxiliaries = {child.lower for child in token.children if child.dep == "aux"}
    if "would" not in auxiliaries:
        return False
    told_past = any(t.tag == "VBD" for t in (token.head, *token.all("advcl", "conj")) if t is not None)
    reported = token.dep in ("ccomp", "acl:relcl") or token.child("advcl") is not None
    if (told_past and not reported) or any(m.lower in ("before", "after", "when") for m in token.all("mark")):
        return True  # "he would cross the river every morning"
    if token.tag[:2] == "JJ" and any(subject.lower == "it" for subject in token.all("nsubj", "expl")):
        return True  # "it would be naive to think …" judges, and foretells nothing
    judged = token.child("cop") is not None and token.child("csubj", "xcomp", "expl") is not None
    return judged or (token.lemma in ("like", "love", "be") and token.child("advcl") is None)


def _content(scene: Scene, token: Token) -> Span | None:
    """The clause, without a "that" or "which" that opens it and without what is set apart."""
    tokens = token.subtree(_LEFT_OUT)
    if token.dep == "acl:relcl" and token.head is not None:  # "a gesture that will be remembered"
        tokens += [
            token.head,
            *(
                t
                for child in token.head.children
                if child.i < token.head.i and child.dep != "case"
                for t in child.subtree()
            ),
        ]
    tokens = [t for t in tokens if not joined_on(t, token)]
    if token.dep == "conj" and token.child("nsubj", "nsubj:pass") is None and token.head is not None:
        tokens += [
            t for subject in token.head.all("nsubj", "nsubj:pass") for t in subject.subtree(frozenset(("acl:relcl",)))
        ]
    ordered = sorted(tokens, key=lambda t: t.i)
    while ordered and (
        ordered[0].tag in (",", ":", "``", "''", "-LRB-", ".")
        or (ordered[0].dep in ("mark", "cc") and ordered[0].lower != "if")
    ):
        ordered.pop(0)
    while ordered and ordered[-1].tag in (",", ":", "``", "''", "-RRB-"):
        ordered.pop()
    if len(ordered) < 3:
        return None
    return scene.sentence.cut(ordered[0], ordered[-1])


def _date_below(scene: Scene, token: Token) -> When | None:
    inside = {t.i for t in token.subtree()}
    return next((date.when for date in scene.dates if date.first in inside), None)


def _condition(sentence: Sentence, token: Token) -> str | None:
    """The if-clause on which it hangs, in the text's words."""
    for clause in token.all("advcl"):
        if any(
            mark.lower in ("if", "unless", "provided", "once", "as") and mark.dep == "mark" for mark in clause.children
        ):
            words = sentence.words(clause.subtree())
            first = words.split(" ", 1)[0].lower()
            return words if first in ("if", "unless", "provided", "once") or first == "as" else None
    return None
