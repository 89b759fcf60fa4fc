"""Cards and columns dragged by the mouse: where the ghost says they land, there they land, in one step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset, Size

from learnboard.service.commands import MoveKeyResult, MoveObjective
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board import mouse
from learnboard.ui.board.drag import HeldCard, HeldColumn, drop_at, held_at
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.board.layout import BoardLayout, Cursor
from learnboard.ui.board.view import BoardView
from tests.ui.example_cards import board, of_heights
from tests.ui.frames import GlassApp, calm
from tests.ui.mouse import DOWN, MOVE, UP, WHEEL_DOWN, drag, report
from tests.ui.screen import card_ids, cursor_card, lines, pressed, said, settled, view

WIDE, SMALL, LOW = (160, 45), (80, 24), (80, 18)
YEAR = [
    ["k11", "k12", "k13", "k14"],
    ["k21", "k22", "k23", "k24"],
    ["k31", "k32", "k33", "k34"],
    ["k41", "k42", "k43"],
]
# On the wide screen a column has 40 cells. The header is line 0; what belongs to the headings are lines 1 to 5. In the
# first column stand k11 on lines 6 to 13, k12 on 14 to 21, k13 on 22 to 28, k14 on 29 to 36, what is above and below a
# card's text included; in the second k21 on 6 to 14, k22 on 15 to 22, k23 on 23 to 30, k24 on 31 to 38.
ELSEWHERE = [
    ((5, 7), (50, 6), ["k11", "k21", "k22", "k23", "k24"]),
    ((5, 7), (50, 10), ["k11", "k21", "k22", "k23", "k24"]),  # of nine lines the fifth is still the upper half
    ((5, 7), (50, 11), ["k21", "k11", "k22", "k23", "k24"]),
    ((5, 7), (50, 14), ["k21", "k11", "k22", "k23", "k24"]),
    ((5, 7), (50, 15), ["k21", "k11", "k22", "k23", "k24"]),
    ((5, 7), (50, 38), ["k21", "k22", "k23", "k24", "k11"]),
    ((5, 7), (50, 41), ["k21", "k22", "k23", "k24", "k11"]),  # below the last card
    ((5, 7), (50, 42), ["k21", "k22", "k23", "k24", "k11"]),  # on the foot
    ((5, 7), (50, 1), ["k11", "k21", "k22", "k23", "k24"]),  # on the heading
]
WITHIN = [
    ((5, 7), (5, 21), ["k12", "k11", "k13", "k14"]),
    ((5, 7), (5, 28), ["k12", "k13", "k11", "k14"]),
    ((5, 7), (5, 41), ["k12", "k13", "k14", "k11"]),
    ((5, 30), (5, 6), ["k14", "k11", "k12", "k13"]),
    ((5, 30), (5, 2), ["k14", "k11", "k12", "k13"]),
    ((5, 23), (5, 14), ["k11", "k13", "k12", "k14"]),
]


def ghosts(app):
    """The lines of the screen on which a card's ghost stands, each from its cell on."""
    return {y: line[line.index("━━") :] for y, line in enumerate(lines(app)) if "━━" in line}


def nothing_to_undo(app):
    """Whether that was told."""
    return "nothing to undo" in "".join(note.message for note in app._notifications)


# -- cards -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end", "there"), ELSEWHERE)
async def test_a_card_is_dragged_to_a_place_of_another_column(demo_app, start, end, there):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pilot.mouse_down(offset=start)
        await pilot.hover(offset=end)
        await pilot.mouse_up(offset=end)
        await settled(pilot)
        assert card_ids(demo_app) == [["k12", "k13", "k14"], there, *YEAR[2:]]
        assert cursor_card(demo_app) == "k11"
        assert said(demo_app).startswith("Moved “Cut p95 latency")
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR
        await pressed(pilot, "u")
        assert nothing_to_undo(demo_app)  # it was one step


@pytest.mark.parametrize(("start", "end", "column"), WITHIN)
async def test_a_card_is_dragged_to_another_place_of_its_column(demo_app, start, end, column):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, start, (100, 30), end)
        assert card_ids(demo_app) == [column, *YEAR[1:]]
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR


