"""Handlers of proposals by consent: written, opened, answered, amended, decided."""

from dataclasses import replace
from datetime import date

from learnboard.domain.consent import CLOSED, OPEN_FOR, changed_ask
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.text import clean
from learnboard.presentation.around import Around
from learnboard.presentation.labels import field_labels
from learnboard.presentation.messages import NOTHING_TO_CHANGE
from learnboard.presentation.proposal_messages import (
    amended_text,
    answered_step,
    change_problem,
    copied_text,
    decided_text,
    decision_problem,
    open_problem,
    opened_text,
    past_close_text,
    withdrawn_text,
)
from learnboard.presentation.responses import response_state
from learnboard.presentation.values import quoted
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.handlers.rows import add_row, change_row, check_fits, normalize
from learnboard.service.queries.consultation import consultation
from learnboard.service.resource_commands import (
    AmendProposal,
    AnswerResponse,
    DecideProposal,
    OpenProposal,
    WithdrawProposal,
    WriteProposal,
)
from learnboard.storage.store import Store


def around(store: Store, day: date) -> Around:
    """Return what a proposal is told with, without its money."""
    return Around.on_board({**{row.id: row.name for row in store.rows(Person)}, OWNER: "you"}, None, day, {})


def write_proposal(store: Store, command: WriteProposal, day: date) -> HandlerResult:
    """Add a draft, or change a proposal as far as its state allows.

    Raises:
        NotFound: if it was deleted.
        InvalidValue: if it would close in the past, or the board cannot hold it.
        Rejected: if it is open or closed, and people consented to what would change.
    """
    before, after = command.before, normalize(command.after)
    if before is None:
        if found := past_close_text(after, day):
            raise InvalidValue(found)
        return add_row(store, AddRow(after), day)._replace(focus=after.id)
    current = consultation(store, after.id, day)
    if found := change_problem(before, after, current, day):
        raise InvalidValue(found) if current.state == "draft" else Rejected(found)
    return change_row(store, ChangeRow(before, after), day)


def open_proposal(store: Store, command: OpenProposal, day: date) -> HandlerResult:
    """Open a draft from the day on.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it is no draft any more, nobody is invited, or it would close in the past.
    """
    texts = opened_text(store.row(Proposal, command.proposal))
    with store.step(texts.label) as record:
        current = consultation(store, command.proposal, day)
        if found := open_problem(current, day):
            raise Rejected(found)
        record.put(replace(store.row(Proposal, command.proposal), opened_on=day))
    return HandlerResult(texts.message, record.changes, command.proposal)


def withdraw_proposal(store: Store, command: WithdrawProposal, day: date) -> HandlerResult:
    """Withdraw a proposal or take it up again; of a closed one, make a new draft.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it was consented to, or it would be open again after its closing day.
    """
    current = consultation(store, command.proposal, day)
    row, again = store.row(Proposal, command.proposal), current.state == "withdrawn"
    if current.state == "consented":
        raise Rejected(f"{quoted(row.title)} was consented to, and its record stays: n proposes something else.")
    if current.state in CLOSED:
        return _draft_again(store, row, day)
    texts = withdrawn_text(row, again=again)
    with store.step(texts.label) as record:
        row = store.row(Proposal, command.proposal)
        if again and row.opened_on and (found := past_close_text(row, day)):
            raise Rejected(f"{found[:-1]}: e changes it, then X opens it again.")
        record.put(replace(row, withdrawn_on=None if again else day))
    return HandlerResult(texts.message, record.changes, command.proposal)


def _draft_again(store: Store, row: Proposal, day: date) -> HandlerResult:
    """Add a draft of what lapsed or was objected to; the answers of before stay with the old one."""
    texts = copied_text(row)
    with store.step(texts.label) as record:
        draft = replace(row, id=new_id(), opened_on=None, decision=None, review_on=None, closes_on=day + OPEN_FOR)
        check_fits(store, draft)
        record.put(draft)
    return HandlerResult(texts.message, record.changes, draft.id)


