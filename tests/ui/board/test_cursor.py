"""The cursor as data: it always stands on something that is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.ui.board.layout import Cursor
from tests.ui.example_cards import board, of_heights

DIRECTIONS = ("left", "right", "up", "down", "first", "last")
unhurried = settings(deadline=None)


def sized(*counts):
    """A board of columns with so many cards each."""
    return board(*(of_heights([3] * count, id_=f"o{number}") for number, count in enumerate(counts)))


BOARDS = st.lists(st.integers(0, 5), max_size=5).map(lambda counts: sized(*counts))


@pytest.mark.parametrize(
    ("start", "direction", "end"),
    [
        (Cursor(0, 0), "down", Cursor(0, 1)),
        (Cursor(0, 3), "down", Cursor(0, 3)),
        (Cursor(0, 1), "up", Cursor(0, 0)),
        (Cursor(0, 0), "up", Cursor(0, 0)),
        (Cursor(0, 0), "left", Cursor(0, 0)),
        (Cursor(0, 3), "right", Cursor(1, 3)),
        (Cursor(2, 0), "right", Cursor(2, 0)),
        (Cursor(0, 2), "first", Cursor(0, 0)),
        (Cursor(0, 0), "last", Cursor(0, 3)),
        (Cursor(1, 3), "up", Cursor(1, 0)),
        (Cursor(2, 3), "down", Cursor(2, 0)),
        (Cursor(2, 3), "last", Cursor(2, 0)),
    ],
)
def test_a_step_goes_as_far_as_the_board_does(start, direction, end):
    # Columns of four cards, two, and none: in a shorter column the last card stands for the wished row.
    assert start.moved(direction, sized(4, 2, 0)) == end


def test_the_wished_row_is_kept_across_a_shorter_column():
    shown = sized(4, 1, 4)
    cursor = Cursor(0, 3).moved("right", shown)
    assert cursor.card(shown).id == "o1-k0"
    assert cursor.moved("right", shown).card(shown).id == "o2-k3"


@unhurried
@given(BOARDS, st.lists(st.sampled_from(DIRECTIONS), max_size=20))
def test_wherever_it_goes_it_stands_on_a_card_or_in_an_empty_column(shown, directions):
    cursor = Cursor()
    for direction in directions:
        cursor = cursor.moved(direction, shown)
        column = cursor.on(shown)
        assert (column is None) == (not shown.columns)
        assert (cursor.card(shown) is None) == (column is None or not column.cards)
        assert cursor.place(shown) == (-1 if cursor.card(shown) is None else column.cards.index(cursor.card(shown)))


@unhurried
@given(BOARDS, BOARDS, st.integers(0, 9), st.integers(0, 9))
def test_on_any_other_board_it_finds_a_place(before, after, column, row):
    cursor = Cursor(column, row).within(before).within(after)
    assert cursor.column in range(max(1, len(after.columns)))
    assert cursor.place(after) < 5


@unhurried
@given(BOARDS, st.data())
def test_it_follows_a_card_wherever_the_card_is(shown, data):
    cards = [card for column in shown.columns for card in column.cards]
    start = Cursor(data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))).within(shown)
    assert start.following("gone", shown) == start
    if cards:
        card = data.draw(st.sampled_from(cards))
        assert start.following(card.id, shown).card(shown) is card


def test_it_follows_a_column_and_keeps_its_row():
    first, second = sized(2, 3).columns
    swapped = board(second, first)
    assert Cursor(0, 1).following("o0", swapped) == Cursor(1, 1)
    assert Cursor(1, 2).following("gone", swapped) == Cursor(1, 2)
