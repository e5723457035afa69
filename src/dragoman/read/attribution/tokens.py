"""Words and marks of a text with the places where they stand, in passages short enough to be tagged together.

A passage is one or more whole paragraphs, or a part of a very long one. Quotation marks are read here, paragraph by
paragraph, because a speech over several paragraphs opens anew in each and closes only in the last.

Known bad cases: a straight single quotation mark before a clipped word ("'cause") opens when another one follows;
hard-wrapped text is told from paragraphs by how its lines end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PASSAGE_TOKENS = 110
"""A passage is closed by the first paragraph end after so many tokens, but not after a colon."""
LONGEST_PASSAGE = 240
"""A paragraph is cut after so many tokens if no sentence ends before."""

OUTSIDE, OPENING, INSIDE, CLOSING = range(4)

_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u0652\u200d\ufe0f"
_LETTERS = rf"[^\W\d_][^\W_]*(?:[{_MARKS}]+[^\W_]*)*"
_SHORTENED = (
    "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jr|Sr|Prof|Rev|Hon|Pres|Capt|Adm|Amb|Sec|Maj|vs|Inc|Corp|Co|Ltd|"
    "Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
)
_TOKEN = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"”’)\]]{{1,400}}       # addresses
    | [@\#]\w+                                        # handles, tags
    | (?:[^\W\d_]\.){{2,}}                            # U.S., a.m.
    | (?:{_SHORTENED})\.
    | \d+(?:[.,:]\d+)*                                # 10,000 and 10:30
    | [^\W\d_]+?(?=n['’]t\b) | n['’]t\b               # did + n't
    | ['’](?:s|m|d|re|ve|ll)\b                        # Lavrov + 's
    | {_LETTERS}(?:[-‐‑]{_LETTERS})*                  # words, hyphenated ones whole
    | '' | `` | \.{{2,}} | [-_*=~]{{2,}}
    | \S
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n")
_SENTENCE_END = frozenset(".!?…") | {"..", "..."}
_CLOSING_MARKS = frozenset("\"”’'»)]") | {"''"}
_DOUBLE_OPEN = frozenset("“«„") | {"``"}
_DOUBLE_CLOSE = frozenset("”»") | {"''"}
_SINGLE = frozenset("'‘’`")


@dataclass(slots=True)
class Passage:
    """Tokens that are tagged together. Parallel lists: text, place in the document, quotation state, what begins here.

    `quote` is four times the state of single marks plus that of double marks (OUTSIDE, OPENING, INSIDE, CLOSING);
    `begins` is 2 at the head of a paragraph, 1 at that of a sentence, else 0.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quote: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)


