"""Handlers of the search for a long-term goal: choosing one, its questions, and objectives made of its options."""

from dataclasses import replace
from datetime import date

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.goal_search import answers_about, option_lines, own_answers
from learnboard.domain.model.fields import LONGEST_TITLE, OWNER, Id
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.row_rules import problem
from learnboard.domain.text import casefolded, clean
from learnboard.presentation.goals import OPTIONS_QUESTION
from learnboard.presentation.messages import NOTHING_TO_CHANGE, sentence
from learnboard.presentation.values import count_of, quoted
from learnboard.service.commands import AnswerQuestions, ChooseGoal, DraftObjectives
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id, new_objective
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.queries.goals import asked_name
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store


def choose_goal(store: Store, command: ChooseGoal, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Make a goal active, and set the active one before and all candidates aside.

    For a private goal it also records that its owner is asked whether the mentor may see it: that is asked once.

    Raises:
        NotFound: if it was deleted.
    """
    name = quoted(store.row(Goal, command.goal).statement)
    with store.step(f"choose {name}") as record:
        goal = store.row(Goal, command.goal)
        others = [row for row in store.rows(Goal) if row.id != goal.id]
        if goal.status == "active" and not any(row.status == "active" for row in others):
            return HandlerResult(f"{name} is your goal already.", ())
        aside = [row for row in others if row.status in ("active", "exploring")]
        record.put_all([replace(goal, status="active"), *(replace(row, status="set_aside") for row in aside)])
        if goal.visibility == "private":
            record.put(LocalValue(asked_name(goal.id), "asked"))
    verb = "is" if len(aside) == 1 else "are"
    rest = f" {count_of(len(aside), 'other')} {verb} set aside." if aside else ""
    return HandlerResult(f"{name} is your goal now.{rest}", record.changes)


def answer_questions(store: Store, command: AnswerQuestions, day: date) -> HandlerResult:
    """Keep the owner's answers about a goal; one that is known already is changed, an empty one removed.

    Raises:
        NotFound: if the goal was deleted.
        InvalidValue: if an answer is too long.
    """
    name = quoted(store.row(Goal, command.goal).statement)
    with store.step(f"answer questions about {name}") as record:
        known = own_answers(_answers(store, command.goal))
        for question, answer in command.answers.items():
            text, before = clean(answer).strip(), known.get(question)
            if before and not text:
                record.remove(Reflection, before.id)
            elif text:
                row = before or _reflection(command.goal, question, day)
                record.put(_valid(replace(row, text=text)))
    return HandlerResult(f"Kept your answers about {name}." if record.changes else NOTHING_TO_CHANGE, record.changes)


def draft_objectives(store: Store, command: DraftObjectives, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Make each option of a goal a draft objective, as visible as the goal, behind those of a cycle.

    Raises:
        NotFound: if the goal or the cycle was deleted.
        Rejected: if there are no options.
        InvalidValue: if an option is too long for a title.
    """
    goal, cycle = store.row(Goal, command.goal), store.row(Cycle, command.cycle)
    name = quoted(goal.statement)
    with store.step(f"make the options of {name} draft objectives") as record:
        answer = own_answers(_answers(store, goal.id)).get(OPTIONS_QUESTION)
        options = option_lines(answer.text) if answer else ()
        if not options:
            raise Rejected(f"There are no options for {name} yet: write them down first, one a line.")
        there = {casefolded(row.title) for row in store.rows(Objective, cycle_id=cycle.id, goal_id=goal.id)}
        fresh = [option for option in options if casefolded(option) not in there]
        for option in fresh:
            _add_draft(store, record, replace(new_objective(_title(option), cycle.id, goal), status="draft"))
    if not fresh:
        return HandlerResult(f"The options of {name} are on the board already.", ())
    message = (
        f"Added {count_of(len(fresh), 'draft objective')} to {quoted(cycle.title)}: a draft counts for nothing yet."
    )
    return HandlerResult(message, record.changes)


def _add_draft(store: Store, record: Recorder, row: Objective) -> None:
    put_in_place(store, record, row, store.count(Objective, cycle_id=row.cycle_id), cycle_id=row.cycle_id)


def _answers(store: Store, goal: Id) -> tuple[Reflection, ...]:
    return answers_about(goal, store.rows(Reflection, occasion="goal_search"))


def _reflection(goal: Id, question: str, day: date) -> Reflection:
    """An answer of the owner's about a goal, which nobody else sees and which is still to be written."""
    return Reflection(
        new_id(), day, OWNER, "goal_search", About("goal", goal), question, "", None, None, visibility="private"
    )


def _title(option: str) -> str:
    """The option, if it can be a title."""
    if len(option) > LONGEST_TITLE:
        most = f"shorten it to {LONGEST_TITLE} characters"
        raise InvalidValue(f"The option {quoted(option)} is too long for a title: {most}.")
    return option


def _valid(row: Reflection) -> Reflection:
    """The reflection, if a board can hold it."""
    if found := problem(row):
        raise InvalidValue(sentence(f"the answer to {quoted(row.question)}: {found.message}"))
    return row
