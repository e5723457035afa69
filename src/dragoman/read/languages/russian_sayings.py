"""Who says what in Russian: "«…», – заявил X", "X заявил, что …", "…, сообщил X", "по словам X, …", "X: «…»"."""

from collections.abc import Iterator, Sequence

from dragoman.read.languages.parties import Line
from dragoman.read.languages.russian import is_verb
from dragoman.read.languages.russian_sources import (
    can_speak,
    opening_of,
    phrase,
    quoted_words,
    somewhere,
    source_of,
)
from dragoman.read.languages.sayings import (
    Cue,
    Saying,
    colon_before,
    cues_in,
    pieces,
    quoted,
    sentences_in,
    trimmed,
    untaken,
    words_between,
)
from dragoman.read.languages.verbforms import Tense
from dragoman.read.quotes import Quote

_THAT = frozenset(("что", "будто", "якобы", "чтобы"))
_SHORT_QUOTE = 3  # words; fewer in marks are a name or an irony


def sayings(line: Line, starts: Sequence[int], marks: Sequence[Quote]) -> Iterator[Saying]:
    """The sayings of a paragraph in the order in which they are found: quotations first."""
    taken: list[tuple[int, int]] = []
    for mark in marks:
        for saying in _direct(line, starts, mark):
            taken += [saying.cue] if saying.cue else []
            yield saying
    before: tuple[int, int] | None = None
    for start, past in sentences_in(line, starts):
        told = _of_that(line, start, past, before)
        before = start, past
        yield from untaken([told] if told else _indirect(line, start, past, marks), taken)


def _of_that(line: Line, start: int, past: int, before: tuple[int, int] | None) -> Saying | None:
    """ "Об этом на встрече сообщил X": the sentence before is X's."""
    if before is None or [line.low(start), line.low(start + 1)] != ["об", "этом"]:
        return None
    cue = next((one for one in cues_in(line, start, past) if one.word.sort == "verb"), None)
    source = _named_after(line, cue.last + 1, past) if cue is not None else None
    content = quoted(line.passage.text, line.words[before[0]].at, _end(line, before[1] - 1))
    if cue is None or source is None or content is None:
        return None
    return Saying(source, cue.place(line), (content,), "of that", cue.word.name)


def _named_after(line: Line, place: int, past: int) -> tuple[int, int] | None:
    """The first phrase after a verb that can be its subject; "на брифинге" and "в интервью" are passed over."""
    while place < past and line.words[place].text != ",":
        if line.has(place, "preposition"):
            if line.low(place) in ("в", "во") and can_speak(line, place):
                return somewhere(line, place, past)
            place += 2
        elif line.words[place].is_word and can_speak(line, place):
            return phrase(line, place, past)
        else:
            place += 1
    return None


def _direct(line: Line, starts: Sequence[int], mark: Quote) -> Iterator[Saying]:
    """A quotation with the author's words inside its marks, after them, or before a colon."""
    text = line.passage.text
    parts = pieces(text, mark.start, mark.end)
    for number, (start, end) in enumerate(parts[1:], 1):
        low, high = words_between(line, start, end)
        found = _authors(line, low, high)
        if found is not None and number % 2:
            content = [part for n, part in enumerate(parts) if n % 2 == 0]
            yield _said(line, found, content, "inside quotation")
            return
    low, high = _after(line, mark)
    found = _authors(line, low, high) if low < high else None
    if found is not None:
        content = [(mark.start, mark.end), *_resumed(line, high)]
        yield _said(line, found, content, "quotation")
        return
    yield from _before_colon(line, starts, mark)


def _after(line: Line, mark: Quote) -> tuple[int, int]:
    """The author's words after a quotation: from the dash to the end of the sentence, or to the next dash."""
    text = line.passage.text
    tail = text[mark.end : mark.end + 6]
    if not any(dash in tail for dash in "—–-"):
        return 0, 0
    begin = mark.end + min(tail.index(dash) for dash in "—–-" if dash in tail) + 1
    low, high = words_between(line, begin, len(text))
    for place in range(low, high):
        if line.words[place].text in ".!?…" or (line.words[place].text in "—–:" and place > low):
            return low, place
        if line.words[place].text == "," and line.low(place + 1) in ("добавив", "отметив", "подчеркнув", "добавляя"):
            return low, place
    return low, high


