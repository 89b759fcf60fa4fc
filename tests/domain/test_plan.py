"""What is planned a quarter: hours by their weeks, money by its day, and nothing counted twice or lost."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.plan import planned_quarters, quarters_of, sums_of
from tests.builders import budget_entry, cycle, hours_policy


def test_2026_has_39_hours_a_quarter_and_42_in_the_last_one():
    # 1 January 2026 is a Thursday: 53 weeks, 13 with their Thursday in each quarter, 14 in the last; 3 h a week
    quarters = planned_quarters([hours_policy(minutes_per_week=180)], (), cycle())
    assert [quarter.minutes for quarter in quarters] == [39 * 60, 39 * 60, 39 * 60, 42 * 60]


def test_a_cycle_that_begins_within_a_quarter_has_what_is_left_of_it():
    onboarding = cycle(starts_on="2026-03-02", ends_on="2026-11-30", kind="onboarding")
    assert [(str(days.first), str(days.last)) for days in quarters_of(onboarding)] == [
        ("2026-03-02", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-11-30"),
    ]
    last = cycle(starts_on="2200-12-01", ends_on="2200-12-31")
    assert len(quarters_of(last)) == 1


def test_money_belongs_to_the_day_when_it_happens_and_what_is_declined_is_not_planned():
    entries = [
        budget_entry(id="b1", estimate="640.00", actual="612.50", state="spent", spent_on="2026-02-01"),
        budget_entry(id="b2", estimate="100.00", happens_on="2026-05-05", spent_on="2026-02-01", state="booked"),
        budget_entry(id="b3", estimate="0", state="idea"),
        budget_entry(id="b4", estimate="7.00", state="declined", happens_on="2026-05-05"),
        budget_entry(id="b5", estimate="9.00", state="cancelled"),
        budget_entry(id="b6", estimate="3.00", state="approved", happens_on="2027-01-01", currency="USD"),
        budget_entry(id="b7", estimate="1.00", cycle_id="another"),
    ]
    quarters = planned_quarters((), entries, cycle())
    assert [[row.id for row in quarter.entries] for quarter in quarters] == [["b1"], ["b2"], [], [], ["b6", "b3"]]
    assert quarters[0].sums == {"EUR": Fraction("612.50")}
    assert quarters[4].sums == {"EUR": 0, "USD": 3}
    assert quarters[4].days is None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 100_000),
            st.none() | st.dates(date(2025, 6, 1), date(2027, 6, 1)),
            st.sampled_from(["idea", "proposed", "approved", "booked", "spent", "evaluated"]),
            st.sampled_from(["EUR", "USD"]),
        ),
        max_size=12,
    ),
    st.integers(0, 600),
)
def test_the_quarters_add_up_to_all_entries_and_all_weeks(drawn, minutes):
    entries = [
        budget_entry(id=f"b{n}", estimate=str(cost), happens_on=str(on) if on else None, state=state, currency=currency)
        for n, (cost, on, state, currency) in enumerate(drawn)
    ]
    quarters = planned_quarters([hours_policy(minutes_per_week=minutes)], entries, cycle())
    told = [row for quarter in quarters for row in quarter.entries]
    assert sorted(row.id for row in told) == sorted(row.id for row in entries)
    assert sums_of(told) == {
        currency: sum(cost for cost, _, _, each in drawn if each == currency)
        for currency in sorted({each for *_, each in drawn})
    }
    assert sum(quarter.minutes for quarter in quarters) == 53 * minutes
