"""The list of cycles, and the boards of the cycles around, by keys."""

from datetime import date

import pytest

from learnboard.domain.model.goals import Cycle, Objective
from learnboard.ui.app import LearnboardApp
from learnboard.ui.cycles.screen import CyclesScreen
from learnboard.ui.keys.help import keys_of
from learnboard.ui.toolkit.text import cell_len
from tests.readme import key_table
from tests.ui.form_apps import texts, type_in
from tests.ui.screen import card_ids, lines, pressed, said, view

SIZES = [(80, 24), (160, 45)]
DAY = date(2026, 6, 26)


def app_on(service, day=DAY):
    return LearnboardApp(service, lambda: day, "")


def listed(app):
    return next(screen for screen in app.screen_stack if isinstance(screen, CyclesScreen))


def header(app):
    return lines(app)[0]


@pytest.mark.parametrize("size", SIZES)
async def test_the_year_before_is_shown_and_can_only_be_read(service, size):
    app = app_on(service)
    async with app.run_test(size=size) as pilot:
        here = card_ids(app)
        await pressed(pilot, "(")
        assert card_ids(app) == [["k01", "k02", "k03"]]
        assert said(app) == "“2025” was closed 5 Jan and can only be read: C, then X, opens it again."
        assert "2025 is closed · ) 2026" in header(app)
        shown = "\n".join(lines(app))
        assert "○ ended" in shown
        assert "check in" not in lines(app)[-1]
        assert "enter open" in lines(app)[-1]
        assert not any(late in shown for late in ("outdated", "▼", "behind"))
        await pressed(pilot, "x")
        assert service.store.row(Objective, "o0").status == "closed"
        await pressed(pilot, ")")
        assert card_ids(app) == here
        assert "space check in" in lines(app)[-1]
        assert all(cell_len(line.rstrip()) <= size[0] for line in lines(app))


async def test_a_change_in_a_closed_year_is_refused_in_a_sentence(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        for key in ("p", "N", "n", "e", "x", "i"):
            await pressed(pilot, f"( {key}" if key == "p" else key)
            assert said(app) == "“2025” is closed and can only be read: C, then X, opens it again."
            assert not app.screen.query("Input")
            await pressed(pilot, "j k")  # the message goes with the next key


async def test_what_the_refusal_says_opens_the_closed_year_on_the_board(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        await pressed(pilot, "( C X")
        assert not service.store.row(Cycle, "c2025").closed


async def test_the_list_opens_again_where_it_was_left_to_another_row(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        await pressed(pilot, "C G escape C G escape C")
        assert listed(app).row.title == "2026"


async def test_at_either_end_it_says_so(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        await pressed(pilot, ")")
        assert said(app) == "“2026” is the last cycle: n in the list of cycles (C) makes the next."
        await pressed(pilot, "( (")
        assert said(app) == "“2025” is the first cycle of this board."


@pytest.mark.parametrize("size", SIZES)
async def test_the_next_year_is_made_with_its_dates_and_objectives_go_where_one_stands(service, size):
    app = app_on(service)
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "C n")
        assert texts(app)["title"] == "2027"
        assert (texts(app)["starts_on"], texts(app)["ends_on"]) == ("2027-01-01", "2027-12-31")
        await pressed(pilot, "enter")
        made = next(row for row in service.store.rows(Cycle) if row.title == "2027")
        assert (made.status, made.kind) == ("planning", "year")
        assert listed(app).message[0] == "Added “2027”."
        await pressed(pilot, "g o")
        assert "2027" in header(app)
        assert card_ids(app) == []
        await pressed(pilot, "N")
        await type_in(pilot, "Teach it")
        await pressed(pilot, "enter escape")
        (objective,) = service.store.rows(Objective, cycle_id=made.id)
        assert objective.title == "Teach it"
        await pressed(pilot, "(")
        assert "2026" in header(app)


async def test_title_and_days_of_a_new_cycle_follow_its_kind_until_they_are_changed(service):
    app = app_on(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "C n tab q")
        assert (texts(app)["title"], texts(app)["ends_on"]) == ("Q1 2027", "2027-03-31")
        await pressed(pilot, "o")
        assert (texts(app)["title"], texts(app)["ends_on"]) == ("Onboarding 2027", "2027-09-30")
        await pressed(pilot, "shift+tab")
        await type_in(pilot, " here")
        await pressed(pilot, "tab y")
        assert (texts(app)["title"], texts(app)["ends_on"]) == ("Onboarding 2027 here", "2027-12-31")


async def test_days_of_another_cycle_are_refused_at_the_field(service):
    app = app_on(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "C n tab tab")
        await type_in(pilot, "1 dec 2026")
        await pressed(pilot, "enter")
        assert any("Cycles do not overlap" in line for line in lines(app))
        assert len(service.store.rows(Cycle)) == 2


async def test_a_closed_cycle_is_opened_again_and_undo_closes_it(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        await pressed(pilot, "C G enter")
        assert "is closed and can only be read" in listed(app).message[0]
        await pressed(pilot, "X")
        assert not service.store.row(Cycle, "c2025").closed
        await pressed(pilot, "u")
        assert service.store.row(Cycle, "c2025").closed_on == date(2026, 1, 5)


async def test_a_cycle_is_deleted_only_once_that_is_confirmed(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        await pressed(pilot, "C n enter g delete")
        await pressed(pilot, "n")
        assert len(service.store.rows(Cycle)) == 3
        await pressed(pilot, "delete y")
        assert len(service.store.rows(Cycle)) == 2
        await pressed(pilot, "u")
        assert len(service.store.rows(Cycle)) == 3


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 16), ""),
        (date(2026, 12, 17), "2026 ends in 14 days · Y"),
        (date(2026, 12, 19), "2026 ends in 12 days · Y"),
        (date(2026, 12, 31), "2026 ends today · Y"),
        (date(2027, 1, 1), "2026 ended yesterday · Y"),
        (date(2027, 1, 10), "2026 ended 10 days ago · Y"),
    ],
)
async def test_the_header_says_when_a_cycle_ends(service, day, told):
    app = app_on(service, day)
    async with app.run_test(size=(160, 45)):
        assert told in header(app)
        assert ("· Y" in header(app)) == bool(told)


async def test_a_click_on_the_cycle_opens_the_list_and_a_double_click_the_form(service):
    app = app_on(service)
    async with app.run_test(size=(120, 30)) as pilot:
        at = header(app).index("2026")
        await pilot.click(offset=(at, 0))
        assert listed(app).row.id == "c2026"
        assert view(app)


async def test_the_keys_in_the_readme_are_those_of_the_list(service):
    app = app_on(service)
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "C")
        told = {(keys, what) for group, keys, what in keys_of(app.screen) if group == "Cycle" or keys == "Y"}
        assert told == {*key_table("cycle keys")}
