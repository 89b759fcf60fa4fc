"""A board that follows its changes card by card says what a board read anew says (FORMAT.md §2)."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from learnboard.domain.board import Board, Changes, Column
from learnboard.domain.histories import ilo_on
from learnboard.domain.report import board_report
from tests.builders import (
    EXAMPLE_BOARD,
    VECTORS,
    check_in,
    document,
    goal,
    ilo_period,
    metric,
    objective,
    records_in,
    year_of,
)

QUICK = settings(deadline=None, database=None, max_examples=40)
DAY = date(2026, 6, 30)


def published():
    for path in (EXAMPLE_BOARD, *VECTORS):
        read = document(path)
        records = records_in(read.get("board", read))
        if records.key_results:
            begun = {row.objective_id for row in records.key_results}
            ids = {row.cycle_id for row in records.objectives if row.id in begun}
            yield from ((records, cycle) for cycle in records.cycles if cycle.id in ids)


BOARDS = st.sampled_from(list(published()))
SEEDS = st.integers(0, 2**32)


def board_of(records, day):
    report = board_report(records, day)
    return Board(records.board_info.settings, day, columns=report.columns)


def cards(board):
    return {card.id: card for column in board.columns for card in column.cards}


def some_day(cycle, chance):
    return cycle.starts_on + timedelta(days=chance.randrange((cycle.ends_on - cycle.starts_on).days + 1))


def with_key_result(records, changed):
    kept = (changed if one.id == changed.id else one for one in records.key_results)
    return replace(records, key_results=tuple(kept))


@QUICK
@given(BOARDS, SEEDS)
def test_a_check_in_changes_one_card(published_board, seed):
    (records, cycle), chance = published_board, random.Random(seed)
    day = some_day(cycle, chance)
    before = board_of(records, day)
    about = chance.choice(sorted(cards(before)))
    row = check_in(day.isoformat(), str(chance.randrange(100)), chance.randint(1, 10), id="zz", key_result_id=about)
    after = board_of(replace(records, check_ins=(*records.check_ins, row)), day)
    changed = before.with_changes(Changes(cards=(cards(after)[about],)))
    assert changed.columns == after.columns
    assert [before.columns[n] is changed.columns[n] for n in range(len(before.columns))].count(False) == 1


@QUICK
@given(BOARDS, SEEDS)
def test_a_key_result_that_moves_weighs_or_is_dropped_otherwise_changes_its_columns(published_board, seed):
    (records, cycle), chance = published_board, random.Random(seed)
    day = some_day(cycle, chance)
    before = board_of(records, day)
    row = chance.choice([one for one in records.key_results if one.id in cards(before)])
    row = replace(
        row,
        objective_id=chance.choice(before.columns).id,
        position=chance.randint(-1, 9),
        dropped_on=chance.choice([None, day]),
        weight=metric(weight=str(chance.randrange(4))).weight,
    )
    after = board_of(with_key_result(records, row), day)
    assert before.with_changes(Changes(cards=(cards(after)[row.id],))).columns == after.columns


@QUICK
@given(BOARDS, SEEDS)
def test_a_key_result_that_is_gone_leaves_no_trace(published_board, seed):
    (records, cycle), chance = published_board, random.Random(seed)
    day = some_day(cycle, chance)
    before = board_of(records, day)
    # What names a key result that goes is a changed card of its own.
    named = {name for one in records.key_results for name in (one.baseline_id, one.carried_from_id)}
    unnamed = sorted(cards(before).keys() - named)
    assume(unnamed)
    removed = chance.choice(unnamed)
    left = replace(records, key_results=tuple(one for one in records.key_results if one.id != removed))
    assert before.with_changes(Changes(removed=frozenset({removed}))).columns == board_of(left, day).columns


@QUICK
@given(BOARDS, SEEDS)
def test_a_column_read_in_parts_is_the_column_read_at_once(published_board, seed):
    (records, cycle), chance = published_board, random.Random(seed)
    for whole in board_of(records, some_day(cycle, chance)).columns:
        at = chance.randint(0, len(whole.cards))
        part = Column(whole.objective, more=len(whole.cards)).with_more(whole.cards[:at])
        assert (part.roll_up(records.board_info.settings) is None) == (at < len(whole.cards))
        assert part.with_more(whole.cards[at:]) == whole


def test_a_goal_has_no_figures_while_a_column_of_it_is_not_read():
    records = year_of(goal(), objective(goal_id="g1"), metric(), check_in("2026-06-30", "4"))
    (column,) = board_of(records, DAY).columns
    board = Board(records.board_info.settings, DAY, goal=goal(), columns=(column,))
    assert board.goal_figures().progress * 10 == 4
    unread = replace(board, columns=(Column(column.objective, more=1),))
    assert not unread.complete
    assert unread.goal_figures() is None


def test_columns_change_their_order_with_their_objectives():
    records = year_of(objective(id="o1", position=1), objective(id="o2", position=2))
    moved = board_of(records, DAY).with_changes(Changes(objectives=(objective(id="o1", position=3),)))
    assert [column.id for column in moved.columns] == ["o2", "o1"]
    assert moved.columns[1].objective.position == 3


def test_a_card_is_found_at_its_place_and_knows_whether_it_is_the_ilo():
    board = board_of(year_of(metric(id="k2", position=1), metric(id="k1", position=1), ilo_period()), DAY)
    assert (board.find("k1"), board.find("k2"), board.find("k3")) == ((0, 0), (0, 1), None)
    assert [card.ilo for card in board.columns[0].cards] == [True, False]


def test_the_ilo_of_a_day_is_within_its_period_ends_included():
    periods = [
        ilo_period(from_on="2026-02-01", to_on="2026-02-28"),
        ilo_period(id="i2", key_result_id="k2", from_on="2026-03-02"),
    ]
    days = [
        date(2026, 1, 31),
        date(2026, 2, 1),
        date(2026, 2, 28),
        date(2026, 3, 1),
        date(2026, 3, 2),
        date(2200, 1, 1),
    ]
    assert [ilo_on(day, periods) for day in days] == [None, "k1", "k1", None, "k2", "k2"]
