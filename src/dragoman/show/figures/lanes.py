"""Speaker lanes: who said what of whom, each speaker on a line of time."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import SIGNS, WIDTH, Figure, between, figure, shortened, signed
from dragoman.show.words import counted

COLUMNS = ("date", "speaker", "sign", "about", "quote", "id")
_MOST = 14
_QUOTE = 140
_UNASSESSED = "not assessed"
_NAMELESS = {"he", "she", "they", "it", "who", "we", "i", "you", "one"}  # speakers whom the reader could not resolve
_LEVELS = (3, 2, 4, 1, 5, 0, 6)  # where the claims of one day stand in a lane, from its middle


def lanes(claims: Sequence[Row], told: Mapping[str, str], *, of: Number | None = None) -> Figure | None:
    """The figure of claims (rows of the contract), the newest `of` so many; those of documents without a date are left out.
    None if none is left."""
    rows = [_row(claim) for claim in claims]
    named = [row for row in rows if row["speaker"].lower() not in _NAMELESS]
    dated = [row for row in named if row["date"]]
    if not dated:
        return None
    counts = Counter(row["speaker"] for row in dated)
    speakers = [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]]
    shown = [row for row in dated if row["speaker"] in speakers]
    signs = Counter(row["sign"] for row in shown)
    days = sorted(row["date"] for row in shown)
    more = of is not None and (of.more or of.count > len(rows))
    caption = (
        f"Claims by day of publication, {between(days[0], days[-1])}: {len(shown)} of {'the newest ' if more else ''}{len(rows)} shown"
        + (f", by the {_MOST} speakers heard most" if len(counts) > _MOST else "")
        + (f"; {len(named) - len(dated)} in documents without a date" if len(dated) < len(named) else "")
        + (f"; {len(rows) - len(named)} by “he”, “they” or the like" if len(named) < len(rows) else "")
        + ". The mark says how the speaker describes a relation between two sides."
    )
    return figure(
        "lanes",
        _plot(shown, speakers),
        title=_finding(speakers, counts, signs),
        caption=caption,
        alt="A lane for each speaker, a mark for each claim on its day of publication.",
        told=told,
        rows=shown,
        columns=COLUMNS,
    )


def _finding(speakers: Sequence[str], counts: Mapping[str, int], signs: Mapping[str, int]) -> str:
    assessed = sum(signs.get(name, 0) for name in SIGNS if name != _UNASSESSED)
    told = f"{speakers[0]} is heard most ({counted(counts[speakers[0]], 'claim')})"
    if len(counts) == 1:
        told = f"Only {speakers[0]} is heard ({counted(counts[speakers[0]], 'claim')})"
    if not assessed:
        return f"{told}; no claim describes a relation as cooperative or adversarial"
    against, for_ = signs.get("adversarial", 0), signs.get("cooperative", 0)
    return (
        f"{told}; of {counted(assessed, 'claim')} on relations {against} {'calls' if against == 1 else 'call'} them adversarial, "
        f"{for_} cooperative"
    )


def _row(claim: Row) -> Row:
    sign = claim["assessment"]["sign"] if claim["assessment"] else _UNASSESSED
    about = [actor["name"] for actor in claim["about"]]
    if claim["assessment"]:
        about = [claim["assessment"]["a"], claim["assessment"]["b"]]
    published = claim["source"]["published"]
    return {
        "date": _day(published) if published else None,
        "speaker": claim["speaker"]["name"],
        "sign": sign,
        "about": " – ".join(about),
        "quote": shortened(" ".join(span["exact"] for span in claim["content"]) or claim["span"]["exact"], _QUOTE),
        "id": claim["id"],
    }


def _day(date: str) -> str:
    """The first day of a date that may be a year, a month, a day or an interval."""
    first = date.partition("/")[0]
    return first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first


def _plot(rows: Sequence[Row], speakers: Sequence[str]) -> Spec:
    seen: Counter[tuple[str, str]] = Counter()
    values = []
    for row in rows:
        place = row["speaker"], row["date"]
        values.append({**row, "level": _LEVELS[seen[place] % len(_LEVELS)], "link": f"/finding/{row['id']}"})
        seen[place] += 1
    tooltip = [{"field": name} for name in ("speaker", "date", "sign", "about", "quote")]
    return {
        "width": WIDTH - 180,
        "height": {"step": 34, "for": "position"},
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.75, "cursor": "pointer"},
        "encoding": {
            "x": {
                "field": "date",
                "type": "temporal",
                "axis": {"title": None, "labelOverlap": True, "tickCount": 6, "format": "%Y-%m"},
                "scale": {"nice": False, "padding": 14},
            },
            "y": {
                "field": "speaker",
                "type": "nominal",
                "sort": list(speakers),
                "axis": {"title": None, "labelLimit": 165, "grid": True, "domain": False, "ticks": False},
            },
            "yOffset": {
                "field": "level",
                "type": "ordinal",
                "scale": {"domain": list(range(len(_LEVELS))), "padding": 0.3},
            },
            **signed("sign"),
            "tooltip": tooltip,
            "href": {"field": "link"},
        },
    }
