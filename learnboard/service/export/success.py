"""A success as it is told to others: what money was spent on, and what it brought."""

from datetime import date

from learnboard.domain.as_of import as_known
from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.profiles import apply_profile
from learnboard.exchange.success_markdown import success_markdown
from learnboard.presentation.worth import only_yours_text, success_page
from learnboard.storage.store import Store


def success_document(store: Store, entry: Id, day: date) -> bytes:
    """Return a success in Markdown; nothing is in it that does not leave in the profile `mentor`.

    Raises:
        NotFound: if the entry was deleted.
        Rejected: if only its owner sees it.
    """
    row = store.row(BudgetEntry, entry)
    told = apply_profile(as_known(store.records(), day), "mentor")[0]
    leaving = next((each for each in told.budget_entries if each.id == entry), None)
    if leaving is None:
        raise Rejected(only_yours_text(row))
    return success_markdown(success_page(told, leaving))
