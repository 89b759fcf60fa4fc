"""Repairs of what can be repaired without losing anything that a person wrote, after a backup."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import LearnboardError
from learnboard.domain.text import clean_line
from learnboard.presentation.values import count_of
from learnboard.service.doctor.findings import Examination, RepairKind, full_sentence
from learnboard.storage import backups, integrity
from learnboard.storage import repair as board_repair
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import quoted_path
from learnboard.storage.opening import open_unmigrated
from learnboard.storage.privacy import find_exposed, make_private
from learnboard.storage.store import WAIT


class Repaired(NamedTuple):
    """What was repaired and what could not be, in sentences."""

    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def repair(found: Examination, now: datetime, *, own_folder: bool = False, wait: float = WAIT) -> Repaired:
    """Do all repairs that an examination found possible. Nothing is raised; what fails is reported."""
    done: list[str] = []
    failed: list[str] = []
    if kinds := [kind for kind in _REPAIRS if kind in found.repairs]:
        try:
            done.extend(_repair_file(found.board, kinds, now, wait))
        except LearnboardError as error:
            failed.append(str(error))
    for exposed in find_exposed(found.board, own_folder) if "permissions" in found.repairs else ():
        path = quoted_path(exposed.path)
        try:
            make_private(exposed)
            done.append(f"{path} is private now.")
        except OSError as error:
            failed.append(f"{path} cannot be made private ({error.strerror}): its owner can do that.")
    return Repaired(tuple(map(full_sentence, done)), tuple(map(full_sentence, failed)))


def _repair_file(board: Path, kinds: Sequence[RepairKind], now: datetime, wait: float) -> Iterator[str]:
    saved = backups.create_backup(board, "repair", now=now, wait=wait)
    yield f"The board as it was is in {clean_line(saved.name) if saved else 'its backups'}."
    with open_unmigrated(board, wait) as file, closing(file):
        for kind in kinds:
            yield from _REPAIRS[kind](file)


def _indices(board: BoardFile) -> Iterator[str]:
    damage = integrity.find_damage(board)
    for name in board_repair.rebuild_indices(board, damage):
        yield f"Rebuilt the index “{name}”."
    if damage:
        yield "Rebuilt all indices from the rows."


def _journal(board: BoardFile) -> Iterator[str]:
    found = board_repair.repair_journal(board)
    if found.orphaned_changes:
        yield f"Deleted changes without a step: {found.orphaned_changes:,}."
    if found.misplaced:
        yield f"Deleted undone steps that could not be redone: {len(found.misplaced):,}."
    for step in found.unreadable:
        yield f"The step “{clean_line(step.label)}” and those before it are history only: they can no longer be undone."


def _drafts(board: BoardFile) -> Iterator[str]:
    if deleted := board_repair.delete_unreadable_drafts(board):
        yield f"Deleted drafts of forms that no form can show: {deleted:,}."


def _references(board: BoardFile) -> Iterator[str]:
    rows = board_repair.clear_references(board)
    if rows.permanent:
        count = count_of(rows.permanent, "row")
        yield f"Cleared references to missing rows for good, in {count}: the backup has them."
    if rows.undoable:
        count = count_of(rows.undoable, "row")
        yield f"Cleared references to missing rows, in {count}: “undo” restores them."


_REPAIRS: Final[Mapping[RepairKind, Callable[[BoardFile], Iterator[str]]]] = {
    "indices": _indices,
    "journal": _journal,
    "drafts": _drafts,
    "references": _references,
}
"""The repairs of the file, in this order: a step is written last, into a journal that is whole."""
