"""The week on the screen: filled in, written by keys, found again as a draft, and undone."""

from datetime import date

import pytest

from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Action
from learnboard.ui.app import LearnboardApp
from learnboard.ui.toolkit.lines_view import LinesView
from tests.readme import key_table
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed, said


def text(app):
    """What stands on the page, beside which the board is seen."""
    at = app.screen.query_one(LinesView).region if app.screen.query(LinesView) else app.screen.region
    return " ".join(" ".join(line[at.x : at.right] for line in lines(app)[at.y : at.bottom]).split())


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_week_is_written_by_keys_and_its_lines_are_for_monday(service, size):
    app = LearnboardApp(service, lambda: date(2026, 7, 17), "The example year")
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "W")
        assert "Week 29, 13 Jul to 19 Jul 2026" in text(app)
        assert "Fri: 2 h 30 weekly block" in text(app)
        assert "1 open, carried over" in text(app)
        assert "1 ask the fraud team for an asynchronous endpoint, overdue since 3 Jul, carried over twice" in text(app)
        await pressed(pilot, "tab")
        await type_in(pilot, "2")
        await pressed(pilot, "tab")
        assert "The open ones have the numbers 1 to 1" in text(app)
        await pressed(pilot, "shift+tab backspace 1 tab")
        await type_in(pilot, "read module 5")
        assert "you: read module 5, for Mon 20 Jul" in text(app)
        await pressed(pilot, "escape W")  # what was typed is a draft
        assert "kept from before" in text(app)
        await pressed(pilot, "tab tab tab 4 enter")
        assert said(app) == "Kept week 29: 1 action for Mon 20 Jul, 1 done."
        rows = service.store.rows(Reflection, occasion="week")
        assert [row.rating for row in rows if row.rating] == [4]
        assert {row.visibility for row in rows} == {"private"}
        assert [(row.text, row.due_on) for row in service.store.rows(Action, meeting_id=None)] == [
            ("read module 5", date(2026, 7, 20))
        ]
        await pressed(pilot, "u")
        assert service.store.rows(Reflection, occasion="week") == []
    assert ("W", "the week") in key_table("keys")
