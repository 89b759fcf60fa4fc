"""Handlers of feedback: import, answers, decisions and suggestions; and of actions that are done."""

from dataclasses import replace
from datetime import date

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.feedback import Author, Feedback
from learnboard.domain.model.fields import Record
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Action
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.feedback import answer_state
from learnboard.presentation.labels import author_label, describe_feedback, field_label
from learnboard.presentation.messages import NOTHING_TO_CHANGE, sentence
from learnboard.presentation.values import quoted
from learnboard.service.commands import (
    AnswerFeedback,
    ConfirmDecision,
    FinishAction,
    ImportFeedback,
    TakeUpSuggestion,
)
from learnboard.service.dispatch import HandlerResult
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.queries.authors import added_author, author_to_add, known_author_text
from learnboard.service.queries.consent import answers_in_place
from learnboard.service.queries.feedback import decide, suggested_row
from learnboard.service.queries.feedback_import import check_own_board, describe_import, rows_to_import
from learnboard.service.resource_commands import KnowAuthor
from learnboard.storage.store import Store


def import_feedback(store: Store, command: ImportFeedback, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Import what is new or revised, as one step; with `add_author` an unknown author becomes a person first.

    Raises:
        Rejected: if it is about another board.
    """
    document = command.document
    check_own_board(store, document)
    with store.step(f"import feedback of {author_label(document.author.name)}") as record:
        author = author_to_add(store, document.author) if command.add_author else None
        if author and not author.known:
            record.put(author.person)
        found = rows_to_import(store, document, author.person.id if author else None)
        record.put_all(row for _, row in found if row)
    told = f"Imported {describe_import(document, [item for item, _ in found])}."
    return HandlerResult(f"{told} {added_author(author)}" if author else told, record.changes)


def know_author(store: Store, command: KnowAuthor, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Keep that all feedback of a file is by the person whom the file only names.

    Raises:
        NotFound: if it was deleted.
        Rejected: if its author is known already, or nobody on the board has that name.
    """
    name = author_label(store.row(Feedback, command.feedback).author)
    with store.step(f"say who {name} is") as record:
        feedback = store.row(Feedback, command.feedback)
        author = author_to_add(store, Author(feedback.author, feedback.person_id))
        if author is None or not author.known:
            why = "is nobody's name on this board" if author else "is known as its author already"
            raise Rejected(f"{name} {why}: nothing changes.")
        own = store.rows(Feedback, snapshot_id=feedback.snapshot_id, author=feedback.author)
        record.put_all(replace(row, person_id=author.person.id) for row in own if row.person_id == feedback.person_id)
    return HandlerResult(known_author_text(author.person), record.changes)


def answer_feedback(store: Store, command: AnswerFeedback, day: date) -> HandlerResult:
    """Answer feedback. The reply goes back to its author with the next export for them.

    What answers a proposal stands among its responses from then on, with the reply below it.

    Raises:
        NotFound: if it was deleted.
        InvalidValue: if it is declined without a reason, or the reply is too long.
    """
    reply = clean(command.reply).strip()
    if command.answer == "declined" and not reply:
        raise InvalidValue("The author wants to know why: write a reason, or choose another answer.")
    answered = store.row(Feedback, command.feedback)
    name = describe_feedback(answered)
    with store.step(f"answer the {name}") as record:
        row = replace(store.row(Feedback, command.feedback), answer=command.answer, reply=reply)
        record.put(_valid(row, "reply"))
        if command.answer != "unanswered":
            # What was answered before has become a response then; what was never answered becomes one now.
            record.put_all(tuple(answers_in_place(store, answered, reply, day)))
    focus = row.target.id if row.target.kind == "key_result" else None
    stays = " The answer stays with you." if answered.kind == "call_out" else ""
    message = f"Answered the {name}: {answer_state(answered.kind, command.answer).label}.{stays}"
    if command.answer == "unanswered":
        message = f"The {name} is unanswered."
    return HandlerResult(message if record.changes else NOTHING_TO_CHANGE, record.changes, focus)


def take_up_suggestion(store: Store, command: TakeUpSuggestion, day: date) -> HandlerResult:
    """Make a key result or an action of a suggestion, and answer the suggestion “will do”.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it suggests nothing, or is answered already.
    """
    name = describe_feedback(store.row(Feedback, command.feedback))
    with store.step(f"take up the {name}") as record:
        feedback = store.row(Feedback, command.feedback)
        row, description = suggested_row(store, feedback, command.form, day)
        if isinstance(row, KeyResult):
            siblings = {"objective_id": row.objective_id}
            put_in_place(store, record, row, store.count(KeyResult, **siblings), **siblings)
        elif isinstance(row, Objective):
            siblings = {"cycle_id": row.cycle_id}
            put_in_place(store, record, row, store.count(Objective, **siblings), **siblings)
        else:
            record.put(row)
        record.put(replace(feedback, answer="will_do"))
    return HandlerResult(f"Added {description}.", record.changes, row.id if isinstance(row, KeyResult) else None)


def confirm_decision(store: Store, command: ConfirmDecision, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Let a decision in feedback count, or keep a response to a proposal, and answer the feedback “done”.

    Raises:
        NotFound: if it was deleted.
        Rejected: if it decides nothing, or can no longer decide anything.
        InvalidValue: if the day is out of range.
    """
    name = describe_feedback(store.row(Feedback, command.feedback))
    with store.step(f"confirm the {name}") as record:
        feedback = store.row(Feedback, command.feedback)
        decision = decide(store, feedback, command.on)
        # What the board keeps for itself has a name, where rows have an id.
        row = decision.row if isinstance(decision.row, LocalValue) else _valid(decision.row, "day")
        record.put_all((row, replace(feedback, answer="done")))
    return HandlerResult(sentence(decision.message), record.changes)


def finish_action(store: Store, command: FinishAction, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Mark an action done on a day, or not done.

    Raises:
        NotFound: if it was deleted.
        InvalidValue: if the day is out of range.
    """
    name = quoted(store.row(Action, command.action).text)
    state = "done" if command.on else "not done"
    with store.step(f"mark {name} {state}") as record:
        record.put(_valid(replace(store.row(Action, command.action), done_on=command.on), "day"))
    return HandlerResult(f"{name} is {state}." if record.changes else NOTHING_TO_CHANGE, record.changes)


def _valid(row: Record, field: str) -> Record:
    """The row, if a board can hold it; `field` is what is wrong if no field of it is."""
    if found := problem(row):
        raise InvalidValue(f"The {field_label(found.field or field)}: {found.message}.")
    return row
