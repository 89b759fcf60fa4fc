"""`A` on `$`: budgets by currency and their adjustments; what is left late in the cycle is told once."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Number
from learnboard.domain.model.money import Budget, BudgetAdjustment
from learnboard.service.commands import ChangeRow
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.help import keys_of
from tests.readme import key_table
from tests.ui.form_apps import go_to, type_in
from tests.ui.screen import lines, pressed

WIDE = (160, 60)


def text(app):
    return " ".join(" ".join(line.strip(" ▕▌") for line in lines(app)).split())


def rows(service, record):
    return service.query(lambda store: store.rows(record))


async def test_no_more_goes_from_a_budget_than_there_is(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign A n")
        await type_in(pilot, "-99999")
        await go_to(pilot, "reason")
        await type_in(pilot, "slip")
        await pressed(pilot, "enter")
        assert "This takes more than the 1,750.00 EUR that there is: take that at most" in text(demo_app)
        await go_to(pilot, "amount")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "-1750")
        await pressed(pilot, "enter")
        assert "EUR · 0.00 in all" in text(demo_app)
        assert len(rows(service, BudgetAdjustment)) == 2
    # the budget itself cannot become less than what was taken from it
    taken = service.query(lambda store: store.rows(Budget))[0]
    with pytest.raises(InvalidValue, match=r"adjustments take 1,500\.00 EUR of it"):
        service.execute(ChangeRow(taken, replace(taken, allocated=Number("100"))), service.open(DEMO_DAY))


async def test_a_budget_is_adjusted_with_a_reason_and_there_is_one_of_each_currency(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign A j")
        shown = text(demo_app)
        assert "EUR · 1,750.00 in all 1,500.00 allocated for the cycle +250.00 role: performance lab licence" in shown
        assert "2 Feb, approved by Hazel Brook" in shown
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group == "Money"}
        assert told == {*key_table("budget keys")}
        # an adjustment of nothing, and one without a reason
        await pressed(pilot, "n enter")
        assert "This changes nothing: write what comes to the budget" in text(demo_app)
        await type_in(pilot, "-100,50")
        await pressed(pilot, "enter")
        assert "This is empty: write why it was changed" in text(demo_app)
        await go_to(pilot, "reason")
        await type_in(pilot, "less travel")
        await go_to(pilot, "approved_by_id")
        await type_in(pilot, "haz")
        await pressed(pilot, "enter")
        row = next(row for row in rows(service, BudgetAdjustment) if row.id != "ba01")
        assert (str(row.amount), row.reason, row.approved_by_id) == ("-100.50", "less travel", "p-sup")
        assert row.on == DEMO_DAY
        assert "EUR · 1,649.50 in all" in text(demo_app)
        # a second currency; a second budget in one is refused
        await pressed(pilot, "N")
        await type_in(pilot, "EUR")
        await go_to(pilot, "allocated")
        await type_in(pilot, "1e9")
        await pressed(pilot, "enter")
        assert "“1e9” is not a number" in text(demo_app)
        await go_to(pilot, "allocated")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "5")
        await pressed(pilot, "enter")
        assert "There is a budget in EUR already" in text(demo_app)
        await go_to(pilot, "currency")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "jpy")
        await pressed(pilot, "enter")
        assert {row.currency for row in rows(service, Budget)} == {"EUR", "JPY"}
        assert "Allocated 5 JPY." in text(demo_app)
        await pressed(pilot, "escape")
        assert "JPY 5 · spent 0 · committed 0 · left 5 · at this rate 5 at the end" in text(demo_app)
        await pressed(pilot, "u u")
        assert "EUR 1,750.00 · spent 738.40" in text(demo_app)
        await pressed(pilot, "A delete")
        assert rows(service, Budget) == []
        assert "No money is allocated in this cycle yet." in text(demo_app)
        await pressed(pilot, "u")
        assert "EUR · 1,750.00 in all" in text(demo_app)


async def test_what_is_left_late_in_the_cycle_is_told_on_one_day_at_each_mark(service):
    with service.store.step("much") as record:
        record.put(replace(service.store.row(Budget, "bu1"), allocated=Number("2400.00")))
    half = "half of the cycle is over, 1,551.60 of 2,650.00 EUR left"  # 2400 + 250 − 738.40 − 360
    quarter = "three quarters of the cycle is over, 1,551.60 of 2,650.00 EUR left"
    # the 183rd of 365 days is half of them, the 274th three quarters
    for day, told in (
        (date(2026, 7, 2), half),
        (date(2026, 7, 3), ""),
        (date(2026, 10, 1), quarter),
        (date(2026, 10, 2), ""),
    ):
        app = LearnboardApp(service, lambda day=day: day)
        async with app.run_test(size=(160, 30)) as pilot:
            await pressed(pilot, "dollar_sign")
            assert ("of the cycle is over" in text(app)) == bool(told), day
            assert told in text(app)
