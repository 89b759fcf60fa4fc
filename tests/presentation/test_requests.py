"""What is requested of a reader, and when the next meeting is."""

from datetime import date

import pytest

from learnboard.domain.consent import consult
from learnboard.domain.model.people import Appointment
from learnboard.domain.report import board_report
from learnboard.presentation.around import Around
from learnboard.presentation.proposals import proposal_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import (
    action_text,
    action_texts,
    agenda,
    approval_text,
    meeting_text,
    overdue_agendas,
    overdue_text,
    requests_text,
)
from tests import builders

DAY = date(2026, 6, 26)


def _context(*rows: object, you: str | None = None) -> ReaderContext:
    return ReaderContext(board_report(builders.year_of(*rows), DAY), you)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((0, 0, 0), ""),
        ((1, 0, 0), "1 approval"),
        ((0, 1, 1), "1 consent and 1 action"),
        ((2, 3, 4), "2 approvals, 3 consents and 4 actions"),
    ],
)
def test_requests_are_counted(counts: tuple[int, int, int], text: str) -> None:
    assert requests_text(*counts) == text


def test_an_approval_that_the_budget_does_not_cover_says_by_how_much() -> None:
    budget = builders.budget(id="bu1", allocated="200")
    entry = builders.budget_entry(id="be1", state="proposed", estimate="240")
    assert approval_text(entry, _context(budget, entry)).balance == (
        "200.00 EUR left in the budget, 40.00 EUR over after it"
    )
    assert approval_text(entry, _context(entry)).balance == ""


@pytest.mark.parametrize(
    ("state", "closes_on", "funding", "closes"),
    [
        ("open", "2026-06-26", "asks for time and cost, 2 h a week", "closes 26 Jun"),
        ("lapsed", "2026-06-25", "asked for time and cost, 2 h a week", "closed 25 Jun"),
    ],
)
def test_a_proposal_says_what_it_asks_for_until_when(state: str, closes_on: str, funding: str, closes: str) -> None:
    row = builders.proposal(funding_asked="time_and_cost", minutes_per_week=120, closes_on=closes_on, min_responses=1)
    context = _context()
    text = proposal_text(consult(row, (), context.day), Around.for_reader(context, row))
    assert (text.ask, text.closes.text, text.needed) == (funding, closes, "needs 1 consent and no objection")
    assert text.state.label == state
    lapsed = "lapsed, silence is no consent: 0 consents of 1"
    assert [fact.text for _, fact in text.outcome] == ([] if state == "open" else [lapsed])


def test_the_actions_of_the_reader_come_first() -> None:
    rows = [
        builders.action(id="a1", who_id="owner", text="ask them", due_on="2026-05-22"),
        builders.action(id="a2", who_id=None, text="book a room"),
        builders.action(id="a3", who_id="p1", text="lend the book"),
    ]
    reader = _context(builders.person(id="p1", name="Rowan Teal"), *rows, you="p1")
    assert [text.facts for text in action_texts(reader, tuple(rows))] == [
        "you",
        "Alder Finch, overdue since 22 May, 35 days ago",
        "nobody named",
    ]
    assert [text.who for text in action_texts(_context(*rows), tuple(rows))] == [
        "Alder Finch",
        "nobody named",
        "nobody named",
    ]


def test_an_action_of_ones_own_is_ones_own_whatever_one_is_called() -> None:
    assert action_text(builders.action(), "Alder Finch", DAY, mine=True).who == "you"


@pytest.mark.parametrize(
    ("on", "text", "full"),
    [
        ("2026-08-07", "7 Aug, with Rowan Teal", "7 Aug, in 42 days, with Rowan Teal"),
        ("2026-05-05", "overdue since 5 May, with Rowan Teal", "overdue since 5 May, 52 days ago, with Rowan Teal"),
    ],
)
def test_the_next_meeting_may_be_overdue(on: str, text: str, full: str) -> None:
    meeting = meeting_text(Appointment("Rowan Teal", date.fromisoformat(on)), DAY)
    assert (meeting.text, meeting.full) == (text, full)
    assert meeting_text(Appointment("", date.fromisoformat(on)), DAY).text == text.partition(", with")[0]


def test_an_agenda_whose_day_has_passed_is_told_apart_from_the_next_one() -> None:
    late = builders.meeting(id="m1", on="2026-05-08", held=False, with_ids=["p1"])
    rows = (builders.person(name="Rowan Teal"), builders.topic(id="t1", meeting_id="m1", text="pager rota"), late)
    context = _context(*rows, you="p1")
    (first, others) = agenda(context), overdue_agendas(context)
    assert first
    assert (first.heading, first.topics) == (
        "Mentor meeting with you, overdue since 8 May 2026",
        ("pager rota",),
    )
    assert (others, overdue_text(context)) == ((), "")
    later = builders.meeting(id="m2", on="2026-08-07", held=False, with_ids=["p1"])
    context = _context(*rows, later, you="p1")
    assert (first := agenda(context))
    assert first.heading == "Next meeting: 7 Aug, with Rowan Teal"
    assert [each.topics for each in overdue_agendas(context)] == [("pager rota",)]
    assert overdue_text(context) == "8 May, with Rowan Teal"
