"""What is half typed is kept, over a pause, an end from outside and a restart."""

import sqlite3
from contextlib import closing
from unittest.mock import Mock

import pytest

from learnboard.domain.model.key_results import KeyResult
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.service.opening import create
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.goals.guide_steps import GuideStep
from learnboard.ui.toolkit.form import PAUSE, FormScreen
from tests.ui.screen import lines, pressed, settled

SIZE = (120, 34)


def seen(app):
    return "\n".join(lines(app))


def again(service):
    """The program after a restart."""
    return LearnboardApp(service, lambda: DEMO_DAY)


async def test_a_form_that_was_left_is_found_again_after_a_restart(app, service, path):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 4 4 4 tab tab h i escape")
    service.close()
    with BoardService(Store.open(path)) as reopened:
        app = again(reopened)
        async with app.run_test(size=SIZE) as pilot:
            await pressed(pilot, "space")
            assert "444▏" in seen(app)
            assert "kept from before, ctrl+r starts over" in seen(app)
            await pressed(pilot, "enter")
            assert reopened.draft("check in", "k11") == {}
            await pressed(pilot, "space")
            assert "kept from before" not in seen(app)


async def test_typing_that_pauses_is_kept_without_leaving(app, service, monkeypatch):
    pauses = []
    set_timer = FormScreen.set_timer

    def wait(form, seconds, call=None, **more):
        if seconds == PAUSE:
            pauses.append(call)
        return set_timer(form, seconds, call, **more)

    monkeypatch.setattr(FormScreen, "set_timer", wait)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 4 4 4")
        assert service.draft("check in", "k11") == {}
        pauses[-1]()
        assert service.draft("check in", "k11") == {"value": "444"}
        await pressed(pilot, "backspace backspace backspace 6 1 0")
        pauses[-1]()
        assert service.draft("check in", "k11") == {}


async def test_typing_without_a_pause_is_kept_a_second_after_its_first_key(app, service, monkeypatch):
    begun = []

    def wait(_form, seconds, call=None, **_more):
        timer = Mock()
        if seconds == PAUSE:
            begun.append((timer, call))
        return timer

    monkeypatch.setattr(FormScreen, "set_timer", wait)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 4 4 4")
        ((timer, call),) = begun  # begun with the first key, for all of them
        timer.stop.assert_not_called()
        call()
        assert service.draft("check in", "k11") == {"value": "444"}
        await pressed(pilot, "5")
        begun[1][1]()
        assert service.draft("check in", "k11") == {"value": "4445"}


async def test_what_is_set_aside_is_no_draft_at_once(app, service, monkeypatch):
    service.keep_draft("check in", "k11", {"value": "444"})
    monkeypatch.setattr(FormScreen, "set_timer", Mock())  # no pause ends
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        assert "kept from before" in seen(app)
        await pressed(pilot, "ctrl+r")
        assert service.draft("check in", "k11") == {}
        await pressed(pilot, "ctrl+r")
        assert service.draft("check in", "k11") == {"value": "444"}


@pytest.mark.parametrize("end", ["end", "exit"])
async def test_an_open_form_is_kept_however_the_program_ends(app, service, end):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "enter enter tab A n d space m o r e")
        getattr(app, end)()
    (draft,) = service.store.file.query("SELECT form, row_id FROM drafts")
    assert draft == ("key result", "k11")


async def test_a_title_that_is_being_typed_becomes_a_draft_when_somebody_else_ends_the_program(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n h a l f")
        app.end()
    assert service.store.count(KeyResult, title="half") == 0
    assert service.draft("new key result", "") == {"title": "half"}


async def test_what_cannot_be_written_now_is_written_later(app, service, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        async with app.run_test(size=SIZE) as pilot:
            await pressed(pilot, "space 4 4 4")
            other.execute("BEGIN IMMEDIATE")
            await pressed(pilot, "escape")
            assert app.session.unkept == {("check in", "k11"): {"value": "444"}}
            await pressed(pilot, "space")
            assert "444▏" in seen(app)
            await pressed(pilot, "escape")
            other.execute("ROLLBACK")
            app._poll()
            assert app.session.unkept == {}
            assert service.draft("check in", "k11") == {"value": "444"}


async def test_a_draft_is_no_step_and_no_change_for_another_window(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 4 4 4 escape")
        assert service.store.next_undo is None
        board = app.session.board
        app._poll()
        assert app.session.board is board


async def test_a_step_of_the_guide_that_was_skipped_with_a_wrong_day_has_its_words_again(home):
    """What can be taken is no draft, as escape takes it; what cannot be is told by the first escape."""
    with BoardService(create(home / "new.db")) as service:
        app = again(service)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pressed(pilot, "enter")
            assert isinstance(app.screen, GuideStep)
            await pressed(pilot, "escape escape")  # the owner's name and the goal
            await pressed(pilot, "tab ctrl+u x y z escape escape")
            assert service.draft("guide: cycle", "") == {"starts_on": "xyz"}
            await pressed(pilot, "escape enter enter escape escape")
            assert app.screen.form_state.texts["starts_on"] == "xyz"
