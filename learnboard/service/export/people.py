"""What leaves the board about one person by itself: the agreement with them, and the owner's notes on them."""

from datetime import date
from pathlib import Path
from typing import Final, Literal, TypeAlias

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.text import slug
from learnboard.exchange.people_markdown import agreement_markdown, upward_markdown
from learnboard.exchange.safe_io import atomic_write
from learnboard.presentation.agreements import agreement_page, upward_text
from learnboard.presentation.values import short_name
from learnboard.service.export.write import check_not_board
from learnboard.service.queries.agreements import agreement_states
from learnboard.service.queries.person import upward_notes
from learnboard.storage.store import Store

UpwardFormat: TypeAlias = Literal["markdown", "html"]
_SUFFIXES: Final = {"markdown": ".md", "html": ".html"}


def agreement_document(store: Store, person: Id) -> bytes:
    """Return the agreement with a person in Markdown.

    Raises:
        NotFound: if the person is not on the board.
        Rejected: if there is no agreement with them yet.
    """
    row = store.row(Person, person)
    state = agreement_states(store, [row])[person]
    page = agreement_page(row, state, store.board_info().owner.name)
    if page is None:
        name = short_name(row.name)
        raise Rejected(f"There is no agreement with {name} yet: open their page, which P lists, and press a.")
    return agreement_markdown(page)


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
    if kind == "markdown":
        return upward_markdown(notes)
    # Jinja and the templates take 40 ms, and only pages need them.
    from learnboard.exchange.html import upward_page  # noqa: PLC0415

    return upward_page(notes)


def upward_file_name(store: Store, person: Person, kind: UpwardFormat) -> str:
    """Return the default name of the file of notes on a person: from whom it is, and about whom."""
    owner = slug(store.board_info().owner.name, "board")
    return f"{owner}-upward-{slug(person.name, 'person')}{_SUFFIXES[kind]}"


def write_document(store: Store, data: bytes, path: Path, *, force: bool) -> None:
    """Write what was made into a file.

    Raises:
        Rejected: if the file is the board itself.
        InvalidFile: if the file exists and `force` is not given, or it cannot be written.
    """
    check_not_board(store, path)
    with atomic_write(path, data, force=force):
        pass
