"""The record of a proposal: who said what and when. Its page needs Jinja, which no screen waits for."""

from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.text import slug
from learnboard.exchange.record_markdown import record_markdown
from learnboard.presentation.around import Around
from learnboard.presentation.proposals import ProposalText, proposal_text
from learnboard.service.queries.consultation import consultation
from learnboard.service.queries.mentions import mentioned_titles
from learnboard.storage.store import Store

RecordFormat: TypeAlias = Literal["markdown", "html"]
_SUFFIXES: Final = {"markdown": ".md", "html": ".html"}


def record_of(store: Store, proposal: Id, day: date) -> ProposalText:
    """Return the record of a proposal on a day, with the owner by name, and nothing else of the board.

    Raises:
        NotFound: if the proposal is not on the board.
    """
    found = consultation(store, proposal, day)
    names = {**{person.id: person.name for person in store.rows(Person)}, OWNER: store.board_info().owner.name}
    about = found.proposal.budget_entry_id
    entry = store.find(BudgetEntry, about) if about else None
    titles = mentioned_titles(store, found.texts)
    return proposal_text(found, Around.on_board(names, entry, day, titles, lasting=True))


def record_document(store: Store, proposal: Id, day: date) -> bytes:
    """Return the record of a proposal on a day in Markdown.

    Raises:
        NotFound: if the proposal is not on the board.
    """
    return record_markdown(record_of(store, proposal, day))


def record_file_name(row: Proposal, kind: RecordFormat) -> str:
    """Return the default name of the file of a record."""
    return f"proposal-{slug(row.title, 'record')}{_SUFFIXES[kind]}"
