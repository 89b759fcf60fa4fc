"""Toasts: they stand at the top right, and never over what is needed just now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region, Size

from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.lines_view import LinesView
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine
from learnboard.ui.toolkit.toasts import last_lines, toast_region
from tests.ui.screen import lines, pressed, settled

SMALL, WIDE = (80, 24), (160, 45)
LONG = "The board could not be written, since the disk is full: make room on it, and press the key once more. " * 2
SHORT = "No backup was made."

# -- finding a place --------------------------------------------------------------------------------------------------

WINDOWS = st.builds(Size, st.integers(20, 200), st.integers(6, 60))
REGIONS = st.lists(st.builds(Region, st.integers(-5, 210), st.integers(-5, 60), st.integers(0, 90), st.integers(0, 40)))


@given(WINDOWS, REGIONS, REGIONS, st.integers(1, 400))
def test_a_place_covers_nothing_that_must_be_seen(window, never, rather, letters):
    place = toast_region(window, never, rather, lambda width: -(-letters // width))
    if place is not None:
        assert [region for region in never if place.intersection(region).area] == []
        assert window.region.contains_region(place)
        assert place.height == min(-(-letters // place.width), window.height // 2)


@given(WINDOWS, st.integers(1, 3))
def test_with_nothing_in_the_way_it_is_the_top_right(window, height):
    place = toast_region(window, [], [Region(0, 0, window.width, 1)], lambda _: height)
    assert place.y == 1
    assert place.right == window.width


@given(WINDOWS, st.integers(1, 3))
def test_what_is_rather_to_be_seen_is_covered_if_nothing_else_is_left(window, height):
    place = toast_region(window, [last_lines(window)], [window.region], lambda _: height)
    assert place is None or (place.y, place.bottom <= window.height - 2) == (0, True)
    assert place is not None or height > window.height - 2


def test_where_all_is_taken_there_is_no_place():
    window = Size(80, 24)
    assert toast_region(window, [Region(1, 1, 78, 22)], [], lambda _: 2) is None
    assert toast_region(window, [Region(1, 1, 78, 22)], [], lambda _: 1) == Region(40, 0, 40, 1)


# -- on screens -------------------------------------------------------------------------------------------------------


@pytest.fixture
def app(service):
    return LearnboardApp(service, lambda: DEMO_DAY, "The example year")


def toasts(app):
    """Where toasts are seen."""
    found = [toast.region for toast in app.screen.query("Toast")]
    assert found
    assert all(app.size.region.contains_region(region) for region in found)
    assert all(region.area for region in found)
    return found


def place_of(app, text):
    """Where a text stands on the screen: its first line and its first cell."""
    return next((line.index(text), number) for number, line in enumerate(lines(app)) if text in line)


def free(app, *regions):
    """Whether no toast lies over some regions."""
    return not any(toast.overlaps(region) for toast in toasts(app) for region in regions)


async def notified(pilot, *messages):
    for message in messages:
        pilot.app.notify(message, severity="warning", markup=False, timeout=60)
    await placed(pilot)


async def placed(pilot):
    """Wait until toasts have been mounted, measured and put where they are seen: each asks for the next."""
    for _ in range(50):
        await settled(pilot)
        found = pilot.app.screen.query("Toast")
        if found and all(toast.region.area and pilot.app.size.region.contains_region(toast.region) for toast in found):
            break
    await settled(pilot)


async def test_a_screen_gets_what_holds_toasts_with_its_first_one(app):
    async with app.run_test(size=WIDE, notifications=True, tooltips=True) as pilot:
        await pressed(pilot, "enter")
        page = app.screen
        assert [*page.children] == [page.page]
        app.notify(SHORT, markup=False)
        await settled(pilot)
        assert SHORT in "\n".join(lines(app))
        assert len(toasts(app)) == 1
        app.notify(LONG, markup=False)
        await settled(pilot)
        assert len(toasts(app)) == 2
        await pressed(pilot, "space")
        assert app.screen is not page  # what is opened over it shows them, too
        assert len(toasts(app)) == 2
        app.clear_notifications()
        await settled(pilot)
        assert not app.screen.query("Toast")


@pytest.mark.parametrize("size", [SMALL, (120, 30), WIDE, (200, 60)])
async def test_on_the_board_they_stand_at_the_top_right_under_the_header(app, size):
    async with app.run_test(size=size, notifications=True) as pilot:
        await notified(pilot, LONG, SHORT)
        first, second = toasts(app)
        assert first.y == app.screen.query_one(HeaderLine).region.bottom
        assert first.right == second.right == size[0]
        assert second.y == first.bottom
        assert free(app, app.screen.query_one(StatusLine).region, app.screen.query_one(KeyLine).region)
        assert SHORT in "\n".join(lines(app))


@pytest.mark.parametrize("size", [SMALL, WIDE, (40, 12)])
@pytest.mark.parametrize("first", [True, False])
async def test_the_undo_hint_is_seen_whenever_they_come(app, size, first):
    async with app.run_test(size=size, notifications=True) as pilot:
        if first:
            await notified(pilot, LONG)
        await pressed(pilot, "p")
        if not first:
            await notified(pilot, LONG)
        await placed(pilot)
        assert "u undo" in lines(app)[-2]
        assert free(app, app.screen.query_one(StatusLine).region, app.screen.query_one(KeyLine).region)


@pytest.mark.parametrize("size", [SMALL, WIDE])
@pytest.mark.parametrize("first", [True, False])
async def test_a_title_typed_on_the_board_is_seen(app, size, first):
    async with app.run_test(size=size, notifications=True) as pilot:
        for keys in ("e", "E", "n", "N", "l e", "l E", "l n", "4 e", "4 E", "4 N", "3 G n", "l G e"):
            if first:
                await notified(pilot, LONG)
                await pressed(pilot, keys)
            else:
                await pressed(pilot, keys)
                await notified(pilot, LONG)
            await pressed(pilot, "ctrl+u z q z q")
            await placed(pilot)
            x, y = place_of(app, "zqzq")
            assert free(app, Region(x, y, 5, 1), last_lines(app.size)), keys
            await pressed(pilot, "ctrl+u escape 1 g")  # nothing was typed, and nothing is changed
            app.clear_notifications()


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_title_typed_on_a_page_and_its_footer_are_seen(app, size):
    async with app.run_test(size=size, notifications=True) as pilot:
        await notified(pilot, LONG)
        for keys in ("enter e", "3 enter e", "3 enter n", "3 enter G n"):
            await pressed(pilot, keys)
            await pressed(pilot, "ctrl+u z q z q")
            await placed(pilot)
            x, y = place_of(app, "zqzq")
            page = app.screen.page
            foot = Region(page.region.x, page.region.bottom - 2, page.region.width, 2)
            assert free(app, Region(x, y, 5, 1), foot), keys
            await pressed(pilot, "ctrl+u escape")
            app.pop_screen()  # escape would let the toasts go
            await placed(pilot)


async def seen_whole(pilot):
    """Whether the form comes to be seen as a whole; what an export holds is still being counted when it opens."""
    app = pilot.app
    for _ in range(20):
        await placed(pilot)
        form = app.screen.query_one(LinesView).region
        if app.size.region.contains_region(form) and free(app, form):
            return True
    return False


@pytest.mark.parametrize("size", [SMALL, WIDE, (60, 16)])
@pytest.mark.parametrize("first", [True, False])
async def test_a_form_is_seen_as_a_whole(app, size, first):
    async with app.run_test(size=size, notifications=True) as pilot:
        for keys in ("space", "enter enter", "o", "ctrl+e", "comma"):
            if first:
                await notified(pilot, LONG, SHORT)
                await pressed(pilot, keys)
            else:
                await pressed(pilot, keys)
                await notified(pilot, LONG, SHORT)
            assert isinstance(app.screen, FormScreen)
            assert await seen_whole(pilot), keys
            await pressed(pilot, "tab tab")
            assert await seen_whole(pilot), keys
            app.clear_notifications()
            await pressed(pilot, "escape escape escape")


async def test_a_form_that_made_room_stands_where_it_was_when_they_are_gone(app):
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pressed(pilot, "enter enter")
        page = app.screen.query_one(LinesView)
        before, seen = page.region, lines(app)
        await notified(pilot, LONG, SHORT)
        assert page.region.y > before.y
        assert page.region.height < before.height
        app.clear_notifications()
        for _ in range(50):
            await settled(pilot)
            if page.region == before:
                break
        assert page.region == before
        assert lines(app) == seen


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_where_letters_are_sought_the_line_is_seen(app, size):
    async with app.run_test(size=size, notifications=True) as pilot:
        await pressed(pilot, "f")
        await notified(pilot, LONG, SHORT)
        assert free(app, app.screen.query_one(LinesView).region)


@pytest.mark.parametrize("size", [SMALL, WIDE, (60, 16)])
async def test_the_palette_and_the_toasts_are_both_seen(app, size):
    async with app.run_test(size=size, notifications=True) as pilot:
        await pressed(pilot, "ctrl+p")
        await app.screen.workers.wait_for_complete()
        await notified(pilot, LONG, SHORT)
        assert free(app, app.screen.query_one("#--input").region, app.screen.query_one("CommandList").region)
        assert SHORT in "\n".join(lines(app))


async def test_another_window_size_is_another_place(app):
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await notified(pilot, LONG)
        await pilot.resize_terminal(*SMALL)
        await placed(pilot)
        assert toasts(app)[0].right == SMALL[0]
        assert free(app, app.screen.query_one(StatusLine).region)
