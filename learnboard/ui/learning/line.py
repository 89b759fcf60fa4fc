"""Learning time typed in one line, with what it is understood as above it; tab goes through what it is logged as."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple

from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.log_line import LogLine, TitleWords, read_log
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.presentation.learning import EXAMPLE_LOG, log_doubts, several_named, understood
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import AddRow, Command
from learnboard.service.factory import new_id
from learnboard.service.queries.learning import LogHabit, log_habit, loggable, titles_of
from learnboard.service.queries.timer import LogSubject
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.status_lines import Prompt, confirmation
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified, size_of
from learnboard.ui.toolkit.text_buffer import TextBuffer

_FIELDS: Final = ("category", "key_result_id", "mode", "time_source", "visibility", "energy")
"""What tab goes through."""
_FIRST_LINE: Final = 4
"""Facts in the first of the two lines."""
_BETWEEN: Final = " · "
_NONE: Final = ""
"""In a draft: no key result, or no energy."""


class _Understood(NamedTuple):
    """The entry that a line means, or why there is none; and the key results that its words fit equally well."""

    entry: LogEntry | None
    problem: str = ""
    several: tuple[Id, ...] = ()


class LogPrompt:
    """The prompt for learning time in one line."""

    DRAFT: ClassVar = ("log line", "")
    LEAVING: ClassVar = "back, kept as a draft"

    def __init__(self, screen: EditorScreen, subject: LogSubject | None = None) -> None:
        """Make the prompt.

        Without another key result in the line, the time is for the `subject`, by default the screen's current card.
        """
        self._screen = screen
        board = screen.session.board
        self._day = board.day
        self._known = loggable(board)
        subject = subject or _current(screen)
        self._here = subject.key_result
        if subject.key_result:
            self._known.setdefault(subject.key_result, (subject.title, subject.seen))
        self._chosen: dict[str, Any] = {}
        self._at: str | None = None
        self._habits: dict[Id | None, LogHabit] = {}
        self._prompt: Prompt | None = None

    @cached_property
    def _titles(self) -> TitleWords:
        """The words of all titles: of a large board they are many, and no key waits for them but the first letter."""
        return titles_of(self._screen.session.board)

    def ask(self, text: str = "") -> None:
        """Ask for a line; one that was left comes back."""
        if not text:
            draft = self._screen.session.draft(*self.DRAFT)
            text = draft.get("line", "")
            self._choose_again(draft)
        self._prompt = Prompt(
            "log",
            TextBuffer.of(text),
            self._enter,
            leave=self._leave,
            hint=lambda text: "" if text.strip() else EXAMPLE_LOG,
            above=self._above,
        )
        self._look_at(self._at)
        self._screen.prompt(self._prompt)

    def _choose_again(self, draft: Mapping[str, str]) -> None:
        """Choose what a draft says was chosen."""
        self._chosen = {name: value for name in _FIELDS for value in self._kept(name, draft)}

    def _kept(self, name: str, draft: Mapping[str, str]) -> Sequence[Any]:
        """What a draft says of a field, if that can still be chosen."""
        return [value for value in self._choices(name) if name in draft and _text_of(value) == draft[name]]

    # -- what a line means ----------------------------------------------------------------------------------------

    def _read(self, text: str) -> _Understood:
        try:
            line = read_log(text, self._day, self._titles)
        except InvalidValue as error:
            return _Understood(None, str(error))
        named = line.key_results
        key_result = self._chosen.get("key_result_id", self._meant(named))
        undecided = len(named) > 1 and key_result is None and "key_result_id" not in self._chosen
        return _Understood(self._entry(line, key_result), several=named if undecided else ())

    def _meant(self, named: Sequence[Id]) -> Id | None:
        """The one key result that is named; else the current one, unless several others are named."""
        if len(named) == 1:
            return named[0]
        return self._here if not named or self._here in named else None

    def _entry(self, line: LogLine, key_result: Id | None) -> LogEntry:
        habit = self._habit(key_result)
        values = {**habit._asdict(), "energy": None, **self._chosen, "key_result_id": key_result}
        return LogEntry(id=new_id(), on=line.on, minutes=line.minutes, text=line.text, **values)

    def _habit(self, key_result: Id | None) -> LogHabit:
        if key_result not in self._habits:
            seen = self._known[key_result][1] if key_result in self._known else "shared"
            try:
                habit = self._screen.session.service.query(log_habit, key_result, seen)
            except LearnboardError:
                return LogHabit()
            self._habits[key_result] = habit
        return self._habits[key_result]

    def _title(self, key_result: Id | None) -> str:
        return self._known[key_result][0] if key_result in self._known else ""

    # -- showing --------------------------------------------------------------------------------------------------

    def _above(self, text: str, width: int) -> Sequence[Line]:
        """What the line is understood as in two lines, the fact that tab is at marked; or what is wrong with it."""
        if not text.strip():
            return []
        read = self._read(text)
        if read.entry is None:
            return [[StyledText(cut(simplified(read.problem), width), "warn")]]
        facts = understood(read.entry, self._title(read.entry.key_result_id), self._day)
        lines = []
        for part in (facts[:_FIRST_LINE], facts[_FIRST_LINE:]):
            line: Line = []
            for number, fact in enumerate(part):
                line.append(StyledText(_BETWEEN if number else "", "muted"))
                style = "mark-full" if fact.field == self._at else "accent" if part is facts[:_FIRST_LINE] else "muted"
                line.append(StyledText(simplified(fact.text), style))
            lines.append(_fitting(line, width))
        if read.several:
            titles = [self._title(id_) for id_ in read.several]
            lines[1] = [StyledText(cut(simplified(several_named(titles, "tab chooses")), width), "warn")]
        return lines

    # -- tab ------------------------------------------------------------------------------------------------------

    def _look_at(self, name: str | None) -> None:
        """Let up and down, and at the energy digits, change a field; None: tab goes to the first one."""
        self._at = name
        assert self._prompt is not None
        keys: dict[str, Callable[[], object]] = {"tab": lambda: self._step(1), "shift+tab": lambda: self._step(-1)}
        if name:
            keys |= {"down": lambda: self._turn(1), "up": lambda: self._turn(-1)}
        if name == "energy":
            keys |= {str(value): lambda value=value: self._choose(value) for value in range(1, 6)}  # type: ignore[misc]
        self._prompt.others = keys
        change = "↑↓ or 1 to 5" if name == "energy" else "↑↓"
        tab = ((change, "change"), ("tab", "next")) if name else (("tab", "change what it is logged as"),)
        self._prompt.keys = (("enter", "log"), *tab, ("escape", self.LEAVING))

    def _step(self, way: int) -> None:
        places = (None, *_FIELDS)
        self._look_at(places[(places.index(self._at) + way) % len(places)])

    def _turn(self, way: int) -> None:
        entry = self._read(self._prompt.entry.text).entry if self._prompt else None
        if entry is None or self._at is None:
            self._screen.app.bell()
            return
        choices = self._choices(self._at)
        now = getattr(entry, self._at)
        place = choices.index(now) if now in choices else -1
        self._choose(choices[(place + way) % len(choices)])

    def _choose(self, value: Any) -> None:
        if self._at:
            self._chosen[self._at] = value

    def _choices(self, name: str) -> Sequence[Any]:
        if name == "key_result_id":
            return [None, *self._known]
        if name == "energy":
            return [None, 1, 2, 3, 4, 5]
        return [option.value for option in OPTIONS["log_entries", name]]

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
        read = self._read(text)
        if read.entry is None or read.several:
            self._screen.app.bell()  # the line above says why
            return False
        self._keep(text)
        cycles = self._screen.session.board.cycles
        in_cycle = any(cycle.starts_on <= read.entry.on <= cycle.ends_on for cycle in cycles)
        if doubt := log_doubts(read.entry.on, self._day, in_cycle=in_cycle):
            self._ask_about_day(doubt, read.entry, text)
            return False
        return self._add(read.entry, text)

    def _ask_about_day(self, doubt: str, entry: LogEntry, text: str) -> None:
        def add() -> None:
            self._screen.prompt(None)
            self._add(entry, text)

        self._screen.prompt(confirmation(f"{doubt} Log it?", "log", "return", add, lambda: self.ask(text)))

    def _add(self, entry: LogEntry, text: str) -> bool:
        added = self._screen.session.execute(self._command(entry))
        if added:
            self._screen.session.finish_draft(*self.DRAFT, self._draft(text))
        return added

    def _command(self, entry: LogEntry) -> Command:
        return AddRow(entry)


def _current(screen: EditorScreen) -> LogSubject:
    """The current card of a screen, if it has one."""
    card = screen.card
    return LogSubject(card.id, card.key_result.title, card.key_result.visibility) if card else LogSubject()


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


def open_log(screen: EditorScreen) -> None:
    """Prompt for learning time on any screen."""
    LogPrompt(screen).ask()
