"""Everything that goes wrong in a way a person can be told."""

from typing import Literal, TypeAlias

Trouble: TypeAlias = Literal[
    "missing", "empty", "foreign", "newer", "older", "damaged", "read_only", "moved", "full", "busy", "other"
]
"""What is the matter with a board's file."""


class LearnboardError(Exception):
    """A refusal in one sentence: what, where, and what to do about it."""


class InvalidValue(LearnboardError):
    """A value that no board can hold."""


class NotFound(LearnboardError):
    """Something was asked for that is not on the board."""


class Rejected(LearnboardError):
    """A wish that cannot be granted as things stand now."""


class InvalidFile(LearnboardError):
    """A file that cannot be read, written or believed.

    Where what to do about it is told by an option of a command, `on_screen` tells it without.
    """

    def __init__(self, message: str, on_screen: str = "") -> None:
        super().__init__(message)
        self.on_screen = on_screen or message


class BoardUnavailable(LearnboardError):
    """A board file that cannot be opened or written; `trouble` says why, where something can be offered for it."""

    def __init__(self, message: str, trouble: Trouble = "other") -> None:
        super().__init__(message)
        self.trouble = trouble


class BoardBusy(BoardUnavailable):
    """Another process holds the board's lock; trying again may help."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "busy")
