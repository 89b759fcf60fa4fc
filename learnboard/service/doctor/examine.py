"""The examination of a board: its file, and what is around it. Nothing is changed, and nothing is raised."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable, LearnboardError, Trouble
from learnboard.domain.model.records import TABLES
from learnboard.service.doctor.findings import RESTORE, Check, CheckName, Examination, Finding, fine, notice, wrong
from learnboard.service.doctor.journal import journal_findings
from learnboard.service.doctor.permissions import permission_findings
from learnboard.service.doctor.references import find_dangling, reference_findings
from learnboard.service.doctor.rows import read_all_rows, row_findings
from learnboard.service.doctor.schema import (
    file_findings,
    find_damage,
    find_differences,
    is_index_damage,
    schema_findings,
    table_names,
)
from learnboard.service.doctor.surroundings import backup_findings, place_findings, restore_advice
from learnboard.service.opening import missing_board_message
from learnboard.storage.errors import quoted_path
from learnboard.storage.inspection import OpenedFile, open_for_inspection
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION_ID
from learnboard.storage.store import WAIT

_FILE_CHECKS: Final[Sequence[CheckName]] = ("file", "schema", "references", "invariants", "journal")
_LOST: Final[tuple[Trouble, ...]] = ("missing", "empty", "foreign", "damaged")
"""The troubles that a backup helps against."""
_REASONS: Final[dict[Trouble, str]] = {
    "damaged": "the file is damaged",
    "foreign": "the file is no board",
    "newer": "this learnboard is too old for it",
}
_NO_WAY_BACK: Final = (
    "There is no backup to go back to: replace the file with a copy from elsewhere, or import a full snapshot "
    "with “learnboard --board NEW.db import FILE”."
)


class _FileExamination:
    """What is found in the file, what keeps it from being used, and whether nothing is on the board."""

    def __init__(self, path: Path, wait: float) -> None:
        self.findings: dict[CheckName, list[Finding]] = {}
        self.trouble: Trouble | None = None
        self.empty = False
        try:
            with open_for_inspection(path, wait) as opened, opened.board.read_transaction():
                self.trouble = self._examine(opened)
        except BoardUnavailable as error:
            self.findings, self.trouble = {"file": [wrong(str(error))]}, error.trouble
        except Exception as error:  # noqa: BLE001 - a board that nobody foresaw is what this is for
            self.findings, self.trouble = {"file": [_unforeseen(error)]}, "other"

    def checks(self) -> list[Check]:
        """Return the checks of the file; where it kept them from being done, they say why."""
        reason = _REASONS.get(self.trouble or "other", "the file cannot be read")
        skipped = [notice(f"Not checked, because {reason}")]
        return [Check(name, self.findings.get(name, skipped)) for name in _FILE_CHECKS]

    def _examine(self, opened: OpenedFile) -> Trouble | None:
        """Fill in the findings, as far as the file can be used."""
        board = opened.board
        schema = board.pragma("user_version")
        if board.pragma("application_id") != APPLICATION_ID or schema < 1:
            what = f"The file {quoted_path(board.path)} belongs to another program"
            self.findings["file"] = [wrong(f"{what}: give the path of one that learnboard made")]
            return "foreign"
        damage = find_damage(board)
        self.findings["file"] = file_findings(opened, damage)
        if damage and not is_index_damage(damage):
            return "damaged"
        parts = find_differences(board) if schema <= SCHEMA else ()
        self.findings["schema"] = schema_findings(schema, parts)
        if schema > SCHEMA:
            return "newer"
        tables = table_names(board) - {part.name for part in parts}
        read = read_all_rows(board, tables)
        dangling = find_dangling(board, tables)
        self.findings |= {
            "references": _found(lambda: reference_findings(dangling, read.values)),
            "invariants": _found(lambda: row_findings(read, references_found=bool(dangling))),
            "journal": _found(lambda: journal_findings(board, tables)),
        }
        self.empty = not any(read.values.get(name) for name in TABLES)
        return None


def examine(
    board: Path, now: datetime, *, own_folder: bool = False, settings: Sequence[str] = (), wait: float = WAIT
) -> Examination:
    """Examine a board and what is around it.

    `own_folder` says that learnboard made the folder of the board. `settings` are the problems of the settings file,
    which are reported too. Another program's lock is waited for `wait` seconds.
    """
    file = _FileExamination(board, wait)
    lost = file.trouble in _LOST
    # Somebody else's file is theirs to share.
    foreign = [notice("Not checked, because the file is no board")] if file.trouble == "foreign" else []
    checks = (
        *file.checks(),
        Check("backups", _found(lambda: backup_findings(board, now, empty=file.empty, lost=lost))),
        Check("permissions", foreign or _found(lambda: permission_findings(board, own_folder=own_folder))),
        Check("settings", [*map(wrong, settings)] or [fine("Nothing is wrong with them")]),
        Check("place", _found(lambda: place_findings(board))),
    )
    return Examination(board, checks, file.trouble, _advice(board, now, file.trouble) if lost else "")


def _advice(board: Path, now: datetime, trouble: Trouble | None) -> str:
    """How to get a lost board back."""
    if found := restore_advice(board, now):
        return found
    if trouble == "missing":
        return missing_board_message(board)
    return _NO_WAY_BACK if trouble == "damaged" else ""


def _found(find: Callable[[], list[Finding]]) -> list[Finding]:
    """What one check finds; an error while examining is a finding."""
    try:
        return find()
    except LearnboardError as error:
        return [wrong(f"This could not be checked: {error}")]
    except Exception as error:  # noqa: BLE001 - as above
        return [_unforeseen(error)]


def _unforeseen(error: Exception) -> Finding:
    return wrong(f"This could not be checked ({type(error).__name__}: {error}): {RESTORE}")
