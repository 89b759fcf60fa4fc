"""Reads settings.toml: what is right holds, and all that is wrong is said at once, each with its line."""

import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.text import clean_line
from learnboard.settings import DENSITIES, Preferences, SettingsProblem, in_order

_SKIPPED: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)+")
_PART: Final = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
# The long strings come first. What is neither a string, a comment, a bracket nor a line's end is taken in one piece.
_PIECE: Final = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\')|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]|[^"'#\[\]{}\n]+''',
    re.DOTALL,
)


def lines_of(text: str) -> dict[str, int]:
    """The line, counted from 1, on which each name and table is first said; names are joined with dots.

    The text must be TOML that has been read already. What stands inside a table of one line (`{…}`) is not told.
    """
    lines: dict[str, int] = {}
    for name, at in _names(text):
        line = text.count("\n", 0, at) + 1
        while name and name not in lines:  # the tables it stands in are said with it
            lines[name] = line
            name = name.rpartition(".")[0]  # noqa: PLW2901 - the same name, less and less of it
    return lines


def line_of(name: str, lines: dict[str, int]) -> int | None:
    """The line of a name, or else of the table or the value it stands in."""
    while name and name not in lines:
        name = name.rpartition(".")[0]
    return lines.get(name)


def _names(text: str) -> Iterator[tuple[str, int]]:
    table, at = "", 0
    while at < len(text):
        if skipped := _SKIPPED.match(text, at):
            at = skipped.end()
        elif text[at] == "[":
            start = at + (2 if text.startswith("[[", at) else 1)
            table, end = _name(text, start)
            yield table, at
            at = _end_of_line(text, end)
        else:
            name, end = _name(text, at)
            if end == at:
                return  # no TOML after all
            yield f"{table}.{name}" if table else name, at
            at = _end_of_line(text, end)


def _name(text: str, at: int) -> tuple[str, int]:
    """A name of one part or more, and where it ends."""
    parts: list[str] = []
    while part := _PART.match(text, at):
        parts.append(_unquoted(part[1]))
        at = part.end()
        if not text.startswith(".", at):
            break
        at += 1
    return ".".join(parts), at


def _unquoted(part: str) -> str:
    return str(tomllib.loads(f"name = {part}")["name"]) if part[0] in "\"'" else part


