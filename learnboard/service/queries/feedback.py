"""What feedback is about, and what it becomes when the owner confirms it or takes it up (FORMAT.md §1)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.as_of import known_rows
from learnboard.domain.consent import response_kind
from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.first_day import with_first_day
from learnboard.domain.metrics.progress import CycleContext, current_cycle
from learnboard.domain.metrics.resources import ledger
from learnboard.domain.model.feedback import Feedback, Target, TargetKind
from learnboard.domain.model.fields import LONGEST_TITLE, OWNER, Id
from learnboard.domain.model.goals import Cycle, Goal, Objective, main_goal
from learnboard.domain.model.growth import Assessment, Stretch
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.model.people import Action, Meeting, Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.labels import author_label, dated_name, describe_feedback, row_name
from learnboard.presentation.messages import measure_text
from learnboard.presentation.spans import first_day_text
from learnboard.presentation.values import amount, day_text, quoted
from learnboard.service.commands import SuggestionForm
from learnboard.service.factory import new_id, new_key_result, new_objective
from learnboard.service.queries.agreements import agreed_terms
from learnboard.service.queries.authors import known_author, misnamed
from learnboard.service.queries.consent import noted_response
from learnboard.storage.store import Store

DECISIONS: Final = frozenset({"approve", "decline", "consent", "objection"})
"""Kinds of feedback that decide something once the owner confirms them."""
_RECORDS: Final[dict[TargetKind, type[Any]]] = {
    "goal": Goal,
    "objective": Objective,
    "key_result": KeyResult,
    "budget_entry": BudgetEntry,
    "proposal": Proposal,
    "log_entry": LogEntry,
    "meeting": Meeting,
    "person": Person,
    "stretch": Stretch,
    "action": Action,
    "assessment": Assessment,
}
"""The tables that a target can be in; the board itself is in none."""


def target_titles(store: Store, targets: Iterable[Target]) -> dict[Target, str]:
    """Return the titles of the targets that are on the board; the title of the board itself is empty."""
    ids_by_kind: dict[TargetKind, set[Id]] = {}
    for target in targets:
        ids_by_kind.setdefault(target.kind, set()).add(target.id)
    board_ids = ids_by_kind.pop("board", set())
    titles = {
        Target(kind, row.id): _title(row)
        for kind, ids in ids_by_kind.items()
        for row in store.rows(_RECORDS[kind], id=ids)
    }
    board_id = store.board_info().id
    return titles | ({Target("board", board_id): ""} if board_id in board_ids else {})


def _title(row: Any) -> str:
    return row_name(row) or dated_name(row) or row.id


# -- decisions ----------------------------------------------------------------------------------------------------


class Decision(NamedTuple):
    """The row that confirming feedback writes, what that would do (`preview`), and what it did (`message`)."""

    row: BudgetEntry | Response | LocalValue
    preview: str
    message: str


def decide(store: Store, feedback: Feedback, on: date) -> Decision:
    """Return what confirming feedback on a day does. Nothing is written.

    Raises:
        Rejected: if it decides nothing, or can no longer decide anything.
    """
    _check_unanswered(feedback)
    match feedback.kind:
        case "approve" | "decline" if feedback.target.kind == "person":
            return _agree(store, feedback, on)
        case "approve" | "decline":
            return _decide_entry(store, feedback, on)
        case "consent" | "objection" as kind:
            return Decision(*noted_response(store, feedback, kind, on))
        case "question" | "reaction" | "amendment" | "concern" as kind if feedback.target.kind == "proposal":
            return Decision(*noted_response(store, feedback, kind, on))
        case _:
            raise Rejected(f"The {describe_feedback(feedback)} decides nothing: answer it instead.")


def is_confirmed(feedback: Feedback) -> bool:
    """Whether feedback asks to be confirmed: it decides something, or answers a proposal."""
    return feedback.kind in DECISIONS or response_kind(feedback.target.kind, feedback.kind) is not None


def _check_unanswered(feedback: Feedback) -> None:
    if feedback.answer != "unanswered":
        raise Rejected(f"The {describe_feedback(feedback)} is answered already: set it back to unanswered first.")


def _decide_entry(store: Store, feedback: Feedback, on: date) -> Decision:
    target = feedback.target
    entry = store.find(BudgetEntry, target.id) if target.kind == "budget_entry" else None
    if entry is None:
        raise Rejected(f"The {describe_feedback(feedback)} is about no budget entry of this board: answer it instead.")
    if entry.state != "proposed":
        raise Rejected(
            f"{quoted(entry.title)} is {entry.state}, and only what is proposed can be decided: answer it instead."
        )
    approved = feedback.kind == "approve"
    if not approved and not clean(feedback.text).strip():
        raise Rejected(f"The {describe_feedback(feedback)} gives no reason, and a decline needs one: ask them why.")
    row = replace(
        entry,
        state="approved" if approved else "declined",
        decided_on=on,
        decided_by_id=known_author(store, feedback),
        decision_reason=clean(feedback.text).strip(),
        self_approved=False,
    )
    does, did = ("approves", "approved") if approved else ("declines", "declined")
    what = f"{quoted(entry.title)}, {entry.estimate} {entry.currency}"
    by = f"decided by {author_label(feedback.author)} on {day_text(on)}"
    rest = _rest_of_budget(store, row, on) if approved else ""
    other = misnamed(store, feedback)
    under = f"; not recorded as a decision of {author_label(other.name)}" if other else ""
    return Decision(row, f"{does} {what}, {by}{rest}{under}", f"{did} {what}, {by}{under}")


def _agree(store: Store, feedback: Feedback, on: date) -> Decision:
    person, kept = agreed_terms(store, feedback, on)
    name = author_label(person.name)
    return Decision(
        kept,
        f"says that {name} agrees to your agreement as it is, from {day_text(on)} on",
        f"{name} agreed to your agreement on {day_text(on)}",
    )


def _rest_of_budget(store: Store, approved: BudgetEntry, on: date) -> str:
    """What an approval leaves of the budget, as known on its day; empty without a budget in its currency."""
    budgets = store.rows(Budget, cycle_id=approved.cycle_id, currency=approved.currency)
    if not budgets:
        return ""
    adjustments = store.rows(BudgetAdjustment, budget_id=budgets[0].id)
    entries = [row for row in store.rows(BudgetEntry, cycle_id=approved.cycle_id) if row.id != approved.id]
    known = (*known_rows(tuple(entries), on), approved)
    rest = ledger(budgets[0], known_rows(tuple(adjustments), on), known).remaining
    return f"; leaves {amount(rest, approved.currency)} of the budget"


# -- suggestions --------------------------------------------------------------------------------------------------


class SuggestedRow(NamedTuple):
    """The row that a suggestion becomes, and its description: `a key result “…” in “…”`."""

    row: KeyResult | Objective | Action
    description: str


def suggests(feedback: Feedback) -> bool:
    """Whether there is something to take up: it is a suggestion, or an action comes with it."""
    return feedback.kind == "suggestion" or feedback.action is not None


def suggested_row(store: Store, feedback: Feedback, form: SuggestionForm, day: date) -> SuggestedRow:
    """Return what a suggestion becomes; one about a goal or the board an objective, where a key result is asked for.

    Nothing is written.

    Raises:
        Rejected: if it suggests nothing, is answered already, or there is no objective for a key result.
    """
    _check_unanswered(feedback)
    suggested = feedback.action
    text = clean(suggested.text if suggested else "").strip() or clean(feedback.text).strip()
    if not suggests(feedback) or not text:
        raise Rejected(f"The {describe_feedback(feedback)} suggests nothing to be taken up: answer it instead.")
    due = suggested.due_on if suggested else None
    until = f", due {day_text(due)}" if due else ""
    if form == "action":
        card = feedback.target.id if feedback.target.kind == "key_result" else None
        card = card if card and store.find(KeyResult, card) else None
        action = Action(new_id(), _last_meeting(store, feedback, day), OWNER, text, due, None, card)
        return SuggestedRow(action, f"an action of yours, {quoted(text)}{until}")
    if feedback.target.kind in ("goal", "board"):
        drafted = _suggested_objective(store, feedback, text, day)
        return SuggestedRow(drafted, f"a draft objective, {quoted(drafted.title)}")
    objective = _objective_for(store, feedback, day)
    key_result = replace(new_key_result(_short_title(text), objective), due_on=due)
    context = CycleContext(store.row(Cycle, objective.cycle_id), day, store.board_info().settings)
    key_result = with_first_day(key_result, context, day)
    measure = f", {measure_text(key_result)}" if key_result.measured else ""
    counts = f", {first_day_text(key_result.starts_on)}" if key_result.starts_on else ""
    where = f"{quoted(key_result.title)} in {quoted(objective.title)}"
    return SuggestedRow(key_result, f"a key result {where}{measure}{until}{counts}")


def _suggested_objective(store: Store, feedback: Feedback, text: str, day: date) -> Objective:
    """A draft objective in the day's cycle, towards the goal that the suggestion is about, or the chosen one."""
    cycle = current_cycle(store.rows(Cycle), day)
    if cycle is None:
        raise Rejected("There is no cycle that an objective could belong to: C makes one first.")
    goals = {row.id: row for row in store.rows(Goal)}
    goal = goals.get(feedback.target.id) or main_goal(goals.values())
    drafted = new_objective(_short_title(text), cycle.id, goal)
    return replace(drafted, status="draft", origin="mentor_suggested")