def answer_response(store: Store, command: AnswerResponse, day: date) -> HandlerResult:
    """Answer somebody's response in its place; a second answer takes the place of the first.

    Raises:
        NotFound: if the response was deleted.
        InvalidValue: if the answer is empty or too long.
        Rejected: if the response is the owner's own.
    """
    text = clean(command.text).strip()
    if not text:
        raise InvalidValue("The answer is empty: write what you answer.")
    asked = store.row(Response, command.response)
    if asked.by_id == OWNER:
        raise Rejected("That is your own: a answers what somebody else said.")
    who = around(store, day).name(asked.by_id)
    before = _own_answer(store, asked)
    texts = answered_step(response_state(asked).label, who, again=before is not None)
    with store.step(texts.label) as record:
        asked = store.row(Response, command.response)
        before = _own_answer(store, asked)
        fresh = Response(
            _next_id(store, asked.proposal_id, day), asked.proposal_id, OWNER, day, "reaction", text, asked.id
        )
        row = replace(before, text=text) if before else fresh
        check_fits(store, row)
        record.put(row)
    return HandlerResult(texts.message if record.changes else NOTHING_TO_CHANGE, record.changes, asked.proposal_id)


def _own_answer(store: Store, asked: Response) -> Response | None:
    found = store.rows(Response, resolves_id=asked.id)
    return next((row for row in found if row.by_id == OWNER and row.kind == "reaction"), None)


def _next_id(store: Store, proposal: Id, day: date) -> Id:
    """Return an id that comes after those of the day: of one day, the greatest id is the last (FORMAT.md §2)."""
    return new_id(after=max((row.id for row in store.rows(Response, proposal_id=proposal, on=day)), default=""))


def amend_proposal(store: Store, command: AmendProposal, day: date) -> HandlerResult:
    """Change an open proposal, and take back the consents given so far: those people are asked anew.

    Raises:
        NotFound: if it was deleted.
        InvalidValue: if it is not said what changes, it would close in the past, or the board cannot hold it.
        Rejected: if it is not open, or was changed by another program meanwhile.
    """
    text, after = clean(command.text).strip(), normalize(command.after)
    if not text:
        raise InvalidValue("It is not said what changes: write it for those who are asked.")
    if found := past_close_text(after, day):
        raise InvalidValue(found)
    current = consultation(store, after.id, day)
    told = around(store, day)
    texts = amended_text(current.proposal, told.all_names(current.of_kind("consent")))
    with store.step(texts.label) as record:
        stored = store.row(Proposal, after.id)
        if consultation(store, after.id, day).state != "open":
            raise Rejected(f"{quoted(stored.title)} is not open, so there is nothing to amend.")
        if names := changed_ask(command.before, stored):
            raise Rejected(
                f"{quoted(stored.title)} was changed by another program meanwhile: {field_labels(names)}. Open it "
                "again to see what it is now."
            )
        check_fits(store, after)
        row = Response(_next_id(store, after.id, day), after.id, OWNER, day, "amendment", text, command.resolves)
        check_fits(store, row)
        record.put_all((after, row))
    return HandlerResult(texts.message, record.changes, after.id)


def decide_proposal(store: Store, command: DecideProposal, day: date) -> HandlerResult:
    """Enter what is granted, and when that is reviewed.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it is not closed, or something would be granted that nobody consented to.
        InvalidValue: if the review is not after the close.
    """
    row = store.row(Proposal, command.proposal)
    after = replace(row, decision=command.decision, review_on=command.review_on)
    consented = consultation(store, command.proposal, day).state == "consented"
    texts = decided_text(after, day, consented=consented)
    with store.step(texts.label) as record:
        current = consultation(store, command.proposal, day)
        if found := decision_problem(current, command.decision):
            raise Rejected(found)
        row = store.row(Proposal, command.proposal)
        if command.review_on and command.review_on <= row.closes_on:
            raise InvalidValue("The review comes before the close: choose a later day, or leave it empty.")
        after = replace(row, decision=command.decision, review_on=command.review_on)
        check_fits(store, after)
        record.put(after)
    return HandlerResult(texts.message if record.changes else NOTHING_TO_CHANGE, record.changes, row.id)
