"""`x` takes an entry one state on and asks only what that state needs; `X` declines, cancels, and opens again."""

from dataclasses import replace

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.model.money import BudgetEntry
from learnboard.service.commands import ConfirmDecision
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from learnboard.ui.money.screen import MoneyScreen
from learnboard.ui.money.worth import WorthScreen
from tests.builders import budget_entry, cycle, feedback
from tests.ui.form_apps import go_to, type_in
from tests.ui.screen import lines, pressed

WIDE = (160, 60)


def text(app):
    return " ".join(" ".join(line.strip(" ▕▌") for line in lines(app)).split())


def entry(service, id_):
    return service.query(lambda store: store.row(BudgetEntry, id_))


def put(service, **values):
    row = budget_entry(id="new", cycle_id="c2026", title="Course on SLOs", estimate="300.00", **values)
    with service.store.step("a wish") as record:
        record.put(row)


async def test_a_wish_is_two_steps_from_a_yes_and_goes_on_to_what_it_was_worth(demo_app, service):
    put(service, state="proposed", proposed_on="2026-06-20", visibility="mentor")
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign x")
        assert "above your limit of 50.00 EUR" in text(demo_app)
        assert "leaves 351.60 EUR" in text(demo_app)
        await pressed(pilot, "enter")  # Rowan Teal, today
        row = entry(service, "new")
        assert (row.state, row.decided_by_id, row.decided_on) == ("approved", "p-mentor", DEMO_DAY)
        assert row.self_approved is False
        assert "“Course on SLOs” is approved: 300.00 EUR." in text(demo_app)
        assert "committed 660.00 · left 351.60" in text(demo_app)
        assert "proposed 20 Jun, approved by Rowan Teal on 26 Jun after 6 days" in text(demo_app)
        await pressed(pilot, "x")
        await type_in(pilot, "12 oct")
        assert "Mon 12 Oct 2026, in 108 days" in text(demo_app)
        await pressed(pilot, "enter")
        assert (entry(service, "new").state, str(entry(service, "new").happens_on)) == ("booked", "2026-10-12")
        await pressed(pilot, "x")
        await go_to(pilot, "actual")
        await type_in(pilot, "-5")
        await pressed(pilot, "enter")
        assert "-5 is below 0: write what it costs" in text(demo_app)
        await type_in(pilot, "280,5")
        await go_to(pilot, "spent_on")
        await type_in(pilot, "tomorrow")
        await pressed(pilot, "enter")
        assert "is still to come" in text(demo_app)
        await go_to(pilot, "spent_on")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "yesterday")
        await go_to(pilot, "actual")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "280.50")
        await pressed(pilot, "enter enter")  # it was approved today only
        row = entry(service, "new")
        assert (row.state, str(row.actual), str(row.spent_on)) == ("spent", "280.50", "2026-06-25")
        assert "“Course on SLOs” cost 280.50 EUR; 300.00 EUR was planned." in text(demo_app)
        # the next step is what it was worth; what was paid for is not cancelled
        await pressed(pilot, "x")
        await type_in(pilot, "4")
        await pressed(pilot, "enter")
        assert entry(service, "new").state == "evaluated"
        assert "reaction 4 of 5" in text(demo_app)
        await pressed(pilot, "X")
        assert "“Course on SLOs” was paid for" in text(demo_app)
        await pressed(pilot, "x")
        assert isinstance(demo_app.screen, WorthScreen)
        await pressed(pilot, "escape u u u u")
        assert entry(service, "new").state == "proposed"


async def test_a_no_has_a_reason_and_can_be_opened_again(demo_app, service):
    put(service, state="proposed", proposed_on="2026-06-20", visibility="mentor")
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign X d ctrl+s")
        assert "A decline needs a reason: write why." in text(demo_app)
        assert entry(service, "new").state == "proposed"
        await go_to(pilot, "decided_on")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "19 jun")
        await go_to(pilot, "decision_reason")
        await type_in(pilot, "next year")
        await pressed(pilot, "ctrl+s")
        assert "It was proposed on 20 Jun 2026: nothing is decided before" in text(demo_app)
        await go_to(pilot, "decided_on")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "21 jun")
        await pressed(pilot, "ctrl+s")
        row = entry(service, "new")
        assert (row.state, row.decision_reason, str(row.decided_on)) == ("declined", "next year", "2026-06-21")
        assert "“Course on SLOs” is declined: next year." in text(demo_app)
        await pressed(pilot, "x")
        assert "“Course on SLOs” is declined: X opens it again." in text(demo_app)
        await pressed(pilot, "X")
        row = entry(service, "new")
        assert (row.state, row.decided_on, row.decision_reason) == ("proposed", None, "")
        await pressed(pilot, "X c")
        assert entry(service, "new").state == "cancelled"
        assert "“Course on SLOs” is cancelled." in text(demo_app)
        # the approved coaching is cancelled at once, and is approved again
        await pressed(pilot, "g X")
        assert entry(service, "b3").state == "cancelled"
        await pressed(pilot, "X")
        assert (entry(service, "b3").state, entry(service, "b3").decided_by_id) == ("approved", "p-mentor")


