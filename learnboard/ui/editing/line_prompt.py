"""A new row typed in one line, with what it is understood as above it; tab goes through what the line does not say."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified, size_of
from learnboard.ui.toolkit.text_buffer import TextBuffer

_BETWEEN: Final = " · "
_NONE: Final = ""
"""In a draft: nothing is chosen in a field."""


class LineFact(NamedTuple):
    """A part of what a line was understood as; `field` is the one of the row that it tells."""

    field: str
    text: str


class LinePrompt:
    """The prompt for a row in one line. A subclass says what a line means, and what can be chosen."""

    LABEL: ClassVar[str]
    EXAMPLE: ClassVar[str]
    DRAFT: ClassVar[str]
    """The name under which a line that was left is kept."""
    FIELDS: ClassVar[Sequence[str]] = ()
    """What tab goes through."""
    LINES: ClassVar[int] = 2
    """Lines above the text."""
    DONE: ClassVar[str] = "add"
    CHANGE: ClassVar[str] = "change what it is added as"

    def __init__(self, screen: EditorScreen) -> None:
        self._screen = screen
        self._chosen: dict[str, Any] = {}
        self._at: str | None = None
        self._prompt: Prompt | None = None

    # -- what a subclass says -------------------------------------------------------------------------------------

    def row_of(self, text: str) -> Any | None:
        """Return the row that a line means with what is chosen; None if it means none."""
        raise NotImplementedError

    def undecided(self) -> str:
        """Return the field of the row read last in which several values fit equally well; empty for none."""
        return ""

    def lines_of(self, text: str, width: int) -> Sequence[Line]:
        """Return what stands above a line that is not empty."""
        raise NotImplementedError

    def choices(self, name: str) -> Sequence[Any]:
        """Return what can be chosen in a field."""
        raise NotImplementedError

    def value_of(self, row: Any, name: str) -> Any:
        """Return what a row has in a field, as one of its choices."""
        return getattr(row, name, None)

    def entered(self, row: Any, text: str) -> bool:
        """Add the row of a line; return whether the prompt closes."""
        raise NotImplementedError

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(self, text: str = "") -> None:
        """Ask for a line; one that was left comes back."""
        if not text:
            draft = self._screen.session.draft(self.DRAFT, "")
            text = draft.get("line", "")
            self._chosen = {name: value for name in self.FIELDS for value in self._kept(name, draft)}
        self._prompt = Prompt(
            self.LABEL,
            TextBuffer.of(text),
            self._enter,
            leave=self._leave,
            hint=lambda text: "" if text.strip() else self.EXAMPLE,
            above=lambda text, width: self.lines_of(text, width) if text.strip() else [],
            lines_above=self.LINES,
        )
        self._look_at(self._at)
        self._screen.prompt(self._prompt)

    def fact_line(self, facts: Sequence[LineFact], style: str, width: int) -> Line:
        """Return facts in a line, the one that tab is at marked."""
        line: Line = []
        for number, fact in enumerate(facts):
            line.append(StyledText(_BETWEEN if number else "", "muted"))
            line.append(StyledText(simplified(fact.text), "mark-full" if fact.field == self._at else style))
        return _fitting(line, width)

    def _kept(self, name: str, draft: Mapping[str, str]) -> Sequence[Any]:
        """What a draft says of a field, if that can still be chosen."""
        return [value for value in self.choices(name) if name in draft and _text_of(value) == draft[name]]

    # -- tab ------------------------------------------------------------------------------------------------------

    def _look_at(self, name: str | None) -> None:
        """Let up and down change a field; None: tab goes to the first one."""
        self._at = name
        assert self._prompt is not None
        keys: dict[str, Callable[[], object]] = {"tab": lambda: self._step(1), "shift+tab": lambda: self._step(-1)}
        if name:
            keys |= {"down": lambda: self._turn(1), "up": lambda: self._turn(-1)}
        self._prompt.others = keys
        tab = (("↑↓", "change"), ("tab", "next")) if name else (("tab", self.CHANGE),)
        self._prompt.keys = (("enter", self.DONE), *tab, ("escape", "back, kept as a draft"))

    def _step(self, way: int) -> None:
        places = (None, *self.FIELDS)
        self._look_at(places[(places.index(self._at) + way) % len(places)])

    def _turn(self, way: int) -> None:
        row = self.row_of(self._prompt.entry.text) if self._prompt else None
        choices = self.choices(self._at) if self._at else ()
        if self._at is None or not choices:
            self._screen.app.bell()
            return
        now = self._chosen.get(self._at, self.value_of(row, self._at))
        if self._at == self.undecided():
            now = object()
        place = choices.index(now) if now in choices else -1
        self._chosen[self._at] = choices[(place + way) % len(choices)]

    # -- answers --------------------------------------------------------------------------------------------------

    def _leave(self, text: str) -> bool:
        self.keep(text)
        return True

    def keep(self, text: str) -> None:
        """Keep a line as a draft; an empty one deletes the draft."""
        self._screen.session.keep_draft(self.DRAFT, "", self._draft(text) if text.strip() else {})

    def finish(self, text: str) -> None:
        """Delete the draft of a line whose row was added."""
        self._screen.session.finish_draft(self.DRAFT, "", self._draft(text))

    def _draft(self, text: str) -> dict[str, str]:
        return {"line": text, **{name: _text_of(value) for name, value in self._chosen.items()}}

    def _enter(self, text: str) -> bool:
        if not text.strip():
            return self._leave(text)
        row = self.row_of(text)
        if row is None or self.undecided():
            self._screen.app.bell()  # the line above says why
            return False
        self.keep(text)
        return self.entered(row, text)


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
