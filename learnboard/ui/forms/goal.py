"""The form of a long-term goal."""

from collections.abc import Callable, Mapping
from datetime import date

from learnboard.domain.goals import Goal
from learnboard.service.edits import AddRow, ChangeRow
from learnboard.ui.forms.fields import Choice, FormField, Long, OptionalText
from learnboard.ui.forms.rows import RowForm
from learnboard.ui.forms.words import OPTIONS


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
