"""`s` starts the timer, shows it in the header, and logs what it ran in a line that is filled in."""

from datetime import UTC, datetime

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.timer import Moment
from learnboard.service.board_service import BoardService
from learnboard.service.queries.timer import PRESENCE
from learnboard.service.resource_commands import StartTimer
from learnboard.ui.app import LearnboardApp
from tests.ui.form_apps import type_in
from tests.ui.mouse import click
from tests.ui.screen import card_ids, lines, pressed, said, settled

WIDE = (120, 40)
NOON = int(datetime(2026, 6, 26, 12, tzinfo=UTC).timestamp())


class Clock:
    """Both clocks of a machine, set by a test."""

    def __init__(self):
        self.at, self.steady = NOON, 5000

    def __call__(self):
        return Moment(self.at, self.steady)

    def passes(self, minutes):
        self.at += 60 * minutes
        self.steady += 60 * minutes


@pytest.fixture(autouse=True)
def in_utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def clock(demo_app):
    demo_app.session.clock = clock = Clock()
    return clock


def added(service):
    return [row for row in service.query(lambda store: store.rows(LogEntry)) if len(row.id) > 3]


def timer(service):
    return service.query(lambda store: store.find(LocalValue, "timer"))


def seen(app, text):
    return any(text in line for line in lines(app))


async def waits(pilot, clock, minutes):
    """Let minutes pass, as the app sees them: it looks twice a second."""
    clock.passes(minutes)
    pilot.app._poll()
    await settled(pilot)


async def test_start_see_log_and_take_back(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "s")
        assert (
            said(demo_app)
            == "Started the timer for “Cut p95 latency of the checkout service from 85…”: s stops and logs it."
        )
        assert "▶ 0:00" in lines(demo_app)[0]
        await pressed(pilot, "s")
        assert "less than a minute" in said(demo_app)
        await waits(pilot, clock, 42)
        assert "▶ 0:42" in lines(demo_app)[0]
        await pressed(pilot, "l l")  # whatever card the cursor is on
        await click(pilot, (lines(demo_app)[0].index("▶"), 0))
        assert seen(demo_app, "log  42m ")
        assert seen(demo_app, "Fri 26 Jun · 42 min · ")
        assert seen(demo_app, "“Cut p95 latency")
        await type_in(pilot, "queueing theory")  # which names another key result: the card was chosen by hand
        await pressed(pilot, "escape")
        assert "runs on" in said(demo_app)
        assert added(service) == []
        await waits(pilot, clock, 20)
        await pressed(pilot, "s")
        assert seen(demo_app, "log  1h02 queueing theory")
        await pressed(pilot, "enter")
        (row,) = added(service)
        assert (row.minutes, str(row.on), row.text, row.key_result_id) == (62, "2026-06-26", "queueing theory", "k11")
        # 15 minutes were left this week
        assert said(demo_app) == (
            "Logged 1 h 02 on Fri 26 Jun for “Cut p95 latency of the checkout service from 85…”; the timer is stopped. "
            "This week: 47 min over."
        )
        assert "▶" not in lines(demo_app)[0]
        assert timer(service) is None
        await pressed(pilot, "u")  # one step: the entry is gone, and the timer runs on
        assert added(service) == []
        assert "▶ 1:02" in lines(demo_app)[0]
        await pressed(pilot, "u")
        assert "Undid: start the timer for “Cut p95 latency of the checkout service from 85…”." in said(demo_app)
        assert "▶" not in lines(demo_app)[0]


async def test_after_hours_without_a_key_it_asks(demo_app, service, clock):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "s")
        await waits(pilot, clock, 10)
        await pressed(pilot, "j")
        await waits(pilot, clock, 1)
        await waits(pilot, clock, 340)
        await pressed(pilot, "j j s")
        assert seen(demo_app, "No key came for hours after 12:10. What counts?")
        assert seen(demo_app, "a all 5 h 51   k 10 min until then   n nothing   escape let it run")
        await pressed(pilot, "escape")
        assert "▶ 5:51" in lines(demo_app)[0]
        await pressed(pilot, "s k")
        assert seen(demo_app, "log  10m ")
        await pressed(pilot, "escape s a")
        assert seen(demo_app, "log  5h51 ")
        await pressed(pilot, "escape s n")
        assert timer(service) is None
        assert added(service) == []
        await pressed(pilot, "u")
        assert "▶ 5:51" in lines(demo_app)[0]


async def test_a_clock_that_was_set_is_asked_about(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "s")
        await waits(pilot, clock, 30)
        clock.at -= 3600
        await waits(pilot, clock, 5)
        assert "▶ 0:00" in lines(demo_app)[0]
        await pressed(pilot, "s")
        assert seen(demo_app, "The clock was set back after 12:00. What counts?")
        await pressed(pilot, "a enter")  # the steady clock knows
        assert [row.minutes for row in added(service)] == [35]
        await pressed(pilot, "s")
        await waits(pilot, clock, 30)
        await pressed(pilot, "j")
        await waits(pilot, clock, 1)
        clock.at += 7200
        await pressed(pilot, "s")
        assert seen(demo_app, "The clock was set ahead after 12:05, or the machine was restarted.")
        await pressed(pilot, "k enter")
        assert [row.minutes for row in added(service)] == [35, 30]


