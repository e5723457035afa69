"""Documents that break readers: does ours crash, do all spans quote exactly, and does time grow with the words alone?

Each case is read at its size and at a quarter of it. `times` is the time per word beside that of ordinary prose, `growth`
the time per word beside that at a quarter of the size: 1 is linear, 4 would be quadratic. Processor time of one core.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from speed import paragraphs

from dragoman.read import read
from dragoman.read.documents import read_document
from dragoman.records import Block, Document, Role, text_hash
from dragoman.world import World, load_world

WORDS = 4_000
LARGE, HUGE = 200_000, 2_000_000
SENTENCE = 10_000
_SIGNS = ".,;:!?…\"“”„«»'’‘()[]"


@dataclass(frozen=True, slots=True)
class Strain:
    """How one such document was read; `fault` is what was raised, if anything."""

    case: str
    words: int
    seconds: float
    microseconds: float
    times: float
    growth: float
    findings: int
    spans: int
    exact: int
    fault: str = ""

    def as_json(self) -> dict[str, object]:
        """The row as it stands in table.json."""
        return asdict(self)


def _plain(count: int) -> list[str]:
    return list(islice(cycle(word for part in paragraphs() for word in part.split()), count))


def prose(count: int) -> str:
    """Ordinary paragraphs of some hundred words."""
    words = _plain(count)
    return "\n\n".join(" ".join(words[k : k + 100]) for k in range(0, len(words), 100))


def one_sentence(count: int) -> str:
    """No full stop before the last word."""
    bare = [word.strip(_SIGNS) or "and" for word in _plain(count)]
    return ", ".join(" ".join(bare[k : k + 7]) for k in range(0, len(bare), 7)) + "."


def without_punctuation(count: int) -> str:
    """Small letters, and nothing that ends a sentence."""
    return " ".join(word.strip(_SIGNS) or "and" for word in _plain(count)).lower()


def numbers(count: int) -> str:
    """Tables of twelve columns."""
    cells = [str(k * 37 % 9973) for k in range(count)]
    return "\n".join("\t".join(cells[k : k + 12]) for k in range(0, count, 12))


def _repeated(sentence: str) -> Callable[[int], str]:
    each = len(sentence.split())
    return lambda count: "\n\n".join([sentence] * max(1, count // each))


CASES: dict[str, tuple[int, Callable[[int], str]]] = {
    "one word": (1, lambda _: "Kazakhstan"),
    "one sentence": (SENTENCE, one_sentence),
    "no punctuation": (WORDS, without_punctuation),
    "all capitals": (WORDS, lambda count: prose(count).upper()),
    "tables of numbers": (WORDS, numbers),
    "scripts mixed": (WORDS, _repeated("Президент Tokayev met Erdoğan 在北京 and signed اتفاقية with Ўзбекистан, said Ασταναi.")),
    "emoji": (WORDS, _repeated("Kazakhstan 🇰🇿🤝🏽 Türkiye 👨‍👩‍👧‍👦 signed 🎉 a treaty 📝, Tokayev said 😀.")),
    "combining characters": (WORDS, _repeated("Ka\u0301zakhsta\u0323\u0301n met Ru\u0308ssia and Tu\u0308rkiye in A\u030astana.")),
    "signs without a space": (WORDS, lambda count: "See " + ")!…=" * (count // 4) + " now."),
    "quotation marks left open": (WORDS, _repeated("“Russia will leave, said Tokayev, “and China will stay.")),
    "names only": (WORDS, _repeated("Kazakhstan, Russia, China, Türkiye, Uzbekistan, NATO, OTS, Lavrov,")),
}  # fmt: skip


def tables(*, long: bool = False) -> list[Strain]:
    """Every case, ordinary prose of many words first."""
    world = load_world()
    _timed(world, prose(WORDS))
    usual = min(_timed(world, prose(WORDS))[0] for _ in range(3)) / WORDS
    cases = {"prose": (HUGE if long else LARGE, prose), **CASES}
    return [_strain(world, name, size, make, usual) for name, (size, make) in cases.items()]


def _strain(world: World, name: str, size: int, make: Callable[[int], str], usual: float) -> Strain:
    words = max(1, len(make(size).split()), size if name.startswith("signs") else 1)
    try:
        fourth = _timed(world, make(size // 4))[0] / max(1, words // 4)
        seconds, findings, spans, exact = _timed(world, make(size))
    except Exception as fault:  # a crash is what is looked for: it is told, not raised
        return Strain(name, words, 0, 0, 0, 0, 0, 0, 0, f"{type(fault).__name__}: {fault}"[:200])
    each = seconds / words
    return Strain(name, words, round(seconds, 2), round(1e6 * each), round(each / usual, 2), round(each / fourth, 2),
                  findings, spans, exact)  # fmt: skip


def as_body(document: Document, text: str) -> Document:
    """The document as if all its text were English prose: nothing is passed over as a table, a repetition or noise."""
    source = replace(document.source, language="en", text_hash=text_hash(text), read_for_findings=True)
    return Document(source, text, (Block(0, len(text), Role.BODY),))


def _timed(world: World, text: str) -> tuple[float, int, int, int]:
    """Seconds from file to findings, the findings, their spans, and how many of these quote the text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "strain.txt"
        path.write_text(text, encoding="utf-8")
        begun = time.process_time()
        document = as_body(read_document(path), text)
        reading = read(document, world=world)
        seconds = time.process_time() - begun
    spans = [span for finding in reading.findings for span in finding.spans()]
    exact = sum(document.text[span.start : span.end] == span.exact for span in spans)
    return seconds, len(reading.findings), len(spans), exact
