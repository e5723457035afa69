"""The findings as W3C Web Annotations (JSON-LD): each quote with its place, as Recogito, Hypothesis and others read them.

Positions are Unicode code points of the extracted text, as the model asks for; nothing is converted. A program that
counts UTF-16 units, as JavaScript does, must convert, or find the quote by its words. Source: [WADM]
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dragoman import __version__
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.citing import sentence
from dragoman.ledger.outward.telling import actors_of, address_of, headline
from dragoman.ledger.query import Query
from dragoman.records import Document, Row

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # letters before and after the quote
_TERMS = {
    "dragoman": "urn:dragoman:",
    "offsetUnit": "dragoman:offsetUnit",
    "textHash": "dragoman:textHash",
    "documentHash": "dragoman:documentHash",
    "finding": {"@id": "dragoman:finding", "@type": "@json"},
}
_UNIT = "Unicode code points of the extracted text, half-open; not UTF-16 units, not bytes"


def jsonld(ledger: Ledger, query: Query) -> Iterator[str]:
    """One page of annotations, one for each finding asked for."""
    held = lru_cache(maxsize=8)(ledger.document)
    head = {
        "@context": [CONTEXT, _TERMS],
        "id": "urn:dragoman:annotations",
        "type": "AnnotationPage",
        "label": sentence(ledger),
        "offsetUnit": _UNIT,
    }
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "items": ['
    for number, row in enumerate(ledger.findings(query)):
        item = annotation(row, held(row["source"]["id"]))
        yield (",\n  " if number else "\n  ") + json.dumps(item, ensure_ascii=False)
    yield "\n ]\n}\n"


def annotation(row: Row, document: Document) -> dict[str, Any]:
    """One finding as an annotation; the whole row of the contract stands in `finding`."""
    span, source = row["span"], row["source"]
    tags = [row["kind"], row["status"], row.get("event_type") or row.get("relation") or row.get("claim_type")]
    return {
        "id": f"urn:dragoman:finding:{row['id']}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Software", "name": f"Dragoman {__version__}, {row['method']}"},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": headline(row)},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags if tag),
            *(
                {"type": "TextualBody", "purpose": "identifying", "value": actor["id"] or actor["name"]}
                for actor in actors_of(row)
            ),
        ],
        "target": {
            "source": address_of(source),
            "documentHash": f"sha256:{source['id']}",
            "textHash": f"sha256:{document.source.text_hash}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": span["exact"],
                    "prefix": document.text[max(0, span["start"] - _AROUND) : span["start"]],
                    "suffix": document.text[span["end"] : span["end"] + _AROUND],
                },
                {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]},
            ],
        },
        "finding": {key: value for key, value in row.items() if key not in ("source", "span")},
    }
