"""The snapshots a mentor has of other people's boards: found in files and folders, and put in order."""

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

MOST_FILES: Final = 200
"""So many files of one folder are looked at."""
_ENDINGS: Final = (".learnboard.json", ".html", ".htm")


class SnapshotFile(NamedTuple):
    """A file with a snapshot in it; `altered` says that its content no longer fits its hash."""

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
    """All mentees by name, and a sentence for each file that is no snapshot or not to be read."""

    mentees: tuple[Mentee, ...]
    problems: tuple[str, ...]


class _Seen(NamedTuple):
    path: Path
    head: SnapshotHeader


def find_snapshots(paths: Sequence[Path]) -> FoundSnapshots:
    """The snapshots in files, pages and folders (one level deep). A file named alone is read in full at once.

    What in a folder is no snapshot and never was, such as a page of something else, is passed over.

    Raises:
        FileRefused: if there is no snapshot at all.
    """
    refused: list[str] = []
    seen: list[_Seen] = []
    for path in dict.fromkeys(paths):
        if _is_folder(path):
            seen += _in_folder(path, refused)
        elif one := _looked_at(path, refused, alone=len(paths) == 1):
            seen.append(one)
    if not seen:
        raise InvalidFile(_nothing(paths, refused))
    return FoundSnapshots(_mentees(seen), tuple(dict.fromkeys(refused)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above may not be searched; reading the file says so
        return False


def _in_folder(folder: Path, refused: list[str]) -> Iterator[_Seen]:
    """The snapshots in a folder, by name; those that were changed last if there are too many."""
    try:
        files = sorted(path for path in folder.iterdir() if path.name.lower().endswith(_ENDINGS))
    except OSError as error:
        refused.append(f"{clean_line(str(folder))} cannot be read ({error.strerror}): check its permissions.")
        return
    if len(files) > MOST_FILES:
        count = f"{len(files):,} files that may be snapshots"
        refused.append(f"{clean_line(str(folder))} has {count}: the {MOST_FILES} changed last are shown.")
        files = sorted(sorted(files, key=_changed)[-MOST_FILES:])
    for path in files:
        if one := _looked_at(path, refused, in_folder=True):
            yield one


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _looked_at(path: Path, refused: list[str], *, alone: bool = False, in_folder: bool = False) -> _Seen | None:
    """The head of a file, unless it is refused; strangers that merely lie in a folder are not worth a word."""
    try:
        if not alone:
            return _Seen(path, read_header(path))
        return _Seen(path, header_of(_opened(path)))
    except NotASnapshot as error:
        if not in_folder or error.is_board:
            refused.append(str(error))
    except InvalidFile as error:
        refused.append(str(error))
    return None


def _opened(path: Path) -> Snapshot:
    try:
        return read_whole(path)
    except InvalidFile:
        refuse_other_files(path)  # says more of what is no snapshot at all
        raise


def _nothing(paths: Sequence[Path], refused: Sequence[str]) -> str:
    """Why there is nothing to show, in a sentence."""
    if not refused:
        where = ", ".join(clean_line(str(path)) for path in paths) or "what was named"
        return f"There is no snapshot in {where}: name a *.learnboard.json file, a page or a folder with some."
    others = f" (and {len(refused) - 1} more like it)" if len(refused) > 1 else ""
    return f"{refused[0]}{others}"


def _mentees(seen: Iterable[_Seen]) -> tuple[Mentee, ...]:
    """The snapshots put to their boards, each once: one that was not altered, and a data file, before others."""
    best: dict[tuple[Id, Id], _Seen] = {}
    for one in sorted(seen, key=lambda one: (one.head.altered, one.path.suffix != ".json")):
        best.setdefault((one.head.board_id, one.head.snapshot_id), one)
    boards: dict[Id, list[_Seen]] = {}
    for one in sorted(best.values(), key=_age):
        boards.setdefault(one.head.board_id, []).append(one)
    mentees = (Mentee(id_, files[-1].head.owner, tuple(map(_file, files))) for id_, files in boards.items())
    return tuple(sorted(mentees, key=lambda one: (one.owner.name.casefold(), one.board_id)))


def _age(one: _Seen) -> tuple[object, ...]:
    head = one.head
    return head.as_of, head.sequence, head.exported_at, head.snapshot_id


def _file(one: _Seen) -> SnapshotFile:
    head = one.head
    return SnapshotFile(one.path, head.snapshot_id, head.as_of, head.sequence, head.profile, head.altered)


def read_whole(path: Path) -> Snapshot:
    """A snapshot read in full. The last two stay at hand for as long as their files do not change.

    Raises:
        FileRefused: if it is not one, or says what no board can hold.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return _read_whole.__wrapped__(path, None)  # reading it says why
    return _read_whole(path, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=2)
def _read_whole(path: Path, _seen: tuple[int, ...] | None) -> Snapshot:
    # Pydantic takes longer to import than the list of people takes to be shown.
    from learnboard.exchange.documents import open_snapshot  # noqa: PLC0415

    return open_snapshot(path)
