"""Learning time and money where too much was used, and what became of budget entries."""

from datetime import date
from fractions import Fraction

import pytest

from learnboard.domain.metrics.resources import Hours, Ledger
from learnboard.domain.model.money import BudgetEntry
from learnboard.presentation import resources
from tests import builders

DAY = date(2026, 6, 26)


@pytest.mark.parametrize(
    ("hours", "text", "part"),
    [
        (Hours(600, 450), "7 h 30 of 10 h due by 26 Jun used, 2 h 30 not yet", Fraction(3, 4)),
        (Hours(600, 690), "11 h 30 of 10 h due by 26 Jun used, 1 h 30 more than that", Fraction(1)),
        (Hours(0, 90), "1 h 30 used", None),
    ],
)
def test_learning_time_is_left_or_over(hours: Hours, text: str, part: Fraction | None) -> None:
    found = resources.hours_text(hours, None, DAY)
    assert (found.text, found.used_part, found.week) == (text, part, "")


def test_of_a_cycle_that_ended_it_is_due_by_its_last_day_and_only_of_a_week_something_is_left() -> None:
    found = resources.hours_text(Hours(600, 450), 75, date(2027, 1, 4), date(2026, 12, 31))
    assert found.text == "7 h 30 of 10 h due by 31 Dec 2026 used, 2 h 30 not yet"  # 600 − 450 minutes
    assert found.week == "1 h 15 left in the week of 4 Jan"
    assert "left" not in found.text


def test_a_week_is_named_by_its_day() -> None:
    assert resources.hours_text(Hours(600, 0), -75, DAY).week == "1 h 15 over in the week of 26 Jun"


def _ledger(allocated: str, spent: int, committed: int) -> Ledger:
    budget = builders.budget(currency="EUR", allocated=allocated)
    return Ledger(budget, Fraction(allocated), Fraction(spent), Fraction(committed), {"USD": Fraction(49)})


def test_a_budget_that_is_overspent_says_by_how_much() -> None:
    text = resources.ledger_text(_ledger("100", 80, 60))
    assert text.sums[-1] == ("over", "40.00 EUR")
    assert (text.over, text.spent_part, text.used_part) == (True, Fraction(4, 5), Fraction(1))
    assert text.others == ("49.00 USD spent beside it",)
    within = resources.ledger_text(_ledger("200", 80, 60))
    assert within.sums[-1] == ("left", "60.00 EUR")
    assert not within.over


def _entry(**fields: str | bool | None) -> BudgetEntry:
    row: BudgetEntry = builders.budget_entry(**({"estimate": "130", "proposed_on": "2026-06-01"} | fields))
    return row


@pytest.mark.parametrize(
    ("fields", "state", "decision"),
    [
        ({"state": "proposed"}, "proposed 1 Jun", ""),
        ({"state": "idea", "proposed_on": None}, "idea", ""),
        ({"state": "approved", "decided_on": "2026-06-02"}, "approved", "approved by Rowan Teal on 2 Jun after 1 day"),
        ({"state": "declined", "decided_on": "2026-06-01"}, "declined", "declined by Rowan Teal on 1 Jun"),
        ({"state": "booked", "decided_on": "2026-06-03", "self_approved": True}, "booked", "self-approved on 3 Jun"),
        ({"state": "spent", "spent_on": "2026-06-20"}, "spent 20 Jun", "approved by Rowan Teal"),
        ({"state": "evaluated", "spent_on": "2026-05-06"}, "evaluated, spent 6 May", "approved by Rowan Teal"),
    ],
)
def test_an_entry_says_where_it_stands_and_who_decided(
    fields: dict[str, str | bool | None], state: str, decision: str
) -> None:
    who = "" if fields["state"] in ("proposed", "idea") else "Rowan Teal"
    text = resources.entry_text(_entry(**fields), (), DAY, who=who)
    assert (text.state.text, text.decision) == (state, decision)


def test_what_was_spent_stands_before_what_had_been_planned() -> None:
    planned = resources.entry_text(_entry(state="approved"), (), DAY)
    assert (planned.amount, planned.planned) == ("130.00 EUR planned", "")
    rating = builders.evaluation(level="learning", rating=4, note=" tail latency ")
    spent = resources.entry_text(_entry(state="evaluated", actual="120.5"), (rating,), DAY)
    assert (spent.amount, spent.planned) == ("120.50 EUR", "130.00 EUR planned")
    assert spent.evaluations == ("learning 4 of 5: tail latency",)
