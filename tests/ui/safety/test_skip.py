"""A step that can no longer be undone is skipped by pressing u once more."""

import sqlite3
from contextlib import closing

from learnboard.domain.model.key_results import KeyResult
from tests.ui.screen import pressed, said


def column(service):
    return {row.id: row.objective_id for row in service.store.rows(KeyResult)}


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
        note = list(app._notifications)[-1].message
        assert "was changed by another program since then. Nothing was undone. u once more leaves that step" in note
        assert column(service) == after
        await pressed(pilot, "u")
        assert said(app).startswith("Skipped: move ")
        await pressed(pilot, "u")
        assert column(service) == {**before, kept: after[kept]}
