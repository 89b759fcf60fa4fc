"""Keys that do nothing: the screen says so once, and which key lists those that do."""

import pytest
from textual.events import Key, MouseDown, MouseScrollDown

from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.toolkit.status_lines import StatusLine
from tests.ui.frames import GlassApp, typed
from tests.ui.screen import cursor_card, lines, pressed, said, settled

SIZE = (100, 30)


def told(key):
    return f"`{key}` does nothing here; ? shows the keys."


def on_top(app):
    """What the screen on top says."""
    return app.screen.said[0]


async def test_an_unknown_key_is_told_and_nothing_else_happens(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "r")
        assert said(demo_app) == told("r")
        assert told("r") in lines(demo_app)[-2]
        await pressed(pilot, "j")
        assert cursor_card(demo_app) == "k12"


NAMES = [
    ("r", "r"),
    ("é", "é"),
    ("日", "日"),
    ("semicolon", ";"),
    ("grave_accent", "`"),
    ("f5", "f5"),
    ("ctrl+k", "ctrl+k"),
    ("tab", "tab"),
    ("shift+tab", "shift+tab"),
    ("insert", "insert"),
    ("0", "0"),
]


async def test_keys_are_called_by_what_stands_on_them(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        for key, name in NAMES:
            await pressed(pilot, key)
            assert said(demo_app) == told(name)


async def test_with_alt_it_is_another_key(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        demo_app.post_message(Key("alt+r", "r"))
        await settled(pilot)
        assert said(demo_app) == told("alt+r")


NO_KEYS = [
    ("left_shift", None),
    ("caps_lock", None),
    ("<ignore>", None),
    ("<cursor-position-response>", None),
    ("no_break_space", "\xa0"),
    ("zero_width_joiner", "\u200d"),
    ("combining_acute_accent", "\x1b"),
    ("private", "\ue000"),
    ("lone", "\ud800"),
    ("null", "\x00"),
]


async def test_modifiers_and_what_is_no_key_are_passed_over(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        for key, character in NO_KEYS:
            demo_app.post_message(Key(key, character))
            await settled(pilot)
            assert said(demo_app) == "The example year", key


async def test_the_mouse_is_no_key(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pilot.click(StatusLine)
        where = {"x": 3, "y": 3, "delta_x": 0, "delta_y": 0, "shift": False, "meta": False, "ctrl": False}
        for kind in (MouseScrollDown, MouseDown):
            demo_app.post_message(kind(None, button=2, **where))
        await settled(pilot)
        assert said(demo_app) == "The example year"


# -- once -------------------------------------------------------------------------------------------------------------


async def test_each_key_is_told_once_until_something_else_is_said(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "r w r")
        assert said(demo_app) == told("w")
        await pressed(pilot, "p")
        assert "Cut p95" in said(demo_app)
        await pressed(pilot, "r")
        assert said(demo_app) == told("r")


async def test_another_visit_to_the_screen_tells_it_again(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "r w enter")
        await pressed(pilot, "escape r")
        assert said(demo_app) == told("r")


async def test_what_can_be_undone_is_still_told_beside_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "p r")
        assert "u undo" in lines(demo_app)[-2]
        assert told("r") in lines(demo_app)[-2]


async def test_keys_typed_at_once_are_each_judged_by_themselves(service):
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", "r", "j"])
        assert said(app) == told("r")
        assert cursor_card(app) == "k13"
        await typed(pilot, ["p", "w", "k", "k"])
        assert said(app) == told("w")


# -- where ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["enter", "m", "B"])
async def test_pages_tell_it_in_their_footer(demo_app, keys):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, f"{keys} r")
        assert on_top(demo_app) == told("r")
        assert any(told("r") in line for line in lines(demo_app)[-5:])


async def test_help_tells_how_to_leave_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "question_mark r")
        assert any("`r` does nothing here; esc leads back." in line for line in lines(demo_app)[-4:])


async def test_where_help_has_another_key_that_is_told(service):
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(keys={"board.help": ("f1",)}))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "r")
        assert said(app) == "`r` does nothing here; f1 shows the keys."


async def test_nothing_is_told_where_something_is_typed(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        for keys in ("space", "f", "e", "slash", "t", "M", "D", "n", "ctrl+p"):
            await pressed(pilot, f"{keys} r f5 insert ctrl+t")
            assert "does nothing" not in "\n".join(lines(demo_app)), keys
            assert "does nothing" not in said(demo_app), keys
            await pressed(pilot, "escape escape")
