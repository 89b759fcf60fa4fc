"""The form of a key result: from when it counts, and why it gets easier."""

from contextlib import contextmanager
from datetime import date

import pytest

from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult, TargetChange
from learnboard.service.board_service import BoardService
from learnboard.storage.store import Store
from learnboard.ui.toolkit.form import FormScreen
from tests.builders import binary, check_in, maintain, metric, target_change, year_of
from tests.ui.form_apps import go_to, line_with, seen, texts, type_in
from tests.ui.frames import GlassApp, calm
from tests.ui.screen import lines, pressed, said

DAY = date(2026, 11, 29)  # a Sunday
SIZES = [(80, 24), (160, 45)]
HIRES = {"id": "k1", "title": "hires", "start": "0", "target": "4"}


@contextmanager
def on_board(folder, *rows, size=(80, 24), day=DAY):
    """An app on a board with a few rows."""
    board = year_of(*rows)
    with Store.create(folder / "board.db", board.board_info, board, wait=0.01) as store:
        yield GlassApp(BoardService(store), size, day)


async def opened(pilot):
    """Open the form of the only card."""
    await pressed(pilot, "enter enter")
    await calm(pilot)
    assert isinstance(pilot.app.screen, FormScreen)


async def fill(pilot, field, text):
    await go_to(pilot, field)
    await pilot.press("end", "ctrl+u")
    await type_in(pilot, text)


def shown(app):
    return {field.name for field in app.screen.form_state.shown}


def card(app):
    return app.session.service.store.row(KeyResult, "k1")


def changes(app):
    return [(str(row.target), row.reason) for row in app.session.service.store.rows(TargetChange)]


# -- why easier -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_reason_is_asked_once_the_target_gets_easier_and_it_is_needed(tmp_path, size):
    with on_board(tmp_path, metric(**HIRES), size=size) as app:
        async with app.run_test(size=size) as pilot:
            await opened(pilot)
            assert "reason" not in shown(app)
            await fill(pilot, "target", "5")
            assert "reason" not in shown(app)
            await fill(pilot, "target", "3")
            assert "reason" in shown(app)
            assert "why easier" in seen(app)[line_with(app, "target") + 1]
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert any("It gets easier: write why." in line for line in seen(app))
            assert (app.screen.form_state.at, card(app).target) == ("reason", Number("4"))
            await type_in(pilot, "three were found")
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert (card(app).target, changes(app)) == (Number("3"), [("4", "three were found")])
            page = " ".join(" ".join(lines(app)).split())
            assert "target was 4 until 29 Nov: three were found" in page
            await pressed(pilot, "u")
            assert (card(app).target, changes(app)) == (Number("4"), [])
            await pressed(pilot, "U")
            assert (card(app).target, changes(app)) == (Number("3"), [("4", "three were found")])


async def test_a_harder_target_needs_no_reason(tmp_path):
    with on_board(tmp_path, metric(**HIRES)) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            await fill(pilot, "target", "6")
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert (card(app).target, changes(app)) == (Number("6"), [("4", "")])


async def test_wider_bounds_ask_why_and_another_bound_does_not(tmp_path):
    with on_board(tmp_path, maintain(maximum="5")) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            await fill(pilot, "maximum", "4")
            assert "reason" not in shown(app)
            await fill(pilot, "maximum", "6")
            assert "reason" in shown(app)
            await go_to(pilot, "bound")
            await pilot.press("end")  # between
            assert "reason" not in shown(app)


@pytest.mark.parametrize("text", ["", "many", "4", "4.0"])
async def test_what_is_no_number_or_the_same_asks_nothing(tmp_path, text):
    with on_board(tmp_path, metric(**HIRES)) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            await fill(pilot, "target", text)
            assert "reason" not in shown(app)


