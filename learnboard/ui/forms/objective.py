"""The form of an objective."""

from collections.abc import Callable, Mapping
from datetime import date

from learnboard.domain.objectives import Objective
from learnboard.service.edits import AddRow, ChangeRow
from learnboard.ui.forms.fields import Amount, Choice, Day, FormField, Long
from learnboard.ui.forms.rows import RowForm
from learnboard.ui.forms.words import OPTIONS


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
