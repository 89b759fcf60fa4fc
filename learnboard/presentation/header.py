"""What the header line of a board says beside its figures."""

from datetime import date
from typing import Final

from learnboard.domain.board import Board
from learnboard.presentation.values import away, count_of, short_day

STILL_SEARCHING: Final = "still searching · O"
"""What stands in the place of the goal while none is chosen."""
NO_MENTOR: Final = "no mentor yet · P"
"""In the place of the next meeting on a board on which no mentor is in force."""
_CLOSES_SOON: Final = 7
"""Days before its close from which the header tells of a proposal: one is open for a week as a rule."""


def next_meeting(name: str, on: date, day: date, *, relative: bool = True) -> str:
    """Who is met next and when, as seen on `day`: `Rowan in 42 days`; not `relative` to it `Rowan 7 Aug`."""
    first_name, days = name.split(" ", 1)[0] or "meeting", (on - day).days
    if not relative:
        return f"{first_name} {short_day(on, day)}"
    if days == 0:
        return f"{first_name} today"
    count = count_of(abs(days), "day")
    return f"{first_name} in {count}" if days > 0 else f"{first_name} {count} overdue"


def closing_notice(board: Board) -> str:
    """What the header says of the open proposal that closes next: `proposal closes in 2 days, 1 of 2`; or nothing."""
    closing, day = board.closing, board.day
    if closing is None or (closing.closes_on - day).days > _CLOSES_SOON:
        return ""
    return f"proposal closes {away(closing.closes_on, day)}, {closing.answered} of {closing.asked}"


def hints_notice(count: int) -> str:
    """How many hints there are on the board, with the key that lists them: `3 hints · F`."""
    return f"{count_of(count, 'hint')} · F"
