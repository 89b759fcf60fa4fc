"""The mouse in what is being typed: the caret where it clicks, selections by drag, double and triple click."""

import pytest
from textual.events import MouseMove

from tests.ui.frames import GlassApp
from tests.ui.screen import pressed, settled
from tests.ui.toolkit.field_keys import noted

SIZE = (160, 45)


@pytest.fixture
def app(service):
    return GlassApp(service, SIZE)


def cell_of(app, words):
    """The cell of the screen at which these words begin."""
    return next((line.index(words), y) for y, line in enumerate(app.text()) if words in line)


async def clicked(app, pilot, words, plus=0, times=1):
    x, y = cell_of(app, words)
    await pilot.click(offset=(x + plus, y), times=times)
    await settled(pilot)
    return noted(app.screen.typed)


async def dragged(app, pilot, words, first, last):
    x, y = cell_of(app, words)
    await pilot.mouse_down(offset=(x + first, y))
    await pilot._post_mouse_events([MouseMove], offset=(x + last, y), button=1)
    await pilot.mouse_up(offset=(x + last, y))
    await settled(pilot)
    return noted(app.screen.typed)


async def typed(pilot, text):
    await pilot.press(*("space" if sign == " " else sign for sign in text))
    await settled(pilot)


@pytest.mark.parametrize("keys", ["e", "/", "f", "j j j enter n", "enter enter"])
async def test_a_click_places_the_caret_wherever_one_types(app, keys):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, keys)
        await pressed(pilot, "alt+a backspace")
        await typed(pilot, "quartz vexed")
        assert await clicked(app, pilot, "quartz", 2) == "qu|artz vexed"
        assert await clicked(app, pilot, "vexed", 1, times=2) == "quartz ^vexed|"
        assert await clicked(app, pilot, "rtz", 1, times=3) == "^quartz vexed|"
        assert await clicked(app, pilot, "uar", 2) == "qua|rtz vexed"
        await pressed(pilot, "end")
        assert await dragged(app, pilot, "artz", 2, 5) == "quar^tz| vexed"
        await pressed(pilot, "x")
        assert noted(app.screen.typed) == "quarx| vexed"


async def test_a_click_in_a_folded_title_finds_its_line(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e")
        assert app.screen.typed.text == "Cut p95 latency of the checkout service from 850 ms to 400 ms"
        assert (await clicked(app, pilot, "service", 3)).startswith("Cut p95 latency of the checkout ser|vice")
        assert (await clicked(app, pilot, "latency", 0)).startswith("Cut p95 |latency")


async def test_a_click_elsewhere_leaves_the_caret_where_it_is(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e alt+a")
        await typed(pilot, "quartz")
        assert await clicked(app, pilot, "Grow others") == "quartz|"


async def test_a_click_in_another_field_goes_to_the_place_in_it(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "enter enter tab tab")
        assert await clicked(app, pilot, "title          Cut p95", 20) == (
            "Cut p|95 latency of the checkout service from 850 ms to 400 ms"
        )


async def test_a_line_of_a_long_text_is_found_by_the_mouse_when_it_is_scrolled(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "enter enter tab")
        await pressed(pilot, "alt+a")
        app.screen.on_pasted_text("\n".join(f"line {number}" for number in range(30)))
        await settled(pilot)
        assert (await clicked(app, pilot, "line 27", 5)).partition("|")[2].startswith("27\nline 28")
