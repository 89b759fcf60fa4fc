"""A file taken in from the board: feedback, or a whole board that takes the place of this one."""

import json
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.model.key_results import KeyResult
from learnboard.service.backups import list_backups
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_export
from learnboard.service.files import read_any
from learnboard.ui.importing.feedback import ImportFeedbackScreen
from learnboard.ui.importing.replace import ReplaceScreen
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed, said, settled

SIZE = (120, 34)


def seen(app):
    return "\n".join(lines(app))


@pytest.fixture
def other(home):
    """The whole board of somebody else."""
    file = home / "other.learnboard.json"
    file.write_text(json.dumps(document(VECTORS[0])["board"]))
    return file


async def ask(pilot, file):
    await pressed(pilot, "I ctrl+u")
    await type_in(pilot, str(file))
    await pressed(pilot, "enter")


async def test_a_whole_board_is_shown_beside_the_present_one_and_left_alone_by_escape(app, service, path, other):
    before = path.read_bytes()
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, other)
        assert isinstance(app.screen, ReplaceScreen)
        shown = seen(app)
        coming = read_any(other).records
        assert f"comes  {len(coming.objectives)} objectives, {len(coming.key_results)} key results" in shown
        assert "goes   5 objectives, 18 key results, 72 check-ins" in shown
        assert "backed up before it is replaced, and u brings it back" in shown
        await pressed(pilot, "escape")
        assert not isinstance(app.screen, ReplaceScreen)
    assert path.read_bytes() == before


async def test_it_takes_the_boards_place_after_a_backup_and_u_takes_the_exchange_back(app, service, path, other):
    coming = {row.id for row in read_any(other).records.key_results}
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, other)
        await pressed(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert said(app).startswith("Imported ~/other.learnboard.json")
        assert {row.id for row in service.store.rows(KeyResult)} == coming
        (made,) = (each for each in list_backups(path) if each.reason != "start")  # that of the day comes when it can
        assert made.reason == "import"
        assert made.summary.key_results == 18
        await pressed(pilot, "u")
        assert service.store.count(KeyResult) == 18
        assert service.board_info().owner.name == "Alder Finch"
        await pressed(pilot, "U")
        assert {row.id for row in service.store.rows(KeyResult)} == coming


async def test_feedback_comes_in_by_the_same_key(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json")
        assert isinstance(app.screen, ImportFeedbackScreen)
        await pressed(pilot, "enter")
        assert said(app).startswith("Imported feedback of Rowan Teal")
    assert [each.reason for each in list_backups(path)] == ["import"]


async def test_a_part_of_a_board_is_refused_and_the_name_stays_to_be_mended(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json")
        assert "is not a whole board" in " ".join(note.message for note in app._notifications)
        assert app.screen._prompt is not None


async def test_a_board_that_another_program_locks_is_not_replaced(app, path, monkeypatch):
    from learnboard.domain.errors import BoardBusy
    from learnboard.ui.importing import replace

    def busy(*_, **__):
        raise BoardBusy("The board is being written by another program: try again in a moment")

    monkeypatch.setattr(replace, "import_board", busy)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, EXAMPLE_BOARD)
        await pressed(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert isinstance(app.screen, ReplaceScreen)
        assert "enter replace the board" in seen(app)


async def test_a_board_that_is_the_same_already_is_left_alone_and_u_is_not_offered(app, service, path, home):
    file = home / "same.learnboard.json"
    records = service.store.records()
    request = ExportRequest(profile="full")
    prepared = prepare_export(service.store, request, datetime(2026, 12, 31, tzinfo=UTC), date(2026, 12, 31))
    write_export(service.store, prepared, "json", file, force=False, anyway=True)
    async with app.run_test(size=SIZE) as pilot:
        await ask(pilot, file)
        await pressed(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert said(app).startswith("The board is what ~/same.learnboard.json holds: nothing was changed.")
    assert service.store.records() == records
