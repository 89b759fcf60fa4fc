"""What bars and headings look like."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.model.board_info import Settings
from learnboard.ui.board.headings import Frame, foot_line, heading_lines
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
    ("number", "words", "kind"),
    [
        (1, "41 %  ! at risk", "aspirational"),
        (2, "48 %  ! at risk", "committed"),
        (3, "26 %  ! at risk", "aspirational"),
        (4, "31 %  ● on track", "committed"),
    ],
)
def test_a_heading_says_percentage_and_one_verdict_and_the_type_where_the_cursor_is(year, number, words, kind):
    column = year.columns[number - 1]
    title, facts, below = heading_lines(number, column, 60, year.settings, current=False)
    assert text_of(title) == f"{number} {column.objective.title}"
    assert (text_of(facts), text_of(below)) == (f"  {words}", "")
    assert text_of(heading_lines(number, column, 60, year.settings, current=True)[1]) == f"  {words}  {kind}"
    for width, lines in ((10, 3), (25, 3), (37, 2), (25, 4)):
        drawn = heading_lines(number, column, width, year.settings, current=True, lines=lines)
        assert len(drawn) == lines
        assert all(width_of(line) <= width for line in drawn)


def test_a_long_title_has_two_lines_and_shares_the_second_where_there_are_no_more(year):
    drawn = heading_lines(1, year.columns[0], 37, year.settings, current=True)
    assert [text_of(line) for line in drawn] == [
        "1 Become the person teams call when a",
        "  service is slow",
        "  41 %  ! at risk  aspirational",
    ]
    drawn = heading_lines(2, year.columns[1], 36, year.settings, current=True, lines=2)
    assert [text_of(line) for line in drawn] == [
        "2 Explain performance so that",
        "  non-experts act o… 48 %  ! at risk",
    ]


@pytest.mark.parametrize(
    ("titles", "height", "compact", "frame"),
    [
        (["short"], 21, False, (2, 1)),
        (["short", "of two lines"], 21, False, (3, 1)),
        (["of three lines at least"], 21, False, (3, 1)),
        (["of three lines at least"], 27, False, (5, 1, 0, 1)),  # with a blank one below
        (["of two lines"], 27, False, (4, 1, 0, 1)),
        (["of two lines"], 42, False, (6, 1, 1, 2)),  # one above, and two below
        (["short"], 42, False, (5, 1, 1, 2)),
        (["of two lines"], 10, False, (2, 0)),
        (["of two lines"], 21, True, (2, 1)),
    ],
)
def test_all_heads_are_as_high_as_the_longest_title_needs(titles, height, compact, frame):
    assert Frame.of([(title, 8) for title in titles], height, compact=compact) == Frame(*frame)


@pytest.mark.parametrize(("count", "style"), [(5, "muted"), (6, "warn")])
def test_a_column_over_its_limit_is_pointed_out_in_its_foot(count, style):
    full = column([key_result(id=f"k{n}", position=n) for n in range(count)])
    last = foot_line(full, 40, Settings(), below=0, new=True)[-1]
    assert (last.text, last.style) == (f"{count}/5", style)


@pytest.mark.parametrize(
    ("more", "hidden", "below", "new", "foot"),
    [
        (0, 0, 0, True, "n new               2/5"),
        (0, 0, 0, False, "                    2/5"),
        (0, 0, 1, True, "+ 1 more            2/5"),
        (29, 0, 30, True, "+ 30 more          31/5"),
        (0, 3, 0, True, "n new            2 of 5"),
    ],
)
def test_a_foot_counts_what_is_below_the_view_or_says_how_a_card_is_made(more, hidden, below, new, foot):
    shown = replace(column([key_result(), key_result(id="k2")], more=more), hidden=hidden)
    assert text_of(foot_line(shown, 23, Settings(), below=below, new=new)) == foot


def test_a_column_not_read_to_its_end_tells_no_figures():
    partly = column([key_result()], more=29)
    assert text_of(heading_lines(1, partly, 40, Settings(), current=False)[1]) == "  …"


@pytest.mark.parametrize("status", ["draft", "closed", "abandoned"])
def test_an_objective_that_is_not_active_says_so(status):
    heading = heading_lines(1, column(status=status), 60, Settings(), current=False)
    assert text_of(heading[1]).split()[0] == status