@pytest.mark.parametrize(
    ("end", "line"),
    [((50, 6), 5), ((50, 11), 14), ((50, 16), 14), ((50, 19), 22), ((50, 27), 30), ((50, 41), 38), ((50, 1), 5)],
)
async def test_a_ghost_with_the_cards_title_stands_on_the_blank_line_where_it_would_land(demo_app, end, line):
    async with demo_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        before = lines(demo_app)
        await drag(pilot, (5, 7), end, drop=False)
        assert ghosts(demo_app).keys() == {line}
        assert lines(demo_app)[line][40:79] == " ━━ Cut p95 latency of the checkout… ━━"
        others = [each for y, each in enumerate(lines(demo_app)) if y != line]
        assert others == [each for y, each in enumerate(before) if y != line]
        await drag(pilot, end, (5, 7))  # a button pressed anew takes hold of something else
        assert ghosts(demo_app) == {}


@pytest.mark.parametrize(
    "end", [(5, 10), (5, 15), (6, 7), (5, 2)], ids=["itself", "before the next", "a cell", "first"]
)
async def test_where_a_card_stands_already_is_no_ghost_and_no_step(demo_app, end):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 7), end, drop=False)
        assert ghosts(demo_app) == {}
        report(demo_app, UP, end)
        await settled(pilot)
        assert card_ids(demo_app) == YEAR
        await pressed(pilot, "u")
        assert nothing_to_undo(demo_app)


async def test_a_pointer_that_slips_on_a_card_selects_it(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, (50, 17), (51, 16))
        assert cursor_card(demo_app) == "k22"
        assert card_ids(demo_app) == YEAR


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("compact", [False, True])
async def test_nothing_is_left_of_a_drag_that_comes_to_nothing(service, size, compact):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "z j j" if compact else "j j")
        await calm(pilot)
        before = app.seen()
        last, start = size[1] - 1, (5, 5 if compact else 7)
        for end in [(3, 0), (50, last - 1), (50, last), (-4, 7), (10**9, 9), (20, -1), (20, 10**6)]:
            await drag(pilot, start, (50, 6), (50, 12), drop=False)
            await calm(pilot)
            assert app.seen() != before
            report(app, MOVE, end)
            report(app, UP, end)
            await calm(pilot)
            assert app.seen() == before
        await drag(pilot, start, (50, 6), (50, 12), drop=False)
        await pressed(pilot, "escape")
        await calm(pilot)
        assert app.seen() == before
        report(app, MOVE, (50, 9))
        report(app, UP, (50, 9))
        await calm(pilot)
        assert app.seen() == before
        assert card_ids(app) == YEAR


async def test_escape_lets_go_of_the_card_and_only_then_of_the_filter(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "slash k i n d : m e t r i c enter")
        shown = card_ids(demo_app)
        await drag(pilot, (5, 7), (50, 5), drop=False)
        await pressed(pilot, "escape")
        assert card_ids(demo_app) == shown
        await pressed(pilot, "escape")
        assert card_ids(demo_app) == YEAR


async def test_another_key_lets_go_too_and_does_what_it_does(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 7), (50, 5), drop=False)
        await pressed(pilot, "j")
        assert cursor_card(demo_app) == "k12"
        report(demo_app, UP, (50, 5))
        await settled(pilot)
        assert card_ids(demo_app) == YEAR


async def test_a_page_that_opens_meanwhile_ends_the_drag(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 7), (50, 5), drop=False)
        await pressed(pilot, "ctrl+p")
        report(demo_app, UP, (50, 5))
        await pressed(pilot, "escape")
        report(demo_app, MOVE, (50, 9))
        report(demo_app, UP, (50, 9))
        await settled(pilot)
        assert len(demo_app.screen_stack) == 1
        assert ghosts(demo_app) == {}
        assert card_ids(demo_app) == YEAR


@pytest.mark.parametrize("button", [2, 3])
async def test_other_buttons_drag_nothing(demo_app, button):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 7), (50, 5), button=button)
        assert card_ids(demo_app) == YEAR


