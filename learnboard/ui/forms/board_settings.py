"""The form of the board's own settings, which travel with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from learnboard.domain.identity import BoardInfo
from learnboard.domain.settings_rules import RANGES, settings_problems
from learnboard.service.edits import ChangeRow
from learnboard.ui.forms.fields import Amount, Choice, FormField, Values, Whole
from learnboard.ui.forms.rare_fields import Capitals, Pair
from learnboard.ui.forms.rows import RowForm
from learnboard.ui.forms.words import OPTIONS

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
