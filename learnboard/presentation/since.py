"""Since we met: what was taken on and is done or open, and what came of the reader's remarks."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.people import Action, Meeting
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.since import actions_since, last_meeting
from learnboard.presentation.feedback import FeedbackText, answered_text, earlier_feedback
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import NOBODY
from learnboard.presentation.values import (
    State,
    dated,
    day_text,
    due_text,
    possessive,
)

Who: TypeAlias = Literal["reader", "owner", "others"]
MOST_ACTIONS: Final = 3
"""Actions of a group that are shown at once: what is open comes first."""
MOST_REMARKS: Final = 3
"""Remarks that are shown at once: the newest ones that were answered, so that no later remark hides an answer."""
_NOTHING: Final = "No action is open, and none was done since."
_NOTHING_OF: Final = "No action of {} is open, and none was done since."
"""Said of one of the two after a meeting: silence would leave open whether nothing was promised, or is not told."""


class ActionSince(NamedTuple):
    """An action that is open, or was done since the last meeting.

    `state` says when it was done, or is due: `✓ done 8 Apr`, `! overdue since 22 May`; `distance` how far away that is,
    empty for what is done. `named` if it has to be said `who` has it, as the heading over it does not.
    """

    id: Id
    text: str
    who: str
    state: State
    distance: str
    done: bool
    named: bool

    @property
    def facts(self) -> str:
        """The state with the distance, and who has it: `overdue since 22 May, 35 days ago, Hazel Brook`."""
        return ", ".join(part for part in (self.state.label, self.distance, self.who if self.named else "") if part)


class ActionGroup(NamedTuple):
    """The actions of the reader, of the owner, or of others."""

    title: str
    whose: Who
    actions: tuple[ActionSince, ...]

    @property
    def mine(self) -> bool:
        """Whether they are the reader's."""
        return self.whose == "reader"

    @property
    def first(self) -> tuple[ActionSince, ...]:
        """The actions that are shown at once."""
        return self.actions[:MOST_ACTIONS]

    @property
    def others(self) -> tuple[ActionSince, ...]:
        """The actions after these, which are folded."""
        return self.actions[MOST_ACTIONS:]

    @property
    def rest(self) -> str:
        """How many are folded: `and 12 more, 2 overdue`; empty for none."""
        if not self.others:
            return ""
        overdue = sum(action.state.tone == "bad" for action in self.others)
        return f"and {len(self.others)} more" + (f", {overdue} overdue" if overdue else "")


class SinceText(NamedTuple):
    """What became of what was agreed on and said.

    The remarks are the reader's own, what was answered before what waits, and each the newest first: `recent` ones at
    once, `earlier` ones after them. Where nobody is
    known to read, they are everybody's. `nothing_of_yours` says, before all actions, that none of the reader's is
    told, `nothing` of whom else none is, and `no_remarks` that there is no remark of the reader's; they are empty where
    there are some, and where nobody has met: nothing is missed there.
    """

    heading: str
    groups: tuple[ActionGroup, ...]
    remarks_title: str
    answered: str
    recent: tuple[FeedbackText, ...]
    earlier: tuple[FeedbackText, ...]
    nothing: str = ""
    no_remarks: str = ""
    nothing_of_yours: str = ""

    @property
    def rest(self) -> str:
        """How many remarks are not among the recent ones: `and 4 more, 1 not answered yet`; empty for none."""
        if not self.earlier:
            return ""
        waiting = sum(map(_waits, self.earlier))
        return f"and {len(self.earlier)} more" + (f", {waiting} not answered yet" if waiting else "")