async def test_nothing_is_dragged_while_a_title_is_typed(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "e end x")
        await drag(pilot, (50, 10), (5, 5), drop=False)
        assert ghosts(demo_app) == {}
        report(demo_app, UP, (5, 5))
        await pressed(pilot, "y enter")
        assert card_ids(demo_app) == YEAR
        assert view(demo_app).card.key_result.title.endswith("400 msxy")


async def test_a_read_only_board_refuses_what_is_dropped(service):
    service.lock("it is only looked at")
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 6), (50, 6))
        assert card_ids(app) == YEAR
        assert ghosts(app) == {}


async def test_a_burst_of_the_mouse_is_done_in_its_order(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        for kind, at in [(DOWN, (5, 7)), (MOVE, (30, 9)), (MOVE, (50, 5)), (UP, (50, 5))]:
            report(demo_app, kind, at)
        await settled(pilot)
        assert card_ids(demo_app)[1][0] == "k11"
        for kind, at in [(DOWN, (5, 7)), (MOVE, (50, 5)), (MOVE, (50, 0)), (UP, (50, 0))]:
            report(demo_app, kind, at)
        await settled(pilot)
        assert not demo_app.screen.dragging
        for kind, at in [(DOWN, (5, 7)), (MOVE, (50, 5)), (UP, (-1, 5))]:
            report(demo_app, kind, at)
        await settled(pilot)
        assert not demo_app.screen.dragging
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR


# -- compact, scrolled, filtered --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "line", "result"),
    [
        ((5, 4), (50, 5), 5, [["k11", "k13", "k14"], ["k21", "k22", "k12", "k23", "k24"]]),
        ((5, 4), (50, 3), 3, [["k11", "k13", "k14"], ["k12", "k21", "k22", "k23", "k24"]]),
        ((5, 4), (50, 20), 7, [["k11", "k13", "k14"], ["k21", "k22", "k23", "k24", "k12"]]),
        ((5, 4), (5, 5), 6, [["k11", "k13", "k12", "k14"], YEAR[1]]),
        ((5, 6), (5, 3), 3, [["k14", "k11", "k12", "k13"], YEAR[1]]),
    ],
)
async def test_among_cards_of_one_line_those_below_give_way_to_the_ghost(demo_app, start, end, line, result):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "z")
        before = lines(demo_app)
        await drag(pilot, start, end, drop=False)
        after, x = lines(demo_app), end[0] // 40 * 40
        assert ghosts(demo_app).keys() == {line}
        column = [each[x : x + 39] for each in after[:42]]
        assert column[:line] + column[line + 1 :] == [each[x : x + 39] for each in before[:41]]
        assert after[42] == before[42]  # the foot
        report(demo_app, UP, end)
        await settled(pilot)
        assert card_ids(demo_app)[:2] == result
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR


async def test_in_a_scrolled_column_a_place_is_that_of_the_cards_in_view(demo_app):
    async with demo_app.run_test(size=LOW) as pilot:
        for _ in range(2):
            report(demo_app, WHEEL_DOWN, (5, 10))
        await settled(pilot)
        # 16 lines of cards, 11 of them in view: k11 and the first line of k12 are scrolled away.
        assert lines(demo_app)[4].startswith(" ▍ in CI from 1 to 6")
        await drag(pilot, (50, 5), (5, 8), drop=False)
        assert ghosts(demo_app).keys() == {6}
        report(demo_app, UP, (5, 8))
        await settled(pilot)
        assert card_ids(demo_app)[0] == ["k11", "k12", "k21", "k13", "k14"]


async def test_the_wheel_scrolls_under_what_is_dragged_and_the_ghost_tells_the_new_place(demo_app):
    async with demo_app.run_test(size=LOW) as pilot:
        await drag(pilot, (50, 5), (5, 5), drop=False)
        assert ghosts(demo_app).keys() == {3}  # before the first
        report(demo_app, WHEEL_DOWN, (5, 5))
        await settled(pilot)
        assert ghosts(demo_app).keys() == {4}  # before the second, which is under the pointer now
        report(demo_app, UP, (5, 5))
        await settled(pilot)
        assert card_ids(demo_app)[0] == ["k11", "k21", "k12", "k13", "k14"]


async def until(pilot, holds):
    for _ in range(2_000):
        if holds():
            return
        await pilot.pause(0)
    raise AssertionError(lines(pilot.app))


