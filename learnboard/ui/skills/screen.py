"""Skills: instruments with their axes, oneself over others, and where a gap begins an objective."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.growth import Assessment
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.skills import Instrument
from learnboard.presentation.cycles import NO_CYCLE
from learnboard.presentation.skills import (
    NOT_RATED,
    SHOWS_LATER,
    gap_sentences,
    gaps_hint,
    seen_text,
    summary_text,
    words_of,
)
from learnboard.presentation.values import quoted
from learnboard.service.factory import new_id
from learnboard.service.growth_commands import DraftFromGap, KeepInstrument, RateSkills
from learnboard.service.queries.skills import Skills, read_skills
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.growth_bindings import SKILLS_PAGE
from learnboard.ui.session import Session
from learnboard.ui.skills.forms import open_instrument, open_rating
from learnboard.ui.skills.render import axis_lines, heading_line, ranked_lines
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, paragraph_lines, simplified

_DIGITS: Final = "12345"


class SkillRow(NamedTuple):
    """An axis of an instrument; of one that ranks words, which has no axes, the whole of it."""

    instrument: Instrument
    axis: str

    @property
    def id(self) -> str:
        """What the row is known by, while what was rated changes."""
        return f"{self.instrument.name}\n{self.axis}"


class SkillsScreen(ListPage[SkillRow]):
    """The axes of all instruments, each with the bars of self and others."""

    TITLE = "Skills"
    EMPTY = (
        "Nothing is rated yet. n begins: a ladder to rate yourself on, axes of your own, or your strengths in order.",
        f"Then p asks a mentor to rate you too: {SHOWS_LATER}.",
        "Where you see it differently is where to grow: enter makes a draft objective of it.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*SKILLS_PAGE]

    def __init__(self, session: Session, skills: Skills) -> None:
        super().__init__(session)
        self._take_in(skills)

    def _take_in(self, skills: Skills) -> None:
        self._skills = skills
        self._rows = [SkillRow(each, axis) for each in skills.instruments for axis in each.axes or ("",)]

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[SkillRow]:
        """Return the axes, instrument by instrument."""
        return self._rows

    def reread(self) -> None:
        """Read the skills again."""
        self._take_in(self.session.service.query(read_skills, self._day))

    def head_text(self) -> str:
        """Return how far self and others differ on the instrument under the cursor."""
        return summary_text(self.row.instrument, self._day) if self.row else ""

    def section(self, row: SkillRow) -> str:
        """Return the name of the instrument."""
        return row.instrument.name

    def section_line(self, section: str, width: int) -> Line:
        """Return the instrument's name, and the days on which it was rated."""
        found = next(each for each in self._skills.instruments if each.name == section)
        return heading_line(found, self._skills.people, self._day, width)

    def row_lines(self, row: SkillRow, width: int, *, here: bool) -> Sequence[Line]:
        """Return the levels of an axis; under the cursor what the gap is, and who sees one's own view."""
        if not row.axis:
            lines = [*ranked_lines(row.instrument, width)] or [[StyledText(NOT_RATED, "muted")]]
        else:
            lines = [*axis_lines(row.instrument, row.axis, self._skills.people, width, here=here)]
        return [*lines, *self._more(row, width)] if here else lines

    def _more(self, row: SkillRow, width: int) -> list[Line]:
        lines: list[Line] = []
        for sentence in gap_sentences(row.instrument, row.axis, self._skills.people, self._day):
            lines += paragraph_lines(simplified(sentence), width, "warn", INDENT)
        own, last = row.instrument.newest_own, row.instrument.rounds[-1:]
        answered = any(len(each.views) > 1 and each.own for each in last)
        facts = [words_of(row.axis), *([own.note, seen_text(own, answered=answered)] if own else [])]
        for fact in filter(None, facts):
            lines += paragraph_lines(simplified(fact), width, "muted", INDENT)
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Begin to rate the axis under the cursor with the digit that is typed."""
        if super().on_typed_key(key, character):
            return True
        if not character or character not in _DIGITS or self.row is None:
            return False
        self._rate(character)
        return True

    def action_new(self) -> None:
        """Rate the instrument under the cursor anew; without one, ask what to rate by."""
        self.session.keep_up()
        if self.row is None:
            self.action_new_instrument()
        else:
            self._rate()

    def _rate(self, digit: str = "") -> None:
        if row := self._need():
            axis = row.axis if digit else ""
            self._rate_by(row.instrument, axis, digit)

    def _rate_by(self, instrument: Instrument, axis: str = "", digit: str = "") -> None:
        last = instrument.newest_own
        begun = Assessment(new_id(), instrument.name, self._day, OWNER, {}, "", "private")
        if last and not instrument.axes:
            begun = Assessment(begun.id, last.instrument, self._day, OWNER, {}, "", "private", last.ranked)
        levels = last.levels if last else {}
        open_rating(self, begun, instrument.axes, new=True, last=levels, axis=axis, digit=digit)

    def action_new_instrument(self) -> None:
        """Ask what to rate by, keep it, and begin to rate."""
        self.session.keep_up()

        def chosen(command: KeepInstrument) -> None:
            names = {each.name.casefold(): each for each in self._skills.instruments}
            there = names.get(command.name.casefold())
            name = there.name if there else command.name
            if command.axes and not self.session.execute(command._replace(name=name)):
                return
            found = next((each for each in self._skills.instruments if each.name == name), Instrument(name, (), ()))
            if found.axes:
                self._current_id = SkillRow(found, found.axes[0]).id
            self._rate_by(found)

        open_instrument(self, chosen)

    def action_open(self) -> None:
        """Make a draft objective of the gap under the cursor; say why there is none."""
        row = self._need()
        if row is None:
            return
        if not row.axis:
            self.action_edit()
            return
        cycle = self.session.board.cycle
        if not row.instrument.gaps_on(row.axis):
            self.say(gaps_hint(row.instrument, self._skills.people))
        elif cycle is None:
            self.say(NO_CYCLE)
        else:
            self.session.execute(DraftFromGap(row.instrument.name, row.axis, cycle.id))

    def action_edit(self) -> None:
        """Open the form of one's own newest view."""
        if own := self._own():
            row, instrument = own
            open_rating(self, row, instrument.axes, new=False, last={})

    def action_turn_visibility(self) -> None:
        """Show one's own newest view to the mentor, to everybody, or to nobody."""
        if own := self._own():
            row, _ = own
            self.session.execute(RateSkills(row, replace(row, visibility=NEXT_VISIBILITY[row.visibility])))

    def action_delete(self) -> None:
        """Delete one's own newest view, or an instrument that rates nothing; this can be undone."""
        row = self._need()
        if row is None:
            return
        if row.instrument.newest_own:
            self.session.execute(RateSkills(row.instrument.newest_own, None))
        elif not row.instrument.rounds:
            self.session.execute(KeepInstrument(row.instrument.name, ()))
        else:
            self.say("Only your own view can be deleted here: what others rated stays as they did.")

    def _own(self) -> tuple[Assessment, Instrument] | None:
        """Return one's own newest view by the instrument under the cursor; say so if there is none."""
        row = self._need()
        own = row.instrument.newest_own if row else None
        if row and own:
            return own, row.instrument
        if row:
            self.say(f"You have not rated {quoted(row.instrument.name)} yet: n does.")
        return None

    def _need(self) -> SkillRow | None:
        """Return the row under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.reveal():
            return None
        if self.row is None:
            self.say("Nothing is rated yet: n begins.")
        return self.row


def open_skills(screen: EditorScreen) -> None:
    """Open the skills of the board."""
    try:
        skills = screen.session.service.query(read_skills, screen.session.board.day)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(SkillsScreen(screen.session, skills))
