"""In-place editing of titles, of new and existing cards, objectives, steps and goals."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

from learnboard.domain.board import Board
from learnboard.domain.model.fields import LONGEST_TITLE
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.domain.model.people import Topic
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.values import title_of
from learnboard.service.commands import ChangeRow
from learnboard.ui.session import Session
from learnboard.ui.toolkit.prompt_screen import PauseHost, kept_at_pauses
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.styles import CaretView
from learnboard.ui.toolkit.text_buffer import TextBuffer

Titled: TypeAlias = KeyResult | Objective | Milestone | Goal | Topic
NOT_A_METRIC: Final = "ctrl+r"
"""The key that makes a new key result done or not, whatever its title says, and measured again."""
NEW_KEY_RESULT: Final = "new key result"
"""Name of the prompt for a new key result, and of its draft."""
_GOES_ON: Final = (("enter", "and the next one"), ("escape", "end"))
_KEEPS: Final = (("enter", "keep"), ("escape", "leave"))
_NO_KEYS: Final[Mapping[str, Callable[[], object]]] = MappingProxyType({})
_LEFT: Final = "Left as a draft: it is here again when this title is edited."
_GONE: Final = "esc keeps a draft: it was deleted"
_LEFT_GONE: Final = "Left as a draft: it is here again once the deletion is undone (u)."


class EditedTitle(NamedTuple):
    """A row whose title is being typed; a new row goes to `place` among its siblings."""

    row: Titled
    place: int | None = None


class TitleHost(PauseHost, Protocol):
    """What a title edit needs from its screen."""

    @property
    def session(self) -> Session:
        """The session of the board."""

    def prompt(self, prompt: Prompt | None) -> None:
        """Show a prompt; None ends it."""

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it."""

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> CaretView:
        """Show the title being typed in its place."""

    def hide_title(self) -> None:
        """Stop showing the title being typed."""

    def present(self, row: Titled) -> Titled | None:
        """Return a row as it is now; None if it is not there any more."""


class TitleEdit:
    """A title being typed. Enter keeps it; escape in a changed one asks once, and then leaves it as a draft.

    The draft is there when the title is edited again, and is written whenever typing pauses, so that no sudden end
    takes it away.
    """

    def __init__(self, host: TitleHost, edited: EditedTitle, prompt: Prompt, draft: tuple[str, str]) -> None:
        """Show the prompt; `draft` is the name of the draft and the id of its row."""
        self._host = host
        self._edited = edited
        self._draft = draft
        self._there = prompt.entry.text
        self._hint = prompt.hint
        self._asked: str | None = None
        """The text of which escape has said that it would become a draft."""
        self._drafted = self._from_before = host.session.draft(*draft).get("title", "")
        if self._drafted:
            prompt.entry = prompt.entry.replaced(self._drafted)  # undo brings back what stands on the board
        prompt.changed, prompt.hint = self._typed, self._told
        prompt.enter, prompt.leave, prompt.stop = self._ending(prompt.enter), self._left, self._stopped
        prompt.elsewhere, prompt.most = True, LONGEST_TITLE
        self._prompt = prompt
        self._keep_soon = kept_at_pauses(host, prompt, lambda text: self._keep_draft(self._changed(text)))
        self._show(prompt.entry)
        host.prompt(prompt)

    def _show(self, entry: TextBuffer) -> None:
        self._prompt.seen = self._host.show_title(self._edited, entry)

    def _typed(self, entry: TextBuffer) -> None:
        self._show(entry)
        self._keep_soon()

    def _told(self, text: str) -> str:
        if self._is_gone():
            self._prompt.elsewhere = False  # there is no place left where it stands
            return _GONE
        if text == self._asked:
            return "enter keeps it, esc again leaves it as a draft"
        if self._from_before and text == self._from_before:
            return "a draft from before; ctrl+z brings back what stood here"
        return self._hint(text)

    def _is_gone(self) -> bool:
        """Whether the row whose title is edited is not there any more."""
        return self._edited.place is None and self._host.present(self._edited.row) is None

    def _ending(self, keep: Callable[[str], bool]) -> Callable[[str], bool]:
        """Return a callback that hides the title and keeps it; a rejected title is shown again."""

        def end(text: str) -> bool:
            self._host.hide_title()
            self._keep_draft("")  # before the next title begins, which has the same draft
            if keep(text):
                if self._edited.place is None:  # a new row's title is followed by the next one, with the same draft
                    self._host.session.finish_draft(*self._draft, {"title": text})
                return True
            self._keep_draft(text)
            self._show(self._prompt.entry)
            return False

        return end

    def _left(self, text: str) -> bool:
        """Leave a title as it was; a changed one becomes a draft once escape has said so.

        Where the row is gone there is nothing to choose between: the prompt has said so, and the draft is left at once.
        """
        changed = self._changed(text)
        if changed:
            self._host.session.keep_up()  # another window may have deleted the row just now
        if changed and text != self._asked and not self._is_gone():
            self._asked = text
            return False
        self._host.hide_title()
        self._keep_draft(changed)
        if changed:
            self._tell_left()
        return True

    def _stopped(self, text: str) -> None:
        """Something else is about to have the keys."""
        self._host.hide_title()
        self._keep_draft(self._changed(text))
        if self._drafted:
            self._tell_left()

    def _tell_left(self) -> None:
        self._host.say(_LEFT_GONE if self._is_gone() else _LEFT)

    def _changed(self, text: str) -> str:
        """The text, if it is another title than stands there; "" for nothing to keep."""
        return text if clean_line(text) not in ("", clean_line(self._there)) else ""

    def _keep_draft(self, text: str) -> None:
        if text != self._drafted:
            self._drafted = text
            self._host.session.keep_draft(*self._draft, {"title": text} if text else {})


