"""One column's geometry: what is selected is in view, and no ready line is out of date."""

from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from learnboard.ui.board.column_layout import ColumnLayout
from learnboard.ui.board.render import HEADING_LINES
from tests.ui.example_cards import column, of_heights

WIDTH = 30
SERIAL = count()  # so that no two cards have one id
HEIGHTS = st.lists(st.integers(3, 5), max_size=12)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("select"), st.integers(-1, 12)),
        st.tuples(st.just("scroll"), st.integers(-20, 20)),
        st.tuples(st.just("show"), HEIGHTS),
        st.tuples(st.just("grow"), HEIGHTS),
        st.tuples(st.just("lose"), st.integers(0, 12)),
    ),
    max_size=12,
)
unhurried = settings(deadline=None)


def drawn(card, selected):
    """Instead of strips: which card it is, which of its lines, and whether it is selected."""
    row = card.key_result
    return [f"{card.id} {row.title} {row.kind} {selected} {line}" for line in range(5)]


def painted(pane):
    """Make every line that is to be made, as the board's widget does."""
    for line in range(HEADING_LINES, pane.height):
        if pane.lines[line] is None:
            pane.lines[line] = pane.card_strip(line, drawn) or "below"
    return pane.lines[HEADING_LINES:]


def dirty(pane, lines):
    pane.lines[lines.start : lines.stop] = [None] * len(lines)


def take(pane, step, what):
    """One step, with what the widget does about the answer."""
    if step == "select":
        for lines in pane.select(min(what, len(pane.column.cards) - 1)):
            dirty(pane, lines)
    elif step == "scroll":
        if pane.scroll(what):
            dirty(pane, range(HEADING_LINES, pane.height))
    else:
        after = changed(pane.column, step, what)
        place = what - 1 if step == "lose" else pane.selected
        for lines in pane.show(after, min(place, len(after.cards) - 1)):
            dirty(pane, lines)


def changed(before, step, what):
    """Another column; the same with more cards at its end; or the same without one card."""
    if step == "show":
        return of_heights(what)
    if step == "grow":
        return before.with_more(of_heights(what, id_=f"more{next(SERIAL)}").cards)
    return before.without(what) if what < len(before.cards) else before


def of_the_same_state(pane):
    """A new lane that shows the same column at the same place."""
    fresh = ColumnLayout(pane.column, pane.width, pane.height, compact=pane.compact)
    fresh.scroll(pane.top)
    fresh.selected = pane.selected
    return fresh


def of_all_lines(pane):
    """The same lane on a screen so high that everything is in view."""
    tall = ColumnLayout(pane.column, pane.width, 200, compact=pane.compact)
    tall.selected = pane.selected
    return tall


@unhurried
@example([3] * 5, [("select", 0), ("scroll", 9), ("select", 4)], 8, False)
@given(HEIGHTS, STEPS, st.integers(0, 30), st.booleans())
def test_ready_lines_are_those_of_a_lane_made_anew(heights, steps, height, compact):
    pane = ColumnLayout(of_heights(heights), WIDTH, height, compact=compact)
    painted(pane)
    for step, what in steps:
        take(pane, step, what)
        fresh = of_the_same_state(pane)
        assert fresh.top == pane.top
        assert painted(pane) == painted(fresh)
        assert pane.thumb() == fresh.thumb()


@unhurried
@given(HEIGHTS, STEPS, st.integers(8, 30), st.booleans())
def test_the_selected_card_is_in_view_after_every_change(heights, steps, height, compact):
    pane = ColumnLayout(of_heights(heights), WIDTH, height, compact=compact)
    for step, what in steps:
        before = pane.column, pane.selected
        take(pane, step, what)
        if (pane.column, pane.selected) != before and pane.selected >= 0:
            card = pane.column.cards[pane.selected]
            whole = 1 if compact else len([line for line in painted(of_all_lines(pane)) if f"{card.id} " in line]) - 1
            seen = [line for line in painted(of_the_same_state(pane)) if f"{card.id} " in line]
            assert len(seen) >= min(whole, pane.view)


@unhurried
@given(HEIGHTS, STEPS, st.integers(0, 30), st.booleans())
def test_the_thumb_stays_inside_the_view(heights, steps, height, compact):
    pane = ColumnLayout(of_heights(heights), WIDTH, height, compact=compact)
    for step, what in steps:
        take(pane, step, what)
        thumb = pane.thumb()
        assert not thumb or (thumb.start >= HEADING_LINES and thumb.stop <= pane.height)
        assert pane.top >= 0


def test_the_thumb_is_at_the_top_first_and_at_the_bottom_at_the_end():
    pane = ColumnLayout(of_heights([5] * 10), WIDTH, 23, compact=False)  # 50 lines, of which 20 are in view
    assert pane.thumb() == range(3, 11)  # 20 of 50 of 20 lines are 8
    pane.scroll(1_000)
    assert pane.top == 30
    assert pane.thumb() == range(15, 23)


def test_a_lane_that_is_wholly_in_view_has_no_thumb():
    assert not ColumnLayout(of_heights([5, 5, 5]), WIDTH, 18, compact=False).thumb()
    assert not ColumnLayout(of_heights([]), WIDTH, 18, compact=False).thumb()


def test_cards_that_are_not_read_yet_count_for_the_thumb():
    half_read = column([card.key_result for card in of_heights([5] * 10).cards], more=10)
    pane = ColumnLayout(half_read, WIDTH, 23, compact=False)
    assert len(pane.thumb()) == 4  # 20 of 100 of 20 lines


def test_each_line_knows_the_card_that_is_drawn_on_it():
    pane = ColumnLayout(of_heights([5, 3, 4]), WIDTH, 20, compact=False)
    places = [pane.place_at(line) for line in range(20)]
    assert places == [None] * 3 + [0] * 5 + [1] * 3 + [2] * 4 + [None] * 5
    pane = ColumnLayout(of_heights([5, 3, 4]), WIDTH, 9, compact=False)
    pane.scroll(6)
    assert [pane.place_at(line) for line in range(9)] == [None] * 3 + [1, 1, 2, 2, 2, 2]


def test_a_page_goes_a_screenful_of_cards_and_stops_at_the_ends():
    pane = ColumnLayout(of_heights([5] * 10), WIDTH, 23, compact=False)
    assert [pane.page_from(place, 1) for place in (0, 4, 8, 9)] == [4, 8, 9, 9]
    assert [pane.page_from(place, -1) for place in (9, 5, 2, 0)] == [5, 1, 0, 0]


def test_a_column_that_grows_below_the_view_keeps_its_lines():
    cards = of_heights([5] * 20).cards
    pane = ColumnLayout(column([card.key_result for card in cards[:10]], more=10), WIDTH, 23, compact=False)
    painted(pane)
    grown = pane.column.with_more(cards[10:15])
    assert not pane.show(grown, pane.selected)


def test_the_same_column_needs_no_new_line():
    pane = ColumnLayout(of_heights([5, 5]), WIDTH, 23, compact=False)
    assert not pane.show(pane.column, pane.selected)
    assert pane.select(1)
    assert pane.select(1) == ()


def test_a_card_is_selected_where_its_lines_are():
    pane = ColumnLayout(of_heights([5, 3, 4]), WIDTH, 20, compact=False)
    assert pane.select(1) == (range(8, 11),)
    assert pane.select(2) == (range(8, 11), range(11, 15))
    assert pane.select(-1) == (range(11, 15),)
