"""A new row typed in one line, with what it is understood as above it; tab goes through what the line does not say."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final, Protocol

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Id
from learnboard.domain.title_words import TitleWords
from learnboard.presentation.learning import several_named
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import AddRow, Command
from learnboard.service.queries.learning import loggable, titles_of
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.prompt_screen import kept_at_pauses
from learnboard.ui.toolkit.questions import confirmation
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, cut, shortened, simplified, size_of
from learnboard.ui.toolkit.text_buffer import TextBuffer

_BETWEEN: Final = " · "
_KEY_RESULT: Final = "key_result_id"
_CHOOSES: Final = "tab chooses"
_LEAST_TITLE: Final = 8
_NONE: Final = ""
"""In a draft: nothing is chosen in a field."""


class LineFact(Protocol):
    """A part of what a line was understood as; `field` is the one of the row that it tells."""

    @property
    def field(self) -> str:
        """The name of the field."""

    @property
    def text(self) -> str:
        """What is said of it."""


class ReadLine(Protocol):
    """What a line says; `key_results` are those that it names: one, several that fit equally well, or none."""

    @property
    def key_results(self) -> tuple[Id, ...]:
        """The ids of the key results."""


class LinePrompt:
    """The prompt for a row in one line, which may be for a key result. A subclass says what a line means."""

    TABLE: ClassVar[str]
    """The table of the row, whose options can be chosen."""
    LABEL: ClassVar[str]
    EXAMPLE: ClassVar[str]
    DRAFT: ClassVar[tuple[str, str]]
    """The form and the row under which a line that was left is kept."""
    FIELDS: ClassVar[Sequence[str]] = ()
    """What tab goes through."""
    LINES: ClassVar[int] = 2
    """Lines above the text."""
    DONE: ClassVar[str] = "add"
    CHANGE: ClassVar[str] = "change the rest"
    LEAVING: ClassVar[str] = "back, kept as a draft"
    """What enter, tab and escape are said to do."""
    DIGITS: ClassVar[Mapping[str, int]] = {}
    """Fields that digits choose, from 1 to the highest."""

    def __init__(self, screen: EditorScreen) -> None:
        self._screen = screen
        self._board = screen.session.board
        self._known = loggable(self._board)
        self._problem = ""
        """Why the line read last means no row."""
        self._several: tuple[Id, ...] = ()
        """The key results that its words fit equally well."""
        self._chosen: dict[str, Any] = {}
        self._at: str | None = None
        self._prompt: Prompt | None = None
        self._keep_soon: Callable[[], None] = lambda: None

    # -- what a subclass says -------------------------------------------------------------------------------------

    def read(self, text: str) -> Any:
        """Return what a line says, a `ReadLine`.

        Raises:
            InvalidValue: if it says nothing, or what has two readings.
        """
        raise NotImplementedError

    def made(self, line: Any, key_result: Id | None) -> Any:
        """Return the row that a line means with what is chosen."""
        raise NotImplementedError

    def told(self, row: Any, width: int) -> Sequence[Line]:
        """Return what stands above a line that means a row."""
        raise NotImplementedError

    def meant(self, named: Sequence[Id]) -> Id | None:
        """Return the key result that a line is for, by those that it names."""
        return named[0] if len(named) == 1 else None

    def choices(self, name: str) -> Sequence[Any]:
        """Return what can be chosen in a field; key results that fit the words come first."""
        if name == _KEY_RESULT:
            return [*self._several, None, *(id_ for id_ in self._known if id_ not in self._several)]
        return [option.value for option in OPTIONS[self.TABLE, name]]

    def value_of(self, row: Any, name: str) -> Any:
        """Return what a row has in a field, as one of its choices."""
        return getattr(row, name, None)

    def doubt(self, row: Any) -> str:  # noqa: ARG002 - for subclasses
        """Return why a row is asked about before it is added, in sentences; empty if there is no reason to."""
        return ""

    def command(self, row: Any) -> Command:
        """Return what adds a row."""
        return AddRow(row)

    # -- what a line means ----------------------------------------------------------------------------------------

    @cached_property
    def titles(self) -> TitleWords:
        """The words of all titles: of a large board they are many, and no key waits for them but the first letter."""
        return titles_of(self._board)

    def title(self, key_result: Id | None) -> str:
        """Return the title of a key result; empty for none."""
        return self._known[key_result][0] if key_result in self._known else ""

    def row_of(self, text: str) -> Any | None:
        """Return the row that a line means with what is chosen; None if it means none."""
        self._several = ()
        try:
            line: ReadLine = self.read(text)
        except InvalidValue as error:
            self._problem = str(error)
            return None
        named = line.key_results
        key_result = self._chosen.get(_KEY_RESULT, self.meant(named))
        if len(named) > 1 and key_result is None and _KEY_RESULT not in self._chosen:
            self._several = named
        return self.made(line, key_result)

    def undecided(self, width: int) -> str:
        """Return which key result is meant, where several fit equally well and none is chosen; else empty.

        Two of their titles are seen in `width` cells.
        """
        if not self._several:
            return ""
        titles = [self.title(id_) for id_ in self._several[:2]]
        room = (width - cell_len(several_named(["", ""], _CHOOSES))) // len(titles)
        return several_named([shortened(simplified(title), max(_LEAST_TITLE, room)) for title in titles], _CHOOSES)

    def lines_of(self, text: str, width: int) -> Sequence[Line]:
        """Return what a line is understood as, or what is wrong with it."""
        row = self.row_of(text)
        return [self.warning_line(self._problem, width)] if row is None else self.told(row, width)

    def warning_line(self, text: str, width: int) -> Line:
        """Return a line that warns."""
        return [StyledText(cut(simplified(text), width), "warn")]

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(self, text: str = "") -> None:
        """Ask for a line; one that was left comes back."""
        if not text:
            draft = self._screen.session.draft(*self.DRAFT)
            text = draft.get("line", "")
            self.choose_again(draft)
        self._prompt = Prompt(
            self.LABEL,
            TextBuffer.of(text),
            self._enter,
            leave=self._leave,
            hint=lambda text: "" if text.strip() else self.EXAMPLE,
            above=lambda text, width: self.lines_of(text, width) if text.strip() else [],
            lines_above=self.LINES,
        )
        self._keep_soon = kept_at_pauses(self._screen, self._prompt, self._keep)
        self._prompt.changed = lambda _: self._keep_soon()
        self._look_at(self._at)
        self._screen.prompt(self._prompt)

    def choose_again(self, draft: Mapping[str, str]) -> None:
        """Choose what a draft says was chosen, as far as that can still be chosen."""
        self._chosen = {
            name: value
            for name in self.FIELDS
            if name in draft
            for value in self.choices(name)
            if _text_of(value) == draft[name]
        }

    def fact_line(self, facts: Sequence[LineFact], style: str, width: int) -> Line:
        """Return facts in a line, the one that tab is at marked."""
        line: Line = []
        for number, fact in enumerate(facts):
            line.append(StyledText(_BETWEEN if number else "", "muted"))
            line.append(StyledText(simplified(fact.text), "mark-full" if fact.field == self._at else style))
        return _fitting(line, width)

    # -- tab ------------------------------------------------------------------------------------------------------

    def _look_at(self, name: str | None) -> None:
        """Let up and down, and in some fields digits, change a field; None: tab goes to the first one."""
        self._at = name
        assert self._prompt is not None
        keys: dict[str, Callable[[], object]] = {"tab": lambda: self._step(1), "shift+tab": lambda: self._step(-1)}
        if name:
            keys |= {"down": lambda: self._turn(1), "up": lambda: self._turn(-1)}
        highest = self.DIGITS.get(name or "", 0)
        for value in range(1, highest + 1):
            keys[str(value)] = lambda value=value: self._choose(value)  # type: ignore[misc]
        self._prompt.others = keys
        change = f"↑↓ or 1 to {highest}" if highest else "↑↓"
        tab = ((change, "change"), ("tab", "next")) if name else (("tab", self.CHANGE),)
        self._prompt.keys = (("enter", self.DONE), *tab, ("escape", self.LEAVING))

    def _step(self, way: int) -> None:
        places = (None, *self.FIELDS)
        self._look_at(places[(places.index(self._at) + way) % len(places)])

    def _turn(self, way: int) -> None:
        row = self.row_of(self._prompt.entry.text) if self._prompt else None
        if row is None or self._at is None:
            self._screen.app.bell()
            return
        choices = self.choices(self._at)
        now = object() if self._at == _KEY_RESULT and self._several else self.value_of(row, self._at)
        place = choices.index(now) if now in choices else -1
        self._choose(choices[(place + way) % len(choices)])

    def _choose(self, value: Any) -> None:
        if self._at:
            self._chosen[self._at] = value
            self._keep_soon()

    # -- answers --------------------------------------------------------------------------------------------------

    def _leave(self, text: str) -> bool:
        self._keep(text)
        return True

    def _keep(self, text: str) -> None:
        self._screen.session.keep_draft(*self.DRAFT, self._draft(text) if text.strip() else {})

    def _draft(self, text: str) -> dict[str, str]:
        return {"line": text, **{name: _text_of(value) for name, value in self._chosen.items()}}

    def _enter(self, text: str) -> bool:
        if not text.strip():
            return self._leave(text)
        row = self.row_of(text)
        if row is None or self._several:
            self._screen.app.bell()  # the line above says why
            return False
        self._keep(text)
        if doubt := self.doubt(row):
            self._ask_about(doubt, row, text)
            return False
        return self._add(row, text)

    def _ask_about(self, doubt: str, row: Any, text: str) -> None:
        def add() -> None:
            self._screen.prompt(None)
            self._add(row, text)

        question = f"{doubt} {self.DONE.capitalize()} it?"
        self._screen.prompt(confirmation(question, self.DONE, "return", add, lambda: self.ask(text)))

    def _add(self, row: Any, text: str) -> bool:
        added = self._screen.session.execute(self.command(row))
        if added:
            self._screen.session.finish_draft(*self.DRAFT, self._draft(text))
        return added


def _text_of(value: Any) -> str:
    return _NONE if value is None else str(value)


def _fitting(line: Line, width: int) -> Line:
    """A line cut at a width in cells."""
    fitting: Line = []
    for span in line:
        room = width - size_of(fitting)
        if room <= 0:
            break
        fitting.append(span._replace(text=cut(span.text, room)))
    return fitting
