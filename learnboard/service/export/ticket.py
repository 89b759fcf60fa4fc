"""A key result as the text of a ticket, for the tracker of a team."""

from datetime import date

from learnboard.domain.as_of import as_known
from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.profiles import apply_profile
from learnboard.exchange.ticket_markdown import ticket_markdown
from learnboard.presentation.ticket import not_copied_text, ticket_of
from learnboard.storage.store import Store


def ticket_document(store: Store, key_result: Id, day: date) -> bytes:
    """Return a key result as a ticket in Markdown; nothing is in it that does not leave in the profile `mentor`.

    Raises:
        NotFound: if the key result was deleted.
        Rejected: if only its owner sees it.
    """
    row = store.row(KeyResult, key_result)
    told = apply_profile(as_known(store.records(), day), "mentor")[0]
    leaving = next((each for each in told.key_results if each.id == key_result), None)
    if leaving is None:
        objective = store.row(Objective, row.objective_id)
        raise Rejected(not_copied_text(row, objective=objective.visibility == "private"))
    return ticket_markdown(ticket_of(told, leaving, day))
