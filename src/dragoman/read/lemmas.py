"""Lemmas: the dictionary form of a word from its form and Penn tag ("condemned", VBD → "condemn").

A statistical lemmatizer as small as the parser invents about a fifth of the verbs of diplomacy ("condemne",
"expelle"), so the forms of every verb on the word lists are made once, by rule and by the table of irregular verbs,
and looked up. Words on no list are stripped by rule, which is enough for them. British and American spellings keep
their own lemma.
"""

import re
from functools import cache

from dragoman.data import rows
from dragoman.read.wordlists import listed_verbs

_BE = dict.fromkeys(("am", "is", "are", "was", "were", "been", "being", "'m", "'re", "’m", "’re"), "be")
_HAVE = dict.fromkeys(("has", "had", "having", "'ve", "’ve"), "have")
_DO = dict.fromkeys(("does", "did", "done", "doing"), "do")
_AUXILIARIES = _BE | _HAVE | _DO | {"wo": "will", "ca": "can", "'ll": "will", "’ll": "will"}
_NOUNS = {"people": "people", "media": "media", "men": "man", "women": "woman", "children": "child", "crises": "crisis",
          "analyses": "analysis", "series": "series", "news": "news", "troops": "troop", "forces": "force", "talks": "talk",
          "countries": "country", "caches": "cache", "spokesmen": "spokesman", "means": "means", "headquarters": "headquarters"}  # fmt: skip
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_DOUBLES = re.compile(r"[^aeiou][aeiou][bcdgklmnprt]$|^qui|[^aeiou]u[aeiou]t$")


@cache
def lemma(form: str, tag: str) -> str:
    """The lemma of a form in small letters; the form itself where no rule applies."""
    if form in _AUXILIARIES and tag[:1] in ("V", "M"):
        return _AUXILIARIES[form]
    if tag[:2] == "VB":
        return form if tag in ("VB", "VBP") and form not in _irregular() else _verb(form)
    if tag == "NNS" or form in _NOUNS:
        return _NOUNS.get(form) or _singular(form)
    return form


def _verb(form: str) -> str:
    known = _forms().get(form)
    if known:
        return known
    for ending, replaced in (("ied", "y"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return form[: -len(ending)] + replaced
    return form


def _singular(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "ches", "shes", "xes")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith(("ss", "us", "is")) else form


@cache
def _irregular() -> dict[str, str]:
    """Lemmas by their irregular forms."""
    return {
        form: row["verb"]
        for row in rows("irregular_verbs")
        for form in (*row["past"].split("|"), *row["participle"].split("|"))
    }


@cache
def _forms() -> dict[str, str]:
    """Lemmas by every form that a verb on the word lists, or an irregular one, can have; irregular forms win."""
    irregular = {row["verb"] for row in rows("irregular_verbs")}
    table: dict[str, str] = {}
    for verb in sorted({*listed_verbs(), *irregular}):
        for form in _inflected(verb, regular=verb not in irregular):
            table.setdefault(form, verb)
    return table | _irregular()


def _inflected(verb: str, *, regular: bool) -> list[str]:
    """The regular forms of a verb: "plan" → plans, planning, planned."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    third = verb + "es" if _SIBILANT.search(verb) else verb[:-1] + "ies" if _CONSONANT_Y.search(verb) else verb + "s"
    past = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if _CONSONANT_Y.search(verb) else verb + "ed"
    found = [third, stem + "ing", *([past] if regular else [])]
    if _DOUBLES.search(verb):
        doubled = verb + ("k" if verb.endswith("c") else verb[-1])
        found += [doubled + "ing", *([doubled + "ed"] if regular else [])]
    return found
