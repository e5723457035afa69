"""Interviews are cut into turns with their speakers; what is no interview is not."""

import pytest

from dragoman.read.documents.interview import announced_in

from .makers import LONG, LONGER, read, turns

Q1 = "How do you judge the new corridor?"
Q2 = "And what do your neighbours say about it?"
Q3 = "What will you do next year?"
INTRO = (
    "The Gazette spoke to Professor Anna Berg, a historian of railways, about the corridor and the region around it."
)


def roles(*paragraphs: str) -> list[tuple[str, str | None]]:
    return [(role[0], speaker) for role, speaker, _ in turns(read("\n\n".join(paragraphs)))]


ANNOUNCED = [("q", None), ("a", "Anna Berg"), ("a", "Anna Berg"), ("q", None), ("a", "Anna Berg")]


def test_bold_labels_name_the_speaker_and_stay_outside() -> None:
    paragraphs = [f"*{Q1}*", f"**Anna Berg:** {LONG}", LONGER, f"*{Q2}*", f"**Anna Berg:** {LONGER}"]
    found = turns(read("\n\n".join(["The corridor opens today", *paragraphs])))
    assert found == [
        ("question", None, Q1),
        ("answer", "Anna Berg", LONG),
        ("answer", "Anna Berg", LONGER),
        ("question", None, Q2),
        ("answer", "Anna Berg", LONGER),
    ]


def test_plain_labels_of_two_people() -> None:
    assert (
        roles(f"Paul Ros: {Q1}", f"Anna Berg: {LONG}", f"Paul Ros: {Q2}", f"Anna Berg: {LONGER}")
        == [
            ("q", "Paul Ros"),
            ("a", "Anna Berg"),
        ]
        * 2
    )


def test_a_surname_as_label_stands_for_the_name_in_the_introduction() -> None:
    assert roles(INTRO, f"Gazette: {Q1}", f"Berg: {LONG}", f"Gazette: {Q2}", f"Berg: {LONGER}")[1] == ("a", "Anna Berg")


def test_initials_stand_for_the_name_in_the_introduction() -> None:
    assert roles(INTRO, f"Q: {Q1}", f"A.B.: {LONG}", f"Q: {Q2}", f"A.B.: {LONGER}")[1] == ("a", "Anna Berg")


@pytest.mark.parametrize(("ask", "reply"), [("Q", "A"), ("Question", "Answer"), ("Вопрос", "Ответ"), ("Soru", "Cevap")])
def test_questions_and_answers_named_so(ask: str, reply: str) -> None:
    assert roles(INTRO, f"{ask}: {Q1}", f"{reply}: {LONG}", LONGER, f"{ask}: {Q2}", f"{reply}: {LONG}") == ANNOUNCED


@pytest.mark.parametrize("dash", ["- ", "– ", "— ", "—"])
def test_dashes_alternate_and_a_turn_holds_until_the_next(dash: str) -> None:
    assert roles(INTRO, dash + Q1, dash + LONG, LONGER, dash + Q2, dash + LONG) == ANNOUNCED


def test_a_dashed_order_is_a_question_and_a_dashed_question_may_answer() -> None:
    order = "- Tell us about the ports, please."
    found = roles(INTRO, f"- {Q1}", f"- {LONG}", order, f"- {LONG} Is that so bad?", f"- {Q2}", f"- {LONGER}")
    assert [role for role, _ in found] == ["q", "a", "q", "a", "q", "a"]


def test_dashed_questions_with_plain_answers() -> None:
    assert roles(INTRO, f"- {Q1}", LONG, LONGER, f"- {Q2}", LONG) == ANNOUNCED


@pytest.mark.parametrize("mark", ["**", "*"])
def test_emphasised_questions_with_plain_answers(mark: str) -> None:
    assert roles(INTRO, f"{mark}{Q1}{mark}", LONG, LONGER, f"{mark}{Q2}{mark}", LONG) == ANNOUNCED


def test_nothing_but_questions_that_address_somebody() -> None:
    assert roles(INTRO, Q1, LONG, Q2, LONGER, Q3, LONG) == [("q", None), ("a", "Anna Berg")] * 3


def test_an_interview_on_a_page_is_told_by_its_bold_questions() -> None:
    body = "".join(f"<p><strong>{question}</strong></p><p>{LONG}</p><p>{LONGER}</p>" for question in (Q1, Q2, Q3))
    page = f"<html><body><article><h1>Interview with Anna Berg</h1>{body}</article></body></html>"
    found = turns(read(page, "a.html"))
    assert [(role[0], speaker) for role, speaker, _ in found[:3]] == [
        ("q", None),
        ("a", "Anna Berg"),
        ("a", "Anna Berg"),
    ]


def test_headings_inside_an_interview_end_no_turn() -> None:
    found = roles(INTRO, f"- {Q1}", f"- {LONG}", "On the ports", LONGER, f"- {Q2}", f"- {LONG}")
    assert found == ANNOUNCED


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Where will it lead?", LONG, "Who will pay for it?", LONGER, "Why should anybody care?", LONG, LONGER),
        ("First: " + LONG, "Second: " + LONGER, "Third: " + LONG),
        (LONG, "- Freedonia wants the port.", "- Sylvania wants the railway.", "- Ruritania wants peace.", LONGER),
        ("What is the corridor?", LONG, "How long is it?", LONGER, "Who pays?", LONG),
        ("Conclusion: " + LONG, LONGER, "Will it last?", LONG),
        (LONG, "“We want the port,” he said.", "“Who does not?”", LONGER),
    ],
)
def test_what_is_no_interview_has_no_turns(paragraphs: tuple[str, ...]) -> None:
    assert roles("The corridor opens today", *paragraphs) == []


@pytest.mark.parametrize(
    ("line", "guest", "asker"),
    [
        ("Interview with Prof. Anna Berg", "Anna Berg", None),
        ("An interview with the former Foreign Minister of Ruritania, Anna Berg, on trade", "Anna Berg", None),
        ("Gazette.az had a conversation with Anna Berg (Ruritania), doctor of history.", "Anna Berg", "Gazette.az"),
        ("Historian Anna Berg from Ruritania answered Paul Ros’s questions.", "Anna Berg", "Paul Ros"),
        ("Reuters spoke to Dr. Anna von Berg about the port.", "Anna von Berg", "Reuters"),
        ("In an interview with Reuters, Anna Berg spoke of ports.", "Anna Berg", None),
        ("Anna Berg: “The port will open”", "Anna Berg", None),
        ("Interviewed by Paul Ros", None, "Paul Ros"),
        ("The minister told us nothing about the port.", None, None),
    ],
)
def test_the_introduction_says_who_asks_and_who_answers(line: str, guest: str | None, asker: str | None) -> None:
    found = announced_in([line])
    assert (found.guest, found.asker) == (guest, asker)
