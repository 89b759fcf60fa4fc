"""The agreement with a person as it is printed."""

from learnboard.domain.errors import Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.exchange.people_markdown import agreement_markdown
from learnboard.presentation.agreements import agreement_page
from learnboard.presentation.values import short_name
from learnboard.service.queries.agreements import agreement_states
from learnboard.storage.store import Store


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
