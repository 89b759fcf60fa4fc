"""Find and jump: a few letters, and the cursor stands on the card."""

import pytest
from textual.events import Paste

from learnboard.ui.board.jump import JumpScreen
from learnboard.ui.toolkit.lines_view import LinesView
from learnboard.ui.toolkit.text import CARET
from tests.hostile import HOSTILE
from tests.ui.frames import GlassApp, calm, typed
from tests.ui.screen import card_ids, cursor_card, lines, view

SIZE = (160, 45)


@pytest.fixture
def app(service):
    return GlassApp(service, SIZE)


async def test_letters_typed_at_once_find_a_card_and_enter_goes_there(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["f", *"map-tile", "enter"])
        assert cursor_card(app) == "k32"
        assert not isinstance(app.screen, JumpScreen)
        await typed(pilot, ["j"])  # the board has the keys again
        assert cursor_card(app) == "k33"


async def test_typed_slowly_every_letter_is_seen_with_what_fits(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["f"])
        assert isinstance(app.screen, JumpScreen)
        for number, sign in enumerate("map-tile", 1):
            await typed(pilot, [sign])
            assert any(f"find  {'map-tile'[:number]}{CARET}" in line for line in app.text())
        assert any("map-tile server" in line and "▌" in line for line in app.text())
        await typed(pilot, ["enter"])
        assert cursor_card(app) == "k32"


async def test_arrows_choose_among_what_fits(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["f", "down", "down", "up", "enter"])
        assert cursor_card(app) == "k12"
        await typed(pilot, ["f", *["down"] * 30, "up", *["up"] * 30, "enter"])
        assert cursor_card(app) == "k11"


@pytest.mark.parametrize("keys", [["f", "escape"], ["f", *"zzzzqq", "enter"], ["f", *"map", "escape"]])
async def test_escape_or_nothing_found_leaves_the_cursor_where_it_was(app, keys):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", *keys])
        assert cursor_card(app) == "k12"
        assert not isinstance(app.screen, JumpScreen)


async def test_that_nothing_fits_is_told(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["f", *"zzzzqq"])
        assert any("Nothing matches" in line for line in app.text())


async def test_letters_without_accents_find_a_title_and_what_fits_is_in_colour(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["e", "ctrl+u", *"Große Crème", "enter", "f", *"gros creme"])
        screen = app.screen
        assert isinstance(screen, JumpScreen)
        line = screen._row(0, screen._found[0], 80)
        assert [span.text for span in line if span.style == "accent"][1:] == [*"Groß", *"Crème"]
        await typed(pilot, ["enter"])
        assert cursor_card(app) == "k11"


async def test_keys_of_the_board_are_letters_here(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["f", *"quxdn?/", " "])
        assert any(f"find  quxdn?/ {CARET}" in line for line in app.text())
        assert app.is_running


async def test_a_jump_to_a_card_that_a_filter_hides_clears_the_filter(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"latency", "enter", "f", *"map-tile", "enter"])
        assert cursor_card(app) == "k32"
        assert sum(map(len, card_ids(app))) == 15
        assert "/latency" not in app.text()[-2]


async def test_a_jump_to_a_card_that_is_shown_keeps_the_filter(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"is:on-track", "enter", "f", *"map-tile", "enter"])
        assert cursor_card(app) == "k32"
        assert "/is:on-track" in app.text()[-2]


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 15), (30, 10)])
async def test_it_fits_any_window(service, size):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, ["f", *"ea"])
        page = app.screen.query_one(LinesView)
        assert page.region.bottom <= size[1]
        assert any(CARET in line for line in app.text())
        assert any("▌" in line for line in app.text()[2 : page.region.bottom])


async def test_any_text_can_be_sought(app):
    async with app.run_test(size=SIZE) as pilot:
        for text in HOSTILE[::2]:  # the others are typed into the filter, which cleans in the same way
            await typed(pilot, ["f"])
            app.post_message(Paste(text))
            await calm(pilot)
            shown = lines(app)
            assert any(CARET in line for line in shown), text
            assert not any(sign in line for line in shown for sign in "\x1b\x07\x9b\u202e\u2066\u200d"), text
            await typed(pilot, ["escape"])
            assert view(app).has_focus, text
