"""Reads settings.toml: whatever is valid applies, and every problem is reported at once, with its line."""

import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.text import clean_line
from learnboard.exchange.file_kinds import named_fault, without_mark
from learnboard.settings import DENSITIES, Preferences, SettingsProblem, sort_problems

_LIMIT: Final = 64 * 1024
"""The largest settings file that is read, in bytes."""
_KEYS: Final = "keys"
_LONGEST_SHOWN: Final = 60
_MOST_VALUE_LINES: Final = 100
"""Lines of one value: beyond that, no more lines are looked up, since each makes the value be parsed again."""


class UnreadableSettings(LearnboardError):
    """A file of which nothing can be read; `line` is where, if it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def read_file(path: Path) -> Preferences:
    """Read the file with all its problems, with defaults for the rest. Never raises."""
    try:
        text = read_text(path)
        found = parse_toml(text)
    except UnreadableSettings as error:
        return Preferences(problems=(SettingsProblem(error.line, str(error)),), path=path)
    lines = _find_lines(text)
    problems: list[SettingsProblem] = []
    values: dict[str, Any] = {}
    for name, value in found.items():
        if name == _KEYS and isinstance(value, dict):
            values[name] = _read_keys(value, lines, problems)
        elif message := _check(name, value):
            problems.append(SettingsProblem(_line_of(name, lines), message))
        else:
            values[name] = value
    return Preferences(**values, problems=sort_problems(problems), lines=lines, path=path)


def read_text(path: Path) -> str:
    """Read the file's text, with every line ending in a line feed alone.

    Raises:
        UnreadableSettings: if it is not a regular file, too large, unreadable, or not UTF-8.
    """
    try:
        data = without_mark(_read_bytes(path))
        if fault := named_fault(data):
            what = fault.partition(";")[0]
            raise UnreadableSettings(f"{what[:1].upper()}{what[1:]}: settings are a text file, saved as UTF-8.")
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableSettings("This is not UTF-8 text: save the file as UTF-8.", line) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise UnreadableSettings(f"The file cannot be read ({reason}): check its permissions.") from None


def parse_toml(text: str) -> dict[str, Any]:
    """Parse a TOML text.

    Raises:
        UnreadableSettings: if it is not TOML, with the line at which the parser noticed.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also for an integer with too many digits
        reason, _, place = str(error).rpartition(" (at ")
        number = re.match(r"line (\d+)", place)
        line = int(number[1]) if number else text.count("\n") + 1 if place.startswith("end of") else None
        reason = clean_line(reason or str(error))
        raise UnreadableSettings(
            f"This is not TOML ({reason}): nothing in the file applies until it is.", line
        ) from None


def _read_bytes(path: Path) -> bytes:
    # Without O_NONBLOCK, opening a FIFO would wait for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
            raise UnreadableSettings(f"This is {what}, not a file: settings are a text file.")
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(_LIMIT + 1)
    finally:
        os.close(descriptor)
    if len(data) > _LIMIT:
        raise UnreadableSettings(f"The file is larger than {_LIMIT // 1024} KiB: nobody has so many settings.")
    return data


def _find_lines(text: str) -> dict[str, int]:
    """Find the line, counted from 1, on which each name and table first stands; names are joined with dots.

    `text` must be valid TOML: then a statement is the fewest lines that parse on their own.
    """
    lines: dict[str, int] = {}
    table, statement, start = "", "", 1
    for number, line in enumerate(text.split("\n"), 1):
        statement += f"{line}\n"
        try:
            parsed = tomllib.loads(statement)
        except ValueError:
            if number - start >= _MOST_VALUE_LINES:
                break
            continue
        if is_header := statement.lstrip().startswith("["):
            table = ""
        names = [f"{table}{name}" for name, _ in _walk(parsed)]
        for name in names:
            lines.setdefault(name, start)
        if is_header:
            table = f"{names[-1]}."
        statement, start = "", number + 1
    return lines


def _walk(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every name in a table with its value, those of inner tables after their own, joined with dots.

    `card.check_in` may be written with quotes, without, or as a table.
    """
    remaining = [("", table)]
    while remaining:
        prefix, inner = remaining.pop()
        for name, value in inner.items():
            yield prefix + name, value
            if isinstance(value, dict):
                remaining.append((f"{prefix}{name}.", value))


def _line_of(name: str, lines: Mapping[str, int]) -> int | None:
    """The line of a name, or of the table or value that it stands in."""
    while name and name not in lines:
        name = name.rpartition(".")[0]
    return lines.get(name)


def _read_keys(
    table: Mapping[str, Any], lines: Mapping[str, int], problems: list[SettingsProblem]
) -> dict[str, tuple[str, ...]]:
    """Read the keys of each action; whatever is not a key becomes a problem."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in _walk(table):
        if isinstance(value, dict):
            continue
        shown, keys = f"“{clean_line(name)}”", _split_keys(value)
        if keys is None:
            message = f'{shown} must be a key such as "c", or several, not {_shown(value)}.'
        elif not keys:
            message = f"{shown} names no key: give it at least one."
        elif name in found:
            message = f"{shown} is given twice: the first one applies."
        else:
            found[name] = keys
            continue
        problems.append(SettingsProblem(_line_of(f"{_KEYS}.{name}", lines), message))
    return found


def _split_keys(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        # The comma and the space are keys too.
        return (value,) if value in {",", " "} else tuple(key.strip() for key in value.split(",") if key.strip())
    if isinstance(value, list) and all(isinstance(key, str) for key in value):
        return tuple(key for key in value if key)
    return None


def _check(name: str, value: object) -> str:
    """What is wrong with a setting; empty if nothing is."""
    if name == _KEYS:
        return f"“{_KEYS}” must be a table: write [{_KEYS}] on a line of its own."
    if name in _CHECKS:
        is_valid, expected = _CHECKS[name]
        if is_valid(value):
            return ""
        if name == "density" and (near := get_close_matches(str(value), DENSITIES, 1)):
            expected = f'"{near[0]}"'
        return f"“{name}” must be {expected}, not {_shown(value)}."
    shown = clean_line(name)[:_LONGEST_SHOWN]
    what = f"There is no table [{shown}]" if isinstance(value, dict) else f"There is no setting “{shown}”"
    near = get_close_matches(name, [*_CHECKS, _KEYS], 1)
    return f"{what}: did you mean “{near[0]}”?" if near else f"{what}: there are {', '.join(_CHECKS)} and [{_KEYS}]."


def _shown(value: object) -> str:
    """A value as the person may have written it, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    text = clean_line(str(value))
    text = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return f"“{text}”" if isinstance(value, str) else text


_FLAG: Final = (lambda value: isinstance(value, bool), "true or false")
_CHECKS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "theme": (lambda value: isinstance(value, str) and bool(value), "the name of a theme, in quotes"),
    "ascii": _FLAG,
    "density": (lambda value: value in DENSITIES, " or ".join(f'"{density}"' for density in DENSITIES)),
    "animation": _FLAG,
    "warned_of": (lambda value: isinstance(value, str), "the path of a folder, in quotes"),
}
"""For each setting: whether a value is valid, and what it should be."""
