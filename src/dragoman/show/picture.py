"""A chart as one file: a page that needs nothing but itself, or SVG through the extra `[print]`."""

import html
from importlib.resources import files
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.measure.result import Result
from dragoman.show.charts import Spec, as_json, spec_of

_LIBRARIES = ("vega.min.js", "vega-lite.min.js")
_DRAW = """
const spec = JSON.parse(document.getElementById("spec").textContent);
const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), {renderer: "svg", container: "#chart", hover: true});
view.runAsync();
"""
_STYLE = """
body { margin: 2rem auto; max-width: 60rem; font-family: system-ui, sans-serif; color: #222; background: #fff; }
table { border-collapse: collapse; font-size: 0.85rem; margin-top: 1rem; }
th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid #ddd; text-align: left; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; margin-top: 1.5rem; }
@media print { summary { display: none; } }
"""


def write_picture(result: Result, target: Path, told: dict[str, str] | None = None) -> None:
    """Write the chart of an answer to `target`, an .html or .svg file; raises UsageError for any other."""
    write_spec(result, spec_of(result, told), target)


def write_spec(result: Result, spec: Spec, target: Path) -> None:
    """Write what a specification draws of an answer; raises UsageError for a file of another kind."""
    if target.suffix.lower() in (".html", ".htm"):
        target.write_text(page(result, spec), encoding="utf-8")
    elif target.suffix.lower() == ".svg":
        target.write_text(svg(spec), encoding="utf-8")
    else:
        raise UsageError(
            f"a chart cannot be written as {target.suffix or 'a file without ending'}", "name a file .html or .svg"
        )


def page(result: Result, spec: Spec) -> str:
    """HTML with the chart, its libraries and, behind a click, its numbers as a table."""
    place = files("dragoman") / "data" / "web"
    scripts = "".join(f"<script>{(place / name).read_text(encoding='utf-8')}</script>\n" for name in _LIBRARIES)
    title = html.escape(result.question)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n<style>{_STYLE}</style>\n'
        f'{scripts}</head>\n<body>\n<div id="chart" role="img" aria-label="{html.escape(str(spec["description"]))}"></div>\n'
        f"<details><summary>The numbers</summary>{_table(result)}</details>\n"
        f'<script type="application/json" id="spec">{as_json(spec)}</script>\n<script>{_DRAW}</script>\n</body>\n</html>\n'
    )


def _table(result: Result) -> str:
    names = result.frame.columns
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join(
        f"<tr>{''.join(f'<td>{html.escape(_cell(row[name]))}</td>' for name in names)}</tr>"
        for row in result.frame.to_dicts()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def svg(spec: Spec) -> str:
    """The chart as SVG; raises UsageError without the extra `[print]`."""
    try:
        import vl_convert  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise UsageError("SVG needs the extra [print]", "pip install 'dragoman[print]', or write .html") from None
    return str(vl_convert.vegalite_to_svg(spec))
