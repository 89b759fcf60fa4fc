"""What every program on the screen does with alt, and with an error of its own."""

import asyncio
import string

import pytest
from textual.worker import WorkerFailed

from tests.ui.form_apps import texts
from tests.ui.screen import cursor_card, lines, pressed, settled, view

SIZE = (160, 45)


class Fault(Exception):
    """An error that nobody expects."""


async def fail():
    raise Fault


ERRORS = {
    "a callback": lambda app: app.call_later(fail),
    "a timer": lambda app: app.set_timer(0.001, fail),
    "a worker": lambda app: app.run_worker(fail()),
    "a screen": lambda app: app.screen.call_later(fail),
}


async def ended(app, keys, error="a callback", behind="", before=lambda _: None):
    """The app ended by an error after some keys, and before others."""
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, keys)
        before(app)
        ERRORS[error](app)
        await pressed(pilot, behind)
        await asyncio.wait_for(app._exception_event.wait(), 5)


async def test_alt_and_a_character_do_nothing_on_the_board(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = (lines(demo_app)[:-2], cursor_card(demo_app))
        for character in (*string.ascii_lowercase, "space", "enter", "backspace", "slash", "full_stop", "1"):
            await pressed(pilot, f"alt+{character} alt+shift+{character}")
        assert (lines(demo_app)[:-2], cursor_card(demo_app)) == before


async def test_alt_and_a_character_type_nothing_and_lead_out_of_nothing(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n x alt+q alt+shift+z alt+1 y")
        assert view(demo_app).screen.typing
        assert "xy" in "\n".join(lines(demo_app))
        await pressed(pilot, "escape escape")
        await pressed(pilot, "k space tab tab o alt+q alt+1 k")
        assert texts(demo_app)["note"] == "ok"


@pytest.mark.parametrize("error", ERRORS)
async def test_an_error_keeps_the_title_that_is_typed(demo_app, service, error):
    with pytest.raises((Fault, WorkerFailed)):
        await ended(demo_app, "n h a l f", error)
    assert isinstance(demo_app.crash, Fault)
    assert demo_app.return_code == 1
    assert service.draft("new key result", "") == {"title": "half"}


@pytest.mark.parametrize("error", ERRORS)
async def test_an_error_keeps_what_stands_in_a_form(demo_app, service, error):
    with pytest.raises((Fault, WorkerFailed)):
        await ended(demo_app, "space 5 tab tab h m", error)
    assert service.draft("check in", "k11") == {"value": "5", "note": "hm"}


async def test_what_fails_to_keep_one_thing_keeps_the_others(demo_app, service):
    def unkept():
        raise OSError

    def before(app):
        app.screen.keep = unkept
        app.session.unkept["a form", "k12"] = {"note": "kept"}

    with pytest.raises(Fault):
        await ended(demo_app, "space 5", before=before)
    assert service.draft("a form", "k12") == {"note": "kept"}


async def test_no_key_does_anything_once_there_was_an_error(demo_app, service):
    before = service.writes
    with pytest.raises(Fault):
        await ended(demo_app, "j", behind="L x")
    assert service.writes == before
