"""One column's geometry: what is selected is in view, and no ready line is out of date."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learnboard.ui.board.column_layout import CardMeasures, ColumnLayout
from learnboard.ui.board.headings import Frame
from learnboard.ui.board.render import DETAILS, TIGHT, Detail
from tests.ui.example_cards import DAY, column, of_heights

WIDTH = 33
HEAD = 3
FRAME, WITH_FOOT, AIRY = Frame(HEAD, 0), Frame(HEAD, 1), Frame(HEAD, 0, air=1)
SERIAL = count()  # so that no two cards have one id
HEIGHTS = st.lists(st.integers(3, 4), max_size=16)
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


def lane(shown, height, *, compact=False, frame=FRAME, layout=ColumnLayout):
    """The layout of a column of some lines."""
    return layout(shown, WIDTH, frame, height, CardMeasures(WIDTH - 6, DAY), compact=compact)


def telling(detail):
    """Layouts that tell so much of each card, whatever there is room for."""
    return type("Telling", (ColumnLayout,), {"fitting": lambda self, column: [detail] * len(column.cards)})  # noqa: ARG005 - as it is called


def tight(heights, height):
    """The layout of a column that tells as little of its cards as one that has to be scrolled."""
    return lane(of_heights(heights), height, layout=telling(TIGHT))


def drawn(card, detail, selected):
    """Instead of strips: which card it is, which of its lines, and whether it is selected."""
    row = card.key_result
    return [f"{card.id} {row.title} {row.kind} {detail} {selected} {line}" for line in range(12)]


def painted(pane):
    """Make every line that is to be made, as the board's widget does."""
    for line, strip in pane.card_strips(drawn):
        pane.lines[line] = strip, line in pane.thumb()
    for line in pane.stale_below:
        pane.lines[line] = "below", line in pane.thumb()
    pane.stale = range(0)
    return pane.lines[pane.head :]


def lines_of(card, pane):
    """What is drawn of a card."""
    return [text for text, _ in painted(pane) if f"{card.id} " in text]


def take(pane, step, what):
    """One step, with what the widget does about the answer."""
    if step == "select":
        for lines in pane.select(min(what, len(pane.column.cards) - 1)):
            pane.spoil(lines)
    elif step == "scroll":
        if pane.scroll(what):
            pane.spoil(range(HEAD, pane.height))
    else:
        after = changed(pane.column, step, what)
        place = what - 1 if step == "lose" else pane.selected
        for lines in pane.show(after, min(place, len(after.cards) - 1)):
            pane.spoil(lines)


def changed(before, step, what):
    """Another column; the same with more cards at its end; or the same without one card."""
    if step == "show":
        return of_heights(what)
    if step == "grow":
        return before.with_more(of_heights(what, id_=f"more{next(SERIAL)}").cards)
    return before.without(what) if what < len(before.cards) else before


def of_the_same_state(pane):
    """A new lane that shows the same column at the same place."""
    fresh = lane(pane.column, pane.height, compact=pane.compact)
    fresh.scroll(pane.top)
    fresh.selected = pane.selected
    return fresh


def of_all_lines(pane):
    """The same lane on a screen so high that everything is in view."""
    tall = lane(
        pane.column,
        200,
        compact=pane.compact,
        layout=type("Same", (ColumnLayout,), {"fitting": lambda *_: pane.details}),
    )
    tall.selected = pane.selected
    return tall


@unhurried
@example([3] * 5, [("select", 0), ("scroll", 9), ("select", 4)], 8, False)
@given(HEIGHTS, STEPS, st.integers(0, 30), st.booleans())
def test_ready_lines_are_those_of_a_lane_made_anew(heights, steps, height, compact):
    pane = lane(of_heights(heights), height, compact=compact)
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
    pane = lane(of_heights(heights), height, compact=compact)
    for step, what in steps:
        before = pane.column, pane.selected
        take(pane, step, what)
        if (pane.column, pane.selected) != before and pane.selected >= 0:
            card = pane.column.cards[pane.selected]
            whole = 1 if compact else len(lines_of(card, of_all_lines(pane))) - 1
            seen = lines_of(card, of_the_same_state(pane))
            assert len(seen) >= min(whole, pane.view)


