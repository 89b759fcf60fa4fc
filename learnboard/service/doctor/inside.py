"""A look into a board's file: is it sound, is its schema ours, do its rows and its journal say what they may."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import BoardUnavailable, LearnboardError, Trouble
from learnboard.domain.records import TABLES
from learnboard.service.doctor import contents
from learnboard.service.doctor.findings import RESTORE, Check, Finding, Name, notice, wrong
from learnboard.storage import checkup
from learnboard.storage.checkup_journal import look_at_journal, unreadable_drafts
from learnboard.storage.checkup_rows import read_rows
from learnboard.storage.database import BoardFile
from learnboard.storage.migrations import SCHEMA
from learnboard.storage.opening import APPLICATION
from learnboard.storage.refusals import shown
from learnboard.storage.untouched import OpenedFile, untouched

_NAMES: Final[Sequence[Name]] = ("file", "schema", "references", "invariants", "journal")


class FileExamination(NamedTuple):
    """What was found in the file; what is the matter with it, if it cannot be used; and whether it holds anything."""

    checks: tuple[Check, ...]
    trouble: Trouble | None = None
    empty: bool = False


def look_inside(path: Path, wait: float) -> FileExamination:
    """Look at everything in the file. Nothing of it changes, and nothing is raised, whatever is found."""
    try:
        with untouched(path, wait) as seen, seen.board.reading():
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
    schema = board.number("user_version")
    if board.number("application_id") != APPLICATION or schema < 1:
        message = f"The file {shown(board.path)} belongs to another program: give the path of one that learnboard made"
        return _no_further("the file is no board", "foreign", [wrong(message)])
    damage = checkup.damage(board)
    size = board.number("page_count") * board.number("page_size")
    file = contents.of_file(damage, seen.left, seen.read_only, size)
    if damage and not checkup.in_indices_alone(damage):
        return _no_further("the file is damaged", "damaged", file)
    if schema > SCHEMA:
        return _no_further("this learnboard is too old for it", "newer", file, contents.of_schema(schema, ()))
    return _looked_deeper(board, schema, file)


def _looked_deeper(board: BoardFile, schema: int, file: list[Finding]) -> FileExamination:
    parts = checkup.unexpected_parts(board, schema)
    tables = checkup.tables_of(board) - {part.name for part in parts}
    read = read_rows(board, tables)
    dangling = checkup.dangling_references(board, tables)
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
    drafts = unreadable_drafts(board) if "drafts" in tables else ()
    return contents.of_journal(look_at_journal(board), len(drafts))
