"""What a page says, as values."""

from dataclasses import replace
from fractions import Fraction

import pytest

from learnboard.domain.model.records import Records
from learnboard.exchange.html import html_page
from learnboard.exchange.html.board import CardView, columns
from learnboard.exchange.html.changes import changes_view
from learnboard.exchange.html.opening import goals, head
from learnboard.exchange.html.requests import requests_view
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.svg import bar, percent_of_length
from learnboard.exchange.html.view import entries, hours, proposals
from learnboard.presentation.changes import WITHHELD
from learnboard.presentation.feedback import earlier_feedback
from learnboard.presentation.requests import AgendaText, agenda
from learnboard.presentation.resources import ledger_text
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.pages import source_of


def _card(of: PageSource, id_: str) -> CardView:
    return next(card for column in columns(of) for card in column.cards if card.id == id_)


# Bars


def test_a_bar_stays_within_its_ends_and_has_no_mark_at_its_beginning() -> None:
    over = bar(Fraction(5, 4), Fraction(-1, 10), Fraction(1, 3))
    assert over
    assert (over.length, over.mark, over.before) == ("100", "0", "33.3")
    assert bar(None, Fraction(1, 2)) is None
    begun = bar(Fraction(0), Fraction(0))
    assert begun
    assert begun.mark is None
    assert percent_of_length(None) == "0"


# The top


def test_the_head_says_whose_board_it_is_when_and_for_whom() -> None:
    top = head(pages.june_source())
    assert (top.title, top.role, top.day) == ("Alder Finch’s board", "backend developer", "26 Jun 2026")
    # 26 June is the 177th of 365 days.
    assert top.facts == ("day 177 of 365 of cycle 2026", "for Rowan Teal", "snapshot 2")
    assert top.meeting == "You meet on this day, 26 Jun."
    assert top.withheld == WITHHELD


def test_the_head_says_when_the_reader_meets_the_owner_next() -> None:
    reader = builders.person(id="p1", name="Rowan Teal")
    rows = [
        builders.meeting(id="m1", on="2026-07-01", with_ids=("p2",), held=False),
        builders.meeting(id="m2", on="2026-08-07", with_ids=("p1",), held=False),
    ]
    records = builders.year_of(reader, builders.person(id="p2", name="Hazel Brook"), *rows)
    assert head(source_of(records, reader=reader)).meeting == "Next meeting: 7 Aug, with Rowan Teal."
    assert head(source_of(records)).meeting == "Next meeting: 1 Jul, with Hazel Brook."
    assert head(source_of(builders.year_of())).meeting == ""


@pytest.mark.parametrize(
    ("day", "where"),
    [
        ("2025-12-31", "cycle 2026 has not begun"),
        ("2026-12-31", "day 365 of 365 of cycle 2026"),
        ("2027-01-01", "cycle 2026 is over"),
    ],
)
def test_the_head_says_where_in_its_cycle_a_board_is(day: str, where: str) -> None:
    assert head(source_of(builders.year_of(), day)).facts[0] == where


def test_the_goal_stands_with_what_is_expected_of_it() -> None:
    (goal,) = goals(pages.june_source())
    assert goal.text.statement == "I want to be a performance expert"
    assert (goal.text.reached, goal.text.expected) == (
        "39 %",
        "expected 37 %",
    )  # 0.387 and 0.366 in the mentor's report


def test_a_goal_that_is_worked_on_comes_before_one_that_was_set_aside() -> None:
    aside = builders.goal(id="g0", statement="sail", status="set_aside", position=0)
    found = goals(source_of(builders.records(aside, builders.goal(id="g2", statement="teach", position=9))))
    assert [(goal.text.statement, goal.text.status) for goal in found] == [("teach", "active"), ("sail", "set aside")]


# What changed


def test_groups_come_in_the_order_of_what_matters_with_their_titles() -> None:
    found = changes_view(pages.june_source())
    assert found.heading == "What changed since the snapshot of 27 Mar 2026"
    assert [(group.title, [row.text.id for row in group.rows]) for group in found.groups] == [
        ("Confidence fell", ["k11", "k22", "k31", "k41"]),
        ("Said to be on track, but far behind", ["k24"]),
        ("Moved forward", ["k12", "k13", "k14", "k21", "k33", "k42"]),
        ("Reported, the number is the same", ["k32"]),
        ("Nothing new", ["k23"]),
        ("Dropped", ["k34"]),
    ]
    assert [group.worrying for group in found.groups] == [True, True, False, False, False, False]


