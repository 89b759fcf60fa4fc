"""Private words in what is about to leave, described with their place."""

from collections.abc import Sequence
from typing import Any, Final

from learnboard.domain.errors import Rejected
from learnboard.domain.leaks import Leak
from learnboard.domain.model.fields import Belongs, fields_of
from learnboard.domain.model.records import Records
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import NOUNS, describe_row, field_label, quoted, row_name
from learnboard.presentation.values import day_text

_MOST_TOLD: Final = 5


def leak_sentence(leak: Leak, records: Records) -> str:
    """Where a private text stands in what leaves: `“look elsewhere” is private, but stands in the note of …`."""
    row = next((row for row in records.table(leak.table) if row.id == leak.id), None)
    place = NOUNS[leak.table][0] if row is None else _place(row, leak.field, records)
    return f"{quoted(leak.text)} is private, but stands in the {_field(leak.field)} of the {place}"


def refuse_leaks(leaks: Sequence[Leak], records: Records) -> None:
    """Let nothing private leave unnoticed.

    Raises:
        Refused: naming the first place, if there is one.
    """
    if leaks:
        more = f", and private words in {len(leaks) - 1:,} more" if len(leaks) > 1 else ""
        raise Rejected(
            f"{leak_sentence(leaks[0], records)}{more}: change it there, or export it all the same with --anyway."
        )


def leak_notices(leaks: Sequence[Leak], records: Records) -> tuple[str, ...]:
    """What is to be said of private words that leave because their owner wants it; of many, the first few."""
    told = tuple(f"{leak_sentence(leak, records)}." for leak in leaks[:_MOST_TOLD])
    more = len(leaks) - len(told)
    return (*told, f"Private words stand in {more:,} more.") if more else told


def _field(name: str) -> str:
    """`blocker.next_action` is the next action of the blocker."""
    return " of the ".join(field_label(part) for part in reversed(name.split(".")))


def _place(row: Any, field: str, records: Records) -> str:
    """A row by its day or its name; a name that is the leak itself says nothing, then it is its id."""
    noun, name, day = NOUNS[row.TABLE][0], row_name(row), getattr(row, "on", None)
    if day:
        own = f"{noun} of {day_text(day)}"
    else:
        own = describe_row(row) if name and clean_line(getattr(row, field, "")) != name else f"{noun} {row.id}"
    whole = _whole(row, records)
    return own if whole is None else f"{own} of the {_place(whole, '', records)}"


def _whole(row: Any, records: Records) -> Any:
    """What the row is a part of, if anything."""
    for field in fields_of(type(row)):
        if isinstance(field.refers, Belongs) and field.refers.table not in ("cycles", "objectives"):
            id_ = getattr(row, field.name)
            return next((each for each in records.table(field.refers.table) if each.id == id_), None)
    return None
