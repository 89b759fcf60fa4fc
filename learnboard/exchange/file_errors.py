"""How a stranger's file is refused: the file, the place, what is wrong (FORMAT.md §1, "Files from strangers")."""

from pathlib import Path
from typing import Final

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line

_LONGEST_NAME: Final = 120


def refusal(name: Path | str, what: str, *, at: str = "") -> InvalidFile:
    """The refusal of the file called `name`; `at` is a line and column of it, `what` says where in the data and why."""
    return InvalidFile(f"{shown_name(name)}, {at}: {what}" if at else f"{shown_name(name)}: {what}")


def shown_name(path: Path | str) -> str:
    """What a file is called by in a sentence: clean, and of a long path the last 119 characters."""
    name = clean_line(str(path)) or "the file"
    return name if len(name) <= _LONGEST_NAME else "…" + name[1 - _LONGEST_NAME :]
