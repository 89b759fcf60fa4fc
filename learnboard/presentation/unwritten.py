"""What a mentor is told before they leave with feedback that is in no file yet."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import count_of, short_name

Place: TypeAlias = Literal["here", "other snapshot", "other person", "gone"]
"""Where feedback can be written to a file: on the screen, on another snapshot of the person, on another person's, or
nowhere, because no file of that snapshot is left."""
_LEAVE: Final = "q leaves."


class Unwritten(NamedTuple):
    """Items of feedback about somebody that are in no file yet."""

    name: str
    items: int
    place: Place


def unwritten_warning(rows: Sequence[Unwritten]) -> str:
    """Say how many items are in no file yet, about whom, and what leads to the file: of the nearest place first."""
    if here := _of(rows, "here"):
        return f"{here.items} {here.are} not written to a file yet: w writes {here.them}, {_LEAVE}"
    if near := _of(rows, "other snapshot"):
        return f"{near.items} on another snapshot {near.are} in no file yet: [ and ] lead there, {_LEAVE}"
    if other := _of(rows, "other person"):
        lead = f"open {other.them} (•), w writes {other.them}"
        return f"{other.items} about {other.name} {other.are} in no file: {lead}, {_LEAVE}"
    if gone := _of(rows, "gone"):
        return f"{gone.items} about {gone.name} {gone.are} kept until their file is back: {_LEAVE}"
    return ""


class _Count(NamedTuple):
    name: str
    items: str
    are: str
    them: str


def _of(rows: Sequence[Unwritten], place: Place) -> _Count | None:
    """Count the items of a place, and name whom they are about: one person, or how many."""
    there = [row for row in rows if row.place == place and row.items]
    if not there:
        return None
    names = {row.name for row in there}
    whom = short_name(names.pop()) or "somebody" if len(names) == 1 else count_of(len(names), "person", "people")
    count = sum(row.items for row in there)
    are, them = ("is", "it") if count == 1 else ("are", "them")
    return _Count(whom, count_of(count, "item"), are, them)
