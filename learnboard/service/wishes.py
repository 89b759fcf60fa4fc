"""What a person can ask for, as values, and what they are answered."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from learnboard.domain.board import Changes
from learnboard.domain.fields import Id, Number
from learnboard.domain.figures import Figures
from learnboard.domain.key_results import Blocker, Status


@dataclass(frozen=True, slots=True)
class MoveKeyResult:
    """Put a key result at `place` (0 is the top) of an objective."""

    key_result: Id
    objective: Id
    place: int


@dataclass(frozen=True, slots=True)
class MoveObjective:
    """Put an objective at `place` (0 is the left) among those of its cycle."""

    objective: Id
    place: int


@dataclass(frozen=True, slots=True)
class CheckInKeyResult:
    """Say where a key result stands on a day: its value, confidence (1 to 10) and a note, each as far as known."""

    key_result: Id
    on: date
    value: Number | None = None
    confidence: int | None = None
    note: str = ""
    status: Status | None = None
    blocker: Blocker | None = None


@dataclass(frozen=True, slots=True)
class ToggleDone:
    """Done on the day, or not done after all.

    A milestone key result finishes its next open step; when all are done, the last one is open again.
    """

    key_result: Id
    on: date


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last step back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do the step again that was taken back last."""


Command: TypeAlias = MoveKeyResult | MoveObjective | CheckInKeyResult | ToggleDone | Undo | Redo


class Result(NamedTuple):
    """What was done, in a sentence, what it changed on the board, and the card it was about."""

    message: str
    changes: Changes = Changes()
    focus: Id | None = None


class CheckInPreview(NamedTuple):
    """A key result's figures as they are and as a check-in would make them."""

    before: Figures
    after: Figures
