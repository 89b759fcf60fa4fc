"""Prompts for single fields of a row, with hints that show how the text is understood."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Protocol

from learnboard.domain.board import Board
from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.numbers import AmbiguousNumber, read_number, unmistakable
from learnboard.domain.text import clean_line
from learnboard.presentation.values import describe_day
from learnboard.service.commands import ChangeRow, ToggleIlo
from learnboard.service.queries.card import ilo_since
from learnboard.ui.session import Session
from learnboard.ui.toolkit.label_input import label_suggestions, label_text, labels_in, last_label
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

_WEIGHT_HINT: Final = "a number from 0 on: what has weight 2 counts twice"


class PromptHost(Protocol):
    """What prompts need from a screen."""

    @property
    def session(self) -> Session:
        """The session of the board."""

    @property
    def app(self) -> Any:
        """The app, which rings the bell."""

    def prompt(self, prompt: Prompt | None) -> None:
        """Show a prompt; None ends it."""


class Prompts:
    """Prompts that each change one field of a row."""

    def __init__(self, host: PromptHost) -> None:
        self._host = host

    def due(self, row: KeyResult | Milestone) -> None:
        """Ask for the due date of a card or a step, in words that are shown as understood."""
        day = self._host.session.board.day

        def hint(text: str) -> str:
            if not text.strip():
                return "fri, in 2 weeks, 30 nov; empty for none"
            try:
                return describe_day(parse_day(text, day), day)
            except InvalidValue as error:
                return str(error)

        def enter(text: str) -> bool:
            try:
                on = parse_day(text, day) if text.strip() else None
            except InvalidValue:
                self._host.app.bell()  # the hint already says why
                return False
            return self._change(row, due_on=on)

        label = "step due" if isinstance(row, Milestone) else "due"
        self._ask(label, str(row.due_on or ""), enter, hint)

    def labels(self, row: KeyResult) -> None:
        """Prompt for the labels; tab completes the last word to the first matching label of the board."""
        known = known_labels(self._host.session.board)

        def complete() -> None:
            text = prompt.entry.text
            if found := label_suggestions(text, known):
                others = labels_in(text[: len(text) - len(last_label(text))])
                prompt.become(prompt.entry.replaced(label_text((*others, found[0]))))

        def hint(text: str) -> str:
            if found := label_suggestions(text, known):
                return f"tab: {', '.join(found)}"
            return "commas between labels"

        def enter(text: str) -> bool:
            return self._change(row, labels=labels_in(text))

        prompt = Prompt("labels", TextBuffer.of(label_text(row.labels)), enter, hint=hint, others={"tab": complete})
        self._host.prompt(prompt)

    def drop(self, row: KeyResult) -> None:
        """Prompt for the reason to drop a key result."""
        day = self._host.session.board.day

        def enter(text: str) -> bool:
            return self._change(row, dropped_on=day, drop_reason=clean_line(text))

        hint = "enter drops it: it no longer counts from today on; d resumes it"
        self._host.prompt(Prompt("drop, because", TextBuffer(), enter, hint=lambda _: hint))

    def end_ilo(self, row: KeyResult) -> None:
        """End that a key result is the Individual Learning Objective; ask what was learned, unless it began today."""
        session = self._host.session
        day = session.board.day
        if session.service.query(ilo_since, row.id, day) == day:
            session.execute(ToggleIlo(row.id, day))
            return

        def enter(text: str) -> bool:
            return session.execute(ToggleIlo(row.id, day, text))

        seen = "only you see it" if row.visibility == "private" else "your mentor sees it"
        hint = f"{seen}; enter alone ends it without"
        keys = (("enter", "end it"), ("escape", "it goes on"))
        label = "what did you learn?"
        self._host.prompt(Prompt(label, TextBuffer(), enter, hint=lambda typed: "" if typed else hint, keys=keys))

    def weight(self, step: Milestone) -> None:
        """Prompt for the weight of a step."""

        def hint(text: str) -> str:
            try:
                _weight(text)
            except InvalidValue as error:
                return str(error)
            return ""

        def enter(text: str) -> bool:
            try:
                weight = _weight(text)
            except InvalidValue:
                self._host.app.bell()  # the hint says why already
                return False
            return self._change(step, weight=weight)

        self._ask("weight", unmistakable(step.weight), enter, hint)

    def _ask(self, label: str, text: str, enter: Callable[[str], bool], hint: Callable[[str], str]) -> None:
        """Ask for something that a first letter typed replaces."""
        self._host.prompt(Prompt(label, TextBuffer.of(text, selected=True), enter, hint=hint))

    def _change(self, row: Any, **values: Any) -> bool:
        """Change fields of a row; return False if that was rejected."""
        changed = replace(row, **values)
        return changed == row or self._host.session.execute(ChangeRow(row, changed))


def known_labels(board: Board) -> tuple[str, ...]:
    """Return all labels of a board."""
    # Each list of labels is looked at once: on a large board thousands of cards have the same few.
    lists = {card.key_result.labels for column in board.columns for card in column.cards}
    return tuple(sorted({clean_line(label) for label in frozenset().union(*lists)}))


def _weight(text: str) -> Number:
    """Return the weight typed.

    Raises:
        InvalidValue: if it is not a weight; the clause says what to write.
    """
    try:
        number = read_number(text)
    except AmbiguousNumber:
        raise
    except InvalidValue:
        number = None
    if number is None or number < 0:
        raise InvalidValue(_WEIGHT_HINT)
    return number
