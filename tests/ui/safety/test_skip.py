"""A step that can no longer be undone is skipped by pressing u once more."""

import sqlite3
from contextlib import closing

from learnboard.domain.model.key_results import KeyResult
from tests.ui.screen import lines, pressed, said


def column(service):
    return {row.id: row.objective_id for row in service.store.rows(KeyResult)}


def said_above(app):
    return [each.message for each in app._notifications]


async def test_u_says_why_and_u_once_more_leaves_the_step_as_it_is(app, service, path):
    before = column(service)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "L j L")
        after = column(service)
        with closing(sqlite3.connect(path)) as other, other:
            (kept,) = other.execute("SELECT row_id FROM changes ORDER BY id DESC LIMIT 1").fetchone()
            other.execute("UPDATE key_results SET title = 'by hand' WHERE id = ?", (kept,))
        await pressed(pilot, "u")
        assert said(app).startswith("The board has changed meanwhile.")
        await pressed(pilot, "u")
        (note,) = said_above(app)
        assert "was changed by another program since then. Nothing was undone. u once more leaves that step" in note
        assert column(service) == after
        await pressed(pilot, "u")
        assert said(app).startswith("Skipped, and left as it is: move ")
        assert " ".join(lines(app)[-2].split()).endswith("u undo the step before")
        assert said_above(app) == []  # u does something else from now on
        await pressed(pilot, "u")
        assert column(service) == {**before, kept: after[kept]}


async def test_the_offer_to_skip_goes_when_u_does_something_else_and_two_alike_are_one(app, service, path):
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "L")
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE key_results SET title = 'by hand' WHERE id IN (SELECT row_id FROM changes)")
        await pressed(pilot, "u u")
        (offer,) = said_above(app)
        app.notify(offer, markup=False)
        await pressed(pilot, "down")
        assert said_above(app) == [offer]
        await pressed(pilot, "L")
        assert said_above(app) == []
        await pressed(pilot, "u")
        assert (said(app)[:6], said_above(app)) == ("Undid:", [])
        await pressed(pilot, "u u")
        assert (said(app)[:7], said_above(app)) == ("Skipped", [])
        await pressed(pilot, "u")  # nothing was ever brought up to date
        assert said_above(app) == ["There is nothing to undo: earlier steps are kept as history only."]
