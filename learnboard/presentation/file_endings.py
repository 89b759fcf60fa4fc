"""What the ending of a file's name says that is in it."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

_FORMATS: Final[Mapping[str, str]] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".ics": "ics",
    ".csv": "csv",
}
_WHAT: Final[Mapping[str, str]] = {
    "html": "a page",
    "markdown": "a text in Markdown",
    "json": "a file for learnboard",
    "ics": "a calendar",
    "csv": "a table",
}
_ALSO: Final[Mapping[str, str]] = {"story": "html"}
"""A format that is another one by the ending of its file."""


def format_of(path: PurePath) -> str:
    """Return the format that the name of a file stands for; empty if it stands for none."""
    return _FORMATS.get(path.suffix.lower(), "")


def other_format(path: PurePath, kind: str) -> str:
    """Say what the name of a file stands for, if that is not its format: `a file that ends in .md is …`."""
    named = format_of(path)
    return "" if named in ("", _ALSO.get(kind, kind)) else f"a file that ends in {path.suffix} is {_WHAT[named]}"
