"""Reading untrusted files within limits, and writing files atomically (FORMAT.md §1, "Files from strangers")."""

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
from learnboard.exchange.errors import display_name, file_error, file_error_at
from learnboard.exchange.file_kinds import LONGEST_BEGINNING, named_fault, without_mark
from learnboard.exchange.json_reader import scan
from learnboard.ownership import give_to_owner

SNAPSHOT_LIMIT: Final = 20 * 1024 * 1024
"""The largest snapshot, in bytes."""
FEEDBACK_LIMIT: Final = 2 * 1024 * 1024
"""The largest feedback file, in bytes."""
_MOST_BRACKETS: Final = 300_000
_MOST_COMMAS: Final = 3_000_000
_CHUNK: Final = 2**16  # bytes
# The memory that the parser needs at most for a bracket and for a short text; a board of 20 MiB stays far below.
_BRACKET_BYTES: Final = 350
_VALUE_BYTES: Final = 90
_MOST_MEMORY: Final = 200_000_000


def read_json(path: Path | str, *, limit: int = SNAPSHOT_LIMIT) -> bytes:
    """Read and check the JSON of a file of at most `limit` bytes: a document, or a page with one inside.

    Raises:
        InvalidFile: as `read_bytes` and `extract_json`.
    """
    return extract_json(read_bytes(path, limit=limit), path)


def extract_json(data: bytes, name: Path | str) -> bytes:
    """Return the JSON of a document, or of a page with one inside, that passed `check_bytes`.

    Raises:
        InvalidFile: if it does not pass, or the page holds none, or more than one.
    """
    inside = extracted(data, str(name))
    if inside is not None:
        _check_encoding(data, name)
        data = inside
    check_bytes(data, name)
    return data


def read_bytes(path: Path | str, *, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes, whatever they are, without a byte order mark.

    Raises:
        InvalidFile: if the file cannot be read, is not a regular file, or is too large.
    """
    try:
        return without_mark(_read(path, limit))
    except FileNotFoundError as error:
        raise file_error(path, "there is no such file; check the path") from error
    except PermissionError as error:
        raise file_error(path, "the file may not be read; check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL, or with what no path can hold
        reason = (error.strerror if isinstance(error, OSError) else None) or "no file can have this name"
        raise file_error(path, f"the file cannot be read ({reason}); check the path") from error


def check_bytes(data: bytes, name: Path | str) -> None:
    """Refuse JSON that is costly to parse, or that parsers read differently (FORMAT.md §1).

    Takes less than a second for 20 MiB, whatever they hold. `name` is the file's in errors.

    Raises:
        InvalidFile: with the file, the place, and what to do.
    """
    _check_encoding(data, name)
    brackets, commas = data.count(b"{") + data.count(b"["), data.count(b",")
    if brackets > _MOST_BRACKETS:
        raise _too_much(name, f"has more than {_MOST_BRACKETS:,} brackets")
    if commas > _MOST_COMMAS:
        raise _too_much(name, f"has more than {_MOST_COMMAS:,} commas")
    scan(data, display_name(name))
    if brackets * _BRACKET_BYTES + commas * _VALUE_BYTES > _MOST_MEMORY:
        raise _too_much(name, "has too many values")


def too_large(name: Path | str, limit: int) -> InvalidFile:
    """Return the error of a file of more than `limit` bytes."""
    return _too_much(name, f"is larger than {limit / 2**20:g} MiB")


def _read(path: Path | str, limit: int) -> bytes:
    # Without O_NONBLOCK, opening a FIFO would wait for ever. The open file is checked, never the path again.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            what = "a directory" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
            raise file_error(path, f"this is {what}, not a file; name an exported file")
        if found.st_size <= limit:
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(limit + 1)  # one more than allowed, for a file that grows meanwhile
            if len(data) <= limit:
                return data
        # A large board, say, would only be called a large file otherwise.
        elif fault := named_fault(os.pread(descriptor, LONGEST_BEGINNING, 0)):
            raise file_error(path, fault)
    finally:
        os.close(descriptor)
    raise too_large(path, limit)


def _check_encoding(data: bytes, name: Path | str) -> None:
    if fault := named_fault(data):
        raise file_error(name, fault)
    if (at := data.find(b"\0")) >= 0:
        raise file_error_at(data, at, name, "a zero byte is no text")
    if not _is_utf_8(data):
        try:
            data.decode()
        except UnicodeDecodeError as error:
            cut_off = error.reason == "unexpected end of data" and error.end == len(data)
            what = "the file is cut off here, within a letter" if cut_off else "this is not UTF-8 text"
            raise file_error_at(data, error.start, name, what) from None


def _is_utf_8(data: bytes) -> bool:
    # In chunks that stay in the processor's cache: a single character above U+FFFF makes a text four times as long.
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _too_much(name: Path | str, what: str) -> InvalidFile:
    return file_error(name, f"the file {what}, which no board needs; ask for a new export")


# Writing


def create_folder(folder: Path) -> None:
    """Create a folder and its missing parents, each for the owner alone.

    Raises:
        OSError: if one cannot be created.
    """
    if not folder.is_dir():
        create_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_owner(folder, folder.parent)


@contextmanager
def atomic_write(path: Path, data: bytes, *, force: bool = False) -> Iterator[None]:
    """Write a file for its owner alone, down to the disk; it takes its name when the block ends.

    If the block raises, there is no new file.

    Raises:
        InvalidFile: if the file exists and `force` is not given, or cannot be written; nothing is left behind.
    """
    name = clean_line(os.fspath(path))
    temporary = None
    try:
        _check_target(path, name, force=force)
        temporary = _write_temporary(path, data)
        yield
        _publish(temporary, path, force=force)
    except FileExistsError:
        raise _exists_error(name) from None
    except OSError as error:
        what = f"{name} could not be written: {error.strerror}."
        raise InvalidFile(f"{what} Choose another place with -o.", f"{what} Choose another file.") from error
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def _check_target(path: Path, name: str, *, force: bool) -> None:
    """Refuse to replace what is not a file, or a file without `force`."""
    if path.is_dir():
        what = f"{name} is a folder: name a file in it"
        raise InvalidFile(f"{what} with -o.", f"{what}.")
    if path.exists() and not path.is_file():  # replacing would turn /dev/stdout into a file
        what = f"{name} is a device or a pipe"
        raise InvalidFile(f"{what}: write to standard output with “-o -”.", f"{what}: choose another file.")
    if not force and os.path.lexists(path):
        raise _exists_error(name)


def _exists_error(name: str) -> InvalidFile:
    what = f"{name} already exists: choose another name"
    return InvalidFile(f"{what} with -o, or replace it with --force.", f"{what}, or replace it.")


def _write_temporary(path: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".learnboard-", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            give_to_owner(descriptor, path.parent)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _publish(temporary: Path, path: Path, *, force: bool) -> None:
    """Give a finished file its name, down to the disk."""
    if force:
        temporary.replace(path)
    else:
        _rename_to_free_name(temporary, path)
    # The file is there. That its folder cannot be synced, as on some USB sticks, is no failure.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _rename_to_free_name(temporary: Path, path: Path) -> None:
    """Rename a file unless another one has appeared meanwhile: a hard link fails then, and a rename does not."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems, as on USB sticks, have no links. Nearly as safe: check once more.
        if os.path.lexists(path):
            raise FileExistsError from None
        temporary.rename(path)
