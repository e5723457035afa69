"""Who says what in Turkish and Kazakh: "X, “…” dedi", "X …dığını söyledi", "“…” diyen X", "X'e göre …", "«…», – деді X"."""

import re
from collections.abc import Iterator, Sequence

from dragoman.read.languages.parties import Line
from dragoman.read.languages.sayings import (
    Cue,
    Saying,
    colon_before,
    cues_in,
    quoted,
    sentence_of,
    sentences_in,
    trimmed,
    untaken,
    words_between,
)
from dragoman.read.languages.turkic import case_of_word, is_finite
from dragoman.read.languages.verbforms import Tense
from dragoman.read.quotes import Quote

_NOMINAL = {
    "tr": re.compile(
        r"\w+(?:[dt][ıiuü]ğ[ıiuü]n?[ıiuü]?|[ae]c[ae]ğ[ıiuü]n?[ıiuü]?|[dt][ıiuü]kl[ae]r[ıiuü]n?[ıiuü]?|[ae]c[ae]kl[ae]r[ıiuü]n?[ıiuü]?"
        r"|m[ae]s[ıiuü]n[ıiuü]|m[ae]s[ıiuü]|m[ae]l[ae]r[ıiuü]n[ıiuü]|[dt][ıiuü]ğ[ıiuü]m[ıiuü]z[ıiuü])"
    ),
    "kk": re.compile(r"\w+(?:[ғқ]анын|[гк]енін|т[ыі]нын|т[ыі]нін|[ғқ]андығын|[гк]ендігін|деп)"),
}
_OPENERS = frozenset("şöyle şunları şu böyle ayrıca ancak ise da de daha önce de".split())
_ANNOUNCED = re.compile(r"(?:açıklama|haber|rapor|bildiri|demeç|mesaj|açıklaması|bildirisi)\w*d[ae]")
_PARTICIPLE = re.compile(r"\w{2,}y?[ae]n")
_FAR = 6  # words between a quotation and its cue
_LONGEST = 14
_LONG = 6  # words of a quotation that is more than a name in marks


def sayings(line: Line, starts: Sequence[int], marks: Sequence[Quote]) -> Iterator[Saying]:
    """The sayings of a paragraph: quotations first, then those of each sentence."""
    taken: list[tuple[int, int]] = []
    quoting: list[Saying] = []
    for mark in marks:
        found = _direct(line, starts, mark)
        if found is not None:
            taken += [found.cue] if found.cue else []
            quoting.append(found)
            yield found
    for start, past in sentences_in(line, starts):
        yield from untaken(_indirect(line, start, past, marks, quoting), taken)


def _direct(line: Line, starts: Sequence[int], mark: Quote) -> Saying | None:
    """A quotation with its cue after it, or before a colon."""
    low, high = words_between(line, mark.start, mark.end)
    content = trimmed(line.passage.text, mark.start, mark.end)
    if low == high or content is None:
        return None
    after = high
    while after < len(line.words) and not line.words[after].is_word:
        after += 1
    stop = next((n for n in range(after, len(line.words)) if line.words[n].text in ".!?"), len(line.words))
    for cue in cues_in(line, after, min(stop, after + _FAR)):
        between = [line.low(n) for n in range(after, cue.first)]
        if any(_NOMINAL[line.language].fullmatch(word) for word in between) and high - low < _LONG:
            continue
        if cue.word.sort == "verb":
            source = _source_of_quote(line, starts, cue, low, stop)
            return Saying(source, cue.place(line), (content,), "quotation", cue.word.name, cue.word.denies)
    return _before_colon(line, starts, low, content)


def _source_of_quote(line: Line, starts: Sequence[int], cue: Cue, low: int, stop: int) -> tuple[int, int] | None:
    if cue.form.relative:
        return _right(line, cue.last + 1, stop)
    start, _ = sentence_of(line, starts, low)
    left = _until(line, start, low)
    return left or (_right(line, cue.last + 1, stop) if line.language == "kk" else None)


def _until(line: Line, start: int, stop: int) -> tuple[int, int] | None:
    """The words from the head of a sentence to a place, without marks at the edges and words that only lead over."""
    last = stop - 1
    while last >= start and (not line.words[last].is_word or line.low(last) in _OPENERS):
        last -= 1
    while start <= last and not line.words[start].is_word:
        start += 1
    told = [n for n in range(start, last) if _PARTICIPLE.fullmatch(line.low(n)) and line.words[n + 1].capital]
    start = told[-1] + 1 if told and not line.words[told[-1]].capital else start
    comma = next((n for n in range(start, last) if line.words[n].text == ","), None)
    if comma is not None and comma > start:
        last = comma - 1
    while last >= start and line.low(last) in _OPENERS:
        last -= 1
    last = _named_until(line, start, last)
    return (start, last) if start <= last and last - start < _LONGEST else None


