"""The settings of this machine: how the program looks and which keys it listens to (settings.toml).

Every start reads them, and most find no file: the TOML reader and writer are modules of their own.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from learnboard.domain.named_tuple import NamedTuple

COMFORTABLE: Final = "comfortable"
COMPACT: Final = "compact"
DENSITIES: Final = (COMFORTABLE, COMPACT)


class SettingsProblem(NamedTuple):
    """Something wrong in the settings file: its line, counted from 1 if it is known, and a sentence."""

    line: int | None
    message: str


class Preferences(NamedTuple):
    """What a person has chosen on this machine.

    `theme` and `keys` (the keys of each action, by its id) are as the file has them: only the screens know which
    themes, actions and keys exist. `warned_of` is the shared folder that the person was last warned of. `lines` gives
    the line of each name in the file (`keys.` before an action's id), `path` the place of the file, whether it exists
    or not; None if settings are not saved.
    """

    theme: str = "learnboard-dark"
    ascii: bool = False
    density: str = COMFORTABLE
    animation: bool = False
    warned_of: str = ""
    keys: Mapping[str, tuple[str, ...]] = {}
    problems: tuple[SettingsProblem, ...] = ()
    lines: Mapping[str, int] = {}
    path: Path | None = None


def read_settings(path: Path | None) -> Preferences:
    """Read the settings file; whatever is missing or wrong in it keeps its default. Never raises."""
    if path is None or not _may_exist(path):
        return Preferences(path=path)
    from learnboard.settings.reader import read_file  # noqa: PLC0415 - most people have no file and need no TOML

    return read_file(path)


def save_settings(path: Path | None, **changes: str | bool) -> str:
    """Write choices into the file; returns why they could not be saved, or an empty text. Never raises."""
    if path is None:
        return ""
    from learnboard.settings.writer import update_file  # noqa: PLC0415 - few starts change a setting

    return update_file(path, changes)


def sort_problems(problems: Iterable[SettingsProblem]) -> tuple[SettingsProblem, ...]:
    """Sort problems by line, those without a line first."""
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def describe_problem(problem: SettingsProblem) -> str:
    """Describe a problem in one line: `line 3: …`."""
    return f"line {problem.line}: {problem.message}" if problem.line else problem.message


def _may_exist(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True  # the reader reports what is wrong with it
    return True
