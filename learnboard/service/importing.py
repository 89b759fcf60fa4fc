"""Whole boards brought in."""

from dataclasses import dataclass
from pathlib import Path

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import Refused
from learnboard.service import files
from learnboard.service.handlers import named
from learnboard.service.opening import open_or_create
from learnboard.storage.store import WAIT, Store


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in, in a sentence, and what is to be said of the file."""

    sentence: str
    notices: tuple[str, ...]


def import_board(file: Path, board: Path, *, wait: float = WAIT) -> Imported:
    """Make the board at a path the one in a full snapshot, as one step; the file is read before the board is touched.

    Raises:
        Refused: if there is something on the board already, or the snapshot is not a whole board.
        FileRefused: if the file is no snapshot that a board can hold.
    """
    snapshot = files.importable(file)
    new = not board.exists()
    with open_or_create(board, wait=wait) as store:
        _refuse_full(store, new=new)
        with store.step(f"import {named(file.name)}") as record:
            record.fill(snapshot.records)
    rows = {name: len(rows) for name, rows in snapshot.records.tables()}
    counts = f"{rows['objectives']} objectives, {rows['key_results']} key results and {rows['check_ins']} check-ins"
    sentence = f"imported {counts} into {clean_line(str(board))}"
    return Imported(sentence, files.notices_of(snapshot, file))


def _refuse_full(store: Store, *, new: bool) -> None:
    if not new and not store.records().empty:
        raise Refused(
            f"{clean_line(str(store.path))} is not empty: import into a new board with "
            "“learnboard --board NEW.db import FILE”."
        )
