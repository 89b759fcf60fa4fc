"""What was spent by kind as bars, each currency to its own scale, and the ratings beside them."""

from fractions import Fraction

import pytest

from learnboard.service.queries.worth import KindWorth
from learnboard.ui.money.worth_picture import worth_picture
from learnboard.ui.toolkit.text import size_of

KINDS = (
    KindWorth("certification", "EUR", Fraction(400), Fraction(7, 2)),
    KindWorth("book", "EUR", Fraction(100), None),
    KindWorth("tool", "EUR", Fraction(0), Fraction(5)),
    KindWorth("course", "KWD", Fraction(1, 2), Fraction(1)),
    KindWorth("coaching", "JPY", Fraction(0), None),
)


def rows(width):
    return ["".join(span.text for span in line) for line in worth_picture(KINDS, width)]


def bars(line):
    """The full cells of both bars of a line."""
    return [part.count("█") for part in (line[:55], line[55:])]


def test_a_bar_is_as_long_as_its_share_and_a_rating_has_two_cells_for_each_point():
    shown = rows(130)  # the longest bar has 40 cells
    assert [bars(line) for line in shown[1:4]] == [[40, 7], [10, 0], [0, 10]]
    assert shown[1].endswith("3.5 of 5")
    assert "400.00 EUR" in shown[1]
    assert shown[2].endswith("not rated")
    assert bars(shown[6]) == [40, 2]  # dinars have a scale of their own, and three digits
    assert "0.500 KWD" in shown[6]
    assert "0 JPY" in shown[9]


@pytest.mark.parametrize("width", [30, 54, 74, 130])
def test_it_fits_where_there_is_room_for_words(width):
    assert all(size_of(line) <= max(width, 49) for line in worth_picture(KINDS, width))
    assert worth_picture((), width) == []
