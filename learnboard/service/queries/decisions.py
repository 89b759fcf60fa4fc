"""What comes of feedback when the owner lets it count: a budget entry decided, a word on a proposal (FORMAT.md §1)."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from learnboard.domain.as_of import known_row, known_rows, later_row
from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.funding import ledger, proposal_state
from learnboard.domain.metrics.rounding import money
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response, ResponseKind
from learnboard.domain.text import clean
from learnboard.presentation.labels import quoted
from learnboard.presentation.values import day_text
from learnboard.service.factory import new_id
from learnboard.service.queries.feedback_targets import author_of, describe_feedback
from learnboard.storage.store import Store

DECIDING = frozenset({"approve", "decline", "consent", "objection"})
"""Kinds of feedback that decide something once the owner confirms them."""


class Decision(NamedTuple):
    """The row to be written, what that does (`would`), and what it did (`sentence`)."""

    row: BudgetEntry | Response
    would: str
    message: str


def decision(store: Store, feedback: Feedback, on: date) -> Decision:
    """What confirming feedback on a day does; nothing is written.

    Raises:
        Refused: if it decides nothing, or nothing any more.
    """
    if feedback.answer != "unanswered":
        raise Rejected(f"The {describe_feedback(feedback)} is answered already: set it back to unanswered first.")
    match feedback.kind:
        case "approve" | "decline":
            return _entry_decided(store, feedback, on)
        case "consent" | "objection" as word:
            return _responded(store, feedback, word, on)
        case _:
            raise Rejected(f"The {describe_feedback(feedback)} decides nothing: answer it instead.")


def _entry_decided(store: Store, feedback: Feedback, on: date) -> Decision:
    target = feedback.target
    entry = store.find(BudgetEntry, target.id) if target.kind == "budget_entry" else None
    if entry is None:
        raise Rejected(f"The {describe_feedback(feedback)} is about no budget entry of this board: answer it instead.")
    if entry.state != "proposed":
        raise Rejected(f"{quoted(entry.title)} is {entry.state}, and only what is proposed can be decided: answer it.")
    approved = feedback.kind == "approve"
    row = replace(
        entry,
        state="approved" if approved else "declined",
        decided_on=on,
        decided_by_id=_person(store, feedback),
        decision_reason=clean(feedback.text).strip(),
        self_approved=False,
    )
    what = f"{quoted(entry.title)}, {entry.estimate} {entry.currency}"
    does, did = ("approves", "approved") if approved else ("declines", "declined")
    by = f"decided by {author_of(feedback.author)} on {day_text(on)}"
    left = _left(store, row, on) if approved else ""
    return Decision(row, f"{does} {what}, {by}{left}", f"{did} {what}, {by}")


def _left(store: Store, approved: BudgetEntry, on: date) -> str:
    """What an approval leaves of the budget, as known on its day; empty where there is none in its currency."""
    budgets = store.rows(Budget, cycle_id=approved.cycle_id, currency=approved.currency)
    if not budgets:
        return ""
    adjustments = store.rows(BudgetAdjustment, budget_id=budgets[0].id)
    entries = [one for one in store.rows(BudgetEntry, cycle_id=approved.cycle_id) if one.id != approved.id]
    known = (*known_rows(tuple(entries), on), approved)
    left = ledger(budgets[0], known_rows(tuple(adjustments), on), known).remaining
    return f"; leaves {money(left, approved.currency)} {approved.currency} of the budget"


def _responded(store: Store, feedback: Feedback, kind: ResponseKind, on: date) -> Decision:
    target = feedback.target
    proposal = store.find(Proposal, target.id) if target.kind == "proposal" else None
    if proposal is None:
        raise Rejected(f"The {describe_feedback(feedback)} is about no proposal of this board: answer it instead.")
    _refuse_closed(proposal, on)
    name = author_of(feedback.author)
    person = _person(store, feedback)
    if person is None:
        raise Rejected(
            f"{name} is nobody on this board, and each person's word counts once: export a snapshot for the person it "
            "is, and ask for their word on that."
        )
    same_day = [row.id for row in store.rows(Response, proposal_id=proposal.id, on=on)]
    # Of a person's words of one day the one with the greatest id is the last (FORMAT.md §2).
    id_ = new_id(after=max(same_day, default=""))
    row = Response(id_, proposal.id, person, on, kind, clean(feedback.text).strip(), None)
    counts = f"counts as the {kind} of {name} to {quoted(proposal.title)} from {day_text(on)} on"
    noted = f"noted the {kind} of {name} to {quoted(proposal.title)} on {day_text(on)}"
    return Decision(row, counts, noted)


def _refuse_closed(proposal: Proposal, on: date) -> None:
    name = quoted(proposal.title)
    if later_row(proposal, on) or proposal.opened_on is None:
        raise Rejected(f"{name} is not open on {day_text(on)}: open it first.")
    known = known_row(proposal, on)
    found = proposal_state(known, (), on)
    if found == "withdrawn":
        raise Rejected(f"{name} was withdrawn, so no word on it counts any more: answer it instead.")
    if found != "open":
        raise Rejected(f"{name} closed on {day_text(proposal.closes_on)}, so no word on it counts any more: answer it.")


def _person(store: Store, feedback: Feedback) -> str | None:
    """The author, if they still are on the board."""
    id_ = feedback.person_id
    return id_ if id_ and store.find(Person, id_) else None
