"""On which line of a TOML text a value is named: the parser of the standard library does not tell."""

import re
import tomllib
from collections.abc import Iterator
from typing import Final

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
