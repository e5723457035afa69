"""Speech that goes on without a new cue: after "said X", into the next paragraphs, by "he", by "citing Y"."""

from dragoman.records import Claim, ClaimType

from .conftest import Reader
from .test_claims import paragraphs


def claims_in(read_text: Reader, *texts: str) -> list[Claim]:
    text, blocks = paragraphs(*texts)
    return [claim for claim in read_text(text, Claim, blocks=blocks) if isinstance(claim, Claim)]


def test_a_quotation_goes_on_after_its_cue_and_into_the_next_paragraph(read_text: Reader) -> None:
    found = claims_in(
        read_text,
        '"We have never asked for anything of the kind," Lavrov said on Tuesday. "Our position is known.',
        '"The agreement stays as it is and nobody will change it."',
    )
    told = {content.exact.strip('"'): claim.speaker.name for claim in found for content in claim.content}
    assert told["Our position is known."] == "Sergey Lavrov"
    assert told["The agreement stays as it is and nobody will change it."] == "Sergey Lavrov"


def test_scare_quotes_after_a_quotation_are_nobodys_words(read_text: Reader) -> None:
    found = claims_in(read_text, "“The road is open,” Lavrov said. The so-called “road of friendship” has two lanes.")
    assert [claim.cue.exact for claim in found if claim.cue] == ["said"]
    assert all("friendship" not in content.exact for claim in found for content in claim.content)


def test_he_who_adds_in_a_later_paragraph_is_the_last_speaker(read_text: Reader) -> None:
    found = claims_in(
        read_text,
        "“The road is open,” Lavrov said on Monday. “There was much work. It was done in winter. It is done now.”",
        "“We shall discuss the rest in the autumn,” he added.",
    )
    assert found[-1].speaker.id == "sergey-lavrov"


def test_whom_an_agency_cites_stands_inside_its_voice(read_text: Reader) -> None:
    found = claims_in(
        read_text,
        "The Interfax agency, citing the Russian Defence Ministry, reported that General Ivan Example had said that the "
        "troops would leave Syria.",
    )
    innermost = next(claim for claim in found if claim.speaker.name == "Ivan Example")
    assert [actor.name for actor in innermost.voice][1:] == [
        "Interfax agency",
        "Defence Ministry of Russia",
        "Ivan Example",
    ]


def test_in_the_words_of_somebody_is_a_statement(read_text: Reader) -> None:
    (claim,) = [c for c in claims_in(read_text, "In the words of Lavrov, the corridor is open.") if c.cue]
    assert claim.claim_type is ClaimType.STATEMENT


def test_a_telephone_call_and_a_question_are_no_claims(read_text: Reader) -> None:
    assert claims_in(read_text, "On 6 January Erdoğan called Tokayev, and so did others.") == []


def test_what_nobody_believes_is_denied(read_text: Reader) -> None:
    found = claims_in(
        read_text, "The three ministers met. None of them believes that Kazakhstan will leave the alliance."
    )
    assert all("the speaker denies it" in claim.notes for claim in found if claim.cue and claim.cue.exact == "believes")


def test_she_is_the_person_whom_the_paragraph_has_named_not_the_last_speaker(read_text: Reader) -> None:
    found = claims_in(
        read_text,
        "Arkady Example of the Neva Circle told us that he saw no threat in the plan.",
        "Our colleague Zarina Example of the Tobyl Centre in Astana contradicts him. “China and Russia are rivals,” she said.",
    )
    assert found[-1].speaker.name == "Zarina Example"
