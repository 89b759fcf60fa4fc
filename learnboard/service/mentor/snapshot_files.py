"""The snapshots of other people's boards that a mentor has: found in files and folders, and put in order."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.board_info import Owner
from learnboard.domain.model.fields import Id, Profile
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.exchange.snapshot_header import NotASnapshot, SnapshotHeader, header_of, read_header, refuse_other_files
from learnboard.service import files

MOST_FILES: Final = 2_000
"""How many files of one folder are read."""
FIRST_FILES: Final = 200
"""How many heads are read before there is a screen: it takes less time than the screen does."""
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


Stamp: TypeAlias = tuple[int, ...] | None
"""Which state of which file it is, ending in the moment of its last change; None if it cannot be told."""


class _Head(NamedTuple):
    """What the head of a file said at a stamp: a snapshot, a problem, or neither of what never was a snapshot."""

    stamp: Stamp
    found: _Found | None = None
    problem: str = ""


class SnapshotFinder:
    """Finds the snapshots in files, pages and folders (one level deep), and what changes there.

    The head of each file is read once, and again when another one takes its place or it is written anew. A file that
    changes while it is watched is read once it has stayed the same from one look to the next: it may be half written.
    A single file is read in full at once. Files in a folder that never were snapshots, such as other pages, are
    skipped. Not to be used by two threads at once.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(dict.fromkeys(paths))
        self._heads: dict[Path, _Head] = {}
        self._stamps: dict[Path, Stamp] = {}
        """All files at the last look."""
        self._looked = False
        self._waiting: list[Path] = []
        """The files to be read, those changed last at the end."""
        self._in_folder: frozenset[Path] = frozenset()
        self._folder_problems: tuple[str, ...] = ()

    @property
    def waiting(self) -> int:
        """How many files are still to be read."""
        return len(self._waiting)

    @property
    def files(self) -> int:
        """How many files there are that may be snapshots."""
        return len(self._stamps)

    def stamp(self, path: Path) -> Stamp:
        """Return which state of a file was read."""
        head = self._heads.get(path)
        return head and head.stamp

    def look(self) -> bool:
        """List the folders. Return whether files are to be read or have gone, or a folder can no longer be read."""
        before, problems = self._stamps, self._folder_problems
        self._stamps = self._listed()
        settled = (path for path, stamp in self._stamps.items() if not self._looked or before.get(path, ()) == stamp)
        new = [path for path in settled if path not in self._heads or self.stamp(path) != self._stamps[path]]
        self._waiting = sorted(new, key=lambda path: (_changed_at(self._stamps[path]), path))
        self._looked = True
        gone = self._heads.keys() - self._stamps.keys()
        for path in gone:
            del self._heads[path]
        return bool(new or gone or problems != self._folder_problems)

    def read(self, most: int) -> None:
        """Read the heads of at most so many files that wait, those changed last first."""
        for _ in range(min(most, len(self._waiting))):
            path = self._waiting.pop()
            self._heads[path] = self._head(path)

    def read_first(self, most: int = FIRST_FILES) -> FoundSnapshots:
        """Look, and read so many files; more only until there is a snapshot.

        Raises:
            InvalidFile: if there is no snapshot at all.
        """
        self.look()
        self.read(most)
        while self._waiting and not any(head.found for head in self._heads.values()):
            self.read(1)
        found = self.found()
        if not found.mentees:
            raise InvalidFile(_nothing_found(self._paths, found.problems))
        return found

    def found(self) -> FoundSnapshots:
        """Return what has been read so far."""
        heads = [self._heads[path] for path in self._stamps if path in self._heads]
        problems = (*self._folder_problems, *(head.problem for head in heads if head.problem))
        return FoundSnapshots(_mentees(head.found for head in heads if head.found), tuple(dict.fromkeys(problems)))

    def _listed(self) -> dict[Path, Stamp]:
        """All files with their stamps: in the order in which they were named, and by name within a folder."""
        problems: list[str] = []
        stamps: dict[Path, Stamp] = {}
        named: set[Path] = set()
        for path in self._paths:
            if _is_folder(path):
                stamps.update(_files_in(path, problems))
            else:
                named.add(path)
                stamps[path] = _stamp_of(path)
        self._in_folder = frozenset(stamps.keys() - named)
        self._folder_problems = tuple(problems)
        return stamps

    def _head(self, path: Path) -> _Head:
        """Read the head of a file; what is no snapshot is a problem unless it merely lies in a folder."""
        stamp, in_folder = self._stamps[path], path in self._in_folder
        in_full = len(self._paths) == 1 and not in_folder
        try:
            return _Head(stamp, _Found(path, header_of(_read_named(path)) if in_full else read_header(path)))
        except NotASnapshot as error:
            return _Head(stamp, problem=str(error) if not in_folder or error.is_board else "")
        except InvalidFile as error:
            return _Head(stamp, problem=str(error))


def find_snapshots(paths: Sequence[Path]) -> FoundSnapshots:
    """Find all snapshots in files, pages and folders, as `SnapshotFinder` does.

    Raises:
        InvalidFile: if there is no snapshot at all.
    """
    return SnapshotFinder(paths).read_first(len(paths) * MOST_FILES)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above may not be searched; reading the file says so
        return False


def _files_in(folder: Path, problems: list[str]) -> dict[Path, Stamp]:
    """The files in a folder that may be snapshots, by name; those changed last if there are too many."""
    name = clean_line(str(folder))
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name.lower().endswith(_SUFFIXES))
    except OSError as error:
        problems.append(f"{name} cannot be read ({error.strerror}): check its permissions.")
        return {}
    stamps = {path: _stamp_of(path) for path in map(folder.joinpath, names)}
    if len(stamps) > MOST_FILES:
        count = f"{len(stamps):,} files that may be snapshots"
        problems.append(f"{name} has {count}: the {MOST_FILES:,} changed last are shown.")
        last = sorted(stamps, key=lambda path: _changed_at(stamps[path]))[-MOST_FILES:]
        return {path: stamps[path] for path in sorted(last)}
    return stamps


def _stamp_of(path: Path) -> Stamp:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _changed_at(stamp: Stamp) -> int:
    return stamp[-1] if stamp else 0


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
    stamp = _stamp_of(path)
    # Without one, reading says why.
    return _read_snapshot(path, stamp) if stamp else files.read_snapshot(path)


@lru_cache(maxsize=2)
def _read_snapshot(path: Path, _version: tuple[int, ...]) -> Snapshot:
    return files.read_snapshot(path)
