from dragoman.records import Block, Document, Role, Source, text_hash
from dragoman.show.highlight import LETTERS, in_context, passages, sheaf_at, sheaves


def document(text: str, *blocks: tuple[int, int, Role]) -> Document:
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en")
    return Document(source, text, tuple(Block(*block) for block in blocks))


def row(name: str, start: int, end: int, kind: str = "event") -> dict[str, object]:
    return {"id": name, "kind": kind, "span": {"start": start, "end": end}}


def test_overlapping_findings_are_cut_apart_and_nothing_is_lost() -> None:
    text = "Kazakhstan signed and Russia said so"
    told = document(text, (0, len(text), Role.BODY))
    (passage,) = passages(told, [row("a", 0, 25), row("b", 11, 36, "claim")], sheaves(told)[0])
    assert "".join(piece.text for piece in passage.pieces) == text
    assert [piece.findings for piece in passage.pieces] == [("a",), ("b", "a"), ("b",)] or [
        set(piece.findings) for piece in passage.pieces
    ] == [{"a"}, {"a", "b"}, {"b"}]
    assert [piece.first for piece in passage.pieces] == [("a",), ("b",), ()]


def test_the_innermost_finding_is_the_shortest() -> None:
    text = "Trade grew to 5 billion in 2022"
    told = document(text, (0, len(text), Role.BODY))
    (passage,) = passages(told, [row("whole", 0, 31), row("figure", 14, 23, "figure")], sheaves(told)[0])
    assert [piece.innermost for piece in passage.pieces] == ["whole", "figure", "whole"]


def test_offsets_are_code_points() -> None:
    text = "😀 Қазақстан said so"
    told = document(text, (0, len(text), Role.BODY))
    (passage,) = passages(told, [row("a", 2, 11)], sheaves(told)[0])
    assert [piece.text for piece in passage.pieces if piece.findings] == ["Қазақстан"]


def test_noise_is_told_as_noise_and_text_between_blocks_too() -> None:
    text = "Menu\nBody stands here\nstray"
    told = document(text, (0, 4, Role.NOISE), (5, 21, Role.BODY))
    assert [(passage.noise, passage.pieces[0].text.strip()) for passage in passages(told, [], sheaves(told)[0])] == [
        (True, "Menu"),
        (False, "Body stands here"),
        (True, "stray"),
    ]


def test_a_long_text_is_cut_between_blocks_and_each_place_is_on_one_part() -> None:
    size = LETTERS // 2
    text = "\n".join("x" * size for _ in range(5))
    told = document(text, *((n * (size + 1), n * (size + 1) + size, Role.BODY) for n in range(5)))
    parts = sheaves(told)
    assert [part.number for part in parts] == [1, 2, 3][: len(parts)]
    assert len(parts) > 1
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert sheaf_at(parts, len(text) + 5) is parts[-1]
    assert sheaf_at(parts, parts[1].start) is parts[1]


def test_the_context_of_a_quote_is_its_block_cut_at_words() -> None:
    text = "before " * 100 + "QUOTE" + " after" * 100
    told = document(text, (0, len(text), Role.BODY))
    start = text.index("QUOTE")
    before, quote, after = in_context(told, start, start + 5, room=20)
    assert (before, quote, after) == ("… before before ", "QUOTE", " after after after …")
