"""Entries from a wish to what was paid: their order, who decides, and what each state has."""

from datetime import date
from fractions import Fraction

import pytest

from learnboard.domain.metrics.resources import ledger
from learnboard.domain.model.fields import Number
from learnboard.domain.spending import (
    deciders,
    decides_alone,
    group_of,
    in_list_order,
    opened_again,
    proposed,
    quiet_mark,
    without_later,
)
from tests.builders import budget, budget_entry, person, settings

DAY = date(2026, 6, 26)


def test_the_list_begins_with_what_waits_and_ends_with_what_is_over():
    rows = [
        budget_entry(id="spent1", state="spent", spent_on="2026-01-02"),
        budget_entry(id="spent2", state="evaluated", spent_on="2026-05-02"),
        budget_entry(id="idea", state="idea"),
        budget_entry(id="chance2", state="idea", happens_on="2026-11-01"),
        budget_entry(id="chance1", state="idea", happens_on="2026-10-01"),
        budget_entry(id="no", state="declined", decided_on="2026-02-01"),
        budget_entry(id="booked", state="booked", happens_on="2026-09-01"),
        budget_entry(id="yes", state="approved", decided_on="2026-06-01"),
        budget_entry(id="new", state="proposed", proposed_on="2026-06-20"),
        budget_entry(id="older", state="proposed", proposed_on="2026-06-01"),
    ]
    order = [row.id for row in in_list_order(rows)]
    assert order == ["older", "new", "yes", "booked", "chance1", "chance2", "idea", "spent2", "spent1", "no"]
    assert group_of(rows[3]) == "opportunity"


@pytest.mark.parametrize(
    ("currency", "estimate", "alone"),
    [("EUR", "50.00", True), ("EUR", "50.01", False), ("USD", "5", False), ("EUR", "0", True)],
)
def test_the_owner_decides_alone_up_to_the_limit_in_the_boards_currency(currency, estimate, alone):
    limit = settings(currency="EUR", self_approval_limit="50.00")
    assert decides_alone(currency, Number(estimate), limit) == alone
    row = proposed(budget_entry(currency=currency, estimate=estimate), DAY, limit)
    assert (row.state, row.self_approved, row.proposed_on) == ("approved" if alone else "proposed", alone, DAY)


def test_the_primary_mentor_is_asked_first_and_nobody_whose_time_has_ended():
    people = [
        person(id="c", name="Contact", relation="contact"),
        person(id="s", name="Lead", relation="supervisor"),
        person(id="m", name="Ann", accepted_on="2026-01-01"),
        person(id="p", name="Zoe", accepted_on="2026-01-01", primary=True),
        person(id="old", name="Old", accepted_on="2025-01-01", to_on="2026-01-01"),
        person(id="asked", name="Asked", asked_on="2026-06-01"),
    ]
    assert [row.id for row in deciders(people, DAY)] == ["p", "m", "s", "c"]


def test_what_is_opened_again_is_as_it_was_before():
    decided = {"proposed_on": "2026-06-01", "decided_on": "2026-06-03", "decided_by_id": "p1"}
    no = opened_again(budget_entry(state="declined", decision_reason="too dear", **decided))
    assert (no.state, no.decided_on, no.decided_by_id, no.decision_reason) == ("proposed", None, None, "")
    assert opened_again(budget_entry(state="cancelled", **decided)).state == "approved"
    assert opened_again(budget_entry(state="cancelled", happens_on="2026-09-01", **decided)).state == "booked"
    assert opened_again(budget_entry(state="cancelled", proposed_on="2026-06-01")).state == "proposed"
    assert opened_again(budget_entry(state="cancelled")).state == "idea"


def test_a_state_has_nothing_of_those_after_it():
    whole = {"proposed_on": "2026-06-01", "decided_on": "2026-06-03", "actual": "9", "spent_on": "2026-06-04"}
    idea = without_later(budget_entry(state="idea", self_approved=True, **whole))
    assert (idea.proposed_on, idea.decided_on, idea.self_approved, idea.actual) == (None, None, False, None)
    booked = without_later(budget_entry(state="booked", **whole))
    assert (str(booked.decided_on), booked.actual, booked.spent_on) == ("2026-06-03", None, None)


@pytest.mark.parametrize(
    ("elapsed", "used", "mark"),
    [
        (Fraction(49, 100), "0", None),
        (Fraction(1, 2), "499.99", 50),
        (Fraction(1, 2), "500", None),
        (Fraction(74, 100), "499.99", 50),
        (Fraction(3, 4), "749.99", 75),
        (Fraction(3, 4), "750", None),
        (Fraction(1), "0", None),
    ],
)
def test_much_is_left_if_more_is_left_of_the_money_than_of_the_cycle(elapsed, used, mark):
    row = budget_entry(estimate=used, state="approved")
    assert quiet_mark(ledger(budget(allocated="1000"), [], [row]), elapsed) == mark
