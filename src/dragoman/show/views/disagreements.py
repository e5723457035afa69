"""Disagreements: where the sources contradict each other – both quotes side by side, and what would settle it."""

import re
from collections.abc import Sequence

from fastapi import APIRouter

from dragoman.ledger import window
from dragoman.ledger.window import Number
from dragoman.measure.disagreement import Quarrel
from dragoman.records import Kind, Row
from dragoman.show import questions
from dragoman.show.asked import Asked
from dragoman.show.figures.dumbbell import dumbbell
from dragoman.show.gallery import Rows, asked_for, gallery, naming, one_of, side
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
COLUMNS = (
    "row", "kind", "about", "a", "b", "same_voice", "finding_1", "voice_1", "stance_1", "quote_1", "source_1", "date_1",
    "finding_2", "voice_2", "stance_2", "quote_2", "source_2", "date_2", "settle", "indirect", "value", "n",
)  # fmt: skip
_ALL = "all"
_KINDS = (_ALL, *map(str, Quarrel))
_INDIRECT = ("left out", "told")


def disagreements(visit: Visit) -> Sheet:
    """All disagreements, the strongest first: about a side (`about`) or two (`with`), of a `kind`; those in which the two only bear on each
    other are `indirect` and left out if not asked for."""
    kind = one_of(visit, "kind", _KINDS, _ALL)
    about, other = (side(visit, key, "") if asked_for(visit, key) else "" for key in ("about", "with"))
    indirect = one_of(visit, "indirect", _INDIRECT, _INDIRECT[0])
    asked = Asked.of(dict(visit.request.query_params), "kind", "about", "with", "indirect", every=visit.whole)
    answer = visit.desk.answer(visit.book, questions.disagreeing, slow=True)
    every = answer.value["rows"] if answer.value else []
    of_side = [row for row in every if all(_concerns(row, code) for code in (about, other) if code)]
    of_kind = [row for row in of_side if kind in (_ALL, row["kind"])]
    kept = [row for row in of_kind if indirect == _INDIRECT[1] or not row["indirect"]]
    start = (asked.page - 1) * asked.size
    shown = kept if visit.whole else kept[start : start + asked.size]
    told = of_side if indirect == _INDIRECT[1] else [row for row in of_side if not row["indirect"]]
    counts = {one: sum(row["kind"] == one for row in told) for one in _KINDS[1:]}
    named = naming(visit)
    heading = " ".join(
        [
            "Disagreements",
            *(["about", " and ".join(named(code) for code in (about, other) if code)] if about or other else []),
        ]
    )
    return gallery(
        visit, "disagreements.html", heading if kind == _ALL else f"{heading}: {kind}",
        Rows(rows=shown, columns=COLUMNS, total=Number(len(kept)), flat=_flat, every=lambda _: iter(kept)),
        [dumbbell(_figures(visit, kept), visit.desk.told(visit.book, answer))],
        {
            "kind": kind, "indirect": indirect, "bearing": sum(bool(row["indirect"]) for row in of_kind),
            "about": about, "typed": asked_for(visit, "about"), "other": asked_for(visit, "with"),
            "kinds": _KINDS, "by_kind": counts, "asked": asked, "answer": answer,
            "counts": visit.desk.counts(visit.book),
            "matters": [_matter(visit, row) for row in shown], "definition": answer.value["definition"] if answer.value else "",
            "notes": answer.value["notes"] if answer.value else (),
        },
        [answer],
    )  # fmt: skip


def _concerns(row: Row, code: str) -> bool:
    """Whether a side is one of those that the row is about."""
    return code in (row["a"], row["b"]) or bool(re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", row["about"] or ""))


def _matter(visit: Visit, row: Row) -> str:
    """What a row is about, codes of sides told by name."""
    known = visit.desk.world
    codes = {row["a"], row["b"], *re.findall(r"[\w-]+(?= – )|(?<= – )[\w-]+", row["about"])}

    def name(found: re.Match[str]) -> str:
        entity = known.entity(found[0]) if found[0] in codes else None
        return entity.name if entity else found[0]

    return re.sub(r"[\w-]+", name, row["about"])


def _flat(row: Row) -> Row:
    return {name: row[name] for name in COLUMNS}


def _figures(visit: Visit, rows: Sequence[Row]) -> list[Row]:
    """Those about numbers, each with its two values, for the dumbbell."""
    told = []
    for row in rows:
        ends = (row["finding_1"], row["finding_2"])
        if row["kind"] != Quarrel.FIGURE or any(":" in end for end in ends):
            continue
        one, other = window.rows_of(visit.book, ends)
        if {one["kind"], other["kind"]} != {str(Kind.FIGURE)}:
            continue
        low, high = sorted((abs(one["value"]), abs(other["value"])))
        told.append({
            "about": one["about"] or other["about"] or "", "unit": one["unit"], "apart": high / low if low else None, "row": row["row"],
            **{f"value_{n}": end["value"] for n, end in ((1, one), (2, other))},
            **{f"{name}_{n}": row[f"{name}_{n}"] for name in ("voice", "date") for n in (1, 2)},
        })  # fmt: skip
    return told


register(router, "/disagreements", disagreements, keys=("about", "with", "kind", "indirect"), meant=sides("about"))
