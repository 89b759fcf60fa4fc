"""The room of the window is used: cards in view, titles whole, and of what stands behind a form nothing to read."""

import re

import pytest
from textual.color import Color

from learnboard.ui.toolkit.lines_view import LinesView
from tests.ui.frames import GlassApp, typed
from tests.ui.screen import lines, pressed, settled, view
from tests.ui.test_themes import contrast

WIDE, MIDDLE, SMALL = (160, 45), (120, 30), (80, 24)


def texts(app):
    """What stands in each column in view, from top to bottom, without stripes and margins."""
    layout = view(app).board_layout
    for left, right in zip(layout.edges, layout.edges[1:], strict=False):
        column = (re.sub(r"\d›", "", line[left + 3 : right - 2]).strip() for line in lines(app)[1:-2])
        yield " ".join(part for part in column if part)


@pytest.mark.parametrize(("size", "least"), [(WIDE, 15), (MIDDLE, 15), (SMALL, 8)])
async def test_cards_are_in_view_with_their_titles_whole(demo_app, size, least):
    async with demo_app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = [*texts(demo_app)]
        columns = view(demo_app).board.columns[: len(shown)]
        titles = [
            (card.key_result.title, text) for column, text in zip(columns, shown, strict=True) for card in column.cards
        ]
        assert len(titles) == least
        assert [title for title, text in titles if title not in text] == []
        assert all(column.objective.title in text for column, text in zip(columns, shown, strict=True))


@pytest.mark.parametrize("size", [WIDE, MIDDLE, SMALL])
async def test_the_lower_half_is_used_while_there_is_more_to_tell(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await settled(pilot)
        panes = view(demo_app).board_layout.panes
        assert max(pane.lines_of(3).stop for pane in panes if len(pane.column.cards) > 3) > 0.75 * panes[0].height


async def test_a_foot_counts_on_as_the_column_is_scrolled(service):
    app = GlassApp(service, SMALL)
    async with app.run_test(size=SMALL) as pilot:
        await typed(pilot, ["n", *[key for number in range(4) for key in (f"{number}", "enter")], "escape", "g"])
        # k11, four with a short title of three lines each, k12 to k14: 4 + 4 × 3 + 3 × 4 lines; 17 are in view.
        assert [line[:40].split() for line in lines(app)][-3] == ["+", "3", "more", "8/5"]
        await typed(pilot, ["G"])
        assert [line[:40].split() for line in lines(app)][-3] == ["n", "new", "8/5"]


@pytest.mark.parametrize("theme", ["learnboard-dark", "learnboard-light", "learnboard-contrast"])
async def test_behind_a_form_there_is_nothing_to_read(demo_app, theme):
    async with demo_app.run_test(size=WIDE) as pilot:
        demo_app.theme = theme
        await pressed(pilot, "space")
        form = demo_app.screen.query_one(LinesView).region
        strips = demo_app.screen._compositor.render_strips()
        above = [segment for strip in strips[: form.y] for segment in strip if segment.text.strip()]
        assert above
        for segment in above:
            colours = [Color.from_rich_color(each).hex for each in (segment.style.color, segment.style.bgcolor)]
            assert contrast(*colours) < 1.6, (segment.text, colours)
