"""Coverage waffle: a mark for so many documents, by year and language – and the years of which there are none."""

from collections.abc import Mapping, Sequence
from math import ceil

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import WIDTH, Figure, between, coloured, figure
from dragoman.show.words import counted

COLUMNS = ("year", "language", "documents", "words")
_MOST_SQUARES = 24  # in the fullest year
_MOST_LANGUAGES = 6
_ABREAST = 3


def waffle(coverage: Sequence[Row], told: Mapping[str, str]) -> Figure | None:
    """The figure of documents by `month` and `language` (rows of `shelf.coverage`); None if no document is dated."""
    rows = _by_year(coverage)
    dated = [row for row in rows if row["year"]]
    if not dated:
        return None
    totals: dict[str, int] = {}
    for row in dated:
        totals[row["year"]] = totals.get(row["year"], 0) + row["documents"]
    each = max(1, ceil(max(totals.values()) / _MOST_SQUARES))
    years = [str(year) for year in range(int(min(totals)), int(max(totals)) + 1)]
    gaps = [year for year in years if year not in totals]
    fullest = max(totals, key=lambda year: (totals[year], year))
    undated = sum(row["documents"] for row in rows if not row["year"])
    title = f"{counted(sum(totals.values()), 'dated document')}, {between(years[0], years[-1])}" + (
        f", most from {fullest} ({totals[fullest]})" if len(years) > 1 else ""
    )
    title += (
        f"; none from {', '.join(gaps[:4])}{' and other years' if len(gaps) > 4 else ''}"
        if gaps
        else "; no year without one"
        if len(years) > 1
        else ""
    )
    caption = f"A mark: {counted(each, 'document')} by year of publication and language. Without a date: {undated}."
    return figure(
        "waffle",
        _plot(dated, years, each),
        title=title,
        caption=caption,
        alt="Columns of marks, one column a year, coloured by language.",
        told=told,
        rows=rows,
        columns=COLUMNS,
    )


def _by_year(coverage: Sequence[Row]) -> list[Row]:
    summed: dict[tuple[str, str], Row] = {}
    for row in coverage:
        key = (row["month"] or "")[:4], row["language"] or "?"
        told = summed.setdefault(key, {"year": key[0], "language": key[1], "documents": 0, "words": 0})
        told["documents"] += row["documents"]
        told["words"] += row["words"] or 0
    return [summed[key] for key in sorted(summed)]


def _plot(rows: Sequence[Row], years: Sequence[str], each: int) -> Spec:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["language"]] = counts.get(row["language"], 0) + row["documents"]
    ranked = sorted(counts, key=lambda language: (-counts[language], language))
    languages = ranked[:_MOST_LANGUAGES] + (["other"] if len(ranked) > _MOST_LANGUAGES else [])
    squares, filled = [], dict.fromkeys(years, 0)
    for row in sorted(rows, key=lambda row: ranked.index(row["language"])):
        name = row["language"] if row["language"] in languages else "other"
        for _ in range(ceil(row["documents"] / each)):
            level = filled[row["year"]]
            squares.append({"year": row["year"], "across": level % _ABREAST, "up": level // _ABREAST, "language": name})
            filled[row["year"]] += 1
    high = max(square["up"] for square in squares) + 1
    both = coloured("language", languages)
    size = max(5, min(11, int(0.8 * WIDTH / len(years) / _ABREAST)))
    return {
        "width": WIDTH - 20,
        "height": max(40, high * (size + 3)),
        "data": {"values": squares},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": size * size},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "scale": {"domain": list(years)},
                "axis": {"title": None, "labelAngle": 0, "labelOverlap": True},
            },
            "xOffset": {"field": "across", "type": "ordinal", "scale": {"domain": list(range(_ABREAST))}},
            "y": {
                "field": "up",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [-0.5, high - 0.5], "nice": False, "zero": False},
            },
            **both,
        },
    }
