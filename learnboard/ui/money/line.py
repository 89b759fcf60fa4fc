"""A wish for money in one line, with what stays and who decides above it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple

from learnboard.domain.action_line import KnownPerson
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.money_line import MoneyLine, MoneyNames, read_wish
from learnboard.domain.relations import in_list_order
from learnboard.domain.spending import deciders, proposed
from learnboard.presentation.learning import several_named
from learnboard.presentation.money import EXAMPLE_WISH
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.wishes import (
    decides_text,
    is_over,
    outside_text,
    stays_text,
    wish_doubts,
    wish_facts,
    wish_more,
)
from learnboard.service.commands import AddRow
from learnboard.service.factory import new_row
from learnboard.service.queries.learning import loggable, titles_of
from learnboard.service.queries.money import CycleMoney
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.line_prompt import LineFact, LinePrompt
from learnboard.ui.toolkit.status_lines import confirmation
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified

_FIRST: Final = -2
"""The facts in the second line are the last ones."""
_FIRST_VALUES: Final = {"state": "idea", "self_approved": False, "visibility": "mentor"}
_STATES: Final = ("proposed", "idea")


class _Read(NamedTuple):
    """The entry that a line means, or why there is none; and the key results that its words fit equally well."""

    entry: BudgetEntry | None
    problem: str = ""
    several: tuple[Id, ...] = ()


class WishPrompt(LinePrompt):
    """The prompt for a budget entry in one line; it belongs to the cycle that is shown."""

    LABEL: ClassVar[str] = "wish"
    EXAMPLE: ClassVar[str] = EXAMPLE_WISH
    DRAFT: ClassVar[str] = "money line"
    FIELDS: ClassVar[Sequence[str]] = ("kind", "key_result_id", "state", "visibility")
    LINES: ClassVar[int] = 4
    CHANGE: ClassVar[str] = "change the rest"

    def __init__(self, screen: EditorScreen, found: CycleMoney) -> None:
        super().__init__(screen)
        self._found = found
        self._board = screen.session.board
        self._known = loggable(self._board)
        self._several: tuple[Id, ...] = ()
        self._deciders = deciders(found.people, self._board.day)

    @cached_property
    def _names(self) -> MoneyNames:
        people = in_list_order(self._found.people, self._board.day)
        return MoneyNames(
            self._board.settings.currency,
            self._known,
            titles_of(self._board),
            tuple(KnownPerson(row.id, row.name) for row in people),
        )

    # -- what a line means ----------------------------------------------------------------------------------------

    def _read(self, text: str) -> _Read:
        try:
            line = read_wish(text, self._board.day, self._names)
        except InvalidValue as error:
            return _Read(None, str(error))
        named = line.key_results
        self._several = named if len(named) > 1 else ()
        undecided = len(named) > 1 and "key_result_id" not in self._chosen
        key_result = self._chosen.get("key_result_id", named[0] if len(named) == 1 else None)
        return _Read(self._entry(line, key_result), several=named if undecided else ())

    def _entry(self, line: MoneyLine, key_result: Id | None) -> BudgetEntry:
        assert self._board.cycle
        values = line._asdict()
        del values["key_results"]
        idea = self._chosen.get("state", "idea" if values.pop("idea") else "proposed") == "idea"
        values |= {name: self._chosen[name] for name in ("kind", "visibility") if name in self._chosen}
        values = {**_FIRST_VALUES, **values, "cycle_id": self._board.cycle.id, "key_result_id": key_result}
        entry = new_row(BudgetEntry, **values)
        return entry if idea else proposed(entry, self._board.day, self._board.settings)

    def row_of(self, text: str) -> BudgetEntry | None:
        """Return the entry that a line means; None where it is asked about."""
        return self._read(text).entry

    def undecided(self) -> str:
        """Return the key result, where several fit equally well and none is chosen."""
        return "key_result_id" if self._several and "key_result_id" not in self._chosen else ""

    def value_of(self, row: BudgetEntry | None, name: str) -> Any:
        """Return what an entry has in a field; what the owner decides alone is proposed, too."""
        value = super().value_of(row, name)
        return "proposed" if value == "approved" else value

    def choices(self, name: str) -> Sequence[Any]:
        """Return what can be chosen in a field."""
        if name == "key_result_id":
            return [*self._several, None, *(id_ for id_ in self._known if id_ not in self._several)]
        if name == "state":
            return _STATES
        return [option.value for option in OPTIONS["budget_entries", name]]

    # -- showing --------------------------------------------------------------------------------------------------

    def lines_of(self, text: str, width: int) -> Sequence[Line]:
        """Return what a line is understood as, what stays and who decides, and what is worth a thought."""
        read = self._read(text)
        entry = read.entry
        if entry is None:
            return [[StyledText(cut(simplified(read.problem), width), "warn")]]
        assert self._board.cycle
        ledger = self._found.ledger_of(entry.currency)
        title = self._known[entry.key_result_id][0] if entry.key_result_id in self._known else ""
        facts = [LineFact(*each) for each in wish_facts(entry, title)]
        people = {person.id: person.name for person in self._names.people}
        more = wish_more(entry, people.get(entry.with_id or "", ""), self._board.day)
        stays = "" if is_over(entry, ledger) else stays_text(entry, ledger)
        decides = decides_text(entry, self._board.settings, self._deciders)
        doubts = wish_doubts(entry, ledger, self._board.cycle)
        if read.several:
            doubts = several_named([self._known[id_][0] for id_ in read.several], "tab chooses")
        return [
            self.fact_line(facts[:_FIRST], "accent", width),
            self.fact_line([*facts[_FIRST:], *([LineFact("", more)] if more else [])], "muted", width),
            [StyledText(cut(simplified(" · ".join(filter(None, (stays, decides)))), width), "text")],
            [StyledText(cut(simplified(doubts), width), "warn")],
        ]

    # -- answers --------------------------------------------------------------------------------------------------

    def entered(self, row: BudgetEntry, text: str) -> bool:
        """Add the entry; ask first about a day that is in no cycle."""
        on, board = row.happens_on, self._board
        if on and board.cycle and not any(cycle.starts_on <= on <= cycle.ends_on for cycle in board.cycles):

            def add() -> None:
                self._screen.prompt(None)
                self._add(row, text)

            question = f"{outside_text(on, board.day, board.cycle)} Add it?"
            self._screen.prompt(confirmation(question, "add", "return", add, lambda: self.ask(text)))
            return False
        return self._add(row, text)

    def _add(self, row: BudgetEntry, text: str) -> bool:
        added = self._screen.session.execute(AddRow(row))
        if added:
            self.finish(text)
        return added
