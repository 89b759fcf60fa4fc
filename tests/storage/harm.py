"""What may befall a board's file: a damaged page, a program killed while it wrote, a full disk; and old boards."""

import gzip
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import pytest

from learnboard.domain.model.records import Records
from tests.storage.year import records, records_of_minor_0

RELEASED = {
    int(re.sub(r"\D", "", found.name)): found for found in Path(__file__).with_name("released").glob("schema-*.db.gz")
}
"""A board as each schema left it: its example year as one step, k11 renamed, k12 deleted and that undone, an export."""


@cache
def released(schema: int) -> bytes:
    """The bytes of the stored board of a schema."""
    return gzip.decompress(RELEASED[schema].read_bytes())


def spoil(path: Path, table: str = "key_results") -> None:
    """Damage the page a table begins at."""
    with closing(sqlite3.connect(path)) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
        ((size,),) = connection.execute("PRAGMA page_size")
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : (root - 1) * size + 8] = b"\xff" * 8
    path.write_bytes(content)


def leave_half_written(path: Path) -> None:
    """Leave the board as a program does that is killed in the middle of a step: SQLite has to take the step back."""
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE key_results SET title = 'half done', description = printf('%.*c', 3000, 'x')")
        half = path.read_bytes(), journal.read_bytes()
        connection.execute("ROLLBACK")
    assert half[0] != path.read_bytes()
    path.write_bytes(half[0])
    journal.write_bytes(half[1])


def released_records(schema: int) -> Records:
    """The example year that the stored board of a schema was filled with: schema 3 came with the format's minor 1."""
    return records() if schema >= 3 else records_of_minor_0()


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of its own with room for so many bytes."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk of its own can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def room_for(disk: Path, size: int) -> Iterator[None]:
    """Fill the disk until there is room for so many bytes only."""
    form_state = disk / "filling"
    there = os.statvfs(disk)
    with form_state.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, there.f_bavail * there.f_frsize - size))
    try:
        yield
    finally:
        form_state.unlink()
