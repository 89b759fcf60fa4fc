"""The form of a check-in, new or to be corrected, with a preview of its effect."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.board import Card
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.key_results import Blocker, CheckIn
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.plausibility import DAY_DOUBTS, check_in_doubts
from learnboard.domain.row_rules import problem
from learnboard.presentation.key_results import expected_text, health_text
from learnboard.presentation.messages import doubt_texts
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.values import arrow, reached_since, short_day
from learnboard.service.commands import KEEP, ChangeRow, CheckInKeyResult
from learnboard.service.handlers.check_ins import CheckInStart, check_in_start, preview_check_in
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.number_fields import Amount, Whole
from learnboard.ui.toolkit.text import Line, StyledText, simplified

_HIGHEST: Final = 10
_BLOCKER: Final = ("blocker", "text", "next_action", "due_on")
"""The fields of a blocker; the first is its kind."""


class CheckInSubject(NamedTuple):
    """What the form is about: a card, and a check-in to correct or else what a new one starts from."""

    card: Card
    day: date
    corrected: CheckIn | None
    start: CheckInStart

    @property
    def values(self) -> dict[str, Any]:
        """The values that the form opens with, by field; the day of a new check-in is a word."""
        row, figures = self.corrected, self.card.figures
        blocker = row.blocker if row else self.start.blocker
        values: dict[str, Any] = {
            "value": row.value if row else figures.value,
            "confidence": row.confidence if row else figures.confidence,
            "note": row.note if row else "",
            "on": row.on if row else "today" if self.start.on == self.day else "tomorrow",
            "status": row.status if row else None,
        }
        parts = (blocker.kind, blocker.text, blocker.next_action, blocker.due_on) if blocker else (None, "", "", None)
        return {**values, **dict(zip(_BLOCKER, parts, strict=True))}

    @property
    def fields(self) -> list[FormField]:
        """The fields of the form."""
        row, wanted = self.card.key_result, self.corrected is not None
        measured = row.measured or (self.corrected is not None and self.corrected.value is not None)
        return [
            *([Amount("value", "value", unit=row.unit, beside=row.unit)] if measured else []),
            Whole("confidence", "confidence", 1, _HIGHEST, beside="1 to 10", needed=False),
            FormField("note", "note", "what moved, or what did not"),
            Day("on", "day", self.day, hint="today, yesterday, fri", past=True, needed=wanted),
            Choice("status", "status", OPTIONS["check_ins", "status"], gap=True),
            Choice("blocker", "blocker", OPTIONS["blocker", "kind"]),
            FormField("text", "  what", "what stands in the way", applies=_blocked),
            FormField("next_action", "  next", "what is done about it", applies=_blocked),
            Day("due_on", "  by", self.day, applies=_blocked),
        ]


def _blocked(values: Values) -> bool:
    return values.get("blocker") is not None


class CheckInScreen(FormScreen):
    """The check-in form; returns True once saved. What was typed stays in `draft`."""

    def __init__(self, subject: CheckInSubject, session: Session, draft: Mapping[str, str] | None = None) -> None:
        """Make the form; a check-in that is saved, and why one cannot be, is shown by the session."""
        self._subject = subject
        self._service, self._board = session.service, session.board
        self._previewed: tuple[object, Line] | None = None
        self._asked: object = None
        """The value and the day that were asked about last."""
        values, fields = subject.values, subject.fields
        opened = {field.name: field.text_of(values[field.name]) for field in fields}
        super().__init__(subject.card.key_result.title, fields, opened, save=session.execute, draft=draft)
        if subject.corrected:
            self.intro = (f"This corrects the check-in of {short_day(subject.corrected.on, subject.day)}.",)

    @property
    def draft(self) -> dict[str, str]:
        """Texts that differ from those the form was opened with; words for a day as that day, which they mean today."""
        draft = super().draft
        for field in self.form_state.fields:
            if isinstance(field, Day) and draft.get(field.name):
                try:
                    draft[field.name] = str(field.parse(draft[field.name]))
                except InvalidValue:
                    continue  # the text stays as it is
        return draft

    def below(self, form_state: FormState) -> Line:
        """Return a preview of what saving would change; empty while a field is invalid."""
        values, wrong = form_state.values()
        if wrong:
            return []
        command = self._command(values)
        if self._previewed is None or self._previewed[0] != command:
            self._previewed = command, self._described(command)
        return self._previewed[1]

    def _described(self, command: CheckInKeyResult | ChangeRow) -> Line:
        """Return `53 % → 61 %, expected 48 %   ! at risk → ● on track`, or why it cannot be saved."""
        try:
            before, after = self._service.query(preview_check_in, command, self._board)
        except LearnboardError as error:
            return [StyledText(simplified(str(error)), "muted")]
        kind = self._subject.card.key_result.kind
        facts = (reached_since(kind, before, after), expected_text(kind, after))
        health = arrow(health_text(before).text, health_text(after).text)
        return [StyledText(f"{', '.join(filter(None, facts))}   {health}")]

    def command(self, values: Values) -> CheckInKeyResult | ChangeRow | object:
        """Return the check-in as typed, or the change of the one that is corrected.

        Raises:
            LearnboardError: if it cannot be saved as it is, or is asked about once.
        """
        command = self._command(values)
        if isinstance(command, ChangeRow):
            if command.after == command.before:
                return NO_CHANGE
            if found := problem(command.after):
                raise WrongField(found.field if found.field in values else None, found.message)
        self._service.query(preview_check_in, command, self._board)
        self._ask_once(values)
        return command

    def _ask_once(self, values: Values) -> None:
        """Ask about a value or a day that is likely a slip, unless that was asked already."""
        subject, touched = self._subject, self._touched
        value = values.get("value") if "value" in touched else None
        on = values["on"] if "on" in touched else None
        begins = self._board.cycle.starts_on if self._board.cycle else None
        doubts = check_in_doubts(subject.card.key_result, value, on, subject.day, begins)
        if not doubts or self._asked == (value, on):
            return
        self._asked = value, on
        why = doubt_texts(doubts, subject.card.key_result, value, on or subject.day, subject.day, begins)
        raise WrongField(
            "on" if DAY_DOUBTS.issuperset(doubts) else "value", f"Really? {why} Press enter again to keep it."
        )

    @property
    def _touched(self) -> frozenset[str]:
        form_state = self.form_state
        return frozenset(name for name, text in form_state.texts.items() if text != form_state.opened[name])

    def _command(self, values: Values) -> CheckInKeyResult | ChangeRow:
        touched, row = self._touched, self._subject.corrected
        if touched.isdisjoint(_BLOCKER):
            blocker: Any = row.blocker if row else KEEP
        elif values["blocker"]:
            blocker = Blocker(values["blocker"], values["text"], values["next_action"], values["due_on"])
        else:
            blocker = None
        kept = {name: values[name] for name in ("value", "confidence", "note", "on", "status") if name in values}
        if row:
            # What was not touched stays as it is: a note of many lines, a number in its own spelling.
            return ChangeRow(row, replace(row, blocker=blocker, **{n: v for n, v in kept.items() if n in touched}))
        kept["on"] = kept["on"] if "on" in touched else None
        return CheckInKeyResult(self._subject.card.id, blocker=blocker, **kept)


def open_check_in(screen: EditorScreen, card: Card, corrected: CheckIn | None = None) -> None:
    """Open the form of a new check-in, or of one to correct."""
    session = screen.session
    try:
        start = session.service.query(check_in_start, card.id, session.board.day)
    except LearnboardError as error:
        screen.refuse(error)
        return
    subject = CheckInSubject(card, session.board.day, corrected, start)
    name, row = ("correct a check-in", corrected.id) if corrected else ("check in", card.id)
    screen.open_form(name, row, lambda draft: CheckInScreen(subject, session, draft))
