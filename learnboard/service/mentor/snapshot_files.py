"""The snapshots of other people's boards that a mentor has: found in files and folders, and put in order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.board_info import Owner
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean_line
from learnboard.exchange.snapshot_header import NotASnapshot, SnapshotHeader, header_of, read_header, refuse_other_files
from learnboard.service import files

MOST_FILES: Final = 200
"""How many files of one folder are read."""
_SUFFIXES: Final = (".learnboard.json", ".html", ".htm")


class SnapshotFile(NamedTuple):
    """A file with a snapshot in it; `altered` if its content does not match its hash."""

    path: Path
    snapshot_id: Id
    as_of: date
    sequence: int
    profile: Profile
    altered: bool


class Mentee(NamedTuple):
    """Somebody whose snapshots were found, the oldest first. The owner is as the newest one says."""

    board_id: Id
    owner: Owner
    files: tuple[SnapshotFile, ...]


class FoundSnapshots(NamedTuple):
    """All mentees by name, and a sentence for each file that is no snapshot or cannot be read."""

    mentees: tuple[Mentee, ...]
    problems: tuple[str, ...]


class _Found(NamedTuple):
    path: Path
    header: SnapshotHeader


def find_snapshots(paths: Sequence[Path]) -> FoundSnapshots:
    """Find the snapshots in files, pages and folders (one level deep). A single file is read in full at once.

    Files in a folder that never were snapshots, such as other pages, are skipped.

    Raises:
        InvalidFile: if there is no snapshot at all.
    """
    problems: list[str] = []
    found: list[_Found] = []
    for path in dict.fromkeys(paths):
        if _is_folder(path):
            found += _find_in_folder(path, problems)
        elif snapshot := _find_in_file(path, problems, in_full=len(paths) == 1):
            found.append(snapshot)
    if not found:
        raise InvalidFile(_nothing_found(paths, problems))
    return FoundSnapshots(_mentees(found), tuple(dict.fromkeys(problems)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above may not be searched; reading the file says so
        return False


def _find_in_folder(folder: Path, problems: list[str]) -> Iterator[_Found]:
    """The snapshots in a folder, by name; those changed last if there are too many."""
    name = clean_line(str(folder))
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.lower().endswith(_SUFFIXES))
    except OSError as error:
        problems.append(f"{name} cannot be read ({error.strerror}): check its permissions.")
        return
    if len(paths) > MOST_FILES:
        count = f"{len(paths):,} files that may be snapshots"
        problems.append(f"{name} has {count}: the {MOST_FILES} changed last are shown.")
        paths = sorted(sorted(paths, key=_changed_at)[-MOST_FILES:])
    for path in paths:
        if found := _find_in_file(path, problems, in_folder=True):
            yield found


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _find_in_file(path: Path, problems: list[str], *, in_full: bool = False, in_folder: bool = False) -> _Found | None:
    """The snapshot in a file; other files are a problem unless they merely lie in a folder."""
    try:
        return _Found(path, header_of(_read_named(path)) if in_full else read_header(path))
    except NotASnapshot as error:
        if not in_folder or error.is_board:
            problems.append(str(error))
    except InvalidFile as error:
        problems.append(str(error))
    return None


def _read_named(path: Path) -> Snapshot:
    try:
        return cached_snapshot(path)
    except InvalidFile:
        refuse_other_files(path)  # says more about what is no snapshot at all
        raise


def _nothing_found(paths: Sequence[Path], problems: Sequence[str]) -> str:
    if not problems:
        where = ", ".join(clean_line(str(path)) for path in paths) or "what was named"
        return f"There is no snapshot in {where}: name a *.learnboard.json file, a page or a folder with some."
    others = f" And {len(problems) - 1} more like it." if len(problems) > 1 else ""
    return f"{problems[0]}{others}"


def _mentees(found: Iterable[_Found]) -> tuple[Mentee, ...]:
    """Group the snapshots by board, each once: preferably one that was not altered, and a data file."""
    best: dict[tuple[Id, Id], _Found] = {}
    for path, header in sorted(found, key=lambda row: (row.header.altered, row.path.suffix != ".json")):
        best.setdefault((header.board_id, header.snapshot_id), _Found(path, header))
    owners: dict[Id, Owner] = {}
    boards: dict[Id, list[SnapshotFile]] = {}
    for path, header in sorted(best.values(), key=_age):
        file = SnapshotFile(path, header.snapshot_id, header.as_of, header.sequence, header.profile, header.altered)
        boards.setdefault(header.board_id, []).append(file)
        owners[header.board_id] = header.owner
    mentees = (Mentee(board_id, owners[board_id], tuple(files)) for board_id, files in boards.items())
    return tuple(sorted(mentees, key=lambda row: (row.owner.name.casefold(), row.board_id)))


def _age(found: _Found) -> tuple[object, ...]:
    header = found.header
    return header.as_of, header.sequence, header.exported_at, header.snapshot_id


def cached_snapshot(path: Path) -> Snapshot:
    """Read a snapshot in full. The last two are cached for as long as their files do not change.

    Raises:
        InvalidFile: if it is not a snapshot that a board can hold.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return files.read_snapshot(path)  # says why
    return _read_snapshot(path, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=2)
def _read_snapshot(path: Path, _version: tuple[int, ...]) -> Snapshot:
    return files.read_snapshot(path)
