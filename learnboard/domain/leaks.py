"""Private texts that stand in what is about to leave: the check before an export (FORMAT.md §1)."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Final, NamedTuple

from learnboard.domain.model.fields import Id, fields_of, once_per_class
from learnboard.domain.model.records import Records
from learnboard.domain.profiles import apply_profile
from learnboard.domain.row_rules import is_id
from learnboard.domain.text import folded

SHORTEST: Final = 8
"""Characters. Shorter texts are words that anybody may use."""
_NOT_SECRET: Final = ("labels", "unit", "currency", "instrument")
"""Fields whose words a board uses again and again."""


class Leak(NamedTuple):
    """A private text, and where it stands in what leaves: the table, the row's id and the field."""

    text: str
    table: str
    id: Id
    field: str


def find_leaks(known: Records, outgoing: Records, *, person: Id | None = None) -> tuple[Leak, ...]:
    """Find where private texts of the board as known stand all the same in what leaves for a person, or for nobody.

    Private is what is withheld even from mentors; what was agreed with the `person` it is for is no secret. Only texts
    of eight characters or more count; case, accents and the width of blanks make no difference. A full copy is the
    owner's own and has no leaks.
    """
    if outgoing is known:
        return ()
    secrets = {folded(text): text for text in _withheld_texts(known, apply_profile(known, "mentor", person=person)[0])}
    secrets = {secret: text for secret, text in secrets.items() if len(secret) >= SHORTEST}
    if not secrets:
        return ()
    lengths: dict[str, set[int]] = {}
    for secret in secrets:
        lengths.setdefault(secret[:SHORTEST], set()).add(len(secret))
    return tuple(
        Leak(secrets[found], name, row.id, field)
        for name, rows in outgoing.tables()
        for row in rows
        for field, text in _texts(row)
        for found in _find_all(secrets, lengths, folded(text))
    )


def _find_all(secrets: Mapping[str, str], lengths: Mapping[str, set[int]], text: str) -> list[str]:
    """The secrets that are in a text, each once: one walk over it, however many there are.

    `lengths` are those of the secrets that begin with the same eight characters.
    """
    starts = [at for at in range(len(text) - SHORTEST + 1) if text[at : at + SHORTEST] in lengths]
    pieces = (text[at : at + length] for at in starts for length in lengths[text[at : at + SHORTEST]])
    return list(dict.fromkeys(piece for piece in pieces if piece in secrets))


def _withheld_texts(known: Records, outgoing: Records) -> Iterator[str]:
    """Every text of rows that stay, and of fields that stay of rows that leave."""
    for name, rows in known.tables():
        if name == "feedback" or outgoing.table(name) is rows:
            continue
        leaving: Mapping[Id, Any] = {row.id: row for row in outgoing.table(name)}
        for row in rows:
            if leaving.get(row.id) is row:
                continue
            left = dict(_texts(leaving[row.id])) if row.id in leaving else {}
            yield from (text for field, text in _texts(row) if left.get(field) != text)


def _texts(row: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a row that a person wrote, by the names of their fields."""
    for name in _text_fields(type(row)):
        value = getattr(row, name)
        if isinstance(value, str):
            yield prefix + name, value
        elif value is not None:
            yield from _texts(value, f"{name}.")


@once_per_class
def _text_fields(record: type) -> tuple[str, ...]:
    """The fields of a class that hold a person's words, or values with such fields."""
    return tuple(
        field.name
        for field in fields_of(record)
        if field.name not in _NOT_SECRET
        and ((field.base is str and not is_id(field)) or (isinstance(field.base, type) and is_dataclass(field.base)))
    )
