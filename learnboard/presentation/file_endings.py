"""What the ending of a file's name says that is in it."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from learnboard.domain.text import clean_line, in_quotes

_FORMATS: Final[Mapping[str, str]] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".ics": "ics",
    ".csv": "csv",
    **dict.fromkeys((".xhtml", ".xht", ".shtml", ".mhtml", ".mht"), "other page"),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf"), "document"),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".tsv"), "other table"),
}
_WHAT: Final[Mapping[str, str]] = {
    "html": "a page",
    "markdown": "a text in Markdown",
    "json": "a file for learnboard",
    "ics": "a calendar",
    "csv": "a table",
    "other page": "a page of another kind",
    "document": "a document of another program",
    "other table": "a table of another kind",
}
_ENDINGS: Final[Mapping[str, str]] = {
    "html": ".html",
    "story": ".html",
    "markdown": ".md",
    "json": ".json",
    "ics": ".ics",
    "csv": ".csv",
}
"""How the name of a file should end, by what is written into it."""
_ALSO: Final[Mapping[str, str]] = {"story": "html"}
"""A format that is another one by the ending of its file."""


def format_of(path: PurePath) -> str:
    """Return the format that the name of a file stands for, also one that is not ours; empty if it stands for none."""
    return _FORMATS.get(_ending(path).lower(), "")


def is_ours(kind: str) -> bool:
    """Whether a format can be written at all."""
    return kind in _ENDINGS


def ending_of(kind: str) -> str:
    """Return how the name of a file ends that has a format."""
    return _ENDINGS[kind]


def describe_format(kind: str) -> str:
    """Return what a file of a format is, `a page`."""
    return _WHAT[kind]


def other_format(path: PurePath, kind: str) -> str:
    """Say what the name of a file stands for, if that is not its format: `a file that ends in .md is …`."""
    named = format_of(path)
    return "" if named in ("", _ALSO.get(kind, kind)) else f"a file that ends in {_ending(path)} is {_WHAT[named]}"


def no_folder(name: str) -> str:
    """Say that a name stands for a folder that is not there."""
    return f"there is no folder {in_quotes(clean_line(name))}: make it first, or leave out the / at the end"


def names_folder(name: str) -> bool:
    """Whether a name can only be that of a folder; a path forgets how it was written."""
    return name.endswith(("/", "/."))


def _ending(path: PurePath) -> str:
    """The ending of a name, also of one that is nothing else, such as `.html`: that has no suffix."""
    _, dot, ending = path.name.rpartition(".")
    return f"{dot}{ending}" if dot else ""
