"""Reading files from strangers, and writing files whole (FORMAT.md §1, "Files from strangers: limits and errors")."""

import os
import stat
import tempfile
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line
from learnboard.exchange.embedded import extracted
from learnboard.exchange.file_errors import refusal, shown_name
from learnboard.exchange.json_reader import refuse_at, scan

SNAPSHOT_LIMIT: Final = 20 * 1024 * 1024
"""The most bytes of a snapshot."""
FEEDBACK_LIMIT: Final = 2 * 1024 * 1024
"""The most bytes of a feedback file."""
MOST_BRACKETS: Final = 300_000
MOST_COMMAS: Final = 3_000_000
_PIECE: Final = 2**16  # bytes
# What the parser's objects take at most for a bracket and for a short text; a board of 20 MiB stays far below.
_BRACKET_BYTES = 350
_VALUE_BYTES = 90
_MOST_MEMORY = 200_000_000
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "UTF-8 with a byte order mark", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_document(path: Path | str, *, limit: int = SNAPSHOT_LIMIT) -> bytes:
    """Read the JSON of a file of at most `limit` bytes, be it a document or a page with one inside, and check it.

    Raises:
        FileRefused: as `read_bytes` and `document_in`.
    """
    return document_in(read_bytes(path, limit=limit), path)


def document_in(data: bytes, name: Path | str) -> bytes:
    """The JSON of a file, be it a document or a page with one inside, that passed `check_bytes`.

    Raises:
        FileRefused: if it does not pass, or the page holds none, or more than one.
    """
    inside = extracted(data, str(name))
    if inside is not None:
        _check_encoding(data, shown_name(name))
        data = inside
    check_bytes(data, name)
    return data


def read_bytes(path: Path | str, *, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes, whatever they are.

    Raises:
        FileRefused: if the file cannot be read, is no regular file, or is too large.
    """
    name = shown_name(path)
    try:
        return _read(path, name, limit)
    except FileNotFoundError as error:
        raise InvalidFile(f"{name}: there is no such file; check the path") from error
    except PermissionError as error:
        raise InvalidFile(f"{name}: the file may not be read; check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL, or with what no path can hold
        reason = (error.strerror if isinstance(error, OSError) else None) or "no file can have this name"
        raise InvalidFile(f"{name}: the file cannot be read ({reason}); check the path") from error


def check_bytes(data: bytes, name: Path | str) -> None:
    """Refuse bytes that are costly to parse, or that parsers read differently (FORMAT.md §1).

    Takes less than a second for 20 MiB, whatever is in them. `name` is what the refusal calls the file.

    Raises:
        FileRefused: with the file, the place, and what to do.
    """
    name = shown_name(name)
    _check_encoding(data, name)
    brackets, commas = data.count(b"{") + data.count(b"["), data.count(b",")
    if brackets > MOST_BRACKETS:
        raise _too_much(name, f"has more than {MOST_BRACKETS:,} brackets")
    if commas > MOST_COMMAS:
        raise _too_much(name, f"has more than {MOST_COMMAS:,} commas")
    scan(data, name)
    if brackets * _BRACKET_BYTES + commas * _VALUE_BYTES > _MOST_MEMORY:
        raise _too_much(name, "has too many values")


def _read(path: Path | str, name: str, limit: int) -> bytes:
    # Without O_NONBLOCK the opening of a FIFO waits for ever. What was opened is looked at, never the path again.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            what = "a directory" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
            raise InvalidFile(f"{name}: this is {what}, not a file; name an exported file")
        if found.st_size <= limit:
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(limit + 1)  # one more than allowed, for a file that grows meanwhile
            if len(data) <= limit:
                return data
    finally:
        os.close(descriptor)
    raise too_large(name, limit)


def _check_encoding(data: bytes, name: str) -> None:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            raise InvalidFile(f"{name}: the file is written in {encoding}; save it as plain UTF-8")
    if (at := data.find(b"\0")) >= 0:
        refuse_at(data, at, name, "a zero byte is no text")
    if not _is_utf_8(data):
        try:
            data.decode()
        except UnicodeDecodeError as error:
            refuse_at(data, error.start, name, "this is not UTF-8 text")


def _is_utf_8(data: bytes) -> bool:
    # In pieces that stay in the processor's cache: a single sign above U+FFFF makes a text four times as long.
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def too_large(name: Path | str, limit: int) -> InvalidFile:
    """The refusal of a file of more than `limit` bytes."""
    return _too_much(name, f"is larger than {limit / 2**20:g} MiB")


def _too_much(name: Path | str, what: str) -> InvalidFile:
    return refusal(name, f"the file {what}, which no board needs; ask for a new export")


@contextmanager
def written_beside(path: Path, data: bytes, *, force: bool = False) -> Iterator[None]:
    """Write a file that only its owner can read, down to the disk; it takes its place when the block has done its part.

    If the block raises, there is no new file.

    Raises:
        FileRefused: if it is there already and `force` is not given, or cannot be written; nothing is left behind.
    """
    name = clean_line(os.fspath(path))
    beside = None
    try:
        _refuse(path, name, force=force)
        beside = _write_beside(path, data)
        yield
        _take_place(beside, path, force=force)
    except FileExistsError:
        raise _there_already(name) from None
    except OSError as error:
        what = f"{name} could not be written: {error.strerror}."
        raise InvalidFile(f"{what} Choose another place with -o.", f"{what} Choose another file.") from error
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def _refuse(path: Path, name: str, *, force: bool) -> None:
    """Refuse what no file should take the place of."""
    if path.is_dir():
        what = f"{name} is a folder: name a file in it"
        raise InvalidFile(f"{what} with -o.", f"{what}.")
    # Replacing would make /dev/stdout a file.
    if path.exists() and not path.is_file():
        what = f"{name} is a device or a pipe"
        raise InvalidFile(f"{what}: write to standard output with “-o -”.", f"{what}: choose another file.")
    if not force and os.path.lexists(path):
        raise _there_already(name)


def _there_already(name: str) -> InvalidFile:
    what = f"{name} is there already: choose another name"
    return InvalidFile(f"{what} with -o, or replace it with --force.", f"{what}, or replace it.")


def _write_beside(path: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".learnboard-", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _take_place(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
    else:
        _take_free_place(beside, path)
    # The file is there; that its folder cannot be brought down to the disk, as on a USB stick, is no failure.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _take_free_place(beside: Path, path: Path) -> None:
    """Take a place unless a file appeared there meanwhile: a link refuses, and a rename does not."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # A USB stick knows no links. Nearly as sure: look once more.
        if os.path.lexists(path):
            raise FileExistsError from None
        beside.rename(path)
