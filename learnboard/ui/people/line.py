"""A new person typed in one line, shown as understood before it is added; what cannot be read opens the form."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from learnboard.domain.agreement_drafts import draft_of
from learnboard.domain.model.people import Person
from learnboard.domain.people_line import PersonLine, read_person
from learnboard.domain.relations import lacks_mentor
from learnboard.presentation.people import (
    EXAMPLE_LINE,
    find_introducer,
    find_named,
    not_understood,
    same_name_question,
    understood,
)
from learnboard.service import factory
from learnboard.service.commands import AddRow
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.people.form import edit_person
from learnboard.ui.toolkit.questions import answered_by_key
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

_DRAFT: Final = "person's line"


class PersonPrompt:
    """The prompt for a person in one line; `people` returns those of the board as they are now."""

    def __init__(self, screen: EditorScreen, people: Callable[[], Sequence[Person]]) -> None:
        self._screen, self._people = screen, people

    # -- showing --------------------------------------------------------------------------------------------------

    def _above(self, text: str, width: int) -> list[Line]:
        """What the line is understood as, and what is not understood."""
        line, by = self._read(text)
        wrong = not_understood(line, by) if line.name else ""
        lines: list[Line] = [[StyledText(cut(simplified(understood(line, by, self._day)), width), "accent")]]
        if wrong:
            lines.append([StyledText(cut(simplified(f"{wrong} enter asks in a form"), width), "warn")])
        return lines

    def ask(self, text: str = "") -> None:
        """Ask for a line; one that was left comes back."""
        text = text or self._screen.session.draft(_DRAFT, "").get("line", "")
        keys = (("enter", "add"), ("escape", "back, kept as a draft"))
        prompt = Prompt("who", TextBuffer.of(text), self._enter, leave=self._leave, hint=_hint, keys=keys)
        prompt.above = self._above
        self._screen.prompt(prompt)

    @property
    def _day(self) -> date:
        return self._screen.session.board.day

    def _read(self, text: str) -> tuple[PersonLine, Person | None]:
        line = read_person(text, self._day)
        return line, find_introducer(self._people(), line.introduced_by) if line.introduced_by else None

    # -- answers --------------------------------------------------------------------------------------------------

    def _leave(self, text: str) -> bool:
        self._keep(text)
        return True

    def _keep(self, text: str) -> None:
        self._screen.session.keep_draft(_DRAFT, "", {"line": text} if text.strip() else {})

    def _enter(self, text: str) -> bool:
        self._screen.session.keep_up()
        line, by = self._read(text)
        if not line.name:
            self._keep("")
            if text.strip():
                self._screen.say(f"A name is missing: write it first, as in {EXAMPLE_LINE}.")
            return not text.strip()
        self._keep(text)  # until somebody was added
        if not_understood(line, by):
            self._screen.prompt(None)
            self._open_form(line, by)
        elif there := find_named(self._people(), line.name):
            self._ask_about_name(line, by, there, text)
        else:
            return self._add(self._person(line, by))
        return False

    def _open_form(self, line: PersonLine, by: Person | None) -> None:
        """Open the form with what was understood; the line is forgotten once that is saved."""
        people = self._people()
        missing = lacks_mentor(people, self._day)
        row = self._person(line if line.relation else line._replace(relation="mentor" if missing else "contact"), by)

        def then(saved: bool) -> None:
            if saved:
                self._keep("")

        edit_person(self._screen, people, None, first=row, intro=simplified(not_understood(line, by)), then=then)

    def _ask_about_name(self, line: PersonLine, by: Person | None, there: Sequence[Person], text: str) -> None:
        """Ask whether a name that is there is the same human, or somebody else."""

        def answer(row: Person) -> Callable[[], object]:
            def add() -> None:
                self._screen.prompt(None)
                self._add(row)

            return add

        def back(_: str) -> bool:
            self.ask(text)
            return False

        plain = self._person(line, by)
        other = line.relation not in {row.relation for row in there}
        answers = {"y": ("the same", answer(_also(plain, there[0]))), "n": ("somebody else", answer(plain))}
        if not other:
            answers = {"y": ("add another", answer(plain))}
        self._screen.prompt(answered_by_key(same_name_question(line, there), answers, "back", back))

    def _add(self, row: Person) -> bool:
        added = self._screen.session.execute(AddRow(row))
        if added:
            self._keep("")
        return added

    def _person(self, line: PersonLine, by: Person | None) -> Person:
        """The person that a line describes. The first mentor is primary, unless they are only asked."""
        people, candidate = self._people(), bool(line.asked_on or line.met_on) and not line.accepted_on
        first = lacks_mentor(people, self._day) and not any(row.primary for row in people)
        is_mentor = line.relation == "mentor"
        return factory.new_person(
            line.name,
            relation=line.relation,
            kind=line.kind,
            external=line.external,
            agreement=draft_of(line.cadence_days) if line.cadence_days else None,
            asked_on=line.asked_on,
            met_on=line.met_on,
            accepted_on=line.accepted_on,
            from_on=line.from_on or line.accepted_on,
            introduced_by_id=by.id if by else None,
            primary=is_mentor and first and not candidate,
            visibility="private" if is_mentor and candidate and not first else "mentor",
        )


def _also(row: Person, there: Person) -> Person:
    """The same human in another relation: what is known of them holds there too."""
    return factory.new_person(
        there.name,
        relation=row.relation,
        kind=row.kind,
        external=row.external or there.external,
        agreement=row.agreement,
        asked_on=row.asked_on,
        met_on=row.met_on or there.met_on,
        accepted_on=row.accepted_on,
        from_on=row.from_on,
        introduced_by_id=row.introduced_by_id or there.introduced_by_id,
        primary=row.primary,
        visibility=row.visibility,
    )


def _hint(text: str) -> str:
    return "" if text.strip() else EXAMPLE_LINE
