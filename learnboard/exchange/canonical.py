"""The compact sorted JSON of a document, which its hash is of (FORMAT.md §1, `content_hash`)."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from hashlib import sha256
from typing import Any, get_origin

from pydantic_core import to_json

from learnboard.domain.model.fields import fields_of, once_per_class
from learnboard.domain.model.records import TABLES


def content_hash(document: dict[str, Any]) -> str:
    """The hash of a document, which was validated, without its `content_hash`."""
    return hashed(canonical(document))


def hashed(compact: bytes) -> str:
    """The hash of a document's compact sorted JSON, as it stands in the document."""
    return f"sha256:{sha256(compact).hexdigest()}"


def canonical(document: dict[str, Any]) -> bytes:
    """The compact sorted JSON of a document."""
    if in_order(document):  # as learnboard writes it: the writer that cannot sort takes a quarter of the time
        return to_json(document)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def readable(plain: Any) -> bytes:
    """Plain data as sorted JSON with an indent of 1: the text of Python's own writer, in a tenth of its time."""
    return to_json(_sorted(plain), indent=1)


def _sorted(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {name: _sorted(value) for name, value in sorted(plain.items())}
    return [_sorted(value) for value in plain] if isinstance(plain, list) else plain


def in_order(document: dict[str, Any]) -> bool:
    """Whether the names in every object of a document stand in their order.

    Rows of tables that have just the fields of the format hold objects only where the format has them.
    """
    rest, level = dict(document), []
    for table, record in TABLES.items():
        rows = document.get(table)
        if type(rows) is list and set(map(type, rows)) <= {dict} and set(map(tuple, rows)) <= {_names(record)}:
            rest.pop(table, None)
            level += [row[name] for name in _objects(record) for row in rows]
    return _all_in_order([rest, *level])


def _all_in_order(level: list[Any]) -> bool:
    # Level by level, and with as few steps of Python as can be.
    while level:
        objects = [value for value in level if type(value) is dict]
        if any(list(names) != sorted(names) for names in set(map(tuple, objects))):
            return False
        level = [
            value
            for each in level
            if type(each) is dict or type(each) is list
            for value in (each.values() if type(each) is dict else each)
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
