"""The header of a snapshot's file, whose it is and of which day, without reading the board in it.

A file written by learnboard proves itself: its bytes only have to be compacted for its own hash to match
(FORMAT.md §1). A file that does not is read in full before anything in it is believed.
"""

import json
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, get_args

from msgspec.json import format as formatted

from learnboard.domain.days import FIRST_DAY, LAST_DAY
from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.board_info import Owner
from learnboard.domain.model.fields import ID_PATTERN, Id, Profile
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean, clean_line
from learnboard.exchange.embedded import OPENING, extracted, is_own_page, missing_snapshot
from learnboard.exchange.errors import file_error
from learnboard.exchange.file_kinds import SQLITE, named_fault
from learnboard.exchange.safe_io import SNAPSHOT_LIMIT, read_bytes

_FEEDBACK: Final = b'\n "format": "learnboard.feedback"'
_EXPECTED: Final = {"format": "learnboard.snapshot", "version": 1, "minor": 1}
"""A file with any other value is read in full, which knows what to do with it."""
_HASH: Final = pattern(rb'\n "content_hash": ("sha256:[0-9a-f]{64}"),')
_ID: Final = pattern(ID_PATTERN)
_LONGEST_FIELD: Final = 10_000


class NotASnapshot(InvalidFile):
    """A file that never was a snapshot: feedback, another page, or a board, for which `is_board` is true."""

    def __init__(self, message: str, *, is_board: bool = False) -> None:
        super().__init__(message)
        self.is_board = is_board


class SnapshotHeader(NamedTuple):
    """The header of a snapshot; `altered` if its content no longer matches its hash."""

    snapshot_id: Id
    board_id: Id
    sequence: int
    exported_at: datetime
    as_of: date
    profile: Profile
    owner: Owner
    altered: bool = False


def read_header(path: Path) -> SnapshotHeader:
    """Read the header of a snapshot's file or page.

    Raises:
        NotASnapshot: as `refuse_other_files`.
        InvalidFile: if the file cannot be read, or is not a snapshot that a board can hold.
    """
    data = _read_candidate(path)
    # A page has nothing outside of its snapshot that a hash could prove.
    document = extracted(data, str(path)) if OPENING in data else data
    return (_proven_header(document) if document else None) or _read_in_full(path)


def refuse_other_files(path: Path) -> None:
    """Refuse a file that never was a snapshot; whether any other file is one, only reading it tells.

    Raises:
        NotASnapshot: if it is a board, a feedback file or a page without a snapshot.
        InvalidFile: if it cannot be read.
    """
    _read_candidate(path)


def header_of(snapshot: Snapshot) -> SnapshotHeader:
    """Return the header of a snapshot that was read."""
    return SnapshotHeader(
        snapshot_id=snapshot.snapshot_id,
        board_id=snapshot.board_id,
        sequence=snapshot.sequence,
        exported_at=snapshot.exported_at,
        as_of=snapshot.as_of,
        profile=snapshot.profile,
        owner=snapshot.records.board_info.owner,
        altered=snapshot.altered,
    )


def _read_candidate(path: Path) -> bytes:
    """Read a file that may be a snapshot."""
    name = clean_line(str(path))
    if _is_board(path):
        message = f"{name} is a board, not a snapshot: ask its owner for “learnboard export”."
        raise NotASnapshot(message, is_board=True)
    data = read_bytes(path, limit=SNAPSHOT_LIMIT)
    if _FEEDBACK in data:
        raise NotASnapshot(f"{name} is feedback, not a snapshot: its owner imports it with “learnboard import”.")
    if path.suffix.lower() in (".html", ".htm") and OPENING not in data:
        if is_own_page(data):
            raise file_error(path, missing_snapshot(data))
        fault = named_fault(data)
        raise NotASnapshot(
            f"{name}: {fault}."
            if fault
            else f"{name} is a page without a snapshot: choose one that “learnboard export” wrote."
        )
    return data


def _is_board(path: Path) -> bool:
    """Whether a file begins like a database; a board may be larger than any snapshot."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        pass
    return False


def _proven_header(document: bytes) -> SnapshotHeader | None:
    """The header in a document as learnboard writes it; None unless its own hash proves every byte."""
    document = document.strip()
    claimed = _HASH.search(document)
    if not claimed:
        return None
    rest = document[: claimed.start()] + document[claimed.end() :]
    try:
        if f'"sha256:{sha256(_compact(rest)).hexdigest()}"'.encode() != claimed[1]:
            return None
        if any(_field(document, name) != value for name, value in _EXPECTED.items()):
            return None
        return _header({name: _field(document, name) for name in SnapshotHeader._fields[:-1]})
    except (ValueError, TypeError, LookupError, RecursionError):  # the last of brackets deep in each other
        return None


def _compact(document: bytes) -> bytes:
    """Compact a document. What is in its texts stays, but for what is escaped in a page.

    Raises:
        ValueError, RecursionError: if it is no JSON, or brackets stand too deep in each other.
    """
    if b"\\u00" in document:
        for sign in ("<", ">", "&"):
            document = document.replace(b"\\u%04x" % ord(sign), sign.encode())
    return formatted(document, indent=-1)


def _field(document: bytes, name: str) -> Any:
    """The value of a field of the outermost object: only there does a line begin with a single space."""
    begin = b'\n "%s": ' % name.encode()
    at = document.index(begin) + len(begin)
    end = document.find(b'\n "', at, at + _LONGEST_FIELD)
    value = document[at : end if end >= 0 else at + _LONGEST_FIELD]
    return json.JSONDecoder().raw_decode(value.decode(errors="replace"))[0]


def _header(fields: dict[str, Any]) -> SnapshotHeader:
    """Check fields, and make a header of them.

    Raises:
        ValueError, TypeError, LookupError: if one of them is not valid.
    """
    if not (_ID.fullmatch(fields["snapshot_id"]) and _ID.fullmatch(fields["board_id"])):
        raise ValueError
    as_of = date.fromisoformat(fields["as_of"])
    sequence = fields["sequence"]
    if fields["profile"] not in get_args(Profile) or type(sequence) is not int or not FIRST_DAY <= as_of <= LAST_DAY:
        raise ValueError
    owner = Owner(clean(fields["owner"]["name"]), clean(fields["owner"]["role"]))
    exported_at = datetime.fromisoformat(fields["exported_at"])
    return SnapshotHeader(**fields | {"as_of": as_of, "exported_at": exported_at, "owner": owner})


def _read_in_full(path: Path) -> SnapshotHeader:
    # Pydantic takes longer to import than a folder of files that prove themselves takes to look through.
    from learnboard.exchange.documents import open_snapshot  # noqa: PLC0415

    return header_of(open_snapshot(path))
