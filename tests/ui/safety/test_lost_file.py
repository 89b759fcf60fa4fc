"""A board whose file is moved, deleted or replaced while it is open: nothing is written, and it asks how to go on."""

import shutil
from pathlib import Path

import pytest

from learnboard.domain.model.key_results import KeyResult
from learnboard.service.backups import list_backups
from learnboard.storage.store import Store
from learnboard.ui.editing.check_in_form import CheckInScreen
from learnboard.ui.recovery.lost_file import LostFileForm
from tests.ui.form_apps import paste
from tests.ui.screen import lines, pressed, said, settled

SIZE = (120, 34)


def seen(app):
    return "\n".join(lines(app))


async def lose(pilot):
    """Have the app look at its file."""
    pilot.app._poll()
    await settled(pilot)


def replace(path: Path) -> bytes:
    """Put a copy in the board's place, as tools that sync files do; answers what is in it."""
    other = path.with_name("copy")
    shutil.copy(path, other)
    other.replace(path)
    return path.read_bytes()


async def test_a_deleted_board_is_put_back_with_all_that_was_done_and_half_typed(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "L space 4 4 4")
        path.unlink()
        await lose(pilot)
        assert isinstance(app.screen, LostFileForm)
        assert "The file of this board is gone" in seen(app)
        await pressed(pilot, "enter")
        assert isinstance(app.screen, CheckInScreen)
        assert app.screen.form_state.texts["value"] == "444"
        assert path.stat().st_mode & 0o777 == 0o600
        await pressed(pilot, "enter")
        assert said(app).startswith("“Cut p95")
        await lose(pilot)
        assert not isinstance(app.screen, LostFileForm)
    with Store.open(path) as store:
        assert store.row(KeyResult, "k11").objective_id == "o2"
        assert store.next_undo.startswith("check in “Cut p95")


async def test_a_title_that_is_being_typed_outlives_it_too(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n h a l f")
        path.unlink()
        await lose(pilot)
        await pressed(pilot, "enter enter escape")
        assert app.session.service.store.count(KeyResult, title="half") == 1


async def test_a_replaced_board_is_saved_under_another_name_and_the_other_file_is_left_alone(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "delete")
        path.rename(path.with_name("moved.db"))
        Store.create(path, app.session.service.board_info()).close()
        other = path.read_bytes()
        await lose(pilot)
        assert "Another file has taken the place of this board" in seen(app)
        assert "~/board-2.db" in seen(app)
        await pressed(pilot, "enter")
        saved = path.with_name("board-2.db")
        assert said(app) == "This board is now ~/board-2.db."
        assert app.session.service.path == saved
        await pressed(pilot, "u")
        assert path.read_bytes() == other
    with Store.open(saved) as store:
        assert store.find(KeyResult, "k11")


async def test_the_other_file_is_opened_where_that_is_wished_for(app, path):
    async with app.run_test(size=SIZE) as pilot:
        with Store.open(path) as store, store.step("x") as record:
            record.remove(KeyResult, "k11")
        other = replace(path)
        await lose(pilot)
        await pressed(pilot, "right enter")
        assert app.is_running
        assert "k11" not in [card.id for column in app.session.board.columns for card in column.cards]
        assert said(app) == "This board is now ~/board.db. What you saw before is the newest backup."
        assert path.read_bytes() == other


async def test_what_was_seen_is_among_the_backups_when_the_other_file_is_opened(app, path):
    async with app.run_test(size=SIZE) as pilot:
        old = path.read_bytes()
        await pressed(pilot, "L")
        path.with_name("older.db").write_bytes(old)
        path.with_name("older.db").replace(path)
        await lose(pilot)
        await pressed(pilot, "right enter")
        assert path.read_bytes() == old
    (backup,) = list_backups(path)
    assert backup.reason == "lost"
    assert backup.summary.last_step.startswith("move “Cut p95")


async def test_another_file_that_is_no_board_is_refused_in_the_form(app, path):
    async with app.run_test(size=SIZE) as pilot:
        path.unlink()
        path.write_text("dear diary\n" * 100)
        await lose(pilot)
        await pressed(pilot, "right enter")
        assert isinstance(app.screen, LostFileForm)
        assert "is not a board" in " ".join(seen(app).split())


async def test_a_name_that_is_taken_is_refused_in_the_form(app, path, home):
    (home / "mine.db").write_text("mine")
    async with app.run_test(size=SIZE) as pilot:
        replace(path)
        await lose(pilot)
        await pressed(pilot, "tab ctrl+u m i n e . d b enter")
        assert isinstance(app.screen, LostFileForm)
        assert "There is already a file" in seen(app)
        assert (home / "mine.db").read_text() == "mine"


async def test_a_path_in_quotes_is_understood(app, path, home):
    async with app.run_test(size=SIZE) as pilot:
        replace(path)
        await lose(pilot)
        await pressed(pilot, "tab ctrl+u")
        await paste(pilot, f"'{home}/my board.db' ")
        await pressed(pilot, "enter")
        assert app.session.service.path == home / "my board.db"


async def test_nothing_is_written_meanwhile_and_the_next_change_asks_again(app, path):
    async with app.run_test(size=SIZE) as pilot:
        other = replace(path)
        await lose(pilot)
        await pressed(pilot, "escape")
        assert said(app) == "Nothing is written while the board's file is gone: the next change asks again."
        await lose(pilot)
        assert not isinstance(app.screen, LostFileForm)
        await pressed(pilot, "L")
        assert isinstance(app.screen, LostFileForm)
        await pressed(pilot, "escape")
        assert path.read_bytes() == other
        await pressed(pilot, "q")
        assert app.is_running
        assert said(app) == "The board you see is no longer in any file. Quit again to leave anyway."
        await pressed(pilot, "q")
    assert app.return_code == 0


async def test_a_form_that_is_saved_meanwhile_keeps_its_text(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 4 4 4")
        path.unlink()
        await pressed(pilot, "enter")
        assert isinstance(app.screen, LostFileForm)
        await pressed(pilot, "escape")
        assert isinstance(app.screen, CheckInScreen)
        assert app.screen.form_state.texts["value"] == "444"


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_the_question_fits_the_window(app, path, size):
    async with app.run_test(size=size) as pilot:
        path.unlink()
        await lose(pilot)
        assert "put it back" in seen(app)
        assert "not now" in seen(app)
