"""What a suggestion becomes when the owner takes it up: a card, or an action of their own."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.progress import current_cycle
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import LONGEST_TITLE, OWNER, Id
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Action, Meeting
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.labels import quoted
from learnboard.presentation.values import day_text
from learnboard.service.commands import SuggestionForm
from learnboard.service.factory import new_id, new_key_result
from learnboard.service.queries.feedback_targets import describe_feedback, target_row
from learnboard.storage.store import Store


class SuggestedRow(NamedTuple):
    """The row a suggestion becomes, and what that is: `a key result “…” in “…”`."""

    row: KeyResult | Action
    what: str


def suggests(feedback: Feedback) -> bool:
    """Whether there is something to be taken up: it is a suggestion, or an action comes with it."""
    return feedback.kind == "suggestion" or feedback.action is not None


def row_from_suggestion(store: Store, feedback: Feedback, form: SuggestionForm, day: date) -> SuggestedRow:
    """What a suggestion becomes; nothing is written.

    Raises:
        Refused: if it suggests nothing, is answered already, or there is no objective for a card.
    """
    if feedback.answer != "unanswered":
        raise Rejected(f"The {describe_feedback(feedback)} is answered already: set it back to unanswered first.")
    text = clean(feedback.action.text if feedback.action else "").strip() or clean(feedback.text).strip()
    if not suggests(feedback) or not text:
        raise Rejected(f"The {describe_feedback(feedback)} suggests nothing to be taken up: answer it instead.")
    due = feedback.action.due_on if feedback.action else None
    until = f", due {day_text(due)}" if due else ""
    if form == "action":
        action = Action(new_id(), _last_meeting(store, feedback, day), OWNER, text, due, None)
        return SuggestedRow(action, f"an action of yours, {quoted(text)}{until}")
    objective = _objective(store, feedback, day)
    card = replace(new_key_result(_title(text), objective), due_on=due)
    return SuggestedRow(card, f"a key result {quoted(card.title)} in {quoted(objective.title)}{until}")


def _title(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def _objective(store: Store, feedback: Feedback, day: date) -> Objective:
    """The objective of what the suggestion is about, if it is on the board that day, else the board's first."""
    cycle = current_cycle(store.rows(Cycle), day)
    columns = {one.id: one for one in store.rows(Objective, cycle_id=cycle.id)} if cycle else {}
    if not columns:
        raise Rejected("There is no objective that a key result could belong to: make one on the board first.")
    return columns.get(_objective_of(store, target_row(store, feedback.target)), next(iter(columns.values())))


def _objective_of(store: Store, row: Any) -> Id:
    """The id of the objective that a row is or belongs to; empty if there is none."""
    if isinstance(row, Objective):
        return row.id
    if not isinstance(row, KeyResult):
        of = getattr(row, "key_result_id", None)
        row = store.find(KeyResult, of) if of else None
    return row.objective_id if row else ""


def _last_meeting(store: Store, feedback: Feedback, day: date) -> Id | None:
    """The last meeting that was held with the author up to a day."""
    meetings = store.rows(Meeting) if feedback.person_id else []
    met = [one for one in meetings if one.held and one.on <= day and feedback.person_id in one.with_ids]
    return met[-1].id if met else None
