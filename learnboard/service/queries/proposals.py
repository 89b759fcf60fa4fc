"""Proposals of a board, with their responses as they count on its day."""

from collections.abc import Mapping

from learnboard.domain.as_of import known_row
from learnboard.domain.board import Board
from learnboard.domain.consent import APPROVABLE, Consultation, Grant, consultations
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.around import Around
from learnboard.presentation.proposals import SECTIONS, section_of
from learnboard.service.queries.mentions import mentioned_titles
from learnboard.storage.store import Store


class Consultations(NamedTuple):
    """All proposals, in the order of the list: open ones, what is to be decided, drafts, and what is over.

    `rows` are as they are stored; `waiting` is the feedback on each that was not answered or taken in yet,
    `policies` are those that one agreed on, and `titles` those of rows that texts mention by their ids.
    """

    found: tuple[Consultation, ...]
    names: Mapping[Id, str]
    people: tuple[Person, ...]
    entries: Mapping[Id, BudgetEntry]
    waiting: Mapping[Id, tuple[Feedback, ...]]
    policies: Mapping[Id, HoursPolicy]
    titles: Mapping[Id, str]
    board: Board

    def of(self, id_: Id) -> Consultation | None:
        """Return a proposal; None if it is gone."""
        return next((each for each in self.found if each.id == id_), None)

    def to_make(self, found: Consultation) -> Grant | None:
        """Return what was granted by a proposal and is not made yet; None for nothing."""
        entry = self.entries.get(found.proposal.budget_entry_id or "")
        made = found.id in self.policies if found.grants == "policy" else entry and entry.state not in APPROVABLE
        return None if made else found.grants

    def around(self, found: Consultation) -> Around:
        """Return what a proposal is told with."""
        entry = self.entries.get(found.proposal.budget_entry_id or "")
        return Around.on_board(self.names, entry, self.board.day, self.titles)


def read_consultations(store: Store, board: Board) -> Consultations:
    """Return the proposals of a board on its day."""
    day = board.day
    known = (known_row(row, day) for row in store.rows(Proposal))
    found = consultations(known, store.rows(Response), day).values()
    people = tuple(store.rows(Person))
    waiting: dict[Id, list[Feedback]] = {}
    for each in store.rows(Feedback, answer="unanswered"):
        if each.target.kind == "proposal":
            waiting.setdefault(each.target.id, []).append(each)
    ordered = {id_: sorted(rows, key=lambda row: (row.written_at, row.id)) for id_, rows in waiting.items()}
    return Consultations(
        found=tuple(sorted(found, key=_order)),
        names={**{row.id: row.name for row in people}, OWNER: "you"},
        people=people,
        entries={row.id: row for row in store.rows(BudgetEntry)},
        waiting={id_: tuple(rows) for id_, rows in ordered.items()},
        policies={row.proposal_id: row for row in store.rows(HoursPolicy) if row.proposal_id},
        titles=mentioned_titles(store, (text for each in found for text in each.texts)),
        board=board,
    )


def _order(found: Consultation) -> tuple[int, int, Id]:
    """By the parts of the list; open ones and drafts by their closing day, the others with the newest first."""
    closes = found.proposal.closes_on.toordinal()
    section = SECTIONS.index(section_of(found))
    return section, closes if found.state in ("open", "draft") else -closes, found.id
