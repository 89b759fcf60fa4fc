"""The compact sorted JSON of a document, which its hash is of (format.md §1, `content_hash`)."""

import json
from hashlib import sha256
from typing import Any

from pydantic_core import to_json


def content_hash(document: dict[str, Any]) -> str:
    """The hash of a document without its `content_hash`."""
    return hashed(canonical(document))


def hashed(compact: bytes) -> str:
    """The hash of a document's compact sorted JSON, as it stands in the document."""
    return f"sha256:{sha256(compact).hexdigest()}"


def canonical(document: dict[str, Any]) -> bytes:
    """The compact sorted JSON of a document."""
    if in_order(document):  # as learnboard writes it: the writer that cannot sort takes a quarter of the time
        return to_json(document)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def in_order(document: dict[str, Any]) -> bool:
    """Whether the names in every object of a document stand in their order."""
    # Level by level, and with as few steps of Python as can be: there may be tens of thousands of rows.
    level: list[Any] = [document]
    while level:
        objects = [value for value in level if type(value) is dict]
        if any(list(names) != sorted(names) for names in set(map(tuple, objects))):
            return False
        level = [
            value
            for each in level
            for value in (each.values() if type(each) is dict else each)
            if type(value) is dict or type(value) is list
        ]
    return True