@unhurried
@given(HEIGHTS, STEPS, st.integers(0, 30), st.booleans())
def test_the_thumb_stays_inside_the_view(heights, steps, height, compact):
    pane = lane(of_heights(heights), height, compact=compact)
    for step, what in steps:
        take(pane, step, what)
        thumb = pane.thumb()
        assert not thumb or (thumb.start >= HEAD and thumb.stop <= pane.height)
        assert pane.top >= 0


def test_the_thumb_is_at_the_top_first_and_at_the_bottom_at_the_end():
    pane = lane(of_heights([4] * 10), 23)  # 40 lines, of which 20 are in view
    assert pane.thumb() == range(3, 13)
    pane.scroll(1_000)
    assert pane.top == 20
    assert pane.thumb() == range(13, 23)


def test_a_lane_that_is_wholly_in_view_has_no_thumb():
    assert not lane(of_heights([4, 4, 4]), 18).thumb()
    assert not lane(of_heights([]), 18).thumb()


def test_cards_that_are_not_read_yet_count_for_the_thumb():
    half_read = column([card.key_result for card in of_heights([4] * 10).cards], more=10)
    assert len(lane(half_read, 23).thumb()) == 5  # 20 of 80 of 20 lines


def test_each_line_knows_the_card_that_is_drawn_on_it():
    pane = tight([4, 3, 4], 20)
    places = [pane.place_at(line) for line in range(20)]
    assert places == [None] * 3 + [0] * 4 + [1] * 3 + [2] * 4 + [None] * 6
    pane = tight([4, 3, 4], 9)
    pane.scroll(5)
    assert [pane.place_at(line) for line in range(9)] == [None] * 3 + [1, 1, 2, 2, 2, 2]


def test_the_line_of_the_foot_is_no_cards():
    pane = lane(of_heights([4] * 10), 24, frame=WITH_FOOT)
    assert (pane.place_at(22), pane.place_at(23)) == (4, None)
    assert pane.foot == range(23, 24)


def test_a_page_goes_a_screenful_of_cards_and_stops_at_the_ends():
    pane = lane(of_heights([4] * 10), 23)
    assert [pane.page_from(place, 1) for place in (0, 4, 8, 9)] == [5, 9, 9, 9]
    assert [pane.page_from(place, -1) for place in (9, 5, 2, 0)] == [4, 0, 0, 0]


def test_a_column_that_grows_below_the_view_keeps_its_lines_and_counts_on():
    cards = of_heights([4] * 20).cards
    pane = lane(column([card.key_result for card in cards[:10]], more=10), 24, frame=WITH_FOOT)
    painted(pane)
    assert pane.below == 15  # 5 of 20 are in view
    assert pane.show(pane.column.with_more(cards[10:15]), pane.selected) == [range(23, 24)]
    assert pane.below == 15


@pytest.mark.parametrize(("top", "below"), [(0, 5), (2, 5), (3, 4), (18, 1), (19, 0)])
def test_a_card_is_below_the_view_until_its_text_is_in_it(top, below):
    pane = lane(of_heights([4] * 10), 24, frame=WITH_FOOT)  # of 40 lines 20 are in view, and 19 do for five cards
    pane.scroll(top)
    assert pane.below == below


def test_the_same_column_needs_no_new_line():
    pane = lane(of_heights([4, 4]), 23)
    assert not pane.show(pane.column, pane.selected)
    assert pane.select(1)
    assert pane.select(1) == ()


