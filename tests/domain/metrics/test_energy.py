"""How much energy learning gave, month by month."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.metrics.energy import energy_by_month
from tests import builders

ENTRIES = st.lists(
    st.tuples(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.none() | st.integers(1, 5)), max_size=20
)


def entry(on, energy):
    return builders.log_entry(on=str(on), energy=energy)


def test_each_month_has_the_mean_of_what_was_said():
    entries = [
        entry("2026-02-20", 4),
        entry("2026-01-09", 4),
        entry("2026-01-23", 5),
        entry("2026-01-30", None),
        entry("2026-03-13", None),
    ]
    assert energy_by_month(entries) == (
        (date(2026, 1, 1), Fraction(9, 2), 2),  # (4 + 5) / 2
        (date(2026, 2, 1), Fraction(4), 1),
    )


@given(ENTRIES)
def test_nothing_said_is_lost_or_made_up(pairs):
    months = energy_by_month([entry(on, energy) for on, energy in pairs])
    said = [energy for _, energy in pairs if energy is not None]
    assert sum(mean * entries for _, mean, entries in months) == sum(said)
    assert sum(entries for *_, entries in months) == len(said)
    assert [month for month, *_ in months] == sorted({on.replace(day=1) for on, energy in pairs if energy is not None})
    assert all(1 <= mean <= 5 for _, mean, _ in months)