def _short_title(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def _objective_for(store: Store, feedback: Feedback, day: date) -> Objective:
    """The objective of what the suggestion is about, if it is in the day's cycle, else the first one of the cycle."""
    cycle = current_cycle(store.rows(Cycle), day)
    objectives = {row.id: row for row in store.rows(Objective, cycle_id=cycle.id)} if cycle else {}
    if not objectives:
        raise Rejected("There is no objective that a key result could belong to: make one on the board first.")
    return objectives.get(_objective_id(store, feedback.target), next(iter(objectives.values())))


def _objective_id(store: Store, target: Target) -> Id:
    """The id of the objective that a target is or belongs to; empty if there is none."""
    row = None if target.kind == "board" else store.find(_RECORDS[target.kind], target.id)
    if isinstance(row, Objective):
        return row.id
    if not isinstance(row, KeyResult):
        key_result_id = getattr(row, "key_result_id", None)
        row = store.find(KeyResult, key_result_id) if key_result_id else None
    return row.objective_id if row else ""


def _last_meeting(store: Store, feedback: Feedback, day: date) -> Id | None:
    """The last meeting that was held with the author up to a day."""
    meetings = store.rows(Meeting) if feedback.person_id else []
    held = [row for row in meetings if row.held and row.on <= day and feedback.person_id in row.with_ids]
    return held[-1].id if held else None