def test_a_card_is_selected_where_its_lines_are():
    pane = tight([4, 3, 4], 20)
    assert pane.select(1) == (range(7, 10),)
    assert pane.select(2) == (range(7, 10), range(10, 14))
    assert pane.select(-1) == (range(10, 14),)


TOLD = Detail(4), Detail(4, bar=True), Detail(4, bar=True, facts=True)
NOTED = TOLD[2]._replace(note=1)
AIR = TOLD[2]._replace(airy=True)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        # Three cards of which all takes 8 lines: a title of two, bar, state, due date and label, a note, half a line
        # of surface above and below; the last half line need not be in view, and the first is in the head's air. A
        # ninth, blank one parts title and bar.
        (40, [DETAILS[0]] * 3),
        (25, [DETAILS[0]] * 3),
        (24, [DETAILS[1]] * 3),
        (22, [DETAILS[1]] * 3),
        (21, [AIR._replace(note=1)] * 2 + [AIR]),
        (20, [AIR._replace(note=1)] + [AIR] * 2),
        (19, [AIR] * 3),
        (18, [NOTED] + [TOLD[2]] * 2),
        (17, [TOLD[2]] * 3),
        (16, [TOLD[2]] * 2 + [TOLD[1]]),
        (15, [TOLD[2]] + [TOLD[1]] * 2),
        (14, [TOLD[1]] * 3),
        (12, [TOLD[1]] + [TOLD[0]] * 2),
        (11, [TOLD[0]] * 3),
        (10, [TIGHT] * 3),
    ],
)
def test_as_much_is_told_as_there_are_lines_for(view, told):
    assert list(lane(told_of([4, 4, 4]), HEAD + view, frame=AIRY).details) == told


def told_of(heights, **first):
    """A column of cards of which there is all to tell; the first one may be another."""
    rows = [
        replace(each.key_result, due_on=date(2026, 12, 1), labels=("operations",)) for each in of_heights(heights).cards
    ]
    full = column(rows)
    noted = [replace(each, note="so") for each in full.cards]
    return replace(full, cards=(*noted[:-1], replace(noted[-1], **first)))


def test_the_cursor_that_goes_to_the_next_card_when_its_own_is_gone_is_drawn_there():
    # Its four lines go to the four cards before it: the last one, now at the cursor, stays where it was.
    full = of_heights([4] * 6)
    pane = lane(full, HEAD + 23)
    pane.select(4)
    painted(pane)
    for lines in pane.show(full.without(4), 4):
        pane.spoil(lines)
    assert painted(pane) == painted(of_the_same_state(pane))


def test_what_is_left_of_the_room_goes_to_the_card_in_trouble():
    assert list(lane(told_of([4, 4, 4], blocked=True), HEAD + 15, frame=AIRY).details) == [TOLD[1], TOLD[1], TOLD[2]]


def test_half_a_line_of_surface_is_there_only_where_the_head_leaves_air_so_that_all_texts_begin_on_one_line():
    airy, dense = lane(told_of([4]), HEAD + 40, frame=AIRY), lane(told_of([4] * 3), HEAD + 17, frame=AIRY)
    assert (airy.head + airy.details[0].above, dense.head + dense.details[0].above) == (HEAD, HEAD)
    assert not any(detail.airy for detail in lane(told_of([4]), HEAD + 40).details)


def test_titles_of_a_scrolled_column_are_whole_while_four_cards_are_in_view():
    long = "of so many words that they take more than two lines of a column as narrow as this one"
    cards = [replace(each.key_result, title=long) for each in of_heights([4] * 7).cards]  # six lines each
    assert set(lane(column(cards), HEAD + 23).details) == {Detail(4)}
    assert set(lane(column(cards), HEAD + 22).details) == {TIGHT}


def test_a_column_of_many_cards_tells_little():
    assert set(lane(of_heights([4] * 13), 200).details) == {TIGHT}
    assert set(lane(of_heights([4] * 12), 200, frame=AIRY).details) == {DETAILS[0]}
