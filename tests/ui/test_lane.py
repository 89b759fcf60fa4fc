"""One column's geometry: what is selected is in view, and no ready line is out of date."""

from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from learnboard.ui.board.lane import Lane
from learnboard.ui.board.picture import HEADING_LINES
from tests.ui.made import column, of_heights

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


def painted(lane):
    """Make every line that is to be made, as the board's widget does."""
    for line in range(HEADING_LINES, lane.height):
        if lane.lines[line] is None:
            lane.lines[line] = lane.card_strip(line, drawn) or "below"
    return lane.lines[HEADING_LINES:]


def dirty(lane, lines):
    lane.lines[lines.start : lines.stop] = [None] * len(lines)


def take(lane, step, what):
    """One step, with what the widget does about the answer."""
    if step == "select":
        for lines in lane.select(min(what, len(lane.column.cards) - 1)):
            dirty(lane, lines)
    elif step == "scroll":
        if lane.scroll(what):
            dirty(lane, range(HEADING_LINES, lane.height))
    else:
        after = changed(lane.column, step, what)
        place = what - 1 if step == "lose" else lane.selected
        for lines in lane.show(after, min(place, len(after.cards) - 1)):
            dirty(lane, lines)


def changed(before, step, what):
    """Another column; the same with more cards at its end; or the same without one card."""
    if step == "show":
        return of_heights(what)
    if step == "grow":
        return before.with_more(of_heights(what, id_=f"more{next(SERIAL)}").cards)
    return before.without(what) if what < len(before.cards) else before


def of_the_same_state(lane):
    """A new lane that shows the same column at the same place."""
    fresh = Lane(lane.column, lane.width, lane.height, compact=lane.compact)
    fresh.scroll(lane.top)
    fresh.selected = lane.selected
    return fresh


def of_all_lines(lane):
    """The same lane on a screen so high that everything is in view."""
    tall = Lane(lane.column, lane.width, 200, compact=lane.compact)
    tall.selected = lane.selected
    return tall


@unhurried
@example([3] * 5, [("select", 0), ("scroll", 9), ("select", 4)], 8, False)
@given(HEIGHTS, STEPS, st.integers(0, 30), st.booleans())
def test_ready_lines_are_those_of_a_lane_made_anew(heights, steps, height, compact):
    lane = Lane(of_heights(heights), WIDTH, height, compact=compact)
    painted(lane)
    for step, what in steps:
        take(lane, step, what)
        fresh = of_the_same_state(lane)
        assert fresh.top == lane.top
        assert painted(lane) == painted(fresh)
        assert lane.thumb() == fresh.thumb()


@unhurried
@given(HEIGHTS, STEPS, st.integers(8, 30), st.booleans())
def test_the_selected_card_is_in_view_after_every_change(heights, steps, height, compact):
    lane = Lane(of_heights(heights), WIDTH, height, compact=compact)
    for step, what in steps:
        before = lane.column, lane.selected
        take(lane, step, what)
        if (lane.column, lane.selected) != before and lane.selected >= 0:
            card = lane.column.cards[lane.selected]
            whole = 1 if compact else len([line for line in painted(of_all_lines(lane)) if f"{card.id} " in line]) - 1
            seen = [line for line in painted(of_the_same_state(lane)) if f"{card.id} " in line]
            assert len(seen) >= min(whole, lane.view)


@unhurried
@given(HEIGHTS, STEPS, st.integers(0, 30), st.booleans())
def test_the_thumb_stays_inside_the_view(heights, steps, height, compact):
    lane = Lane(of_heights(heights), WIDTH, height, compact=compact)
    for step, what in steps:
        take(lane, step, what)
        thumb = lane.thumb()
        assert not thumb or (thumb.start >= HEADING_LINES and thumb.stop <= lane.height)
        assert lane.top >= 0


def test_the_thumb_is_at_the_top_first_and_at_the_bottom_at_the_end():
    lane = Lane(of_heights([5] * 10), WIDTH, 23, compact=False)  # 50 lines, of which 20 are in view
    assert lane.thumb() == range(3, 11)  # 20 of 50 of 20 lines are 8
    lane.scroll(1_000)
    assert lane.top == 30
    assert lane.thumb() == range(15, 23)


def test_a_lane_that_is_wholly_in_view_has_no_thumb():
    assert not Lane(of_heights([5, 5, 5]), WIDTH, 18, compact=False).thumb()
    assert not Lane(of_heights([]), WIDTH, 18, compact=False).thumb()


def test_cards_that_are_not_read_yet_count_for_the_thumb():
    half_read = column([card.key_result for card in of_heights([5] * 10).cards], more=10)
    lane = Lane(half_read, WIDTH, 23, compact=False)
    assert len(lane.thumb()) == 4  # 20 of 100 of 20 lines


def test_each_line_knows_the_card_that_is_drawn_on_it():
    lane = Lane(of_heights([5, 3, 4]), WIDTH, 20, compact=False)
    places = [lane.place_at(line) for line in range(20)]
    assert places == [None] * 3 + [0] * 5 + [1] * 3 + [2] * 4 + [None] * 5
    lane = Lane(of_heights([5, 3, 4]), WIDTH, 9, compact=False)
    lane.scroll(6)
    assert [lane.place_at(line) for line in range(9)] == [None] * 3 + [1, 1, 2, 2, 2, 2]


def test_a_page_goes_a_screenful_of_cards_and_stops_at_the_ends():
    lane = Lane(of_heights([5] * 10), WIDTH, 23, compact=False)
    assert [lane.page_from(place, 1) for place in (0, 4, 8, 9)] == [4, 8, 9, 9]
    assert [lane.page_from(place, -1) for place in (9, 5, 2, 0)] == [5, 1, 0, 0]


def test_a_column_that_grows_below_the_view_keeps_its_lines():
    cards = of_heights([5] * 20).cards
    lane = Lane(column([card.key_result for card in cards[:10]], more=10), WIDTH, 23, compact=False)
    painted(lane)
    grown = lane.column.with_more(cards[10:15])
    assert not lane.show(grown, lane.selected)


def test_the_same_column_needs_no_new_line():
    lane = Lane(of_heights([5, 5]), WIDTH, 23, compact=False)
    assert not lane.show(lane.column, lane.selected)
    assert lane.select(1)
    assert lane.select(1) == ()


def test_a_card_is_selected_where_its_lines_are():
    lane = Lane(of_heights([5, 3, 4]), WIDTH, 20, compact=False)
    assert lane.select(1) == (range(8, 11),)
    assert lane.select(2) == (range(8, 11), range(11, 15))
    assert lane.select(-1) == (range(11, 15),)
