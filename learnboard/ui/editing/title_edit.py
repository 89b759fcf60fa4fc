"""In-place editing of titles, of new and existing cards, objectives and steps."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple, Protocol, TypeAlias

from learnboard.domain.board import Board
from learnboard.domain.model.fields import LONGEST_TITLE
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.text import clean_line
from learnboard.service.commands import ChangeRow
from learnboard.ui.session import Session
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

Titled: TypeAlias = KeyResult | Objective | Milestone
_GOES_ON: Final = (("enter", "keep and add another"), ("escape", "keep and finish"))
_KEEPS: Final = (("enter", "keep"), ("escape", "keep, too; u undoes it"))


class EditedTitle(NamedTuple):
    """A row whose title is being typed; a new row goes to `place` among its siblings."""

    row: Titled
    place: int | None = None


class TitleHost(Protocol):
    """What a title edit needs from its screen."""

    @property
    def session(self) -> Session:
        """The session of the board."""

    def prompt(self, prompt: Prompt | None) -> None:
        """Show a prompt; None ends it."""

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it."""

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> None:
        """Show the title being typed in its place."""

    def hide_title(self) -> None:
        """Stop showing the title being typed."""


class TitleEdit:
    """A title being typed. Enter and escape both keep it, as the prompt says.

    A rejected title stays in the prompt. A second escape keeps it as a draft, with which the next edit of the title
    begins, so that the user can always leave.
    """

    def __init__(self, host: TitleHost, edited: EditedTitle, prompt: Prompt, draft: tuple[str, str]) -> None:
        """Show the prompt; `draft` is the name of the draft and the id of its row."""
        self._host = host
        self._edited = edited
        self._draft = draft
        self._leave = prompt.leave
        self._refused: set[str] = set()
        if before := host.session.draft(*draft).get("title"):
            prompt.entry = TextBuffer.of(before)
            host.session.keep_draft(*draft, {})
        prompt.changed, prompt.enter, prompt.leave = self._show, self._ending(prompt.enter), self._left
        prompt.elsewhere, prompt.most = True, LONGEST_TITLE
        self._prompt = prompt
        self._show(prompt.entry)
        host.prompt(prompt)

    def _show(self, entry: TextBuffer) -> None:
        self._host.show_title(self._edited, entry)

    def _ending(self, keep: Callable[[str], bool]) -> Callable[[str], bool]:
        """Return a callback that hides the title and keeps it; a rejected title is shown again."""

        def end(text: str) -> bool:
            self._host.hide_title()
            if keep(text):
                return True
            self._show(self._prompt.entry)
            return False

        return end

    def _left(self, text: str) -> bool:
        if text in self._refused:
            return self._ending(self._put_aside)(text)
        self._refused.add(text)
        return self._ending(self._leave)(text)

    def _put_aside(self, text: str) -> bool:
        self._host.session.keep_draft(*self._draft, {"title": text})
        self._host.say("The title was not saved. It is kept as a draft for the next edit.")
        return True


def add_titles(
    host: TitleHost,
    name: str,
    edited: EditedTitle,
    *,
    add: Callable[[str], bool],
    go_on: Callable[[], None],
    hint: str = "",
) -> None:
    """Prompt for new rows one after the other; `add` adds one with a title, `go_on` prompts for the next."""

    def leave(text: str) -> bool:
        title = clean_line(text)
        return not title or add(title)

    def enter(text: str) -> bool:
        added = leave(text)
        if added and clean_line(text):
            go_on()
        return added

    prompt = Prompt(name, TextBuffer(), enter, leave=leave, hint=lambda _: hint, keys=_GOES_ON)
    TitleEdit(host, edited, prompt, (name, ""))


def rename(host: TitleHost, row: Titled, place: int | None = None, *, name: str = "title") -> None:
    """Edit an existing title in place; an empty title changes nothing."""
    known = row

    def keep(text: str) -> bool:
        nonlocal known
        kept = _keep(host, known, text)
        if not kept:  # the reason was shown, and the hint shows the present title before a retry
            known = _present(host.session.board, row) or row
        return kept

    def hint(_: str) -> str:
        return f"the title is now “{known.title}”: enter replaces it with yours" if known.title != row.title else ""

    prompt = Prompt(name, TextBuffer.of(row.title), keep, leave=keep, hint=hint, keys=_KEEPS)
    TitleEdit(host, EditedTitle(row, place), prompt, ("title", row.id))


def _keep(host: TitleHost, row: Titled, text: str) -> bool:
    """Change the title of a row; return False if that was rejected."""
    title = clean_line(text)
    if not title:
        host.say("A title cannot be empty: the old one stays.")
    return title in ("", clean_line(row.title)) or host.session.execute(ChangeRow(row, replace(row, title=title)))


def _present(board: Board, row: Titled) -> Titled | None:
    """Return a key result or objective as it is on the board now, if it is there."""
    for column in board.columns:
        if column.id == row.id:
            return column.objective
        for card in column.cards:
            if card.id == row.id:
                return card.key_result
    return None
