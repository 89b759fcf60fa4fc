"""Snapshots and feedback as documents: reading, validating and writing them (FORMAT.md §1).

Reading takes three steps: the limits for untrusted files (`safe_io`), the schema (`document_schema`), and the rules
of the domain.
"""

from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from msgspec import DecodeError, Raw
from msgspec.json import decode
from pydantic_core import ValidationError

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.fields import fields_of, to_plain
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.patterns import pattern
from learnboard.domain.validation import check, check_feedback
from learnboard.exchange.document_schema import (
    FEEDBACK,
    FEEDBACK_FIELDS,
    KINDS,
    SNAPSHOT,
    SNAPSHOT_FIELDS,
    DocumentKind,
    validator,
)
from learnboard.exchange.errors import (
    ASK,
    display_value,
    file_error,
    file_error_at,
    unknown_field_error,
    validation_error,
)
from learnboard.exchange.json_writer import compact_json, indented_json, with_indent
from learnboard.exchange.safe_io import (
    FEEDBACK_LIMIT,
    SNAPSHOT_LIMIT,
    extract_json,
    read_bytes,
    read_json,
    too_large,
)
from learnboard.exchange.upgrade import UnknownField, unknown_fields, upgraded
from learnboard.presentation.file_versions import newer_file_text
from learnboard.presentation.labels import NOUNS

_FEEDBACK_SUFFIX: Final = ".feedback.json"
_HASH: Final = "content_hash"
_PLACE: Final = pattern(r"\(byte ([0-9]+)\)\Z")
"""Where the parser's message says that something is wrong; where it says none, the document ends too soon."""


# Reading


def open_snapshot(path: Path | str) -> Snapshot:
    """Read a snapshot from an untrusted file, or from a page with one inside.

    Raises:
        InvalidFile: if the file cannot be read, or is not a snapshot that a board can hold.
    """
    return read_snapshot(read_json(path), str(path))


def open_feedback(path: Path | str) -> FeedbackDocument:
    """Read feedback from an untrusted file of at most 2 MiB.

    Raises:
        InvalidFile: if the file cannot be read, or is not feedback that a board can import.
    """
    return read_feedback(read_json(path, limit=FEEDBACK_LIMIT), str(path))


def open_document(path: Path | str) -> Snapshot | FeedbackDocument:
    """Read a snapshot, a page with one inside, or feedback from an untrusted file, whatever its name.

    A file named *.feedback.json of more than 2 MiB is refused before it is read.

    Raises:
        InvalidFile: if the file cannot be read, or is neither.
    """
    name = str(path)
    limit = FEEDBACK_LIMIT if name.casefold().endswith(_FEEDBACK_SUFFIX) else SNAPSHOT_LIMIT
    return read_document(read_bytes(path, limit=limit), name)


def read_document(data: bytes, name: str) -> Snapshot | FeedbackDocument:
    """Read a snapshot, a page with one inside, or feedback from untrusted bytes; `name` is the file's in errors.

    Raises:
        InvalidFile: if the bytes are neither.
    """
    document = _parse(extract_json(data, name), name)
    if _kind_of(document, name) is not FEEDBACK:
        return _snapshot(document, name)
    if len(data) > FEEDBACK_LIMIT:
        raise too_large(name, FEEDBACK_LIMIT)
    return _feedback(document, name)


def read_snapshot(data: bytes, name: str) -> Snapshot:
    """Read a snapshot from bytes that passed `check_bytes`; `name` is the file's in errors.

    A hash that does not match is reported by `altered` and never refused, a newer minor version in `notices`.

    Raises:
        InvalidFile: with the file, the array, the id, what is wrong and what to do.
    """
    return _snapshot(_parse(data, name), name)


def read_feedback(data: bytes, name: str) -> FeedbackDocument:
    """Read feedback from bytes that passed `check_bytes`; `name` is the file's in errors.

    A newer minor version is reported in `notices`.

    Raises:
        InvalidFile: with the file, the item, what is wrong and what to do.
    """
    return _feedback(_parse(data, name), name)


def _snapshot(document: dict[str, Any], name: str) -> Snapshot:
    values, notices = _validate(document, name, SNAPSHOT)
    board_info = BoardInfo(values["board_id"], values["owner"], values["settings"])
    records = Records(board_info, **{table: values[table] for table in TABLES})
    try:
        check(records)
    except InvalidValue as error:
        raise file_error(name, str(error)) from error
    altered = document.pop(_HASH) != content_hash(document)
    return Snapshot(
        **{field: values[field] for field in SNAPSHOT_FIELDS},
        records=records,
        altered=altered,
        notices=notices,
        older=document["minor"] == 0,
    )


