"""The examination of a board: its file, and what is around it. Nothing is changed, and nothing is raised."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import BoardUnavailable, LearnboardError, Trouble
from learnboard.domain.model.records import TABLES
from learnboard.service.doctor import contents
from learnboard.service.doctor.findings import RESTORE, Check, CheckName, Examination, Finding, fine, notice, wrong
from learnboard.service.doctor.surroundings import backup_findings, permission_findings, place_findings, restore_advice
from learnboard.service.opening import missing_board_message
from learnboard.storage import integrity
from learnboard.storage.connection import BoardFile
from learnboard.storage.errors import quoted_path
from learnboard.storage.inspection import OpenedFile, open_for_inspection
from learnboard.storage.integrity import read_all_rows
from learnboard.storage.journal_integrity import check_journal, find_unreadable_drafts
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION_ID
from learnboard.storage.store import WAIT

_FILE_CHECKS: Final[Sequence[CheckName]] = ("file", "schema", "references", "invariants", "journal")
_LOST: Final[tuple[Trouble, ...]] = ("missing", "empty", "foreign", "damaged")
"""The troubles that a backup helps against."""
_NO_WAY_BACK: Final = (
    "There is no backup to go back to: replace the file with a copy from elsewhere, or import a full snapshot "
    "with “learnboard --board NEW.db import FILE”."
)


class _FileExamination(NamedTuple):
    """What was found in the file, what keeps it from being used, and whether it is empty."""

    checks: tuple[Check, ...]
    trouble: Trouble | None = None
    empty: bool = False


def examine(
    board: Path, now: datetime, *, own_folder: bool = False, settings: Sequence[str] = (), wait: float = WAIT
) -> Examination:
    """Examine a board and what is around it.

    `own_folder` says that learnboard made the folder of the board. `settings` are the problems of the settings file,
    which are reported too. Another program's lock is waited for `wait` seconds.
    """
    file = _examine_file(board, wait)
    lost = file.trouble in _LOST
    checks = (
        _check("backups", lambda: backup_findings(board, now, empty=file.empty, lost=lost)),
        _check("permissions", lambda: _permission_findings(board, file, own_folder=own_folder)),
        _check("settings", lambda: [wrong(message) for message in settings] or [fine("Nothing is wrong with them")]),
        _check("place", lambda: place_findings(board)),
    )
    advice = _advice(board, now, file) if lost else ""
    return Examination(board, (*file.checks, *checks), file.trouble, advice)


def _permission_findings(board: Path, file: _FileExamination, *, own_folder: bool) -> list[Finding]:
    if file.trouble == "foreign":  # somebody else's file is theirs to share
        return [notice("Not checked, because the file is no board")]
    return permission_findings(board, own_folder=own_folder)


def _advice(board: Path, now: datetime, file: _FileExamination) -> str:
    """How to get a lost board back."""
    if found := restore_advice(board, now):
        return found
    if file.trouble == "missing":
        return missing_board_message(board)
    return _NO_WAY_BACK if file.trouble == "damaged" else ""


def _check(name: CheckName, find: Callable[[], list[Finding]]) -> Check:
    """One check; an error while examining is a finding."""
    try:
        return Check(name, tuple(find()))
    except LearnboardError as error:
        return Check(name, (wrong(f"This could not be checked: {error}"),))
    except Exception as error:  # noqa: BLE001 - a board that nobody foresaw is what this is for
        return Check(name, (_unforeseen(error),))


def _unforeseen(error: Exception) -> Finding:
    return wrong(f"This could not be checked ({type(error).__name__}: {error}): {RESTORE}")


# -- the file -----------------------------------------------------------------------------------------------------


def _examine_file(path: Path, wait: float) -> _FileExamination:
    try:
        with open_for_inspection(path, wait) as opened, opened.board.read_transaction():
            return _examine_opened(opened)
    except BoardUnavailable as error:
        return _stop("the file cannot be read", error.trouble, [wrong(str(error))])
    except Exception as error:  # noqa: BLE001 - as above
        return _stop("the file cannot be read", "other", [_unforeseen(error)])


def _stop(reason: str, trouble: Trouble, *findings: list[Finding]) -> _FileExamination:
    """The checks of a file that cannot be examined further: the findings so far, and why there are no more."""
    skipped = [notice(f"Not checked, because {reason}")]
    every = [*findings, *[skipped] * (len(_FILE_CHECKS) - len(findings))]
    checks = (Check(name, tuple(found)) for name, found in zip(_FILE_CHECKS, every, strict=True))
    return _FileExamination(tuple(checks), trouble)


def _examine_opened(opened: OpenedFile) -> _FileExamination:
    board = opened.board
    schema = board.pragma("user_version")
    if board.pragma("application_id") != APPLICATION_ID or schema < 1:
        what = f"The file {quoted_path(board.path)} belongs to another program"
        message = f"{what}: give the path of one that learnboard made"
        return _stop("the file is no board", "foreign", [wrong(message)])
    damage = integrity.find_damage(board)
    size = board.pragma("page_count") * board.pragma("page_size")
    findings = contents.file_findings(damage, opened.leftover, opened.read_only, size)
    if damage and not integrity.is_index_damage(damage):
        return _stop("the file is damaged", "damaged", findings)
    if schema > SCHEMA:
        return _stop("this learnboard is too old for it", "newer", findings, contents.schema_findings(schema, ()))
    return _examine_contents(board, schema, findings)


def _examine_contents(board: BoardFile, schema: int, findings: list[Finding]) -> _FileExamination:
    parts = integrity.find_schema_differences(board, schema)
    tables = integrity.table_names(board) - {part.name for part in parts}
    read = read_all_rows(board, tables)
    dangling = integrity.find_dangling_references(board, tables)
    checks = (
        Check("file", tuple(findings)),
        Check("schema", tuple(contents.schema_findings(schema, parts))),
        _check("references", lambda: contents.reference_findings(dangling, read.values)),
        _check("invariants", lambda: contents.row_findings(read, references_found=bool(dangling))),
        _check("journal", lambda: _journal_findings(board, tables)),
    )
    return _FileExamination(checks, empty=not any(read.values.get(name) for name in TABLES))


def _journal_findings(board: BoardFile, tables: set[str]) -> list[Finding]:
    if not {"steps", "changes"} <= tables:
        return [notice("Not checked, because its tables are missing")]
    drafts = find_unreadable_drafts(board) if "drafts" in tables else ()
    return contents.journal_findings(check_journal(board), len(drafts))
