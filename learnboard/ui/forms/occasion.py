"""An export as values: what it begins with, what is to be written, and what becomes of both outside the screen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from learnboard.domain.errors import LearnboardError
from learnboard.domain.people import Acquaintance
from learnboard.service.handover.parcels import Handover, Kind, Parcel, hand_over_at, packed_at
from learnboard.service.handover.readers import Handed
from learnboard.ui.file_names import here, is_folder, short
from learnboard.ui.text import simplified


class Order(NamedTuple):
    """What is to be written: the parcel, as which kind of file, where, and what was agreed to."""

    parcel: Parcel
    kind: Kind
    path: Path
    force: bool
    anyway: bool


class Occasion(NamedTuple):
    """What an export begins with: the board's file and day, who can be written for, what was written, newest first."""

    path: Path
    day: date
    people: Sequence[Acquaintance]
    earlier: Sequence[Handed]


def packed(occasion: Occasion, handover: Handover) -> Parcel | LearnboardError:
    """What would leave, or why that cannot be told. For a thread."""
    try:
        return packed_at(occasion.path, handover, datetime.now(UTC), occasion.day)
    except LearnboardError as error:
        return error


def written(board: Path, order: Order) -> Sequence[str]:
    """Write the file; answers what is to be said of it. For a thread.

    Raises:
        LearnboardError: if it cannot be written.
    """
    parcel, kind, path, force, anyway = order
    _, notices = hand_over_at(board, parcel, kind, path, force=force, anyway=anyway)
    return notices[len(parcel.leaks) :]  # the places of private words were told before


def same(path: Path, board: Path) -> bool:
    """Whether a path is that of the board itself."""
    try:
        return path.samefile(board)
    except (OSError, ValueError):
        return False


def sentence(order: Order) -> str:
    """What was written: `wrote “~/a.html”: snapshot 3 for Rowan Teal, something was withheld`."""
    snapshot, person = order.parcel.snapshot, order.parcel.person
    reader = f"for {simplified(person.name)}" if person else f"with profile {snapshot.profile}"
    held_back = ", something was withheld" if snapshot.withheld else ""
    return f"wrote “{short(order.path)}”: snapshot {snapshot.sequence} {reader}{held_back}"


def last_folder(earlier: Sequence[Handed]) -> Path:
    """The folder of the file that was written last, if it is there; else the working folder."""
    folders = (Path(one.file).parent for one in earlier if one.file)
    return next((folder for folder in folders if folder.is_absolute() and is_folder(folder)), here())
