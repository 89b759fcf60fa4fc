"""The list of people: the primary mentor, others who help, candidates, and those whose time has ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.relations import ended, stage
from learnboard.presentation.agreements import agreement_label
from learnboard.presentation.people import (
    EXAMPLE_LINE,
    PRIMARY_SIGN,
    SECTIONS,
    WHO_IS_MENTOR,
    delete_question,
    met_text,
    more_about,
    next_text,
    planned_text,
    relation_text,
    since_text,
    state_text,
    step_name,
    step_refusal,
)
from learnboard.presentation.values import short_name
from learnboard.service.commands import ChangeRow, DeleteRow, MakePrimary, PlannedMeetings
from learnboard.service.queries.people import PersonEntry, read_people, rows_naming
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import PEOPLE_LIST
from learnboard.ui.people.form import edit_person, end_person
from learnboard.ui.people.line import PersonPrompt
from learnboard.ui.session import Session
from learnboard.ui.toolkit.questions import answered_by_key, confirmation
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, fitted, paragraph_lines, simplified

_NAME, _RELATION, _SINCE, _MET = 20, 24, 18, 16
_NEXT: Final = 20
"""Cells of the columns where all stand beside each other."""
_WIDE: Final = 124


class RelationsScreen(ListPage[PersonEntry]):
    """The people of the board."""

    TITLE = "People"
    EMPTY = (
        " ".join(WHO_IS_MENTOR),
        f"n adds somebody in a line, such as: {EXAMPLE_LINE}.",
        "Buddies, your supervisor, reviewers and contacts are added in the same way.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*PEOPLE_LIST]

    def __init__(self, session: Session, entries: Sequence[PersonEntry], first: Id | None = None) -> None:
        super().__init__(session, first)
        self._entries = tuple(entries)
        self._typed = PersonPrompt(self, lambda: self.people)

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def people(self) -> Sequence[Person]:
        """All people, as they were read last."""
        return [entry.person for entry in self._entries]

    def rows(self) -> Sequence[PersonEntry]:
        """Return the people in order."""
        return self._entries

    def reread(self) -> None:
        """Read the people again."""
        self._entries = self.session.service.read(read_people, self.session.board)

    def section(self, row: PersonEntry) -> str:
        """Return the heading of candidates, and of those whose time has ended."""
        return SECTIONS[stage(row.person, self._day)]

    def row_lines(self, row: PersonEntry, width: int, *, here: bool) -> Sequence[Line]:
        """Return who somebody is, since when, when they are met, and whether they accepted."""
        person, day = row.person, self._day
        sign = StyledText(f"{PRIMARY_SIGN} " if stage(person, day) == "primary" else "  ", "accent")
        name = StyledText(fitted(simplified(person.name) or "somebody", _NAME), "title" if here else "text")
        relation = relation_text(person.relation, person.kind, external=person.external)
        state, following = state_text(person, day), next_text(row.met.next, day)
        since, met = since_text(person, day), met_text(person, row.met.last, day)
        said = StyledText(state.text, TONE_STYLES[state.tone])
        if width < _WIDE:
            dates = ", ".join(part for part in (since, met) if part)
            comma = ", " if dates and following.text else ""
            below = [StyledText(dates + comma, "muted"), StyledText(following.text, TONE_STYLES[following.tone])]
            lines: list[Line] = [
                [sign, name, StyledText(fitted(relation, _RELATION), "text"), said],
                *([[StyledText(INDENT), *below]] if dates or following.text else []),
            ]
        else:
            lines = [
                [
                    *(sign, name, StyledText(fitted(relation, _RELATION), "text")),
                    *(StyledText(fitted(since, _SINCE), "muted"), StyledText(fitted(met, _MET), "muted")),
                    *(StyledText(fitted(following.text, _NEXT), TONE_STYLES[following.tone]), said),
                ]
            ]
        if here:
            names = {each.id: each.name for each in self.people}
            lines += paragraph_lines(simplified(more_about(person, names)), width, "muted", INDENT)
        if row.agreement.standing == "changed" or (here and row.agreement.standing == "waiting"):
            waits = agreement_label(row.agreement, person)
            lines += paragraph_lines(simplified(waits.text), width, TONE_STYLES[waits.tone], INDENT)
        if here:
            lines += paragraph_lines(simplified(person.private_note), width, "muted", INDENT)
        return lines

    @property
    def _day(self) -> date:
        return self.session.board.day

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Prompt for somebody in a line."""
        self.session.keep_up()
        self._typed.ask()

    def action_open(self) -> None:
        """Open the page of the person under the cursor."""
        if entry := self._need():
            features.open_person(self, entry.id)

    def action_edit(self) -> None:
        """Open the form of the person under the cursor."""
        if entry := self._need():
            edit_person(self, self.people, entry.person)

    def action_step(self) -> None:
        """Note that somebody was asked or met, or has accepted, today."""
        if entry := self._need():
            name = step_name(entry.person, self._day)
            if not name:
                self.say(step_refusal(entry.person, self._day))
                return
            changed = replace(entry.person, **{name: self._day})  # type: ignore[arg-type]
            if name == "accepted_on":
                changed = replace(changed, from_on=changed.from_on or self._day)
            self.session.execute(ChangeRow(entry.person, changed))

    def action_make_primary(self) -> None:
        """Make the mentor under the cursor the primary one; ask about meetings that are planned with the one before."""
        entry = self._need()
        if entry is None:
            return
        formers = [each for each in self._entries if _is_former(each, entry, self._day)]
        planned = sum(each.planned for each in formers)
        if not planned or entry.person.relation != "mentor" or ended(entry.person, self._day):
            self.session.execute(MakePrimary(entry.id))
            return

        def make(how: PlannedMeetings) -> None:
            self.prompt(None)
            self.session.execute(MakePrimary(entry.id, how))

        new = short_name(entry.person.name)
        waits = f"{new} has not accepted yet. " if stage(entry.person, self._day) == "candidate" else ""
        question = f"{waits}{planned_text(planned, formers[0].person.name)}: with {new} instead?"
        answers = {"y": (f"with {new}", lambda: make("move")), "n": ("cancel them", lambda: make("cancel"))}
        self.prompt(answered_by_key(question, answers, "back"))

    def action_end(self) -> None:
        """Open the form that ends the time with the person under the cursor."""
        if entry := self._need():
            if ended(entry.person, self._day):
                self.say(step_refusal(entry.person, self._day))
            else:
                end_person(self, entry)

    def action_turn_visibility(self) -> None:
        """Show the person to more people, or to none."""
        if entry := self._need():
            changed = replace(entry.person, visibility=NEXT_VISIBILITY[entry.person.visibility])
            self.session.execute(ChangeRow(entry.person, changed))

    def action_delete(self) -> None:
        """Delete the person under the cursor; ask first if other rows name them."""
        entry = self._need()
        if entry is None:
            return
        tables = self.session.service.query(rows_naming, entry.id)
        if not tables:
            self.session.execute(DeleteRow(entry.person))
            return

        def delete() -> None:
            self.prompt(None)
            self.session.execute(DeleteRow(entry.person))

        question = delete_question(entry.person, tables)
        self.prompt(confirmation(question, "delete", "keep", delete, lambda: self.prompt(None)))

    def _need(self) -> PersonEntry | None:
        """Return the person under the cursor, after reading changes by other programs; say so if there is nobody."""
        self.session.keep_up()
        if self.row is None:
            self.say("There is nobody here yet: n adds somebody.")
        return self.row


def _is_former(other: PersonEntry, entry: PersonEntry, day: date) -> bool:
    """Whether somebody's time ends once another is the primary mentor."""
    return other.id != entry.id and other.person.primary and not ended(other.person, day)


def open_people(screen: EditorScreen) -> None:
    """Open the list of people."""
    try:
        entries = screen.session.service.read(read_people, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(RelationsScreen(screen.session, entries))
