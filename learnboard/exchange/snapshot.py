"""Snapshots as files: reading and believing them, writing them, and their published schema (FORMAT.md §1)."""

from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from pydantic_core import to_json

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.plain import Plain, sorted_table, to_sorted_plain
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.validation import check
from learnboard.exchange.canonical import content_hash, hashed
from learnboard.exchange.document_schema import HEAD, SNAPSHOT, published_schema
from learnboard.exchange.file_errors import refusal
from learnboard.exchange.parsing import parsed, values_of
from learnboard.exchange.safe_io import read_document

_HASH: Final = "content_hash"
_ID: Final = attrgetter("id")


def open_snapshot(path: Path | str) -> Snapshot:
    """Read a snapshot from a file, or from a page with one inside, that anybody may have written.

    Raises:
        FileRefused: if the file is not to be opened, or is no snapshot that a board can hold.
    """
    return read_snapshot(read_document(path), str(path))


def read_snapshot(data: bytes, name: str) -> Snapshot:
    """Read a snapshot from bytes that passed `check_bytes`; `name` is what refusals call the file.

    A hash that does not fit is told by `altered` and never refused; a newer minor version is told in `notices`.

    Raises:
        FileRefused: with the file, the array, the id, a sentence and what to do.
    """
    return snapshot_in(parsed(data, name), name)


def snapshot_in(document: dict[str, Any], name: str) -> Snapshot:
    """The snapshot that a parsed document is.

    Raises:
        FileRefused: as `read_snapshot`.
    """
    values, notices = values_of(document, name, SNAPSHOT)
    records = Records(
        BoardInfo(values["board_id"], values["owner"], values["settings"]),
        **{table: values[table] for table in TABLES},
    )
    try:
        check(records)
    except InvalidValue as error:
        raise refusal(name, str(error)) from error
    return Snapshot(
        **{field: values[field] for field in HEAD},
        records=records,
        altered=document.pop(_HASH) != content_hash(document),
        notices=notices,
    )


def write_snapshot(snapshot: Snapshot) -> bytes:
    """A snapshot as the bytes of a file, always the same for the same content; its hash is computed anew."""
    return sealed(snapshot)[0]


def sealed(snapshot: Snapshot) -> tuple[bytes, str]:
    """The bytes of a snapshot's file, and the hash that stands in them."""
    document = document_of(snapshot)
    content = hashed(to_json(document))
    return to_json(dict(sorted({**document, _HASH: content}.items())), indent=1) + b"\n", content


def document_of(snapshot: Snapshot) -> dict[str, Plain]:
    """A snapshot as the object of its document, but for the hash; names and arrays are sorted."""
    said = to_sorted_plain(snapshot)
    board_info = to_sorted_plain(snapshot.records.board_info)
    constants = {"format": SNAPSHOT.format, "version": SNAPSHOT.version, "minor": SNAPSHOT.minor}
    tables = {name: sorted_table(sorted(rows, key=_ID)) for name, rows in snapshot.records.tables()}
    head = {"board_id": board_info.pop("id")} | {field: said[field] for field in HEAD if field != _HASH}
    return dict(sorted((constants | head | board_info | tables).items()))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the snapshot document."""
    return published_schema(SNAPSHOT)