async def test_more_than_an_entry_holds_is_said_and_what_can_be_is_offered(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "s")
        for _ in range(10):
            await waits(pilot, clock, 100)
            await pressed(pilot, "j")
        await pressed(pilot, "s")
        assert seen(demo_app, "16 h 40 have passed, and one entry holds 16 h. What counts?")
        await pressed(pilot, "a enter")
        # begun on the 26th at noon, ended after midnight: it is of the day it began
        assert [(row.minutes, str(row.on)) for row in added(service)] == [(960, "2026-06-25")]


async def test_it_goes_on_after_a_restart_and_knows_the_last_written_key(service, clock, demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "s")
        await waits(pilot, clock, 10)
        await pressed(pilot, "j")
        await waits(pilot, clock, 1)  # once a minute it is written; then the program is killed
    assert service.draft(*PRESENCE)["seen"] == f"{NOON + 600} 5600"
    again = LearnboardApp(service, lambda: demo_app.session.board.day)
    again.session.clock = clock
    clock.passes(239)
    async with again.run_test(size=WIDE) as pilot:
        assert "▶ 4:10" in lines(again)[0]
        await pressed(pilot, "s")
        assert seen(again, "No key came for hours after 12:10.")
        assert seen(again, "10 min until then")


async def test_stopped_elsewhere_or_its_card_deleted_nothing_is_lost(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "j s")
        await waits(pilot, clock, 5)
        await pressed(pilot, "delete s enter")
        (row,) = added(service)
        assert (row.minutes, row.key_result_id) == (5, None)
        await pressed(pilot, "s")
        await waits(pilot, clock, 7)
        await pressed(pilot, "s")
        await type_in(pilot, "notes")
        with BoardService(type(service.store).open(service.path)) as other:
            board = other.open(demo_app.session.board.day)
            with other.store.step("stop it there") as record:
                record.remove(LocalValue, "timer")
            assert board.timer
        await pressed(pilot, "enter")
        assert len(added(service)) == 1
        assert seen(demo_app, "log  7m notes")
        await pressed(pilot, "enter")
        assert [row.text for row in added(service)] == ["", "notes"]


async def test_on_learning_time_it_is_for_what_the_entry_under_the_cursor_is_for_and_is_told_there(
    demo_app, service, clock
):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T s")
        await waits(pilot, clock, 3)
        assert seen(demo_app, "▶ 0:03")
        await pressed(pilot, "s enter")
        assert [(row.minutes, row.key_result_id) for row in added(service)] == [(3, None)]
        await pressed(pilot, "slash")
        await type_in(pilot, "ship alone")  # entries for k42
        await pressed(pilot, "enter s")
        assert timer(service).text.endswith(" k42")


async def test_a_board_that_can_only_be_read_refuses_with_a_sentence(demo_app, service, clock):
    service.lock("It is a copy.")
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "s")
        assert seen(demo_app, "It is a copy.")
        assert timer(service) is None


async def test_the_board_is_filtered_by_when_time_was_logged(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:  # by 26 June: k24 on 12 June, k42 on 5 June, others before
        await pressed(pilot, "slash")
        await type_in(pilot, "logged:<2w")
        assert [card for column in card_ids(demo_app) for card in column] == ["k24"]
        await pressed(pilot, "enter plus")
        await type_in(pilot, "20m notes")
        await pressed(pilot, "tab tab down enter")  # for the next key result in the order of the board
        shown = [card for column in card_ids(demo_app) for card in column]
        assert shown == sorted({"k24", added(service)[0].key_result_id})


async def test_on_a_closed_cycle_none_starts_but_one_that_runs_is_stopped(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "left_parenthesis s")
        assert "closed" in said(demo_app)
        assert timer(service) is None
        await pressed(pilot, "right_parenthesis s left_parenthesis")
        await waits(pilot, clock, 8)
        assert "▶" not in lines(demo_app)[0]  # that it can only be read comes first
        await pressed(pilot, "s enter")
        assert [row.minutes for row in added(service)] == [8]


async def test_one_that_was_started_elsewhere_is_shown_and_no_second_one_starts(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        with BoardService(type(service.store).open(service.path)) as other:
            other.execute(StartTimer("k12", clock()), other.open(demo_app.session.board.day))
            clock.passes(4)
            await waits(pilot, clock, 0)
            assert "▶ 0:04" in lines(demo_app)[0]
            await pressed(pilot, "s")
            assert seen(demo_app, "“Raise teams that run a load test in CI")
            with pytest.raises(Rejected, match="A timer runs already for “Raise teams"):
                other.execute(StartTimer("k11", clock()), other.open(demo_app.session.board.day))


async def test_the_palette_knows_it_by_other_words(demo_app, service, clock):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "ctrl+p")
        await type_in(pilot, "stopwatch")
        await pressed(pilot, "enter")
        assert timer(service) is not None
