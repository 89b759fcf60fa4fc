"""The top of a page: whose board it is, as of when and for whom, and the long-term goals."""

from datetime import date
from typing import NamedTuple

from learnboard.domain.metrics.figures import GoalFigures
from learnboard.domain.metrics.rounding import shown, spaced
from learnboard.domain.model.fields import Id, instant_text
from learnboard.domain.model.goals import Cycle, Goal
from learnboard.domain.model.people import next_meeting
from learnboard.exchange.html.bars import Bar, bar
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackPrompt, of_board, of_goal
from learnboard.exchange.html.words import day, percent, possessive, spoken
from learnboard.presentation.values import short_day


class GoalView(NamedTuple):
    """A long-term goal, and how far its objectives of the cycle are."""

    statement: str
    status: str
    horizon: str
    why: tuple[tuple[str, str], ...]
    percent: str
    expected: str
    bar: Bar | None
    target: FeedbackPrompt


class PageHead(NamedTuple):
    """Whose board it is, and which file this is."""

    owner: str
    title: str
    role: str
    day: str
    facts: tuple[str, ...]
    meeting: str
    withheld: bool
    altered: bool
    notes: tuple[str, ...]


class PageFoot(NamedTuple):
    """What identifies the file; `file` is the name it is told to be opened by."""

    board_id: Id
    snapshot_id: Id
    content_hash: str
    previous: Id | None
    exported_at: str


def head(source: PageSource) -> PageHead:
    """The head of the page."""
    snapshot, cycle = source.snapshot, source.report.cycle
    facts = [_where(cycle, source.day) if cycle else "no cycle yet"]
    if source.reader:
        facts.append(f"for {source.reader.name}")
    facts.append(f"snapshot {snapshot.sequence}" + ("" if snapshot.previous else ", the first one"))
    owner = snapshot.records.board_info.owner
    return PageHead(
        owner=source.owner,
        title=f"{possessive(owner.name.strip())} board" if owner.name.strip() else "A board",
        role=owner.role.strip(),
        day=day(source.day),
        facts=tuple(facts),
        meeting=_meeting(source),
        withheld=snapshot.withheld,
        altered=snapshot.altered,
        notes=snapshot.notices,
    )


def _where(cycle: Cycle, today: date) -> str:
    """Where in its cycle a board is: `day 177 of 365 of cycle 2026`."""
    number, days = ((end - cycle.starts_on).days + 1 for end in (today, cycle.ends_on))
    if number < 1:
        return f"cycle {cycle.title} has not begun"
    return f"cycle {cycle.title} is over" if number > days else f"day {number} of {days} of cycle {cycle.title}"


def _meeting(source: PageSource) -> str:
    """When the reader meets the owner, or of no known reader when the next meeting is; empty if none is known."""
    reader, meetings = source.reader, source.snapshot.records.meetings
    own = [one for one in meetings if reader is None or reader.id in one.with_ids]
    if reader and any(one.on == source.day for one in own):
        return f"You meet on this day, {short_day(source.day, source.day)}."
    following = next_meeting(own, source.report.records.people, source.day)
    if following is None:
        return ""
    when = f"{'was due on ' if following.on < source.day else ''}{short_day(following.on, source.day)}"
    name = reader.name if reader else following.name
    return f"Next meeting {when}{', with ' + name if name else ''}."


def foot(source: PageSource, content_hash: str) -> PageFoot:
    """The foot of the page; the hash is the one in the file it was made of."""
    snapshot = source.snapshot
    return PageFoot(
        board_id=snapshot.board_id,
        snapshot_id=snapshot.snapshot_id,
        content_hash=content_hash,
        previous=snapshot.previous.snapshot_id if snapshot.previous else None,
        exported_at=instant_text(snapshot.exported_at),
    )


def board_prompt(source: PageSource) -> FeedbackPrompt:
    """The board as something to speak about."""
    return of_board(source.snapshot.board_id)


def goals(source: PageSource) -> tuple[GoalView, ...]:
    """The long-term goals, those that are being worked on first."""
    ordered = sorted(source.report.goals, key=lambda each: each[0].status != "active")
    return tuple(_goal(goal, figures) for goal, figures in ordered)


def _goal(goal: Goal, figures: GoalFigures) -> GoalView:
    why = (("Why for me", goal.why_me), ("Why for the company", goal.why_company))
    return GoalView(
        statement=goal.statement,
        status="" if goal.status == "active" else spoken(goal.status),
        horizon=(goal.horizon or "").strip(),
        why=tuple((what, text) for what, text in why if text.strip()),
        percent=spaced(shown(figures.progress)),
        expected=percent(figures.expected),
        bar=bar(figures.progress, figures.expected),
        target=of_goal(goal.id, goal.statement),
    )
