"""What a file of another minor version of the format cannot say, or says and is not shown (FORMAT.md §1)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.presentation.values import day_text

_NOT_IN_MINOR_0: Final = (
    "from when a key result counts, what its target was before a change, what help is wanted, or how a cycle was closed"
)
_MOST_NAMES: Final = 3


def older_files_text(days: Sequence[date]) -> str:
    """What snapshots of these days cannot tell, since their files are of minor 0; empty for none."""
    if not days:
        return ""
    what, says = ("snapshots", "do not say") if len(days) > 1 else ("snapshot", "does not say")
    named = " and ".join(day_text(day) for day in days)
    return f"An older learnboard wrote the {what} of {named}, which {says} {_NOT_IN_MINOR_0}."


def newer_file_text(found: str, known: str, left_out: Sequence[str]) -> str:
    """That a file is of a newer minor than the one that is known, and what is left out of it, by name where it has one.

    The names must be ready to be shown: they come from a stranger.
    """
    names = [*left_out[:_MOST_NAMES], *([f"{len(left_out) - _MOST_NAMES} more"] if len(left_out) > _MOST_NAMES else ())]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    return (
        f"The file is of version {found} of the format, newer than the {known} of this learnboard: what is new in it "
        f"is left out{f', such as {listed}' if listed else ''}. Update learnboard to see it."
    )
