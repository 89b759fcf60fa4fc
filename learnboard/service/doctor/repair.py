"""Repairs of what can be repaired without losing anything that a person wrote, after a backup."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.service.doctor.findings import Examination, RepairKind, full_sentence
from learnboard.service.doctor.journal import delete_drafts, repair_journal
from learnboard.service.doctor.rows import clear_references
from learnboard.service.doctor.schema import rebuild_indices
from learnboard.service.doctor.surroundings import find_exposed, make_private
from learnboard.storage import backups
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import quoted_path
from learnboard.storage.opening import open_unmigrated
from learnboard.storage.store import WAIT

_REPAIRS: Final[Mapping[RepairKind, Callable[[BoardFile], Iterator[str]]]] = {
    "indices": rebuild_indices,
    "journal": repair_journal,
    "drafts": delete_drafts,
    "references": clear_references,
}
"""The repairs of the file, in this order: a step is written last, into a journal that is whole."""


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
    exposed = find_exposed(found.board, own_folder=own_folder) if "permissions" in found.repairs else {}
    for path, mode in exposed.items():
        try:
            make_private(path, mode)
            done.append(f"{quoted_path(path)} is private now.")
        except OSError as error:
            failed.append(f"{quoted_path(path)} cannot be made private ({error.strerror}): its owner can do that.")
    return Repaired(tuple(map(full_sentence, done)), tuple(map(full_sentence, failed)))


def _repair_file(board: Path, kinds: Sequence[RepairKind], now: datetime, wait: float) -> Iterator[str]:
    saved = backups.create_backup(board, "repair", now=now, wait=wait)
    yield f"The board as it was is in {clean_line(saved.name) if saved else 'its backups'}."
    with open_unmigrated(board, wait) as file, closing(file):
        for kind in kinds:
            yield from _REPAIRS[kind](file)
