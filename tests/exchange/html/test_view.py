"""What a page says, as values."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from learnboard.domain.arithmetic import Pace
from learnboard.domain.baseline import Baseline
from learnboard.domain.changes import TITLES
from learnboard.domain.health import Health
from learnboard.domain.records import Records
from learnboard.exchange.html import html_page, words
from learnboard.exchange.html.asked import asked
from learnboard.exchange.html.bars import bar, share
from learnboard.exchange.html.cards import CardView, columns
from learnboard.exchange.html.opening import goals, head
from learnboard.exchange.html.resources import entries, hours, ledgers, proposals
from learnboard.exchange.html.since import since
from learnboard.exchange.html.source import Source, source
from learnboard.exchange.html.summary import Summary, summary
from learnboard.exchange.html.talks import agenda, earlier
from learnboard.ui import signs
from tests import builders
from tests.exchange.html import pages


def _source(records: Records, day: str = "2026-06-26", before: Records | None = None, **how: Any) -> Source:
    snapshot = replace(pages.june()[0], records=records, as_of=date.fromisoformat(day), previous=None)
    then = date(2026, 3, 27)
    baseline = Baseline(then, "meeting", replace(snapshot, records=before, as_of=then)) if before else None
    return source(snapshot, baseline, how.get("reader"))


def _summary(of: Source) -> Summary:
    return summary(of, asked(of))


def _card(of: Source, id_: str) -> CardView:
    return next(card for column in columns(of) for card in column.cards if card.id == id_)


# Words


@pytest.mark.parametrize("health", signs.HEALTH_SIGNS)
def test_a_page_has_the_signs_of_the_screens_for_health(health: Health) -> None:
    assert words.health_state(health)[:2] == (signs.HEALTH_SIGNS[health], signs.words(health))


@pytest.mark.parametrize("pace", [pace for pace, sign in signs.PACE_SIGNS.items() if sign])
def test_and_for_pace(pace: Pace) -> None:
    state = words.pace_state(pace)
    assert state
    assert (state.sign, state.word) == (signs.PACE_SIGNS[pace], signs.words(pace))
    assert words.pace_state("no_data") is None


def test_days_times_and_amounts_in_words() -> None:
    today = date(2026, 6, 26)
    assert words.day(date(2026, 3, 27)) == "27 March 2026"
    assert words.short_day(date(2025, 3, 27), today) == "27 Mar 2025"
    assert words.due(date(2026, 7, 3), today) == "due 3 Jul, in 7 days"
    assert words.due(date(2026, 5, 22), today) == "overdue since 22 May, 35 days ago"
    assert [words.duration(minutes) for minutes in (45, 120, 135, -75)] == ["45 min", "2 h", "2 h 15", "−1 h 15"]
    assert words.amount(Fraction(1225, 2), "EUR") == "612.50 EUR"
    assert words.with_unit("3.9", "/5") == "3.9/5"


def test_a_bar_stays_within_its_ends_and_has_no_mark_at_its_beginning() -> None:
    over = bar(Fraction(5, 4), Fraction(-1, 10), Fraction(1, 3))
    assert over
    assert (over.length, over.mark, over.before) == ("100", "0", "33.3")
    assert over.words == "125 %, expected -10 %"
    assert bar(None, Fraction(1, 2)) is None
    begun = bar(Fraction(0), Fraction(0))
    assert begun
    assert begun.mark is None
    assert share(Fraction(1), Fraction(0)) == "0"


# The top


def test_the_head_says_whose_board_it_is_when_and_for_whom() -> None:
    top = head(pages.june_source())
    assert (top.title, top.role, top.day) == ("Alder Finch’s board", "backend developer", "26 June 2026")
    # 26 June is the 177th of 365 days.
    assert top.facts == ("Cycle 2026, 48 % over", "for Rowan Teal", "snapshot 2")
    assert top.withheld


def test_the_goal_stands_with_what_is_expected_of_it() -> None:
    (goal,) = goals(pages.june_source())
    assert goal.statement == "I want to be a performance expert"
    assert (goal.percent, goal.expected) == ("39 %", "37 %")  # 0.387 and 0.366 in the mentor's report


def test_a_goal_that_is_worked_on_comes_before_one_that_was_set_aside() -> None:
    aside = builders.goal(id="g0", statement="sail", status="set_aside", position=0)
    found = goals(_source(builders.records(aside, builders.goal(id="g2", statement="teach", position=9))))
    assert [(goal.statement, goal.status) for goal in found] == [("teach", ""), ("sail", "set aside")]


# What changed


def test_groups_come_in_the_order_of_what_matters_with_their_titles() -> None:
    found = since(pages.june_source())
    assert found.heading == "What changed since the snapshot of 27 March 2026"
    assert [(group.title, [row.id for row in group.rows]) for group in found.groups] == [
        ("Confidence fell", ["k11", "k22", "k31", "k41"]),
        ("Said on track, but far behind", ["k24"]),
        ("Forward", ["k12", "k13", "k14", "k21", "k33", "k42"]),
        ("Reported, the number is the same", ["k32"]),
        ("Nothing new", ["k23"]),
        ("Dropped", ["k34"]),
    ]
    assert [group.worrying for group in found.groups] == [True, True, False, False, False, False]


def test_a_row_says_old_and_new_and_what_else_is_worrying() -> None:
    rows = {row.id: row for group in since(pages.june_source()).groups for row in group.rows}
    row = rows["k11"]
    assert (row.percent, row.expected, row.value) == ("47 % → 53 %", "48 %", "640 → 610 ms")
    assert (row.confidence, row.health.word, row.was) == ("6 → 4", "at risk", "on track")
    assert row.flags == ("last step backward, 590 → 610 ms",)
    assert (row.note, row.note_on) == ("new fraud check added 20 ms; not mine to remove", "19 Jun")
    assert row.bar
    assert (row.bar.length, row.bar.before, row.bar.mark) == ("53.3", "46.7", "48.5")  # 240 and 210 of 450, 177 of 365
    assert (rows["k22"].percent, rows["k22"].expected, rows["k22"].bar) == ("not done", "", None)
    assert rows["k14"].value == "2 of 4 steps"
    assert rows["k34"].note == "the vendor changed the exam; the playbook matters more"


def test_without_a_baseline_it_is_the_first_snapshot_and_shows_where_things_stand() -> None:
    of = source(pages.june()[0], None, pages.june()[2])
    found = since(of)
    assert (found.heading, found.first) == ("Where things stand", True)
    assert [(group.title, len(group.rows), group.worrying) for group in found.groups] == [
        ("At risk", 3, True),
        ("On track", 9, False),
        ("Achieved", 1, False),
        ("Dropped", 1, False),
    ]
    told = _summary(of)
    assert told.sentences[0] == (
        "This is the first snapshot. Of 14 key results, 3 at risk, 9 on track, 1 achieved and 1 dropped."
    )
    assert (told.moved.title, told.backward.title) == ("Furthest along", "Needs attention")


# In short


def test_what_went_backward_is_said_by_name_and_value() -> None:
    base = (builders.metric(id="k1", title="Run faster"), builders.metric(id="k2", title="Read more", position=2))
    then = [builders.check_in(f"2026-0{at}-01", "6", 7, id=f"x{at}", key_result_id=f"k{at}", note="") for at in (1, 2)]
    now = [
        builders.check_in("2026-06-25", "4", 7, id="y1"),
        builders.check_in("2026-06-25", "8", 7, id="y2", key_result_id="k2"),
    ]
    of = _source(builders.year_of(*base, *then, *now), before=builders.year_of(*base, *then))

    told = _summary(of)

    changed, wanted = told.sentences
    assert changed == (
        "Since the meeting on 27 March 2026: 1 of 2 key results moved forward, 1 went backward and "
        "1 stepped back at the end."
    )
    assert wanted == "Nothing is asked of you."
    assert [(point.title, point.said) for point in told.backward.points] == [("Run faster", "6 → 4")]
    assert [(point.title, point.said) for point in told.moved.points] == [("Read more", "60 % → 80 %")]


def test_several_of_a_kind_are_said_in_the_plural() -> None:
    rows = [builders.binary(id=f"k{at}", title=f"title {at}", position=at) for at in range(3)]
    gone = [replace(row, dropped_on=date(2026, 5, 1)) for row in rows[:2]]
    of = _source(builders.year_of(*gone, rows[2]), before=builders.year_of(*rows[:2]))
    assert _summary(of).sentences[0] == (
        "Since the meeting on 27 March 2026: 0 of 3 key results moved forward, 1 is new and 2 were dropped."
    )


def test_what_is_asked_is_counted_for_the_reader_alone() -> None:
    assert _summary(pages.asking_source()).sentences[1] == (
        "Asked of you: 1 approval, a word on 1 proposal and 1 action; 3 actions are open with others."
    )
    other = source(*pages.asking()[:2], pages.reader_of(pages.asking()[0], "p-sup"))
    assert _summary(other).sentences[1].endswith("1 proposal and 1 action; 3 actions are open with others.")
    unknown = source(*pages.asking()[:2], None)
    assert _summary(unknown).sentences[1].endswith("a word on 1 proposal; 4 actions are open.")


# What is asked


def test_the_readers_own_actions_come_first_then_what_is_due() -> None:
    wanted = asked(pages.asking_source())
    assert [(one.text[:12], one.who, one.mine) for one in wanted.actions] == [
        ("read the dra", "you", True),
        ("give a week ", "Hazel Brook", False),
        ("ask the frau", "Alder Finch", False),
        ("restart k33:", "Alder Finch", False),
    ]
    assert wanted.actions[1].tone == "bad"


def test_approvals_and_proposals_offer_the_decision_first() -> None:
    wanted = asked(pages.asking_source())
    (approval,), (consent,) = wanted.approvals, wanted.consents
    assert (approval.amount, approval.since) == ("249.00 EUR", "proposed 22 Jun, 4 days ago")
    assert approval.helps == "Finish the queueing theory course, five modules"
    assert approval.target.kinds[:3] == ("approve", "decline", "comment")
    assert (consent.asks, consent.closes) == ("asks for time, 2 h a week", "open until 3 Jul, in 7 days")
    assert consent.target.kinds[:2] == ("consent", "objection")
    assert [(word.who, word.text) for word in consent.said] == [("Linden Marsh", "Until when?")]


def test_what_is_in_the_way_is_of_the_latest_check_in_alone() -> None:
    (one,) = asked(pages.june_source()).in_the_way
    assert one.hindrance.text == "fraud team's call is synchronous"
    assert one.hindrance.due == "due 3 Jul, in 7 days"
    blocker = {"kind": "clarity", "text": "what is good?", "next_action": "", "due_on": None}
    stuck = builders.check_in("2026-05-01", "1", 5, blocker=blocker)
    free = builders.check_in("2026-06-01", "2", 5)
    assert asked(_source(builders.year_of(builders.metric(), stuck, free))).in_the_way == ()


# The board


def test_a_card_says_all_that_is_known_of_it() -> None:
    card = _card(pages.june_source(), "k11")
    assert (card.percent, card.expected, card.value) == ("53 %", "48 %", "610 ms")
    assert (card.confidence, card.fell, card.kind) == ("4 ↓2", True, "From 850 to 400 ms")
    assert [one.on for one in card.check_ins] == ["19 Jun", "15 May", "20 Mar", "13 Feb", "16 Jan"]
    assert card.check_ins[0].blocker
    assert card.chart
    star = _card(pages.june_source(), "k32")
    assert star.ilo == "since 1 Apr, own interest, helped by Hazel Brook"
    assert star.due == "due 31 Jul, in 35 days"
    assert _card(pages.june_source(), "k13").kind == "Keep at most 2 incidents each quarter: kept in 1 of 4 quarters"
    assert [step.done for step in _card(pages.june_source(), "k31").steps] == [True, True, True, False, False]


def test_of_many_check_ins_the_newest_are_told_and_the_others_counted() -> None:
    said = [builders.check_in(f"2026-05-{day:02}", str(day), 5) for day in range(1, 26)]
    card = _card(_source(builders.year_of(builders.metric(target="99"), *said)), "k1")
    assert (card.check_ins[0].value, card.check_ins[-1].value, card.earlier) == ("25", "6", 5)


def test_a_large_board_leaves_what_is_long_to_learnboard() -> None:
    rows = [builders.metric(id=f"k{at}", position=at) for at in range(301)]
    of = _source(builders.year_of(*rows, builders.check_in("2026-05-01", "3", 5)), before=builders.year_of(*rows))
    card = _card(of, "k1")
    assert (card.chart, card.check_ins, card.earlier) == (None, (), 1)
    silent = since(of).groups[-1]
    assert (silent.title, silent.size, len(silent.rows)) == ("Nothing new", 300, 100)


# Time, money, talks


def test_time_and_money_are_those_of_the_report() -> None:
    of = pages.june_source()
    time = hours(of)
    assert time
    # 4,355 of 4,680 minutes in the mentor's report.
    assert time.sentences[0] == "72 h 35 of 78 h used in this cycle so far, 5 h 25 left."
    (ledger,) = ledgers(of)
    assert dict(ledger.sums) == {
        "allocated": "1750.00 EUR",
        "spent": "738.40 EUR",
        "committed": "360.00 EUR",
        "left": "651.60 EUR",
    }
    assert ledger.others == ("49.00 USD spent beside it",)
    assert entries(of)[0].title == "Speaker coaching, three sessions"
    assert "decided by you 24 Jun after 16 days" in entries(of)[0].facts
    assert [one.state for one in proposals(of)] == ["consented", "lapsed, silence is no consent"]


def test_earlier_feedback_stands_with_its_answer() -> None:
    said = earlier(pages.asking_source())[-1]
    assert (said.author, said.kind, said.answer.word, said.reply) == ("you", "suggestion", "done", "p99 is on the wall")
    assert said.about == "Cut p95 latency of the checkout service from 850 ms to 400 ms"
    assert said.action == "add p99 to the dashboard, by 1 May"


def test_the_agenda_is_that_of_the_day_or_of_the_next_meeting() -> None:
    today = agenda(pages.june_source())
    assert today
    assert today.heading == "Mentor meeting with you, 26 June 2026, today"
    assert today.topics == (("k11 went backwards", False), ("pace of work until the holiday", False))
    meeting = builders.meeting(on="2026-07-10", held=False)
    topic = builders.topic(text="pager rota", tag="operational")
    coming = agenda(_source(builders.year_of(meeting, topic)))
    assert coming
    assert (coming.heading, coming.topics) == ("Mentor meeting, 10 July 2026, in 14 days", (("pager rota", True),))
    bare = agenda(_source(builders.year_of(meeting)))
    assert bare
    assert bare.heading == "Next meeting: 10 July 2026, in 14 days"


# Boards with little on them


@pytest.mark.parametrize("records", [builders.records(), builders.year_of(), builders.year_of(builders.binary())])
def test_a_board_with_hardly_anything_on_it_has_a_page(records: Records) -> None:
    page = pages.page_of(records).decode()
    assert "<h1>Alder Finch’s board</h1>" in page
    assert "snapshot" in page


def test_every_title_of_a_group_is_that_of_the_screens() -> None:
    titles = {group.concern: group.title for group in since(pages.june_source()).groups}
    assert titles == {concern: TITLES[concern] for concern in titles}  # type: ignore[index]


def test_a_call_out_that_was_agreed_to_be_asked_for_first_says_so() -> None:
    snapshot, baseline, reader = pages.june()
    assert reader.agreement
    asks_first = replace(reader, agreement=replace(reader.agreement, ask_before_call_out=True))
    assert b'data-ask-first=""' in pages.june_page()
    page = html_page(snapshot, pages.JUNE.read_bytes(), baseline=baseline, reader=asks_first)
    assert b'data-ask-first="yes"' in page
