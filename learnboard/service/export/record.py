"""The record of a proposal: who said what and when. Its page needs Jinja, which no screen waits for."""

from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.as_of import known_row
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.proposals import consult
from learnboard.domain.text import slug
from learnboard.exchange.record_markdown import record_markdown
from learnboard.presentation.proposals import Around, ConsentPage, consent_page
from learnboard.storage.store import Store

RecordFormat: TypeAlias = Literal["markdown", "html"]
_SUFFIXES: Final = {"markdown": ".md", "html": ".html"}


def record_of(store: Store, proposal: Id, day: date) -> ConsentPage:
    """Return the record of a proposal on a day, with the owner by name, and nothing else of the board.

    Raises:
        NotFound: if the proposal is not on the board.
    """
    row = known_row(store.row(Proposal, proposal), day)
    found = consult(row, store.rows(Response, proposal_id=proposal), day)
    names = {**{person.id: person.name for person in store.rows(Person)}, OWNER: store.board_info().owner.name}
    entry = store.find(BudgetEntry, row.budget_entry_id) if row.budget_entry_id else None
    return consent_page(found, Around(names, entry, day))


def record_document(store: Store, proposal: Id, day: date) -> bytes:
    """Return the record of a proposal on a day in Markdown.

    Raises:
        NotFound: if the proposal is not on the board.
    """
    return record_markdown(record_of(store, proposal, day))


def record_file_name(row: Proposal, kind: RecordFormat) -> str:
    """Return the default name of the file of a record."""
    return f"proposal-{slug(row.title, 'record')}{_SUFFIXES[kind]}"
