"""The findings as one page of HTML that needs nothing but itself: to read, to print, to send."""

import html
from collections.abc import Iterator

from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.citing import sentence, told_filters
from dragoman.ledger.outward.telling import headline, one_line, title_of, web_address
from dragoman.ledger.query import Query
from dragoman.records import Row

_MARKS = {"suggested": "○", "confirmed": "●", "corrected": "✎", "rejected": "✕"}
_STYLE = """
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; font: 1rem/1.45 system-ui, "Noto Sans", sans-serif; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: start; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid #ccc; }
blockquote { margin: 0; } .rejected { text-decoration: line-through; } small { color: #555; }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #ddd; } small { color: #aaa; } a { color: #8ab4f8; } }
@media print { body { margin: 0; max-width: none; font-size: 9pt; } tr { break-inside: avoid; } thead { display: table-header-group; } }
"""


def page(ledger: Ledger, query: Query) -> Iterator[str]:
    """A table with a row a finding: what it says, its quote, who says so, where it stands."""
    title = html.escape(f"Findings of {one_line(ledger.path.name)}")
    told = f"{ledger.number_of('findings', query):,} findings; asked for: {told_filters(query)}"
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{html.escape(told)}</p>\n"
        "<p><small>○ machine · ● confirmed · ✎ corrected · ✕ rejected</small></p>\n<table>\n"
        "<thead><tr><th>Finding</th><th>Quote</th><th>Who says so</th><th>Source</th></tr></thead>\n<tbody>\n"
    )
    for row in ledger.findings(query):
        yield _line(row)
    yield f"</tbody>\n</table>\n<p><small>Cite as: {html.escape(sentence(ledger))}</small></p>\n</body>\n</html>\n"


def _line(row: Row) -> str:
    source, status = row["source"], row["status"]
    voice = " → ".join(one_line(actor["name"]) for actor in row["voice"]) or "the document itself"
    date = f" · {html.escape(row['date'])}" if row.get("date") else ""
    said = html.escape(one_line(row["span"]["exact"]))
    return (
        f'<tr id="f{row["id"]}" class="{status}"><td>{_MARKS[status]} {html.escape(headline(row))}{date}</td>'
        f'<td><blockquote dir="auto">“{said}”</blockquote></td><td>{html.escape(voice)}</td><td>{_origin(source)}</td></tr>\n'
    )


def _origin(source: Row) -> str:
    named, address = html.escape(title_of(source)), web_address(source["url"])
    linked = f'<a href="{html.escape(address)}" rel="noreferrer">{named}</a>' if address else named
    more = ", ".join(html.escape(one_line(part)) for part in (source["outlet"], source["published"]) if part)
    return f'<span dir="auto">{linked}</span><br><small>{more}</small>'
