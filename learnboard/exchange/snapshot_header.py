"""What a snapshot's file says of itself: whose it is and of when, without reading the board in it.

A file written by learnboard vouches for itself: its bytes have only to be put closer together for its own hash to
fit (FORMAT.md §1). Whatever does not vouch is read in full before anything in it is believed.
"""

import json
import re
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.board_info import Owner
from learnboard.domain.model.fields import FIRST_DAY, ID_PATTERN, LAST_DAY, Id, Profile
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean, clean_line
from learnboard.exchange.embedded import OPENING, extracted
from learnboard.exchange.safe_io import SNAPSHOT_LIMIT, read_bytes

_SQLITE: Final = b"SQLite format 3\0"
_FEEDBACK: Final = b'\n "format": "learnboard.feedback"'
_KNOWN: Final = {"format": "learnboard.snapshot", "version": 1, "minor": 0}
"""What is written so; the full reading knows what to do with anything else."""
_HASH: Final = re.compile(rb'\n "content_hash": ("sha256:[0-9a-f]{64}"),')
_DEEPEST: Final = 8
_ID: Final = re.compile(ID_PATTERN)
_LONGEST_HEAD: Final = 10_000


class NotASnapshot(InvalidFile):
    """A file that is no snapshot and never was: feedback, or a page of something else, or somebody's `board`."""

    def __init__(self, message: str, *, board: bool = False) -> None:
        super().__init__(message)
        self.board = board


class SnapshotHeader(NamedTuple):
    """The head of a snapshot, and whether its content no longer fits its hash."""

    snapshot_id: Id
    board_id: Id
    sequence: int
    exported_at: datetime
    as_of: date
    profile: Profile
    owner: Owner
    altered: bool = False


def read_header(path: Path) -> SnapshotHeader:
    """The head of a snapshot's file or page.

    Raises:
        Stranger: as `refuse_stranger`.
        FileRefused: if it is not to be opened, or is no snapshot that a board can hold.
    """
    data = _familiar(path)
    # Outside of its text, a page has nothing that a hash could vouch for.
    document = extracted(data, str(path)) if OPENING in data else data
    return (_vouched(document) if document else None) or _read_in_full(path)


def refuse_other_files(path: Path) -> None:
    """Refuse what is no snapshot and never was; whether the rest is one, its reading says.

    Raises:
        Stranger: if it is a board, a feedback file or a page without a snapshot.
        FileRefused: if it is not to be opened.
    """
    _familiar(path)


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path, limit=SNAPSHOT_LIMIT)
    except InvalidFile:
        if _begin(path) == _SQLITE:  # a board may well be larger than any snapshot
            return _SQLITE
        raise


def _begin(path: Path) -> bytes:
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(len(_SQLITE))
    except OSError:
        pass
    return b""


def _familiar(path: Path) -> bytes:
    """The bytes of a file that may be a snapshot."""
    data = _bytes(path)
    name = clean_line(str(path))
    if data.startswith(_SQLITE):
        raise NotASnapshot(f"{name} is a board, not a snapshot: ask its owner for “learnboard export”.", board=True)
    if _FEEDBACK in data:
        raise NotASnapshot(f"{name} is feedback, not a snapshot: its owner takes it in with “learnboard import”.")
    if path.suffix.lower() in (".html", ".htm") and OPENING not in data:
        raise NotASnapshot(f"{name} is a page without a snapshot: choose one that “learnboard export” wrote.")
    return data


def _vouched(document: bytes) -> SnapshotHeader | None:
    """The head in a document as learnboard writes it, if its own hash vouches for every byte."""
    document = document.strip()
    claimed = _HASH.search(document)
    if not claimed:
        return None
    rest = document[: claimed.start()] + document[claimed.end() :]
    if f'"sha256:{sha256(_closer(rest)).hexdigest()}"'.encode() != claimed[1]:
        return None
    try:
        if any(_told(document, name) != value for name, value in _KNOWN.items()):
            return None
        return _head({name: _told(document, name) for name in SnapshotHeader._fields[:-1]})
    except (ValueError, TypeError, LookupError):
        return None


def _closer(document: bytes) -> bytes:
    """A document with an indent of 1 as compact JSON; anything else becomes something that no hash fits."""
    if b"\\u00" in document:  # as these signs stand in a page
        for sign in ("<", ">", "&"):
            document = document.replace(b"\\u%04x" % ord(sign), sign.encode())
    for depth in reversed(range(_DEEPEST)):
        document = document.replace(b"\n" + b" " * depth, b"")
    if b'\\": ' not in document:
        return document.replace(b'": ', b'":')
    # A quote inside of a text, before a colon: a zero byte keeps its place meanwhile, and no text has one.
    return document.replace(b'\\": ', b'\\"\0').replace(b'": ', b'":').replace(b'\\"\0', b'\\": ')


def _told(document: bytes, name: str) -> Any:
    """The value of a name of the outermost object: there, and nowhere else, a line begins with one blank."""
    begin = b'\n "%s": ' % name.encode()
    at = document.index(begin) + len(begin)
    return json.JSONDecoder().raw_decode(document[at : at + _LONGEST_HEAD].decode(errors="replace"))[0]


def _head(told: dict[str, Any]) -> SnapshotHeader:
    """The head of values that were checked one by one.

    Raises:
        ValueError: if one of them is not what it has to be; TypeError and LookupError likewise.
    """
    if not (_ID.fullmatch(told["snapshot_id"]) and _ID.fullmatch(told["board_id"])):
        raise ValueError
    as_of = date.fromisoformat(told["as_of"])
    sequence = told["sequence"]
    if told["profile"] not in get_args(Profile) or type(sequence) is not int or not FIRST_DAY <= as_of <= LAST_DAY:
        raise ValueError
    return SnapshotHeader(
        snapshot_id=told["snapshot_id"],
        board_id=told["board_id"],
        sequence=sequence,
        exported_at=datetime.fromisoformat(told["exported_at"]),
        as_of=as_of,
        profile=told["profile"],
        owner=Owner(clean(told["owner"]["name"]), clean(told["owner"]["role"])),
    )


def _read_in_full(path: Path) -> SnapshotHeader:
    # Pydantic takes longer to import than a folder of files that vouch for themselves takes to look through.
    from learnboard.exchange.snapshot import open_snapshot  # noqa: PLC0415

    return header_of(open_snapshot(path))


def header_of(snapshot: Snapshot) -> SnapshotHeader:
    """The head of a snapshot that was read."""
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
