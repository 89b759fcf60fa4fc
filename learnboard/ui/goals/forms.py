"""Forms of goals, objectives and the board's settings."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeAlias

from learnboard.domain.board import Column
from learnboard.domain.errors import LearnboardError
from learnboard.domain.lint import LintFinding, objective_findings
from learnboard.domain.model.board_info import BoardInfo, Settings
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.row_rules import RANGES, settings_problems
from learnboard.presentation.lint import brief_hints, objective_hints
from learnboard.presentation.options import OPTIONS
from learnboard.service import factory
from learnboard.service.commands import Command
from learnboard.service.queries.lint import dismissed_findings
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import (
    Capitals,
    Choice,
    Day,
    FormField,
    Long,
    OptionalText,
    Values,
)
from learnboard.ui.toolkit.number_fields import Amount, Pair, Whole
from learnboard.ui.toolkit.text import Line, paragraph_lines, simplified

Texts: TypeAlias = Mapping[str, str]
Save: TypeAlias = Callable[[Command], bool]
_LOW: Final = 30
"""Lines of a window below which hints take one line of a form."""


# -- goals ------------------------------------------------------------------------------------------------------------


def _goal_fields() -> list[FormField]:
    return [
        FormField("statement", "goal", "I want to be …"),
        Choice("status", "status", OPTIONS["goals", "status"], gap=True),
        OptionalText("horizon", "horizon", "in three years, before I am forty, open"),
        Long("why_me", "why for me", "what you get out of it", gap=True),
        Long("why_company", "why for work", "what the company gets; empty if it leads elsewhere"),
        Choice("visibility", "visibility", OPTIONS["goals", "visibility"], gap=True),
    ]


def goal_form(goal: Goal, *, save: Save, draft: Texts | None = None, new: bool = False) -> RowForm:
    """Return a form for all fields of a long-term goal except its position."""
    title = "New long-term goal" if new else "Long-term goal"
    return RowForm(title, goal, _goal_fields(), save=save, draft=draft, new=new)


def open_goal(screen: EditorScreen, goal: Goal | None) -> None:
    """Open the form of a long-term goal, or of a new candidate."""
    row = goal or factory.new_candidate()

    def form(draft: Texts) -> RowForm:
        return goal_form(row, save=screen.session.execute, draft=draft, new=goal is None)

    screen.open_form("goal", goal.id if goal else "", form)


# -- objectives -------------------------------------------------------------------------------------------------------


def _objective_fields(day: date) -> list[FormField]:
    return [
        FormField("title", "title", "Who or what will you be when it is done?"),
        Long("description", "description", "what it is about, as Markdown"),
        Choice("okr_type", "type", OPTIONS["objectives", "okr_type"], gap=True),
        Choice("origin", "origin", OPTIONS["objectives", "origin"]),
        Day(
            "accepted_on", "accepted on", day, hint="today, or nothing until you accept it", past=True, applies=_not_own
        ),
        Choice("decides", "who decides", OPTIONS["objectives", "decides"]),
        Choice("status", "status", OPTIONS["objectives", "status"]),
        Amount("weight", "weight", needed=True, beside="how much it counts towards the goal, 0 for nothing"),
        Long("approach", "how I learn it", "a course, pairing, alone, …", gap=True),
        Long("why_me", "why for me", "what you get out of it"),
        Long("why_company", "why for work", "what the company gets out of it"),
        FormField("supports", "supports", "a goal of your team or group, in its words"),
        Choice("visibility", "visibility", OPTIONS["objectives", "visibility"], gap=True),
    ]


def _not_own(values: Mapping[str, object]) -> bool:
    return values["origin"] != "own"


class ObjectiveHints(NamedTuple):
    """What an objective's form knows of hints: its column, the board's settings, and the findings dismissed."""

    column: Column
    settings: Settings
    dismissed: Collection[str] = ()
    below: int = 0
    """The number of hints on its key results."""

    def own(self, objective: Objective) -> list[LintFinding]:
        """Return the hints on the objective as it is by now."""
        found = objective_findings(replace(self.column, objective=objective), self.settings)
        return [each for each in found if each.id not in self.dismissed]


class ObjectiveForm(RowForm):
    """Form of all fields of an objective except its cycle, goal and position; below them, hints as it is typed."""

    def __init__(
        self,
        objective: Objective,
        day: date,
        *,
        save: Save,
        draft: Texts | None = None,
        hints: ObjectiveHints | None = None,
    ) -> None:
        self._hints = hints
        self._hinted: tuple[object, list[LintFinding]] | None = None
        super().__init__("Objective", objective, _objective_fields(day), save=save, draft=draft)

    def preview(self, width: int) -> Sequence[Line]:
        """Return the hints on the objective, in one line where there is little room."""
        if self._hints is None:
            return ()
        row = self.whole(self.row, self.values()[0])
        if self._hinted is None or self._hinted[0] != row:  # of thousands of cards, only the objective has changed
            self._hinted = row, self._hints.own(row)
        own, below = self._hinted[1], self._hints.below
        texts = [brief_hints(own, below)] if self.app.size.height < _LOW else objective_hints(own, below)
        return [line for text in texts for line in paragraph_lines(simplified(text), width, "muted")]


def open_objective(screen: EditorScreen, objective: Objective) -> None:
    """Open the form of an objective."""
    session = screen.session
    board = session.board
    column = next((column for column in board.columns if column.id == objective.id), None)
    hints = None
    if column and not column.ended:
        with suppress(LearnboardError):  # the form does without them
            dismissed = session.service.query(dismissed_findings)
            below = features.count_hints(session).below(column, board.settings, dismissed)
            hints = ObjectiveHints(column, board.settings, dismissed, below)

    def form(draft: Texts) -> RowForm:
        return ObjectiveForm(objective, board.day, save=session.execute, draft=draft, hints=hints)

    screen.open_form("objective", objective.id, form)


# -- the board's settings ---------------------------------------------------------------------------------------------


_OWNER = ("name", "role")


def _now(count: int) -> str:
    return f"; now {count}" if count else ""


def _settings_fields(currency: str, objectives: int, key_results: int) -> list[FormField]:
    limit = "up to this you may spend without asking"
    return [
        FormField("name", "your name", "as your mentor knows you"),
        FormField("role", "your role", "developer, say"),
        Choice("check_in_cadence", "check in", OPTIONS["settings", "check_in_cadence"], gap=True),
        Whole("grace_days", "grace days", *RANGES["grace_days"], beside="extra days before a card is outdated"),
        Whole("meeting_cadence_days", "meet every", *RANGES["meeting_cadence_days"], beside="days, with your mentor"),
        Pair("pace_gaps", "pace gaps", "0.10 0.25", beside="behind from the first, far behind the second"),
        Pair("score_bands", "score bands", "0.40 0.70", beside="red below the first, green from the second"),
        Whole(
            "max_objectives",
            "objectives",
            *RANGES["max_objectives"],
            beside=f"at most, or the board warns you{_now(objectives)}",
            gap=True,
        ),
        Whole(
            "max_key_results",
            "key results",
            *RANGES["max_key_results"],
            beside=f"at most for each objective{_now(key_results)}",
        ),
        Capitals("currency", "currency", "EUR", beside="three letters", gap=True),
        Amount("self_approval_limit", "self approval", unit=currency, needed=True, beside=limit),
        Amount(
            "cost_per_hour", "an hour costs", unit=currency, beside="what T reckons learning time with, if you like"
        ),
    ]


class BoardSettingsForm(RowForm):
    """Form of the board's owner and settings. Its command is a ChangeRow of the board's info."""

    def parts(self, row: BoardInfo) -> Values:
        """Return the owner's name and role, and the settings."""
        owner = {name: getattr(row.owner, name) for name in _OWNER}
        return {**owner, **{name: getattr(row.settings, name) for name in row.settings.__dataclass_fields__}}

    def whole(self, row: BoardInfo, values: Values) -> BoardInfo:
        """Return the board's info with the given owner and settings."""
        owner: dict[str, Any] = {name: value for name, value in values.items() if name in _OWNER}
        settings: dict[str, Any] = {name: value for name, value in values.items() if name not in _OWNER}
        return replace(row, owner=replace(row.owner, **owner), settings=replace(row.settings, **settings))

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the settings that were edited."""
        problems = settings_problems(self.whole(self.row, values).settings)
        entered = [problem for problem in problems if problem.field in self.touched]
        return {problem.field: problem.message for problem in entered if problem.field}


def settings_form(
    board_info: BoardInfo, *, save: Save, draft: Texts | None = None, counts: tuple[int, int] = (0, 0)
) -> BoardSettingsForm:
    """Return a form for the board's settings; `counts` are its objectives, and most key results of one of them."""
    fields = _settings_fields(board_info.settings.currency, *counts)
    return BoardSettingsForm("Board settings", board_info, fields, save=save, draft=draft)


def open_settings(screen: EditorScreen) -> None:
    """Open the form of the board's settings."""
    session = screen.session
    board_info, columns = session.service.board_info(), session.board.columns
    counts = len(columns), max((len(column.cards) + column.more for column in columns), default=0)

    def form(draft: Texts) -> BoardSettingsForm:
        return settings_form(board_info, save=session.execute, draft=draft, counts=counts)

    screen.open_form("settings", "", form)