def _right(line: Line, start: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase after "diyen": to the comma, or to the first word in another case."""
    while start < stop and not line.words[start].is_word:
        start += 1
    place = start
    while place < stop and line.words[place].is_word and place - start < _LONGEST:
        cases = case_of_word(line, place) if line.words[place].mention is None else None
        party = next((one for one in line.parties if one.first == place), None)
        if party is not None and party.own and "nom" not in party.cases:
            break
        if place > start and cases is not None and "nom" not in cases and not line.words[place].capital:
            break
        if is_finite(line, place):
            break
        place += 1
    while place > start and line.low(place - 1) in _OPENERS:
        place -= 1
    return (start, place - 1) if place > start else None


def _before_colon(line: Line, starts: Sequence[int], low: int, content: tuple[int, int]) -> Saying | None:
    lead = colon_before(line, starts, low)
    if lead is None:
        return None
    start, colon = lead
    cues = [cue for cue in cues_in(line, start, colon) if cue.word.sort == "verb"]
    if not cues:
        return None
    first = min(cue.first for cue in cues)
    source = _speaker(line, start, first)
    return Saying(source, cues[-1].place(line), (content,), "colon", cues[-1].word.name)


def _speaker(line: Line, start: int, cue: int) -> tuple[int, int] | None:
    """The subject at the head of a sentence: to its comma, else the party that stands there, else to the first genitive."""
    while start < cue and not line.words[start].is_word:
        start += 1
    comma = next((n for n in range(start, cue) if line.words[n].text == ","), None)
    if comma is not None and 0 < comma - start < _LONGEST and _is_subject(line, start, comma - 1):
        return start, _named_until(line, start, comma - 1)
    titles = start
    while titles < cue and line.words[titles].mention is None and line.has(titles, "organ", "title"):
        titles += 1
    if titles > start and not line.words[titles].capital:
        return start, titles - 1
    genitive = next((n for n in range(start, cue) if _starts_content(line, n)), cue)
    party = next(
        (one for one in line.parties if one.first == start and (one.own or one.loose) and "nom" in one.cases), None
    )
    if party is not None and party.last < genitive:
        return start, _named_until(line, start, genitive - 1)
    last = genitive - 1
    while last >= start and (not line.words[last].is_word or line.low(last) in _OPENERS):
        last -= 1
    return (start, last) if start <= last and last - start < _LONGEST and _is_subject(line, start, last) else None


def _named_until(line: Line, start: int, last: int) -> int:
    """The end of the name at the head of a sentence: after it a phrase may tell when or where he spoke."""
    party = next((one for one in line.parties if one.first == start and "nom" in one.cases), None)
    if party is None or party.last >= last:
        return last
    end = party.last
    while (
        end < last
        and line.words[end + 1].mention is None
        and (line.has(end + 1, "organ", "title") or line.words[end + 1].capital)
    ):
        end += 1
    return end


def _is_subject(line: Line, start: int, last: int) -> bool:
    """Whether the last word of a phrase is bare, as a subject's is."""
    if any(is_finite(line, n) for n in range(start, last + 1)):
        return False
    party = next((one for one in line.parties if one.first <= last <= one.last), None)
    if party is not None:
        return "nom" in party.cases and not party.preposition
    word = line.words[last]
    return (
        word.is_word
        and ("nom" in case_of_word(line, last) or (word.capital and "'" not in word.low))
        and not line.has(last, "postposition")
    )


def _starts_content(line: Line, place: int) -> bool:
    """Whether a genitive stands here, the subject of the words reported."""
    party = next((one for one in line.parties if one.first == place), None)
    if party is not None:
        return party.cases == frozenset(("gen",)) or (
            bool(party.group) and any("gen" in one.cases for one in line.group_of(party))
        )
    word = line.words[place]
    return word.mention is None and word.is_word and not word.capital and "gen" in case_of_word(line, place)


def _indirect(line: Line, start: int, past: int, marks: Sequence[Quote], quoting: Sequence[Saying]) -> Iterator[Saying]:
    text = line.passage.text
    edge, last = start, None
    for cue in cues_in(line, start, past):
        before = _quoting_before(line, cue, start, quoting)
        if before is not None and before.source is not None and before.source[1] < cue.first:
            last, edge = before.source, max(edge, before.source[1] + 1)
        if any(mark.start <= line.words[cue.first].at < mark.end for mark in marks):
            continue
        if cue.word.sort == "aside":
            saying = _according(line, cue, start, past)
        elif cue.word.quotes_only:
            continue
        elif not _reports(line, cue):
            saying = _after_comma(line, cue, start, past)
        else:
            saying = _reported(line, cue, start, edge, past, last)
        if saying is not None:
            edge, last = cue.last + 1, saying.source or last
            yield saying
    if not any(True for _ in cues_in(line, start, past)):
        yield from _label(line, start, past, text)


def _quoting_before(line: Line, cue: Cue, start: int, quoting: Sequence[Saying]) -> Saying | None:
    """The quotation of the same sentence whose speaker goes on to say more."""
    begin, place = line.words[start].at, line.words[cue.first].at
    return next((one for one in quoting if one.cue is not None and begin <= one.cue[0] < place), None)


def _after_comma(line: Line, cue: Cue, start: int, past: int) -> Saying | None:
    """ "…, diplomatik kaynaklar aktardı": the last part of a sentence says who told the first."""
    comma = next((n for n in range(cue.first - 1, start, -1) if line.words[n].text == ","), None)
    if comma is None or not cue.form.finite or not is_finite(line, comma - 1) or cue.last + 2 < past:
        return None
    if not 0 < cue.first - comma - 1 <= _FAR or not _is_subject(line, comma + 1, cue.first - 1):
        return None
    content = quoted(line.passage.text, line.words[start].at, line.words[comma].at)
    return Saying((comma + 1, cue.first - 1), cue.place(line), (content,), "verb", cue.word.name) if content else None


def _label(line: Line, start: int, past: int, text: str) -> Iterator[Saying]:
    """ "Erdemli: Türkiye …": a headline with the speaker before a colon."""
    colon = next((n for n in range(start, min(past, start + 4)) if line.words[n].text == ":"), None)
    if colon is None or colon == start or line.words[past - 1].text in ".!?":
        return
    if all(word.capital for word in line.words[start:colon]):
        content = quoted(text, line.words[colon].end, line.words[past - 1].end)
        if content is not None:
            yield Saying((start, colon - 1), None, (content,), "label")


def _according(line: Line, cue: Cue, start: int, past: int) -> Saying | None:
    """ "X'e göre …": what follows is X's."""
    source = (start, cue.first - 1) if cue.first > start else None
    if source is None or cue.first - start > _LONGEST:
        return None
    content = quoted(line.passage.text, line.words[cue.last].end, line.words[past - 1].end)
    return Saying(source, cue.place(line), (content,), "according to", cue.word.name) if content else None


def _reports(line: Line, cue: Cue) -> bool:
    """Whether words turned into a noun stand before the cue, or it tells what its object is."""
    if cue.form.tense is Tense.MUST or cue.word.denies or cue.word.name.startswith("nitele"):
        return True
    before = [line.low(n).partition("'")[0] for n in range(max(0, cue.first - 3), cue.first)]
    return any(_NOMINAL[line.language].fullmatch(word) for word in before)


def _reported(line: Line, cue: Cue, start: int, edge: int, past: int, last: tuple[int, int] | None) -> Saying | None:
    """The words before the cue are the content, down to the speaker or to the cue before."""
    source: tuple[int, int] | None
    begin = edge
    if cue.form.relative:
        source = _right(line, cue.last + 1, past)
    elif cue.form.passive:
        source = _announcement(line, start, cue.first)
        begin = source[1] + 1 if source else edge
    elif last is not None and edge > start:
        source = last
        begin = max(edge, last[1] + 1)
    else:
        source = _speaker(line, start, cue.first)
        begin = max(edge, source[1] + 1) if source else edge
        begin = _after_occasion(line, begin, cue.first)
    if begin >= cue.first:
        return None
    content = quoted(line.passage.text, line.words[begin].at, line.words[cue.first].at)
    return Saying(source, cue.place(line), (content,), "verb", cue.word.name, cue.word.denies) if content else None


def _after_occasion(line: Line, begin: int, cue: int) -> int:
    """Past "zirvede yaptığı konuşmada,", which tells when he said it."""
    for place in range(begin, min(begin + _FAR, cue)):
        if _ANNOUNCED.fullmatch(line.low(place)) or line.low(place) in ("konuşmada", "konuşmasında"):
            return place + 1
    return begin + 1 if line.low(begin) in _OPENERS else begin


def _announcement(line: Line, start: int, cue: int) -> tuple[int, int] | None:
    """ "Bakanlıktan yapılan açıklamada, … kaydedildi"."""
    for place in range(start, cue):
        if _ANNOUNCED.fullmatch(line.low(place)):
            return start, place
    return None
