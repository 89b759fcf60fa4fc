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


def drawn(key_result, check_ins=(), milestones=(), day=DAY):
    return chart_series(key_result, check_ins, milestones, CycleContext(builders.cycle(), day, Settings()))


def plain(path):
    return [(f"{point.on:%m-%d}", point.value) for point in path]


def value_on(line, day):
    """What a straight line says of a day."""
    (first, start), (last, end) = line
    return start + (end - start) * Fraction((day - first).days, (last - first).days)


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
    should = expected_progress(latency(), (), CycleContext(builders.cycle(), day, Settings()))
    assert value_on(line, day) == 850 - 450 * should


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
    stairs = [("01-01", 0), ("03-31", 0), ("03-31", 25), ("09-30", 25), ("09-30", 100), ("12-31", 100)]
    assert plain(line) == stairs


def test_steps_without_due_dates_are_held_against_the_time():
    steps = [milestone(id="a", due_on="2026-03-31"), milestone(id="b")]
    (line,) = drawn(builders.steps(), milestones=steps).lines
    assert line == ((NEW_YEAR, Fraction(100, 365)), (NEW_YEARS_EVE, 100))


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
    return chart_series(row, check_ins, steps, CycleContext(YEAR.cycles[0], DAY, Settings()))


def test_the_latency_of_the_example_year_is_told_up_to_the_day():
    shown = of_the_year("k11")
    assert plain(shown.points) == [("01-16", 850), ("02-13", 790), ("03-20", 640), ("05-15", 590), ("06-19", 610)]
    days = DateRange(NEW_YEAR, DAY).days
    assert value_on(shown.lines[0], DAY) == 850 - Fraction(450 * days, 365)


def test_the_playbook_of_the_example_year_is_two_steps_of_six_weights_far():
    assert plain(of_the_year("k14").points) == [("02-20", Fraction(100, 6)), ("06-12", Fraction(100, 3))]