async def test_at_the_edge_the_next_columns_come_into_view(demo_app, monkeypatch):
    monkeypatch.setattr(mouse, "_EDGE_PAUSE", 0.001)
    async with demo_app.run_test(size=SMALL) as pilot:
        await drag(pilot, (5, 7), (79, 6), drop=False)
        await until(pilot, lambda: "4 Grow others" in lines(demo_app)[1])
        assert "1 Become" not in lines(demo_app)[1]
        await drag(pilot, (79, 6), (0, 6))  # takes hold of another card, which changes nothing yet
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR


async def test_what_is_dropped_in_a_column_that_came_into_view_stays_in_view(demo_app, monkeypatch):
    monkeypatch.setattr(mouse, "_EDGE_PAUSE", 0.001)
    async with demo_app.run_test(size=SMALL) as pilot:
        await drag(pilot, (5, 7), (79, 5), drop=False)
        await until(pilot, lambda: "4 Grow others" in lines(demo_app)[1])
        report(demo_app, MOVE, (60, 5))
        report(demo_app, UP, (60, 5))
        await settled(pilot)
        assert card_ids(demo_app)[3] == ["k11", "k41", "k42", "k43"]
        assert cursor_card(demo_app) == "k11"
        assert "4 Grow others" in lines(demo_app)[1]


async def test_where_a_drag_comes_to_nothing_the_cursors_column_is_in_view_again(demo_app, monkeypatch):
    monkeypatch.setattr(mouse, "_EDGE_PAUSE", 0.001)
    async with demo_app.run_test(size=LOW) as pilot:
        before = lines(demo_app)
        await drag(pilot, (5, 7), (79, 5), drop=False)
        await until(pilot, lambda: "4 Grow others" in lines(demo_app)[1])
        await pressed(pilot, "escape")
        assert lines(demo_app) == before
        await drag(pilot, (5, 7), (10, 15), drop=False)
        await until(pilot, lambda: "Cut p95" not in lines(demo_app)[4])  # at the lower edge the column scrolls
        report(demo_app, MOVE, (10, 2))
        await until(pilot, lambda: "Cut p95" in lines(demo_app)[4])


@pytest.mark.parametrize(
    ("end", "column"),
    [
        ((50, 4), ["k11", "k21", "k22", "k23", "k24"]),
        ((50, 11), ["k21", "k22", "k23", "k11", "k24"]),  # before k24, which is shown right below k21
        ((50, 30), ["k21", "k22", "k23", "k24", "k11"]),
    ],
)
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_in_a_filtered_board_a_place_is_that_among_the_cards_shown(demo_app, size, end, column):
    end = (end[0], min(end[1], size[1] - 3))
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "slash k i n d : m e t r i c enter")
        assert card_ids(demo_app)[:2] == [["k11", "k12"], ["k21", "k24"]]
        await drag(pilot, (5, 7), end)
        assert cursor_card(demo_app) == "k11"
        await pressed(pilot, "escape")
        assert card_ids(demo_app)[1] == column
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR


# -- columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "edge", "order"),
    [
        ((5, 1), (62, 2), 80, "2134"),  # the right half of the second column
        ((5, 2), (79, 1), 80, "2134"),
        ((5, 1), (80, 30), 80, "2134"),  # anywhere on the board
        ((5, 1), (150, 1), 159, "2341"),
        ((130, 1), (5, 1), 0, "4123"),
        ((130, 1), (30, 3), 40, "1423"),
    ],
)
async def test_a_column_is_dragged_by_its_heading(demo_app, start, end, edge, order):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, start, end, drop=False)
        assert [y for y, line in enumerate(lines(demo_app)) if line[edge] == "┃"] == [1, 2, 3, 4, 5, 6]
        report(demo_app, UP, end)
        await settled(pilot)
        assert card_ids(demo_app) == [YEAR[int(number) - 1] for number in order]
        assert not any("┃" in line for line in lines(demo_app))
        assert said(demo_app).startswith("Moved “")
        await pressed(pilot, "u")
        assert card_ids(demo_app) == YEAR


