"""The mouse in the mentor's view: its heads, its lists and its board."""

import pytest

from tests.ui.mentor.apps import NARROW, WIDE, subject
from tests.ui.mouse import click, drag
from tests.ui.screen import lines, pressed, settled


def find(app, text):
    """The cell in which a text begins on the screen."""
    return next((line.index(text), y) for y, line in enumerate(lines(app)) if text in line)


def last_said(app):
    return lines(app)[-2].strip()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_text_of_a_list_is_selected_and_copied(service, size):
    app = service.app()
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "1")
        await settled(pilot)
        before = subject(app)
        x, y = find(app, "Speak at one external meetup")
        await drag(pilot, (x, y), (x + 4, y))
        assert app.clipboard == "Speak"
        assert last_said(app) == "Copied 5 characters."
        assert subject(app) == before
        await click(pilot, (x, y))
        assert subject(app) == ("key_result", "k22")


async def test_lines_of_a_list_are_copied_without_their_margin_and_the_cursor(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        row = "Speak at one external meetup  "  # not the topic that is proposed, which is quoted
        await click(pilot, find(app, row))
        y = find(app, row)[1]
        assert "▌" in lines(app)[y]
        shown = [line.replace("▌", " ").rstrip(" ▕")[3:] for line in lines(app)[y : y + 3]]
        await drag(pilot, (0, y), (150, y + 2))
        assert app.clipboard == "\n".join(shown)
        strip = app.screen._compositor.render_strips()[y + 1]
        assert not any(segment.style.reverse for segment in strip.crop(strip.text.rindex("”") + 1))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_text_of_the_board_is_selected_column_by_column(service, size):
    app = service.app()
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "2")
        (x, y), before = find(app, "Raise teams that run"), subject(app)
        await drag(pilot, (x, y), (x + 35, y + 1), drop=False)
        strips = app.screen._compositor.render_strips()
        assert not any(segment.style.reverse for segment in strips[y].crop(x + 38) if segment.style)
        await drag(pilot, (x, y), (x + 10, y + 1))
        assert app.clipboard == "Raise teams that run a load test\nin CI from"
        assert subject(app) == before
        await drag(pilot, find(app, "2 Explain"), find(app, "Raise average"))
        assert app.clipboard.startswith("2 Explain performance")
        assert app.clipboard.splitlines()[-1].strip() == "R"
        await pressed(pilot, "left_square_bracket")  # another snapshot
        assert not app.screen.selections


async def test_a_selection_over_two_columns_goes_on_in_the_second(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "2 z")
        first, second = find(app, "Publish a perf"), find(app, "2 Explain")
        await drag(pilot, first, (second[0] + 8, second[1]))
        rows = app.clipboard.splitlines()
        assert rows[0].startswith("Publish a perf")
        assert rows[-1] == "2 Explain"


async def test_two_clicks_on_a_heading_of_somebody_elses_board_open_nothing(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "2")
        await click(pilot, find(app, "2 Explain"), times=2)
        assert subject(app) == ("key_result", "k21")
        assert len(app.screen_stack) == 1
        await click(pilot, find(app, "I want to be a"))
        await drag(pilot, (5, 9), (50, 9))
        assert len(app.screen_stack) == 1
        assert "Cut p95" in lines(app)[find(app, "Raise average")[1]]


async def test_the_views_are_chosen_by_clicks_on_their_names(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await click(pilot, find(app, "board"))
        assert app.screen.view == 1
        await click(pilot, find(app, "4 feedback"))
        assert app.screen.view == 3
        await click(pilot, find(app, "? help"))
        assert len(app.screen_stack) == 2


async def test_text_of_a_cards_page_is_copied(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await pressed(pilot, "2 enter")
        x, y = find(app, "Cut p95")
        await drag(pilot, (x, y), (x + 6, y))
        assert app.clipboard == "Cut p95"
        assert any("Copied 7 characters." in line for line in lines(app))
