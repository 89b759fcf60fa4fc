"""The course that a chart shows: what was told by the day, and what it is held against."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.days import DateRange
from learnboard.domain.metrics.chart_series import chart_series
from learnboard.domain.metrics.progress import CycleContext, expected_progress
from learnboard.domain.model.board_info import Settings
from tests import builders
from tests.builders import check_in, milestone

NEW_YEAR, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)
DAY = date(2026, 6, 26)
YARDSTICK = CycleContext(builders.cycle(), DAY, Settings())


def drawn(key_result, check_ins=(), milestones=(), day=DAY, changes=()):
    return chart_series(key_result, check_ins, milestones, CycleContext(builders.cycle(), day, Settings()), changes)


def plain(path):
    return [(f"{point.on:%m-%d}", point.value) for point in path]


def value_on(line, day):
    """What a line says of a day; where it has a step, what it says after it."""
    before = [point for point in line if point.on <= day][-1]
    after = next((point for point in line if point.on > day), None)
    if after is None:
        return before.value
    return before.value + (after.value - before.value) * Fraction((day - before.on).days, (after.on - before.on).days)


def expected_on(key_result, day):
    return expected_progress(key_result, (), None, CycleContext(builders.cycle(), day, Settings()))


def latency(**fields):
    return builders.metric(start="850", target="400", unit="ms", **fields)


def test_the_values_of_a_metric_are_those_told_by_the_day():
    check_ins = [check_in("2026-01-16", "850"), check_in("2026-03-20", "640"), check_in("2026-09-18", "470")]
    shown = drawn(latency(), check_ins)
    assert plain(shown.points) == [("01-16", 850), ("03-20", 640)]
    assert shown.path == shown.points


def test_a_check_in_without_a_value_is_no_point():
    assert drawn(latency(), [check_in("2026-01-16", confidence=5)]).points == ()


def test_the_later_of_two_check_ins_of_a_day_counts():
    check_ins = [check_in("2026-02-01", "800", id="a"), check_in("2026-02-01", "790", id="b")]
    assert plain(drawn(latency(), check_ins).points) == [("02-01", 790)]


def test_what_was_told_before_the_cycle_stands_on_its_first_day():
    check_ins = [check_in("2025-06-01", "900"), check_in("2025-12-01", "860"), check_in("2026-02-01", "800")]
    assert plain(drawn(latency(), check_ins).points) == [("01-01", 860), ("02-01", 800)]


def test_the_line_of_a_metric_goes_from_start_to_target_as_the_days_go_by():
    (line,) = drawn(latency()).lines
    assert line == ((NEW_YEAR, 850 - Fraction(450, 365)), (NEW_YEARS_EVE, 400))


@pytest.mark.parametrize("day", [NEW_YEAR, date(2026, 3, 1), DAY, NEW_YEARS_EVE])
def test_the_line_of_a_metric_is_its_expected_progress_on_every_day(day):
    (line,) = drawn(latency(), day=day).lines
    assert value_on(line, day) == 850 - 450 * expected_on(latency(), day)


def test_the_line_of_a_metric_follows_its_span():
    # Ten days, from 10 to 19 March; before them nothing is expected, after them all.
    (line,) = drawn(builders.metric(starts_on="2026-03-10", due_on="2026-03-19")).lines
    assert plain(line) == [("01-01", 0), ("03-09", 0), ("03-19", 10), ("12-31", 10)]


def test_the_line_of_a_metric_that_is_due_after_the_cycle_ends_with_the_cycle():
    # 365 of 730 days.
    (line,) = drawn(builders.metric(due_on="2027-12-31")).lines
    assert plain(line) == [("01-01", Fraction(10, 730)), ("12-31", 5)]


def test_a_metric_due_before_it_begins_is_expected_at_once():
    (line,) = drawn(builders.metric(starts_on="2026-04-01", due_on="2026-03-10")).lines
    assert plain(line) == [("01-01", 0), ("03-09", 0), ("03-10", 0), ("03-11", 10), ("12-31", 10)]


MAYBE_DAYS = st.none() | st.dates(date(2025, 11, 1), date(2027, 2, 1)).map(str)


@given(MAYBE_DAYS, MAYBE_DAYS, st.dates(NEW_YEAR, NEW_YEARS_EVE))
def test_the_line_is_the_expected_progress_whatever_the_span(starts_on, due_on, day):
    row = builders.metric(starts_on=starts_on, due_on=due_on)
    (line,) = drawn(row).lines
    assert value_on(line, day) == 10 * expected_on(row, day)
    assert (line[0].on, line[-1].on) == (NEW_YEAR, NEW_YEARS_EVE)


def target_change(on, **before):
    numbers = {"start": None, "target": None, "minimum": None, "maximum": None, **before}
    return builders.target_change(on=on, id=f"tc-{on}-{numbers['target']}", **numbers)


def test_a_change_of_the_target_is_a_step_in_the_line():
    # It went from 0 to 20 in 365 days, and from 1 May on, the 121st, from 0 to 10.
    (line,) = drawn(builders.metric(), changes=[target_change("2026-05-01", start="0", target="20")]).lines
    assert plain(line) == [
        ("01-01", Fraction(20, 365)),
        ("05-01", Fraction(20 * 121, 365)),
        ("05-01", Fraction(10 * 121, 365)),
        ("12-31", 10),
    ]


def test_changes_of_the_target_follow_each_other():
    # Target 40 until February, 30 for no day, 20 until May, then 10; due at the end of March.
    changes = [
        target_change("2026-05-01", start="0", target="20"),
        target_change("2026-02-01", start="0", target="40"),
        builders.target_change(id="tc-z", on="2026-02-01", start="0", target="30"),
    ]
    shown = drawn(builders.metric(due_on="2026-03-31"), changes=changes)
    (line,) = shown.lines
    assert plain(line) == [
        ("01-01", Fraction(40, 90)),
        ("02-01", Fraction(40 * 32, 90)),
        ("02-01", Fraction(20 * 32, 90)),
        ("03-31", 20),
        ("05-01", 20),
        ("05-01", 10),
        ("12-31", 10),
    ]
    assert (shown.low, shown.high) == (0, 40)


def test_a_change_before_the_cycle_or_after_the_day_is_no_step():
    changes = [target_change(on, start="0", target="40") for on in ("2025-12-01", "2026-01-01", "2026-06-27")]
    assert drawn(builders.metric(), changes=changes).lines == drawn(builders.metric()).lines


def test_a_change_of_a_bound_is_a_step_in_its_line():
    row = builders.maintain(bound="between", minimum="3", maximum="5")
    change = target_change("2026-05-01", minimum="3", maximum="8")
    shown = drawn(row, [check_in("2026-01-31", "4")], changes=[change])
    low, high = shown.lines
    assert plain(low) == [("01-01", 3), ("05-01", 3), ("05-01", 3), ("12-31", 3)]
    assert plain(high) == [("01-01", 8), ("05-01", 8), ("05-01", 5), ("12-31", 5)]
    assert shown.high == 8


@pytest.mark.parametrize(("bound", "levels"), [("at_most", [5]), ("at_least", [3]), ("between", [3, 5])])
def test_what_is_to_be_kept_is_held_against_its_bounds(bound, levels):
    shown = drawn(builders.maintain(bound=bound, minimum="3", maximum="5"), [check_in("2026-01-31", "4")])
    assert shown.lines == tuple(((NEW_YEAR, level), (NEW_YEARS_EVE, level)) for level in levels)
    assert shown.against == "bound"


def test_steps_go_up_by_their_weight_on_the_day_they_are_done_and_stay_until_today():
    steps = [
        milestone(id="a", weight="1", done_on="2026-02-20"),
        milestone(id="b", weight="1", done_on="2026-06-12"),
        milestone(id="c", weight="2", done_on="2026-10-02"),
    ]
    shown = drawn(builders.steps(), milestones=steps)
    assert plain(shown.points) == [("02-20", 25), ("06-12", 50)]
    stairs = [("01-01", 0), ("02-20", 0), ("02-20", 25), ("06-12", 25), ("06-12", 50), ("06-26", 50)]
    assert plain(shown.path) == stairs
    assert (shown.low, shown.high, shown.unit) == (0, 100, "%")


def test_steps_that_all_have_a_due_date_are_held_against_these():
    steps = [milestone(id="a", due_on="2026-03-31"), milestone(id="b", weight="3", due_on="2026-09-30")]
    (line,) = drawn(builders.steps(), milestones=steps).lines
    # What is due on a day is expected from the day after it on.
    stairs = [("01-01", 0), ("04-01", 0), ("04-01", 25), ("10-01", 25), ("10-01", 100), ("12-31", 100)]
    assert plain(line) == stairs


def test_a_step_due_at_the_cycles_end_is_expected_then_and_one_due_later_not_yet():
    steps = [milestone(id="a", due_on="2026-12-31"), milestone(id="b", due_on="2027-01-01")]
    (line,) = drawn(builders.steps(), milestones=steps).lines
    assert plain(line) == [("01-01", 0), ("12-31", 0), ("12-31", 50), ("12-31", 50)]


def test_steps_without_due_dates_are_held_against_the_time():
    steps = [milestone(id="a", due_on="2026-03-31"), milestone(id="b")]
    (line,) = drawn(builders.steps(), milestones=steps).lines
    assert line == ((NEW_YEAR, Fraction(100, 365)), (NEW_YEARS_EVE, 100))
    (line,) = drawn(builders.steps(due_on="2026-01-10"), milestones=steps).lines
    assert plain(line) == [("01-01", 10), ("01-10", 100), ("12-31", 100)]


def test_before_the_cycle_begins_nothing_is_known_of_its_steps():
    assert drawn(builders.steps(), milestones=[milestone()], day=date(2025, 12, 1)).path == ()


@pytest.mark.parametrize(
    ("key_result", "steps"),
    [(builders.binary(), ()), (builders.steps(), ()), (builders.steps(), [milestone(weight="0")])],
)
def test_what_has_no_values_has_no_series(key_result, steps):
    assert drawn(key_result, milestones=steps) is None


def test_a_baseline_is_held_against_nothing_and_tells_from_two_values_on():
    baseline = builders.binary(kind="baseline", unit="%")
    one, two = check_in("2026-02-27", "22"), check_in("2026-03-27", "24")
    assert drawn(baseline, [one]).lines == ()
    assert not drawn(baseline, [one]).drawable
    assert drawn(baseline, [one, two]).drawable


def test_a_metric_tells_from_its_first_value_on():
    assert not drawn(latency()).drawable
    assert drawn(latency(), [check_in("2026-01-16", "850")]).drawable


# Axes


@pytest.mark.parametrize(
    ("start", "target", "most", "labels"),
    [
        ("850", "400", 5, ["900", "800", "700", "600", "500", "400"]),
        ("850", "400", 3, ["1000", "800", "600", "400"]),
        ("0", "3", 5, ["3", "2", "1", "0"]),
        ("3.2", "4.2", 5, ["4.2", "4.0", "3.8", "3.6", "3.4", "3.2"]),
        ("-10", "10", 4, ["10", "5", "0", "-5", "-10"]),
        ("22", "60", 5, ["60", "50", "40", "30", "20"]),
    ],
)
def test_an_axis_has_nice_numbers_around_all_values(start, target, most, labels):
    assert drawn(builders.metric(start=start, target=target)).axis(most).labels == labels


def test_an_axis_has_no_finer_numbers_than_the_values():
    assert drawn(builders.metric(start="0", target="1")).axis(5).labels == ["1", "0"]
    assert drawn(builders.metric(start="0", target="1", decimals=1)).axis(5).labels[1] == "0.8"


def test_an_axis_goes_around_a_single_value():
    kept = drawn(builders.maintain(bound="at_least", minimum="3"), [check_in("2026-01-31", "3")])
    assert kept.axis(5).labels == ["4", "3", "2"]


def test_what_is_to_stay_low_is_seen_from_zero():
    assert drawn(builders.maintain(maximum="2"), [check_in("2026-01-31", "1")]).axis(5).labels == ["2", "1", "0"]


NUMBERS = st.integers(-(10**24), 10**24).map(lambda billionths: builders.check_in("2026-02-01", _text(billionths)))


def _text(billionths):
    whole, rest = divmod(abs(billionths), 10**9)
    return f"{'-' if billionths < 0 else ''}{whole % 10**15}.{rest:09}"


@given(st.lists(NUMBERS, min_size=1, max_size=2), st.integers(1, 9))
def test_every_axis_holds_all_values_in_few_steps(check_ins, most):
    shown = drawn(builders.metric(start="0", target="10"), check_ins)
    axis = shown.axis(most)
    assert axis.low <= shown.low < shown.high <= axis.high
    assert 1 <= axis.steps <= max(most, 2)
    assert axis.low + axis.steps * axis.step == axis.high


# The example year


YEAR = builders.records_in(builders.document(builders.EXAMPLE_BOARD))  # the whole year, as the demo board


def of_the_year(id_):
    row = next(each for each in YEAR.key_results if each.id == id_)
    check_ins = sorted((one for one in YEAR.check_ins if one.key_result_id == id_), key=lambda one: (one.on, one.id))
    steps = [one for one in YEAR.milestones if one.key_result_id == id_]
    (cycle,) = (each for each in YEAR.cycles if each.id == "c2026")
    return chart_series(row, check_ins, steps, CycleContext(cycle, DAY, Settings()))


def test_the_latency_of_the_example_year_is_told_up_to_the_day():
    shown = of_the_year("k11")
    assert plain(shown.points) == [("01-16", 850), ("02-13", 790), ("03-20", 640), ("05-15", 590), ("06-19", 610)]
    days = DateRange(NEW_YEAR, DAY).days
    assert value_on(shown.lines[0], DAY) == 850 - Fraction(450 * days, 365)


def test_the_playbook_of_the_example_year_is_two_steps_of_six_weights_far():
    assert plain(of_the_year("k14").points) == [("02-20", Fraction(100, 6)), ("06-12", Fraction(100, 3))]
