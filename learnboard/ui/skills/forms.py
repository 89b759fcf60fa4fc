"""The forms of skills: an assessment of one's own, digit by digit, and another instrument to rate by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.model.growth import Assessment
from learnboard.domain.text import clean_line
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.skills import (
    LADDER,
    LADDER_WORDS,
    NO_AXES,
    NO_NAME,
    NO_STRENGTHS,
    NOT_YET,
    NOTHING_RATED,
    STRENGTHS,
)
from learnboard.presentation.values import quoted
from learnboard.service.growth_commands import KeepInstrument, RateSkills
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.level_fields import LevelsForm, axis_name, level_fields, level_texts, levels_in
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField

_KINDS: Final = (
    Option("ladder", "ladder", "five axes of an engineer, to change as you like"),
    Option("own", "my own axes", "what matters where you are, a level each"),
    Option("ranked", "strengths", "words in order, the strongest of yours first"),
)


class RatingForm(LevelsForm):
    """A form for an assessment of the owner's: a level for each axis, or strengths in order."""

    def __init__(
        self,
        row: Assessment,
        axes: Sequence[str],
        day: date,
        *,
        new: bool,
        last: Mapping[str, int],
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Rate on `axes`, or rank strengths if there are none; `last` are the levels of last time."""
        self._row, self._new, self._axes, self._day = row, new, axes, day
        fields: list[FormField] = level_fields(axes, last)
        if not axes:
            fields.append(Long("ranked", "strengths", "one a line, the strongest first"))
        fields += [  # after the last digit enter saves: in a note it would begin a line
            Day("on", "day", day, hint="today, yesterday, fri", past=True, needed=True, gap=True),
            Long("note", "note", "what you base it on"),
            Choice("visibility", "who sees it", OPTIONS["assessments", "visibility"], gap=True),
        ]
        opened = {
            **level_texts(axes, row.levels),
            "ranked": "\n".join(row.ranked),
            "note": row.note,
            "on": fields[-3].text_of(row.on),
            "visibility": fields[-1].text_of(row.visibility),
        }
        title = f"Rate yourself: {quoted(row.instrument)}" if new else f"Your view: {quoted(row.instrument)}"
        super().__init__(title, fields, opened, save=save, draft=draft)

    def command(self, values: Values) -> RateSkills | object:
        """Return the assessment; NO_CHANGE if it is as before.

        Raises:
            WrongField: if nothing is rated, or the day is still to come.
        """
        levels = levels_in(values)
        if values["on"] > self._day:
            raise WrongField("on", NOT_YET)
        if self._axes and not levels:
            raise WrongField(axis_name(self._axes[0]), NOTHING_RATED)
        ranked = _lines(values.get("ranked", ""))
        if not self._axes and not ranked:
            raise WrongField("ranked", NO_STRENGTHS)
        row = replace(
            self._row,
            levels=levels,
            ranked=ranked if not self._axes else self._row.ranked,
            note=values["note"],
            on=values["on"],
            visibility=values["visibility"],
        )
        if self._new:
            return RateSkills(None, row)
        return NO_CHANGE if row == self._row else RateSkills(self._row, row)


class InstrumentForm(FormScreen):
    """A form for what to rate by: a ladder to change, axes of one's own, or strengths, which need no axes."""

    def __init__(self, *, save: Callable[[Any], bool], draft: Mapping[str, str] | None = None) -> None:
        fields = [
            Choice("kind", "rate by", _KINDS),
            FormField("ladder", "name", gap=True, applies=lambda values: values.get("kind") == "ladder"),
            Long("rungs", "axes", "one a line", applies=lambda values: values.get("kind") == "ladder"),
            FormField("own", "name", "what I need here", gap=True, applies=lambda values: values.get("kind") == "own"),
            Long("axes", "axes", "one a line, such as: explaining", applies=lambda values: values.get("kind") == "own"),
            FormField("ranked", "name", gap=True, applies=lambda values: values.get("kind") == "ranked"),
        ]
        opened = {
            "kind": fields[0].text_of("ladder"),
            "ladder": LADDER,
            "rungs": "\n".join(LADDER_WORDS),
            "own": "",
            "axes": "",
            "ranked": STRENGTHS,
        }
        super().__init__("What to rate by", fields, opened, save=save, draft=draft)

    def command(self, values: Values) -> KeepInstrument:
        """Return the instrument; strengths have no axes.

        Raises:
            WrongField: if it has no name, or there is a ladder without axes.
        """
        kind = values["kind"]
        name = clean_line(values[kind])
        if not name:
            raise WrongField(kind, NO_NAME)
        if kind == "ranked":
            return KeepInstrument(name, ())
        field = "rungs" if kind == "ladder" else "axes"
        axes = _lines(values[field])
        if not axes:
            raise WrongField(field, NO_AXES)
        return KeepInstrument(name, axes)


def open_rating(
    screen: EditorScreen,
    row: Assessment,
    axes: Sequence[str],
    *,
    new: bool,
    last: Mapping[str, int],
    axis: str = "",
    digit: str = "",
) -> None:
    """Open the form of an assessment, at an axis with a digit that was typed already, if there is one."""
    session = screen.session

    def form(draft: Mapping[str, str]) -> RatingForm:
        made = RatingForm(row, axes, session.board.day, new=new, last=last, save=session.execute, draft=draft)
        if axis:
            made.begin_at(axis, digit)
        return made

    screen.open_form("skills", f"new {row.instrument}" if new else row.id, form)


def open_instrument(screen: EditorScreen, then: Callable[[KeepInstrument], object]) -> None:
    """Open the form of another instrument; `then` receives what was chosen, once the form is closed."""
    chosen: list[KeepInstrument] = []

    def save(command: KeepInstrument) -> bool:
        chosen.append(command)
        return True

    def closed(saved: bool) -> None:
        if saved and chosen:
            then(chosen[-1])

    screen.open_form("instrument", "", lambda draft: InstrumentForm(save=save, draft=draft), closed)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for each in text.split("\n") if (line := clean_line(each))))
