"""What makes a key result easier, and what a change of the day is held against."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learnboard.domain.target_rules import aims_before, changed_that_day, day_of_change, is_easier, is_same_measure
from tests.builders import binary, maintain, metric, target_change

DAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    ("before", "after", "easier"),
    [
        (("850", "400"), ("850", "450"), True),  # falling: nearer to the start
        (("850", "400"), ("850", "350"), False),
        (("2", "6"), ("2", "4"), True),  # rising
        (("2", "6"), ("2", "8"), False),
        (("850", "400"), ("850", "900"), True),  # the other way
        (("850", "400"), ("900", "400"), False),  # only the start
        (("850", "400"), ("85", "40"), False),  # 40 is further from 850
        (("850", "400"), ("850", "400.0"), False),
    ],
)
def test_a_metric_is_easier_with_a_target_nearer_to_its_start(before, after, easier):
    one, other = (metric(start=start, target=target) for start, target in (before, after))
    assert is_easier(one, other) is easier


@pytest.mark.parametrize(
    ("bound", "before", "after", "easier"),
    [
        ("at_most", (None, "5"), (None, "6"), True),
        ("at_most", (None, "5"), (None, "4"), False),
        ("at_least", ("5", None), ("4", None), True),
        ("at_least", ("5", None), ("6", None), False),
        ("between", ("2", "4"), ("1", "4"), True),
        ("between", ("2", "4"), ("2", "5"), True),
        ("between", ("2", "4"), ("3", "5"), True),
        ("between", ("2", "4"), ("3", "4"), False),
        ("between", ("2", "4"), ("2.0", "4"), False),
    ],
)
def test_a_maintain_is_easier_with_wider_bounds(bound, before, after, easier):
    one, other = (maintain(bound=bound, minimum=low, maximum=high) for low, high in (before, after))
    assert is_easier(one, other) is easier


def test_of_other_kinds_nothing_gets_easier():
    assert not is_easier(metric(), binary())


NUMBERS = st.integers(-1000, 1000).map(str)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_of_two_targets_on_one_side_of_the_start_one_is_the_easier(start, one, other):
    assume(len({start, one, other}) == 3)
    assume((int(one) > int(start)) == (int(other) > int(start)))
    first, second = metric(start=start, target=one), metric(start=start, target=other)
    assert is_easier(first, second) != is_easier(second, first)
    assert is_easier(first, second) == (abs(int(other) - int(start)) < abs(int(one) - int(start)))


@given(*[NUMBERS] * 4)
def test_bounds_are_easier_just_where_a_number_is_allowed_that_was_not(low, high, lower, higher):
    assume(int(low) <= int(high) and int(lower) <= int(higher))
    before, after = (
        maintain(bound="between", minimum=one, maximum=other) for one, other in ((low, high), (lower, higher))
    )
    allowed, then = range(int(low), int(high) + 1), range(int(lower), int(higher) + 1)
    assert is_easier(before, after) == bool(set(then) - set(allowed))


def test_another_kind_or_bound_is_another_measure():
    assert is_same_measure(metric(), metric(target="7"))
    assert not is_same_measure(metric(), binary())
    assert not is_same_measure(maintain(), maintain(bound="at_least", minimum="1"))


def test_a_change_is_of_the_board_s_day_or_goes_on_with_one_of_a_later_day():
    early, today, late = (target_change(id=on, on=on) for on in ("2026-09-01", "2026-09-12", "2026-09-13"))
    assert day_of_change([early, today], DAY) == DAY
    assert day_of_change([early, late], DAY) == date(2026, 9, 13)
    assert changed_that_day([early], DAY) == ()
    assert changed_that_day([early, today], DAY) == (today,)
    assert changed_that_day([late, early], DAY) == (late,)


def test_a_change_is_held_against_what_the_day_began_with():
    row, first, second = metric(), target_change(id="t1", on="2026-09-12"), target_change(id="t2", on="2026-09-12")
    assert aims_before(row, [second, first], DAY, is_new=False) == first
    assert aims_before(row, [first], DAY, is_new=True) == first
    assert aims_before(row, [target_change(on="2026-09-01")], DAY, is_new=False) == row
    assert aims_before(row, [], DAY, is_new=True) is None
