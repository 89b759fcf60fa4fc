"""The open proposal that the header tells of: most boards have none, and their start imports nothing for it."""

from datetime import date
from importlib import import_module

from learnboard.domain.board import ClosingProposal
from learnboard.storage.store import Store


def closing_proposal(store: Store, day: date) -> ClosingProposal | None:
    """Return the open proposal that closes next; None if none is open on the day."""
    id_ = store.open_proposal(day)
    if id_ is None:
        return None
    consultation = import_module("learnboard.service.queries.consultation").consultation
    found = consultation(store, id_, day)
    return ClosingProposal(found.proposal.closes_on, found.answered, found.asked)
