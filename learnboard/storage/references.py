"""Which fields refer to the rows of a table (FORMAT.md §1): what goes with a row, and what lets go of it."""

from typing import Any, NamedTuple

from learnboard.domain.fields import Belongs, fields_of
from learnboard.domain.identity import BoardInfo
from learnboard.storage.tables import remembered


class Referrer(NamedTuple):
    """A field that names rows of a table: `part` if its row belongs to them, `many` if it lists several."""

    record: type[Any]
    field: str
    part: bool
    many: bool


@remembered
def referrers(table: str) -> tuple[Referrer, ...]:
    """The fields of all tables that refer to rows of this one."""
    # All tables cost more to make than a board's first page, which needs no deletion.
    from learnboard.domain.records import TABLES  # noqa: PLC0415

    return tuple(
        Referrer(record, field.name, part=isinstance(field.refers, Belongs), many=field.base is not str)
        for record in TABLES.values()
        for field in fields_of(record)
        if field.refers and field.refers.table == table
    )


@remembered
def record_of(table: str) -> type[Any]:
    """The class of a table's values."""
    if table == BoardInfo.TABLE:
        return BoardInfo
    # As above: only undo and redo ask for a table by its name.
    from learnboard.domain.records import TABLES  # noqa: PLC0415

    return TABLES[table]
