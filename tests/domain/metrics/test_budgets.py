"""Budgets, in their currency and on a day (FORMAT.md §2, "money")."""

import pytest

from tests.builders import adjustment, budget, budget_entry, cycle, records, report_on

DAY = "2026-06-30"


def budgets(*rows, day=DAY):
    return report_on(day, records(cycle(), *rows))["budgets"]


def sums(*rows, day=DAY):
    (told,) = budgets(*rows, day=day)
    return tuple(told[name] for name in ("allocated", "spent", "committed", "remaining"))


@pytest.mark.parametrize(
    ("state", "spent", "committed"),
    [
        ("idea", "0.00", "0.00"),
        ("proposed", "0.00", "0.00"),
        ("approved", "0.00", "80.00"),
        ("booked", "0.00", "80.00"),
        ("spent", "95.50", "0.00"),
        ("evaluated", "95.50", "0.00"),
        ("declined", "0.00", "0.00"),
        ("cancelled", "0.00", "0.00"),
    ],
)
def test_a_state_says_whether_money_is_spent_or_promised(state, spent, committed):
    told = sums(budget(), budget_entry(state=state, estimate="80.00", actual="95.50"))
    assert told[1:3] == (spent, committed)


def test_what_was_spent_without_an_actual_counts_as_estimated():
    assert sums(budget(), budget_entry(state="spent", estimate="80.00"))[1] == "80.00"


def test_what_cost_nothing_counts_as_nothing():
    assert sums(budget(), budget_entry(state="spent", estimate="80.00", actual="0"))[1] == "0.00"


def test_remaining_is_what_is_neither_spent_nor_promised():
    # 1000 + 100 − 50.5 = 1049.50 allocated; less 95.50 spent and 80 promised leaves 874.00.
    rows = (
        budget(),
        adjustment(),
        adjustment(id="ba2", amount="-50.5"),
        budget_entry(state="spent", actual="95.50"),
        budget_entry(id="b2", state="booked", estimate="80"),
    )
    assert sums(*rows) == ("1049.50", "95.50", "80.00", "874.00")


def test_a_budget_may_be_overdrawn():
    assert sums(budget(allocated="0"), budget_entry(state="spent", actual="0.01"))[3] == "-0.01"


def test_adjustments_count_from_their_day_on_and_for_their_budget_only():
    rows = budget(), budget(id="bu2", currency="CHF", allocated="5"), adjustment(on=DAY, budget_id="bu1")
    assert [one["allocated"] for one in budgets(*rows)] == ["1100.00", "5.00"]
    assert [one["allocated"] for one in budgets(*rows, day="2026-06-29")] == ["1000.00", "5.00"]


def test_another_currency_is_listed_beside_and_never_added():
    rows = (
        budget(),
        budget_entry(id="b1", state="spent", currency="USD", actual="10"),
        budget_entry(id="b2", state="evaluated", currency="USD", actual="5.25"),
        budget_entry(id="b3", state="spent", currency="JPY", estimate="1200"),
        budget_entry(id="b4", state="booked", currency="CHF", estimate="99"),
        budget_entry(id="b5", state="spent", actual="1"),
    )
    (told,) = budgets(*rows)
    assert told["other_currencies"] == {"JPY": "1200", "USD": "15.25"}
    assert (told["spent"], told["committed"], told["remaining"]) == ("1.00", "0.00", "999.00")


def test_two_budgets_of_a_cycle_each_count_their_own_currency():
    rows = (
        budget(id="bu1"),
        budget(id="bu2", currency="USD", allocated="50"),
        budget_entry(id="b1", state="spent", actual="1"),
        budget_entry(id="b2", state="spent", currency="USD", actual="2"),
    )
    assert [(one["currency"], one["spent"], one["other_currencies"]) for one in budgets(*rows)] == [
        ("EUR", "1.00", {"USD": "2.00"}),
        ("USD", "2.00", {"EUR": "1.00"}),
    ]


def test_entries_of_another_cycle_are_not_of_this_money():
    rows = cycle(id="c2", starts_on="2025-01-01", ends_on="2025-12-31"), budget_entry(cycle_id="c2", state="spent")
    assert sums(budget(), *rows)[1] == "0.00"


@pytest.mark.parametrize(
    ("currency", "amount", "written"),
    [
        ("EUR", "0.005", "0.01"),
        ("EUR", "0.004999999", "0.00"),
        ("EUR", "-0.005", "-0.01"),
        ("EUR", "-0.004", "0.00"),
        ("JPY", "1200.5", "1201"),
        ("JPY", "0.4", "0"),
        ("JPY", "-0.4", "0"),
        ("KRW", "0", "0"),
        ("KWD", "1.2345", "1.235"),
        ("BHD", "1", "1.000"),
        ("TND", "0.0005", "0.001"),
        ("EUR", "999999999999999.99", "999999999999999.99"),
    ],
)
def test_an_amount_has_the_minor_digits_of_its_currency_half_up(currency, amount, written):
    assert sums(budget(currency=currency, allocated=amount))[0] == written


def test_amounts_are_rounded_after_they_are_added():
    # 3 × 0.333 = 0.999, not 3 × 0.33.
    entries = [budget_entry(id=f"b{number}", state="spent", actual="0.333") for number in range(3)]
    assert sums(budget(), *entries)[1] == "1.00"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-02-28", ("0.00", "0.00")),  # not proposed yet
        ("2026-03-01", ("0.00", "0.00")),  # proposed
        ("2026-03-10", ("0.00", "80.00")),  # approved, at its estimate
        ("2026-04-01", ("95.50", "0.00")),  # spent
    ],
)
def test_money_is_as_it_was_known_on_the_day(day, told):
    entry = budget_entry(
        state="spent",
        estimate="80.00",
        actual="95.50",
        proposed_on="2026-03-01",
        decided_on="2026-03-10",
        spent_on="2026-04-01",
    )
    assert sums(budget(), entry, day=day)[1:3] == told


@pytest.mark.parametrize(
    ("proposed_on", "decided_on", "days"),
    [
        ("2026-02-27", "2026-03-02", 3),
        ("2024-02-28", "2024-03-01", 2),
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", None, None),
        (None, "2026-03-02", None),
    ],
)
def test_the_lead_time_is_from_proposal_to_decision(proposed_on, decided_on, days):
    assert budget_entry(proposed_on=proposed_on, decided_on=decided_on).lead_time == days
