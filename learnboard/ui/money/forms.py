"""The forms of money: all fields of an entry, and what one state on needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from learnboard.domain.board import Board
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.money import BudgetEntry, EntryState
from learnboard.domain.model.people import Person
from learnboard.domain.relations import in_list_order
from learnboard.domain.row_rules import Problem
from learnboard.domain.spending import approved, deciders, declined, spent, without_later
from learnboard.presentation.money_rules import day_doubt, entry_problems
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.values import quoted, short_name
from learnboard.presentation.wishes import is_over, stays_text
from learnboard.presentation.wording import grouped
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.service.queries.money import CycleMoney
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_choice import key_result_options
from learnboard.ui.editing.people_field import person_options
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Capitals, Choice, Day, FormField, Long, Rule, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.number_fields import MoneyAmount
from learnboard.ui.toolkit.text import Line, StyledText, distinct_labels, simplified

_DECIDED: Final[tuple[EntryState, ...]] = ("approved", "declined", "booked", "spent", "evaluated", "cancelled")
_PAID: Final[tuple[EntryState, ...]] = ("spent", "evaluated")
_ELSE: Final = Option(None, "somebody else", "who is not among your people")


class _DayAsking(FormScreen):
    """A form of an entry that asks once about a day which is too early, or not in the entry's cycle."""

    day: date
    cycles: Sequence[Cycle] = ()
    _asked: Problem | None = None

    def ask_about_days(self, before: BudgetEntry, after: BudgetEntry) -> None:
        """Ask about a day.

        Raises:
            WrongField: the first time.
        """
        doubt = day_doubt(after, before, self.cycles)
        if doubt and doubt != self._asked:
            self._asked = doubt
            shown = {field.name for field in self.form_state.shown}
            told = f"Really? {doubt.message} Press enter again to keep it."
            raise WrongField(doubt.field if doubt.field in shown else None, told)


class EntryForm(_DayAsking, RowForm):
    """A form for all fields of an entry; those that its state has not come to are not shown."""

    def command(self, values: Values) -> ChangeRow | AddRow | object:
        """Return the command for the edited entry; NO_CHANGE if nothing changed."""
        made = super().command(values)
        self.ask_about_days(self.row, self.whole(self.row, values))
        return made

    def whole(self, row: BudgetEntry, values: Values) -> BudgetEntry:
        """Return the entry with other values, and without what its state has not come to."""
        changed: BudgetEntry = super().whole(row, values)
        if changed.decided_by_id != row.decided_by_id:
            changed = replace(changed, self_approved=changed.decided_by_id == OWNER)
        return without_later(changed) if changed.state != row.state else changed

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the fields: those that were there before are let be."""
        wrong = dict(super().judged(values))
        before = {each.field for each in entry_problems(self.row, self.day)}
        for each in entry_problems(self.whole(self.row, values), self.day):
            if each.field in values and each.field not in before - self.touched:
                wrong.setdefault(each.field or "", each.message)
        return wrong


def edit_entry(screen: EditorScreen, entry: BudgetEntry, found: CycleMoney) -> None:
    """Open the form of an entry."""
    board = screen.session.board
    fields = _entry_fields(screen, entry, found)

    def form(draft: Mapping[str, str]) -> EntryForm:
        made = EntryForm("Budget entry", entry, fields, save=screen.session.execute, draft=draft)
        made.day, made.cycles = board.day, board.cycles
        return made

    screen.open_form("budget entry", entry.id, form)


def _entry_fields(screen: EditorScreen, entry: BudgetEntry, found: CycleMoney) -> list[FormField]:
    board = screen.session.board
    day, people = board.day, in_list_order(found.people, board.day)
    return [
        FormField("title", "what", "Performance conference, two days"),
        Choice("kind", "kind", OPTIONS["budget_entries", "kind"]),
        MoneyAmount("estimate", "costs", "640", unit=entry.currency, needed=True),
        Capitals("currency", "currency", "EUR", beside="three letters"),
        Choice("key_result_id", "for", key_result_options(board, entry.key_result_id, found.titles), gap=True),
        Long("expected_value", "expected", "what it will bring"),
        Choice("with_id", "with", person_options(people, Option(None, "nobody", ""), (Option(OWNER, "you"),))),
        Day("happens_on", "happens on", day, hint="12 oct, or nothing if it is on no day", near=True),
        FormField("link", "link", "where it is written"),
        Choice("visibility", "who sees it", OPTIONS["budget_entries", "visibility"]),
        *_cycle_field(board, entry),
        Choice("state", "state", OPTIONS["budget_entries", "state"], gap=True),
        Day("proposed_on", "proposed on", day, past=True, applies=_in_state("proposed", *_DECIDED)),
        Day("decided_on", "decided on", day, past=True, applies=_in_state(*_DECIDED)),
        Choice("decided_by_id", "by", _who(people), applies=_in_state(*_DECIDED)),
        Long("decision_reason", "because", "why it was decided so", applies=_in_state(*_DECIDED)),
        MoneyAmount("actual", "cost", "612.50", unit=entry.currency, applies=_in_state(*_PAID)),
        Day("spent_on", "spent on", day, past=True, applies=_in_state(*_PAID)),
    ]


def _cycle_field(board: Board, entry: BudgetEntry) -> list[FormField]:
    """The cycle whose money it is, where there is another one that is not closed."""
    cycles = [each for each in board.cycles if not each.closed or each.id == entry.cycle_id]
    labels = distinct_labels([simplified(short_name(each.title)) or each.id for each in cycles])
    options = [Option(each.id, label) for each, label in zip(cycles, labels, strict=True)]
    return [Choice("cycle_id", "money of", options)] if len(options) > 1 else []


def _in_state(*states: EntryState) -> Rule:
    return lambda values: values.get("state") in states


def _who(people: Sequence[Person]) -> list[Option]:
    return [*person_options(people, _ELSE, (Option(OWNER, "you", "self-approved"),))]


class EntryStepForm(_DayAsking):
    """A form for what the next state of an entry needs; `make` returns the entry in that state."""

    def __init__(
        self,
        title: str,
        entry: BudgetEntry,
        fields: Sequence[FormField],
        opened: Mapping[str, str],
        *,
        make: Callable[[Values], BudgetEntry],
        day: date,
        save: Callable[[Any], bool],
        draft: Mapping[str, str],
    ) -> None:
        self._entry, self._make, self.day = entry, make, day
        self.told: Line | None = None
        """What saving leaves of the money."""
        super().__init__(f"{title} {simplified(quoted(entry.title))}", fields, opened, save=save, draft=draft)

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the entry as it would be."""
        if any(values.get(field.name) is None for field in self.form_state.shown if not isinstance(field, Choice)):
            return {}
        return {each.field: each.message for each in entry_problems(self._make(values), self.day) if each.field}

    def below(self, form_state: FormState) -> Line | None:  # noqa: ARG002 - the same for any state
        """Return what saving leaves of the money."""
        return self.told

    def command(self, values: Values) -> ChangeRow:
        """Return the command that takes the entry to that state."""
        made = self._make(values)
        self.ask_about_days(self._entry, made)
        return ChangeRow(self._entry, made)


