"""`$` shows money: figures by currency, entries by state, and what is known of the one under the cursor."""

from dataclasses import replace
from datetime import date

from learnboard.domain.model.fields import Number
from learnboard.domain.model.money import Budget, BudgetEntry
from learnboard.service.board_service import BoardService
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.help import keys_of
from learnboard.ui.keys.palette import KeyProvider
from learnboard.ui.money.screen import MoneyScreen
from tests.builders import budget, budget_entry
from tests.hostile import HOSTILE
from tests.readme import key_table
from tests.ui.form_apps import type_in
from tests.ui.screen import card_ids, lines, pressed
from tests.years import year_store

WIDE = (160, 60)


def text(app):
    """The screen without what folds it."""
    return " ".join(" ".join(line.strip(" ▕▌") for line in lines(app)).split())


def entries(service):
    return {row.id: row for row in service.query(lambda store: store.rows(BudgetEntry))}


async def test_the_figures_and_the_ledger_are_those_of_the_report(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign")
        shown = text(demo_app)
        # report-2026-06-26.json: the budget, lead_time_days of b1 to b7, value_reviews_due b2 and b6
        assert (
            "EUR 1,750.00 · spent 738.40 · committed 360.00 · left 651.60 · at this rate 227.31 at the end beside it "
            "spent 49.00 USD" in shown
        )
        assert "decided in 3.0 days, the median of 7 decisions" in shown
        assert "worth 2 are to be looked back at" in shown
        # b3, the only one that is approved and not spent, comes first: 8 to 24 June are 16 days
        assert "proposed 8 Jun, approved by Rowan Teal on 24 Jun after 16 days" in shown
        assert "for “Raise average talk feedback from 3.2 to 4.2 out…”, expected value: talk feedback above 4" in shown
        places = [shown.index(each) for each in ("Speaker coaching", "Profiler licence", "Second conference, abroad")]
        assert places == sorted(places)
        await pressed(pilot, "j")
        shown = text(demo_app)
        assert "reaction 5 of 5; learning 4 of 5: tail latency, coordinated omission" in shown  # ev03 is of July
        assert "640.00 EUR planned" in shown
        assert "shared as talk" in shown
        await pressed(pilot, "y")  # (5 + 4) / 2 is 4.5
        assert "Copied “Performance conference, two days” as Markdown" in text(demo_app)
        assert "Performance conference" in demo_app.clipboard
        # who sees it, deleted, and back
        await pressed(pilot, "p")
        assert entries(service)["b1"].visibility == "shared"
        await pressed(pilot, "delete")
        assert "b1" not in entries(service)
        await pressed(pilot, "u u")
        assert entries(service)["b1"].visibility == "mentor"
        # the filter
        await pressed(pilot, "slash")
        await type_in(pilot, "REASON fit")
        await pressed(pilot, "enter")
        assert "Second conference" not in text(demo_app)  # no word of its own is “reason”
        await pressed(pilot, "escape slash")
        await type_in(pilot, "declined fit")
        assert "Second conference" in text(demo_app)
        assert "Speaker coaching" not in text(demo_app)
        assert "1 entry of 7" in text(demo_app)
        await pressed(pilot, "enter escape escape")
        assert not isinstance(demo_app.screen, MoneyScreen)


async def test_each_currency_has_its_own_digits_and_an_earlier_day_its_own_figures(service):
    with service.store.step("budgets") as record:
        record.put(budget(id="bj", cycle_id="c2026", currency="JPY", allocated="120000"))
        record.put(budget(id="bk", cycle_id="c2026", currency="KWD", allocated="1250.5"))
        record.put(
            budget_entry(id="ej", cycle_id="c2026", currency="JPY", estimate="4500", state="approved", title="本")
        )
    app = LearnboardApp(service, lambda: date(2026, 3, 27))
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign")
        shown = text(app)
        assert "JPY 120,000 · spent 0 · committed 4,500 · left 115,500 · at this rate 115,500 at the end" in shown
        assert "KWD 1,250.500 · spent 0.000 · committed 0.000 · left 1,250.500" in shown
        # report-2026-03-27.json: b1 was approved by then, and not spent
        assert "EUR 1,750.00 · spent 125.90 · committed 640.00 · left 984.10 · at this rate 984.10" in shown
        assert "4,500 JPY" in shown


async def test_too_much_spent_is_told_as_such_and_without_a_budget_it_invites(service):
    with service.store.step("less") as record:
        record.put(replace(service.store.row(Budget, "bu1"), allocated=Number("800.00")))
    app = LearnboardApp(service, lambda: date(2026, 6, 26))
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign")
        # 800 + 250 − 738.40 − 360 = −48.40; 738.40 / (177 / 365) = 1522.69…, and 1050 − 1522.69 = −472.69
        assert "over 48.40 · at this rate 472.69 over at the end" in text(app)
        with service.store.step("none") as record:
            record.remove(Budget, "bu1")
            for row in service.store.rows(BudgetEntry):
                record.remove(BudgetEntry, row.id)
        await pressed(pilot, "escape dollar_sign")
        assert "none is allocated in this cycle yet: A allocates some" in text(app)
        assert "n writes a wish in a line, such as: conference 640 for k11" in text(app)
        await pressed(pilot, "delete")
        assert "No entry is shown here: n writes a wish." in text(app)


async def test_hundreds_of_entries_are_drawn_as_they_come_into_view_and_hostile_words_as_words(monkeypatch):
    drawn = []
    draw = MoneyScreen.row_lines
    monkeypatch.setattr(MoneyScreen, "row_lines", lambda *of, **more: drawn.append(of[1].id) or draw(*of, **more))
    with year_store() as store, BoardService(store) as service:
        with store.step("many") as record:
            for number in range(600):
                words = HOSTILE[number % len(HOSTILE)]
                record.put(budget_entry(id=f"many{number}", cycle_id="c2026", title=f"{words} ."[:250], link=words))
        app = LearnboardApp(service, lambda: date(2026, 6, 26))
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "dollar_sign")
            assert len(drawn) < 100
            await pressed(pilot, "G g j j")
            assert len(drawn) < 300
            assert "\x1b" not in "".join(lines(app))
            assert isinstance(app.screen, MoneyScreen)


async def test_the_keys_in_the_readme_are_those_of_the_page(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign")
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group in ("Money", "Find")}
        assert {row for row in told if row[0] != "esc q"} == {*key_table("money keys")}


async def test_the_palette_finds_money(demo_app):
    async with demo_app.run_test(size=WIDE):
        for words in ("money", "budget", "course", "approve"):
            found = [str(hit.text).casefold() async for hit in KeyProvider(demo_app.screen).search(words)]
            assert any("money and proposals" in each for each in found)


async def test_the_board_is_filtered_by_the_money_for_its_key_results(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "slash")
        await type_in(pilot, "money:spent")
        # b2 (k31) and b6 (k33) are spent; b1 is evaluated, by ev01 and ev02, and b4 is for none
        assert sorted(id_ for column in card_ids(demo_app) for id_ in column) == ["k31", "k33"]
