"""What is done in one go takes effect in its order, however busy the widgets are that it passes."""

import asyncio
from contextlib import asynccontextmanager
from decimal import Decimal

from textual.events import Paste

from learnboard.domain.model.key_results import CheckIn
from learnboard.ui import input_order
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.toolkit.status_lines import KeyLine
from tests.ui.mouse import DOWN, MOVE, UP, report
from tests.ui.screen import _key, cursor_card, lines, said, settled, taken, view

SIZE = (160, 45)
FIRST, SECOND, HEADER = (5, 7), (50, 11), (50, 0)
"""Cells on the first card of the first column, on one of the second, and above the board."""


def typed(app, keys):
    """Type keys as fast as the terminal tells of them."""
    for name in keys.split():
        app.post_message(_key(name))


def dragged(app, *cells):
    report(app, DOWN, cells[0])
    for cell in cells[1:]:
        report(app, MOVE, cell)
    report(app, UP, cells[-1])


@asynccontextmanager
async def busy(widget):
    """Within the block the widget is held up, and all that is sent to it; then it goes on."""
    gate = asyncio.Event()
    widget.call_later(gate.wait)
    yield
    for _ in range(50):
        await asyncio.sleep(0)
    gate.set()


async def test_what_is_done_in_one_go_takes_effect_in_its_order(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        async with busy(demo_app.screen.query_one(HeaderLine)):  # a drag that ends there, another one, and a key
            dragged(demo_app, FIRST, SECOND, HEADER)
            report(demo_app, DOWN, FIRST)
            report(demo_app, MOVE, SECOND)
        await settled(pilot)
        report(demo_app, UP, SECOND)
        typed(demo_app, "u")
        await settled(pilot)
        assert said(demo_app).startswith("Undid: move")

        undo = (lines(demo_app)[-1].index("u undo"), 44)
        typed(demo_app, "L")
        await settled(pilot)
        async with busy(demo_app.screen.query_one(KeyLine)):  # a click on a written key, and keys behind it
            dragged(demo_app, undo)
            typed(demo_app, "U J")
        await settled(pilot)
        assert said(demo_app).startswith("Moved")
        assert service.last_step[2] == 0  # no step is undone

        async with busy(view(demo_app)):  # a form, what is typed and pasted in it, and a key for the board
            typed(demo_app, "space 3 9 9 tab tab q u i t")
            demo_app.post_message(Paste(", pasted"))
            typed(demo_app, "! enter d")
        await settled(pilot)
        (told,) = (row for row in service.store.rows(CheckIn) if "paste" in row.note)
        assert (told.value, told.note) == (Decimal(399), "quit, pasted!")
        assert "drop, because" in "\n".join(lines(demo_app))


async def test_what_is_lost_with_its_widget_holds_nothing_up(demo_app, monkeypatch):
    monkeypatch.setattr(input_order, "PATIENCE", 0.001)
    async with demo_app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        card = cursor_card(demo_app)
        with monkeypatch.context() as patch:
            patch.setattr(demo_app.screen.query_one(HeaderLine), "post_message", lambda _: False)
            dragged(demo_app, HEADER)
            typed(demo_app, "j")
            while cursor_card(demo_app) == card:
                await taken(demo_app)
