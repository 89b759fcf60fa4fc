"""The story of a cycle, as its owner would tell it: goal, objectives, time, money, people, and what was learned."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.model.goals import Cycle, Goal, main_goal
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.report import BoardReport
from learnboard.presentation.goals import GoalText, goal_text
from learnboard.presentation.labels import count_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.story.objectives import StoryObjective, objective_stories
from learnboard.presentation.story.people import StoryMeeting, StoryPerson, held_meetings, helpers, meeting_story
from learnboard.presentation.story.reflections import StoryReflection, reflection_text, reflections_about
from learnboard.presentation.story.resources import StoryHours, StoryMoney, hours_story, money_story
from learnboard.presentation.values import day_text

HEADINGS: Final = {
    "goal": "The goal",
    "objectives": "Objectives",
    "learned": "What I learned",
    "time": "Learning time",
    "money": "Money and what it was worth",
    "people": "Who helped",
    "meetings": "Meetings",
    "closing": "Looking back",
}
"""The headings of a story's parts."""
WITHHELD: Final = "Something was withheld from this story: its figures are of what is in it."
PRIVATE: Final = "This is the full story, with what is private: for your own eyes."


class StoryGoal(NamedTuple):
    """A long-term goal, and what was asked and answered when it was searched for."""

    text: GoalText
    search: tuple[StoryReflection, ...]


class Story(NamedTuple):
    """The story of a cycle. Parts without anything to tell are empty or None.

    `note` says whether something was withheld, or that private rows are in it.
    """

    owner: str
    role: str
    cycle: str
    facts: tuple[str, ...]
    note: str
    counts: str
    goals: tuple[StoryGoal, ...]
    objectives: tuple[StoryObjective, ...]
    hours: StoryHours | None
    money: StoryMoney | None
    people: tuple[StoryPerson, ...]
    meetings: tuple[StoryMeeting, ...]
    reflection: str
    closing: tuple[StoryReflection, ...]

    @property
    def title(self) -> str:
        """Whose story it is, of which cycle: `Alder Finch, 2026`."""
        return f"{self.owner}, {self.cycle}" if self.owner else f"The story of {self.cycle}"


def story_of(report: BoardReport, *, reader: str = "", private: bool = False) -> Story:
    """Tell the story of a report's cycle; it has one. `reader` is whom it is for, `private` a copy with everything."""
    cycle = report.cycle
    assert cycle is not None
    until = min(report.as_of, cycle.ends_on)
    # Days of the cycle read best without their year, also when it is told years later.
    context = ReaderContext(replace(report, as_of=until))
    records, board_info = report.records, report.records.board_info
    meetings = held_meetings(records.meetings, cycle, until)
    return Story(
        owner=board_info.owner.name.strip(),
        role=board_info.owner.role.strip(),
        cycle=cycle.title,
        facts=tuple(_facts(cycle, report.as_of, reader)),
        note=WITHHELD if report.withheld else PRIVATE if private else "",
        counts=_counts(context),
        goals=tuple(_goal(goal, context) for goal in _told_goals(report)),
        objectives=objective_stories(context, closed=cycle.closed),
        hours=hours_story(report.hours, until),
        money=money_story(context),
        people=helpers(context, meetings),
        meetings=tuple(meeting_story(row, context) for row in meetings),
        reflection=context.titled(cycle.reflection.strip()),
        closing=tuple(reflection_text(row, context) for row in reflections_about({cycle.id}, context)),
    )


def _facts(cycle: Cycle, as_of: date, reader: str) -> Iterator[str]:
    """When the cycle was, whether it is over, and whom its story is for."""
    yield f"{day_text(cycle.starts_on)} to {day_text(cycle.ends_on)}"
    if cycle.closed_on:
        yield f"closed on {day_text(cycle.closed_on)}"
    elif not cycle.closed:
        yield f"as of {day_text(as_of)}"
    if reader:
        yield f"for {reader}"


def _counts(context: ReaderContext) -> str:
    """What there is to tell of: `1 objective, 3 key results, 7 check-ins`."""
    check_ins = sum(len(context.check_ins(card)) for card in context.cards)
    counts = (
        ("objectives", len(context.report.columns)),
        ("key_results", len(context.cards)),
        ("check_ins", check_ins),
    )
    return ", ".join(count_text(table, count) for table, count in counts)


# -- the goal -----------------------------------------------------------------------------------------------------


def _told_goals(report: BoardReport) -> Iterable[Goal]:
    """The goals that the cycle's objectives work for, else the one that the board shows."""
    goals = [goal for goal, _ in report.goals]
    wanted = {column.objective.goal_id for column in report.columns}
    own = [goal for goal in goals if goal.id in wanted]
    main = main_goal(goals)
    return own or ([main] if main else ())


def _goal(goal: Goal, context: ReaderContext) -> StoryGoal:
    figures = next(figures for row, figures in context.report.goals if row.id == goal.id)
    thought = (row for row in reflections_about({goal.id}, context) if row.occasion == "goal_search")
    before = _end_of_the_one_before(context.report)
    return StoryGoal(
        goal_text(context.read(goal), figures),
        tuple(reflection_text(row, context) for row in thought if before < row.on <= context.day),
    )


def _end_of_the_one_before(report: BoardReport) -> date:
    """The last day of the cycle before: what was thought between the two belongs to the later one."""
    cycle = report.cycle
    assert cycle is not None
    return max((row.ends_on for row in report.records.cycles if row.ends_on < cycle.starts_on), default=date.min)