def since_we_met(context: ReaderContext) -> SinceText | None:
    """What became of what was agreed on and said; None where nobody has met, agreed on anything or said anything."""
    records = context.report.records
    last = last_meeting(records.meetings, context.you, context.day)
    groups = _groups(actions_since(records.actions, last), context)
    remarks, _ = remarks_and_others(context)
    remarks = tuple(sorted(remarks, key=_waits))  # stable: the newest first
    if last is None and not groups and not remarks:
        return None
    ids = {text.id for text in remarks}
    return SinceText(
        heading=_heading(last, context),
        groups=groups,
        remarks_title="What came of your remarks" if context.you else "What came of remarks",
        answered=answered_text((row for row in records.feedback if row.id in ids), context.owner),
        recent=remarks[:MOST_REMARKS],
        earlier=remarks[MOST_REMARKS:],
        nothing=_nothing(groups, context) if last else "",
        nothing_of_yours=_nothing_of_yours(groups, context) if last else "",
        no_remarks=_no_remarks(context) if last and context.you and not remarks else "",
    )


def remarks_and_others(context: ReaderContext) -> tuple[tuple[FeedbackText, ...], tuple[FeedbackText, ...]]:
    """The reader's own feedback, and that of others; all of it the former where nobody is known to read."""
    texts = earlier_feedback(context)
    if context.you is None:
        return texts, ()
    own = {row.id for row in context.report.records.feedback if row.person_id == context.you}
    return tuple(text for text in texts if text.id in own), tuple(text for text in texts if text.id not in own)


def _waits(text: FeedbackText) -> bool:
    """Whether a remark is not answered yet."""
    return text.answer.tone == "warn"


def _heading(last: Meeting | None, context: ReaderContext) -> str:
    if last is None:
        return "Before we meet" if context.you else "Before the first meeting"
    return f"Since we met on {day_text(last.on)}" if context.you else f"Since the meeting of {day_text(last.on)}"


def _nothing(groups: Sequence[ActionGroup], context: ReaderContext) -> str:
    """Whose actions are missing after a meeting beside the reader's: everybody's, or the owner's."""
    if not groups:
        return _NOTHING
    return "" if _has(groups, "owner") else _NOTHING_OF.format(possessive(context.owner))


def _nothing_of_yours(groups: Sequence[ActionGroup], context: ReaderContext) -> str:
    return _NOTHING_OF.format("yours") if context.you and groups and not _has(groups, "reader") else ""


def _has(groups: Sequence[ActionGroup], whose: Who) -> bool:
    return any(group.whose == whose for group in groups)


def _no_remarks(context: ReaderContext) -> str:
    """Why a reader may miss a remark: it came in never, or may not go out again (FORMAT.md §1, “Profiles”)."""
    imported = f"{_capital(context.owner)} has imported none, or they were call-outs, which leave in no export"
    return f"None of your remarks is in this file: {imported}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _groups(rows: Iterable[Action], context: ReaderContext) -> tuple[ActionGroup, ...]:
    parts: dict[Who, list[ActionSince]] = {"reader": [], "owner": [], "others": []}
    for row in rows:
        whose = _whose(row, context.you)
        parts[whose].append(action_since(row, context, named=whose == "others"))
    owner = possessive(_capital(context.owner))
    titles: dict[Who, str] = {
        "reader": "Your actions",
        "owner": f"{owner} actions",
        "others": "Actions of others",
    }
    return tuple(ActionGroup(titles[whose], whose, tuple(actions)) for whose, actions in parts.items() if actions)


def _whose(row: Action, you: Id | None) -> Who:
    if row.who_id is not None and row.who_id == you:
        return "reader"
    return "owner" if row.who_id == OWNER else "others"


def action_since(row: Action, context: ReaderContext, *, named: bool = False) -> ActionSince:
    """An action, done or not, as a reader sees it."""
    who = context.name_of(row.who_id) or NOBODY
    text = context.titled(row.text.strip())
    if row.done_on:
        state = State("✓", dated("done", row.done_on, context.day).text, "good")
        return ActionSince(row.id, text, who, state, "", done=True, named=named)
    if row.due_on is None:
        return ActionSince(row.id, text, who, State("○", "open", "neutral"), "", done=False, named=named)
    due = due_text(row.due_on, context.day).told(relative=context.relative)
    state = State("!" if due.tone == "bad" else "○", due.text, due.tone)
    return ActionSince(row.id, text, who, state, due.distance, done=False, named=named)
