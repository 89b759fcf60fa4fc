"""Help, wherever it is asked for, and the palette: all that can be done here is found there."""

import pytest

from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.keys.help import HelpScreen, keys_of
from learnboard.ui.keys.palette import KeyProvider
from tests.ui.frames import GlassApp, calm, typed
from tests.ui.screen import cursor_card, view

QUITS = {"Quit", "Quit at once"}


@pytest.mark.parametrize("size", [(200, 60), (120, 30), (80, 24), (40, 12)])
async def test_every_key_is_seen_by_scrolling_down(service, size):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        wanted = {description[:12] for _, _, description in keys_of(app.screen)}
        await typed(pilot, ["question_mark"])
        seen = ""
        for _ in range(12):
            seen += "\n".join(app.text())
            await typed(pilot, ["pagedown"])
        assert [each for each in wanted if each not in seen] == []
        await typed(pilot, ["q"])
        assert isinstance(app.screen, BoardScreen)
        assert app.is_running


async def test_it_scrolls_to_the_end_and_back_by_lines_and_pages(service):
    app = GlassApp(service, (80, 24))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, ["question_mark"])
        first = app.text()
        await typed(pilot, ["j", "down", "space"])
        assert app.text() != first
        await typed(pilot, ["k", "up", "pageup"])
        assert app.text() == first
        frames = app.frames
        await typed(pilot, ["k", "up", "pageup"])  # there is nothing above the first line
        assert app.frames == frames


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_it_closes_and_keys_are_for_the_board_again(service, key):
    app = GlassApp(service, (120, 30))
    async with app.run_test(size=(120, 30)) as pilot:
        await typed(pilot, ["question_mark"])
        assert isinstance(app.screen, HelpScreen)
        await typed(pilot, [key])
        await typed(pilot, ["j"])
        assert cursor_card(app) == "k12"


async def test_every_action_of_the_palette_can_be_run(service):
    app = GlassApp(service, (120, 30))
    async with app.run_test(size=(120, 30)) as pilot:
        names = [str(hit.display) async for hit in KeyProvider(app.screen).discover()]
        for name in names:
            if name in QUITS or name.startswith("Theme colours"):
                continue
            hits = {str(hit.display): hit.command async for hit in KeyProvider(app.screen).discover()}
            await hits[name]()
            await calm(pilot)
            for _ in range(4):
                await typed(pilot, ["escape"])
            assert isinstance(app.screen, BoardScreen), name
            assert app.is_running, name
        assert view(app).has_focus
