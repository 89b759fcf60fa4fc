"""Rows of any table as they are kept: every field by its label, with its value in words."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias, get_origin

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Field, Id, fields_of
from learnboard.domain.model.growth import About
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import in_quotes
from learnboard.presentation.labels import NOUNS, TARGET_TABLES, field_label, row_name, visibility_text
from learnboard.presentation.values import day_text, listed, local_day, value_text

UNSEEN: Final = frozenset({"id", "position"})
"""Fields that only serve the board: what they do is seen where rows stand and what names them."""
_PLAIN_PARTS: Final = frozenset({"owner", "settings"})
"""Parts of a row whose fields need no label above them."""
_PART: Final = "· "
Names: TypeAlias = Callable[[str, Id], str]
"""What a row of a table is called, by its table and id; empty if it is not there."""


class RowFact(NamedTuple):
    """A field of a row: its label, and its value in words; empty above the fields of a part, such as an agreement."""

    label: str
    text: str


def table_title(table: str) -> str:
    """The name of a table as a heading: `Key results`."""
    name = "the board and its settings" if table == BoardInfo.TABLE else NOUNS[table][1]
    return name[0].upper() + name[1:]


def row_facts(
    row: Any, names: Names, *, without: Collection[str] = frozenset(), own: bool = True
) -> tuple[RowFact, ...]:
    """Every field of a row that holds something, in the order of the format, but for those `without`.

    `own` speaks to the owner, and not to somebody who reads the owner's file.
    """
    return tuple(_facts(row, names, {*UNSEEN, *without}, own=own))


def row_heading(row: Any, names: Names) -> str:
    """What a row is called on one line; one without a name by its day, its kind and what it belongs to."""
    if name := row_name(row):
        return name
    held = [(field, getattr(row, field.name)) for field in fields_of(type(row))]
    day = next((day_text(value) for field, value in held if field.base is date and value), "")
    kind = value_text(getattr(row, "kind", ""))
    related = next((name for field, value in held if field.refers and (name := _names(field, value, names))), "")
    return ", ".join(part for part in (day, kind, related, getattr(row, "currency", "")) if part) or row.id


def about_table(about: Target | About) -> str:
    """The table of what feedback or a reflection is about; empty for the board itself."""
    return "cycles" if about.kind == "cycle" else "" if about.kind == "board" else TARGET_TABLES[about.kind]


def _facts(row: Any, names: Names, without: Collection[str], lead: str = "", *, own: bool) -> Iterator[RowFact]:
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        if field.name in without or value is None or (isinstance(value, str | tuple | Mapping) and not value):
            continue
        label = field_label(field.name)
        if isinstance(value, Target | About):
            yield RowFact(lead + label, target_text(value, names))
        elif is_dataclass(value):
            if field.name not in _PLAIN_PARTS:
                yield RowFact(label, "")
            yield from _facts(value, names, UNSEEN, "" if field.name in _PLAIN_PARTS else _PART, own=own)
        elif field.name == "visibility":
            yield RowFact(lead + label, visibility_text(value, you=own))
        else:
            yield RowFact(lead + label, _value(field, value, names))


def target_text(about: Target | About, names: Names) -> str:
    """What feedback or a reflection is about: `key result “Cut latency”`, or its id if that is not there."""
    table = about_table(about)
    if not table:
        return "the whole board"
    return f"{NOUNS[table][0]} {in_quotes(names(table, about.id) or about.id)}"


def _names(field: Field, value: Any, names: Names) -> str:
    """What a reference points to, by name; empty if that has none or is not there."""
    assert field.refers is not None
    ids = value if isinstance(value, tuple) else (value,) if value else ()
    return listed([name for id_ in ids if (name := names(field.refers.table, id_))])


def _value(field: Field, value: Any, names: Names) -> str:
    if field.refers:
        return _names(field, value, names) or listed(value if isinstance(value, tuple) else (value,))
    if get_origin(field.base) is Literal:
        return value_text(value)
    return next((text(value) for kind, text in _WORDS.items() if isinstance(value, kind)), str(value).strip())


def _instant(value: datetime) -> str:
    return f"{day_text(local_day(value))}, {value.astimezone():%H:%M}"


def levels_text(value: Mapping[str, int]) -> str:
    """Levels by their axes: `System 3, People 2`."""
    return ", ".join(f"{name} {level}" for name, level in value.items())


_WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    bool: lambda value: "yes" if value else "no",
    datetime: _instant,  # before its day, which it is too
    date: day_text,
    int: "{:,}".format,
    tuple: lambda value: ", ".join(map(str, value)),
    Mapping: levels_text,
}
"""How values of a type read; numbers and texts as they are kept."""
