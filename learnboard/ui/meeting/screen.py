"""The page that prepares a meeting: a cursor walks through what is open, and at its end stands the export."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen

from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.service.commands import FinishAction, Result
from learnboard.service.queries.open_items import InboxItem, OpenAction, OpenItems, StaleCard
from learnboard.ui.board.header import meeting_words
from learnboard.ui.editing.editor_screen import EDITOR_BINDINGS
from learnboard.ui.meeting.actions import FeedbackActions
from learnboard.ui.meeting.preparation import Preparation
from learnboard.ui.meeting.render import (
    WIDEST,
    PreparationContext,
    RenderedPreparation,
    RowCache,
    key_words,
    offers,
    render_preparation,
)
from learnboard.ui.session import Session
from learnboard.ui.toolkit.dialog_layout import FOOT, fill
from learnboard.ui.toolkit.key_groups import BOARD, CARD, MEETING, MOVE
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.prompt import Prompt
from learnboard.ui.toolkit.status_lines import key_line, prompt_line, status_line
from learnboard.ui.toolkit.styled_text import Line

_DOUBLE: Final = 2


class MeetingScreen(FeedbackActions, ModalScreen[None]):
    """What is open on the session's board before a meeting."""

    DEFAULT_CSS = """
    MeetingScreen { align: center top; overflow: hidden; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "settle", "do it", id="meeting.settle", group=MEETING),
        Binding("v", "turn_fold", "show answered feedback, or fold it", id="meeting.fold", show=False, group=MEETING),
        Binding("x", "finish", "action done or not", id="meeting.finish", show=False, group=MEETING),
        Binding("o", "open_card", "open the key result", id="meeting.open_card", show=False, group=CARD),
        Binding("ctrl+e", "export", "export", id="board.export", group=BOARD),
        *EDITOR_BINDINGS,
        Binding("j,down", "go(1)", "down", id="meeting.down", show=False, group=MOVE),
        Binding("k,up", "go(-1)", "up", id="meeting.up", show=False, group=MOVE),
        Binding("pagedown", "go(10)", "ten down", id="meeting.page_down", show=False, group=MOVE),
        Binding("pageup", "go(-10)", "ten up", id="meeting.page_up", show=False, group=MOVE),
        Binding("g,home", "go(-1000000)", "to the first", id="meeting.top", show=False, group=MOVE),
        Binding("G,end", "go(1000000)", "to the last", id="meeting.bottom", show=False, group=MOVE),
        Binding("escape,q", "close", "back", id="meeting.close", group=MOVE),
    ]

    def __init__(self, session: Session, open_items: OpenItems) -> None:
        super().__init__(session, Preparation.begun(open_items))
        self._finished: set[Id] = set()
        self._said = ("", "")
        self._window = Size()
        self._drawn = RenderedPreparation(PageContent(()), ())
        self._kept: RowCache = {}
        self._page = LinesView(self._draw)

    # -- opening and closing ------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One page."""
        self._fit()
        yield self._page

    def on_mount(self) -> None:
        """Be told from now on what happens to the board."""
        self.session.observers.append(self)

    def on_resize(self) -> None:
        """Stand in another window; the first time it is told, it is the same one."""
        if self.app.size != self._window:
            self._fit()
            self._page.redraw()

    def _fit(self) -> None:
        """Take the room there is."""
        self._window = self.app.size
        fill(self._page, self._window, WIDEST)

    def action_close(self) -> None:
        """Go back to the board."""
        if self in self.session.observers:
            self.session.observers.remove(self)
        self.dismiss()

    # -- showing ------------------------------------------------------------------------------------------------

    def show(self, done: Result | None) -> None:  # noqa: ARG002 - whatever changed it
        """Show what is open now."""
        try:
            open_items = self.session.service.open_items(self.session.board)
        except LearnboardError as error:
            self.refuse(error)
            return
        self._become(self.preparation.renewed(open_items, frozenset(self._finished)))

    def say(self, message: str, hint: str = "") -> None:
        """Say in the line under the page what was done."""
        self._said = (message, hint)
        self._page.redraw()

    def show_prompt(self, prompt: Prompt | None) -> None:  # noqa: ARG002 - it is drawn with the page
        """Show what is being typed in the line under the page."""
        self._page.redraw()

    def _become(self, preparation: Preparation) -> None:
        self.preparation = preparation
        self._page.redraw()

    def _draw(self, width: int) -> PageContent:
        board = self.session.board
        keys = self._keys()
        context = PreparationContext(
            width,
            self.app.size.height,
            board.day,
            meeting_words(board.meeting, board.day) if board.meeting else "",
            offers(self.preparation.row, keys),
            keys["meeting.fold"],
            self._foot(width - FOOT, keys),
        )
        self._drawn = render_preparation(self.preparation, context, self._kept)
        return self._drawn.content

    def _foot(self, width: int, keys: Mapping[str, str]) -> list[Line]:
        said = prompt_line(self._prompt, width) if self._prompt else status_line(*self._said, width)
        return [said, key_line(self._prompt.keys if self._prompt else key_words(self.preparation, keys), width)]

    def _keys(self) -> Mapping[str, str]:
        """The first key of each action of the page, by its id."""
        found: dict[str, str] = {}
        for active in self.active_bindings.values():
            if active.binding.id:
                found.setdefault(active.binding.id, self.app.get_key_display(active.binding))
        return found

    # -- moving -------------------------------------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Go some rows further on."""
        before = self.preparation.at
        self._become(self.preparation.to(before + by))
        if self.preparation.at == before:
            self._page.scroll_lines(by)

    def action_turn_fold(self) -> None:
        """Show what was answered and what hangs nowhere, or fold it away."""
        if self.preparation.of("answered") or self.preparation.of("unattached"):
            self._become(self.preparation.turned())
        else:
            self.say(f"No other feedback has come yet: {self._keys()['meeting.take_in']} takes in a file.")

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; clicked twice, do what it needs."""
        region = self._page.region
        line = (
            self._page.line_at(event.screen_y - region.y) if region.contains(event.screen_x, event.screen_y) else None
        )
        place = None if line is None else self._drawn.places[line]
        if place is not None and self._prompt is None:
            self._become(self.preparation.to(place))
            if event.chain == _DOUBLE:
                self.action_settle()

    # -- doing --------------------------------------------------------------------------------------------------

    def action_settle(self) -> None:
        """Do what the row under the cursor needs."""
        self.session.keep_up()
        match self.preparation.row.subject:
            case StaleCard(card=card):
                self._check_in(card)
            case OpenAction():
                self.action_finish()
            case InboxItem():
                self.action_answer()
            case _:
                self.action_export()

    def _check_in(self, card: Card) -> None:
        from learnboard.ui.editing import key_result_prompts  # noqa: PLC0415 - read when something is asked

        if found := self._found(card.id):
            key_result_prompts.check_in(self, found)

    def _found(self, id_: Id) -> Card | None:
        """A card as it is on the board now; without it, a word about that."""
        board = self.session.board
        at = board.find(id_)
        if at is None:
            self.say("This key result is not on the board.")
        return board.columns[at[0]].cards[at[1]] if at else None

    def action_finish(self) -> None:
        """Mark the action done, or not done after all."""
        row = self.preparation.row
        if not isinstance(row.subject, OpenAction):
            self.say("This is no action: enter does what it needs.")
            return
        if not row.done:
            self._finished.add(row.id)
        self.session.execute(FinishAction(row.id, None if row.done else self.session.board.day))

    def action_export(self) -> None:
        """Open the form of the export."""
        from learnboard.ui.export.actions import open_export  # noqa: PLC0415 - a form is loaded when it is opened

        self.session.keep_up()
        open_export(self)

    def action_open_card(self) -> None:
        """Open the page of the key result that the row is about."""
        from learnboard.ui.card.screen import CardScreen  # noqa: PLC0415 - as above

        subject = self.preparation.row.subject
        id_ = subject.card.id if isinstance(subject, StaleCard) else None
        if isinstance(subject, InboxItem) and subject.feedback.target.kind == "key_result":
            id_ = subject.feedback.target.id
        if id_ is None:
            self.say("This is about no key result.")
        elif self._found(id_):
            self.app.push_screen(CardScreen(self.session, id_))
