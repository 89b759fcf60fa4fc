"""The page of one key result: all that is known of it, and the keys that work on it and on its steps."""

import sys
from collections.abc import Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError, NotFound
from learnboard.domain.model.fields import Id
from learnboard.presentation.labels import quoted
from learnboard.service.commands import Result
from learnboard.ui.card.render import WIDEST, CardContext, card_sheet, has_markdown
from learnboard.ui.card.step_actions import NEW_STEP, StepActions
from learnboard.ui.session import Session
from learnboard.ui.toolkit.dialog_layout import FOOT, stand
from learnboard.ui.toolkit.key_groups import CARD, MOVE
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.prompt import Prompt, with_caret
from learnboard.ui.toolkit.status_lines import key_line, prompt_line, shown_keys, status_line
from learnboard.ui.toolkit.styled_text import Line

_ALL: Final = 1_000_000
_AFTER_PAINT: Final = 0.02


class CardScreen(StepActions, ModalScreen[None]):
    """One key result of the session's board. It closes when the key result is gone."""

    DEFAULT_CSS = """
    CardScreen { align: center top; overflow: hidden; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_card", "edit", id="card.open", group=CARD),
        Binding("j,down", "go(1)", "down, or the next step", id="page.down", show=False, group=MOVE),
        Binding("k,up", "go(-1)", "up, or the step before", id="page.up", show=False, group=MOVE),
        Binding("pagedown", "page(1)", "page down", id="page.page_down", show=False, group=MOVE),
        Binding("pageup", "page(-1)", "page up", id="page.page_up", show=False, group=MOVE),
        Binding("g,home", "edge(-1)", "to the top", id="page.top", show=False, group=MOVE),
        Binding("G,end", "edge(1)", "to the bottom", id="page.bottom", show=False, group=MOVE),
        Binding("h,left", "turn(-1)", "the card before", id="page.previous", show=False, group=MOVE),
        Binding("l,right", "turn(1)", "the next card", id="page.next", show=False, group=MOVE),
        Binding("escape,q", "close", "back", id="page.close", group=MOVE),
    ]

    def __init__(self, session: Session, key_result: Id) -> None:
        super().__init__(session)
        self._key_result = self._opened = key_result
        self._said = ("", "")
        self._gone = False
        self._markdown = "learnboard.ui.card.markdown" in sys.modules
        self._window = Size()
        self._drawn: tuple[int, PageContent] | None = None
        self._page = LinesView(self._draw)

    @property
    def card(self) -> Card | None:
        """The card that is shown; None once it is gone."""
        board = self.session.board
        at = board.find(self._key_result)
        return board.columns[at[0]].cards[at[1]] if at else None

    # -- opening and closing ------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One page, where it will stand."""
        self._read()
        self.begin()
        self._fit()
        yield self._page

    def on_mount(self) -> None:
        """Be told from now on what happens to the board."""
        self.session.observers.append(self)
        if self.details is None:
            self._vanish("This key result is no longer on the board.")

    def on_resize(self) -> None:
        """Stand in another window; the first time it is told, it is the same one."""
        if self.app.size != self._window:
            self._drawn = None
            self._fit()
            self._page.redraw()

    def _fit(self) -> None:
        """Take the room there is."""
        self._window = self.app.size
        stand(self._page, self._window, WIDEST, self._draw)

    def on_screen_resume(self) -> None:
        """Close after all, if the key result went while a form stood over the page."""
        if self._gone:
            self._leave()

    def _vanish(self, message: str = "") -> None:
        self._gone = True
        self._unwatch()
        if message:
            self.session.say(message)
        self._leave()

    def _leave(self) -> None:
        """Close, once; with a form over it, when that is closed."""
        if self.is_active:
            self._gone = False
            self.dismiss()

    def _unwatch(self) -> None:
        """Be told no more what happens to the board."""
        if self in self.session.observers:
            self.session.observers.remove(self)

    def action_close(self) -> None:
        """Go back to the board, to the card that was shown last."""
        self._unwatch()
        if self._key_result != self._opened:
            for watcher in tuple(self.session.observers):
                watcher.show(Result("", focus=self._key_result))
        self._leave()

    # -- showing ------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what belongs to the card; what cannot be read just now stays as it was."""
        try:
            self.details = self.session.service.details(self._key_result, self.session.board)
        except NotFound:
            self.details = None
        except LearnboardError as error:
            self.refuse(error)
        if not self._markdown and self.details and has_markdown(self.details.key_result.description):
            self.set_timer(_AFTER_PAINT, self._read_markdown)

    def _read_markdown(self) -> None:
        """Load what takes Markdown apart, which would make the page wait; until then it stands as it was written."""
        from learnboard.ui.card import markdown  # noqa: F401, PLC0415

        self._markdown = True
        self.redraw()

    def show(self, done: Result | None) -> None:
        """Show what the card is now; close when it is gone."""
        before = self.details
        if self.card:
            self._read()
        if self.card is None or self.details is None:
            name = quoted(before.key_result.title) if before else "This key result"
            self._vanish("" if done else f"{name} is no longer on this board.")
            return
        self.settle()
        self.redraw()

    def say(self, message: str, hint: str = "") -> None:
        """Say in the line under the page what was done."""
        self._said = (message, hint)
        self.redraw()

    def show_prompt(self, prompt: Prompt | None) -> None:
        """Show what is being typed, in its place or in the line under the page."""
        if prompt is None:
            self.typing = None
        self.redraw()

    def redraw(self) -> None:
        """Draw the page again."""
        self._drawn = None
        self._page.redraw()

    def _draw(self, width: int) -> PageContent:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, self._content(width)
        return self._drawn[1]

    def _content(self, width: int) -> PageContent:
        if self.details is None:
            return PageContent(())
        typed = self.typing
        if typed and self._prompt:
            typed = typed._replace(text=with_caret(self._prompt.entry, _ALL))
        board, height = self.session.board, self.app.size.height
        foot = self._foot(width - FOOT)
        context = CardContext(width, height, board.day, board.settings, self.at, typed, foot, self._markdown)
        return card_sheet(self.details, context)

    def _foot(self, width: int) -> list[Line]:
        said = prompt_line(self._prompt, width) if self._prompt else status_line(*self._said, width)
        keys = [(key, word) for key, word in shown_keys(self) if self.stepwise or word != NEW_STEP]
        return [said, key_line(keys, width)]

    # -- moving -------------------------------------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Go to the next step up or down; where there is none, scroll."""
        at = -1 if self.at is None else self.at
        place = at + by
        if not self.steps or not -1 <= place < len(self.steps):
            self._page.scroll_lines(by)
            return
        self.go_to(self.steps[place].id if place >= 0 else None)
        self.redraw()
        if place < 0:
            self._page.scroll_lines(-_ALL)

    def action_page(self, by: int) -> None:
        """Scroll by nearly all that is in view."""
        self._page.scroll_lines(by * max(1, self._page.view - 2))

    def action_edge(self, by: int) -> None:
        """Scroll to the top or the bottom."""
        self._page.scroll_lines(by * _ALL)

    def action_turn(self, by: int) -> None:
        """Show the card before or after this one, column by column."""
        self.session.keep_up()
        cards = [card.id for column in self.session.board.columns for card in column.cards]
        if self._key_result not in cards:
            return
        place = cards.index(self._key_result) + by
        if 0 <= place < len(cards):
            self._key_result, self._said = cards[place], ("", "")
            self._read()
            self.begin()
            self._page.scroll_lines(-_ALL)
            self.redraw()

    # -- doing --------------------------------------------------------------------------------------------------

    def action_open_card(self) -> None:
        """Open the form of the card, with everything that can be said of it."""
        # A form is loaded when it is opened.
        from learnboard.ui.editing.key_result_form import KeyResultForm  # noqa: PLC0415
        from learnboard.ui.editing.key_result_prompts import known_labels  # noqa: PLC0415

        card = self.need_card()
        if card:
            session = self.session
            row, labels = card.key_result, known_labels(session.board)

            def form(draft: Mapping[str, str]) -> KeyResultForm:
                return KeyResultForm(row, session.board.day, save=session.execute, draft=draft, labels=labels)

            self.open_form("key result", card.id, form)
