"""What a budget was worth and where it goes (FORMAT.md §2, "money")."""

import pytest

from tests.builders import adjustment, budget, budget_entry, cycle, evaluation, records, report_on

TEN_DAYS = cycle(starts_on="2026-03-01", ends_on="2026-03-10")


def told(*rows, day="2026-06-30", of=None):
    (report,) = report_on(day, records(of or cycle(), budget(), *rows))["budgets"]
    return report


def decided(*days, **changes):
    """Entries proposed on 1 March that were decided so many days later."""
    return [
        budget_entry(
            id=f"d{number}", state="approved", proposed_on="2026-03-01", decided_on=f"2026-03-{1 + wait:02}", **changes
        )
        for number, wait in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "median"),
    [([], None), ([0], "0.0"), ([4, 9], "6.5"), ([9, 1, 3], "3.0"), ([20, 2, 3, 10], "6.5"), ([3, 3], "3.0")],
)
def test_the_lead_time_is_the_median_of_the_cycle(days, median):
    assert told(*decided(*days))["lead_time_days"] == median


def test_lead_times_are_of_entries_in_any_currency_but_of_the_cycle_and_known_by_the_day():
    other = cycle(id="c2", starts_on="2025-01-01", ends_on="2025-12-31")
    rows = [*decided(5, currency="USD"), budget_entry(id="b2", cycle_id="c2", proposed_on="2025-03-01")]
    assert told(other, *rows)["lead_time_days"] == "5.0"
    assert told(other, *rows, day="2026-03-05")["lead_time_days"] is None


@pytest.mark.parametrize(
    ("day", "entries", "remaining"),
    [
        # 1000 allocated; 100 in 5 of 10 days make 200.
        ("2026-03-05", {"spent": "100"}, "800.00"),
        # 100 and 250 promised are more than 200.
        ("2026-03-05", {"spent": "100", "booked": "250"}, "650.00"),
        ("2026-03-05", {"spent": "100", "booked": "50"}, "800.00"),
        # 100 in 3 of 10 days make 333.333…
        ("2026-03-03", {"spent": "100"}, "666.67"),
        # 999.995, half up.
        ("2026-03-10", {"spent": "0.005"}, "1000.00"),
        ("2026-03-10", {"spent": "100"}, "900.00"),
        ("2026-04-10", {"spent": "100"}, "900.00"),
        # Before the cycle begins nothing can be said of its pace.
        ("2026-02-28", {"spent": "100", "approved": "30"}, "870.00"),
        ("2026-03-05", {"idea": "100"}, "1000.00"),
        ("2026-03-01", {"evaluated": "200"}, "-1000.00"),
    ],
)
def test_what_will_remain_goes_on_as_it_went(day, entries, remaining):
    rows = [budget_entry(id=state, state=state, estimate=estimate) for state, estimate in entries.items()]
    assert told(*rows, day=day, of=TEN_DAYS)["forecast_remaining"] == remaining


def test_the_forecast_is_of_what_was_adjusted():
    assert told(adjustment(amount="100.00", on="2026-03-01"), day="2026-03-05", of=TEN_DAYS)["forecast_remaining"] == (
        "1100.00"
    )


@pytest.mark.parametrize(
    ("days", "day", "due"),
    [
        ({"spent_on": "2026-03-01"}, "2026-03-14", False),
        ({"spent_on": "2026-03-01"}, "2026-03-15", True),
        # The course itself counts, not its bill.
        ({"spent_on": "2026-03-01", "happens_on": "2026-03-10"}, "2026-03-23", False),
        ({"spent_on": "2026-03-01", "happens_on": "2026-03-10"}, "2026-03-24", True),
        ({}, "2026-06-30", False),
    ],
)
def test_what_is_not_evaluated_two_weeks_after_it_is_due_for_a_review(days, day, due):
    row = budget_entry(state="spent", **days)
    assert told(row, day=day)["value_reviews_due"] == (["b1"] if due else [])


@pytest.mark.parametrize(
    ("levels", "day", "due"),
    [
        (["reaction"], "2026-04-29", False),
        (["reaction"], "2026-04-30", True),
        (["reaction", "learning"], "2026-04-30", True),
        (["behaviour"], "2026-04-30", False),
        (["reaction", "results"], "2026-12-31", False),
    ],
)
def test_its_effect_is_due_for_a_review_sixty_days_after_it(levels, day, due):
    # 1 March and 60 days is 30 April.
    rows = [evaluation(id=level, level=level, on="2026-03-05") for level in levels]
    entry = budget_entry(state="evaluated", happens_on="2026-03-01")
    assert told(entry, *rows, day=day)["value_reviews_due"] == (["b1"] if due else [])


@pytest.mark.parametrize("state", ["idea", "proposed", "approved", "declined", "booked", "cancelled"])
def test_what_was_not_spent_needs_no_review(state):
    assert told(budget_entry(state=state, happens_on="2026-01-01"))["value_reviews_due"] == []


def test_reviews_are_due_by_id_in_any_currency_of_the_cycle():
    rows = (
        cycle(id="c2", starts_on="2025-01-01", ends_on="2025-12-31"),
        budget_entry(id="z", state="spent", happens_on="2026-01-01"),
        budget_entry(id="a", state="evaluated", happens_on="2026-01-01", currency="USD"),
        budget_entry(id="m", state="spent", happens_on="2026-01-01", cycle_id="c2"),
    )
    assert told(*rows)["value_reviews_due"] == ["a", "z"]


def test_each_kind_has_what_was_spent_on_it_and_the_mean_of_all_its_ratings():
    rows = (
        budget_entry(id="b1", kind="book", state="spent", actual="10.50"),
        budget_entry(id="b2", kind="book", state="evaluated", estimate="20"),
        budget_entry(id="b3", kind="course", state="spent", actual="300"),
        budget_entry(id="b4", kind="book", state="spent", actual="7", currency="USD"),
        budget_entry(id="b5", kind="tool", state="booked"),
        *(
            evaluation(id=f"e{number}", budget_entry_id=entry, rating=rating)
            for number, (entry, rating) in enumerate([("b1", 4), ("b2", 5), ("b2", 4), ("b2", 4), ("b4", 1), ("b5", 1)])
        ),
    )
    # (4 + 5 + 4 + 4) / 4 = 4.25, half up.
    assert told(*rows)["by_kind"] == {
        "book": {"spent": "30.50", "rating": "4.3"},
        "course": {"spent": "300.00", "rating": None},
    }