async def test_a_day_that_cannot_be_is_asked_about_before_it_is_kept(demo_app, service):
    put(service, state="approved", proposed_on="2026-06-20", decided_on="2026-06-22", decided_by_id="p-mentor")
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "dollar_sign")
        await pressed(pilot, "x" if demo_app.screen.row.id == "new" else "j x")
        await type_in(pilot, "1 jan 2019")
        await pressed(pilot, "enter")
        assert "Tue 1 Jan 2019 is before it was proposed, on 20 Jun 2026. Book it all the same?" in text(demo_app)
        await pressed(pilot, "n")
        assert entry(service, "new").state == "approved"
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "1 mar 2028")
        await pressed(pilot, "enter")
        assert "Wed 1 Mar 2028 is in no cycle of this board, and it counts against the money of" in text(demo_app)
        await pressed(pilot, "y")
        assert str(entry(service, "new").happens_on) == "2028-03-01"
        await pressed(pilot, "x")
        await go_to(pilot, "spent_on")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "21 jun")
        await pressed(pilot, "ctrl+s")
        assert "Really? Sun 21 Jun 2026 is before it was approved, on 22 Jun 2026." in text(demo_app)
        assert entry(service, "new").state == "booked"
        await pressed(pilot, "ctrl+s")
        assert (entry(service, "new").state, str(entry(service, "new").spent_on)) == ("spent", "2026-06-21")


async def test_an_idea_is_asked_for_and_up_to_the_limit_approved(demo_app, service):
    put(service, state="idea", visibility="mentor")
    with service.store.step("small") as record:
        record.put(replace(entry(service, "new"), id="small", title="Small", estimate=entry(service, "b2").estimate))
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign j x")
        assert (entry(service, "new").state, entry(service, "new").proposed_on) == ("proposed", DEMO_DAY)
        await pressed(pilot, "j j x")
        row = entry(service, "small")
        assert (row.state, row.self_approved, row.decided_by_id) == ("approved", True, "owner")
        assert "Approved “Small”, 45.90 EUR, by yourself." in text(demo_app)


async def test_an_entry_goes_to_the_money_of_the_next_cycle(service):
    with service.store.step("next year") as record:
        record.put(cycle(id="c2027", title="2027", starts_on="2027-01-01", ends_on="2027-12-31"))
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign enter")
        await go_to(pilot, "cycle_id")
        await type_in(pilot, "2027")
        await pressed(pilot, "enter")
        assert entry(service, "b3").cycle_id == "c2027"
        assert "committed 0.00 · left 1,011.60" in text(app)
        assert "Changed “Speaker coaching, three sessions”: cycle." in text(app)


async def test_two_windows_do_not_decide_one_entry(demo_app, service):
    put(service, state="proposed", proposed_on="2026-06-20", visibility="mentor")
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign x")
        with service.store.step("the other window") as record:
            record.put(replace(entry(service, "new"), state="cancelled"))
        await pressed(pilot, "enter")
        (note,) = demo_app._notifications
        assert note.message.startswith("“Course on SLOs” was changed by another program meanwhile: state.")
        assert entry(service, "new").state == "cancelled"
        await pressed(pilot, "escape")
        assert isinstance(demo_app.screen, MoneyScreen)


async def test_the_form_has_all_fields_of_the_state_and_refuses_what_makes_no_sense(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "dollar_sign enter")
        fields = [field.name for field in demo_app.screen.form_state.shown]
        assert {"decided_on", "decided_by_id", "decision_reason"} <= {*fields}
        assert not {"actual", "spent_on"} & {*fields}
        await go_to(pilot, "currency")
        await type_in(pilot, "xyz")
        await go_to(pilot, "estimate")
        await type_in(pilot, "1e9")
        await pressed(pilot, "enter")
        assert "“XYZ” is no currency that is known" in text(demo_app)
        assert "“1e9” is not a number" in text(demo_app)
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "400")
        await go_to(pilot, "currency")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "eur")
        await go_to(pilot, "link")
        await type_in(pilot, "https://example.org/coaching")
        await pressed(pilot, "enter")
        row = entry(service, "b3")
        assert (str(row.estimate), row.link) == ("400", "https://example.org/coaching")
        assert "https://example.org/coaching" in text(demo_app)
        # back to a proposal, nobody has decided
        await pressed(pilot, "enter")
        await go_to(pilot, "state")
        await type_in(pilot, "prop")
        await pressed(pilot, "enter")
        row = entry(service, "b3")
        assert (row.state, row.decided_on, row.decided_by_id) == ("proposed", None, None)


def test_a_decline_by_file_needs_a_reason_too(service):
    put(service, state="proposed", proposed_on="2026-06-20", visibility="mentor")
    board, target = service.open(DEMO_DAY), {"kind": "budget_entry", "id": "new"}
    with service.store.step("feedback") as record:
        record.put(feedback(id="no", kind="decline", text=" ", person_id="p-mentor", target=target))
        record.put(feedback(id="why", kind="decline", text="next year", person_id="p-mentor", target=target))
    with pytest.raises(Rejected, match="gives no reason, and a decline needs one"):
        service.execute(ConfirmDecision("no", DEMO_DAY), board)
    assert entry(service, "new").state == "proposed"
    service.execute(ConfirmDecision("why", DEMO_DAY), board)
    row = entry(service, "new")
    assert (row.state, row.decision_reason, row.decided_by_id) == ("declined", "next year", "p-mentor")