def _resumed(line: Line, place: int) -> list[tuple[int, int]]:
    """What the quotation goes on with after ". – "."""
    if place + 1 < len(line.words) and line.words[place + 1].text in "—–":
        text = line.passage.text
        end = text.find("»", line.words[place + 1].end)
        stop = text.find(" — ", line.words[place + 1].end + 2)
        ends = [one for one in (end, stop) if one > 0]
        found = trimmed(text, line.words[place + 1].end, min(ends) if ends else len(text))
        return [found] if found else []
    return []


def _before_colon(line: Line, starts: Sequence[int], mark: Quote) -> Iterator[Saying]:
    low, _ = words_between(line, mark.start, mark.end)
    lead = colon_before(line, starts, low)
    found = _authors(line, *lead) if lead else None
    if found is not None:
        yield _said(line, found, [(mark.start, mark.end)], "colon")


def _said(
    line: Line, found: tuple[Cue, tuple[int, int] | None], content: Sequence[tuple[int, int]], rule: str
) -> Saying:
    cue, source = found
    text = line.passage.text
    told = tuple(part for one in content if (part := quoted(text, *one)) is not None)
    return Saying(source, cue.place(line), told, rule, cue.word.name, cue.word.denies)


def _authors(line: Line, low: int, high: int) -> tuple[Cue, tuple[int, int] | None] | None:
    """The cue and the source among the author's words; the source may be the words quoted ("слова министра")."""
    for cue in cues_in(line, low, high):
        if cue.word.sort == "verb" and cue.form.tense is not Tense.INFINITIVE:
            return cue, quoted_words(line, cue, high) or source_of(line, cue, low, high)
    for cue in cues_in(line, low, high):
        if cue.word.sort == "aside":
            return cue, phrase(line, cue.last + 1, high)
    return None


def _indirect(line: Line, start: int, past: int, marks: Sequence[Quote]) -> Iterator[Saying]:
    """The sayings of one sentence without quotation marks around the whole."""
    yield from _asides(line, start, past)
    last: tuple[int, int] | None = None
    for cue in cues_in(line, start, past):
        if cue.word.sort == "aside":
            continue
        saying = (
            _by_that(line, cue, start, past, last)
            or _at_end(line, cue, start, past)
            or _as_said(line, cue, start, past)
        )
        saying = saying or _with_object(line, cue, start, past, last, marks)
        if saying is not None and saying.content:
            last = saying.source or last
            yield saying


def _asides(line: Line, start: int, past: int) -> Iterator[Saying]:
    for cue in cues_in(line, start, past):
        if cue.word.sort != "aside":
            continue
        own = cue.last - cue.first == 2  # "по его словам": the pronoun is the source
        source = (cue.first + 1, cue.first + 1) if own else phrase(line, cue.last + 1, past)
        if source is None:
            continue
        text, after = line.passage.text, (cue.last if own else source[1]) + 1
        if cue.first <= start + 1:
            content = quoted(
                text, line.words[after].end if line.low(after) == "," else _end(line, after - 1), _end(line, past - 1)
            )
        else:
            content = quoted(text, line.words[start].at, line.words[cue.first].at)
        if content is not None:
            yield Saying(source, cue.place(line), (content,), "according to", cue.word.name)


def _end(line: Line, place: int) -> int:
    return line.words[place].end


def _subject_or(line: Line, cue: Cue, start: int, past: int, last: tuple[int, int] | None) -> tuple[int, int] | None:
    """The source of a verb; of a gerund that of the verb before it, or the subject of the sentence."""
    if not cue.form.finite:
        party = next(
            (one for one in line.parties if start <= one.first < cue.first and one.own and "nom" in one.cases), None
        )
        return last or ((party.first, party.last) if party else None)
    low = cue.first
    while low > start:
        opening = opening_of(line, low - 1, start)
        if opening is None and line.words[low - 1].breaks:
            break
        low = low - 1 if opening is None else opening
    return source_of(line, cue, low, past)


def _by_that(line: Line, cue: Cue, start: int, past: int, last: tuple[int, int] | None) -> Saying | None:
    """ "X заявил, что …", also "сообщил X, что …": the content runs to the end, or to the next cue after a comma."""
    that = next((n for n in range(cue.last + 1, min(past, cue.last + 12)) if line.low(n) in _THAT), None)
    if that is None or line.low(that - 1) != "," or cue.form.tense is Tense.INFINITIVE:
        return None
    between = range(cue.last + 1, that)
    if any(_cue_verb(line, n) for n in between) or any(line.low(n) == "том" for n in between):
        return None
    source = _subject_or(line, cue, start, that - 1, last)
    stop = _content_end(line, that, past)
    content = quoted(line.passage.text, line.words[that].end, stop)
    return Saying(source, cue.place(line), (content,), "verb", cue.word.name, cue.word.denies) if content else None