def ask_approval(screen: EditorScreen, entry: BudgetEntry, found: CycleMoney) -> None:
    """Open the form that notes who said yes, and when."""
    ledger = found.ledger_of(entry.currency)
    style = "warn" if is_over(entry, ledger) else "muted"
    told: Line = [StyledText(simplified(stays_text(entry, ledger)), style)]

    def make(values: Values) -> BudgetEntry:
        return approved(entry, values["decided_by_id"], values["decided_on"])

    _open(screen, "Approve", entry, _decision_fields(screen, found), make, told=told)


def ask_refusal(screen: EditorScreen, entry: BudgetEntry, found: CycleMoney) -> None:
    """Open the form that notes who said no, when and why."""
    fields = [
        *_decision_fields(screen, found),
        Long("decision_reason", "because", "why not, or what would make it a yes"),
    ]

    def make(values: Values) -> BudgetEntry:
        return declined(entry, values["decided_by_id"], values["decided_on"], values["decision_reason"])

    _open(screen, "Decline", entry, fields, make, {"decision_reason": entry.decision_reason})


def ask_price(screen: EditorScreen, entry: BudgetEntry) -> None:
    """Open the form that asks what was paid, and when."""
    day = screen.session.board.day
    price = MoneyAmount("actual", "cost", unit=entry.currency, needed=True, beside=entry.currency)
    fields = [price, Day("spent_on", "spent on", day, past=True, needed=True)]
    opened = {"actual": price.text_of(entry.estimate), "spent_on": "today"}
    _open(screen, "Spent on", entry, fields, lambda values: spent(entry, values["actual"], values["spent_on"]), opened)


def who_decided(people: Sequence[Person], own: Id | None, all_people: Sequence[Person]) -> list[Option]:
    """Return who can have approved something: those who can say yes now, and whoever did."""
    known = [*people, *(each for each in all_people if each.id == own and each not in people)]
    return person_options(known, _ELSE, (Option(OWNER, "you"),))


def _decision_fields(screen: EditorScreen, found: CycleMoney) -> list[FormField]:
    board = screen.session.board
    settings = board.settings
    limit = f"{grouped(settings.self_approval_limit, settings.currency)} {settings.currency}"
    you = Option(OWNER, "you", f"above your limit of {limit}")
    nobody, *others = person_options(deciders(found.people, board.day), _ELSE, (you,))
    return [
        Choice("decided_by_id", "decided by", [*others[:-1], nobody, others[-1]]),
        Day("decided_on", "on", board.day, past=True, needed=True),
    ]


def _open(
    screen: EditorScreen,
    title: str,
    entry: BudgetEntry,
    fields: Sequence[FormField],
    make: Callable[[Values], BudgetEntry],
    opened: Mapping[str, str] = MappingProxyType({}),
    *,
    told: Line | None = None,
) -> None:
    """Open the form of a step; fields that are not `opened` with a text have their first choice, or today."""
    session = screen.session
    first = {field.name: field.options[0].label if isinstance(field, Choice) else "today" for field in fields}
    texts = {**first, **opened}

    def form(draft: Mapping[str, str]) -> EntryStepForm:
        day, save = session.board.day, session.execute
        made = EntryStepForm(title, entry, fields, texts, make=make, day=day, save=save, draft=draft)
        made.told, made.cycles = told, session.board.cycles
        return made

    screen.open_form(f"{title.casefold()} entry", entry.id, form)
