"""The owner's notes on a person, which leave alone."""

from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.text import slug
from learnboard.exchange.html import upward_page
from learnboard.exchange.people_markdown import upward_markdown
from learnboard.presentation.agreements import upward_text
from learnboard.presentation.values import short_name
from learnboard.service.queries.person import upward_notes
from learnboard.storage.store import Store

UpwardFormat: TypeAlias = Literal["markdown", "html"]
_SUFFIXES: Final = {"markdown": ".md", "html": ".html"}


def upward_document(store: Store, person: Id, kind: UpwardFormat, day: date) -> bytes:
    """Return the owner's notes on a person as they leave on a day, and nothing else of the board.

    Raises:
        NotFound: if the person is not on the board.
        Rejected: if there are no notes on them yet.
    """
    row = store.row(Person, person)
    notes = upward_text(row, upward_notes(store, person), store.board_info().owner.name, day)
    if notes is None:
        name = short_name(row.name)
        raise Rejected(f"There are no notes on {name} yet: open their page, which P lists, and press n.")
    return upward_page(notes) if kind == "html" else upward_markdown(notes)


def upward_file_name(store: Store, person: Person, kind: UpwardFormat) -> str:
    """Return the default name of the file of notes on a person: from whom it is, and about whom."""
    owner = slug(store.board_info().owner.name, "board")
    return f"{owner}-upward-{slug(person.name, 'person')}{_SUFFIXES[kind]}"
