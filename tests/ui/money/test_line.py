"""`n` on `$`: a wish in a line, with what stays and who decides above it before it is added."""

from dataclasses import replace
from datetime import date

from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.money import BudgetEntry
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed

WIDE = (160, 60)
OLD = {f"b{number}" for number in range(1, 8)}


def text(app):
    return " ".join(" ".join(line.strip(" ▕▌") for line in lines(app)).split())


def added(service):
    """The entries that the example year does not have, the oldest first."""
    return [row for row in service.query(lambda store: store.rows(BudgetEntry)) if row.id not in OLD]


async def wish(pilot, line):
    """Type a line in the place of what stands there."""
    await pressed(pilot, "ctrl+end ctrl+u")
    await type_in(pilot, line)


async def test_a_wish_says_what_stays_and_who_decides_and_waits_for_a_yes(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        assert "conference 640 for k11: three ideas tried in a month" in text(demo_app)
        await type_in(pilot, "conference 640 for k11: three ideas tried in a month")
        shown = text(demo_app)
        assert "conference · 640.00 EUR · for “Cut p95 latency of the checkout service from 85…”" in shown
        assert "proposed · your mentor sees it · three ideas tried in a month" in shown
        # 651.60 were left; 640 is more than the 50 that the owner decides about; Rowan Teal is the primary mentor
        assert "leaves 11.60 EUR · Rowan Teal decides" in shown
        assert "no key result" not in shown
        assert added(service) == []
        await pressed(pilot, "enter")
        (row,) = added(service)
        assert (row.title, row.kind, row.state, row.key_result_id) == ("Conference", "conference", "proposed", "k11")
        assert (row.proposed_on, row.decided_on, row.self_approved) == (DEMO_DAY, None, False)
        assert (str(row.estimate), row.cycle_id, row.visibility) == ("640", "c2026", "mentor")
        assert "Asked for “Conference”, 640.00 EUR." in text(demo_app)
        assert any("▌ 26 Jun           640.00 EUR" in line for line in lines(demo_app))
        # what waits is not committed yet
        assert "committed 360.00 · left 651.60" in text(demo_app)
        await pressed(pilot, "u")
        assert added(service) == []


async def test_up_to_the_limit_the_owner_decides_alone_and_it_says_so(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        await type_in(pilot, "book 45,90 for queueing: exercises")
        assert "leaves 605.70 EUR · you alone decide up to 50.00 EUR: self-approved" in text(demo_app)
        await pressed(pilot, "enter")
        (row,) = added(service)
        assert (row.state, row.self_approved, row.decided_by_id) == ("approved", True, "owner")
        assert row.proposed_on == row.decided_on == DEMO_DAY
        assert "Approved “Book”, 45.90 EUR, by yourself." in text(demo_app)
        assert "committed 405.90 · left 605.70" in text(demo_app)
        await pressed(pilot, "n")
        for line, decides in (("tool 50", "you alone"), ("tool 50.01", "Rowan Teal"), ("tool 5 USD", "Rowan Teal")):
            await wish(pilot, line)
            assert f"{decides} decide" in text(demo_app)
        # help that costs nothing is 0 with a person, and an idea asks nobody
        await wish(pilot, "coaching 0 with hazel for talk feedback: outside view")
        assert "coaching · costs nothing · for “Raise average talk feedback" in text(demo_app)
        await pressed(pilot, "enter n")
        await type_in(pilot, "idea: workshop 300 @12 oct")
        assert "an idea · your mentor sees it · Mon 12 Oct 2026, in 108 days" in text(demo_app)
        await pressed(pilot, "enter")
        assert [(row.state, row.with_id) for row in added(service)[1:]] == [("approved", "p-sup"), ("idea", None)]
        assert "Opportunities, by their day ▌" not in text(demo_app)
        assert "Opportunities, by their day 12 Oct 300.00 EUR" in text(demo_app)


async def test_what_costs_too_much_or_is_for_nothing_is_pointed_out_and_not_blocked(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        await type_in(pilot, "conference 651.61")
        assert "0.01 EUR over the budget · no key result (for …) · no expected value (: …)" in text(demo_app)
        await wish(pilot, "tool 49 CHF for k33: exercises")
        assert "no budget in CHF: A allocates one" in text(demo_app)
        await wish(pilot, "conference 700 @4 jan 2027")
        assert "the day is not in “2026”, whose money it is" in text(demo_app)
        # a day in no cycle is asked about, and the line is there again
        await pressed(pilot, "enter")
        assert "Mon 4 Jan 2027, in 192 days, is in no cycle of this board" in text(demo_app)
        await pressed(pilot, "n")
        assert added(service) == []
        assert "conference 700 @4 jan 2027" in text(demo_app)
        await pressed(pilot, "enter y")
        assert [row.happens_on for row in added(service)] == [date(2027, 1, 4)]


async def test_a_name_that_is_nobodys_is_pointed_out_before_enter(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        await wish(pilot, "coaching 0 with Nobody Known")
        assert "“Nobody Known” is none of your people: the name stays in the title" in text(demo_app)
        await wish(pilot, "coaching 0 with Rowan Teal")
        assert "none of your people" not in text(demo_app)
        await wish(pilot, "course 30 with certificate")
        assert "none of your people" not in text(demo_app)


async def test_what_is_not_understood_is_asked_about_and_nothing_is_lost(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        for line, question in (
            ("course 1e9", "“1e9” is no amount that is understood"),
            ("course -640", "“-640” is below 0: write what it costs"),
            ("course 300 XYZ", "“XYZ” is no currency that is known"),
            ("course 1,200", "“1,200” can be 1200 or 1.2: write 1200 or 1.2."),
            ("course 1.234", "“1.234” can be 1234 or 1.234: write 1234, or 1.23 rounded."),
            ("course 30 for raise", "Several key results fit, tab chooses: "),
        ):
            await wish(pilot, line)
            assert question in text(demo_app)
            await pressed(pilot, "enter")
            assert added(service) == []
        await pressed(pilot, "escape escape dollar_sign n")
        assert "course 30 for raise" in text(demo_app)
        # tab goes through kind and key result; down takes the first of those that fit, as it stands on the board
        await pressed(pilot, "tab down tab down tab down tab down enter")
        (row,) = added(service)
        assert row.key_result_id in ("k12", "k21", "k24", "k33", "k42")
        assert (row.kind, row.state, row.visibility) == ("conference", "idea", "shared")
        await pressed(pilot, "n")
        assert "course 30" not in text(demo_app)


async def test_a_closed_cycle_takes_no_wish(service):
    with service.store.step("closed") as record:
        record.put(replace(service.store.row(Cycle, "c2026"), status="closed", closed_on=DEMO_DAY))
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        assert "“2026” is closed and can only be read" in text(app)


async def test_what_the_owner_offers_is_a_wish_that_costs_nothing_with_me(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign n")
        await type_in(pilot, "idea: workshop on load tests 0 with me @3 aug")
        shown = text(demo_app)
        assert "Workshop on load tests · workshop · costs nothing" in shown
        assert "with you" in shown
        assert "no expected value" not in shown
        await pressed(pilot, "enter")
        (row,) = added(service)
        assert (row.title, row.with_id, str(row.estimate), row.state) == (
            "Workshop on load tests",
            "owner",
            "0",
            "idea",
        )
