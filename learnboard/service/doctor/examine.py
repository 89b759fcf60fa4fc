"""Everything that can be looked at about a board and its file, looked at once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import BoardUnavailable, LearnboardError, Trouble
from learnboard.domain.model.records import TABLES
from learnboard.service.doctor import contents
from learnboard.service.doctor.findings import RESTORE, Check, Examination, Finding, Name, fine, notice, wrong
from learnboard.service.doctor.surroundings import look_at_backups, look_at_permissions, look_at_place, way_back
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

_NAMES: Final[Sequence[Name]] = ("file", "schema", "references", "invariants", "journal")


class FileExamination(NamedTuple):
    """What was found in the file; what is the matter with it, if it cannot be used; and whether it holds anything."""

    checks: tuple[Check, ...]
    trouble: Trouble | None = None
    empty: bool = False


def look_inside(path: Path, wait: float) -> FileExamination:
    """Look at everything in the file. Nothing of it changes, and nothing is raised, whatever is found."""
    try:
        with open_for_inspection(path, wait) as seen, seen.board.read_transaction():
            return _looked_into(seen)
    except BoardUnavailable as error:
        return _no_further("the file cannot be looked at", error.trouble, [wrong(str(error))])
    except Exception as error:  # noqa: BLE001 - a board that nobody foresaw is what this is for
        return _no_further("the file cannot be looked at", "other", [_unforeseen(error)])


def looked(name: Name, look: Callable[[], list[Finding]]) -> Check:
    """One check; what goes wrong while looking is what was found."""
    try:
        return Check(name, tuple(look()))
    except LearnboardError as error:
        return Check(name, (wrong(f"This could not be looked at: {error}"),))
    except Exception as error:  # noqa: BLE001 - as above
        return Check(name, (_unforeseen(error),))


def _unforeseen(error: Exception) -> Finding:
    return wrong(f"This could not be looked at ({type(error).__name__}: {error}): {RESTORE}")


def _no_further(why: str, trouble: Trouble, *found: list[Finding]) -> FileExamination:
    """The checks of a file whose content cannot be judged: what was found so far, and why there is no more."""
    rest = [notice(f"This was not looked at, because {why}")]
    told = [*found, *[rest] * (len(_NAMES) - len(found))]
    return FileExamination(tuple(Check(name, tuple(each)) for name, each in zip(_NAMES, told, strict=True)), trouble)


def _looked_into(seen: OpenedFile) -> FileExamination:
    board = seen.board
    schema = board.pragma("user_version")
    if board.pragma("application_id") != APPLICATION_ID or schema < 1:
        what = f"The file {quoted_path(board.path)} belongs to another program"
        message = f"{what}: give the path of one that learnboard made"
        return _no_further("the file is no board", "foreign", [wrong(message)])
    damage = integrity.find_damage(board)
    size = board.pragma("page_count") * board.pragma("page_size")
    file = contents.of_file(damage, seen.leftover, seen.read_only, size)
    if damage and not integrity.is_index_damage(damage):
        return _no_further("the file is damaged", "damaged", file)
    if schema > SCHEMA:
        return _no_further("this learnboard is too old for it", "newer", file, contents.of_schema(schema, ()))
    return _looked_deeper(board, schema, file)


def _looked_deeper(board: BoardFile, schema: int, file: list[Finding]) -> FileExamination:
    parts = integrity.find_schema_differences(board, schema)
    tables = integrity.table_names(board) - {part.name for part in parts}
    read = read_all_rows(board, tables)
    dangling = integrity.find_dangling_references(board, tables)
    checks = (
        Check("file", tuple(file)),
        Check("schema", tuple(contents.of_schema(schema, parts))),
        looked("references", lambda: contents.of_references(dangling, read.values)),
        looked("invariants", lambda: contents.of_rows(read, told=bool(dangling))),
        looked("journal", lambda: _journal(board, tables)),
    )
    return FileExamination(checks, empty=not any(read.values.get(name) for name in TABLES))


def _journal(board: BoardFile, tables: set[str]) -> list[Finding]:
    if not {"steps", "changes"} <= tables:
        return [notice("This was not looked at, because its tables are not there")]
    drafts = find_unreadable_drafts(board) if "drafts" in tables else ()
    return contents.of_journal(check_journal(board), len(drafts))


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
        return missing_board_message(board)
    return _NO_WAY_BACK if inside.trouble == "damaged" else ""
