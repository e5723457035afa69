"""Claims: who says what, by which word."""

import pytest

from dragoman.records import Block, Claim, ClaimType, Role, Sign

from .conftest import Reader

CASES = [
    # text | speaker | cue | content
    ("Lavrov said that the alliance was strong.", "Sergey Lavrov", "said", ["the alliance was strong"]),
    ("“The alliance is strong,” Lavrov said.", "Sergey Lavrov", "said", ["The alliance is strong"]),
    (
        "“We are allies. They are friends of ours,” said Lavrov.",
        "Sergey Lavrov",
        "said",
        ["We are allies. They are friends of ours"],
    ),
    ("According to Ankara, the corridor is open.", "Türkiye", "According to", ["the corridor is open"]),
    ("The corridor is open, according to Ankara.", "Türkiye", "according to", ["The corridor is open"]),
    (
        "According to some analysts, Russia has lost influence.",
        "some analysts",
        "According to",
        ["Russia has lost influence"],
    ),
    (
        "Ruslan Example, an expert on energy, argues that Beijing is patient.",
        "Ruslan Example",
        "argues",
        ["Beijing is patient"],
    ),
    ("Washington believes that the region matters.", "United States", "believes", ["the region matters"]),
    ("Many perceive the bloc as a tool of Moscow.", "Many", "perceive", ["the bloc as a tool of Moscow"]),
]


def words(claim: Claim) -> list[str]:
    """The contents without "that" and marks at their edges: annotators count them in, and so does the tagger."""
    return [span.exact.strip('“”"., ').removeprefix("that ") for span in claim.content]


@pytest.mark.parametrize(("text", "speaker", "cue", "content"), CASES)
def test_a_claim_has_its_speaker_cue_and_content(
    read_text: Reader, text: str, speaker: str, cue: str, content: list[str]
) -> None:
    found = [c for c in read_text(text, Claim) if isinstance(c, Claim) and c.cue]
    assert [(c.speaker.name, c.cue.exact, words(c)) for c in found if c.cue] == [(speaker, cue, content)]


def test_a_speaker_two_sentences_later_is_found(read_text: Reader) -> None:
    text = "There would be six hundred states. This would be chaos. This was stated by President Tokayev in 2022."
    (claim,) = [c for c in read_text(text, Claim) if isinstance(c, Claim) and c.cue]
    assert claim.speaker.id == "kassym-jomart-tokayev"
    assert claim.content[0].exact == "There would be six hundred states. This would be chaos."


def test_a_page_break_in_what_is_said_is_left_out_of_it(read_text: Reader) -> None:
    text = "Lavrov said that the road was closed\n\nA footer, page 1 of 2\n\nand that the port was open."
    blocks = (Block(0, 36, Role.BODY), Block(38, 59, Role.NOISE), Block(61, len(text), Role.BODY, continues=True))
    (claim,) = [c for c in read_text(text, Claim, blocks=blocks) if isinstance(c, Claim)]
    assert words(claim) == ["the road was closed", "and that the port was open"]
    assert "footer" not in claim.span.exact


def paragraphs(*texts: str) -> tuple[str, tuple[Block, ...]]:
    """A text of several paragraphs with its blocks."""
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block(start, start + len(text), Role.BODY))
        start += len(text) + 2
    return "\n\n".join(texts), tuple(blocks)


@pytest.mark.parametrize(
    "texts",
    [
        ("The Russian foreign minister, Sergei Lavrov, said:", "The road is open and the port will follow."),
        ("“The road is open,” Lavrov said.", "“The port will follow, as was agreed.”"),
    ],
)
def test_the_next_paragraph_goes_on_with_the_words_of_the_last_speaker(
    read_text: Reader, texts: tuple[str, ...]
) -> None:
    text, blocks = paragraphs(*texts)
    last = [c for c in read_text(text, Claim, blocks=blocks) if isinstance(c, Claim)][-1]
    assert last.speaker.name == "Sergey Lavrov"
    assert "port will follow" in last.content[0].exact


def test_a_paragraph_without_marks_after_a_quotation_is_the_authors_again(read_text: Reader) -> None:
    text, blocks = paragraphs("“The road is open,” Lavrov said.", "The port may follow in June.")
    assert len([c for c in read_text(text, Claim, blocks=blocks) if isinstance(c, Claim)]) == 1


def test_an_attitude_is_told_from_a_statement(read_text: Reader) -> None:
    (said,) = read_text("Lavrov said that the road was closed.", Claim)
    (felt,) = read_text("Lavrov fears that the road is closed.", Claim)
    assert isinstance(said, Claim)
    assert isinstance(felt, Claim)
    assert (said.claim_type, felt.claim_type) == (ClaimType.STATEMENT, ClaimType.ATTITUDE)


def test_he_whom_nobody_knows_is_not_the_author(read_text: Reader) -> None:
    (claim,) = [c for c in read_text("“Russia and Kazakhstan are allies,” he says.", Claim) if isinstance(c, Claim)]
    assert claim.speaker.name == "he"
    assert claim.speaker.id is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("He met Vladimir Putin, who acknowledged in public that the road was closed.", "Vladimir Putin"),
        ("Pavel Invented, who owns a ship, disagrees. He said that the road was closed.", "Pavel Invented"),
        ("Aru Invented of the Example Forum laughs at this. Invented believes that the road is open.", "Aru Invented"),
        ("We expect that the road stays closed.", "Dana Reader"),
    ],
)
def test_a_speaker_is_led_back_to_the_one_who_is_named(read_text: Reader, text: str, speaker: str) -> None:
    found = [c.speaker.name for c in read_text(text, Claim) if isinstance(c, Claim) and c.cue]
    assert found[-1:] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody threatened anybody.",
        "Whoever says that the alliance is dead has not counted its members.",
        "We asked Aru Invented, head of the Example Circle, how Moscow reads the two days.",
    ],
)
def test_nobody_and_those_who_ask_say_nothing(read_text: Reader, text: str) -> None:
    assert [c for c in read_text(text, Claim) if isinstance(c, Claim) and c.cue] == []


def test_an_answer_is_in_the_voice_of_the_person_interviewed(read_text: Reader) -> None:
    text = "How do you see it?\nThe region is open to everybody."
    blocks = (Block(0, 18, Role.QUESTION, "Dana Reader"), Block(19, len(text), Role.ANSWER, "Aru Invented"))
    (claim,) = [c for c in read_text(text, Claim, blocks=blocks) if isinstance(c, Claim)]
    assert [actor.name for actor in claim.voice] == ["Dana Reader", "Aru Invented"]
    assert claim.content[0].exact == "The region is open to everybody."
    assert claim.cue is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lavrov said that Russia and Kazakhstan are allies.", ("RUS", "KAZ", Sign.COOPERATIVE)),
        ("Lavrov said that Russia is a rival of Turkey.", ("RUS", "TUR", Sign.ADVERSARIAL)),
        ("Lavrov said that Russia is not a rival of Turkey.", ("RUS", "TUR", Sign.COOPERATIVE)),
        ("Lavrov said that the tension between Russia and Turkey had grown.", ("RUS", "TUR", Sign.ADVERSARIAL)),
        ("Lavrov said that Russia and Turkey have long coasts.", None),
    ],
)
def test_a_voice_describes_a_relation(read_text: Reader, text: str, expected: tuple[str, str, Sign] | None) -> None:
    (claim,) = [c for c in read_text(text, Claim) if isinstance(c, Claim) and c.cue]
    assessed = claim.assessment
    assert (assessed and (assessed.a, assessed.b, assessed.sign)) == expected
