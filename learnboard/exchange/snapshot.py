"""Snapshots as files: reading and believing them, writing them, and their published schema (format.md §1)."""

import json
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from pydantic_core import ValidationError, from_json, to_json

from learnboard.domain.errors import InvalidValue
from learnboard.domain.identity import Identity
from learnboard.domain.plain import Plain, to_plain
from learnboard.domain.records import TABLES, Records
from learnboard.domain.snapshot import Snapshot
from learnboard.domain.validity import check
from learnboard.exchange.documents import FORMAT, HEAD, MINOR, VERSION, published_schema, validator
from learnboard.exchange.explaining import ASK, explained, refusal, shown
from learnboard.exchange.safe_reader import read_document

_HASH: Final = "content_hash"


def open_snapshot(path: Path | str) -> Snapshot:
    """Read a snapshot from a file that anybody may have written.

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
    document = _parsed(data, name)
    newer = _check_version(document, name)
    try:
        values = validator().validate_python(document, extra="ignore" if newer else None)
    except ValidationError as error:
        raise explained(name, document, error) from None
    records = Records(
        Identity(values["board_id"], values["owner"], values["settings"]),
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
        notices=(newer,) if newer else (),
    )


def write_snapshot(snapshot: Snapshot) -> bytes:
    """A snapshot as the bytes of a file, always the same for the same content; its hash is computed anew."""
    return sealed(snapshot)[0]


def sealed(snapshot: Snapshot) -> tuple[bytes, str]:
    """The bytes of a snapshot's file, and the hash that stands in them."""
    canonical = _canonical(document_of(snapshot))
    content = _hash(canonical)
    # Reading the sorted text back gives sorted objects; json.dumps with an indent would take ten times as long.
    document = from_json(canonical) | {_HASH: content}
    return to_json(dict(sorted(document.items())), indent=1) + b"\n", content


def document_of(snapshot: Snapshot) -> dict[str, Plain]:
    """A snapshot as the object of its document, but for the hash; arrays are sorted by id."""
    said = to_plain(snapshot)
    identity = to_plain(snapshot.records.identity)
    constants = {"format": FORMAT, "version": VERSION, "minor": MINOR, "board_id": identity.pop("id")}
    tables = {
        name: [to_plain(row) for row in sorted(rows, key=attrgetter("id"))] for name, rows in snapshot.records.tables()
    }
    return constants | {field: said[field] for field in HEAD if field != _HASH} | identity | tables


def content_hash(document: dict[str, Plain]) -> str:
    """The hash of a document without its `content_hash`: SHA-256 of its compact sorted JSON."""
    return _hash(_canonical(document))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the snapshot document."""
    return published_schema()


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    try:
        document = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        # The parser's own words end in the place: “… at line 3 column 5”.
        place = str(error).rpartition(" at ")[2].replace(" column", ", column")
        raise refusal(name, f"this is not JSON; {ASK}", at=place) from None
    if not isinstance(document, dict):
        raise refusal(name, f"this is no snapshot, but {shown(document)}; choose a *.learnboard.json file")
    return document


def _check_version(document: dict[str, Any], name: str) -> str | None:
    """Refuse a document that is not of this format and version; a notice when its minor version is newer."""
    if document.get("format") != FORMAT:
        found = shown(document["format"]) if "format" in document else "missing"
        raise refusal(name, f"format is {found}, not “{FORMAT}”; choose a *.learnboard.json file")
    version, minor = document.get("version"), document.get("minor")
    if type(version) is not int or type(minor) is not int or version < 1 or minor < 0:
        wrong = f"version {shown(version)}, minor {shown(minor)}"
        raise refusal(name, f"{wrong}: no such version of the format is known; {ASK}")
    if version > VERSION:
        newer = f"the file is of version {version} of the format, this learnboard reads up to version {VERSION}"
        raise refusal(name, f"{newer}; update learnboard, or {ASK} in version {VERSION}")
    if minor > MINOR:
        return (
            f"The file is of version {version}.{minor} of the format, newer than the {VERSION}.{MINOR} of this "
            "learnboard: what is new in it was left out."
        )
    return None


def _canonical(document: dict[str, Plain]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _hash(canonical: str) -> str:
    return "sha256:" + sha256(canonical.encode()).hexdigest()