async def test_a_reason_given_that_day_stands_there_again(tmp_path):
    earlier = target_change(on="2026-11-29", start="0", target="4", reason="three were found")
    with on_board(tmp_path, metric(**HIRES | {"target": "3"}), earlier) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            assert "reason" not in shown(app)
            await fill(pilot, "target", "2")
            assert texts(app)["reason"] == "three were found"
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert (card(app).target, changes(app)) == (Number("2"), [("4", "three were found")])


async def test_a_reason_that_was_typed_is_kept_as_a_draft(tmp_path):
    with on_board(tmp_path, metric(**HIRES)) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            await fill(pilot, "target", "3")
            await fill(pilot, "reason", "three")
            await pilot.press("escape")
            await pressed(pilot, "enter")
            assert (texts(app)["target"], texts(app)["reason"]) == ("3", "three")
            assert "reason" in shown(app)


async def test_other_fields_change_without_a_word_on_targets(tmp_path):
    with on_board(tmp_path, metric(**HIRES)) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            await fill(pilot, "title", "people")
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert (card(app).title, changes(app)) == ("people", [])


# -- counts from ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_day_is_shown_and_can_be_changed_in_words_or_emptied(tmp_path, size):
    with on_board(tmp_path, metric(**HIRES, starts_on="2026-11-29"), size=size) as app:
        async with app.run_test(size=size) as pilot:
            await opened(pilot)
            line = seen(app)[line_with(app, "counts from")]
            assert "2026-11-29" in line
            assert "Sun 29 Nov 2026, today" in line
            await fill(pilot, "starts_on", "1 nov")
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert said(app) == "“hires” counts from 1 Nov 2026."
            page = " ".join(" ".join(lines(app)).split())
            assert "counts from 1 Nov 2026 to 31 Dec 2026" in page
            await pressed(pilot, "enter")
            await fill(pilot, "starts_on", "")
            assert "nothing for the whole cycle" in seen(app)[line_with(app, "counts from")]
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert (said(app), card(app).starts_on) == ("“hires” counts from the first day of its cycle.", None)
            assert "counts from 1 Nov" not in " ".join(" ".join(lines(app)).split())


@pytest.mark.parametrize(
    ("first", "due", "remark"),
    [
        ("2026-12-29", "", "only 3 days"),
        ("2026-12-28", "", ""),
        ("2026-12-01", "2026-12-02", "only 2 days"),
        ("2026-12-01", "someday", ""),
        ("2026-12-31", "", "only 1 day"),
    ],
)
async def test_a_span_of_fewer_than_four_days_is_remarked_on_and_saved_all_the_same(tmp_path, first, due, remark):
    with on_board(tmp_path, metric(**HIRES)) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            await fill(pilot, "due_on", due)
            await fill(pilot, "starts_on", first)
            line = seen(app)[line_with(app, "counts from")]
            assert line.endswith(remark)
            assert ("only" in line) == bool(remark)
            if due != "someday":
                await pilot.press("ctrl+s")
                await calm(pilot)
                assert card(app).starts_on == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("parts", "day", "offered"),
    [
        ([], DAY, "2026-11-29"),
        ([], date(2026, 1, 15), ""),
        ([check_in("2026-11-01", confidence=5)], DAY, ""),  # it is no new one
    ],
)
async def test_what_begins_to_measure_something_late_is_offered_the_day(tmp_path, parts, day, offered):
    """Whatever has no numbers in its title begins as done or not, and gets its kind in the form."""
    with on_board(tmp_path, binary(title="talks"), *parts, day=day) as app:
        async with app.run_test(size=SIZES[0]) as pilot:
            await opened(pilot)
            assert "starts_on" not in shown(app)
            await go_to(pilot, "kind")
            await pilot.press("home")  # a metric
            assert texts(app)["starts_on"] == offered
            await fill(pilot, "start", "0")
            await fill(pilot, "target", "3")
            await pilot.press("ctrl+s")
            await calm(pilot)
            assert card(app).starts_on == (date.fromisoformat(offered) if offered else None)
            assert ("it counts from 29 Nov 2026" in said(app)) == bool(offered)
