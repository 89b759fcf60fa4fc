"""How much money there is: budgets by currency, and each adjustment with its reason and who approved it."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from textual.binding import BindingType

from learnboard.domain.model.fields import Number
from learnboard.domain.model.money import Budget, BudgetAdjustment
from learnboard.domain.row_rules import Problem
from learnboard.domain.spending import deciders
from learnboard.presentation.money import adjustment_text, allocated_text, budget_heading
from learnboard.presentation.money_rules import adjustment_problems, budget_problems
from learnboard.service.commands import DeleteRow
from learnboard.service.factory import new_id
from learnboard.service.queries.money import CycleMoney, read_money
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.keys.money_bindings import ALLOCATION_LIST
from learnboard.ui.money.forms import who_decided
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import Capitals, Choice, Day, FormField, Values
from learnboard.ui.toolkit.number_fields import MoneyAmount
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, fitted, paragraph_lines, simplified

_AMOUNT = 18
"""Cells of the column of amounts."""


class AllocationsScreen(ListPage[Budget | BudgetAdjustment]):
    """The budgets of the cycle that is shown, each before its adjustments."""

    TITLE = "Money there is"
    EMPTY = (
        "No money is allocated in this cycle yet.",
        "n says how much there is, such as 1500 EUR; adjustments come later, each with a reason.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*ALLOCATION_LIST]

    def __init__(self, session: Session, found: CycleMoney) -> None:
        super().__init__(session)
        self._found = found

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[Budget | BudgetAdjustment]:
        """Return the budgets by currency, each with its adjustments by day."""
        rows: list[Budget | BudgetAdjustment] = []
        for ledger in self._found.ledgers:
            own = [each for each in self._found.adjustments if each.budget_id == ledger.budget.id]
            rows += [ledger.budget, *own]
        return rows

    def reread(self) -> None:
        """Read the budgets again."""
        self._found = self.session.service.read(read_money, self.session.board)

    def section(self, row: Budget | BudgetAdjustment) -> str:
        """Return the currency, and how much there is in it after all adjustments."""
        return budget_heading(next(each for each in self._found.ledgers if each.budget.id == self._budget(row).id))

    def row_lines(self, row: Budget | BudgetAdjustment, width: int, *, here: bool) -> Sequence[Line]:
        """Return the amount, and of an adjustment its reason, its day and who approved it."""
        budget = self._budget(row)
        if isinstance(row, Budget):
            number, text, more = allocated_text(row), "allocated for the cycle", ""
        else:
            number, text, more = adjustment_text(row, budget.currency, self._found.names, self._day)
        style = "title" if here else "text"
        lines: list[Line] = [
            [
                StyledText(fitted(number, _AMOUNT).rstrip().rjust(_AMOUNT) + "  ", style),
                StyledText(cut(simplified(text), width - _AMOUNT - 2), style),
            ]
        ]
        return [*lines, *paragraph_lines(simplified(more), width, "muted", INDENT)] if here and more else lines

    def _budget(self, row: Budget | BudgetAdjustment) -> Budget:
        if isinstance(row, Budget):
            return row
        return next(each.budget for each in self._found.ledgers if each.budget.id == row.budget_id)

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Open the form of an adjustment of the budget under the cursor; of a budget while there is none."""
        self.session.keep_up()
        if self.refuses_closed():
            return
        if self.row is None:
            self.action_new_budget()
            return
        budget = self._budget(self.row)
        self._open_form(BudgetAdjustment(new_id(), budget.id, Number("0"), "", None, self._day), new=True)

    def action_new_budget(self) -> None:
        """Open the form of a budget in another currency."""
        self.session.keep_up()
        cycle, own = self.session.board.cycle, self.session.board.settings.currency
        if cycle is None or self.refuses_closed():
            return
        taken = {each.budget.currency for each in self._found.ledgers}
        self._open_form(Budget(new_id(), cycle.id, "" if own in taken else own, Number("0")), new=True)

    def action_open(self) -> None:
        """Open the form of the budget or the adjustment under the cursor."""
        if row := self._need():
            self._open_form(row)

    def action_delete(self) -> None:
        """Delete what is under the cursor, without asking, since this can be undone."""
        if row := self._need():
            self.session.execute(DeleteRow(row))

    def _open_form(self, row: Budget | BudgetAdjustment, *, new: bool = False) -> None:
        people, day = self._found.people, self._day
        budgets = [each.budget for each in self._found.ledgers]
        owner = row.id if isinstance(row, Budget) else row.budget_id
        own = (each for each in self._found.adjustments if each.budget_id == owner and each.id != row.id)
        adjusted = sum((each.amount.fraction for each in own), Fraction(0))

        def form(draft: Mapping[str, str]) -> _MoneyForm:
            options: Mapping[str, Any] = {"save": self.session.execute, "draft": draft, "new": new}
            if isinstance(row, Budget):
                return _BudgetForm(row, budgets, adjusted, options)
            fields = [
                MoneyAmount("amount", "amount", "250, or -50", unit=self._budget(row).currency, needed=True),
                FormField("reason", "reason", "role: performance lab licence"),
                Choice("approved_by_id", "approved by", who_decided(deciders(people, day), row.approved_by_id, people)),
                Day("on", "on", day, past=True, needed=True),
            ]
            return _AdjustmentForm("Adjustment of the budget", row, fields, options, self._budget(row), adjusted)

        name = "budget" if isinstance(row, Budget) else "budget adjustment"
        self.open_form(name, "" if new else row.id, form)

    def _need(self) -> Budget | BudgetAdjustment | None:
        self.session.keep_up()
        if self.row is None:
            self.say("No money is allocated yet: n says how much there is.")
        elif not self.refuses_closed():
            return self.row
        return None


class _MoneyForm(RowForm):
    """A form of a budget or an adjustment, with the rules of money."""

    def __init__(self, title: str, row: Any, fields: Sequence[FormField], options: Mapping[str, Any]) -> None:
        super().__init__(title, row, fields, **options)

    def problems(self, row: Any) -> Sequence[Problem]:
        """Return what is wrong with a row by the rules of money."""
        raise NotImplementedError

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the fields."""
        found = self.problems(self.whole(self.row, values))
        return {**{each.field: each.message for each in found if each.field}, **super().judged(values)}


class _BudgetForm(_MoneyForm):
    """The form of a budget."""

    def __init__(self, row: Budget, others: Sequence[Budget], adjusted: Fraction, options: Mapping[str, Any]) -> None:
        self._others, self._adjusted = others, adjusted
        fields = [
            Capitals("currency", "currency", "EUR", beside="three letters"),
            MoneyAmount("allocated", "allocated", "1500", unit=row.currency or None, needed=True),
        ]
        super().__init__("Budget of the cycle", row, fields, options)

    def problems(self, row: Budget) -> Sequence[Problem]:
        """Return what is wrong with the budget."""
        return budget_problems(row, self._others, self._adjusted)


class _AdjustmentForm(_MoneyForm):
    """The form of an adjustment."""

    def __init__(
        self,
        title: str,
        row: BudgetAdjustment,
        fields: Sequence[FormField],
        options: Mapping[str, Any],
        budget: Budget,
        others: Fraction,
    ) -> None:
        self._budget, self._others = budget, others
        super().__init__(title, row, fields, options)

    def problems(self, row: BudgetAdjustment) -> Sequence[Problem]:
        """Return what is wrong with the adjustment."""
        return adjustment_problems(row, self._budget, self._others)
