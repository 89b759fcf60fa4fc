"""Rows that a text mentions by their id, read as their titles: `k11 went backwards` is about “Cut p95 latency”."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from learnboard.domain.model.fields import Id, fields_of, once_per_class
from learnboard.domain.patterns import pattern
from learnboard.domain.text import in_quotes
from learnboard.presentation.labels import dated_name, row_name

if TYPE_CHECKING:  # the tables of all rows take 4 ms
    from learnboard.domain.model.records import Records

NAMED_TABLES: Final = (
    "goals",
    "cycles",
    "objectives",
    "key_results",
    "milestones",
    "people",
    "actions",
    "budget_entries",
    "proposals",
    "stretches",
    "meetings",
)
"""Tables whose rows have a title, statement, name or text that names them, or a day by which they are called."""
# A word that could be an id: with a letter, and a digit or a hyphen, so that few words are tried, and neither in
# quotation marks, where it is a title, nor part of an address, a file name or code. What stands between backticks or in
# a tag is code as a whole.
_ID: Final = pattern(
    r"```[^`]*```|`[^`\n]*`|<[^\s<>][^<>\n]*>|"
    r"(?<![\w\-./:@#?=&%+\\“‘„«\"'`<{\[$~])"
    r"(?P<id>(?=[A-Za-z]*[0-9_-])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{2,64})"
    r"(?![\w\-@/=\\”»\"`>}\](\[]|[.:]\w)"
)
_NO_TEXTS: Final = frozenset(
    {"id", "title", "statement", "horizon", "unit", "currency", "name", "author", "instrument", "link", "snapshot_id"}
)
"""Fields of rows that hold a title, a name, a sign or an address, and no sentences."""
_MODEL: Final = f"{fields_of.__module__.rpartition('.')[0]}."
"""Where the rows of the format are described."""
_MEETING: Final = "the meeting of "
"""What is called by its day needs no quotation marks."""
Value = TypeVar("Value")


def mentioned(text: str) -> frozenset[str]:
    """Return the words of a text that could be ids."""
    return frozenset(found["id"] for found in _ID.finditer(text) if found["id"])


def with_titles(text: str, names: Mapping[Id, str]) -> str:
    """Return a text with the ids of rows as titles in quotation marks. What a title says stays what it is.

    `names` are those of rows by their ids, without ids that are the name of a row themselves.
    """
    return _ID.sub(lambda found: _named(names[found["id"]]) if found["id"] in names else found[0], text)


def _named(name: str) -> str:
    return name if name.startswith(_MEETING) else in_quotes(name)


def mention_name(row: Any) -> str:
    """What a row is called where its id stood: by its name, else by its day."""
    return row_name(row) or dated_name(row)


def read_rows(value: Value, read: Callable[[str], str]) -> Value:
    """Return a row, or a tuple that holds rows, as it is shown: each text of people's, but no title, is `read`."""
    read_value: Value = _read(value, read)
    return read_value


def texts_of(value: object) -> tuple[str, ...]:
    """Return the texts of a row, or of the rows in a tuple, that may mention others."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    _read(value, note)
    return tuple(found)


def _read(value: Any, read: Callable[[str], str]) -> Any:
    if isinstance(value, tuple):
        parts = [_read(part, read) for part in value]
        if all(part is before for part, before in zip(parts, value, strict=True)):
            return value
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return _read_fields(value, read) if _is_row(type(value)) else value


def _read_fields(value: Any, read: Callable[[str], str]) -> Any:
    changes: dict[str, Any] = {}
    for name in _texts_in(type(value)):
        before = getattr(value, name)
        after = read(before) if isinstance(before, str) else _read_fields(before, read) if before else before
        if after is not before and after != before:
            changes[name] = after
    return replace(value, **changes) if changes else value


@once_per_class
def _texts_in(record: type) -> tuple[str, ...]:
    """The fields of a row, or of a part of one, that hold a text, or a part with texts."""
    return tuple(
        field.name
        for field in fields_of(record)
        if field.name not in _NO_TEXTS and not field.refers and (field.base is str or _is_part(field.base))
    )


@once_per_class
def _is_row(record: type) -> bool:
    """Whether a class is a table of the format, or a part of one that has texts."""
    return record.__module__.startswith(_MODEL) and _is_part(record)


def _is_part(base: Any) -> bool:
    return isinstance(base, type) and is_dataclass(base) and base.__name__ not in ("Target", "About")


class Mentions:
    """Finds the rows of a board that texts mention; its index is built for the first text that may mention one."""

    def __init__(self, records: "Records") -> None:
        self._records = records

    def read(self, text: str) -> str:
        """Return a text with the ids of rows as titles in quotation marks."""
        return with_titles(text, self._names) if _ID.search(text) else text

    @cached_property
    def _names(self) -> Mapping[Id, str]:
        rows: list[Any] = [row for table in NAMED_TABLES for row in self._records.table(table)]
        names = {row.id: name for row in rows if (name := mention_name(row))}
        for name in set(names.values()):
            names.pop(name, None)
        return names
