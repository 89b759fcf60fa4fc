"""The top and the foot of a page: whose board it is, as of when and for whom, and the long-term goals."""

from datetime import date

from learnboard.domain.goal_search import answers_about
from learnboard.domain.model.fields import Id, Profile, instant_text
from learnboard.domain.model.goals import Cycle, Goal
from learnboard.domain.model.growth import Reflection
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.next_meetings import next_meeting
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.svg import Bar, bar
from learnboard.exchange.html.targets import FeedbackTarget, target
from learnboard.presentation.changes import WITHHELD
from learnboard.presentation.exports import NOT_AN_APPRAISAL
from learnboard.presentation.file_versions import older_files_text
from learnboard.presentation.goals import GoalText, goal_text
from learnboard.presentation.requests import meeting_text
from learnboard.presentation.values import day_text, possessive, short_day


class GoalView(NamedTuple):
    """A long-term goal, and how far its objectives of the cycle are."""

    text: GoalText
    bar: Bar | None
    target: FeedbackTarget


class PageHead(NamedTuple):
    """Whose board it is, and which file this is."""

    owner: str
    title: str
    role: str
    day: str
    facts: tuple[str, ...]
    meeting: str
    withheld: str
    altered: bool
    notes: tuple[str, ...]


class PageFoot(NamedTuple):
    """What identifies the file."""

    board_id: Id
    snapshot_id: Id
    content_hash: str
    previous: Id | None
    exported_at: str
    profile: Profile


def head(source: PageSource) -> PageHead:
    """The head of the page."""
    snapshot, cycle = source.snapshot, source.context.report.cycle
    facts = [_place_in_cycle(cycle, source.context.day) if cycle else "no cycle yet"]
    if source.reader:
        facts.append(f"for {source.reader.name}")
    facts.append(f"snapshot {snapshot.sequence}" + ("" if snapshot.previous else ", the first one"))
    if snapshot.profile != "full":
        facts.append(NOT_AN_APPRAISAL)
    owner = snapshot.records.board_info.owner
    return PageHead(
        owner=source.context.owner,
        title=f"{possessive(owner.name.strip())} board" if owner.name.strip() else "A board",
        role=owner.role.strip(),
        day=day_text(source.context.day),
        facts=tuple(facts),
        meeting=_meeting(source),
        withheld=WITHHELD if snapshot.withheld else "",
        altered=snapshot.altered,
        notes=(*snapshot.notices, *((older_files_text((snapshot.as_of,)),) if snapshot.older else ())),
    )


def _place_in_cycle(cycle: Cycle, day: date) -> str:
    """Where in its cycle a board is: `day 177 of 365 of cycle 2026`."""
    number, days = ((end - cycle.starts_on).days + 1 for end in (day, cycle.ends_on))
    if number < 1:
        return f"cycle {cycle.title} has not begun"
    return f"cycle {cycle.title} is over" if number > days else f"day {number} of {days} of cycle {cycle.title}"


def _meeting(source: PageSource) -> str:
    """When the reader meets the owner, or if nobody is known to read it, when the next meeting is."""
    reader, day, meetings = source.reader, source.context.day, source.snapshot.records.meetings
    own = [row for row in meetings if reader is None or reader.id in row.with_ids]
    if reader and any(row.on == day for row in own):
        return f"You meet on this day, {short_day(day, day)}."
    following = next_meeting(own, source.context.report.records.people, day)
    if following is None:
        return ""
    named = following._replace(name=reader.name) if reader else following
    return f"Next meeting: {meeting_text(named, day).text}."


def foot(source: PageSource, content_hash: str) -> PageFoot:
    """The foot of the page; the hash is the one in the file it was made of."""
    snapshot = source.snapshot
    return PageFoot(
        board_id=snapshot.board_id,
        snapshot_id=snapshot.snapshot_id,
        content_hash=content_hash,
        previous=snapshot.previous.snapshot_id if snapshot.previous else None,
        exported_at=instant_text(snapshot.exported_at),
        profile=snapshot.profile,
    )


def goals(source: PageSource) -> tuple[GoalView, ...]:
    """The long-term goals, those that are being worked on first."""
    read = source.context.read
    ordered = sorted(source.context.report.goals, key=lambda pair: pair[0].status != "active")
    return tuple(
        GoalView(
            goal_text(read(goal), figures, read(_answers(goal, source))),
            bar(figures.progress, figures.expected),
            target("goal", goal.id, goal.statement),
        )
        for goal, figures in ordered
    )


def _answers(goal: Goal, source: PageSource) -> tuple[Reflection, ...]:
    return tuple(answers_about(goal.id, source.context.report.records.reflections))
