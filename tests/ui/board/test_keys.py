"""The board by the keys a person presses."""

import pytest

from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.toolkit.status_lines import StatusLine
from tests.ui.screen import card_ids, cards, cursor_card, pressed, said

SIZE = (160, 45)


async def test_the_board_opens_on_the_first_card_of_the_first_column(demo_app):
    async with demo_app.run_test(size=SIZE):
        assert cursor_card(demo_app) == "k11"
        assert card_ids(demo_app) == [
            ["k11", "k12", "k13", "k14"],
            ["k21", "k22", "k23", "k24"],
            ["k31", "k32", "k33", "k34"],
            ["k41", "k42", "k43"],
        ]


@pytest.mark.parametrize(
    ("keys", "card"),
    [
        ("j", "k12"),
        ("down down", "k13"),
        ("j k", "k11"),
        ("k", "k11"),
        ("l", "k21"),
        ("right right", "k31"),
        ("h", "k11"),
        ("l l l l l", "k41"),
        ("G", "k14"),
        ("end l l l h", "k34"),
        ("j j j l l l", "k43"),
        ("j j g", "k11"),
        ("G home", "k11"),
        ("pagedown", "k14"),
        ("G pageup", "k11"),
    ],
)
async def test_the_cursor_goes_where_the_hand_expects(demo_app, keys, card):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, keys)
        assert cursor_card(demo_app) == card


@pytest.mark.parametrize(
    ("keys", "column", "place"),
    [
        ("L", 1, 0),
        ("shift+right", 1, 0),
        ("greater_than_sign", 1, 0),
        ("L L", 2, 0),
        ("L L H", 1, 0),
        ("L less_than_sign", 0, 0),
        ("J", 0, 1),
        ("J J J J", 0, 3),
        ("shift+down K", 0, 0),
        ("H", 0, 0),
        ("K", 0, 0),
        ("J L", 1, 1),
        ("L L L L", 3, 0),
    ],
)
async def test_a_carried_card_takes_the_cursor_along(demo_app, keys, column, place):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, keys)
        assert card_ids(demo_app)[column][place] == "k11"
        assert cursor_card(demo_app) == "k11"


async def test_a_carried_card_comes_back_with_undo_and_goes_again_with_redo(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = demo_app.screen.board
        await pressed(pilot, "L J")
        carried = demo_app.screen.board
        await pressed(pilot, "u u")
        assert demo_app.screen.board == before
        assert cursor_card(demo_app) == "k11"
        await pressed(pilot, "U U")
        assert demo_app.screen.board == carried


async def test_what_was_done_stands_on_the_status_line_with_the_way_back(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "L")
        assert said(demo_app).startswith("Moved “Cut p95 latency of the checkout service")
        assert "u undo" in str(demo_app.screen.query_one(StatusLine).render())
        await pressed(pilot, "u")
        assert said(demo_app).startswith("Undid: move “Cut p95 latency")


async def test_with_nothing_left_to_undo_a_sentence_says_so(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = demo_app.screen.board
        await pressed(pilot, "u")
        assert [one.message for one in demo_app._notifications] == ["There is nothing to undo."]
        assert demo_app.screen.board == before


async def test_a_column_is_carried_with_brackets(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "right_square_bracket")
        assert [ids[0] for ids in card_ids(demo_app)] == ["k21", "k11", "k31", "k41"]
        assert cursor_card(demo_app) == "k11"
        await pressed(pilot, "left_square_bracket left_square_bracket")
        assert [ids[0] for ids in card_ids(demo_app)] == ["k11", "k21", "k31", "k41"]


async def test_x_marks_a_card_done_and_not_done_again(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "l j x")
        assert cards(demo_app)["k22"].figures.health == "achieved"
        assert cards(demo_app)["k22"].figures.shown == "100%"
        await pressed(pilot, "x")
        assert cards(demo_app)["k22"].figures.health == "at_risk"


async def test_x_finishes_the_next_step_of_a_milestone_card(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "l l x")
        assert (cards(demo_app)["k31"].steps_done, cards(demo_app)["k31"].steps) == (4, 5)
        assert cards(demo_app)["k31"].figures.shown == "80%"
        assert said(demo_app) == "Step “module 4” is done."


async def test_x_on_a_metric_says_what_to_do_instead(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "x")
        (notification,) = demo_app._notifications
        assert "check in with space" in notification.message


async def test_help_shows_every_key_of_the_board_and_closes(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "question_mark")
        assert isinstance(demo_app.screen, HelpScreen)
        await pressed(pilot, "escape")
        assert not isinstance(demo_app.screen, HelpScreen)


async def test_the_palette_does_what_the_key_does(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "ctrl+p")
        await pressed(pilot, "c a r r y space r i g h t")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pressed(pilot, "enter")
        await pilot.pause()
        assert card_ids(demo_app)[1][0] == "k11"


async def test_q_leaves(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "q")
    assert demo_app.return_code == 0
