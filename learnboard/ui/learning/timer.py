"""The timer of learning time: started and stopped by one key; what it ran is logged in the line, filled in."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.timer import RunningTimer
from learnboard.domain.timing import Measured, Presence, measure
from learnboard.presentation.timer import (
    RUNS_ON,
    STILL_TYPED,
    TOO_SHORT,
    days_before,
    doubt_text,
    until_key_text,
    whole_text,
    written,
)
from learnboard.service.commands import Command
from learnboard.service.queries.timer import PRESENCE, LogSubject, presence_of, subject_of
from learnboard.service.resource_commands import StartTimer, StopTimer
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.learning.line import LogPrompt
from learnboard.ui.session import Session
from learnboard.ui.toolkit.questions import answered_by_key


class TimerPrompt(LogPrompt):
    """The line that logs what a timer ran and stops it; left by escape, the timer runs on."""

    DRAFT: ClassVar = ("timer line", "")
    LEAVING: ClassVar = "let it run"

    def __init__(self, screen: EditorScreen, timer: RunningTimer, subject: LogSubject) -> None:
        super().__init__(screen, subject)
        self._timer, self._subject = timer, subject
        self._filled = ""

    def ask_about(self, minutes: int) -> None:
        """Ask for the line with so many minutes filled in, on the day the timer was started; what was left stands."""
        session = self._screen.session
        self._filled = written(minutes)
        if days := days_before(self._timer.since, session.clock()):
            self._filled += f" @{session.board.day - timedelta(days=days)}"
        draft = session.draft(*self.DRAFT)
        line, filled = draft.get("line", ""), draft.get("filled", "")
        if draft.get("timer") != self._timer.text:
            line = ""
        elif filled and line.startswith(filled):
            line = self._filled + line.removeprefix(filled)
        if line:
            self.choose_again(draft)
        elif self._subject.key_result:  # words may fit others, too: the person has said by the key for which it is
            self._chosen = {"key_result_id": self._subject.key_result}
        self.ask(line or f"{self._filled} ")

    def _draft(self, text: str) -> dict[str, str]:
        return {**super()._draft(text), "timer": self._timer.text, "filled": self._filled}

    def _leave(self, text: str) -> bool:
        super()._leave(text)
        self._screen.say(RUNS_ON)
        return True

    def command(self, row: LogEntry) -> Command:
        """Return what logs an entry and stops the timer."""
        return StopTimer(self._timer, row)

    def _add(self, row: LogEntry, text: str) -> bool:
        added = super()._add(row, text)
        if not added and self._screen.session.board.timer != self._timer:
            self._screen.say(STILL_TYPED)
            LogPrompt(self._screen, self._subject).ask(text)
        return added


def turn_timer(screen: EditorScreen) -> None:
    """Start the timer, or ask for the line that stops it; how much counts is asked first where that is in doubt."""
    session = screen.session
    timer = session.board.timer
    if timer is None:
        if not screen.refuses_closed():
            session.execute(StartTimer(screen.timed, session.clock()))
        return
    try:
        subject = session.service.query(subject_of, timer.key_result)
    except LearnboardError as error:
        screen.refuse(error)
        return
    measured = measure(timer, keep_presence(session) or Presence(timer.since), session.clock())
    prompt = TimerPrompt(screen, timer, subject)
    if measured.doubt:
        _ask_how_much(screen, measured, prompt, StopTimer(timer, None))
    elif measured.passed:
        prompt.ask_about(measured.whole)
    else:
        screen.say(TOO_SHORT)


def _ask_how_much(screen: EditorScreen, measured: Measured, prompt: TimerPrompt, nothing: Command) -> None:
    """Ask whether all counts, what was before the last key, or nothing; only what can be logged is offered."""

    def log(minutes: int) -> Callable[[], None]:
        def answered() -> None:
            screen.prompt(None)
            prompt.ask_about(minutes)

        return answered

    def stop() -> None:
        screen.prompt(None)
        screen.session.execute(nothing)

    answers: dict[str, tuple[str, Callable[[], object]]] = {}
    if measured.whole:
        answers["a"] = whole_text(measured), log(measured.whole)
    if measured.until_key and measured.until_key != measured.whole:
        answers["k"] = until_key_text(measured), log(measured.until_key)
    answers["n"] = "nothing", stop
    question = f"{doubt_text(measured, screen.session.clock())} What counts?"
    screen.prompt(answered_by_key(question, answers, "let it run"))


def keep_presence(session: Session) -> Presence | None:
    """Write down when the last key came, and return what is known of that; None if no timer runs, or none is readable.

    It is written while the timer runs and only then, once a minute: after a kill, what was written last counts.
    """
    timer = session.board.timer
    if timer is None:
        return None
    with suppress(LearnboardError):
        known = session.service.query(presence_of, timer)
        presence = known.with_key(session.last_key) if session.last_key else known
        if presence != known and not session.service.read_only:
            session.keep_draft(*PRESENCE, presence.texts(timer))
        return presence
    return None
