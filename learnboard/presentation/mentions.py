"""Rows that a text mentions by their id, read as their titles: `k11 went backwards` is about “Cut p95 latency”."""

import re
from typing import TYPE_CHECKING, Any, Final

from learnboard.domain.model.fields import Id
from learnboard.presentation.labels import row_name
from learnboard.presentation.values import quoted

if TYPE_CHECKING:  # the tables of all rows take 4 ms
    from learnboard.domain.model.records import Records

_NAMED: Final = (
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
)
"""Tables whose rows have a title, statement, name or text that names them."""
# A word that could be an id: with a letter and a digit, so that no word of a sentence is taken for one, and neither in
# quotation marks, where it is a title, nor part of an address or a file name.
_ID: Final = re.compile(
    r"(?<![\w\-./:@#?=&%+\\“‘„«\"'])"
    r"(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{2,64}"
    r"(?![\w\-@/=\\”»\"]|[.:]\w)"
)


class Mentions:
    """Finds the rows of a board that texts mention; its index is built for the first text that may mention one."""

    def __init__(self, records: "Records") -> None:
        self._records = records
        self._names: dict[Id, str] | None = None

    def read(self, text: str) -> str:
        """Return a text with the ids of rows as titles in quotation marks.

        A word that is the title of a row itself stays what it is, and so do the words of a title that was put in.
        """
        return _ID.sub(self._named, text) if _ID.search(text) else text

    def _named(self, found: re.Match[str]) -> str:
        if self._names is None:
            self._names = _names(self._records)
        name = self._names.get(found[0])
        return quoted(name) if name else found[0]


def _names(records: "Records") -> dict[Id, str]:
    """The names of rows by their ids, without ids that are also the name of a row."""
    rows: list[Any] = [row for table in _NAMED for row in records.table(table)]
    names = {row.id: name for row in rows if (name := row_name(row))}
    for name in set(names.values()):
        names.pop(name, None)
    return names
