"""The compact, sorted JSON of a document, from which its hash is computed (FORMAT.md §1, `content_hash`)."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from hashlib import sha256
from typing import Any, get_origin

from pydantic_core import to_json

from learnboard.domain.model.fields import fields_of, once_per_class
from learnboard.domain.model.records import TABLES


def content_hash(document: dict[str, Any]) -> str:
    """Return the hash of a validated document without its `content_hash`."""
    return hash_bytes(canonical_json(document))


def hash_bytes(compact: bytes) -> str:
    """Return the hash of a document's compact sorted JSON, as the document has it."""
    return f"sha256:{sha256(compact).hexdigest()}"


def canonical_json(document: dict[str, Any]) -> bytes:
    """Return the compact sorted JSON of a document."""
    if is_sorted(document):  # as learnboard writes it: the writer that cannot sort takes a quarter of the time
        return to_json(document)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def indented_json(plain: Any) -> bytes:
    """Return plain data as sorted JSON with an indent of 1: the bytes of `json.dumps`, in a tenth of its time."""
    return to_json(_sorted(plain), indent=1)


def _sorted(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {name: _sorted(value) for name, value in sorted(plain.items())}
    return [_sorted(value) for value in plain] if isinstance(plain, list) else plain


def is_sorted(document: dict[str, Any]) -> bool:
    """Whether the names in every object of a document are sorted.

    Rows of tables that have just the fields of the format hold objects only where the format has them.
    """
    rest, level = dict(document), []
    for table, record in TABLES.items():
        rows = document.get(table)
        if type(rows) is list and set(map(type, rows)) <= {dict} and set(map(tuple, rows)) <= {_names(record)}:
            rest.pop(table, None)
            level += [row[name] for name in _objects(record) for row in rows]
    return _all_sorted([rest, *level])


def _all_sorted(level: list[Any]) -> bool:
    # Level by level, in as few steps of Python as possible.
    while level:
        objects = [value for value in level if type(value) is dict]
        if any(list(names) != sorted(names) for names in set(map(tuple, objects))):
            return False
        level = [
            value
            for parent in level
            if type(parent) is dict or type(parent) is list
            for value in (parent.values() if type(parent) is dict else parent)
            if type(value) is dict or type(value) is list
        ]
    return True


@once_per_class
def _names(record: type) -> tuple[str, ...]:
    return tuple(sorted(field.name for field in fields_of(record)))


@once_per_class
def _objects(record: type) -> tuple[str, ...]:
    """The fields of a table that hold objects."""
    return tuple(
        field.name for field in fields_of(record) if is_dataclass(field.base) or get_origin(field.base) is Mapping
    )
