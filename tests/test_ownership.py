"""What root makes in somebody's folder is theirs: one `sudo` with their HOME must not lock them out."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from learnboard.domain.errors import BoardUnavailable
from learnboard.exchange.safe_io import atomic_write
from learnboard.service.opening import create
from learnboard.settings.writer import write
from learnboard.storage import backups
from learnboard.storage.restore import move_aside, restore

SOMEBODY = 65534
NOW = datetime(2026, 6, 26, 12, tzinfo=UTC)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files for others")


@pytest.fixture
def theirs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("theirs")
    os.chown(folder, SOMEBODY, SOMEBODY)
    return folder


@as_root
def test_the_board_its_backups_settings_and_exports_belong_to_the_folders_owner(theirs):
    board = theirs / "new" / "deep" / "board.db"
    create(board).close()
    made = backups.create_backup(board, "hand", now=NOW, wait=1)
    backups.create_backup(board, "hand", now=NOW, wait=1, to=theirs / "stick.db")
    restore(board, made, now=NOW, wait=1)
    move_aside(board, NOW)
    restore(board, made, now=NOW, wait=1)
    with atomic_write(theirs / "me.json", b"{}"):
        pass
    write(theirs / "config" / "learnboard" / "settings.toml", "ascii = true\n")
    found = [path for path in theirs.rglob("*") if path.stat().st_uid != SOMEBODY or path.stat().st_gid != SOMEBODY]
    assert found == []
    assert {path.stat().st_mode & 0o077 for path in theirs.rglob("*")} == {0}


@as_root
def test_in_roots_own_folder_root_keeps_them(tmp_path):
    create(tmp_path / "board.db").close()
    assert (tmp_path / "board.db").stat().st_uid == 0


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o300], ids=oct)
def test_backups_that_cannot_be_listed_are_not_none(mode):
    # The folders of pytest are root's alone, so this one stands beside them.
    with tempfile.TemporaryDirectory() as name:
        board = Path(name) / "board.db"
        create(board).close()
        backups.create_backup(board, "hand", now=NOW, wait=1)
        folder = backups.backup_folder(board)
        folder.chmod(mode)
        root = os.geteuid() == 0
        if root:
            for path in (Path(name), folder):
                os.chown(path, SOMEBODY, SOMEBODY)
            os.seteuid(SOMEBODY)
        try:
            for ask in (backups.list_backups, backups.has_backups):
                if mode != 0o400 or ask is backups.list_backups:
                    with pytest.raises(BoardUnavailable, match=r"cannot be read .permission denied."):
                        ask(board)
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)
