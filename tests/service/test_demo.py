"""The example year's folder: it goes with its program, also when that was killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from learnboard.service.demo import demo_store

ROOT = Path(__file__).parents[2]
_HOLDING = """
import sys
from learnboard.service.demo import demo_store
with demo_store() as store:
    print(store.path.parent, flush=True)
    sys.stdin.read()
"""


def begun(folder):
    """A program with a demo open, and the folder of that."""
    program = subprocess.Popen(
        [sys.executable, "-c", _HOLDING],
        env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return program, Path(program.stdout.readline().strip())


def test_the_folder_of_a_killed_demo_goes_at_the_next_start_and_that_of_an_open_one_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    somebodys = tmp_path / "learnboard-demo-notes"
    somebodys.mkdir()
    killed, left = begun(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert left.is_dir()
    with demo_store() as store:
        assert not left.exists()
        assert store.path.exists()
        other, used = begun(tmp_path)
        assert used.is_dir()
        assert store.path.exists()  # the start of the other one has left this one alone
    other.communicate("")
    assert list(tmp_path.iterdir()) == [somebodys]


HOUR = 3_600


def test_a_folder_without_a_lock_goes_when_it_is_ours_and_old_and_stays_otherwise(tmp_path, monkeypatch):
    """As a kill before the lock leaves it, or one while the folder is removed, or an older version."""
    temporary, elsewhere = tmp_path / "tmp", tmp_path / "elsewhere"
    temporary.mkdir()
    elsewhere.mkdir()
    (elsewhere / "board.db").write_bytes(b"")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    now = time.time()

    def folder(name, age, *files, file_age=None):
        made = temporary / f"learnboard-demo-{name}"
        made.mkdir()
        for file in files:
            (made / file).write_bytes(b"")
            os.utime(made / file, (now - (file_age or age),) * 2)
        os.utime(made, (now - age,) * 2)
        return made

    for gone in (
        ("aaaaaaa1", 2 * HOUR),
        ("aaaaaaa2", 120),
        ("aaaaaaa3", 2 * HOUR, "board.db", "board.db-journal"),
        ("aaaaaaa4", 2 * HOUR, "begin"),
    ):
        folder(*gone)
    stays = [
        folder("bbbbbbb1", 1),
        folder("bbbbbbb2", HOUR // 2, "board.db"),
        folder("bbbbbbb3", 2 * HOUR, "board.db", file_age=60),
        folder("bbbbbbb4", 2 * HOUR, "board.db", "notes.txt"),
        folder("my-notes-of-it", 2 * HOUR, "board.db"),
        folder("bbbbbbb5", 2 * HOUR),
    ]
    (stays[-1] / "board.db").symlink_to(elsewhere / "board.db")
    os.utime(stays[-1], (now - 2 * HOUR,) * 2)
    link = temporary / "learnboard-demo-bbbbbbb6"
    link.symlink_to(elsewhere)
    with demo_store():
        pass
    assert set(temporary.iterdir()) == {*stays, link}
    assert (elsewhere / "board.db").exists()


class Interrupted(BaseException):
    """What a handler of a signal raises."""


def test_a_signal_while_the_folder_is_removed_takes_effect_after_that(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    removed = TemporaryDirectory.cleanup

    def interrupted(folder):
        signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGTERM)
        removed(folder)
        assert not Path(folder.name).exists()

    def ended(number, _):
        raise Interrupted(number)

    monkeypatch.setattr(TemporaryDirectory, "cleanup", interrupted)
    before = {number: signal.signal(number, ended) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        with pytest.raises(Interrupted), demo_store():
            pass
        assert signal.getsignal(signal.SIGTERM) is ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert list(tmp_path.iterdir()) == []
