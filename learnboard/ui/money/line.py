"""A wish for money in one line, with what stays and who decides above it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Final

from learnboard.domain.action_line import KnownPerson, known_persons
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.money_line import MoneyLine, MoneyNames, read_wish
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import in_list_order
from learnboard.domain.spending import deciders, proposed
from learnboard.presentation.money import EXAMPLE_WISH
from learnboard.presentation.wishes import (
    decides_text,
    is_over,
    outside_text,
    stays_text,
    wish_doubts,
    wish_facts,
    wish_more,
)
from learnboard.service.factory import new_row
from learnboard.service.queries.money import CycleMoney
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.line_prompt import LinePrompt
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified

_FIRST: Final = -2
"""The facts in the second line are the last ones."""
_FIRST_VALUES: Final = {"state": "idea", "self_approved": False, "visibility": "mentor"}
_ME: Final = "me"
"""Whom a line names that offers something: `workshop on load tests 0 with me`."""
_STATES: Final = ("proposed", "idea")


class _Fact(NamedTuple):
    """A part of what a wish was understood as, by its field."""

    field: str
    text: str


class WishPrompt(LinePrompt):
    """The prompt for a budget entry in one line; it belongs to the cycle that is shown."""

    TABLE: ClassVar = "budget_entries"
    LABEL: ClassVar = "wish"
    EXAMPLE: ClassVar = EXAMPLE_WISH
    DRAFT: ClassVar = ("money line", "")
    FIELDS: ClassVar[Sequence[str]] = ("kind", "key_result_id", "state", "visibility")
    LINES: ClassVar = 4

    def __init__(self, screen: EditorScreen, found: CycleMoney) -> None:
        super().__init__(screen)
        self._found = found
        self._deciders = deciders(found.people, self._board.day)

    @cached_property
    def _names(self) -> MoneyNames:
        people = in_list_order(self._found.people, self._board.day)
        return MoneyNames(
            self._board.settings.currency,
            self._known,
            self.titles,
            (*known_persons(people, self._board.day), KnownPerson(OWNER, _ME)),
        )

    # -- what a line means ----------------------------------------------------------------------------------------

    def read(self, text: str) -> MoneyLine:
        """Return what a line says."""
        return read_wish(text, self._board.day, self._names)

    def made(self, line: MoneyLine, key_result: Id | None) -> BudgetEntry:
        """Return the entry that a line means, proposed unless it is an idea."""
        assert self._board.cycle
        values = line._asdict()
        del values["key_results"]
        idea = self._chosen.get("state", "idea" if values.pop("idea") else "proposed") == "idea"
        values |= {name: self._chosen[name] for name in ("kind", "visibility") if name in self._chosen}
        values = {**_FIRST_VALUES, **values, "cycle_id": self._board.cycle.id, "key_result_id": key_result}
        entry = new_row(BudgetEntry, **values)
        return entry if idea else proposed(entry, self._board.day, self._board.settings)

    def value_of(self, row: BudgetEntry | None, name: str) -> Any:
        """Return what an entry has in a field; what the owner decides alone is proposed, too."""
        value = super().value_of(row, name)
        return "proposed" if value == "approved" else value

    def choices(self, name: str) -> Sequence[Any]:
        """Return what can be chosen in a field; of the states the first two."""
        return _STATES if name == "state" else super().choices(name)

    def doubt(self, row: BudgetEntry) -> str:
        """Return that the day of an entry is in no cycle."""
        on, board = row.happens_on, self._board
        if not on or board.cycle is None or any(cycle.starts_on <= on <= cycle.ends_on for cycle in board.cycles):
            return ""
        return outside_text(on, board.day, board.cycle)

    # -- showing --------------------------------------------------------------------------------------------------

    def told(self, row: BudgetEntry, width: int) -> Sequence[Line]:
        """Return what a line is understood as, what stays and who decides, and what is worth a thought."""
        assert self._board.cycle
        ledger = self._found.ledger_of(row.currency)
        facts = [_Fact(*each) for each in wish_facts(row, self.title(row.key_result_id))]
        people = {person.id: person.name for person in self._names.people} | {OWNER: "you"}
        more = wish_more(row, people.get(row.with_id or "", ""), self._board.day)
        stays = "" if is_over(row, ledger) else stays_text(row, ledger)
        decides = decides_text(row, self._board.settings, self._deciders)
        doubts = self.undecided(width) or wish_doubts(row, ledger, self._board.cycle)
        return [
            self.fact_line(facts[:_FIRST], "accent", width),
            self.fact_line([*facts[_FIRST:], *([_Fact("", more)] if more else [])], "muted", width),
            [StyledText(cut(simplified(" · ".join(filter(None, (stays, decides)))), width), "text")],
            self.warning_line(doubts, width),
        ]
