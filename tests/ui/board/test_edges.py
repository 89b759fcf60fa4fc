"""The board's edges: columns that do not fit, the mouse, empty places, and the lines around it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp

from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Appointment
from learnboard.service.board_service import BoardService
from learnboard.service.commands import ChangeRow
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import HeaderLine, header_facts, header_line
from learnboard.ui.board.view import BoardView
from learnboard.ui.goals.screen import GoalsScreen
from tests.ui.example_cards import text_of
from tests.ui.screen import card_ids, cursor_card, lines, pressed, settled, view


async def wheel(pilot, event, at):
    await pilot._post_mouse_events([event], BoardView, offset=at)


# -- columns that do not fit -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "keys", "before", "after"),
    [
        (80, "", None, 2),
        (80, "l", None, 2),
        (80, "l l", 1, 1),
        (80, "l l l", 2, None),
        (80, "l l l h h", 1, 1),
        (80, "l l l h h h", None, 2),
        (30, "", None, 3),
        (30, "l", 1, 2),
        (30, "l l l", 3, None),
        (160, "", None, None),
    ],
)
async def test_a_sign_at_the_edge_counts_the_columns_that_do_not_fit(demo_app, width, keys, before, after):
    async with demo_app.run_test(size=(width, 24)) as pilot:
        await pressed(pilot, keys)
        heading = lines(demo_app)[1]
        assert re.findall(r"‹(\d)", heading) == ([str(before)] if before else [])
        assert re.findall(r"(\d)›", heading) == ([str(after)] if after else [])
        assert heading.rstrip().endswith(f"{after}›") or not after


async def test_the_column_of_the_cursor_is_always_in_view(demo_app):
    async with demo_app.run_test(size=(60, 15)) as pilot:
        for keys, title in (("l", "2 Explain"), ("l", "3 Understand"), ("l", "4 Grow"), ("h h h", "1 Become")):
            await pressed(pilot, keys)
            assert title in lines(demo_app)[1]


async def test_a_column_scrolls_down_and_up_with_the_cursor(demo_app):
    async with demo_app.run_test(size=(60, 15)) as pilot:
        assert any("Cut p95" in line for line in lines(demo_app))
        await pressed(pilot, "G")
        assert not any("Cut p95" in line for line in lines(demo_app))
        assert any("Publish a performance" in line for line in lines(demo_app))
        await pressed(pilot, "g")
        assert any("Cut p95" in line for line in lines(demo_app))


# -- the mouse -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "card"),
    [
        ((5, 15), "k12"),  # the first card stands on lines 6 to 13
        ((50, 4), "k21"),
        ((50, 16), "k22"),
        ((159, 4), "k41"),
        ((90, 1), "k31"),  # a heading: the column, at the cursor's row
        ((5, 40), "k11"),  # below the last card: the column
    ],
)
async def test_a_click_selects_the_card_or_the_column_under_the_pointer(demo_app, at, card):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        await pilot.click(BoardView, offset=at)
        assert cursor_card(demo_app) == card


async def test_the_wheel_scrolls_the_column_under_the_pointer_and_no_other(demo_app):
    async with demo_app.run_test(size=(80, 18)) as pilot:
        await pressed(pilot, "l")
        for top in (3, 5):  # 4 cards of 4 lines, of which 11 are in view
            await wheel(pilot, MouseScrollDown, (5, 8))
            assert [pane.top for pane in view(demo_app).board_layout.panes] == [top, 0]
        assert cursor_card(demo_app) == "k21"
        for _ in range(2):
            await wheel(pilot, MouseScrollUp, (5, 8))
        assert [pane.top for pane in view(demo_app).board_layout.panes] == [0, 0]


async def test_what_the_wheel_scrolled_away_comes_back_with_the_cursor(demo_app):
    async with demo_app.run_test(size=(60, 15)) as pilot:
        for _ in range(3):
            await wheel(pilot, MouseScrollDown, (5, 6))
        assert not any("Cut p95" in line for line in lines(demo_app))
        await pressed(pilot, "j k")
        assert any("Cut p95" in line for line in lines(demo_app))


# -- empty places ----------------------------------------------------------------------------------------------------


async def test_an_empty_column_says_so_and_takes_a_card(service):
    with service.store.step("an objective more") as record:
        first = service.store.row(Objective, "o1")
        record.put(replace(first, id="o5", title="Something new", position=10**6))
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=(200, 45)) as pilot:
        await pressed(pilot, "l l l l")
        assert cursor_card(app) is None
        assert "▌ n names the first key result" in lines(app)[7]
        await pressed(pilot, "space x j k G g pagedown J L")  # nothing to work on, and nothing breaks
        await pressed(pilot, "h g L")
        assert card_ids(app)[4] == ["k41"]
        assert not any("names the first key result" in line for line in lines(app))


async def test_an_empty_board_invites_and_every_key_is_harmless(tmp_path):
    store = Store.create(tmp_path / "board.db", BoardInfo("new-board", Owner("Alder", ""), Settings()))
    with store, BoardService(store) as service:
        app = LearnboardApp(service, lambda: DEMO_DAY)
        async with app.run_test(size=(120, 24)) as pilot:
            shown = "\n".join(lines(app))
            assert "learnboard demo" in shown
            assert "enter      begin with a goal" in shown
            for _ in range(6):  # the guide is left, step by step
                await pressed(pilot, "escape")
            assert len(app.screen_stack) == 1
            keys = "j k h l g G J K L H pagedown pageup space x u U left_square_bracket right_square_bracket"
            await pressed(pilot, keys)
            await pilot.click(BoardView, offset=(5, 5))
            await wheel(pilot, MouseScrollDown, (5, 5))
            assert view(app).card is None
        assert not store.rows(KeyResult)


# -- the lines around ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [10, 20, 28, 40, 58, 78, 118, 198])
def test_the_header_never_needs_a_second_line(service, width):
    board = service.open(DEMO_DAY)
    assert cell_len(text_of(header_line(board, width, header_facts(board)))) <= width
    wordy = replace(board, goal=replace(board.goal, statement="日本語 " * 60))
    assert cell_len(text_of(header_line(wordy, width, header_facts(wordy)))) <= width


@pytest.mark.parametrize(
    ("size", "wanted", "missing"),
    [
        (
            200,
            ["learnboard", "2026 · I want to be a performance expert", "38 %", "Rowan in 42 days", "0 of 2 invited"],
            "…",
        ),
        (160, ["37 %, expected 38 %", "15 min left", "Rowan in 42 days", "0 of 2 invited"], "learnboard"),
        (120, ["performance expert", "37 %", "15 min left", "Rowan in 42 days", "review in 6 days"], "expected"),
        (80, ["2026 · I want to be a performance expert", "┆···· 37 %", "review in 6 days"], "15 min"),
        (60, ["2026", "37 %", "review in 6 days"], "performance"),
        (30, ["2026", "37 %"], "expected"),
    ],
)
async def test_the_header_keeps_what_matters_most(demo_app, size, wanted, missing):
    async with demo_app.run_test(size=(size, 24)):
        header = lines(demo_app)[0]
        assert [word for word in wanted if word not in header] == []
        assert missing not in header
        assert demo_app.screen.query_one(HeaderLine).size.height == 1


async def test_a_goal_too_long_for_the_header_stands_whole_below_it_and_a_click_opens_the_goals(demo_app):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        statement = "the person whom teams ask first when a service is slow, wherever it goes, " + "day by day " * 3
        session = demo_app.screen.session
        goal = session.board.goal
        session.execute(ChangeRow(goal, replace(goal, statement=statement.strip())))
        await settled(pilot)
        first, *below = lines(demo_app)[:3]
        assert " ".join(line.strip() for line in below) == statement.strip()
        assert "37 %   " in first
        assert "15 min left   Rowan in 42 days   review in 6 days" in first  # the goal needs no room there
        assert "1 Become the person" in lines(demo_app)[3]
        await pilot.click(HeaderLine, offset=(5, 2))
        await settled(pilot)
        assert isinstance(demo_app.screen, GoalsScreen)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Rowan today"), (1, "Rowan in 1 day"), (42, "Rowan in 42 days"), (-3, "Rowan 3 days overdue")],
)
def test_the_next_meeting_is_told_in_days(service, days, words):
    board = service.open(DEMO_DAY)
    meeting = Appointment("Rowan Teal", DEMO_DAY + timedelta(days=days))
    board = replace(board, meeting=meeting)
    assert text_of(header_line(board, 200, header_facts(board))).endswith(words)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (135, "2 h 15 left"),
        (120, "2 h left"),
        (15, "15 min left"),
        (0, "0 min left"),
        (-65, "1 h 05 over"),
        (-5, "5 min over"),
    ],
)
def test_learning_time_left_is_told_in_hours(service, minutes, words):
    board = replace(service.open(DEMO_DAY), minutes_left=minutes, meeting=None)
    assert text_of(header_line(board, 200, header_facts(board))).endswith(f" {words}")


@pytest.mark.parametrize("width", [80, 120])
async def test_the_line_of_keys_fits(demo_app, width):
    async with demo_app.run_test(size=(width, 24)):
        last = lines(demo_app)[-1]
        for words in ("enter open", "space check in", "n new", "/ filter", "u undo", "? help", "q quit"):
            assert words in last
        assert cell_len(last) <= width
