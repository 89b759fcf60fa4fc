"""The handler of asks: notes the help that was found for a key result."""

from datetime import date

from learnboard.domain.action_line import find_person, known_persons
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.money_line import kind_of
from learnboard.domain.row_rules import problem
from learnboard.domain.spending import proposed
from learnboard.domain.text import casefolded, clean_line
from learnboard.presentation.asks import NO_ASK, NO_GIVER, found_step, several_text
from learnboard.presentation.labels import field_label
from learnboard.presentation.messages import sentence
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_person, new_row
from learnboard.service.growth_commands import FindHelp
from learnboard.storage.store import Store


def find_help(store: Store, command: FindHelp, day: date) -> HandlerResult:
    """Note help for a key result as a budget entry that costs nothing (FORMAT.md §1, "Tables").

    Whoever gives it and is not among the people becomes one, as visible as the help.

    Raises:
        NotFound: if the key result was deleted.
        Rejected: if it asks for no help.
        InvalidValue: if it is not said what is offered or by whom, or the name could be that of several people.
    """
    key_result = store.row(KeyResult, command.key_result)
    if not key_result.ask.strip():
        raise Rejected(NO_ASK)
    known = named_person(store, command.giver, day)
    giver = known or new_person(clean_line(command.giver), visibility=command.visibility)
    entry = _entry(store, command, giver, key_result, day)
    texts = found_step(entry, giver.name, key_result.title, new=known is None)
    with store.step(texts.label) as record:
        store.row(KeyResult, key_result.id)
        if known is None:
            _check(giver)
            record.put(giver)
        _check(entry)
        record.put(entry)
    return HandlerResult(texts.message, record.changes, key_result.id)


def named_person(store: Store, name: str, day: date) -> Person | None:
    """Return whom a name or its first words mean, as typed; None if it is nobody's.

    Raises:
        InvalidValue: if there is no name, or it could be that of several people.
    """
    if not (wanted := casefolded(clean_line(name))):
        raise InvalidValue(NO_GIVER)
    people = store.rows(Person)
    if id_ := find_person(name, known_persons(people, day)):
        return next(row for row in people if row.id == id_)
    fits = [row.name for row in people if f"{casefolded(clean_line(row.name))} ".startswith(f"{wanted} ")]
    if len(fits) > 1:
        raise InvalidValue(several_text(name, fits))
    return None


def _entry(store: Store, command: FindHelp, giver: Person, key_result: KeyResult, day: date) -> BudgetEntry:
    settings, title = store.board_info().settings, clean_line(command.title)
    entry = new_row(
        BudgetEntry,
        cycle_id=store.row(Objective, key_result.objective_id).cycle_id,
        title=title,
        kind=kind_of(title),
        currency=settings.currency,
        estimate=Number("0"),
        state="idea",
        self_approved=False,
        key_result_id=key_result.id,
        with_id=giver.id,
        visibility=command.visibility,
    )
    return proposed(entry, day, settings)


def _check(row: BudgetEntry | Person) -> None:
    if found := problem(row):
        label = f"{field_label(found.field)}: " if found.field else ""
        raise InvalidValue(sentence(f"{label}{found.message}"))
