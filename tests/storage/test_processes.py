"""Several programs on one board, and one that is killed."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.errors import BoardBusy
from learnboard.domain.model.goals import Goal
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.records import TABLES
from learnboard.storage.store import Store
from tests.storage.year import by_id, dump, record_of, records

DIES = """
import sys, time
from dataclasses import replace
from pathlib import Path
from learnboard.domain.model.key_results import KeyResult
from learnboard.storage.store import Store

store = Store.open(Path(sys.argv[1]))
card = store.row(KeyResult, "k11")
with store.step("never done") as recorder:
    # More than SQLite keeps in memory: the file itself is half written.
    recorder.put_all(replace(card, id=f"n{number}", description="x" * 2000) for number in range(4000))
    recorder.remove(KeyResult, "k11")
    print("ready", flush=True)
    time.sleep(60)
"""

WRITES = """
import sys
from dataclasses import replace
from pathlib import Path
from learnboard.domain.model.goals import Goal
from learnboard.storage.store import Store

path, name = sys.argv[1:]
with Store.open(Path(path), wait=30) as store:
    goal = store.rows(Goal)[0]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(40):
        with store.step(f"{name} {number}") as recorder:
            recorder.put(replace(goal, id=f"{name}-{number}"))
"""


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_program_that_is_killed_within_a_step_leaves_the_board_as_it_was(year: Store, path: Path) -> None:
    year.close()
    before, bytes_before = dump(path, journal=True), path.read_bytes()
    process = started(DIES, str(path))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert path.read_bytes() != bytes_before
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0
    with Store.open(path) as store:
        assert store.file.query("PRAGMA integrity_check") == [("ok",)]
        assert store.row(KeyResult, "k11") == record_of("k11")
        assert store.next_undo == "import the year"
    assert dump(path, journal=True) == before
    assert not path.with_name(f"{path.name}-journal").exists()


def test_two_programs_write_at_once_and_all_their_steps_are_there(year: Store, path: Path) -> None:
    processes = [started(WRITES, str(path), name) for name in ("left", "right")]
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    expected = {f"{name}-{number}" for name in ("left", "right") for number in range(40)}
    assert {goal.id for goal in year.rows(Goal)} == expected | {goal.id for goal in records().goals}
    assert len(dump(path, journal=True)["steps"]) == 1 + 80
    for _ in range(80):
        year.undo()
    assert year.count(Goal) == len(records().goals)


def test_a_window_notices_that_another_has_written(year: Store, path: Path) -> None:
    seen = year.data_version()
    with year.step("mine") as recorder:
        recorder.remove(Goal, records().goals[0].id)
    assert year.data_version() == seen
    with Store.open(path) as other:
        other.undo()
    assert year.data_version() != seen


def test_all_rows_are_read_as_of_one_moment(year: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query, pages = year.file.query, []

    def interrupted(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        found = query(sql, *parameters)
        with Store.open(path, wait=0) as other:
            try:
                other.undo()
            except BoardBusy as error:
                pages.append(error)
        return found

    monkeypatch.setattr(year.file, "query", interrupted)
    assert by_id(year.records()) == by_id(records())
    assert len(pages) == 1 + len(TABLES)
