"""The forms of goals, cycles, objectives, and the board's own settings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.row_rules import RANGES, settings_problems
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import (
    Amount,
    Capitals,
    Choice,
    Day,
    FormField,
    Long,
    OptionalText,
    Pair,
    Values,
    Whole,
)


def _goal_fields() -> list[FormField]:
    return [
        FormField("statement", "goal", "I want to be …"),
        Choice("status", "status", OPTIONS["goals", "status"], gap=True),
        OptionalText("horizon", "horizon", "in three years, before I am forty, open"),
        Long("why_me", "why for me", "what you get out of it", gap=True),
        Long("why_company", "why for work", "what the company gets out of it"),
        Choice("visibility", "visibility", OPTIONS["goals", "visibility"], gap=True),
    ]


class GoalForm(RowForm):
    """Asks for all of a long-term goal but its place."""

    def __init__(
        self,
        goal: Goal,
        day: date,  # noqa: ARG002 - as every form
        *,
        save: Callable[[ChangeRow | AddRow], bool],
        draft: Mapping[str, str] | None = None,
        new: bool = False,
    ) -> None:
        title = "New long-term goal" if new else "Long-term goal"
        super().__init__(title, goal, _goal_fields(), save=save, draft=draft, new=new)


_MOST_SESSIONS = 366


def _cycle_fields(day: date) -> list[FormField]:
    return [
        FormField("title", "title", "2027"),
        Choice("kind", "kind", OPTIONS["cycles", "kind"], gap=True),
        Day("starts_on", "from", day, hint="1 jan", near=True, needed=True),
        Day("ends_on", "to", day, hint="31 dec", needed=True),
        Whole("planned_sessions", "sessions", 0, _MOST_SESSIONS, beside="feedback sessions you plan to have"),
        Choice("status", "status", OPTIONS["cycles", "status"], gap=True),
    ]


class CycleForm(RowForm):
    """Asks for all of a cycle."""

    def __init__(
        self,
        cycle: Cycle,
        day: date,
        *,
        save: Callable[[ChangeRow | AddRow], bool],
        draft: Mapping[str, str] | None = None,
        new: bool = False,
    ) -> None:
        title = "New cycle" if new else "Cycle"
        super().__init__(title, cycle, _cycle_fields(day), save=save, draft=draft, new=new)


def _objective_fields(day: date) -> list[FormField]:
    return [
        FormField("title", "title", "Who or what will you be when it is done?"),
        Long("description", "description", "what it is about, as Markdown"),
        Choice("okr_type", "type", OPTIONS["objectives", "okr_type"], gap=True),
        Choice("origin", "origin", OPTIONS["objectives", "origin"]),
        Day(
            "accepted_on", "accepted on", day, hint="today, or nothing until you accept it", past=True, applies=_not_own
        ),
        Choice("status", "status", OPTIONS["objectives", "status"]),
        Amount("weight", "weight", needed=True, beside="how much it counts towards the goal, 0 for nothing"),
        Long("approach", "how I learn it", "a course, pairing, alone, …", gap=True),
        Long("why_me", "why for me", "what you get out of it"),
        Long("why_company", "why for work", "what the company gets out of it"),
        Choice("visibility", "visibility", OPTIONS["objectives", "visibility"], gap=True),
    ]


def _not_own(values: Mapping[str, object]) -> bool:
    return values["origin"] != "own"


class ObjectiveForm(RowForm):
    """Asks for all of an objective but its cycle, its goal and its place."""

    def __init__(
        self,
        objective: Objective,
        day: date,
        *,
        save: Callable[[ChangeRow | AddRow], bool],
        draft: Mapping[str, str] | None = None,
        new: bool = False,
    ) -> None:
        title = "New objective" if new else "Objective"
        super().__init__(title, objective, _objective_fields(day), save=save, draft=draft, new=new)


_OWNER = ("name", "role")


def _settings_fields() -> list[FormField]:
    return [
        FormField("name", "your name", "as your mentor knows you"),
        FormField("role", "your role", "developer, say"),
        Choice("check_in_cadence", "check in", OPTIONS["settings", "check_in_cadence"], gap=True),
        Whole("grace_days", "grace days", *RANGES["grace_days"], beside="days more before a card is outdated"),
        Whole("meeting_cadence_days", "meet every", *RANGES["meeting_cadence_days"], beside="days, with your mentor"),
        Pair("pace_gaps", "pace gaps", "0.10 0.25", beside="behind, and far behind, from so much on"),
        Pair("score_bands", "score bands", "0.40 0.70", beside="red below the first, green from the second"),
        Whole(
            "max_objectives", "objectives", *RANGES["max_objectives"], beside="at most, or the board says so", gap=True
        ),
        Whole("max_key_results", "key results", *RANGES["max_key_results"], beside="at most for each objective"),
        Capitals("currency", "currency", "EUR", beside="three letters", gap=True),
        Amount("self_approval_limit", "self approval", needed=True, beside="up to this you may spend without asking"),
    ]


class BoardSettingsForm(RowForm):
    """Asks whose board it is and how it counts; its wish is a ChangeRow of the identity."""

    def __init__(
        self,
        board_info: BoardInfo,
        day: date,  # noqa: ARG002 - as every form
        *,
        save: Callable[[ChangeRow], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("Board settings", board_info, _settings_fields(), save=save, draft=draft)

    def parts(self, row: BoardInfo) -> Values:
        """The owner's name and role, and the settings."""
        owner = {name: getattr(row.owner, name) for name in _OWNER}
        return {**owner, **{name: getattr(row.settings, name) for name in row.settings.__dataclass_fields__}}

    def whole(self, row: BoardInfo, values: Values) -> BoardInfo:
        """The identity with another owner or other settings."""
        owner: dict[str, Any] = {name: value for name, value in values.items() if name in _OWNER}
        settings: dict[str, Any] = {name: value for name, value in values.items() if name not in _OWNER}
        return replace(row, owner=replace(row.owner, **owner), settings=replace(row.settings, **settings))

    def judged(self, values: Values) -> Mapping[str, str]:
        """What the rules of settings say of those that were entered."""
        problems = settings_problems(self.whole(self.row, values).settings)
        entered = [problem for problem in problems if problem.field in self.touched]
        return {problem.field: problem.message for problem in entered if problem.field}
