"""The titles of rows that texts on a board mention by their ids."""

from collections.abc import Iterable, Mapping
from typing import Any

from learnboard.domain.board import Board
from learnboard.domain.model.fields import Id, fields_of
from learnboard.domain.model.people import Meeting
from learnboard.domain.model.records import TABLES
from learnboard.presentation.mentions import NAMED_TABLES, mention_name, mentioned, texts_of
from learnboard.service.queries.card import CardDetails, read_details
from learnboard.storage.store import Store

_NAMES = ("title", "statement", "name", "text")


def mentioned_titles(store: Store, texts: Iterable[str]) -> Mapping[Id, str]:
    """Return the names of the rows that texts mention, by id; without ids that are the name of a row themselves."""
    ids = frozenset().union(*map(mentioned, texts))
    records = [TABLES[name] for name in NAMED_TABLES] if ids else []
    rows: dict[Id, Any] = {row.id: row for record in records for row in store.rows(record, id=ids)}
    titled = [record for record in records if record is not Meeting]
    return {
        id_: name
        for id_, row in rows.items()
        if (name := mention_name(row)) and not any(_named(store, record, id_) for record in titled)
    }


def mentioned_in(store: Store, details: object) -> Mapping[Id, str]:
    """Return the names of the rows that the texts of rows mention, by id."""
    return mentioned_titles(store, texts_of(details))


def details_with_titles(store: Store, id_: Id, board: Board) -> CardDetails:
    """Return all there is to know about a key result on the board's day, with the titles of what is mentioned there.

    Raises:
        NotFound: if it was deleted.
    """
    details = read_details(store, id_, board)
    return details._replace(titles=mentioned_in(store, details))


def _named(store: Store, record: type[Any], name: str) -> bool:
    """Whether a row of a table is called so."""
    known = {field.name for field in fields_of(record)}
    field = next(each for each in _NAMES if each in known)
    where: Mapping[str, Any] = {field: name}
    return bool(store.rows(record, limit=1, **where))