def test_a_row_says_old_and_new_and_what_else_is_worrying() -> None:
    rows = {row.text.id: row for group in changes_view(pages.june_source()).groups for row in group.rows}
    row = rows["k11"]
    assert (row.text.reached, row.expected, row.text.value) == ("47 % → 53 %", "expected 48 %", "640 → 610 ms")
    assert (row.text.confidence.text, row.text.health.label, row.text.was) == (
        "confidence 6 → 4",
        "at risk",
        "was on track",
    )
    assert (row.pace, rows["k33"].text.was) == (None, "was outdated")
    assert rows["k33"].pace == ("▼▼", "far behind", "bad")
    assert row.text.flags == ("last step backward, 590 → 610 ms",)
    assert (row.text.note, row.text.note_on) == ("new fraud check added 20 ms; not mine to remove", "19 Jun")
    assert row.bar
    assert (row.bar.length, row.bar.before, row.bar.mark) == ("53.3", "46.7", "48.5")  # 240 and 210 of 450, 177 of 365
    assert (rows["k22"].text.reached, rows["k22"].expected, rows["k22"].bar) == ("not done", "", None)
    assert rows["k14"].text.value == "2 of 4 steps"
    assert rows["k34"].text.note == "the vendor changed the exam; the playbook matters more"


def test_without_a_baseline_it_is_the_first_snapshot_and_shows_where_things_stand() -> None:
    of = PageSource(pages.june()[0], None, pages.june()[2])
    found = changes_view(of)
    assert (found.heading, found.first) == ("Where things stand", True)
    assert [(group.title, len(group.rows), group.worrying) for group in found.groups] == [
        ("At risk", 3, True),
        ("On track", 9, False),
        ("Achieved", 1, False),
        ("Dropped", 1, False),
    ]


# What is asked


def test_only_what_is_asked_of_the_reader_counts_as_asked_of_them() -> None:
    wanted = requests_view(pages.asking_source())
    assert [(one.text[:12], one.who) for one in wanted.actions] == [("read the dra", "you")]
    assert [(one.text[:12], one.who) for one in wanted.others] == [
        ("give a week ", "Hazel Brook"),
        ("ask the frau", "Alder Finch"),
        ("restart k33:", "Alder Finch"),
    ]
    assert wanted.others[0].due == ("overdue since 22 May", "35 days ago", "bad")
    assert wanted.of_reader == 3


def test_approvals_and_proposals_offer_the_decision_first() -> None:
    wanted = requests_view(pages.asking_source())
    ((approval, to_approve),), ((consent, to_consent),) = wanted.approvals, wanted.consents
    assert approval.proposed
    assert (approval.amount, approval.proposed.text) == ("249.00 EUR", "proposed 22 Jun")
    assert approval.balance == "651.60 EUR left in the budget, 402.60 EUR left after it"
    assert approval.purpose == "for “Finish the queueing theory course, five modules”"
    assert to_approve.first == ("approve", "decline")
    assert (consent.funding, consent.closes.text) == ("asks for time, 2 h a week", "closes 3 Jul")
    assert to_consent.first == ("consent", "objection")
    assert [(row.author, row.text) for row in consent.responses] == [("Linden Marsh", "Until when?")]


def test_what_is_in_the_way_is_of_the_latest_check_in_alone() -> None:
    ((_, blocker_text, _),) = requests_view(pages.june_source()).blocked
    assert blocker_text.reason == "dependency: fraud team's call is synchronous"
    assert blocker_text.next_action.endswith(", due 3 Jul")
    blocker = {"kind": "clarity", "text": "what is good?", "next_action": "", "due_on": None}
    stuck = builders.check_in("2026-05-01", "1", 5, blocker=blocker)
    free = builders.check_in("2026-06-01", "2", 5)
    assert requests_view(source_of(builders.year_of(builders.metric(), stuck, free))).blocked == ()


# The board


def test_a_card_says_all_that_is_known_of_it() -> None:
    card = _card(pages.june_source(), "k11")
    assert (card.text.reached, card.text.expected, card.text.value) == ("53 %", "expected 48 %", "610 ms")
    assert card.text.confidence == ("confidence 4 ↓2", "warn")
    assert card.text.kind == "metric from 850 to 400 ms"
    assert [row.on for row in card.check_ins] == ["19 Jun", "15 May", "20 Mar", "13 Feb", "16 Jan"]
    assert card.check_ins[0].blocker
    assert card.chart
    star = _card(pages.june_source(), "k32")
    assert star.text.ilo == "Individual Learning Objective since 1 Apr, own interest, helped by Hazel Brook"
    assert star.text.due
    assert star.text.due.text == "due 31 Jul"
    kept = _card(pages.june_source(), "k13").text
    assert (kept.kind, kept.kept) == ("keep at most 2 incidents each quarter", "kept in 1 of 4 quarters")
    assert [bool(step.done) for step in _card(pages.june_source(), "k31").steps] == [True, True, True, False, False]


