"""Titles typed where they will stand: of cards, objectives and steps, new ones and old."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
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
NOT_A_METRIC: Final = "ctrl+r"
"""The key that makes a new key result done or not, whatever its title says, and measured again."""
_GOES_ON: Final = (("enter", "and the next one"), ("escape", "end, keeping what is typed"))
_NO_KEYS: Final[Mapping[str, Callable[[], object]]] = MappingProxyType({})
_KEEPS: Final = (("enter", "keep"), ("escape", "keep, too: u takes it back"))


class EditedTitle(NamedTuple):
    """A row whose title is being typed; a new one will stand at `place` among its siblings."""

    row: Titled
    place: int | None = None


class TitleHost(Protocol):
    """What typing a title needs of the screen on which it stands."""

    @property
    def session(self) -> Session:
        """The session whose board is changed."""

    def prompt(self, prompt: Prompt | None) -> None:
        """Have something typed; None for nothing any more."""

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> None:
        """Show a title where it stands, as it is typed just now."""

    def hide_title(self) -> None:
        """Show everything without the title that was typed."""


class TitleEdit:
    """A title being typed. Enter and escape keep it, each as the prompt says.

    What was refused goes on being typed; a second escape puts it aside as a draft, which stands there again when the
    title is typed anew: nobody is held where they cannot go on.
    """

    def __init__(self, host: TitleHost, edited: EditedTitle, prompt: Prompt, draft: tuple[str, str]) -> None:
        """Begin to type; `draft` is the name of the draft and the id of its row."""
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
        """Show the board without the title while it is kept; what is refused goes on being typed."""

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
        self._host.say("Not kept on the board: it stands there again when this title is typed anew")
        return True


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
    """Type new rows one after the other; `add` makes one of a title, `go_on` begins the next."""

    def leave(text: str) -> bool:
        title = clean_line(text)
        return not title or add(title)

    def enter(text: str) -> bool:
        added = leave(text)
        if added and clean_line(text):
            go_on()
        return added

    prompt = Prompt(name, TextBuffer(), enter, leave=leave, hint=hint, others=others, keys=_GOES_ON)
    TitleEdit(host, edited, prompt, (name, ""))


def rename(host: TitleHost, row: Titled, place: int | None = None, *, name: str = "title") -> None:
    """Type another title over the one that stands there; what is no title leaves it as it was."""
    known = row

    def keep(text: str) -> bool:
        nonlocal known
        kept = _keep(host, known, text)
        if not kept:  # it was told why; who tries again knows what stands there now
            known = _present(host.session.board, row) or row
        return kept

    def hint(_: str) -> str:
        return f"“{known.title}” stands there now: enter puts yours in its place" if known.title != row.title else ""

    prompt = Prompt(name, TextBuffer.of(row.title), keep, leave=keep, hint=hint, keys=_KEEPS)
    TitleEdit(host, EditedTitle(row, place), prompt, ("title", row.id))


def _keep(host: TitleHost, row: Titled, text: str) -> bool:
    """Give a row the title that was typed; False when that was refused."""
    title = clean_line(text)
    if not title:
        host.say("A title cannot be empty: it stays as it was.")
    return title in ("", clean_line(row.title)) or host.session.execute(ChangeRow(row, replace(row, title=title)))


def _present(board: Board, row: Titled) -> Titled | None:
    """A card or an objective as it is on the board now."""
    for column in board.columns:
        if column.id == row.id:
            return column.objective
        for card in column.cards:
            if card.id == row.id:
                return card.key_result
    return None
