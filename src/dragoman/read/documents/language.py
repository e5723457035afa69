"""Which language a text is written in, among those that documents on the region are written in."""

from functools import cache
from typing import Any

_LANGUAGES_LIST = (
    "ar az be bg cs da de el en es et fa fi fr he hi hu hy it ja ka kk ko ky lt lv mn nl no pl ps pt ro "
    "ru sk sr sv tg tk tr tt ug uk ur uz zh"
)
LANGUAGES = frozenset(_LANGUAGES_LIST.split())
READ_FOR_FINDINGS = frozenset({"en", "ru", "tr", "kk"})
"""Languages whose findings are read; documents in others are stored with their actors and dates."""

_SAMPLE = 2_000
_FEW = 12  # words; fewer, in plain Latin letters, say too little to take them for anything but English


@cache
def _identifier() -> Any:
    # Loading takes a third of a second and numpy: only who reads a document pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(sorted(LANGUAGES))
    return identifier


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, from its first 2,000 characters; None if it holds no letters."""
    sample = text[:_SAMPLE]
    if not any(map(str.isalpha, sample)):
        return None
    if len(sample.split()) < _FEW and sample.isascii():
        return "en"
    return str(_identifier().classify(sample)[0])
