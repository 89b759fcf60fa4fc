"""What is told of cycles: where each stands, and that one ends."""

from datetime import date

from learnboard.domain.board import Board
from learnboard.domain.cycles import NEAR_END, CycleDays, neighbour
from learnboard.domain.metrics.progress import current_cycle
from learnboard.domain.model.goals import Cycle, CycleKind
from learnboard.domain.review import LEAST_INVITED, is_asked_for
from learnboard.presentation.values import Fact, away, day_text, quoted, short_day

KINDS: dict[CycleKind, str] = {
    "year": "year",
    "quarter": "quarter",
    "onboarding": "onboarding",
    "custom": "own dates",
}
"""What the kinds of cycles are called."""
CLOSE_KEY = "Y"
REOPENS = "C, then X, opens it again"
"""What to press when a cycle is closed that should not be."""
NO_CYCLE = "There is no cycle yet: n in the list of cycles makes one."


def cycle_days(cycle: Cycle | CycleDays) -> str:
    """The first and the last day of a cycle: `1 Jan 2026 to 31 Dec 2026`."""
    return f"{day_text(cycle.starts_on)} to {day_text(cycle.ends_on)}"


def cycle_state(cycle: Cycle, day: date) -> Fact:
    """Where a cycle stands on a day: `ends in 12 days`, `closed 5 Jan 2026`."""
    if cycle.closed:
        return Fact(f"closed {short_day(cycle.closed_on, day)}" if cycle.closed_on else "closed", "quiet")
    if day < cycle.starts_on:
        return Fact(f"begins {away(cycle.starts_on, day)}", "quiet")
    if day > cycle.ends_on:
        return Fact(f"ended {away(cycle.ends_on, day)}", "warn")
    return Fact(f"ends {away(cycle.ends_on, day)}", "warn" if (cycle.ends_on - day).days <= NEAR_END else "good")


def cycle_notice(board: Board, *, own: bool = True) -> str:
    """What the header says of the cycle that is shown; empty most of the year.

    It names the key that belongs to it; to another reader than the owner it says only that the cycle is over.
    """
    cycle, day = board.cycle, board.day
    if cycle is None:
        return ""
    return _own_notice(board, cycle, day) if own else _over_text(cycle, day)


def _over_text(cycle: Cycle, day: date) -> str:
    if cycle.closed:
        return f"{cycle.title} is closed"
    return f"{cycle.title} ended {short_day(cycle.ends_on, day)}" if day > cycle.ends_on else ""


def _own_notice(board: Board, cycle: Cycle, day: date) -> str:
    if cycle.closed:
        later = neighbour(board.cycles, cycle, 1)
        return f"{cycle.title} is closed" + (f" · ) {later.title}" if later else " · read-only")
    current = current_cycle(board.cycles, day)
    if cycle.starts_on > day or (current and current.starts_on > cycle.starts_on and day <= cycle.ends_on):
        return f"begins {away(cycle.starts_on, day)}"
    if day > cycle.ends_on:
        return f"{cycle.title} ended {away(cycle.ends_on, day)} · {CLOSE_KEY}"
    if (cycle.ends_on - day).days <= NEAR_END:
        return f"{cycle.title} ends {away(cycle.ends_on, day)} · {CLOSE_KEY}"
    return ""


def review_notice(board: Board) -> str:
    """What the header says of the review that is due: `review in 9 days, 1 of 2 invited`; or nothing."""
    due, day = board.review, board.day
    if due is None or not is_asked_for(due.on, day):
        return ""
    invited = f", {due.invited} of {LEAST_INVITED} invited" if due.invited < LEAST_INVITED else ""
    return f"review {due_words(due.on, day)}{invited}"


def due_words(on: date, day: date) -> str:
    """When a review is due: `in 9 days`, `today`, `due since 2 Apr`."""
    return f"due since {short_day(on, day)}" if on < day else away(on, day)


def shown_text(cycle: Cycle, day: date) -> str:
    """That the board of a cycle is shown, in a sentence."""
    state = cycle_state(cycle, day).text
    if cycle.closed:
        return f"{quoted(cycle.title)} {'was' if cycle.closed_on else 'is'} {state} and can only be read: {REOPENS}."
    return f"{quoted(cycle.title)}, {cycle_days(cycle)}: it {state}."


def closed_refusal(title: str) -> str:
    """Why nothing in a closed cycle changes, and what opens it again."""
    return f"{quoted(title)} is closed and can only be read: {REOPENS}."


def no_neighbour_text(cycle: Cycle, steps: int) -> str:
    """That there is no cycle after, or before, the one that is shown."""
    if steps < 0:
        return f"{quoted(cycle.title)} is the first cycle of this board."
    return f"{quoted(cycle.title)} is the last cycle: n in the list of cycles (C) makes the next."


def overlap_text(other: Cycle) -> str:
    """Why a cycle cannot have some days that another one has, and what to do instead."""
    return (
        f"cycles do not overlap, and {quoted(other.title)} is from {cycle_days(other)}: choose other days, end that "
        "one earlier, or give key results due dates within it"
    )
