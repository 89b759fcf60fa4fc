"""What is told of a board that cannot be opened."""

from collections.abc import Mapping
from typing import Final

from learnboard.domain.errors import Trouble

TITLES: Final[Mapping[Trouble, str]] = {
    "missing": "The board is gone",
    "empty": "The board's file is empty",
    "foreign": "This is no board",
    "newer": "This board needs a newer learnboard",
    "older": "This board must be brought up to date",
    "damaged": "The board is damaged",
    "busy": "The board is in use",
}
"""Troubles that have a screen; with any other, the command line says why in a sentence."""

WHY: Final[Mapping[Trouble, str]] = {
    "missing": "There is no file {path} any more.",
    "empty": "{path} is there, with nothing in it.",
    "damaged": "{path} cannot be read as it is.",
    "busy": "Another program is writing to {path}.",
}
"""What the screen says where keys do what a command line would be told to type; else the sentence of the refusal."""

ASIDE: Final = "What is there is kept."
NOTHING_THERE: Final = "Nothing stands in its way."
CHOOSE: Final = "These are its backups, the newest first: enter brings one back. What is there now is kept."
CHOOSE_OR_BEGIN: Final = "These are its backups, the newest first: enter brings one back, n begins with a new board."
NO_BACKUPS: Final = "No backups of it lie beside it."
BEGIN: Final = "No backups of it lie beside it: n begins with a new board."
WAITING: Final = "Waiting until it is free: it is tried again twice a second, and opened as soon as it can be."