@pytest.mark.parametrize("end", [(5, 0), (60, 43), (59, 1), (1, 1), (20, 20)])
async def test_a_column_that_would_stay_where_it_is_makes_no_step(demo_app, end):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, (5, 1), end, drop=False)
        assert not any("┃" in line for line in lines(demo_app))
        report(demo_app, UP, end)
        await pressed(pilot, "u")
        assert nothing_to_undo(demo_app)


async def test_a_column_is_dragged_to_a_place_that_comes_into_view(demo_app, monkeypatch):
    monkeypatch.setattr(mouse, "_EDGE_PAUSE", 0.001)
    async with demo_app.run_test(size=SMALL) as pilot:
        await drag(pilot, (5, 1), (79, 1), drop=False)
        await until(pilot, lambda: "4 Grow others" in lines(demo_app)[1])
        report(demo_app, UP, (79, 1))
        await settled(pilot)
        assert card_ids(demo_app) == [*YEAR[1:], YEAR[0]]
        assert "4 Become the person" in lines(demo_app)[1]


# -- where it lands, for any board ------------------------------------------------------------------------------------


@st.composite
def layouts(draw):
    """A board laid out for some size, scrolled somehow."""
    heights = st.lists(st.integers(3, 4), max_size=9)
    columns = [of_heights(draw(heights), id_=f"o{number}") for number in range(draw(st.integers(1, 5)))]
    size = Size(draw(st.integers(1, 200)), draw(st.integers(1, 40)))
    cursor = Cursor(draw(st.integers(0, len(columns) - 1)), draw(st.integers(0, 9)))
    made = BoardLayout(board(*columns), cursor, size, compact=draw(st.booleans()))
    for number in range(len(columns)):
        made.scroll(number, draw(st.integers(-30, 30)))
    return made


CELLS = st.builds(Offset, st.integers(-3, 205), st.integers(-3, 45))


@given(layouts(), CELLS, CELLS)
def test_what_is_dropped_lands_in_the_gap_of_its_ghost(layout, start, end):
    held = held_at(layout, start)
    drop = held and drop_at(layout, held, end)
    if not layout.size.region.contains_point(start):
        assert held is None
    if drop is None:
        return
    assert layout.size.region.contains_point(end)
    ghost = drop.ghost
    if isinstance(held, HeldCard):
        shown = [card.id for card in layout.board.columns[ghost.column].cards]
        assert 0 <= layout.pane(ghost.column).gap_line(ghost.gap) < layout.size.height
        assert isinstance(drop.command, MoveKeyResult)
        assert drop.command.objective == layout.board.columns[ghost.column].id
    else:
        shown = [column.id for column in layout.board.columns]
        assert isinstance(held, HeldColumn)
        assert isinstance(drop.command, MoveObjective)
    wanted = [*shown[: ghost.gap], "here", *shown[ghost.gap :]]
    wanted = [held.id if each == "here" else each for each in wanted if each != held.id]
    others = [each for each in shown if each != held.id]
    assert [*others[: drop.command.place], held.id, *others[drop.command.place :]] == wanted
    assert wanted != shown


@given(layouts(), CELLS)
def test_on_every_line_of_a_column_a_card_from_elsewhere_can_be_dropped(layout, at):
    elsewhere = HeldCard("gone")
    assert drop_at(layout, elsewhere, at) is None  # deleted meanwhile, say in another window
    column = layout.column_at(at.x) if layout.size.region.contains_point(at) else None
    others = [each for number, each in enumerate(layout.board.columns) if number != column and each.cards]
    if column is not None and others:
        assert drop_at(layout, HeldCard(others[0].cards[0].id), at) is not None


# -- the widget's own lines --------------------------------------------------------------------------------------------


async def test_a_drag_that_begins_outside_the_board_moves_nothing(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        for start in [(5, 0), (5, 43), (5, 44), (-1, 5), (10**9, 5)]:
            await drag(pilot, start, (50, 5), (50, 9), drop=False)
            assert ghosts(demo_app) == {}
            report(demo_app, UP, (50, 9))
        await settled(pilot)
        assert card_ids(demo_app) == YEAR
        assert isinstance(demo_app.focused, BoardView)
        assert demo_app.screen.query_one(HeaderLine).size.height == 1
