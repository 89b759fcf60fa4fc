"""One proposal with its responses as they count on a day."""

from datetime import date

from learnboard.domain.as_of import known_row
from learnboard.domain.consent import Consultation, consult
from learnboard.domain.model.fields import Id
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.storage.store import Store


def consultation(store: Store, id_: Id, day: date) -> Consultation:
    """Return a proposal with its responses as they count on a day.

    Raises:
        NotFound: if it was deleted.
    """
    return consult(known_row(store.row(Proposal, id_), day), store.rows(Response, proposal_id=id_), day)