def _cue_verb(line: Line, place: int) -> bool:
    return any(cue.word.sort == "verb" for cue in cues_in(line, place, place + 1))


def _content_end(line: Line, that: int, past: int) -> int:
    """Where a content ends: at the end of the sentence, or at ", добавив, что"."""
    for place in range(that + 1, past):
        if line.words[place].text == ";":
            return line.words[place].at
        if line.words[place].text == "," and any(
            not cue.form.finite for cue in cues_in(line, place + 1, min(past, place + 2))
        ):
            return line.words[place].at
    return _end(line, past - 1)


def _at_end(line: Line, cue: Cue, start: int, past: int) -> Saying | None:
    """ "…, сообщил X": the last part of the sentence is the author's."""
    comma = next((n for n in range(cue.first - 1, start, -1) if line.words[n].text in (",", "—", "–")), None)
    if comma is None or cue.first - comma > 3 or not cue.form.finite or comma - start < 2:
        return None
    if any(word.text in ";:" for word in line.words[cue.last : past]) or _left_of(line, comma, cue):
        return None
    source = _said_in(line, cue, past) or source_of(line, cue, comma + 1, past)
    if source is None:
        return None
    begin = next((n + 1 for n in range(comma - 1, start, -1) if line.words[n].text == ";"), start)
    content = quoted(line.passage.text, line.words[begin].at, line.words[comma].at)
    after = source[1] + 1
    more = None
    torn = not any(is_verb(line, n) for n in range(begin, comma))
    if torn and source[0] > cue.last and line.low(after) == "," and after + 2 < past:  # "…, подчёркивают они, …"
        more = quoted(line.passage.text, line.words[after].end, _end(line, past - 1))
    parts = tuple(part for part in (content, more) if part is not None)
    return Saying(source, cue.place(line), parts, "verb", cue.word.name, cue.word.denies) if content else None


def _left_of(line: Line, comma: int, cue: Cue) -> bool:
    """Whether a conjunction opens the part, so that it is a clause of its own ("который заявил")."""
    return any(line.has(n, "conjunction") and line.low(n) != "как" for n in range(comma + 1, cue.first)) or (
        cue.word.denies
        or (cue.word.quotes_only and line.low(cue.last + 1) not in ("газета", "издание", "агентство", "«"))
    )


def _said_in(line: Line, cue: Cue, past: int) -> tuple[int, int] | None:
    """ "Говорится в декларации": the document speaks."""
    if cue.word.sort != "noun" or line.low(cue.last + 1) not in ("в", "во"):
        return None
    return phrase(line, cue.last + 2, past)


def _as_said(line: Line, cue: Cue, start: int, past: int) -> Saying | None:
    """ "Как отметил X, …"."""
    if line.low(cue.first - 1) != "как" or cue.first - 1 > start + 1:
        return None
    comma = next((n for n in range(cue.last + 1, past) if line.words[n].text == ","), None)
    source = phrase(line, cue.last + 1, comma) if comma else None
    content = quoted(line.passage.text, line.words[comma].end, _end(line, past - 1)) if comma else None
    return Saying(source, cue.place(line), (content,), "verb", cue.word.name) if source and content else None


def _with_object(
    line: Line, cue: Cue, start: int, past: int, last: tuple[int, int] | None, marks: Sequence[Quote]
) -> Saying | None:
    """ "Опровергли сообщения о …", or a quotation within the sentence: "отметив «…»"."""
    after = line.words[cue.last + 1] if cue.last + 1 < past else None
    mark = next((m for m in marks if after is not None and 0 <= m.start - _end(line, cue.last) <= 4), None)
    if mark is None and not (cue.word.denies and not cue.word.quotes_only):
        return None
    source = _subject_or(line, cue, start, past, last)
    if source is None:
        return None
    text = line.passage.text
    if mark is None:
        return _object(line, cue, source, past)
    if len(text[mark.start : mark.end].split()) < _SHORT_QUOTE and not cue.form.finite:
        return None
    content = trimmed(text, mark.start, mark.end)
    return Saying(source, cue.place(line), (content,), "verb", cue.word.name) if content else None


def _object(line: Line, cue: Cue, source: tuple[int, int], past: int) -> Saying | None:
    begin = max(cue.last, source[1] if source[0] > cue.last else cue.last)
    content = quoted(line.passage.text, _end(line, begin), _end(line, past - 1))
    return Saying(source, cue.place(line), (content,), "verb", cue.word.name, cue.word.denies) if content else None
