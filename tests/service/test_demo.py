"""The example year's folder: it goes with its program, also when that was killed."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

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
