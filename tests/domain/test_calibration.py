"""What was said of key results at their check-ins, and what became of them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.calibration import outcomes
from tests import builders

DAY = date(2026, 7, 1)
SAID = (
    builders.check_in("2026-03-01", "1", 7),  # 10 % of 60/181 = 33 %: behind
    builders.check_in("2026-04-01", "2", 7),  # 20 % of 91/181 = 50 %: far behind
    builders.check_in("2026-06-01", "5", 7),  # 50 % of 152/181 = 84 %: far behind
)


def due(**changes):
    return builders.metric(**{"due_on": "2026-06-30", **changes})


def test_what_was_said_until_the_due_date_and_what_became_of_it():
    (outcome,) = outcomes(builders.year_of(due(), *SAID), DAY)
    assert (outcome.ended, outcome.confidences) == (date(2026, 6, 30), ((7, 3),))
    assert (outcome.figures.shown, outcome.far_behind, outcome.check_ins) == ("50%", 2, 3)


def test_what_is_running_is_told_only_if_it_was_said_to_be_on_track_while_far_behind():
    early = SAID[:1]
    assert outcomes(builders.year_of(due(), *early), date(2026, 6, 1)) == ()
    (outcome,) = outcomes(builders.year_of(due(), *SAID), date(2026, 6, 1))
    assert (outcome.ended, outcome.far_behind) == (None, 2)


def test_what_was_said_to_be_at_risk_was_not_said_to_be_on_track():
    rows = [replace(row, status="at_risk") for row in SAID]
    (outcome,) = outcomes(builders.year_of(due(), *rows), DAY)
    assert outcome.far_behind == 0


def test_the_target_of_the_day_counts():
    change = builders.target_change(on="2026-05-01", start="0", target="4")  # 2 of 4 on 1 April: 50 % of 50 %
    (outcome,) = outcomes(builders.year_of(due(), change, *SAID), DAY)
    assert outcome.far_behind == 1


def test_what_is_said_on_the_day_it_is_done_or_later_tells_nothing():
    rows = [builders.check_in("2026-03-01", None, 6), builders.check_in("2026-04-01", None, 10)]
    (outcome,) = outcomes(builders.year_of(builders.binary(done_on="2026-04-01"), *rows), DAY)
    assert (outcome.ended, outcome.confidences, outcome.figures.health) == (date(2026, 4, 1), ((6, 1),), "achieved")


@pytest.mark.parametrize("changes", [{"dropped_on": "2026-05-01"}, {"due_on": None}])
def test_nothing_is_told_of_what_was_dropped_or_is_running(changes):
    rows = [replace(row, status="at_risk") for row in SAID]
    assert outcomes(builders.year_of(due(**changes), *rows), DAY) == ()


def test_the_end_of_a_cycle_is_an_end_and_the_last_one_comes_first():
    rows = [
        builders.cycle(id="c0", title="2025", starts_on="2025-01-01", ends_on="2025-12-31", status="closed"),
        builders.cycle(),
        builders.objective(id="o0", cycle_id="c0"),
        builders.objective(),
        builders.metric(id="k0", objective_id="o0"),
        due(),
        builders.check_in("2025-10-01", "5", 5, key_result_id="k0", id="x1"),
        *SAID,
    ]
    assert [(row.key_result.id, row.ended) for row in outcomes(builders.records(*rows), DAY)] == [
        ("k1", date(2026, 6, 30)),
        ("k0", date(2025, 12, 31)),
    ]


def test_of_many_the_latest_are_told():
    rows = [due(id=f"k{at}", due_on=f"2026-06-{at:02}") for at in range(1, 31)]
    said = [builders.check_in("2026-03-01", "1", 7, id=f"c{at}", key_result_id=f"k{at}") for at in range(1, 31)]
    found = outcomes(builders.year_of(*rows, *said), DAY, most=2)
    assert [row.ended for row in found] == [date(2026, 6, 30), date(2026, 6, 29)]


CHECK_INS = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 9, 30)), st.integers(0, 12), st.none() | st.integers(1, 10)),
    max_size=10,
    unique_by=lambda row: row[0],
)


@given(CHECK_INS, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_everything_said_until_the_end_is_counted_once(rows, day):
    check_ins = [builders.check_in(str(on), str(value), said) for on, value, said in rows]
    for outcome in outcomes(builders.year_of(due(), *check_ins), day):
        until = min(day, outcome.ended or day)
        said = [level for on, _, level in rows if on <= until and level is not None]
        assert dict(outcome.confidences) == {level: said.count(level) for level in said}
        assert outcome.check_ins == sum(on <= until for on, *_ in rows)
        assert 0 <= outcome.far_behind <= outcome.check_ins
