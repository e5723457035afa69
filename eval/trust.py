"""Does confidence keep its word? Findings in bands of confidence, with the mean confidence and the share that was right.

Events: the tenth of our own labelled texts that is held out of training, and on which the calibration was set; right if
a deed of the same class stands in the sentence. Tagged claims: the held tenth of PolNeAR's training part, on which
calibration and threshold were set, and its dev part; right if an annotator's claim matches by the measure `half`.
Findings of rules: what people judged, each batch with the shares of the other batches; right if right in every part.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import places
from corpus import Article, read_articles, split
from metrics import LINKED, Ruler, match
from reliability import JUDGED, counted
from rows import DEVELOPMENT, HELD, REPORT, Interval, wilson
from saying import gold_of
from texts import scenes
from world import rows_of

from dragoman.read.attribution import attributions
from dragoman.read.event_model import CLASSES, load
from dragoman.read.events import events
from dragoman.read.reliability import share_right, tallied
from dragoman.records import Kind
from examples import labelled

BANDS = 5
FILES = ("events", "events_wire", "events_modality")
"""Our labelled texts, in the order in which training/events/train.py is given them: it holds out every tenth of all."""
EVERY, HELD_PLACE = 10, 5

Answer = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Band:
    """Findings of like confidence: how many, what was said of them on average, and which share was right."""

    what: str
    use: str
    low: float
    high: float
    n: int
    said: float
    right: float
    interval: Interval

    def as_json(self) -> dict[str, object]:
        """The band as it stands in table.json."""
        return asdict(self)


def bands(what: str, use: str, answers: Sequence[Answer]) -> list[Band]:
    """The answers by confidence, bands without any left out, then all of them."""
    found = []
    for place in (*range(BANDS), None):
        inside = [one for one in answers if place is None or min(int(BANDS * one[0]), BANDS - 1) == place]
        if inside:
            hits = sum(right for _, right in inside)
            said = sum(told for told, _ in inside) / len(inside)
            edges = (0.0, 1.0) if place is None else (place / BANDS, (place + 1) / BANDS)
            found.append(
                Band(what, use, *edges, len(inside), 100 * said, 100 * hits / len(inside), wilson(hits, len(inside)))
            )
    return found


def tables(bench: Path) -> list[Band]:
    """All reliability tables that can be made here."""
    found = bands("events, held tenth of our texts", HELD, _events())
    train, dev = bench / "polnear" / "train", bench / "polnear" / "dev"
    if train.is_dir():
        found += bands("tagged claims, held tenth of PolNeAR train", HELD, _claims(split(read_articles(train))[1]))
    if dev.is_dir():
        found += bands("tagged claims, PolNeAR dev", REPORT, _claims(read_articles(dev)))
    for kind, answers in judged(rows_of(JUDGED)).items():
        found += bands(f"{kind}s by rules, judged, each batch unseen", DEVELOPMENT, answers)
    return found


def _events() -> list[Answer]:
    texts = [row for name in FILES for row in places.jsonl(places.DATA / f"{name}.jsonl")]
    model = load()
    found: list[Answer] = []
    for row in (row for place, row in enumerate(texts) if place % EVERY == HELD_PLACE):
        parsed = scenes(row["text"])
        told = labelled(row, parsed, model.nouns, model.clusters)
        for scene in parsed:
            gold = Counter(CLASSES[one.answer] for one in told if one.scene is scene and one.answer)
            for event in events(scene, "0" * 64, None, frozenset(), model):
                right = gold[str(event.event_type)] > 0
                gold[str(event.event_type)] -= right
                found.append((event.confidence or 0.0, right))
    return found


def _claims(articles: Iterable[Article]) -> list[Answer]:
    found: list[Answer] = []
    for article in articles:
        ruler = Ruler(article.text)
        given = attributions(article.text)
        gold = [ruler.triple(one) for one in article.annotations[0]]
        hit = set(match(gold, [ruler.triple(gold_of(one)) for one in given], LINKED["half"]).values())
        found += [(one.confidence, place in hit) for place, one in enumerate(given)]
    return found


def judged(verdicts: Sequence[dict[str, str]]) -> dict[str, list[Answer]]:
    """Confidence and truth of judged findings by kind, the confidence from the other batches."""
    found: dict[str, list[Answer]] = {}
    for batch in sorted({verdict["batch"] for verdict in verdicts}):
        others = tallied(counted(verdict for verdict in verdicts if verdict["batch"] != batch))
        for verdict in verdicts:
            if verdict["batch"] == batch:
                said = share_right(Kind(verdict["kind"]), f"rules {verdict['method']}", others)
                found.setdefault(verdict["kind"], []).append((said, verdict["verdict"] == "right"))
    return found
