"""Clicks around the board's cards: headings, the line over them, and the two lines under them."""

from dataclasses import replace

import pytest

from learnboard.domain.model.goals import Objective
from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.cycles.screen import CyclesScreen
from learnboard.ui.goals.screen import GoalsScreen
from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.learning.screen import LearningScreen
from learnboard.ui.meeting.screen import MeetingScreen
from tests.ui.mouse import click, drag
from tests.ui.screen import card_ids, cursor_card, lines, pressed, said, settled, view

WIDE, SMALL = (160, 45), (80, 24)


def at(app, y, text):
    """The cell in which a text begins on a line of the screen."""
    return lines(app)[y].index(text), y


# -- headings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("y", [1, 2, 3])
async def test_a_click_on_a_heading_selects_its_column_and_two_open_the_objective(demo_app, size, y):
    async with demo_app.run_test(size=size) as pilot:
        await click(pilot, (50, y))
        assert view(demo_app).cursor.column == 1
        assert len(demo_app.screen_stack) == 1
        await click(pilot, (50, y), times=2)
        assert isinstance(demo_app.screen.row, Objective)
        assert any("Explain performance so that non-experts" in line for line in lines(demo_app))


async def test_a_click_on_n_new_in_a_foot_makes_a_key_result_at_the_end_of_its_column(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await click(pilot, (45, 42))
        assert lines(demo_app)[42][40:79].split() == ["n", "new", "4/5"]
        await pressed(pilot, "o n e enter escape")
        assert card_ids(demo_app)[1][:4] == ["k21", "k22", "k23", "k24"]
        assert view(demo_app).card.key_result.title == "one"
        assert len(card_ids(demo_app)[1]) == 5


async def test_two_clicks_below_the_last_card_open_nothing(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await click(pilot, (50, 40), times=2)
        assert len(demo_app.screen_stack) == 1


async def without_review(pilot):
    """Show the first line as it is while no review is due."""
    header = pilot.app.screen.query_one(HeaderLine)
    header.board = replace(header.board, review=None)
    await settled(pilot)


# -- the line over the board -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("I want to be", GoalsScreen),
        ("█", GoalsScreen),
        ("··", GoalsScreen),
        ("37 %", GoalsScreen),
        ("15 min left", LearningScreen),
        ("expected", GoalsScreen),
        ("2026", CyclesScreen),
    ],
)
async def test_what_the_first_line_tells_opens_where_it_is_changed(demo_app, text, opens):
    async with demo_app.run_test(size=WIDE) as pilot:
        await without_review(pilot)
        await click(pilot, at(demo_app, 0, text))
        assert isinstance(demo_app.screen, opens)


@pytest.mark.parametrize("size", [WIDE, (120, 30)])  # in less the time left is more important
async def test_the_meeting_and_the_feedback_to_answer_open_the_meetings_page(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await without_review(pilot)
        header = demo_app.screen.query_one(HeaderLine)
        await click(pilot, at(demo_app, 0, "Rowan in 42"))
        assert isinstance(demo_app.screen, MeetingScreen)
        await pressed(pilot, "escape")
        header.board = replace(header.board, unanswered=2, meeting=None, review=None)
        await settled(pilot)
        await click(pilot, at(demo_app, 0, "2 to answer"))
        assert isinstance(demo_app.screen, MeetingScreen)


@pytest.mark.parametrize("text", ["learnboard", "   Rowan"])
async def test_other_parts_of_the_first_line_open_nothing(demo_app, text):
    async with demo_app.run_test(size=WIDE) as pilot:
        await without_review(pilot)
        await click(pilot, at(demo_app, 0, text))
        assert len(demo_app.screen_stack) == 1


async def test_the_first_line_opens_nothing_while_a_title_is_typed(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "e end x")
        await click(pilot, at(demo_app, 0, "2026"))
        assert len(demo_app.screen_stack) == 1
        await pressed(pilot, "y enter")
        assert view(demo_app).card.key_result.title.endswith("400 msxy")


# -- the lines under the board -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_click_on_a_key_of_the_last_line_does_what_the_key_does(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        last = size[1] - 1
        await click(pilot, at(demo_app, last, "? help"))
        assert isinstance(demo_app.screen, HelpScreen)
        await pressed(pilot, "escape")
        await click(pilot, at(demo_app, last, "check in"))  # what it does is as good as the key
        assert any("value" in line for line in lines(demo_app))
        await pressed(pilot, "escape")
        await click(pilot, at(demo_app, last, "   n new"))  # between two keys
        assert len(demo_app.screen_stack) == 1
        assert not demo_app.screen.typing
        await pressed(pilot, "L")
        await click(pilot, at(demo_app, last, "u undo"))
        assert said(demo_app).startswith("Undid")
        assert cursor_card(demo_app) == "k11"
        await click(pilot, at(demo_app, last, "q quit"))
    assert demo_app.return_code == 0


async def test_the_key_beside_a_message_can_be_clicked(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        before = card_ids(demo_app)
        await pressed(pilot, "L")
        await click(pilot, at(demo_app, 43, "u undo"))
        assert card_ids(demo_app) == before
        await click(pilot, at(demo_app, 43, "Undid"))
        await click(pilot, at(demo_app, 43, "U redo"))
        assert card_ids(demo_app)[1][0] == "k11"


async def test_the_keys_of_what_is_typed_can_be_clicked(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await click(pilot, at(demo_app, 44, "/ filter"))
        assert demo_app.screen.typing
        await pressed(pilot, "p 9 5")
        assert card_ids(demo_app)[0] == ["k11"]
        await click(pilot, at(demo_app, 44, "enter to the cards"))
        assert not demo_app.screen.typing
        assert card_ids(demo_app)[0] == ["k11"]
        await click(pilot, at(demo_app, 44, "/ filter"))
        await click(pilot, at(demo_app, 44, "show all again"))
        assert len(card_ids(demo_app)[0]) == 4


async def test_a_persons_own_keys_are_pressed_by_a_click(service):
    preferences = Preferences(keys={"board.undo": ("f5",), "card.check_in": ("u",)})
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=preferences)
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "L")
        await click(pilot, at(app, 44, "f5 undo"))
        assert said(app).startswith("Undid")


async def test_a_drag_over_the_last_line_presses_nothing(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await drag(pilot, at(demo_app, 44, "enter"), at(demo_app, 44, "n new"))
        await settled(pilot)
        assert len(demo_app.screen_stack) == 1
        assert not demo_app.screen.typing
