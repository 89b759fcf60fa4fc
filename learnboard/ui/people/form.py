"""The forms of people: all fields of one, and the end of the time with somebody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.agreement_drafts import draft_of
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.people import Person
from learnboard.domain.relations import lacks_mentor
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.people import (
    GOAL_QUESTION,
    TOGETHER_QUESTION,
    find_named,
    named_already,
    person_problem,
    planned_text,
)
from learnboard.presentation.values import short_name
from learnboard.service import factory
from learnboard.service.commands import EndRelation
from learnboard.service.queries.people import PersonEntry, read_people
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.time_fields import Cadence
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, RequiredChoice, Values, yes_no
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.text import distinct_labels, simplified

Texts = Mapping[str, str]
_SAME: Final = "same"
_CADENCE: Final = "cadence_days"
"""How often a new person is met; of one who is there the form of the agreement asks it."""
_NOBODY: Final = Option(None, "nobody", "")
NEW_PERSON: Final = "person"
"""The name of the form, under which its draft is kept."""


class PersonForm(RowForm):
    """A form for all fields of a person but the agreement; a name that is there already is asked about."""

    def __init__(
        self, row: Person, others: Sequence[Person], day: date, *, asked: bool = False, **options: object
    ) -> None:
        """Show a person beside the others of the board; `asked` says that the name was asked about already."""
        self._others, self._asked = others, asked
        title = "New person" if options.get("new") else "Person"
        fields = self._fields(row, day, is_new=bool(options.get("new")))
        super().__init__(title, row, fields, **options)  # type: ignore[arg-type]

    def _fields(self, row: Person, day: date, *, is_new: bool) -> list[FormField]:
        is_there = "This name is here already: choose whether it is the same person."
        return [
            FormField("name", "name", "Rowan Teal"),
            RequiredChoice(_SAME, "is here", OPTIONS["people", _SAME], is_there, applies=self._is_there),
            Choice("relation", "relation", OPTIONS["people", "relation"], gap=True),
            Choice("kind", "kind", OPTIONS["people", "kind"]),
            *([Cadence(_CADENCE, "meet", "every 6 weeks, monthly")] if is_new else []),
            yes_no("external", "external", yes="from outside the company", no="from the same company"),
            Choice("introduced_by_id", "introduced by", _introducers(row, self._others)),
            Day("asked_on", "asked on", day, hint="today, 3 may", past=True, gap=True),
            Day("met_on", "met on", day, hint="today, 3 may", past=True),
            Day("accepted_on", "accepted on", day, hint="today, or nothing until they accept", past=True),
            Day("from_on", "from", day, hint="12 jan, or nothing if it always was so", near=True),
            Day("to_on", "to", day, hint="31 dec, or nothing while it goes on", near=True),
            Long("private_note", "own note", "nobody else ever sees it", gap=True),
            Choice("visibility", "visibility", OPTIONS["people", "visibility"], gap=True),
        ]

    def _is_there(self, values: Values) -> bool:
        name = str(values.get("name", ""))
        return not self._asked and name != self.row.name * (not self._new) and bool(find_named(self._others, name))

    def parts(self, row: Person) -> Values:
        """Return the fields of a row, and that it is not said yet whether the name is that of the same person."""
        return {**super().parts(row), _SAME: None, _CADENCE: row.agreement.cadence_days if row.agreement else None}

    def whole(self, row: Person, values: Values) -> Person:
        """Return the row with other values."""
        changes = {name: value for name, value in values.items() if name not in (_SAME, _CADENCE)}
        if _CADENCE in values:
            cadence = values[_CADENCE]
            changes["agreement"] = draft_of(cadence) if cadence else None
        return replace(row, **changes)

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the fields: also what does not go together with the others."""
        wrong = dict(super().judged(values))
        if _SAME in values and values[_SAME] is None:
            wrong[_SAME] = named_already(find_named(self._others, values["name"]))
        if not wrong and (found := person_problem(self.whole(self.row, values), self._others)):
            wrong |= {found.field: found.message} if found.field and found.field in values else {}
        return wrong


