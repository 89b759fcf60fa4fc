"""Everything that goes wrong in a way a person can be told."""


class LearnboardError(Exception):
    """A refusal in one sentence: what, where, and what to do about it."""


class InvalidValue(LearnboardError):
    """A value that no board can hold."""


class NotFound(LearnboardError):
    """Something was asked for that is not on the board."""


class Refused(LearnboardError):
    """A wish that cannot be granted as things stand now."""


class FileRefused(LearnboardError):
    """A file that cannot be read, written or believed.

    Where what to do about it is told by an option of a command, `on_screen` tells it without.
    """

    def __init__(self, sentence: str, on_screen: str = "") -> None:
        super().__init__(sentence)
        self.on_screen = on_screen or sentence


class BoardRefused(LearnboardError):
    """A board file that cannot be opened or written."""


class BoardBusy(BoardRefused):
    """Another process holds the board's lock; trying again may help."""
