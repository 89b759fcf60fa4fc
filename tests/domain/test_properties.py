"""What holds of every board, whatever is on it (FORMAT.md §1 and §2)."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from learnboard.domain.as_of import as_known
from learnboard.domain.metrics.progress import metric_raw
from learnboard.domain.model.fields import Number, fields_of
from learnboard.domain.model.records import Records
from learnboard.domain.profiles import apply_profile
from learnboard.domain.report import board_report, plain_report
from tests.builders import EXAMPLE_BOARD, VECTORS, card_report, check_in, document, ids_of, metric, records_in

QUICK = settings(deadline=None, database=None, max_examples=100)
PUBLISHED = [records_in(document(EXAMPLE_BOARD)), *(records_in(document(path)["board"]) for path in VECTORS)]
BOARDS = st.sampled_from(PUBLISHED)
DAYS = st.dates(date(2024, 5, 1), date(2027, 7, 1))
AMOUNTS = st.decimals(-1000, 1000, places=3, allow_nan=False)
SEEDS = st.integers(0, 2**32)


def number(amount):
    return Number(format(amount, "f"))


def a_metric(start, target):
    return metric(start=format(start, "f"), target=format(target, "f"))


@QUICK
@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_rising_and_falling_are_one(start, target, current, shift):
    assume(start != target)
    raw = metric_raw(a_metric(start, target), number(current))
    assert metric_raw(a_metric(-start, -target), number(-current)) == raw
    assert metric_raw(a_metric(target, start), number(current)) == 1 - raw
    assert metric_raw(a_metric(start + shift, target + shift), number(current + shift)) == raw


@QUICK
@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_progress_stays_within_nothing_and_all_and_is_never_flattered(start, target, current):
    assume(start != target)
    raw = (Fraction(current) - Fraction(start)) / (Fraction(target) - Fraction(start))
    card = card_report("2026-06-30", a_metric(start, target), check_in("2026-06-30", format(current, "f")))
    assert abs(Fraction(card["progress"]) - min(max(raw, 0), 1)) <= Fraction(1, 2_000_000)
    assert 0 <= Fraction(card["progress"]) <= 1
    assert (card["shown"] == "100%") == (raw >= 1) == (card["score"] == "1.00") == (card["health"] == "achieved")
    assert (card["shown"] == "0%") == (raw <= 0)


@QUICK
@given(BOARDS, DAYS)
def test_knowing_a_day_twice_is_knowing_it_once(board, day):
    once = as_known(board, day)
    assert as_known(once, day) == once


@QUICK
@given(BOARDS, DAYS, DAYS)
def test_a_day_is_known_alike_from_the_board_and_from_a_later_day(board, one, other):
    earlier, later = sorted((one, other))
    assert as_known(as_known(board, later), earlier) == as_known(board, earlier)


@QUICK
@given(BOARDS, DAYS, DAYS)
def test_a_later_day_knows_every_row_of_an_earlier_one(board, one, other):
    earlier, later = sorted((one, other))
    assert ids_of(as_known(board, earlier)) <= ids_of(as_known(board, later)) <= ids_of(board)


def test_after_its_last_day_a_board_is_known_whole():
    assert all(as_known(board, date(2200, 12, 31)) == board for board in PUBLISHED)


def with_other_visibilities(board, seed):
    """The board with every row that has a visibility given another one."""
    chance = random.Random(seed)
    tables = {
        name: tuple(
            replace(row, visibility=chance.choice(["private", "mentor", "shared"]))
            if hasattr(row, "visibility")
            else row
            for row in rows
        )
        for name, rows in board.tables()
    }
    return Records(board.board_info, **tables)


@QUICK
@given(BOARDS, SEEDS)
def test_what_is_shared_goes_to_a_mentor_too(board, seed):
    board = with_other_visibilities(board, seed)
    shared, mentor = apply_profile(board, "shared")[0], apply_profile(board, "mentor")[0]
    assert ids_of(shared) <= ids_of(mentor) <= ids_of(board)


@QUICK
@given(BOARDS, SEEDS, st.sampled_from(["mentor", "shared"]))
def test_nothing_that_leaves_is_out_of_sight_or_refers_to_what_is(board, seed, profile):
    board = with_other_visibilities(board, seed)
    going, withheld = apply_profile(board, profile)
    seen = {"mentor", "shared"} if profile == "mentor" else {"shared"}
    here = ids_of(going) | {"owner"}
    for _, rows in going.tables():
        for row in rows:
            assert getattr(row, "visibility", "shared") in seen
            for field in fields_of(type(row)):
                named = getattr(row, field.name) if field.refers else ()
                assert set((named,) if isinstance(named, str) else named or ()) <= here
    assert withheld == (going != replace(board, feedback=()))
    assert apply_profile(going, profile) == (going, False)


@QUICK
@given(BOARDS, DAYS, SEEDS)
def test_the_order_of_rows_in_a_file_says_nothing(board, day, seed):
    chance = random.Random(seed)
    shuffled = Records(
        board.board_info, **{name: tuple(chance.sample(rows, len(rows))) for name, rows in board.tables()}
    )
    assert plain_report(board_report(shuffled, day)) == plain_report(board_report(board, day))


@QUICK
@given(BOARDS, DAYS)
def test_what_is_told_of_a_day_agrees_with_itself(board, day):
    report = plain_report(board_report(board, day))
    hours, cards = report["hours"], [card for row in report["objectives"] for card in row["key_results"]]
    for total in ("entitled_minutes", "used_minutes"):
        assert hours[total] == sum(week[total] for week in hours["weeks"])
    assert sum(hours["by_category"].values()) == sum(hours["by_mode"].values()) == sum(hours["by_source"].values())
    assert hours["used_minutes"] == hours["by_source"].get("learning_budget", 0)
    assert 0 <= hours["streak_weeks"] <= len(hours["weeks"])
    for card in cards:
        assert 0 <= Fraction(card["expected"]) <= 1
        assert card["span"][0] <= card["span"][1]
        assert card["held"] is None or card["held"]["met"] <= card["held"]["seen"] <= card["held"]["total"]
        assert card["final"] is None or 0 <= Fraction(card["final"]) <= 1
    for budget in report["budgets"]:
        assert sum(Fraction(kind["spent"]) for kind in budget["by_kind"].values()) == Fraction(budget["spent"])
        assert Fraction(budget["forecast_remaining"]) <= Fraction(budget["remaining"])


@QUICK
@given(BOARDS, DAYS)
def test_the_report_of_a_day_needs_no_more_than_what_was_known_then(board, day):
    assert plain_report(board_report(as_known(board, day), day)) == plain_report(board_report(board, day))
