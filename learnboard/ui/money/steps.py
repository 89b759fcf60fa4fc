"""What moves an entry one state on, cancels it, or opens it again; each asks only for what that state needs."""

from collections.abc import Callable
from datetime import date

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.spending import (
    CANCELLABLE,
    CLOSED,
    approved,
    booked,
    cancelled,
    decides_alone,
    opened_again,
    proposed,
)
from learnboard.presentation.money import OPEN_AGAIN, no_cancel_text
from learnboard.presentation.money_rules import day_doubt
from learnboard.presentation.values import describe_day, quoted
from learnboard.service.commands import ChangeRow
from learnboard.service.queries.money import CycleMoney
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.money.forms import ask_approval, ask_price, ask_refusal
from learnboard.ui.toolkit.questions import answered_by_key, confirmation
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import paragraph_lines, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer


def step_on(screen: EditorScreen, entry: BudgetEntry, found: CycleMoney) -> None:
    """Take an entry one state on, asking for what that state needs; what was spent is looked back at."""
    session = screen.session
    board = session.board
    match entry.state:
        case "idea":
            session.execute(ChangeRow(entry, proposed(entry, board.day, board.settings)))
        case "proposed" if decides_alone(entry.currency, entry.estimate, board.settings):
            session.execute(ChangeRow(entry, approved(entry, OWNER, board.day)))
        case "proposed":
            ask_approval(screen, entry, found)
        case "approved" if entry.happens_on:
            session.execute(ChangeRow(entry, booked(entry, entry.happens_on)))
        case "approved":
            _ask_when(screen, entry)
        case "booked":
            ask_price(screen, entry)
        case "spent":
            features.open_evaluation(screen, entry.id)
        case "evaluated":
            features.open_worth(screen, entry.id)
        case _:
            screen.say(f"{quoted(entry.title)} is {entry.state}: {OPEN_AGAIN}.")


def turn_back(screen: EditorScreen, entry: BudgetEntry, found: CycleMoney) -> None:
    """Cancel an entry, or open one again that was declined or cancelled; what is proposed can be declined instead."""
    session = screen.session
    if entry.state in CLOSED:
        session.execute(ChangeRow(entry, opened_again(entry)))
    elif entry.state == "proposed":

        def answer(decline: bool) -> None:
            screen.prompt(None)
            if decline:
                ask_refusal(screen, entry, found)
            else:
                session.execute(ChangeRow(entry, cancelled(entry)))

        answers = {
            "d": ("it was declined", lambda: answer(True)),
            "c": ("cancel it", lambda: answer(False)),
        }
        screen.prompt(answered_by_key(f"What becomes of {quoted(entry.title)}?", answers, "back"))
    elif entry.state in CANCELLABLE:
        session.execute(ChangeRow(entry, cancelled(entry)))
    else:
        screen.say(no_cancel_text(entry))


def _ask_when(screen: EditorScreen, entry: BudgetEntry, before: str = "") -> None:
    """Prompt for the day on which something happens; nothing if it is on no day."""
    session, day = screen.session, screen.session.board.day

    def read(text: str) -> date | None:
        return parse_day(text, day) if text.strip() else None

    def hint(text: str) -> str:
        try:
            on = read(text)
        except InvalidValue as error:
            return str(error)
        return describe_day(on, day) if on else "12 oct, or enter alone if it is on no day"

    def enter(text: str) -> bool:
        try:
            on = read(text)
        except InvalidValue:
            screen.app.bell()  # the hint says why
            return False
        row = booked(entry, on)
        if doubt := day_doubt(row, entry, session.board.cycles):
            _ask_about(screen, doubt.message, ChangeRow(entry, row), lambda: _ask_when(screen, entry, text))
            return False
        return session.execute(ChangeRow(entry, row))

    screen.prompt(
        Prompt("when is it?", TextBuffer.of(before), enter, hint=hint, keys=(("enter", "book"), ("escape", "back")))
    )


def _ask_about(screen: EditorScreen, doubt: str, command: ChangeRow, back: Callable[[], object]) -> None:
    """Ask whether an entry is booked for a day that may be wrong; a sentence above says why."""

    def book() -> None:
        screen.prompt(None)
        screen.session.execute(command)

    prompt = confirmation("Book it all the same?", "book", "return", book, back)
    prompt.above, prompt.lines_above = lambda _, width: paragraph_lines(simplified(doubt), width, "warn"), 2
    screen.prompt(prompt)
