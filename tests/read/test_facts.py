"""Known facts beside findings: a note where checked rows contradict a text, and silence everywhere else."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.read.facts import Facts
from dragoman.records import Actor, Event, EventType, Finding, Modality, PartialDate, Span, Tie, parse_when
from dragoman.world import World

from .conftest import Reader

PAGE = "https://example.org/"
TABLES = {
    "organisations.csv": (
        "id,name,type,state,parent,start,end,certainty,source,checked,note",
        f"XLG,League of Examples,igo,,,2001-05-01,,high,{PAGE},2026-01-01,",
    ),
    "organisation_names.csv": (
        "entity,name,language,sense,start,end,certainty,source,note",
        f"XLG,League of Examples,en,name,2015-06-01,,high,{PAGE},",
        f"XLG,Example Council,en,name,2001-05-01,2015-06-01,high,{PAGE},",
    ),
    "memberships.csv": (
        "org,state,status,start,end,certainty,source,checked,note",
        f"XLG,KAZ,member,2001-05-01,,high,{PAGE},2026-01-01,",
        f"XLG,UZB,member,2001-05-01,2012-12-19,high,{PAGE},2026-01-01,",
        f"XLG,TKM,observer,2007-03-01,,high,{PAGE},2026-01-01,",
        "XLG,KGZ,member,2001-05-01,2005-01-01,unverified,general,,",
    ),
    "milestones.csv": (
        "org,date,days,kind,name,place,certainty,source,checked,note",
        f"XLG,2010-09-14,2,summit,3rd summit,Samarkand,high,{PAGE},2026-01-01,",
        f"XLG,2012-10-11,,summit,5th summit,Baku,high,{PAGE},2026-01-01,",
        "XLG,2014-03-03,,summit,7th summit,Tashkent,unverified,general,,",
        f"XLG,2015-06-01,,renamed,League of Examples,,high,{PAGE},2026-01-01,",
    ),
    "persons.csv": ("id,name,surname,bare,certainty,source,note", f"jane-doe,Jane Doe,Doe,no,high,{PAGE},"),
    "tenures.csv": (
        "person,body,office,start,end,acting,certainty,source,checked,note",
        f"jane-doe,XLG,secretary-general,2010-01-01,2014-01-01,,high,{PAGE},2026-01-01,",
    ),
    "ties.csv": (
        "a,b,relation,instrument,start,end,certainty,source,checked,note",
        f"KAZ,XLG,strategic_partner,,2009-10-22,,high,{PAGE},2026-01-01,",
    ),
}
LEAGUE = Actor("League of Examples", "XLG", "XLG")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder: Path = tmp_path_factory.mktemp("tables")
    for name, lines in TABLES.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return World.load(folder)


def quoted(text: str) -> Span:
    return Span(0, len(text), text)


def summit(text: str, date: str, place: str | None = None, kind: EventType = EventType.CONSULT) -> Event:
    when = parse_when(date)
    return Event(source="s", span=quoted(text), method="test", event_type=kind, modality=Modality.HAPPENED,
                 actors=(LEAGUE,), date=when, place=place)  # fmt: skip


def member(
    state: str, relation: str = "member", start: str | None = None, modality: Modality = Modality.HAPPENED
) -> Tie:
    date = PartialDate.parse(start) if start else None
    return Tie(source="s", span=quoted("x"), method="test", a=Actor(state, state, state), b=LEAGUE,
               relation=relation, start=date, modality=modality)  # fmt: skip


def notes(world: World, finding: Finding, on: str = "2013-06-01", told: str | None = None) -> tuple[str, ...]:
    facts = Facts(world, datetime.date.fromisoformat(on))
    return facts.beside(finding, parse_when(told) if told else None).notes


def test_a_summit_in_the_wrong_month_is_noted_with_the_known_day(world: World) -> None:
    found = notes(world, summit("the League summit in Samarkand", "2010-10", "Samarkand"))
    assert found == ("text: summit in Samarkand, 2010-10; known: 2010-09-14 (3rd summit, Samarkand)",)


def test_a_summit_in_another_place_on_the_known_day_is_noted(world: World) -> None:
    found = notes(world, summit("the League summit in Tashkent", "2010-09", "Tashkent"))
    assert found == ("text: summit in Tashkent, 2010-09; known: 2010-09-14 (3rd summit, Samarkand)",)
    assert notes(world, summit("its fifth summit in Astana", "2012-10-11", "Astana"))


def test_a_departure_at_another_time_is_noted(world: World) -> None:
    left = replace(member("UZB"), end=PartialDate.parse("2010"))
    assert notes(world, left) == ("text: member until 2010; known: member 2001-05-01–2012-12-19",)
    assert notes(world, replace(left, end=PartialDate.parse("2012-12"))) == ()


@pytest.mark.parametrize("date", ["2010-09-14", "2010-09-15", "2010-09", "2010", "2010-09-13/2010-09-14"])
def test_a_summit_at_the_known_time_is_not_noted(world: World, date: str) -> None:
    assert notes(world, summit("the League summit in Samarkand", date, "Samarkand")) == ()


def test_a_summit_is_known_by_its_number_too(world: World) -> None:
    assert notes(world, summit("the 5th summit of the League", "2012-11-11"))
    assert notes(world, summit("the 5th summit of the League", "2012-10")) == ()


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        ("the League summit in Samarkand", "2019-01", "Samarkand"),  # another one, years later
        ("the League summit", "2010-10", None),  # which one?
        ("the League summit in Tashkent", "2014-09", "Tashkent"),  # the row was never checked
        ("talks with the League in Samarkand", "2010-10", "Samarkand"),  # no summit
        ("the last summit, and the 5th summit of the League", "2011-03", None),  # of two, which one?
    ],
)
def test_what_the_tables_do_not_know_for_sure_is_not_noted(
    world: World, text: str, date: str, place: str | None
) -> None:
    assert notes(world, summit(text, date, place)) == ()


def test_a_membership_that_had_ended_is_noted(world: World) -> None:
    assert notes(world, member("UZB")) == ("text: member; known: member 2001-05-01–2012-12-19",)
    assert notes(world, member("UZB"), on="2012-12-18") == ()


def test_an_observer_called_a_member_is_noted(world: World) -> None:
    assert notes(world, member("TKM")) == ("text: member; known: observer since 2007-03-01",)
    assert notes(world, member("TKM", "observer")) == ()


def test_another_first_day_is_noted_at_the_precision_of_the_text(world: World) -> None:
    assert notes(world, member("KAZ", start="2003")) == ("text: member since 2003; known: member since 2001-05-01",)
    assert notes(world, member("KAZ", start="2001")) == ()
    assert notes(world, member("KAZ", start="2001-05")) == ()


@pytest.mark.parametrize("state", ["KGZ", "FRA"])
def test_an_unchecked_or_a_missing_row_contradicts_nothing(world: World, state: str) -> None:
    assert notes(world, member(state)) == ()


def test_a_denied_membership_is_not_noted(world: World) -> None:
    assert notes(world, member("UZB", modality=Modality.DENIED)) == ()


def office_of(*others: str) -> Tie:
    return Tie(source="s", span=quoted("x"), method="test", a=Actor("Jane Doe", "jane-doe", "XLG"), b=LEAGUE,
               relation="office", notes=("office: secretary-general", *others))  # fmt: skip


def test_an_office_that_had_ended_is_noted_unless_the_text_says_so_or_tells_of_that_time(world: World) -> None:
    assert notes(world, office_of(), on="2016-01-01")[-1] == "text: secretary-general; known: 2010-01-01–2014-01-01"
    assert notes(world, office_of(), on="2013-01-01") == ("office: secretary-general",)
    assert len(notes(world, office_of("former"), on="2016-01-01")) == 2
    assert len(notes(world, office_of(), on="2016-01-01", told="2012-05")) == 1


def test_a_tie_that_began_at_another_time_is_noted(world: World) -> None:
    assert notes(world, member("KAZ", "strategic_partner", "2011")) == (
        "text: strategic partner since 2011; known: since 2009-10-22",
    )
    assert notes(world, member("KAZ", "strategic_partner", "2009")) == ()


def test_a_name_that_the_body_had_given_up_is_noted(world: World) -> None:
    named = Actor("League of Examples", "XLG", "XLG", quoted("Example Council"))
    event = summit("Example Council met", "2016-02-02")
    event = Event(source="s", span=event.span, method="test", event_type=EventType.CONSULT, modality=Modality.HAPPENED,
                  actors=(named,), date=event.date)  # fmt: skip
    assert notes(world, event) == ("text: Example Council; known: League of Examples since 2015-06-01",)
    earlier = Event(source="s", span=event.span, method="test", event_type=EventType.CONSULT,
                    modality=Modality.HAPPENED, actors=(named,), date=PartialDate.parse("2014"))  # fmt: skip
    assert notes(world, earlier) == ()


def test_a_finding_is_noted_never_corrected(world: World) -> None:
    finding = summit("the League summit in Samarkand", "2010-10", "Samarkand")
    noted = Facts(world, None).beside(finding)
    assert noted.date == finding.date
    assert noted.id == finding.id


def test_a_note_reaches_the_reader_of_the_text(read_text: Reader) -> None:
    text = "The summit of the Organization of Turkic States was held in Samarkand in September 2022."
    event = next(found for found in read_text(text) if isinstance(found, Event))
    assert event.notes == ("text: summit in Samarkand, 2022-09; known: 2022-11-11 (9th summit, Samarkand)",)
