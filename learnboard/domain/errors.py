"""Errors whose messages are for a person."""

from typing import Literal, TypeAlias

Trouble: TypeAlias = Literal[
    "missing", "empty", "foreign", "newer", "older", "damaged", "read_only", "moved", "full", "busy", "other"
]
"""What is wrong with a board's file."""


class LearnboardError(Exception):
    """An error with a message for a person: what happened, where, and what to do."""


class InvalidValue(LearnboardError):
    """A value that no board can hold."""


class NotFound(LearnboardError):
    """A row or file that was named does not exist."""


class Rejected(LearnboardError):
    """A command that cannot be carried out as things are now."""


class BlockedStep(Rejected):
    """Cannot be undone, since a row of it was changed outside learnboard or is needed; it can be skipped."""


class InvalidFile(LearnboardError):
    """A file that cannot be read or written, or whose content is invalid.

    If the message names an option of the command line, `on_screen` is the message without it.
    """

    def __init__(self, message: str, on_screen: str = "") -> None:
        super().__init__(message)
        self.on_screen = on_screen or message


class BoardUnavailable(LearnboardError):
    """A board file that cannot be opened or written; `trouble` is the reason, if something can be done about it."""

    def __init__(self, message: str, trouble: Trouble = "other") -> None:
        super().__init__(message)
        self.trouble = trouble


class BoardBusy(BoardUnavailable):
    """Another program holds the board's lock; trying again may help."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "busy")
