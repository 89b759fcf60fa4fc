"""Everything that can be looked at about a board, looked at once."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import Trouble
from learnboard.service.doctor.around import look_at_backups, look_at_permissions, look_at_place, way_back
from learnboard.service.doctor.findings import Examination, Finding, fine, notice, wrong
from learnboard.service.doctor.inside import FileExamination, look_inside, looked
from learnboard.service.opening import no_board
from learnboard.storage.store import WAIT

_LOST: Final[tuple[Trouble, ...]] = ("missing", "empty", "foreign", "damaged")
"""What a backup helps against."""
_NO_WAY_BACK: Final = (
    "There is no backup to go back to: put a copy of the file from elsewhere in its place, or bring in a full snapshot "
    "with “learnboard --board NEW.db import FILE”."
)


def examine(
    board: Path, now: datetime, *, own_folder: bool = False, settings: Sequence[str] = (), wait: float = WAIT
) -> Examination:
    """Look at a board and what is around it; nothing is changed, and nothing is raised.

    `own_folder` says that learnboard made the folder the board lies in; `settings` are the problems of the settings
    file, which are told along with the rest.
    """
    inside = look_inside(board, wait)
    lost = inside.trouble in _LOST
    around = (
        looked("backups", lambda: look_at_backups(board, now, empty=inside.empty, lost=lost)),
        looked("permissions", lambda: _permissions(board, inside, own_folder=own_folder)),
        looked("settings", lambda: [wrong(each) for each in settings] or [fine("Nothing is wrong with them")]),
        looked("place", lambda: look_at_place(board)),
    )
    advice = _advice(board, now, inside) if lost else ""
    return Examination(board, (*inside.checks, *around), inside.trouble, advice)


def _permissions(board: Path, inside: FileExamination, *, own_folder: bool) -> list[Finding]:
    if inside.trouble == "foreign":  # somebody else's file is theirs to share
        return [notice("This was not looked at, because the file is no board")]
    return look_at_permissions(board, own_folder=own_folder)


def _advice(board: Path, now: datetime, inside: FileExamination) -> str:
    """How a board that is lost comes back."""
    if found := way_back(board, now):
        return found
    if inside.trouble == "missing":
        return no_board(board)
    return _NO_WAY_BACK if inside.trouble == "damaged" else ""
