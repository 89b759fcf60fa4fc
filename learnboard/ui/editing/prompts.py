"""What is typed in one line before a row is changed, each shown as it was understood."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import Any, Protocol

from learnboard.domain.board import Board
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.text import clean_line, unaccented
from learnboard.service import dates
from learnboard.service.commands import ChangeRow
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import label_text, labels_in
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer


class PromptHost(Protocol):
    """What prompts need of a screen."""

    @property
    def session(self) -> Session:
        """The session whose board is changed."""

    @property
    def app(self) -> Any:
        """The program, which rings its bell."""

    def prompt(self, prompt: Prompt | None) -> None:
        """Have something typed; None for nothing any more."""


class Prompts:
    """Asks on a screen for one thing about a row, and changes it."""

    def __init__(self, host: PromptHost) -> None:
        self._host = host

    def due(self, row: KeyResult | Milestone) -> None:
        """Ask for the due date of a card or a step, in words that are shown as understood."""
        Thread(target=dates.preload, daemon=True).start()
        day = self._host.session.board.day

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
                self._host.app.bell()  # the hint says why already
                return False
            return self._change(row, due_on=on)

        label = "step due" if isinstance(row, Milestone) else "due"
        self._ask(label, str(row.due_on or ""), enter, hint)

    def labels(self, row: KeyResult) -> None:
        """Ask for the labels; tab takes the first of the board's labels that begins like the last word."""
        known = known_labels(self._host.session.board)

        def fitting(text: str) -> list[str]:
            here, last = labels_in(text), unaccented(_last_word(text))
            return [label for label in known if label not in here and unaccented(label).startswith(last)]

        def complete() -> None:
            text = prompt.entry.text
            if found := fitting(text):
                others = labels_in(text[: len(text) - len(_last_word(text))])
                prompt.become(TextBuffer.of(label_text((*others, found[0]))))

        def hint(text: str) -> str:
            if found := fitting(text):
                return f"tab: {', '.join(found)}"
            return "words with blanks between them, or commas if blanks are in them"

        def enter(text: str) -> bool:
            return self._change(row, labels=labels_in(text))

        prompt = Prompt("labels", TextBuffer.of(label_text(row.labels)), enter, hint=hint, others={"tab": complete})
        self._host.prompt(prompt)

    def drop(self, row: KeyResult) -> None:
        """Ask why a key result is dropped."""
        day = self._host.session.board.day

        def enter(text: str) -> bool:
            return self._change(row, dropped_on=day, drop_reason=clean_line(text))

        hint = "enter drops it: it counts for nothing from today on, d takes it up again"
        self._host.prompt(Prompt("drop, because", TextBuffer(), enter, hint=lambda _: hint))

    def weight(self, step: Milestone) -> None:
        """Ask for the weight of a step among the others."""

        def hint(text: str) -> str:
            return "" if _weight(text) is not None else "a number from 0 on: what has weight 2 counts twice"

        def enter(text: str) -> bool:
            weight = _weight(text)
            if weight is None:
                self._host.app.bell()
                return False
            return self._change(step, weight=weight)

        self._ask("weight", str(step.weight), enter, hint)

    def _ask(self, label: str, text: str, enter: Callable[[str], bool], hint: Callable[[str], str]) -> None:
        """Ask for something that a first letter typed replaces."""
        self._host.prompt(Prompt(label, TextBuffer.of(text)._replace(marked=True), enter, hint=hint))

    def _change(self, row: Any, **values: Any) -> bool:
        """Change fields of a row; False when that was refused."""
        changed = replace(row, **values)
        return changed == row or self._host.session.execute(ChangeRow(row, changed))


def known_labels(board: Board) -> tuple[str, ...]:
    """All labels of a board."""
    cards = (card for column in board.columns for card in column.cards)
    return tuple(sorted({clean_line(label) for card in cards for label in card.key_result.labels}))


def _last_word(text: str) -> str:
    """What is being typed: what stands behind the last comma, or blank where there is no comma."""
    between = "," if "," in text else " "
    return text.rpartition(between)[2].lstrip(" #")


def _weight(text: str) -> Number | None:
    """The weight that was typed; None for what is none."""
    try:
        number = Number(text.strip())
    except InvalidValue:
        return None
    return number if number >= 0 else None
