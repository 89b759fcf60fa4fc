"""What bars and headings look like."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.model.board_info import Settings
from learnboard.ui.board.render import heading_lines
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.styles import bar
from tests.ui.example_cards import column, key_result, text_of, width_of


@pytest.mark.parametrize(
    ("progress", "expected", "picture"),
    [
        (None, None, "········"),
        (Fraction(0), None, "········"),
        (Fraction(1), None, "████████"),
        (Fraction(1, 64), None, "▏·······"),
        (Fraction(7, 64), None, "▉·······"),
        (Fraction(8, 64), None, "█·······"),
        (Fraction(20, 64), None, "██▌·····"),
        (Fraction(63, 64), None, "███████▉"),
        (Fraction(1, 2), Fraction(0), "┆███····"),
        (Fraction(1, 2), Fraction(1, 2), "████┆···"),
        (Fraction(1, 2), Fraction(1), "████···┆"),
        (Fraction(20, 64), Fraction(2, 8), "██┆·····"),
        (Fraction(1), Fraction(3, 8), "███┆████"),
    ],
)
def test_a_bar_is_filled_to_the_eighth_of_a_cell(progress, expected, picture):
    assert text_of(bar(progress, expected, 8)) == picture


ratios = st.fractions(0, 1)


@settings(deadline=None)
@given(ratios | st.none(), ratios | st.none(), st.integers(1, 40))
def test_a_bar_is_as_long_as_it_should_be_and_marks_what_is_expected(progress, expected, width):
    picture = text_of(bar(progress, expected, width))
    assert len(picture) == width
    if expected is None:
        assert styles.MARK not in picture
    else:
        assert picture.index(styles.MARK) == min(width - 1, int(expected * width))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ["aspirational", "41", "%", "!", "at", "risk", "4/5"]),
        (2, ["committed", "48", "%", "!", "at", "risk", "4/5"]),
        (3, ["aspirational", "26", "%", "!", "at", "risk", "4/5"]),
        (4, ["committed", "31", "%", "▼", "●", "on", "track", "3/5"]),
    ],
)
def test_a_heading_says_type_percentage_pace_health_and_how_full_it_is(year, number, words):
    first, second, _ = heading_lines(number, year.columns[number - 1], 60, year.settings, current=False)
    assert text_of(first) == f"{number} {year.columns[number - 1].objective.title}"
    assert text_of(second).split() == words
    for width in (10, 25, 37):
        assert all(
            width_of(line) <= width
            for line in heading_lines(number, year.columns[0], width, year.settings, current=True)
        )
    assert text_of(heading_lines(number, year.columns[number - 1], 25, year.settings, current=True)[1]).endswith(
        words[-1]
    )


@pytest.mark.parametrize(("count", "style"), [(5, "muted"), (6, "warn")])
def test_a_column_over_its_limit_is_pointed_out(count, style):
    full = column([key_result(id=f"k{n}", position=n) for n in range(count)])
    last = heading_lines(1, full, 40, Settings(), current=False)[1][-1]
    assert (last.text, last.style) == (f"{count}/5", style)


def test_a_column_not_read_to_its_end_counts_all_and_tells_no_figures():
    partly = column([key_result()], more=29)
    assert text_of(heading_lines(1, partly, 40, Settings(), current=False)[1]).split() == ["aspirational", "…", "30/5"]


@pytest.mark.parametrize("status", ["draft", "closed", "abandoned"])
def test_an_objective_that_is_not_active_says_so(status):
    heading = heading_lines(1, column(status=status), 60, Settings(), current=False)
    assert text_of(heading[1]).split()[:2] == [status, "aspirational"]
