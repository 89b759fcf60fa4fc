"""Feedback answered, taken up and confirmed, and actions finished: one handler a wish of `replies`."""

from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.feedback import Answer, Feedback
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Action
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.labels import field_label, quoted
from learnboard.service.commands import (
    AnswerFeedback,
    ConfirmDecision,
    FinishAction,
    ImportFeedback,
    TakeUpSuggestion,
)
from learnboard.service.dispatch import HandlerResult
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.queries.decisions import decision
from learnboard.service.queries.feedback_import import check_own_board, rows_to_import, summary
from learnboard.service.queries.feedback_targets import author_of, describe_feedback
from learnboard.service.queries.suggestions import row_from_suggestion
from learnboard.storage.store import Store

ANSWERS: Final[dict[Answer, str]] = {
    "unanswered": "unanswered",
    "done": "done",
    "will_do": "will do",
    "declined": "declined",
}
"""What an answer is called."""


def answer_feedback(store: Store, command: AnswerFeedback, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Answer feedback; the reply goes back to its author with the next snapshot written for them.

    Raises:
        NotFound: if it is gone.
        InvalidValue: if it is declined without a reason, or the reply is too long.
    """
    reply = clean(command.reply).strip()
    if command.answer == "declined" and not reply:
        raise InvalidValue("Whoever helps you wants to know why: write a reason, or choose another answer.")
    said = describe_feedback(store.row(Feedback, command.feedback))
    with store.step(f"answer the {said}") as record:
        row = replace(store.row(Feedback, command.feedback), answer=command.answer, reply=reply)
        if found := problem(row):
            raise InvalidValue(f"The {field_label(found.field or 'reply')}: {found.message}.")
        record.put(row)
    focus = row.target.id if row.target.kind == "key_result" else None
    message = f"answered the {said}: {ANSWERS[command.answer]}"
    if command.answer == "unanswered":
        message = f"the {said} is unanswered"
    return HandlerResult(message if record.changes else "nothing to change", record.changes, focus)


def take_up(store: Store, command: TakeUpSuggestion, day: date) -> HandlerResult:
    """Make a card or an action of a suggestion, which is answered “will do” with that.

    Raises:
        NotFound: if it is gone.
        Refused: if it suggests nothing, or is answered already.
    """
    said = describe_feedback(store.row(Feedback, command.feedback))
    with store.step(f"take up the {said}") as record:
        feedback = store.row(Feedback, command.feedback)
        row, what = row_from_suggestion(store, feedback, command.form, day)
        if isinstance(row, KeyResult):
            siblings = {"objective_id": row.objective_id}
            put_in_place(store, record, row, store.count(KeyResult, **siblings), **siblings)
        else:
            record.put(row)
        record.put(replace(feedback, answer="will_do"))
    return HandlerResult(f"added {what}", record.changes, row.id if isinstance(row, KeyResult) else None)


def confirm(store: Store, command: ConfirmDecision, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Let a decision of feedback count, which is answered “done” with that.

    Raises:
        NotFound: if it is gone.
        Refused: if it decides nothing, or nothing any more.
    """
    said = describe_feedback(store.row(Feedback, command.feedback))
    with store.step(f"confirm the {said}") as record:
        feedback = store.row(Feedback, command.feedback)
        decided = decision(store, feedback, command.on)
        if found := problem(decided.row):
            raise InvalidValue(f"The {field_label(found.field or 'day')}: {found.message}.")
        record.put_all((decided.row, replace(feedback, answer="done")))
    return HandlerResult(decided.message, record.changes)


def finish_action(store: Store, command: FinishAction, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """An action is done on a day, or still to be done.

    Raises:
        NotFound: if it is gone.
        InvalidValue: if the day is out of range.
    """
    name = quoted(store.row(Action, command.action).text)
    done = "done" if command.on else "to be done again"
    with store.step(f"mark {name} {done}") as record:
        row = replace(store.row(Action, command.action), done_on=command.on)
        if found := problem(row):
            raise InvalidValue(f"The {field_label(found.field or 'day')}: {found.message}.")
        record.put(row)
    return HandlerResult(f"{name} is {done}" if record.changes else "nothing to change", record.changes)


def import_feedback(store: Store, command: ImportFeedback, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Keep what is new or revised, as one step.

    Raises:
        Refused: if it is about another board; nothing was changed then.
    """
    document = command.document
    check_own_board(store, document)
    with store.step(f"feedback of {author_of(document.author.name)}") as record:
        found = rows_to_import(store, document)
        record.put_all(row for _, row in found if row)
    return HandlerResult(f"took in {summary(document, [item for item, _ in found])}", record.changes)
