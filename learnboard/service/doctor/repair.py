"""Repairs what can be repaired without losing anything that a person wrote, after a backup."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.text import clean_line
from learnboard.service.doctor.findings import Examination, Repair, whole
from learnboard.storage import backups, integrity
from learnboard.storage import repair as board_repair
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import quoted_path
from learnboard.storage.opening import open_unmigrated
from learnboard.storage.privacy import find_exposed, make_private
from learnboard.storage.store import WAIT


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was repaired, and what could not be, a sentence each."""

    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def repair(found: Examination, now: datetime, *, own_folder: bool = False, wait: float = WAIT) -> Repaired:
    """Do all repairs that an examination found possible. Nothing is raised; what fails is told."""
    done: list[str] = []
    failed: list[str] = []
    if wanted := [kind for kind in _REPAIRS if kind in found.repairs]:
        try:
            _repair_content(found.board, wanted, now, wait, done)
        except LearnboardError as error:
            failed.append(str(error))
    if "permissions" in found.repairs:
        for subject in find_exposed(found.board, own_folder):
            try:
                make_private(subject)
                done.append(f"{quoted_path(subject.path)} is yours alone.")
            except OSError as error:
                what = f"{quoted_path(subject.path)} cannot be kept to you ({error.strerror})"
                failed.append(f"{what}: its owner can do it.")
    return Repaired(tuple(map(whole, done)), tuple(map(whole, failed)))


def _repair_content(board: Path, wanted: Sequence[Repair], now: datetime, wait: float, done: list[str]) -> None:
    saved = backups.create_backup(board, "repair", now=now, wait=wait)
    done.append(f"The board as it was is in {clean_line(saved.name) if saved else 'its backups'}.")
    with open_unmigrated(board, wait) as file, closing(file):
        for kind in wanted:
            done.extend(_REPAIRS[kind](file))


def _indices(board: BoardFile) -> Iterator[str]:
    damage = integrity.find_damage(board)
    made = board_repair.rebuild_indices(board, damage)
    for name in made:
        yield f"The index “{name}” was made again."
    if damage:
        yield "All indices were made again from the rows."


def _journal(board: BoardFile) -> Iterator[str]:
    found = board_repair.repair_journal(board)
    if found.orphaned_changes:
        yield f"Changes without a step were deleted: {found.orphaned_changes:,}."
    if found.misplaced:
        yield f"Undone steps that could not be done again were deleted: {len(found.misplaced):,}."
    for each in found.unreadable:
        yield f"The step “{clean_line(each.label)}” and those before it stand as history: they can no longer be undone."


def _drafts(board: BoardFile) -> Iterator[str]:
    if dropped := board_repair.delete_unreadable_drafts(board):
        yield f"Half-filled forms that no form can show were deleted: {dropped:,}."


def _references(board: BoardFile) -> Iterator[str]:
    rows = board_repair.clear_references(board)
    if rows.permanent:
        yield f"References to rows that are gone were let go for good, in {_rows(rows.permanent)}: the backup has them."
    if rows.undoable:
        yield f"References to rows that are gone were let go, in {_rows(rows.undoable)}: “undo” takes it back."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


_REPAIRS: Final[Mapping[Repair, Callable[[BoardFile], Iterator[str]]]] = {
    "indices": _indices,
    "journal": _journal,
    "drafts": _drafts,
    "references": _references,
}
"""What is repaired in the file, in this order: a step is written last, into a journal that is whole."""
