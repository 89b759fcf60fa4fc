"""Documents of minor 0, brought to minor 1 before they are validated, and what those of later minors have besides.

The source is FORMAT.md §1, “Evolution”.
"""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo, Settings
from learnboard.domain.model.feedback import FeedbackDocument, FeedbackItem
from learnboard.domain.model.fields import Plain, fields_of, once_per_class, plain_default, since
from learnboard.domain.model.records import TABLES
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple

_ROWS: Final[Mapping[str, type]] = {**TABLES, "items": FeedbackItem}


class UnknownField(Exception):
    """A document has a field that came with a later minor than its own; `location` leads to it."""

    def __init__(self, *location: str | int) -> None:
        super().__init__(*location)
        self.location = location


class _Additions(NamedTuple):
    """What minor 1 brought to a class: fields with their defaults, and parts that have such fields themselves."""

    fields: Mapping[str, Plain]
    parts: Mapping[str, type]


def upgraded(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document of minor 0 with the fields and tables of minor 1, filled with their defaults.

    Nothing else is checked: what is not even a list or an object stays as it is.

    Raises:
        UnknownField: if it has one of these already.
    """
    return {**document, **dict(_upgraded_parts(document))}


def unknown_fields(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a document of a later minor has besides: its tables and fields (`""`), then the fields of its rows.

    Each is the table and the name. Nothing is checked: names are a stranger's.
    """
    known = {"format", "version", "minor", "settings", *_ROWS}
    kinds = (FeedbackDocument,) if "items" in document else (Snapshot, BoardInfo)
    known |= {field.name for kind in kinds for field in fields_of(kind)} | {"board_id"}
    yield from (("", name) for name in sorted(document.keys() - known))
    for table, record in _ROWS.items():
        rows, fields = document.get(table), {field.name for field in fields_of(record)}
        if isinstance(rows, list):
            found = set().union(*(row.keys() for row in rows if isinstance(row, dict)))
            yield from ((table, name) for name in sorted(found - fields))


def _upgraded_parts(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    is_snapshot = "items" not in document
    if is_snapshot and isinstance(settings := document.get("settings"), dict):
        yield "settings", _filled(Settings, settings, "settings")
    for name, record in _ROWS.items():
        rows = document.get(name)
        if since(record) and is_snapshot:
            if rows is not None:
                raise UnknownField(name)
            yield name, []
        elif isinstance(rows, list) and any(_additions(record)):
            yield name, [_filled(record, row, name, place) for place, row in enumerate(rows)]


def _filled(record: type, plain: Any, *location: str | int) -> Any:
    """An object of minor 0 as one of minor 1."""
    if not isinstance(plain, dict):
        return plain
    added, parts = _additions(record)
    if known := added.keys() & plain.keys():
        raise UnknownField(*location, min(known))
    nested = {name: _filled(part, plain.get(name), *location, name) for name, part in parts.items() if name in plain}
    return {**plain, **added, **nested}


def _has_additions(part: type) -> bool:
    return is_dataclass(part) and any(_additions(part))


@once_per_class
def _additions(record: type) -> _Additions:
    fields = fields_of(record)
    return _Additions(
        {field.name: plain_default(field) for field in fields if field.since},
        {field.name: field.base for field in fields if isinstance(field.base, type) and _has_additions(field.base)},
    )
