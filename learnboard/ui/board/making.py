"""What the board's keys make, find and open, by name."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from learnboard.ui.board import finding, opening, titles

if TYPE_CHECKING:
    from learnboard.ui.board.screen import BoardScreen

MAKE: Final[Mapping[str, Callable[["BoardScreen"], None]]] = {
    "card": titles.add_key_results,
    "card_title": titles.rename_key_result,
    "column": titles.add_objectives,
    "column_title": titles.rename_objective,
    "column_form": opening.column_form,
    "column_gone": opening.column_gone,
    "carry_to": finding.carry_to,
    "filter": finding.find,
    "jump": finding.jump,
    "goal": opening.goal,
    "cycle": opening.cycle,
    "settings": opening.settings,
    "guide": opening.guide,
    "meeting": opening.meeting,
    "export": opening.export,
    "import": opening.bring_in,
    "backups": opening.backups,
}
