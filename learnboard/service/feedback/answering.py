"""Feedback answered, taken up and confirmed, and actions finished: one handler a wish of `replies`."""

from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from learnboard.domain.clean import clean
from learnboard.domain.errors import InvalidValue
from learnboard.domain.feedback import Answer, Feedback
from learnboard.domain.key_results import KeyResult
from learnboard.domain.people import Action
from learnboard.domain.row_rules import problem
from learnboard.service.feedback.decisions import decision
from learnboard.service.feedback.replies import (
    AnswerFeedback,
    ConfirmDecision,
    FinishAction,
    Reply,
    TakeInFeedback,
    TakeUpSuggestion,
)
from learnboard.service.feedback.taking_in import take_in
from learnboard.service.feedback.taking_up import taken_up
from learnboard.service.feedback.words import said_by
from learnboard.service.field_words import field_word
from learnboard.service.handlers import Outcome, named, put_in_place
from learnboard.storage.store import Store

ANSWERS: Final[dict[Answer, str]] = {
    "unanswered": "unanswered",
    "done": "done",
    "will_do": "will do",
    "declined": "declined",
}
"""What an answer is called."""


def answer(store: Store, wish: Reply, day: date) -> Outcome:
    """Do what the owner wants to be done about feedback or an action, on the board's day.

    Raises:
        LearnboardError: if it cannot be done; nothing was changed then.
    """
    match wish:
        case TakeInFeedback():
            return take_in(store, wish)
        case AnswerFeedback():
            return answer_feedback(store, wish)
        case TakeUpSuggestion():
            return take_up(store, wish, day)
        case ConfirmDecision():
            return confirm(store, wish)
        case FinishAction():
            return finish_action(store, wish)
        case _:
            assert_never(wish)


def answer_feedback(store: Store, wish: AnswerFeedback) -> Outcome:
    """Answer feedback; the reply goes back to its author with the next snapshot written for them.

    Raises:
        NotFound: if it is gone.
        InvalidValue: if it is declined without a reason, or the reply is too long.
    """
    reply = clean(wish.reply).strip()
    if wish.answer == "declined" and not reply:
        raise InvalidValue("Whoever helps you wants to know why: write a reason, or choose another answer.")
    said = said_by(store.row(Feedback, wish.feedback))
    with store.step(f"answer the {said}") as record:
        row = replace(store.row(Feedback, wish.feedback), answer=wish.answer, reply=reply)
        if found := problem(row):
            raise InvalidValue(f"The {field_word(found.field or 'reply')}: {found.sentence}.")
        record.put(row)
    focus = row.target.id if row.target.kind == "key_result" else None
    sentence = f"answered the {said}: {ANSWERS[wish.answer]}"
    if wish.answer == "unanswered":
        sentence = f"the {said} is unanswered"
    return Outcome(sentence if record.changes else "nothing to change", record.changes, focus)


def take_up(store: Store, wish: TakeUpSuggestion, day: date) -> Outcome:
    """Make a card or an action of a suggestion, which is answered “will do” with that.

    Raises:
        NotFound: if it is gone.
        Refused: if it suggests nothing, or is answered already.
    """
    said = said_by(store.row(Feedback, wish.feedback))
    with store.step(f"take up the {said}") as record:
        feedback = store.row(Feedback, wish.feedback)
        row, what = taken_up(store, feedback, wish.form, day)
        if isinstance(row, KeyResult):
            siblings = {"objective_id": row.objective_id}
            put_in_place(store, record, row, store.count(KeyResult, **siblings), **siblings)
        else:
            record.put(row)
        record.put(replace(feedback, answer="will_do"))
    return Outcome(f"added {what}", record.changes, row.id if isinstance(row, KeyResult) else None)


def confirm(store: Store, wish: ConfirmDecision) -> Outcome:
    """Let a decision of feedback count, which is answered “done” with that.

    Raises:
        NotFound: if it is gone.
        Refused: if it decides nothing, or nothing any more.
    """
    said = said_by(store.row(Feedback, wish.feedback))
    with store.step(f"confirm the {said}") as record:
        feedback = store.row(Feedback, wish.feedback)
        decided = decision(store, feedback, wish.on)
        if found := problem(decided.row):
            raise InvalidValue(f"The {field_word(found.field or 'day')}: {found.sentence}.")
        record.put_all((decided.row, replace(feedback, answer="done")))
    return Outcome(decided.sentence, record.changes)


def finish_action(store: Store, wish: FinishAction) -> Outcome:
    """An action is done on a day, or still to be done.

    Raises:
        NotFound: if it is gone.
        InvalidValue: if the day is out of range.
    """
    name = named(store.row(Action, wish.action).text)
    done = "done" if wish.on else "to be done again"
    with store.step(f"mark {name} {done}") as record:
        row = replace(store.row(Action, wish.action), done_on=wish.on)
        if found := problem(row):
            raise InvalidValue(f"The {field_word(found.field or 'day')}: {found.sentence}.")
        record.put(row)
    return Outcome(f"{name} is {done}" if record.changes else "nothing to change", record.changes)
