"""A board that cannot be opened: what is the matter, its backups, and the ways on."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.model.key_results import KeyResult
from learnboard.service import backups
from learnboard.service.opening import open_default, opening_error
from learnboard.storage.store import Store
from learnboard.ui.recovery.app import RecoveryApp
from tests.ui.screen import lines, pressed, settled

TODAY = date(2026, 6, 26)
SIZE = (80, 24)


def seen(app):
    return "\n".join(lines(app))


def trouble(path):
    """The program for a board that cannot be opened."""
    with pytest.raises(BoardUnavailable) as refused:
        open_default(path, wait=0)
    return RecoveryApp(path, TODAY, refused.value, lambda: opening_error(path, TODAY))


@pytest.fixture
def backed_up(path):
    backups.back_up(path, "hand")
    return path


def gone(path):
    path.unlink()


def empty(path):
    path.write_bytes(b"")


def text(path):
    path.write_text("dear diary\n" * 100)


def others(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


def newer(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")


def damaged(path):
    path.write_bytes(path.read_bytes()[:6000])


TROUBLES = {
    "missing": (gone, "The board is gone", "There is no file ~/board.db any more."),
    "empty": (empty, "The board's file is empty", "~/board.db exists, but it is empty."),
    "text": (text, "This is not a board", "is not a board"),
    "others": (others, "This is not a board", "belongs to another program"),
    "newer": (newer, "This board needs a newer learnboard", "(schema 9, this one knows 3)"),
    "damaged": (damaged, "The board is damaged", "~/board.db cannot be read as it is."),
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_is_the_matter_is_told_and_leaving_changes_no_byte(backed_up, name):
    harm, title, message = TROUBLES[name]
    harm(backed_up)
    before = backed_up.read_bytes() if backed_up.exists() else None
    app = trouble(backed_up)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        shown = " ".join(seen(app).split())
        assert title in shown
        assert message in shown
        assert "These are its backups, newest first" in shown
        assert "5 objectives, 18 key results, 72 check-ins" in shown
        assert ("n a new board" in shown) == (name in ("missing", "empty"))
        await pressed(pilot, "r j k q")
    assert app.return_value is None
    assert (backed_up.read_bytes() if backed_up.exists() else None) == before


@pytest.mark.parametrize("name", TROUBLES)
async def test_a_backup_is_brought_back_once_it_is_agreed_to_and_nothing_is_lost(backed_up, name):
    harm, _, _ = TROUBLES[name]
    harm(backed_up)
    before = backed_up.read_bytes() if backed_up.exists() else None
    app = trouble(backed_up)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "enter")
        assert "Bring back the board of" in seen(app)
        assert (backed_up.read_bytes() if backed_up.exists() else None) == before
        await pressed(pilot, "enter")
        await app.workers.wait_for_complete()
    assert app.return_value == "again"
    with Store.open(backed_up) as store:
        assert store.count(KeyResult) == 18
    aside = list(backed_up.parent.glob("board.db.aside-*"))
    assert app.done.startswith("The board of ")
    assert all(each.name in app.done for each in aside)
    assert [each.read_bytes() for each in aside] == ([] if before is None else [before])


@pytest.mark.parametrize("name", ["missing", "empty"])
async def test_a_new_board_is_begun_only_where_it_is_wished_for(backed_up, name):
    TROUBLES[name][0](backed_up)
    app = trouble(backed_up)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n")
    assert app.return_value == "new"
    assert not backed_up.exists()
    assert len(backups.list_backups(backed_up)) == 1


@pytest.mark.parametrize("name", ["text", "others", "newer", "damaged"])
async def test_no_new_board_takes_the_place_of_somebodys_file(path, name):
    TROUBLES[name][0](path)
    before = path.read_bytes()
    app = trouble(path)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n enter enter")
        assert app.is_running
        assert "There are no backups of it." in seen(app)
        await pressed(pilot, "escape")
    assert app.return_value is None
    assert path.read_bytes() == before


async def test_a_board_in_use_is_waited_for_and_opened_when_it_is_free(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        app = trouble(path)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            assert "tries again twice a second" in " ".join(seen(app).split())
            app.screen._wait()
            assert app.return_value is None
            other.execute("ROLLBACK")
            app.screen._wait()
            await settled(pilot)
    assert app.return_value == "again"


async def test_what_is_the_matter_may_become_something_else(backed_up):
    empty(backed_up)
    app = trouble(backed_up)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "r")
        assert "Nothing has changed." in seen(app)
        text(backed_up)
        await pressed(pilot, "r")
        assert "This is not a board" in seen(app)
        assert "n a new board" not in seen(app)
        Store.create(
            backed_up.with_name("ok.db"), Store.open(backups.list_backups(backed_up)[0].path).board_info()
        ).close()
        backed_up.with_name("ok.db").replace(backed_up)
        await pressed(pilot, "r")
    assert app.return_value == "again"


@pytest.mark.parametrize("size", [(60, 14), (80, 24), (160, 45)], ids=str)
async def test_the_trouble_fits_the_window(backed_up, size):
    damaged(backed_up)
    app = trouble(backed_up)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "The board is damaged" in seen(app)
        assert "bring it back" in seen(app)


async def test_a_key_that_does_nothing_is_told_and_help_lists_those_that_do(backed_up):
    gone(backed_up)
    app = trouble(backed_up)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "x")
        assert "`x` does nothing here; ? shows the keys." in seen(app)
        await pressed(pilot, "question_mark")
        assert "a new board" in seen(app)
        await pressed(pilot, "escape")
        assert "The board is gone" in seen(app)
