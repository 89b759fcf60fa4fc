"""Handlers of skills: instruments, the owner's own ratings, and draft objectives where others see something else."""

from dataclasses import replace
from datetime import date

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import LONGEST_TITLE, OWNER
from learnboard.domain.model.goals import Cycle, Goal, Objective, main_goal
from learnboard.domain.model.growth import Assessment
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.row_rules import problem
from learnboard.domain.skills import HIGHEST, LOWEST
from learnboard.domain.text import casefolded, clean, clean_line
from learnboard.presentation.labels import field_label
from learnboard.presentation.messages import NOTHING_TO_CHANGE, sentence
from learnboard.presentation.skills import (
    NO_NAME,
    NOT_YET,
    NOTHING_RATED,
    assessment_name,
    drafted_text,
    gap_reason,
    gap_title,
    instrument_text,
    level_problem,
    rated_text,
)
from learnboard.presentation.values import quoted
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_objective
from learnboard.service.growth_commands import DraftFromGap, KeepInstrument, RateSkills
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.queries.skills import INSTRUMENT, kept_axes, read_skills
from learnboard.storage.store import Store


def keep_instrument(store: Store, command: KeepInstrument, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Keep an instrument and its axes, or forget it.

    Raises:
        InvalidValue: if it has no name, or an axis is too long.
    """
    name, axes = clean_line(command.name), _lines(command.axes)
    if not name:
        raise InvalidValue(NO_NAME)
    if long := next((each for each in (name, *axes) if len(each) > LONGEST_TITLE), ""):
        raise InvalidValue(f"{quoted(long)} is too long: shorten it to {LONGEST_TITLE} characters.")
    texts = instrument_text(name, axes)
    with store.step(texts.label) as record:
        known = tuple(kept_axes(store).get(name, ()))
        if axes:
            record.put(LocalValue(f"{INSTRUMENT}{name}", "\n".join(dict.fromkeys((*axes, *known)))))
        elif known:
            record.remove(LocalValue, f"{INSTRUMENT}{name}")
    return HandlerResult(texts.message if record.changes else NOTHING_TO_CHANGE, record.changes)


def rate_skills(store: Store, command: RateSkills, day: date) -> HandlerResult:
    """Add an assessment of the owner's, change or delete one.

    Raises:
        InvalidValue: if a level is none from 1 to 5, nothing is rated, or the day is still to come.
        NotFound: if it was deleted.
        Rejected: if it was changed meanwhile, or is somebody else's.
    """
    before = command.before
    after = _cleaned(command.after) if command.after else None
    if after and after.on > day:
        raise InvalidValue(NOT_YET)
    if any(row and row.by_id != OWNER for row in (before, after)):
        raise Rejected("Only your own view can be changed: what others rated stays as they did.")
    texts = rated_text(before, after, day)
    with store.step(texts.label) as record:
        if before and store.row(Assessment, before.id) not in (before, after):
            name = assessment_name(before, day)
            raise Rejected(sentence(f"{name} was changed meanwhile: open it again to see what it is now"))
        if after:
            record.put(after)
        elif before:
            record.remove(Assessment, before.id)
    return HandlerResult(texts.message if record.changes else NOTHING_TO_CHANGE, record.changes)


def draft_from_gap(store: Store, command: DraftFromGap, day: date) -> HandlerResult:
    """Make a draft objective of an axis in a cycle, unless one of its title is there; only the owner sees it at first.

    Raises:
        NotFound: if the cycle was deleted.
        Rejected: if nobody sees the axis otherwise than the owner any more.
        InvalidValue: if the axis is too long for a title.
    """
    cycle, skills = store.row(Cycle, command.cycle), read_skills(store, day)
    found = next((each for each in skills.instruments if each.name == command.instrument), None)
    if found is None or not found.gaps_on(command.axis):
        raise Rejected(f"Nobody sees {quoted(command.axis)} otherwise than you: a gap needs two views of it.")
    title = gap_title(command.axis)
    if len(title) > LONGEST_TITLE:
        raise InvalidValue(f"{quoted(command.axis)} is too long for a title: add the objective on the board.")
    there = store.rows(Objective, cycle_id=cycle.id)
    if any(casefolded(row.title) == casefolded(title) for row in there):
        return HandlerResult(f"{quoted(title)} is on the board already.", ())
    objective = replace(
        new_objective(title, cycle.id, main_goal(store.rows(Goal))),
        status="draft",
        origin="peer_feedback",
        description=gap_reason(found, command.axis, skills.people, day),
        visibility="private",
    )
    texts = drafted_text(title, cycle.title)
    with store.step(texts.label) as record:
        put_in_place(store, record, objective, len(there), cycle_id=cycle.id)
    return HandlerResult(texts.message, record.changes)


def _cleaned(row: Assessment) -> Assessment:
    """The row as a board keeps it, if it can."""
    levels = {clean_line(axis): level for axis, level in row.levels.items()}
    levels.pop("", None)
    row = replace(
        row,
        instrument=clean_line(row.instrument),
        levels=levels,
        ranked=_lines(row.ranked),
        note=clean(row.note).strip(),
    )
    if not row.instrument:
        raise InvalidValue(NO_NAME)
    if not levels and not row.ranked:
        raise InvalidValue(NOTHING_RATED)
    for axis, level in levels.items():
        if not LOWEST <= level <= HIGHEST:
            raise InvalidValue(level_problem(axis))
    if found := problem(row):
        raise InvalidValue(sentence(f"{field_label(found.field or 'assessment')}: {found.message}"))
    return row


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts as lines, none empty and none twice."""
    return tuple(dict.fromkeys(line for text in texts if (line := clean_line(text))))