def test_of_many_check_ins_the_newest_are_told_and_the_others_counted() -> None:
    said = [builders.check_in(f"2026-05-{day:02}", str(day), 5) for day in range(1, 26)]
    card = _card(source_of(builders.year_of(builders.metric(target="99"), *said)), "k1")
    assert (card.check_ins[0].value, card.check_ins[-1].value, card.earlier) == ("25", "6", 5)


def test_a_large_board_leaves_what_is_long_to_learnboard() -> None:
    rows = [builders.metric(id=f"k{at}", position=at) for at in range(301)]
    of = source_of(builders.year_of(*rows, builders.check_in("2026-05-01", "3", 5)), before=builders.year_of(*rows))
    card = _card(of, "k1")
    assert (card.chart, card.check_ins, card.earlier) == (None, (), 1)
    silent = changes_view(of).groups[-1]
    assert (silent.title, silent.size, len(silent.rows)) == ("Nothing new", 300, 100)


# Time, money, talks


def test_time_and_money_are_those_of_the_report() -> None:
    of = pages.june_source()
    time = hours(of)
    assert time
    # 4,355 of 4,680 minutes in the mentor's report.
    assert time.text.text == "72 h 35 of 78 h used, 5 h 25 left"
    (ledger,) = map(ledger_text, of.reading.report.ledgers)
    assert dict(ledger.sums) == {
        "allocated": "1750.00 EUR",
        "spent": "738.40 EUR",
        "committed": "360.00 EUR",
        "left": "651.60 EUR",
    }
    assert ledger.others == ("49.00 USD spent beside it",)
    entry, _ = entries(of)[0]
    assert entry.title == "Speaker coaching, three sessions"
    assert entry.decision == "approved by you on 24 Jun after 16 days"
    assert [text.state for text, _ in proposals(of)] == ["consented", "lapsed, silence is no consent"]


def test_earlier_feedback_stands_with_its_answer() -> None:
    text = earlier_feedback(pages.asking_source().reading)[-1]
    assert (text.author, text.kind, text.answer_text) == ("you", "suggestion", "done: p99 is on the wall")
    assert text.about == "for key result “Cut p95 latency of the checkout service from 850 ms to 400 ms”"
    assert text.action == "to do: add p99 to the dashboard, by 1 May"


def _agenda(of: PageSource) -> AgendaText | None:
    return agenda(of.reading, of.snapshot.records)


def test_the_agenda_is_that_of_the_day_or_of_the_next_meeting() -> None:
    today = _agenda(pages.june_source())
    assert today
    assert today.heading == "Mentor meeting with you, 26 Jun 2026"
    assert today.topics == ("k11 went backwards", "pace of work until the holiday")
    meeting = builders.meeting(on="2026-07-10", held=False)
    topic = builders.topic(text="pager rota", tag="operational")
    coming = _agenda(source_of(builders.year_of(meeting, topic)))
    assert coming
    assert (coming.heading, coming.topics) == ("Mentor meeting, 10 Jul 2026", ("pager rota (operational)",))
    bare = _agenda(source_of(builders.year_of(meeting)))
    assert bare
    assert bare.heading == "Next meeting: 10 Jul"


# Boards with little on them


@pytest.mark.parametrize("records", [builders.records(), builders.year_of(), builders.year_of(builders.binary())])
def test_a_board_with_hardly_anything_on_it_has_a_page(records: Records) -> None:
    page = pages.page_of(records).decode()
    assert "<h1>Alder Finch’s board</h1>" in page
    assert "snapshot" in page


def test_a_call_out_that_was_agreed_to_be_asked_for_first_says_so() -> None:
    snapshot, baseline, reader = pages.june()
    assert reader.agreement
    asks_first = replace(reader, agreement=replace(reader.agreement, ask_before_call_out=True))
    assert b'data-ask-first=""' in pages.june_page()
    page = html_page(snapshot, pages.JUNE.read_bytes(), baseline=baseline, reader=asks_first)
    assert b'data-ask-first="yes"' in page