def passages(text: str, *, size: int = PASSAGE_TOKENS) -> Iterator[Passage]:
    """The passages of a text in order; every token stands in exactly one. `size` as PASSAGE_TOKENS."""
    current = Passage()
    for start, end in paragraphs(text):
        for piece in _cut(_paragraph(text, start, end)):
            if len(current) and len(current) + len(piece) > LONGEST_PASSAGE:
                yield current
                current = Passage()
            _append(current, piece)
            if len(current) >= size and current.words[-1] != ":":
                yield current
                current = Passage()
    if len(current):
        yield current


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the paragraphs; a lone line end counts unless the text is hard-wrapped."""
    wrapped = _hard_wrapped(text)
    start = 0
    for found in _BREAK.finditer(text):
        if wrapped and found.group() == "\n" and _runs_on(text, found.start()):
            continue
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _runs_on(text: str, place: int) -> bool:
    """Whether the line before a line end at `place` stops amid a sentence."""
    before = text[place - 1 : place]
    return before.isalnum() or before in (",", ";", "-", "–", "—")


def _hard_wrapped(text: str) -> bool:
    """Whether most lines of the beginning stop amid a sentence, at about the same width."""
    lines = [line.rstrip() for line in text[:20_000].split("\n")[:-1]]
    lines = [line for line in lines if line]
    open_ended = [line for line in lines if line[-1].isalnum() or line[-1] in ",;-–—"]
    if len(lines) < 6 or len(open_ended) * 10 < len(lines) * 6:
        return False
    widths = sorted(len(line) for line in open_ended)
    return 40 <= widths[len(widths) // 2] <= 120 and widths[-1] <= 140


def _paragraph(text: str, start: int, end: int) -> Passage:
    found = list(_TOKEN.finditer(text, start, end))
    words = [match.group() for match in found]
    starts = [match.start() for match in found]
    ends = [match.end() for match in found]
    return Passage(words, starts, ends, _quotes(words, starts, ends), _beginnings(words))


def _beginnings(words: list[str]) -> list[int]:
    """As in `Passage.begins`; a mark that closes after the end of a sentence counts as a beginning too."""
    out = [0] * len(words)
    fresh = 2
    for place, word in enumerate(words):
        out[place] = fresh
        closes = place > 0 and word in _CLOSING_MARKS and words[place - 1] in _SENTENCE_END
        fresh = int(word in _SENTENCE_END or closes)
    return out


def _quotes(words: list[str], starts: list[int], ends: list[int]) -> list[int]:
    """The quotation state of each token of a paragraph, as in `Passage.quote`."""
    double, single = OUTSIDE, OUTSIDE
    last_single = _last_closing(words, starts, ends)
    out = []
    for place, word in enumerate(words):
        double = INSIDE if double == OPENING else OUTSIDE if double == CLOSING else double
        single = INSIDE if single == OPENING else OUTSIDE if single == CLOSING else single
        if word == '"':
            double = CLOSING if double == INSIDE else OPENING
        elif word in _DOUBLE_OPEN:
            double = OPENING
        elif word in _DOUBLE_CLOSE:
            double = CLOSING
        elif word in _SINGLE:
            if single == OUTSIDE and place < last_single and _opens(place, starts, ends, word):
                single = OPENING
            elif single == INSIDE and _closes(place, words, starts, ends):
                single = CLOSING
        out.append(4 * single + double)
    return out


def _opens(place: int, starts: list[int], ends: list[int], word: str) -> bool:
    free = place == 0 or ends[place - 1] < starts[place]
    return word != "’" and free and place + 1 < len(starts) and ends[place] == starts[place + 1]


def _closes(place: int, words: list[str], starts: list[int], ends: list[int]) -> bool:
    """A closing single mark touches what stands before it, and no letter follows."""
    if place == 0 or ends[place - 1] < starts[place]:
        return False
    return place + 1 == len(words) or ends[place] < starts[place + 1] or not words[place + 1][0].isalnum()


def _last_closing(words: list[str], starts: list[int], ends: list[int]) -> int:
    """The last place where a single mark may close; an apostrophe opens nothing if none follows."""
    for place in range(len(words) - 1, 0, -1):
        if words[place] in _SINGLE and _closes(place, words, starts, ends):
            return place
    return -1


def _cut(paragraph: Passage) -> Iterator[Passage]:
    """The paragraph whole, or in parts that end with a sentence if it is longer than LONGEST_PASSAGE."""
    start, total = 0, len(paragraph)
    while total - start > LONGEST_PASSAGE:
        end = start + LONGEST_PASSAGE
        for place in range(end - 1, start + PASSAGE_TOKENS // 2, -1):
            if paragraph.begins[place]:
                end = place
                break
        yield _slice(paragraph, start, end)
        start = end
    yield _slice(paragraph, start, total) if start else paragraph


def _slice(whole: Passage, start: int, end: int) -> Passage:
    cut = slice(start, end)
    return Passage(whole.words[cut], whole.starts[cut], whole.ends[cut], whole.quote[cut], whole.begins[cut])


def _append(passage: Passage, more: Passage) -> None:
    passage.words += more.words
    passage.starts += more.starts
    passage.ends += more.ends
    passage.quote += more.quote
    passage.begins += more.begins
