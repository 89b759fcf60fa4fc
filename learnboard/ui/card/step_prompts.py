"""What is done to the steps of a card, each by a key or a line that is typed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import LONGEST_TITLE, Id, Number
from learnboard.domain.model.key_results import Milestone
from learnboard.domain.text import clean_line
from learnboard.service import factory
from learnboard.service.commands import AddRow, ChangeRow, DeleteRow, MoveMilestone
from learnboard.ui.card.steps import TypedTitle
from learnboard.ui.editing.key_result_prompts import due_of, keep_title
from learnboard.ui.toolkit.prompt import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

if TYPE_CHECKING:
    from learnboard.ui.card.step_actions import StepActions


_MAKES = "enter makes the next one, escape ends and keeps what is typed"
_RENAMES = "enter or escape keeps what is typed, u takes it back"


def _in_place(screen: "StepActions", where: TypedTitle, prompt: Prompt) -> None:
    """Have a title typed where it stands; the prompt is asked for what becomes of it."""

    def ended(by: Callable[[str], bool]) -> Callable[[str], bool]:
        def end(text: str) -> bool:
            screen.typing = None
            if by(text):
                return True
            screen.typing = where
            return False

        return end

    prompt.enter, prompt.leave = ended(prompt.enter), ended(prompt.leave)
    prompt.elsewhere, prompt.most = True, LONGEST_TITLE
    screen.typing = where
    screen.ask(prompt)


def rename_card(screen: "StepActions") -> None:
    """Type another title over the card's."""
    card = screen.need_card()
    if card:
        row = card.key_result

        def keep(text: str) -> bool:
            return keep_title(screen, row, text)

        _in_place(
            screen, TypedTitle(""), Prompt("title", TextBuffer.of(row.title), keep, leave=keep, hint=lambda _: _RENAMES)
        )


def rename(screen: "StepActions", step: Milestone) -> None:
    """Type another title over that of a step."""

    def keep(text: str) -> bool:
        return keep_title(screen, step, text)

    prompt = Prompt("step", TextBuffer.of(step.title), keep, leave=keep, hint=lambda _: _RENAMES)
    _in_place(screen, TypedTitle("", screen.at), prompt)


def write(screen: "StepActions", key_result: Id, place: int) -> None:
    """Type new steps, one below the other, the first at a place."""

    def add(text: str) -> bool:
        title = clean_line(text)
        if not title:
            return True
        row = factory.new_milestone(title, key_result)
        before = screen.go_to(row.id)
        if screen.session.execute(AddRow(row, place)):
            return True
        screen.go_to(before)
        return False

    def enter(text: str) -> bool:
        added = add(text)
        if added and clean_line(text):
            write(screen, key_result, place + 1)
        return added

    _in_place(
        screen,
        TypedTitle("", place, new=True),
        Prompt("new step", TextBuffer(), enter, leave=add, hint=lambda _: _MAKES),
    )


def finish(screen: "StepActions", step: Milestone) -> None:
    """Done on the day, or open again."""
    done = None if step.done_on else screen.session.board.day
    screen.session.execute(ChangeRow(step, replace(step, done_on=done)))


def delete(screen: "StepActions", step: Milestone) -> None:
    """Delete a step; u brings it back."""
    screen.session.execute(DeleteRow(step))


def move(screen: "StepActions", step: Milestone, *, by: int) -> None:
    """Put a step higher or lower among the others."""
    place = (screen.at or 0) + by
    if 0 <= place < len(screen.steps):
        screen.session.execute(MoveMilestone(step.id, place))


def weigh(screen: "StepActions", step: Milestone) -> None:
    """Ask for the weight of a step among the others."""

    def read(text: str) -> Number | None:
        try:
            number = Number(text.strip())
        except InvalidValue:
            return None
        return number if number >= 0 else None

    def hint(text: str) -> str:
        return "" if read(text) is not None else "a number from 0 on: what has weight 2 counts twice"

    def enter(text: str) -> bool:
        weight = read(text)
        if weight is None:
            screen.app.bell()
            return False
        return weight == step.weight or screen.session.execute(ChangeRow(step, replace(step, weight=weight)))

    screen.ask(Prompt("weight", TextBuffer.of(str(step.weight))._replace(marked=True), enter, hint=hint))


DO: Final[Mapping[str, Callable[["StepActions", Milestone], None]]] = {
    "title": rename,
    "done": finish,
    "due": due_of,
    "gone": delete,
    "weight": weigh,
    "up": partial(move, by=-1),
    "down": partial(move, by=1),
}
