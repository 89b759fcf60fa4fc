"""Actions on a card's page: how a key result is to be reached."""

from datetime import date

import pytest

from learnboard.domain.model.people import Action
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.card.screen import CardScreen
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed


def seen(app):
    return " ".join(" ".join(lines(app)).split())


async def opened(app, pilot):
    await pilot.pause()
    app.push_screen(CardScreen(app.session, "k12"))
    await pilot.pause()


def actions(service):
    return [(one.who_id, one.text, one.due_on, one.done_on) for one in service.store.rows(Action, key_result_id="k12")]


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_one_is_written_finished_edited_and_deleted(demo_app, service, size):
    async with demo_app.run_test(size=size) as pilot:
        await opened(demo_app, pilot)
        before = service.details("k12", demo_app.session.board).figures
        await pressed(pilot, "A")
        await type_in(pilot, "review the plan, by fri")
        await pressed(pilot, "enter")
        assert actions(service) == [("owner", "review the plan", date(2026, 7, 3), None)]
        assert service.details("k12", demo_app.session.board).figures == before
        while not isinstance(demo_app.screen.line, Action):
            await pressed(pilot, "j")
        assert "review the plan" in seen(demo_app)
        await pressed(pilot, "x")
        assert actions(service)[0][3] == DEMO_DAY
        await pressed(pilot, "x enter")
        await type_in(pilot, ", 2027")
        await pressed(pilot, "escape")
        await pressed(pilot, "enter")
        assert ", 2027" in seen(demo_app)  # as it was left
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "Hazel: look at it")
        await pressed(pilot, "enter")
        assert [one[1] for one in actions(service)] == ["look at it"]
        await pressed(pilot, "delete")
        assert actions(service) == []
        await pressed(pilot, "u")
        assert len(actions(service)) == 1


async def test_a_day_that_there_is_not_keeps_the_prompt_open(demo_app, service):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "A")
        await type_in(pilot, "review, by 30 february")
        await pressed(pilot, "enter")
        assert demo_app.screen.typing
        assert actions(service) == []
