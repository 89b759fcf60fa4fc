"""The lines of a card's page under the cursor: check-ins are corrected and deleted there, a blocker is closed."""

import pytest

from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.editing.check_in_form import CheckInScreen
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.screen import lines, pressed

SIZES = [(80, 24), (160, 45)]
COMING, KNOWN = ["2026-12-11", "2026-11-20", "2026-09-18"], ["2026-06-19", "2026-05-15", "2026-03-20"]


def told(service):
    return service.store.rows(CheckIn, key_result_id="k11")


async def opened(app, pilot, card="k11"):
    await pilot.pause()
    app.push_screen(CardScreen(app.session, card))
    await pilot.pause()


def under_cursor(app):
    """The lines that the cursor's sign stands before, from the sign on."""
    return [line.partition("▌")[2].strip() for line in lines(app) if "▌" in line]


def said(app):
    return " ".join(" ".join(lines(app)).split())


async def to_newest(app, pilot):
    """Go to the newest check-in that counts: behind the blocker, the action and those of later days."""
    await pressed(pilot, "j j j j j j")
    assert app.screen.line.on.isoformat() == KNOWN[0]


@pytest.mark.parametrize("size", SIZES)
async def test_j_and_k_walk_over_the_blocker_the_action_and_all_check_ins(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await opened(demo_app, pilot)
        assert under_cursor(demo_app)[0].startswith("Cut p95")
        await pressed(pilot, "j")
        assert under_cursor(demo_app)[0].startswith("dependency: fraud team's call is synchronous")
        await pressed(pilot, "j")
        assert "ask the fraud team for an asynchronous" in " ".join(under_cursor(demo_app))
        seen = []
        for _ in range(6):
            await pressed(pilot, "j")
            seen.append(demo_app.screen.line.on.isoformat())
            assert under_cursor(demo_app)
        assert seen == [*COMING, *KNOWN]
        await pressed(pilot, "k")
        assert under_cursor(demo_app)[0].startswith("15 May")
        await pressed(pilot, "home")
        assert under_cursor(demo_app)[0].startswith("Cut p95")


async def test_check_ins_of_later_days_are_marked(demo_app):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        await opened(demo_app, pilot)
        assert sum("not counted yet" in line for line in lines(demo_app)) == len(COMING)
        assert "now 610 ms" in said(demo_app)


@pytest.mark.parametrize("size", SIZES)
async def test_enter_corrects_the_check_in_and_u_takes_the_correction_back(demo_app, service, size):
    async with demo_app.run_test(size=size) as pilot:
        before = told(service)
        await opened(demo_app, pilot)
        await to_newest(demo_app, pilot)
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, CheckInScreen)
        assert "This corrects the check-in of 19 Jun." in said(demo_app)
        assert {"value": "610", "confidence": "4", "on": "2026-06-19"}.items() <= texts(demo_app).items()
        await type_in(pilot, "575")
        assert "53 % → 61 %, expected 48 %" in said(demo_app)  # (850 − 575) / 450
        await pressed(pilot, "enter")
        assert "Changed the check-in of 19 Jun of “Cut" in said(demo_app)
        assert under_cursor(demo_app)[0].startswith("19 Jun  575 ms")
        changed = [row for row in told(service) if row not in before]
        assert [(str(row.on), str(row.value), row.confidence) for row in changed] == [("2026-06-19", "575", 4)]
        await pressed(pilot, "u")
        assert told(service) == before


async def test_del_deletes_check_ins_one_after_the_other(demo_app, service):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        before = told(service)
        await opened(demo_app, pilot)
        await to_newest(demo_app, pilot)
        await pressed(pilot, "delete")
        assert "Deleted the check-in of 19 Jun of “Cut" in said(demo_app)
        assert demo_app.screen.line.on.isoformat() == KNOWN[1]
        assert "now 590 ms" in said(demo_app)
        await pressed(pilot, "delete")
        assert len(told(service)) == len(before) - 2
        assert "delete the check-in of 19 Jun" in said(demo_app)  # the history
        await pressed(pilot, "u u")
        assert told(service) == before


async def test_x_closes_the_blocker_by_a_check_in_of_today(demo_app, service):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        before = told(service)
        await opened(demo_app, pilot)
        await pressed(pilot, "j x")
        assert "is no longer in the way of “Cut" in said(demo_app)
        (row,) = [each for each in told(service) if each not in before]
        assert (row.on, row.value, row.blocker) == (DEMO_DAY, None, None)
        assert "In the way" not in said(demo_app)
        assert "Once in the way" in said(demo_app)
        assert demo_app.screen.line == row
        await pressed(pilot, "x")
        assert "A check-in is neither done nor due" in said(demo_app)
        await pressed(pilot, "u")
        assert told(service) == before


async def test_a_blocker_is_corrected_where_it_was_told_and_not_deleted(demo_app, service):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        before = told(service)
        await opened(demo_app, pilot)
        await pressed(pilot, "j delete")
        assert told(service) == before
        assert "x says that it is no longer in the way" in said(demo_app)
        await pressed(pilot, "enter")
        await go_to(pilot, "text")
        await type_in(pilot, "!")
        await pressed(pilot, "enter")
        (row,) = [each for each in told(service) if each not in before]
        assert (row.on.isoformat(), row.blocker.text) == (KNOWN[0], "fraud team's call is synchronous!")


async def test_a_check_in_that_another_window_deleted_is_refused_and_the_text_stays(demo_app, service):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        await opened(demo_app, pilot)
        await to_newest(demo_app, pilot)
        row = demo_app.screen.line
        await pressed(pilot, "enter 5")
        with service.store.step("elsewhere") as record:
            record.remove(CheckIn, row.id)
        await pressed(pilot, "7 5 enter")
        assert isinstance(demo_app.screen, CheckInScreen)
        assert "This check-in is no longer on the board" in said(demo_app)
        assert row.id not in said(demo_app)
        assert texts(demo_app)["value"] == "575"


async def test_without_check_ins_the_cursor_has_nowhere_to_go(demo_app, service):
    with service.store.step("no check-ins") as record:
        for row in told(service):
            record.remove(CheckIn, row.id)
        for table in (Action, BudgetEntry):
            for row in service.store.rows(table, key_result_id="k11"):
                record.remove(table, row.id)
    async with demo_app.run_test(size=(160, 45)) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "j delete")
        assert service.store.find(KeyResult, "k11") is None