def _introducers(row: Person, others: Sequence[Person]) -> list[Option]:
    """Whom somebody can have been introduced by: each name once, and first of all nobody."""
    known: dict[str, Person] = {}
    for other in others:
        if other.id == row.introduced_by_id or other.name not in known:
            known[other.name] = other
    people = list(known.values())
    labels = distinct_labels([simplified(other.name) or "somebody" for other in people], (_NOBODY.label,))
    return [_NOBODY, *(Option(other.id, label) for other, label in zip(people, labels, strict=True))]


def new_form_row(people: Sequence[Person], day: date) -> Person:
    """Return the person that an empty form shows: a mentor as long as there is none."""
    missing = lacks_mentor(people, day)
    primary = missing and not any(row.primary for row in people)
    return factory.new_person("", relation="mentor" if missing else "contact", primary=primary)


def edit_person(
    screen: EditorScreen,
    people: Sequence[Person],
    person: Person | None,
    *,
    first: Person | None = None,
    intro: str = "",
    then: Callable[[bool], object] = lambda _: None,
) -> None:
    """Open the form of a person, or of a new one; `first` is what is known of that, and `intro` says what is not."""
    session = screen.session
    row = person or first or new_form_row(people, session.board.day)
    others = [other for other in people if other.id != row.id]

    def form(draft: Texts) -> PersonForm:
        made = PersonForm(row, others, session.board.day, save=session.execute, draft=draft, new=person is None)
        made.intro = (intro,) if intro else ()
        return made

    screen.open_form(NEW_PERSON, person.id if person else "", form, then)


def open_person(screen: EditorScreen, person_id: str) -> None:
    """Open the form of a person by their id."""
    try:
        people = [entry.person for entry in screen.session.service.read(read_people, screen.session.board)]
    except LearnboardError as error:
        screen.refuse(error)
        return
    found = next((row for row in people if row.id == person_id), None)
    if found is None:
        screen.say("That person was deleted.")
    else:
        edit_person(screen, people, found)


class EndForm(FormScreen):
    """The end of the time with somebody: when, what became of the goal, how it was, and what is still planned."""

    def __init__(
        self, entry: PersonEntry, day: date, *, save: Callable[[EndRelation], bool], draft: Texts | None = None
    ) -> None:
        """Ask about the end of a relation on a day."""
        self._person, self._planned = entry.person, entry.planned
        fields = [
            Day("on", "last day", day, near=True, needed=True),
            Long("goal", "the goal", GOAL_QUESTION, gap=True),
            Long("together", "together", TOGETHER_QUESTION),
            Choice("planned", "meetings", OPTIONS["people", "planned"], gap=True, applies=lambda _: entry.planned > 0),
        ]
        opened = {"on": day.isoformat(), "goal": "", "together": "", "planned": fields[-1].text_of("cancel")}
        name = simplified(short_name(entry.person.name))
        super().__init__(f"The end of the time with {name}", fields, opened, save=save, draft=draft)
        planned = f"{simplified(planned_text(entry.planned, entry.person.name))}." if entry.planned else ""
        self.intro = tuple(filter(None, (f"{GOAL_QUESTION} {TOGETHER_QUESTION} Only you see what you write.", planned)))

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return that it ends before it begins."""
        first, last = self._person.from_on, values.get("on")
        return {"on": "it ends before it begins: choose a later day"} if first and last and last < first else {}

    def command(self, values: Values) -> EndRelation:
        """Return the command that ends it."""
        return EndRelation(
            self._person.id, values["on"], values["goal"], values["together"], values.get("planned", "keep")
        )


def end_person(screen: EditorScreen, entry: PersonEntry) -> None:
    """Open the form of the end of the time with somebody."""
    session = screen.session

    def form(draft: Texts) -> EndForm:
        return EndForm(entry, session.board.day, save=session.execute, draft=draft)

    screen.open_form("end of relation", entry.id, form)
