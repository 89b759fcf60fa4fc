"""The examination of a board: its file, and what is around it. Nothing is changed, and nothing is raised."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import BoardUnavailable, LearnboardError, Trouble
from learnboard.domain.model.records import TABLES
from learnboard.service.doctor.findings import RESTORE, Check, CheckName, Examination, Finding, fine, notice, wrong
from learnboard.service.doctor.journal import journal_findings
from learnboard.service.doctor.rows import find_dangling, read_all_rows, reference_findings, row_findings
from learnboard.service.doctor.schema import (
    file_findings,
    find_damage,
    find_differences,
    is_index_damage,
    schema_findings,
    table_names,
)
from learnboard.service.doctor.surroundings import backup_findings, permission_findings, place_findings, restore_advice
from learnboard.service.opening import missing_board_message
from learnboard.storage.errors import quoted_path
from learnboard.storage.inspection import OpenedFile, open_for_inspection
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION_ID
from learnboard.storage.store import WAIT

_FILE_CHECKS: Final[Sequence[CheckName]] = ("file", "schema", "references", "invariants", "journal")
_LOST: Final[tuple[Trouble, ...]] = ("missing", "empty", "foreign", "damaged")
"""The troubles that a backup helps against."""
_REASONS: Final[dict[Trouble | None, str]] = {
    "damaged": "the file is damaged",
    "foreign": "the file is no board",
    "newer": "this learnboard is too old for it",
}
_NO_WAY_BACK: Final = (
    "There is no backup to go back to: replace the file with a copy from elsewhere, or import a full snapshot "
    "with “learnboard --board NEW.db import FILE”."
)


def examine(
    board: Path, now: datetime, *, own_folder: bool = False, settings: Sequence[str] = (), wait: float = WAIT
) -> Examination:
    """Examine a board and what is around it.

    `own_folder` says that learnboard made the folder of the board. `settings` are the problems of the settings file,
    which are reported too. Another program's lock is waited for `wait` seconds.
    """
    found: dict[CheckName, list[Finding]] = {}
    trouble, empty = _examine_file(board, wait, found)
    skipped = notice(f"Not checked, because {_REASONS.get(trouble, 'the file cannot be read')}")
    lost = trouble in _LOST
    findings: dict[CheckName, list[Finding]] = {
        **{name: found.get(name, [skipped]) for name in _FILE_CHECKS},
        "backups": _found(lambda: backup_findings(board, now, empty=empty, lost=lost)),
        "permissions": _found(lambda: permission_findings(board, own_folder=own_folder)),
        "settings": [*map(wrong, settings)] or [fine("Nothing is wrong with them")],
        "place": _found(lambda: place_findings(board)),
    }
    if trouble == "foreign":  # somebody else's file is theirs to share
        findings["permissions"] = [skipped]
    otherwise = {"missing": missing_board_message(board), "damaged": _NO_WAY_BACK}.get(trouble or "other", "")
    advice = (restore_advice(board, now) or otherwise) if lost else ""
    return Examination(board, tuple(Check(*each) for each in findings.items()), trouble, advice)


def _examine_file(path: Path, wait: float, found: dict[CheckName, list[Finding]]) -> tuple[Trouble | None, bool]:
    """Fill in what is found in the file; return what keeps it from being used, and whether nothing is on the board."""
    try:
        with open_for_inspection(path, wait) as opened, opened.board.read_transaction():
            return _examine_open(opened, found)
    except BoardUnavailable as error:
        trouble, finding = error.trouble, wrong(str(error))
    except Exception as error:  # noqa: BLE001 - a board that nobody foresaw is what this is for
        trouble, finding = "other", _unforeseen(error)
    found.clear()
    found["file"] = [finding]
    return trouble, False


def _examine_open(opened: OpenedFile, found: dict[CheckName, list[Finding]]) -> tuple[Trouble | None, bool]:
    board = opened.board
    schema = board.pragma("user_version")
    if board.pragma("application_id") != APPLICATION_ID or schema < 1:
        what = f"The file {quoted_path(board.path)} belongs to another program"
        raise BoardUnavailable(f"{what}: give the path of one that learnboard made", "foreign")
    damage = find_damage(board)
    found["file"] = file_findings(opened, damage)
    if damage and not is_index_damage(damage):
        return "damaged", False
    parts = find_differences(board)
    found["schema"] = schema_findings(schema, parts)
    if schema > SCHEMA:
        return "newer", False
    tables = table_names(board) - {part.name for part in parts}
    read = read_all_rows(board, tables)
    dangling = find_dangling(board, tables)
    found["references"] = _found(lambda: reference_findings(dangling, read.values))
    found["invariants"] = _found(lambda: row_findings(read, references_found=bool(dangling)))
    found["journal"] = _found(lambda: journal_findings(board, tables))
    return None, not any(read.values.get(name) for name in TABLES)


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
