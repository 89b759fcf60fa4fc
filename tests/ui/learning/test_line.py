"""`+` logs learning time in a line, from every screen; what it is understood as stands above it."""

import pytest

from learnboard.domain.model.learning import LogEntry
from learnboard.ui.board.screen import BoardScreen
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed, said

WIDE = (120, 40)


def entries(service):
    """The entries by id; those of the example year have short ids."""
    return {row.id: row for row in service.query(lambda store: store.rows(LogEntry))}


def added(service):
    return [row for row in entries(service).values() if len(row.id) > 3]


def seen(app, text):
    return any(text in line for line in lines(app))


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_what_is_understood_stands_above_the_line(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:  # Friday 26 June 2026: a weekday is the one before
        await pressed(pilot, "plus")
        await type_in(pilot, "1h30 queueing ch 4 @thu")
        assert seen(demo_app, "Thu 25 Jun · 1 h 30 · training programme · “Finish the queueing theory course")
        assert seen(demo_app, "formal · learning budget · everybody you share with sees it · energy not said")


async def test_a_line_is_logged_in_one_step_as_last_time(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "plus")
        await type_in(pilot, "1h30 queueing ch 4 @thu")
        await pressed(pilot, "enter")
        (row,) = added(service)
        # l09, the last entry on k31: a training programme, formal, on the budget, shared
        assert (row.minutes, str(row.on), row.text, row.key_result_id) == (90, "2026-06-25", "queueing ch 4", "k31")
        assert (row.category, row.mode, row.time_source) == ("training_programme", "formal", "learning_budget")
        assert (row.visibility, row.energy) == ("shared", None)
        # 180 minutes a week, of which l12 had 60 and g26 105: 15 - 90
        assert said(demo_app) == (
            "Logged 1 h 30 on Thu 25 Jun for “Finish the queueing theory course, five modules”. This week: 1 h 15 over."
        )
        await pressed(pilot, "u")
        assert added(service) == []


async def test_the_header_follows(demo_app):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        assert "15 min left" in lines(demo_app)[0]
        await pressed(pilot, "plus")
        await type_in(pilot, "1h30 notes")
        await pressed(pilot, "enter")
        assert "1 h 15 over" in lines(demo_app)[0]


async def test_without_a_name_it_is_for_the_card_under_the_cursor(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "j plus")
        await type_in(pilot, "45m notes")
        await pressed(pilot, "enter plus")
        await type_in(pilot, "45m notes")
        await pressed(pilot, "tab tab up")  # the key result before it in the order of the board
        assert [row.key_result_id for row in added(service)] == ["k12"]
        await pressed(pilot, "enter")
        assert [row.key_result_id for row in added(service)] == ["k12", "k11"]


async def test_tab_goes_through_what_it_is_logged_as(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "plus")
        await type_in(pilot, "45m queueing")
        await pressed(pilot, "tab down tab tab up tab down tab up tab 4 enter")
        (row,) = added(service)
        # of the lists in their order: after training programme; before formal; after the budget; before shared
        assert (row.category, row.mode, row.time_source) == ("other", "social", "project_time")
        assert (row.visibility, row.energy, row.text) == ("mentor", 4, "queueing")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("0m", "“0m” is no time at all"),
        ("961m", "more than 16 hours"),
        ("25:00", "more than 16 hours"),
        ("1e9", "no time that is understood"),
        ("45m raise", "Several key results fit, tab chooses"),
    ],
)
async def test_what_is_not_understood_is_said_and_stays(demo_app, service, line, why):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "l l plus")
        await type_in(pilot, line)
        await pressed(pilot, "enter")
        assert seen(demo_app, why)
        assert seen(demo_app, f"log  {line}")
        assert added(service) == []


async def test_a_day_to_come_is_asked_about(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "plus")
        await type_in(pilot, "45m notes @tomorrow")
        await pressed(pilot, "enter")
        assert seen(demo_app, "Sat 27 Jun 2026 is still to come, tomorrow")
        await pressed(pilot, "n")
        assert seen(demo_app, "log  45m notes @tomorrow")
        assert added(service) == []
        await pressed(pilot, "enter y")
        assert [str(row.on) for row in added(service)] == ["2026-06-27"]


async def test_a_line_that_is_left_comes_back_with_what_was_chosen(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "plus")
        await type_in(pilot, "45m queueing")
        await pressed(pilot, "tab tab tab tab tab tab 2 escape enter")  # enter opens the card's page
        await pressed(pilot, "plus")
        assert seen(demo_app, "log  45m queueing")
        assert seen(demo_app, "energy 2 of 5")
        await pressed(pilot, "enter")
        assert [row.energy for row in added(service)] == [2]
        await pressed(pilot, "plus")
        assert seen(demo_app, "1h30 queueing ch 4 @fri")


@pytest.mark.parametrize("way", ["enter", "C", "P", "m"])
async def test_it_works_on_every_screen(demo_app, service, way):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, f"{way} plus")
        await type_in(pilot, "45m queueing")
        assert seen(demo_app, "Fri 26 Jun · 45 min")
        await pressed(pilot, "enter")
        assert [row.key_result_id for row in added(service)] == ["k31"]


async def test_a_line_is_kept_whenever_typing_pauses(demo_app, service, monkeypatch):
    later, pauses = BoardScreen.later, []

    def wait(screen, seconds, call):
        return pauses.append(call) if seconds == 1 else later(screen, seconds, call)

    monkeypatch.setattr(BoardScreen, "later", wait)
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "plus")
        await type_in(pilot, "45m unfinished text @thu")
        (pause,) = pauses
        assert service.draft("log line", "") == {}
        pause()  # a second after the first key; a kill from here on takes nothing
        assert service.draft("log line", "") == {"line": "45m unfinished text @thu"}
        await pressed(pilot, "tab down")
        pauses.pop()()
        assert set(service.draft("log line", "")) == {"line", "category"}
        await pressed(pilot, "enter")
        assert service.draft("log line", "") == {}


async def test_a_day_of_more_than_24_hours_is_asked_about(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        for _ in range(2):
            await pressed(pilot, "plus")
            await type_in(pilot, "16h a hackathon @thu")
            await pressed(pilot, "enter")
        assert seen(demo_app, "has 32 h with it, more than its 24 hours. Log it?")
        await pressed(pilot, "n")
        assert [row.minutes for row in added(service)] == [960]
