"""What stands behind a screen is dimmed as Textual dims it, follows what changes, and is forgotten with the screen."""

import gc
from time import perf_counter
from weakref import ref

import pytest
from textual.app import App
from textual.strip import Strip
from textual.widgets import Label

from learnboard.ui.toolkit.backdrop import BackdropScreen, CachedBackdrop
from tests.ui.screen import lines, pressed, settled


class Over(BackdropScreen[None]):
    DEFAULT_CSS = "Over { align: center middle; }"

    def compose(self):
        yield Label("in front")


class Behind(App[None]):
    CSS = "#coloured { color: $error; background: $panel; text-style: bold; }"

    def compose(self):
        yield Label("behind", id="coloured")


def cells(app):
    """The text of each cell of the screen with its style."""
    strips = app.screen._compositor.render_strips()
    return [[(sign, style) for text, style, _ in strip for sign in text] for strip in strips]


async def over_another(theme):
    app = Behind()
    app.theme = theme
    async with app.run_test(size=(40, 6)) as pilot:
        for _ in range(2):  # one over the other: the second dims what the first one has dimmed
            await app.push_screen(Over())
            await settled(pilot)
        return cells(app)


@pytest.mark.parametrize("theme", ["textual-dark", "solarized-light", "ansi-dark"])
async def test_what_stands_behind_looks_as_textual_paints_it(theme, monkeypatch):
    ours = await over_another(theme)
    monkeypatch.delattr(CachedBackdrop, "render_lines")
    assert ours == await over_another(theme)


async def test_what_changes_behind_is_seen_and_a_new_size_and_theme_too():
    app = Behind()
    async with app.run_test(size=(40, 6)) as pilot:
        await app.push_screen(Over())
        await settled(pilot)
        assert lines(app)[0].startswith("behind  ")
        app.screen_stack[0].query_one(Label).update("it has changed")
        deadline = perf_counter() + 20  # Textual paints a screen behind another one by the clock
        while not lines(app)[0].startswith("it has changed"):
            assert perf_counter() < deadline, lines(app)
            await settled(pilot)
        before = cells(app)[0][0]
        app.theme = "textual-light"
        await settled(pilot)
        assert cells(app)[0][0] != before
        await pilot.resize_terminal(30, 9)
        await settled(pilot)
        assert [len(line) for line in lines(app)] == [30] * 9
        assert lines(app)[0].startswith("it has changed")


async def test_only_lines_that_have_changed_are_dimmed_again_for_the_next_screen():
    async def dimmed(pilot):
        app.push_screen(Over())
        await settled(pilot)
        found = list(app.screen.render_lines(app.screen.region))
        app.pop_screen()
        await settled(pilot)
        return found

    app = Behind()
    async with app.run_test(size=(40, 6)) as pilot:
        first, again = await dimmed(pilot), await dimmed(pilot)
        assert [here is there for here, there in zip(first, again, strict=True)] == [True] * 6
        app.query_one(Label).update("it has changed")
        await settled(pilot)
        later = await dimmed(pilot)
        assert [here is there for here, there in zip(again, later, strict=True)] == [False, *[True] * 5]
        assert later[0].text.startswith("it has changed")


async def test_a_closed_screen_leaves_nothing_in_memory(demo_app):
    async def painted_lines_after(pilot, opening, closing):
        """How many lines are in memory once a screen was opened, closed and forgotten."""
        await pressed(pilot, opening)
        screen = ref(demo_app.screen)
        assert screen() is not demo_app.screen_stack[0]
        await pressed(pilot, closing)
        deadline = perf_counter() + 20  # the last message to it may still be under way
        while gc.collect() is not None and screen():
            assert perf_counter() < deadline, f"{screen()} is still in memory"
            await settled(pilot)
        return sum(type(each) is Strip for each in gc.get_objects())

    async with demo_app.run_test(size=(100, 30)) as pilot:
        for keys in (("space", "escape"), ("enter", "q"), ("ctrl+p", "escape")):
            before = await painted_lines_after(pilot, *keys)
            assert await painted_lines_after(pilot, *keys) < before + 20, keys
