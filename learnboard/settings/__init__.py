"""The settings of this machine: how the program looks and which keys it listens to (settings.toml).

Every start comes by here, and most find no file: reading one, and writing one, stand in modules of their own.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

COMFORTABLE: Final = "comfortable"
COMPACT: Final = "compact"
DENSITIES: Final = (COMFORTABLE, COMPACT)


class SettingsProblem(NamedTuple):
    """Something in the file that does not hold: its line, counted from 1, as far as there is one, and a sentence."""

    line: int | None
    message: str


class Preferences(NamedTuple):
    """What a person has chosen on this machine. `keys` are the keys wished for, by the id of what they do.

    `theme` and `keys` are as the file says: whether there is such a theme, such an id or such a key only the screens
    know. `warned_of` is the shared folder they were warned of last. `lines` tells where in the file something stands
    (`keys.` before an id), `path` where the file is or would be; without a path nothing is kept.
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
    """What the file at a path says; what is not said, or said wrongly, is as it is without a file. Never raises."""
    if path is None or not _is_there(path):
        return Preferences(path=path)
    # Most people have no such file, and need no reader.
    from learnboard.settings.reader import preferences_of  # noqa: PLC0415

    return preferences_of(path)


def keep(path: Path | None, **changes: str | bool) -> str:
    """Write choices into the file; answers an empty text, or a sentence why they could not be kept. Never raises."""
    if path is None:
        return ""
    # Nothing is kept before somebody chooses.
    from learnboard.settings.writer import kept  # noqa: PLC0415

    return kept(path, changes)


def in_order(problems: Iterable[SettingsProblem]) -> tuple[SettingsProblem, ...]:
    """The problems by their lines, those without a line first."""
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def describe_problem(problem: SettingsProblem) -> str:
    """A problem in one line: `line 3: …`."""
    return f"line {problem.line}: {problem.message}" if problem.line else problem.message


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True  # the reader says what is wrong with it
    return True
