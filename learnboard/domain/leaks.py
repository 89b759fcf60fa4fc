"""Private words that stand in what is about to leave: the check before a snapshot goes out (FORMAT.md §1)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Final, NamedTuple

from learnboard.domain.model.fields import Id, fields_of, once_per_class
from learnboard.domain.model.records import Records
from learnboard.domain.profiles import leaving
from learnboard.domain.row_rules import is_id

SHORTEST: Final = 8
"""Characters. Shorter texts are words that anybody may use."""
_NO_SECRETS: Final = ("labels", "unit", "currency", "instrument")
"""Fields that hold words a board uses again and again."""


class Leak(NamedTuple):
    """A private text, and where it stands in what leaves: the table, the row's id and the field."""

    text: str
    table: str
    id: Id
    field: str


def leaks(known: Records, outgoing: Records) -> tuple[Leak, ...]:
    """Where private texts of the board as known stand all the same in what goes out.

    Private is what leaves for nobody else: it is withheld from mentors too. Looked for are texts of eight characters
    or more, without regard to capitals and to how blanks are set. A full copy is the owner's own.
    """
    if outgoing is known:
        return ()
    secrets = {_folded(text): text for text in _withheld(known, leaving(known, "mentor")[0])}
    secrets = {folded: text for folded, text in secrets.items() if len(folded) >= SHORTEST}
    if not secrets:
        return ()
    find = _Finder(secrets)
    return tuple(
        Leak(secrets[folded], table, id_, field) for text, table, id_, field in _told(outgoing) for folded in find(text)
    )


class _Finder:
    """Finds any of many texts in others, in one walk however many there are."""

    def __init__(self, sought: Collection[str]) -> None:
        self._sought = sought
        self._lengths: dict[str, set[int]] = {}
        for each in sought:
            self._lengths.setdefault(each[:SHORTEST], set()).add(len(each))

    def __call__(self, text: str) -> list[str]:
        """Those that stand in the text, each once."""
        lengths = self._lengths
        starts = [at for at in range(len(text) - SHORTEST + 1) if text[at : at + SHORTEST] in lengths]
        pieces = (text[at : at + size] for at in starts for size in lengths[text[at : at + SHORTEST]])
        return list(dict.fromkeys(piece for piece in pieces if piece in self._sought))


def _withheld(known: Records, outgoing: Records) -> Iterator[str]:
    """Every text of rows that stay, and of fields that stay of rows that leave."""
    for name, rows in known.tables():
        if name == "feedback" or outgoing.table(name) is rows:
            continue
        gone: Mapping[Id, Any] = {row.id: row for row in outgoing.table(name)}
        for row in rows:
            if gone.get(row.id) is row:
                continue
            left = dict(_texts(gone[row.id])) if row.id in gone else {}
            yield from (text for field, text in _texts(row) if left.get(field) != text)


def _told(outgoing: Records) -> Iterator[tuple[str, str, Id, str]]:
    for name, rows in outgoing.tables():
        for row in rows:
            yield from ((_folded(text), name, row.id, field) for field, text in _texts(row) if text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _texts(row: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a row that a person wrote, by the names of their fields."""
    for name in _written(type(row)):
        value = getattr(row, name)
        if isinstance(value, str):
            yield before + name, value
        elif value is not None:
            yield from _texts(value, f"{name}.")


@once_per_class
def _written(record: type) -> tuple[str, ...]:
    """The fields of a class that hold words, or values that do."""
    return tuple(
        field.name
        for field in fields_of(record)
        if field.name not in _NO_SECRETS
        and ((field.base is str and not is_id(field)) or (isinstance(field.base, type) and is_dataclass(field.base)))
    )
