"""What is drawn: never out of date, never more than what changed, nothing by itself."""

import random
from types import SimpleNamespace

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from learnboard.ui.board.layout import BoardLayout
from learnboard.ui.board.view import BoardView
from tests.ui.frames import GlassApp, calm, shown_anew, typed
from tests.ui.mouse import drag
from tests.ui.screen import cards, view

SIZES = [(160, 45), (80, 24), (60, 15), (30, 10)]
KEYS = ["j", "k", "h", "l", "J", "K", "L", "H", "g", "G", "u", "U", "x", "left_square_bracket", "right_square_bracket"]
KEYS += ["pagedown", "pageup"]


def report(app):
    """Where the person is: what an app just opened is told, to be compared."""
    board = view(app)
    tops = {pane.column.id: pane.top for pane in board.board_layout.panes}
    return SimpleNamespace(first=board.board_layout.first, cursor=board.cursor, tops=tops)


async def left_behind(service, app, pilot):
    """What stands on the screen, where the person is, and the size, once nothing lies over the board."""
    app.clear_notifications()
    await calm(pilot)
    return app.seen(), report(app), app.size


async def wheel(pilot, rng):
    """Turn the wheel somewhere over the board."""
    at = (rng.randrange(pilot.app.size.width), rng.randrange(1, pilot.app.size.height - 3))
    await pilot._post_mouse_events([rng.choice([MouseScrollDown, MouseScrollUp])], BoardView, offset=at)


async def wander(pilot, rng, steps):
    """Keys as they come, now and then the mouse, a window pulled, a form opened and left."""
    for _ in range(steps):
        await typed(pilot, rng.choices(KEYS, k=rng.randint(1, 4)))
        match rng.randrange(8):
            case 0:
                await pilot.resize_terminal(*rng.choice(SIZES))
            case 1:
                await wheel(pilot, rng)
            case 2:
                await typed(pilot, ["space"])
                await typed(pilot, ["escape"])
            case 3:
                size = pilot.app.size
                await pilot.click(BoardView, offset=(rng.randrange(size.width), rng.randrange(size.height - 3)))
            case 4 | 5:
                size = pilot.app.size
                cells = [(rng.randrange(size.width), rng.randrange(1, size.height - 2)) for _ in range(3)]
                await drag(pilot, *cells, drop=rng.random() < 0.8)
                await typed(pilot, ["escape"])


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("size", SIZES)
async def test_after_any_keys_the_screen_is_that_of_an_app_just_opened(service, size, seed):
    app = GlassApp(service, size)
    async with app.run_test(size=size, notifications=True) as pilot:
        await wander(pilot, random.Random(f"{size} {seed}"), 10)
        seen, like, last_size = await left_behind(service, app, pilot)
    assert seen == await shown_anew(service, tuple(last_size), like)


@pytest.mark.parametrize(
    "keys",
    [
        "l l j j j L u l U",  # the card comes to the very place where the cursor waits for one
        "l l l j j j j L H h J J J K",
        "G L L L u u u",
        "right_square_bracket right_square_bracket u u U",
        "l l x x x u u U",
        "l l l G L u k U",
    ],
)
@pytest.mark.parametrize("size", [(160, 45), (30, 10)])
async def test_a_card_that_moved_is_marked_where_it_is_now(service, size, keys):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, keys.split())
        seen, like, _ = await left_behind(service, app, pilot)
    assert seen == await shown_anew(service, size, like)


async def test_a_word_that_goes_away_leaves_the_board_as_it_was(service):
    app = GlassApp(service, (80, 24))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await calm(pilot)
        before = app.seen()
        await typed(pilot, ["u"])  # there is nothing to undo: said in a box over the board
        assert app.seen() != before
        app.clear_notifications()
        await calm(pilot)
        assert app.seen() == before


@pytest.fixture
def made(monkeypatch):
    """The lines that were made, by the id of their lane's objective."""
    lines = []
    draw = BoardLayout._draw

    def recording(self, number, pane, cache):
        lines.extend((pane.column.id, line) for line in pane.stale)
        return draw(self, number, pane, cache)

    monkeypatch.setattr(BoardLayout, "_draw", recording)
    return lines


async def test_a_step_down_makes_the_lines_of_two_cards_again_and_no_other(service, made):
    app = GlassApp(service, (160, 45))
    async with app.run_test(size=(160, 45)) as pilot:
        await calm(pilot)
        made.clear()
        frames = app.frames
        await typed(pilot, ["j"])
        # Half a line of surface, a title of two, a blank one, bar, state, note, half a line: the first card stands on
        # lines 5 to 12, the second on 13 to 20.
        assert sorted(made) == [("o1", line) for line in range(5, 21)]
        assert app.frames == frames + 1


async def test_a_step_aside_makes_two_cards_and_two_headings_again(service, made):
    app = GlassApp(service, (160, 45))
    async with app.run_test(size=(160, 45)) as pilot:
        await calm(pilot)
        made.clear()
        await typed(pilot, ["l"])
        assert {pane for pane, _ in made} == {"o1", "o2"}
        assert max(line for _, line in made) == 13  # the last of nine of the second column's first card


async def test_a_key_that_changes_nothing_draws_nothing(service, made):
    app = GlassApp(service, (160, 45))
    async with app.run_test(size=(160, 45)) as pilot:
        await calm(pilot)
        made.clear()
        frames = app.frames
        await typed(pilot, ["k", "h", "g", "K", "H", "left_square_bracket"])
        assert (made, app.frames) == ([], frames)


async def test_a_finished_step_leaves_the_other_columns_alone(service, made):
    app = GlassApp(service, (160, 45))
    async with app.run_test(size=(160, 45)) as pilot:
        await typed(pilot, ["l", "l"])
        made.clear()
        await typed(pilot, ["x"])
        assert cards(app)["k31"].steps_done == 4
        assert {pane for pane, _ in made} == {"o3"}


async def test_nothing_draws_by_itself(service, made):
    app = GlassApp(service, (160, 45))
    async with app.run_test(size=(160, 45)) as pilot:
        await typed(pilot, ["j", "L", "u"])
        made.clear()
        frames = app.frames
        ticking = [
            timer
            for node in [app, app.screen, *app.screen.walk_children()]
            for timer in node._timers
            if timer._active.is_set() and timer._repeat != 0
        ]
        for _ in range(5):
            app._poll()
            await pilot.pause()
        assert (made, app.frames) == ([], frames)
        assert [timer._interval for timer in ticking] == [0.5]  # the look at what other programs did
