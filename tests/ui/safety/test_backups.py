"""Backups on the screen: made by themselves and by hand, told, and brought back."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import time_machine

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.model.key_results import KeyResult
from learnboard.service import backups
from learnboard.service.backups import Backup, BoardSummary, list_backups, restore_backup
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.backup_names import backup_folder
from learnboard.storage.store import Store
from learnboard.ui.backups.screen import BackupsScreen
from tests.ui.screen import lines, pressed, said, settled

SIZE = (100, 30)


def reasons(path):
    return [each.reason for each in list_backups(path)]


def seen(app):
    return "\n".join(lines(app))


def told(app):
    """What stands in boxes over the screen."""
    return " / ".join(notification.message for notification in app._notifications)


async def worked(pilot):
    """Wait until what is done in threads is done and shown."""
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


def titles(path):
    with Store.open(path) as store:
        return [row.title for row in store.rows(KeyResult)]


# -- by themselves ----------------------------------------------------------------------------------------------------


async def test_a_board_is_backed_up_after_the_start_and_again_only_after_a_change(app, path):
    async with app.run_test(size=SIZE) as pilot:
        app._begin_to_keep()
        await worked(pilot)
        assert reasons(path) == ["start"]
        app._keep_on()
        await worked(pilot)
        assert reasons(path) == ["start"]
        await pressed(pilot, "L")
        with time_machine.travel(datetime.now(UTC).replace(hour=23, minute=59, second=59), tick=False):
            app._keep_on()
            await worked(pilot)
        assert reasons(path) == ["open"]  # the newest of the day stays, and it is still that day


async def test_nothing_is_backed_up_where_nothing_is_kept(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await worked(pilot)
        assert not demo_app.session.backs_up
    assert not service.path.with_name("board.db.backups").exists()


@pytest.fixture
def demo_app(service):
    from learnboard.ui.app import LearnboardApp

    return LearnboardApp(service, lambda: DEMO_DAY)


async def test_a_backup_that_cannot_be_made_is_told_and_the_board_goes_on(app, path):
    path.with_name("board.db.backups").write_text("in the way")
    async with app.run_test(size=SIZE) as pilot:
        app._begin_to_keep()
        await worked(pilot)
        assert "No backup was made." in told(app)
        await pressed(pilot, "escape L")
        assert said(app).startswith("Moved “Cut p95")


async def test_damage_is_found_by_the_backup_and_told(app, path):
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'assessments'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 64)
    async with app.run_test(size=(140, 30)) as pilot:
        app._begin_to_keep()
        await worked(pilot)
        assert lines(app)[1].startswith(" ! Damaged: nothing more is written. B shows the backups. The board “")
        before = path.read_bytes()
        await pressed(pilot, "L")
        assert "Nothing was changed" in told(app)
    assert path.read_bytes() == before
    assert reasons(path) == []


# -- the screen -------------------------------------------------------------------------------------------------------


async def test_a_board_without_backups_says_how_one_is_made_and_makes_it(app, path):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B")
        assert isinstance(app.screen, BackupsScreen)
        assert "There are no backups yet: b makes one." in seen(app)
        assert "enter bring it back" not in seen(app)
        await pressed(pilot, "enter b")
        await worked(pilot)
        assert reasons(path) == ["hand"]
        shown = seen(app)
        assert "now: 5 objectives, 18 key results, 72 check-ins" in shown
        assert "Backed up to ~/board.db.backups/" in shown
        assert "by hand" in shown
        await pressed(pilot, "escape")
        assert not isinstance(app.screen, BackupsScreen)


async def test_a_backup_is_brought_back_once_it_is_agreed_to_and_that_can_be_brought_back_too(app, path, service):
    backups.back_up(path, "hand")
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "delete B")
        deleted = titles(path)
        await pressed(pilot, "enter")
        assert "Bring back the board of " in seen(app)
        assert "The present board is backed up first." in seen(app)
        assert titles(path) == deleted
        await pressed(pilot, "escape")
        assert "Nothing was changed." in seen(app)
        await pressed(pilot, "enter enter")
        await worked(pilot)
        assert not isinstance(app.screen, BackupsScreen)
        assert said(app).startswith("Brought back the board of ")
        assert said(app).endswith("The previous one is the newest backup.")
        assert "Cut p95 latency" in seen(app)
        assert sorted(reasons(path)) == ["hand", "restore"]
        assert len(titles(path)) == len(deleted) + 1
        assert service.store.next_undo is None
        (before,) = [each.path for each in list_backups(path) if each.reason == "restore"]
        restore_backup(path, before)
        app._poll()
        await settled(pilot)
        assert titles(path) == deleted
        assert service.store.next_undo.startswith("delete “Cut p95 latency")


async def test_going_to_another_row_takes_back_what_was_asked(app, path):
    backups.back_up(path, "hand")
    with Store.open(path) as store, store.step("x") as record:
        record.remove(KeyResult, "k12")
    backups.back_up(path, "hand")
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B enter j enter k")
        assert "Bring back" not in seen(app)
        assert len(titles(path)) == 17


async def test_a_backup_that_cannot_be_brought_back_says_why(app, path):
    backup = backups.back_up(path, "hand")
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("PRAGMA user_version = 9")
    before = path.read_bytes()
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B enter enter")
        assert "needs a newer learnboard (schema 9, this one knows 3)" in seen(app)
    assert path.read_bytes() == before


async def test_a_refusal_is_told_and_leaves_the_screen_as_it_was(app, path, monkeypatch):
    backups.back_up(path, "hand")

    def refuse(*_, **__):
        raise BoardUnavailable("The disk is on fire: leave the house")

    monkeypatch.setattr(backups, "restore_backup", refuse)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B enter enter")
        await worked(pilot)
        assert "The disk is on fire: leave the house" in told(app)
        assert isinstance(app.screen, BackupsScreen)


@pytest.mark.parametrize("size", [(80, 24), (160, 45), (40, 12)], ids=str)
async def test_the_screen_stands_in_every_window(app, path, size):
    for _ in range(3):
        backups.back_up(path, "hand")
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "B G g")
        assert re.search(r"▌ [0-9]+ [A-Z][a-z]+( [0-9]{4})?, [0-9]{2}:[0-9]{2}", seen(app))
        assert "escape back" in seen(app) or "esc back" in seen(app)


async def test_words_of_a_stranger_are_no_markup_on_the_shelf(app, path, monkeypatch):
    held = BoardSummary("b", "[red]x", 1, 2, 3, "pay [/] \x1b[2Jnow", datetime(2026, 6, 1, tzinfo=UTC))
    backup = Backup(path, datetime(2026, 6, 25, 8, 0, tzinfo=UTC), "start", 1, 2, held)
    monkeypatch.setattr(backups, "list_backups", lambda _: [backup])
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "B")
        assert "another board, that of [red]x" in seen(app)
        assert "last: pay [/] now" in seen(app)
        assert "yesterday, " in seen(app)
        assert "1 objective, 2 key results, 3 check-ins" in seen(app)


# -- keys -------------------------------------------------------------------------------------------------------------


async def test_a_question_is_not_written_over_by_a_key_that_does_nothing(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B b")
        await worked(pilot)
        await pressed(pilot, "enter r")
        assert "Bring back the board of" in seen(app)
        await pressed(pilot, "escape r")
        assert "`r` does nothing here; ? shows the keys." in seen(app)


async def test_backups_have_help(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B question_mark")
        assert "back up now" in seen(app)
        await pressed(pilot, "escape")
        assert isinstance(app.screen, BackupsScreen)


def unreadable(_):
    raise BoardUnavailable("The folder of backups “x” cannot be read (permission denied): give yourself permission.")


async def test_backups_that_cannot_be_listed_are_not_none(app, monkeypatch):
    monkeypatch.setattr(backups, "list_backups", unreadable)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "B")
        assert "The folder of backups “x” cannot be read (permission denied)" in seen(app)
        assert "There are no backups" not in seen(app)


async def test_a_backup_that_cannot_be_made_is_told_beside_what_to_do_and_names_the_folder(app, path, monkeypatch):
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        folder = backup_folder(path)
        folder.write_text("no folder")
        monkeypatch.setattr(backups, "list_backups", unreadable)
        await pressed(pilot, "B b")
        await worked(pilot)
        assert re.fullmatch(f"A backup in “{folder}” could not be written \\(.+\\): check the folder.", told(app))
        text = " ".join(" ".join(lines(app)).replace("▌", " ").split())
        assert "cannot be read (permission denied): give yourself permission." in text
        assert "could not be written" in text


async def test_another_board_is_remarked_on_before_it_is_brought_back(app, path, monkeypatch):
    held = BoardSummary("another", "Juniper Vale", 1, 2, 3)
    backup = Backup(path, datetime(2026, 6, 25, 8, 0, tzinfo=UTC), "start", 1, 2, held)
    own = backup._replace(summary=held._replace(board_id=app.session.service.board_info().id), reason="hand")
    monkeypatch.setattr(backups, "list_backups", lambda _: [backup, own])
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ("B", "j", "k"):  # whether the cursor is on it or not
            await pressed(pilot, keys)
            (other,) = (line for line in lines(app) if "another board" in line)
            assert re.search("yesterday.* another board, that of Juniper Vale *$", other)
        assert "1 objective, 2 key results, 3 check-ins; at the" in seen(app)
        await pressed(pilot, "enter")
        assert "Bring back another board, that of Juniper Vale, of yesterday, " in seen(app)