def add_titles(
    host: TitleHost,
    name: str,
    edited: EditedTitle,
    *,
    add: Callable[[str], bool],
    go_on: Callable[[], None],
    hint: Callable[[str], str] = lambda _: "",
    others: Mapping[str, Callable[[], object]] = _NO_KEYS,
) -> None:
    """Prompt for new rows one after the other; `add` adds one with a title, `go_on` prompts for the next."""

    def enter(text: str) -> bool:
        title = clean_line(text)
        added = not title or add(title)
        if added and title:
            go_on()
        return added

    prompt = Prompt(name, TextBuffer(), enter, hint=hint, others=others, keys=_GOES_ON)
    TitleEdit(host, edited, prompt, (name, ""))


def rename(host: TitleHost, row: Titled, place: int | None = None, *, name: str = "title") -> None:
    """Edit an existing title in place; an empty title changes nothing."""
    known = row

    def keep(text: str) -> bool:
        nonlocal known
        kept = _keep(host, known, text)
        if not kept:  # the reason was shown, and the hint shows the present title before a retry
            known = host.present(row) or row
        return kept

    def hint(_: str) -> str:
        now = title_of(known)
        return f"the {name} is now “{now}”: enter replaces it with yours" if now != title_of(row) else ""

    prompt = Prompt(name, TextBuffer.of(title_of(row)), keep, hint=hint, keys=_KEEPS)
    TitleEdit(host, EditedTitle(row, place), prompt, ("title", row.id))


def _keep(host: TitleHost, row: Titled, text: str) -> bool:
    """Change the title of a row; return False if that was rejected."""
    title = clean_line(text)
    if not title:
        host.say("A title cannot be empty: the old one stays.")
    return title in ("", clean_line(title_of(row))) or host.session.execute(ChangeRow(row, _retitled(row, title)))


def _retitled(row: Titled, title: str) -> Titled:
    """Return a row with another title; a goal's is its statement, a topic's its text."""
    if isinstance(row, Topic):
        return replace(row, text=title)
    return replace(row, statement=title) if isinstance(row, Goal) else replace(row, title=title)


def present(board: Board, row: Titled) -> Titled | None:
    """Return a card or an objective as it is on the board now; None if it is not there."""
    for column in board.columns:
        if column.id == row.id:
            return column.objective
        for card in column.cards:
            if card.id == row.id:
                return card.key_result
    return None
