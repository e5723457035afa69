"""Ribbon: the share that each power has in what a state does with all of them, period by period, each with its band."""

import datetime
from collections.abc import Mapping, Sequence

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import WIDTH, Figure, Named, between, coloured, figure, listed, number_link, share
from dragoman.show.words import counted

COLUMNS = ("period", "power", "value", "low", "high", "n", "missing", "row")
PARTS = {"share": "cooperation", "conflict_share": "conflict"}
"""Of what a share is."""
_UNITS = {
    "intensity_mean": "PLOVER scores from −10 to +10",
    "evenness": "0 (all with one) to 1 (as much with each)",
    "effective": "as many powers as would, with equal shares, give the same spread",
    "tilt": "difference of two shares of cooperation",
}


def ribbon(rows: Sequence[Row], told: Mapping[str, str], *, state: str, named: Named = str) -> Figure | None:
    """The figure of a balance by period (rows of `balance`, one quantity); None if no value is known."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return None
    quantity = str(rows[0]["quantity"])
    powers = [_label(power, named) for power in dict.fromkeys(row["power"] for row in rows)]
    n = sum({row["period"]: row["n"] for row in known}.values())
    what = (
        f"Share of each power in the {PARTS[quantity]} of {named(state)} with {counted(len(powers), 'power')}, 0–100 %"
        if quantity in PARTS
        else f"{_words(quantity).capitalize()} of {named(state)}, {_UNITS.get(quantity, 'merged events')}"
    )
    caption = (
        f"{what}, {_window(known)}; {counted(n, 'merged event')} that happened in a {_unit(known)} that is told. "
        "Band: 95 % of a bootstrap over sources. Hollow: told by one source alone, no band. Gap: not told of, not zero."
    )
    return figure(
        "ribbon",
        _plot(rows, quantity, named),
        title=finding(rows, state, named),
        caption=caption,
        alt=f"A line with a band for {listed(powers, 8)}.",
        told=told,
        rows=rows,
        columns=COLUMNS,
    )


def finding(rows: Sequence[Row], state: str, named: Named = str) -> str:
    """What the numbers say, in words: who leads in the last period with two powers or more, what has moved beyond its band."""
    quantity = str(rows[0]["quantity"])
    periods: dict[str, list[Row]] = {}
    for row in rows:
        if row["value"] is not None:
            periods.setdefault(str(row["period"]), []).append(row)
    last = max((period for period, held in periods.items() if len(held) > 1), default=max(periods))
    most = max(row["value"] for row in periods[last])
    leaders = [_label(row["power"], named) for row in periods[last] if row["value"] == most]
    if quantity in PARTS:
        had = "the largest share" if len(leaders) == 1 else "equal shares"
        told = (
            f"{named(state)}: in {last}, {listed(leaders)} had {had} of the {PARTS[quantity]} told of ({share(most)})"
        )
    else:
        was = "was highest for" if len(periods[last]) > len(leaders) else "of"
        told = f"{named(state)}: in {last}, {_words(quantity)} {was} {listed(leaders)} ({most:.3g})"
    return f"{told}; {_movement(periods, quantity, named)}"


def _movement(periods: Mapping[str, Sequence[Row]], quantity: str, named: Named) -> str:
    """The widest movement from the first to the last period with a band, if the two bands lie apart."""
    by_power: dict[str, list[Row]] = {}
    for period in sorted(periods):
        for row in periods[period]:
            if row["low"] is not None:
                by_power.setdefault(_label(row["power"], named), []).append(row)
    moved = [
        (held[-1]["value"] - held[0]["value"], power, held[0], held[-1])
        for power, held in by_power.items()
        if len(held) > 1 and (held[0]["high"] < held[-1]["low"] or held[-1]["high"] < held[0]["low"])
    ]
    if not moved:
        return "nothing has moved beyond its band" if by_power else "too few sources for a band"
    change, power, first, end = max(moved, key=lambda one: abs(one[0]))
    before, after = (share(one["value"]) if quantity in PARTS else f"{one['value']:.3g}" for one in (first, end))
    return f"{power} {'rose' if change > 0 else 'fell'} from {before} ({first['period']}) to {after} ({end['period']})"


def _label(power: str | None, named: Named) -> str:
    """A power by name; two of a tilt as "Russia less China"; None is all of them together."""
    if power is None:
        return "all powers"
    one, less, other = power.partition("-")
    return f"{named(one)} less {named(other)}" if less and named(power) == power else named(power)


def _words(quantity: str) -> str:
    return quantity.replace("_", " ")


def _window(rows: Sequence[Row]) -> str:
    periods = sorted({str(row["period"]) for row in rows})
    return between(periods[0], periods[-1])


def first_day(period: str) -> str:
    """ "2022", "2022Q2", "2022-05" as the day on which they begin."""
    year, _, quarter = period.partition("Q")
    if quarter:
        return f"{year}-{3 * int(quarter) - 2:02d}-01"
    return f"{period}-01" if "-" in period else f"{period}-01-01"


def _unit(rows: Sequence[Row]) -> str:
    """What a period is."""
    period = str(rows[0]["period"])
    return "quarter" if "Q" in period else "month" if "-" in period else "year"


def _all_periods(rows: Sequence[Row]) -> list[str]:
    """Every period from the first to the last, those with nothing too."""
    held = sorted({str(row["period"]) for row in rows})
    first, last = (datetime.date.fromisoformat(first_day(period)) for period in (held[0], held[-1]))
    step = 3 if "Q" in held[0] else 1 if "-" in held[0] else 12
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, step)
    return [datetime.date(month // 12, month % 12 + 1, 1).isoformat() for month in months]


def _plot(rows: Sequence[Row], quantity: str, named: Named) -> Spec:
    told = {(first_day(str(row["period"])), row["power"]): row for row in rows}
    powers = list(dict.fromkeys(row["power"] for row in rows))
    values = [_value(day, power, told.get((day, power)), named) for power in powers for day in _all_periods(rows)]
    names = [_label(power, named) for power in powers]
    step = 1 + len({value["day"][:4] for value in values}) // 14
    ticks = {"title": None, "format": "%Y", "tickCount": {"interval": "year", "step": step}}
    x = {"field": "day", "type": "temporal", "axis": ticks}
    y: Spec = {"type": "quantitative", "scale": {"nice": True}, "axis": {"title": None, "tickCount": 2}}
    if quantity in PARTS:
        y |= {"scale": {"domain": [0, 1]}, "axis": {"title": None, "format": ".0%", "values": [0, 0.5, 1]}}
    both = coloured("power", names, legend=False)
    return {
        "data": {"values": values},
        "facet": {
            "row": {
                "field": "power",
                "type": "nominal",
                "sort": names,
                "header": {"title": None, "labelAngle": 0, "labelAlign": "left", "labelLimit": 150},
            }
        },
        "spacing": 10,
        "spec": {"width": WIDTH - 130, "height": 62, "layer": _layers(x, y, both)},
    }


def _layers(x: Spec, y: Spec, both: Spec) -> list[Spec]:
    colour = {"color": both["color"]}
    band = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, **colour}
    fill = {
        "condition": {"test": "isValid(datum.low)", "field": "power", "scale": both["color"]["scale"], "legend": None},
        "value": "transparent",
    }
    tooltip = [{"field": name} for name in ("period", "power", "n")]
    tooltip[2:2] = [{"field": name, "format": ".3~g"} for name in ("value", "low", "high")]
    size = {"field": "n", "type": "quantitative", "scale": {"range": [30, 170]}, "legend": None}
    at = {"x": x, "y": {**y, "field": "value"}}
    return [
        {"mark": {"type": "area", "opacity": 0.22, "interpolate": "linear"}, "encoding": band},
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "opacity": 0.5, "strokeWidth": 2},
            "encoding": band,
        },
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {**at, **colour}},
        {
            "transform": [{"filter": "isValid(datum.value)"}],
            "mark": {"type": "point", "opacity": 1, "strokeWidth": 1.6, "cursor": "pointer"},
            "encoding": {
                **at,
                "stroke": both["color"],
                "fill": fill,
                "shape": both["shape"],
                "size": size,
                "tooltip": tooltip,
                "href": {"field": "link"},
            },
        },
    ]


def _value(day: str, power: str | None, row: Row | None, named: Named) -> Row:
    told = row or {}
    return {
        "day": day,
        "period": told.get("period", day[:7]),
        "power": _label(power, named),
        **{name: told.get(name) for name in ("value", "low", "high", "n")},
        "link": number_link(str(told["row"])) if told else None,
    }
