"""Screens are closed once, whatever comes while they go away."""

import pytest
from textual.app import App
from textual.events import Click, Key
from textual.screen import ModalScreen

from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.toolkit.closing import ClosesOnce
from learnboard.ui.toolkit.form import FormScreen
from tests.ui.screen import lines, pressed, settled

SIZE = (160, 45)


class Page(ClosesOnce, ModalScreen):
    """A page that closes with every click, and counts them."""

    clicks = 0

    def on_click(self):
        self.clicks += 1
        self.dismiss(self.clicks)


class Pages(App):
    """Pages over one another."""


def click():
    """A click on its way to a screen."""
    event = Click(None, 0, 0, 0, 0, 1, shift=False, meta=False, ctrl=False)
    event._set_forwarded()
    return event


@pytest.mark.parametrize("clicks", [1, 2, 5])
async def test_what_was_clicked_before_it_closed_comes_too_late(clicks):
    answers = []
    async with Pages().run_test() as pilot:
        first, second = Page(), Page()
        await pilot.app.push_screen(first, answers.append)
        await pilot.app.push_screen(second, answers.append)
        for _ in range(clicks):
            second.post_message(click())
        second.post_message(Key("q", "q"))
        await settled(pilot)
        assert pilot.app.screen is first
        assert (second.clicks, answers) == (1, [1])


async def test_a_form_dismissed_twice_answers_once_and_leaves_what_stands_under_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "enter space")
        form = demo_app.screen
        assert isinstance(form, FormScreen)
        under = demo_app.screen_stack[:-1]
        for _ in range(3):
            form.dismiss(False)
        await settled(pilot)
        assert demo_app.screen_stack == under
        assert len(under) == 2


async def test_what_stands_over_a_screen_goes_with_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        board = demo_app.screen
        await pressed(pilot, "enter question_mark")
        assert isinstance(demo_app.screen, HelpScreen)
        demo_app.screen_stack[1].dismiss()
        await settled(pilot)
        assert demo_app.screen_stack == [board]


async def test_a_key_that_a_form_was_given_before_it_closed_is_for_the_screen_under_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        form = demo_app.screen
        assert isinstance(form, FormScreen)
        key = Key("n", "n")
        key._set_forwarded()
        form.dismiss(False)
        form.post_message(key)
        await settled(pilot)
        assert "new key result" in "\n".join(lines(demo_app))
