"""The handler that does what was consented to: learning time for a policy, money for a training."""

from dataclasses import replace
from datetime import date

from learnboard.domain.consent import APPROVABLE, Consultation
from learnboard.domain.cycles import find_cycle
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Proposal
from learnboard.presentation.learning import policy_name
from learnboard.presentation.messages import StepText
from learnboard.presentation.proposal_messages import NO_CONSENT_TO_MAKE, consent_reason
from learnboard.presentation.values import amount, quoted, value_text
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.handlers.learning import end_those_before
from learnboard.service.handlers.proposals import around
from learnboard.service.handlers.rows import check_fits
from learnboard.service.queries.consultation import consultation
from learnboard.service.resource_commands import FulfilProposal
from learnboard.storage.store import Store


def fulfil_proposal(store: Store, command: FulfilProposal, day: date) -> HandlerResult:
    """Make the learning time of a policy, or the approved money entry of a training.

    Raises:
        NotFound: if the proposal was deleted.
        Rejected: if nothing was consented to and granted, or it was made already.
        InvalidValue: if a training names no money entry, and no amount is given.
    """
    current = consultation(store, command.proposal, day)
    row = current.proposal
    if current.state != "consented" or row.decision in (None, "none"):
        raise Rejected(NO_CONSENT_TO_MAKE)
    if row.kind == "policy":
        return _make_policy(store, row, day)
    if row.kind == "training":
        return _approve_money(store, current, command, day)
    raise Rejected(f"A {value_text(row.kind)} proposal makes nothing by itself: its record is what was agreed on.")


def _make_policy(store: Store, row: Proposal, day: date) -> HandlerResult:
    if not row.minutes_per_week:
        raise Rejected(f"{quoted(row.title)} says no time a week, so there is no learning time to make of it.")
    policy = HoursPolicy(new_id(), row.minutes_per_week, day, None, row.id, row.link)
    texts = StepText(f"Agreed on {policy_name(policy)}; T, then P, lists it.", f"agree on {policy_name(policy)}")
    with store.step(texts.label) as record:
        if made := store.rows(HoursPolicy, proposal_id=row.id):
            raise Rejected(f"{quoted(row.title)} made {policy_name(made[0])} already.")
        end_those_before(store, record, policy)
        check_fits(store, policy)
        record.put(policy)
    return HandlerResult(texts.message, record.changes, row.id)


def _approve_money(store: Store, current: Consultation, command: FulfilProposal, day: date) -> HandlerResult:
    row = current.proposal
    if row.decision != "time_and_cost":
        raise Rejected(f"{quoted(row.title)} was granted time and no money.")
    known = store.find(BudgetEntry, row.budget_entry_id) if row.budget_entry_id else None
    if known and known.state not in APPROVABLE:
        raise Rejected(f"{quoted(known.title)} is {value_text(known.state)} already.")
    entry = _approved(known or _new_entry(store, row, command, day), current, store, day)
    name = f"{quoted(entry.title)}, {amount(entry.estimate, entry.currency)}"
    texts = StepText(f"Approved {name}, by consent.", f"approve {quoted(entry.title)}")
    with store.step(texts.label) as record:
        if known and store.row(BudgetEntry, known.id) != known:
            raise Rejected(f"{quoted(known.title)} was changed by another program meanwhile: look at it again.")
        check_fits(store, entry)
        record.put(entry)
        if not known:
            record.put(replace(store.row(Proposal, row.id), budget_entry_id=entry.id))
    return HandlerResult(texts.message, record.changes, row.id)


def _approved(entry: BudgetEntry, current: Consultation, store: Store, day: date) -> BudgetEntry:
    return replace(
        entry,
        state="approved",
        proposed_on=entry.proposed_on or current.proposal.opened_on,
        decided_on=day,
        decided_by_id=None,
        self_approved=False,
        decision_reason=consent_reason(current, around(store, day)),
    )


def _new_entry(store: Store, row: Proposal, command: FulfilProposal, day: date) -> BudgetEntry:
    if command.amount is None or command.amount < 0:
        raise InvalidValue("The amount is missing: write what it is estimated to cost, as in 360.")
    cycle = find_cycle(store.rows(Cycle), None, day)
    if cycle is None:
        raise Rejected("There is no cycle yet that the money could be of: C, then n, makes one.")
    return BudgetEntry(
        id=new_id(),
        cycle_id=cycle.id,
        title=row.title,
        kind="course",
        currency=store.board_info().settings.currency,
        estimate=command.amount,
        actual=None,
        state="idea",
        key_result_id=None,
        expected_value="",
        proposed_on=row.opened_on,
        decided_on=None,
        decided_by_id=None,
        decision_reason="",
        self_approved=False,
        spent_on=None,
        shared_as=None,
        shared_on=None,
        visibility=row.visibility,
        link=row.link,
    )
