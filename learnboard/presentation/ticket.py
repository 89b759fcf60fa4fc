"""A key result as the text of a ticket: what, why, and when it is done."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.key_results import ilo_text
from learnboard.presentation.labels import labelled_texts
from learnboard.presentation.mentions import Mentions
from learnboard.presentation.values import bound_text, day_text, quoted, range_text, short_day

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records


class TicketStep(NamedTuple):
    """A step that belongs to being done: whether it is, and by when it is to be."""

    title: str
    done: bool
    due: str


class Ticket(NamedTuple):
    """A key result as a ticket; `ilo` says that it is the Individual Learning Objective, else it is empty.

    `why` are texts after their labels. `done_when` are sentences, `steps` those of a milestone.
    """

    title: str
    ilo: str
    description: str
    why: tuple[tuple[str, str], ...]
    done_when: tuple[str, ...]
    steps: tuple[TicketStep, ...]


def ticket_of(records: "Records", key_result: KeyResult, day: date) -> Ticket:
    """Return a key result of records that may leave as a ticket: no other text of the board is in it."""
    titled = Mentions(records).read
    objective = next(row for row in records.objectives if row.id == key_result.objective_id)
    why = ((label, titled(text)) for label, text in _why(records, objective))
    steps = sorted(
        (row for row in records.milestones if row.key_result_id == key_result.id),
        key=lambda row: (row.position, row.id),
    )
    return Ticket(
        title=titled(key_result.title),
        ilo=_ilo(records, key_result, day),
        description=titled(key_result.description.strip()),
        why=tuple(why),
        done_when=tuple(_done_when(key_result)),
        steps=tuple(
            TicketStep(
                titled(row.title), row.done_on is not None, f"by {short_day(row.due_on, day)}" if row.due_on else ""
            )
            for row in steps
        ),
    )


def _ilo(records: "Records", key_result: KeyResult, day: date) -> str:
    """That it is the Individual Learning Objective on a day, why, and who helps."""
    names = {**{row.id: row.name.strip() for row in records.people}, OWNER: records.board_info.owner.name.strip()}
    for row in records.ilo_periods:
        if row.key_result_id == key_result.id and row.covers(day):
            helper = names.get(row.helped_by_id or "", "")
            return ilo_text(row.from_on, day, relation=row.relation, helper=helper)
    return ""


def _why(records: "Records", objective: Objective) -> Iterator[tuple[str, str]]:
    """What it is for: the objective, and why that is worth it, else why the goal is."""
    yield "Objective", objective.title
    goal = next((row for row in records.goals if row.id == objective.goal_id), None)
    if goal:
        yield "Goal", goal.statement
    own = labelled_texts(objective, ("why_me", "why_company"))
    yield from own or (labelled_texts(goal, ("why_me", "why_company")) if goal else ())


def _done_when(row: KeyResult) -> Iterator[str]:
    match row.kind:
        case "metric":
            yield f"It has gone {range_text(row)}."
        case "maintain":
            yield f"It was {bound_text(row)} in each {row.period}."
        case "milestone":
            yield "All steps are done."
        case "binary":
            yield "What the title says is done."
        case "baseline":
            yield "The number is known and written down."
    if row.due_on:
        yield f"It is due by {day_text(row.due_on)}."


def copied_text(row: KeyResult) -> str:
    """That a key result was copied, in a sentence."""
    return f"Copied {quoted(row.title)} as the text of a ticket, without what only you see."


def not_copied_text(row: KeyResult, *, objective: bool) -> str:
    """That a key result, or the `objective` it belongs to, leaves to nobody, and what to do, in a sentence."""
    if objective:
        return f"Only you see the objective of {quoted(row.title)}: let your mentor see it in its form, then copy."
    return f"Only you see {quoted(row.title)}: let your mentor see it with p, then copy it."
