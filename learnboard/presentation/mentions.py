"""Rows that a text mentions by their id, read as their titles: `k11 went backwards` is about “Cut p95 latency”."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from learnboard.domain.model.fields import Id
from learnboard.presentation.labels import row_name
from learnboard.presentation.values import quoted

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
)
"""Tables whose rows have a title, statement, name or text that names them."""
# A word that could be an id: with a letter and a digit, so that no word of a sentence is taken for one, and neither in
# quotation marks, where it is a title, nor part of an address or a file name.
_ID: Final = re.compile(
    r"(?<![\w\-./:@#?=&%+\\“‘„«\"'])"
    r"(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{2,64}"
    r"(?![\w\-@/=\\”»\"]|[.:]\w)"
)


def mentioned(text: str) -> frozenset[str]:
    """Return the words of a text that could be ids."""
    return frozenset(_ID.findall(text))


def with_titles(text: str, names: Mapping[Id, str]) -> str:
    """Return a text with the ids of rows as titles in quotation marks. What a title says stays what it is.

    `names` are those of rows by their ids, without ids that are the name of a row themselves.
    """
    return _ID.sub(lambda found: quoted(names[found[0]]) if found[0] in names else found[0], text)


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
        names = {row.id: name for row in rows if (name := row_name(row))}
        for name in set(names.values()):
            names.pop(name, None)
        return names