def _feedback(document: dict[str, Any], name: str) -> FeedbackDocument:
    values, notices = _validate(document, name, FEEDBACK)
    feedback = FeedbackDocument(**{field: values[field] for field in FEEDBACK_FIELDS}, notices=notices)
    try:
        check_feedback(feedback)
    except InvalidValue as error:
        raise file_error(name, str(error)) from error
    return feedback


def _parse(data: bytes, name: str) -> dict[str, Any]:
    try:
        document = decode(data)
    except DecodeError as error:
        place = _PLACE.search(str(error))
        raise file_error_at(data, int(place[1]) if place else len(data), name, "this is not JSON") from None
    if not isinstance(document, dict):
        found = display_value(document)
        raise file_error(name, f"this is no learnboard file, but {found}; choose a {SNAPSHOT.files} file")
    return document


def _kind_of(document: dict[str, Any], name: str) -> DocumentKind:
    found = document.get("format")
    for kind in KINDS:
        if found == kind.format:
            return kind
    shown = display_value(found) if "format" in document else "missing"
    either = f"neither “{SNAPSHOT.format}” nor “{FEEDBACK.format}”"
    raise file_error(name, f"format is {shown}, {either}; choose a {SNAPSHOT.files} or {FEEDBACK.files} file")


def _validate(document: dict[str, Any], name: str, kind: DocumentKind) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the values of a document of a kind by their names in it, and notices about its version."""
    found = _kind_of(document, name)
    if found is not kind:
        raise file_error(name, f"this is {found.noun}, not {kind.noun}; {found.hint}")
    notices = _check_version(document, name, kind)
    try:
        current = document if document["minor"] else upgraded(document)
        values = validator(kind).validate_python(current, extra="ignore" if notices else None)
    except UnknownField as error:
        raise unknown_field_error(name, document, error.location) from None
    except ValidationError as error:
        raise validation_error(name, document, error) from None
    return values, notices


def _check_version(document: dict[str, Any], name: str, kind: DocumentKind) -> tuple[str, ...]:
    """Refuse an unknown version; return a notice when the minor version is newer."""
    version, minor = document.get("version"), document.get("minor")
    if type(version) is not int or type(minor) is not int or version < 1 or minor < 0:
        found = f"version {display_value(version)}, minor {display_value(minor)}"
        raise file_error(name, f"{found}: no such version of the format is known; {ASK}")
    if version > kind.version:
        newer = f"the file is of version {version} of the format, this learnboard reads up to version {kind.version}"
        raise file_error(name, f"{newer}; update learnboard, or {ASK} in version {kind.version}")
    if minor <= kind.minor:
        return ()
    left_out = [
        f"{display_value(field)}{f' of the {NOUNS.get(table, (table,))[-1]}' if table else ''}"
        for table, field in unknown_fields(document)
    ]
    return (newer_file_text(f"{version}.{minor}", f"{kind.version}.{kind.minor}", left_out),)


# Writing: the same content always gives the same bytes.


def encode_snapshot(snapshot: Snapshot, *, indent: int | None = 1) -> tuple[bytes, str]:
    """Return the bytes of a snapshot's file, and the hash in them, which is computed anew, whatever the indent."""
    # The parts are written once; the hash stands among them.
    parts = {name: Raw(compact_json(part)) for name, part in _snapshot_document(snapshot).items()}
    content = _hash(compact_json(parts))
    document = compact_json({**parts, _HASH: content})
    return (document if indent is None else with_indent(document, indent)) + b"\n", content


def _snapshot_document(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as the object of its document, without the hash; its rows are sorted, and still values."""
    plain = to_plain(snapshot)
    board_info = to_plain(snapshot.records.board_info)
    fields = {"board_id": board_info.pop("id")} | {field: plain[field] for field in SNAPSHOT_FIELDS if field != _HASH}
    tables = {name: _plain_enough(sorted(rows, key=attrgetter("id"))) for name, rows in snapshot.records.tables()}
    return SNAPSHOT.identification | fields | board_info | tables


def _plain_enough(rows: list[Any]) -> list[Any]:
    """Rows of one table as they can be written; instants are cut to the second, which the writer does not do."""
    instants = rows and any(field.base is datetime for field in fields_of(type(rows[0])))
    return list(map(to_plain, rows)) if instants else rows


def encode_feedback(feedback: FeedbackDocument) -> bytes:
    """Return the bytes of a feedback file."""
    plain = to_plain(feedback)
    items = sorted(feedback.items, key=attrgetter("id"))
    document = FEEDBACK.identification | {field: plain[field] for field in FEEDBACK_FIELDS} | {"items": items}
    return indented_json(document) + b"\n"


def content_hash(document: dict[str, Any]) -> str:
    """Return the hash of a document without its `content_hash`: that of its compact, sorted JSON."""
    return _hash(compact_json(document))


def _hash(compact: bytes) -> str:
    return f"sha256:{sha256(compact).hexdigest()}"
