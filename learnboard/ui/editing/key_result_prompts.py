"""What is asked for before something is done to a key result, each in one line or one small form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Final

from learnboard.domain.board import Board, Card
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import LONGEST_TITLE, Visibility
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.text import clean_line
from learnboard.service import dates
from learnboard.service.commands import ChangeRow, CheckInKeyResult, CheckInPreview, DeleteRow, ToggleIlo
from learnboard.ui.toolkit.prompt import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

if TYPE_CHECKING:
    from learnboard.ui.editing.editor_screen import EditorScreen
    from learnboard.ui.editing.key_result_actions import KeyResultActions


_NEXT: Final[Mapping[Visibility, Visibility]] = {"private": "mentor", "mentor": "shared", "shared": "private"}


def check_in(screen: "EditorScreen", card: Card) -> None:
    """The form for value, confidence and note."""
    from learnboard.ui.editing.check_in_form import CheckInScreen  # noqa: PLC0415 - only a check-in needs it

    session = screen.session

    def preview(command: CheckInKeyResult) -> CheckInPreview:
        return session.service.preview(command, session.board)

    def form(draft: Mapping[str, str]) -> CheckInScreen:
        return CheckInScreen(card, session.board.day, preview=preview, save=session.execute, draft=draft)

    screen.open_form("check in", card.id, form)


def title(screen: "KeyResultActions", card: Card) -> None:
    """The title, in one line."""
    row = card.key_result

    def keep(text: str) -> bool:
        return keep_title(screen, row, text)

    screen.ask(Prompt("title", TextBuffer.of(row.title), keep, leave=keep, most=LONGEST_TITLE))


def keep_title(screen: "KeyResultActions", row: KeyResult | Objective | Milestone, text: str) -> bool:
    """Give a row the title that was typed; what is no title leaves the one it has. False when it was refused."""
    wanted = clean_line(text)
    if not wanted:
        screen.say("A title cannot be empty: it stays as it was.")
    return wanted in ("", clean_line(row.title)) or screen.session.execute(ChangeRow(row, replace(row, title=wanted)))


def due(screen: "KeyResultActions", card: Card) -> None:
    """The due date of the card."""
    due_of(screen, card.key_result)


def due_of(screen: "KeyResultActions", row: KeyResult | Milestone) -> None:
    """The due date of a card or a step, in words that are shown as understood."""
    Thread(target=dates.preload, daemon=True).start()
    day = screen.session.board.day

    def hint(text: str) -> str:
        if not text.strip():
            return "fri, in 2 weeks, 30 nov; empty for none"
        try:
            return dates.describe_day(dates.parse_day(text, day), day)
        except InvalidValue as error:
            return str(error)

    def enter(text: str) -> bool:
        try:
            on = dates.parse_day(text, day) if text.strip() else None
        except InvalidValue:
            screen.app.bell()  # the hint says why already
            return False
        return on == row.due_on or screen.session.execute(ChangeRow(row, replace(row, due_on=on)))

    entry = TextBuffer.of(str(row.due_on or ""))._replace(marked=True)
    label = "step due" if isinstance(row, Milestone) else "due"
    screen.ask(Prompt(label, entry, enter, hint=hint))


def known_labels(board: Board) -> tuple[str, ...]:
    """All labels of a board."""
    cards = (card for column in board.columns for card in column.cards)
    return tuple(sorted({label for card in cards for label in card.key_result.labels}))


def labels(screen: "KeyResultActions", card: Card) -> None:
    """The labels; tab takes the first of the board's labels that begins like the last word."""
    row, known = card.key_result, known_labels(screen.session.board)

    def fitting(text: str) -> list[str]:
        here, last = labels_in(text), _last_word(text)
        return [each for each in known if each not in here and each.casefold().startswith(last.casefold())]

    def complete() -> None:
        text = prompt.entry.text
        if found := fitting(text):
            others = labels_in(text[: len(text) - len(_last_word(text))])
            prompt.become(_spelled((*others, found[0])))

    def hint(text: str) -> str:
        found = fitting(text)
        return (
            f"tab: {', '.join(found)}" if found else "words with blanks between them, or commas if blanks are in them"
        )

    def enter(text: str) -> bool:
        wanted = labels_in(text)
        return wanted == row.labels or screen.session.execute(ChangeRow(row, replace(row, labels=wanted)))

    prompt = Prompt("labels", _spelled(row.labels), enter, hint=hint, others={"tab": complete})
    screen.ask(prompt)


def _spelled(labels: Sequence[str]) -> TextBuffer:
    """Labels as they are typed, ready for one more; commas are needed where a label has a blank."""
    between = ", " if any(" " in each for each in labels) else " "
    return TextBuffer.of("".join(f"{each}{between}" for each in labels))


def _last_word(text: str) -> str:
    """What is being typed: what stands behind the last comma, or blank where there is no comma."""
    between = "," if "," in text else " "
    return text.rpartition(between)[2].lstrip(" #")


def labels_in(text: str) -> tuple[str, ...]:
    """The labels in a line, each once: between commas, or without any between blanks; a # may stand before them."""
    line = clean_line(text)
    words = line.split(",") if "," in line else line.split()
    return tuple(dict.fromkeys(word for each in words if (word := each.strip().lstrip("#").strip())))


def drop(screen: "KeyResultActions", card: Card) -> None:
    """The reason to drop it; a dropped one is taken up again."""
    row, day = card.key_result, screen.session.board.day
    if row.dropped:
        screen.session.execute(ChangeRow(row, replace(row, dropped_on=None, drop_reason="")))
        return

    def enter(text: str) -> bool:
        return screen.session.execute(ChangeRow(row, replace(row, dropped_on=day, drop_reason=clean_line(text))))

    def hint(_: str) -> str:
        return "enter drops it: it counts for nothing from today on, d takes it up again"

    screen.ask(Prompt("drop, because", TextBuffer(), enter, hint=hint))


def visibility(screen: "KeyResultActions", card: Card) -> None:
    """Nothing is asked: the next of private, mentor and shared."""
    row = card.key_result
    screen.session.execute(ChangeRow(row, replace(row, visibility=_NEXT[row.visibility])))


def ilo(screen: "KeyResultActions", card: Card) -> None:
    """Nothing is asked: the one Individual Learning Objective from today on, or no longer."""
    screen.session.execute(ToggleIlo(card.id, screen.session.board.day))


def gone(screen: "KeyResultActions", card: Card) -> None:
    """Nothing is asked, since u brings it back: deleted with all that belongs to it."""
    screen.session.execute(DeleteRow(card.key_result))


ASK: Final[Mapping[str, Callable[["KeyResultActions", Card], None]]] = {
    "check_in": check_in,
    "title": title,
    "due": due,
    "labels": labels,
    "drop": drop,
    "ilo": ilo,
    "visibility": visibility,
    "gone": gone,
}
