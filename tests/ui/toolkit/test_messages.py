"""A message keeps its end: names in it are cut first, and then it takes further lines."""

import pytest

from learnboard.ui.toolkit.status_lines import message_lines
from learnboard.ui.toolkit.text import paragraphs
from tests.ui.example_cards import text_of, width_of
from tests.ui.screen import lines, pressed, settled

WARNING = "Recorded the review with the others. A progress review wants at least two to judge: one is invited so far."


def told(message, hint, width):
    rows = message_lines(message, hint, width)
    assert all(width_of(row) <= width for row in rows)
    return [text_of(row) for row in rows]


def test_a_name_is_cut_so_that_one_line_is_enough():
    assert told("Moved “Cut p95 latency of the checkout service from 850 ms” up.", "u undo", 60) == [
        "Moved “Cut p95 latency of the checkout servic…” up.   u undo"
    ]


def test_a_sentence_takes_a_second_line_and_the_hint_stands_at_its_end():
    assert told(WARNING, "u undo", 78) == [
        "Recorded the review with the others. A progress review wants at least two to",
        "judge: one is invited so far.   u undo",
    ]
    assert told("x" * 500, "u undo", 78)[-1].endswith("…   u undo")
    assert len(told("word " * 200, "", 78)) == 3


def test_a_narrow_window_has_one_line_for_it():
    assert told(WARNING, "", 40) == ["Recorded the review with the others. A…"]


def test_what_stands_between_two_facts_begins_and_ends_no_line():
    assert paragraphs("spent 738.40 · committed 360.00 · left 651.60", 22) == [
        "spent 738.40",
        "committed 360.00",
        "left 651.60",
    ]
    assert paragraphs("spent 738.40 · committed 360.00", 13) == ["spent 738.40", "committed", "360.00"]
    assert paragraphs("one\n· two", 20) == ["one", "· two"]
    assert paragraphs("one ·\ntwo ·", 20) == ["one ·", "two ·"]


@pytest.mark.parametrize("size", [(80, 24), (120, 34), (160, 45)])
async def test_every_page_has_its_title_and_its_keys_in_the_same_place(demo_app, size):
    found = set()
    async with demo_app.run_test(size=size) as pilot:
        for keys in ("C", "O", "P", "m", "T", "dollar_sign", "R", "S", "exclamation_mark", "F", "V", "enter", "Y", "B"):
            await pressed(pilot, keys)
            shown = lines(demo_app)
            title = next(row for row, line in enumerate(shown) if line.strip(" ▕"))
            left = len(shown[title]) - len(shown[title].replace("▌", " ").lstrip())
            bottom = max(row for row, line in enumerate(shown) if line.strip())
            found.add((title, left, bottom))
            await pressed(pilot, "escape")
    assert len(found) == 1


async def test_the_board_makes_room_for_a_message_and_takes_it_back(demo_app):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = lines(demo_app)
        demo_app.screen.say(WARNING, "u undo")
        await settled(pilot)
        *_, first, second, keys = (line.rstrip() for line in lines(demo_app))
        assert first == " Recorded the review with the others. A progress review wants at least two to"
        assert second == " judge: one is invited so far.   u undo"
        assert keys == before[-1].rstrip()
        demo_app.screen.say("Done.")
        await settled(pilot)
        assert lines(demo_app)[:-2] == before[:-2]
