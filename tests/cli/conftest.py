"""The command line as a person uses it: words in, an exit code and two streams out."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from learnboard.cli.main import run
from tests.builders import EXAMPLE_BOARD

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


Command: TypeAlias = Callable[..., Result]


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, and a home in it; nobody's own board is near."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.delenv("LEARNBOARD_FILE", raising=False)
    monkeypatch.delenv("LEARNBOARD_SETTINGS", raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def learnboard(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process."""

    def command(*words: object) -> Result:
        code = run([str(word) for word in words])
        result = capsys.readouterr()
        return Result(code, result.out, result.err)

    return command


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a home with the imported example year is kept, once the first test that needs it has made it."""
    return tmp_path_factory.mktemp("imported") / "home"


@pytest.fixture
def year(learnboard: Command, world: Path, imported: Path) -> Command:
    """Commands on a board that holds the example year."""
    home = world.parent / "home"
    if imported.exists():
        shutil.copytree(imported, home, dirs_exist_ok=True)
    else:
        assert learnboard("import", EXAMPLE_BOARD).code == 0
        shutil.copytree(home, imported)
    return learnboard


@pytest.fixture
def process(world: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a program of its own, with these changes to the environment (None: not set)."""

    def start(*words: str | bytes, env: dict[str, str | None] | None = None, **how: object):
        given = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
        options = {"capture_output": True, "stdin": subprocess.DEVNULL, "cwd": world, "timeout": 30, **how}
        return subprocess.run(
            [sys.executable, "-m", "learnboard", *words],
            env={name: value for name, value in given.items() if value is not None},
            check=False,
            **options,
        )

    return start


def refused(result: Result) -> str:
    """The one sentence of a command that could not be done, without the program's name."""
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("learnboard: ")
    assert result.err.endswith("\n")
    message = result.err.removeprefix("learnboard: ").removesuffix("\n")
    assert message.isprintable()
    return message