def _end_of_line(text: str, at: int) -> int:
    """Where the value that begins here ends: at a line's end outside of strings and brackets."""
    depth = 0
    while piece := _PIECE.match(text, at):
        at = piece.end()
        match piece[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth <= 0:
                break
    return at


LIMIT: Final = 64 * 1024
"""The most bytes of the file."""
_LONGEST_WORD = 60
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_KEYS = "keys"


class UnreadableSettings(LearnboardError):
    """A file that says nothing at all; `line` is where, as far as that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def preferences_of(path: Path) -> Preferences:
    """What the file says, with all its problems; defaults for the rest. Never raises."""
    try:
        text = text_of(path)
        found = table_of(text)
    except UnreadableSettings as error:
        return Preferences(problems=(SettingsProblem(error.line, str(error)),), path=path)
    return _checked(found, lines_of(text))._replace(path=path)


def text_of(path: Path) -> str:
    """The file's text, with line feeds alone.

    Raises:
        Unreadable: if it is no regular file, too large, not to be read, or not UTF-8.
    """
    try:
        data = _bytes_of(path)
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableSettings("This is not UTF-8 text: save the file as UTF-8.", line) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise UnreadableSettings(f"The file cannot be read ({reason}): check its permissions.") from None


def table_of(text: str) -> dict[str, Any]:
    """The values in a TOML text.

    Raises:
        Unreadable: if it is no TOML, with the line at which that was found.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: a number too long to be one is not only a TOML error
        place = _PLACE.search(str(error))
        reason = clean_line(_PLACE.sub("", str(error)))
        line = None if place is None else int(place[1]) if place[1] else text.count("\n") + 1
        raise UnreadableSettings(f"This is not TOML ({reason}): nothing in the file holds until it is.", line) from None


def _bytes_of(path: Path) -> bytes:
    # Without O_NONBLOCK the opening of a FIFO waits for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
            raise UnreadableSettings(f"This is {what}, not a file: settings are a text file.")
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(LIMIT + 1)
    finally:
        os.close(descriptor)
    if len(data) > LIMIT:
        raise UnreadableSettings(f"The file is larger than {LIMIT // 1024} KiB: nobody has so many settings.")
    return data


def _checked(found: dict[str, Any], lines: dict[str, int]) -> Preferences:
    problems: list[SettingsProblem] = []
    right: dict[str, Any] = {}
    for name, value in found.items():
        if name == _KEYS:
            right[name] = _keys(value, lines, problems)
        elif name not in _CHECKS:
            problems.append(SettingsProblem(line_of(name, lines), _unknown(name, value)))
        elif wanted := _CHECKS[name](value):
            problems.append(SettingsProblem(line_of(name, lines), f"“{name}” is {wanted}, not {_shown(value)}."))
        else:
            right[name] = value
    return Preferences(**right, problems=in_order(problems), lines=lines)


def _keys(value: object, lines: dict[str, int], problems: list[SettingsProblem]) -> dict[str, tuple[str, ...]]:
    """The keys wished for; what is no key at all becomes a problem."""
    if not isinstance(value, dict):
        problems.append(
            SettingsProblem(line_of(_KEYS, lines), f"“{_KEYS}” is a table: write [{_KEYS}] on a line of its own.")
        )
        return {}
    wished: dict[str, tuple[str, ...]] = {}
    for name, said in _leaves(value):
        line = line_of(f"{_KEYS}.{name}", lines)
        keys = _key_list(said)
        if keys is None:
            message = f'“{clean_line(name)}” is a key such as "c", or several, not {_shown(said)}.'
            problems.append(SettingsProblem(line, message))
        elif not keys:
            problems.append(
                SettingsProblem(line, f"“{clean_line(name)}” names no key: without one, nobody could do it.")
            )
        elif name in wished:
            problems.append(SettingsProblem(line, f"“{clean_line(name)}” is said twice: the first holds."))
        else:
            wished[name] = keys
    return wished


def _leaves(table: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Names joined with dots, and their values: `card.check_in` may be written with quotes, without, or as a table."""
    waiting = [("", table)]
    while waiting:
        prefix, inner = waiting.pop()
        for name, value in inner.items():
            whole = f"{prefix}.{name}" if prefix else name
            if isinstance(value, dict):
                waiting.append((whole, value))
            else:
                yield whole, value


def _key_list(said: object) -> tuple[str, ...] | None:
    if isinstance(said, str):
        # The comma is a key too, and so is the blank.
        return (said,) if said in {",", " "} else tuple(key.strip() for key in said.split(",") if key.strip())
    if isinstance(said, list) and all(isinstance(key, str) for key in said):
        return tuple(key for key in said if key)
    return None


def _unknown(name: str, value: object) -> str:
    shown = clean_line(name)[:_LONGEST_WORD]
    what = f"There is no table [{shown}]" if isinstance(value, dict) else f"There is no setting “{shown}”"
    near = get_close_matches(name, [*_CHECKS, _KEYS], 1)
    return f"{what}: did you mean “{near[0]}”?" if near else f"{what}: there are {', '.join(_CHECKS)} and [{_KEYS}]."


def _shown(value: object) -> str:
    """A value as the person may have written it, cut."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    text = clean_line(str(value))
    text = text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 1] + "…"
    return f"“{text}”" if isinstance(value, str) else text


def _no_name(value: object) -> str:
    return "" if isinstance(value, str) and value else "the name of a theme, in quotes"


def _no_flag(value: object) -> str:
    return "" if isinstance(value, bool) else "true or false"


def _no_text(value: object) -> str:
    return "" if isinstance(value, str) else "the path of a folder, in quotes"


def _no_density(value: object) -> str:
    if isinstance(value, str) and value in DENSITIES:
        return ""
    near = get_close_matches(value, DENSITIES, 1) if isinstance(value, str) else []
    return f'"{near[0]}"' if near else " or ".join(f'"{density}"' for density in DENSITIES)


_CHECKS: Final[dict[str, Callable[[object], str]]] = {
    "theme": _no_name,
    "ascii": _no_flag,
    "density": _no_density,
    "animation": _no_flag,
    "warned_of": _no_text,
}
"""For each setting: what it is if a value is none for it, else nothing."""
