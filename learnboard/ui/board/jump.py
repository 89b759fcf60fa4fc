"""The jump dialog: find a key result by a few letters and go to it."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Region

from learnboard.domain.board import Board
from learnboard.domain.fuzzy import Match, TitleIndex
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import verdict_of
from learnboard.ui.keys.list_bindings import JUMP
from learnboard.ui.toolkit.backdrop import BackdropScreen
from learnboard.ui.toolkit.closing import ClosesOnce
from learnboard.ui.toolkit.keys import Move, TextInputScreen, rows_moved
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.pointer import PointedText, drawn_place
from learnboard.ui.toolkit.status_lines import key_line
from learnboard.ui.toolkit.styles import TONE_STYLES, CaretView
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clipped, fitted, simplified, with_margin
from learnboard.ui.toolkit.text_buffer import TextBuffer
from learnboard.ui.toolkit.toasts import ToastGround

_SHOWN = 12
_LONGEST = 60
_HEAD = 3
_MARGIN = 3


class JumpScreen(TextInputScreen, PointedText, ClosesOnce, ToastGround, BackdropScreen[Id | None]):
    """A search line above the best matches; returns the id of the chosen key result."""

    DEFAULT_CSS = """
    JumpScreen {
        align: center top;
        & > LinesView { width: 84; max-width: 100%; margin-top: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*JUMP]

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._cards = [(card, column) for column in board.columns for card in column.cards]
        self._titles = [simplified(card.key_result.title) for card, _ in self._cards]
        self._index = TitleIndex(self._titles)
        self._entry = TextBuffer()
        self._seen = CaretView.of(self._entry, 1)
        self._at = 0
        self._found: list[Match] = []
        self._find()

    def compose(self) -> ComposeResult:
        """Compose the page."""
        yield LinesView(self._draw)

    @property
    def typing(self) -> bool:
        """All keys are letters to search for."""
        return True

    @property
    def typed(self) -> TextBuffer:
        """The letters that are sought."""
        return self._entry

    def place_at(self, x: int, y: int) -> int | None:
        """Return the place in the search text that is drawn at a cell of the screen."""
        return drawn_place(self, x, y, self._seen)

    def point(self, at: int, times: int) -> None:
        """Place the caret, or select."""
        self._become(self._entry.clicked(at, times))

    def select_to(self, at: int) -> None:
        """Select from the caret to a place."""
        self._become(self._entry.moved(at, select=True))

    def never_covered(self) -> Iterable[Region]:
        """The line to type in."""
        x, y, width, _ = self.query_one(LinesView).region
        return [Region(x, y, width, _HEAD)]

    def rather_uncovered(self) -> Iterable[Region]:
        """What fits best."""
        return [self.query_one(LinesView).region]

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type into the search line."""
        entry = self._entry.key(key, character)
        if entry is None or len(entry.text) > _LONGEST:
            return entry is not None
        return self._become(entry)

    def on_pasted_text(self, text: str) -> bool:
        """Paste text into the search line."""
        return self._become(self._entry.inserted(text[:_LONGEST]))

    def _become(self, entry: TextBuffer) -> bool:
        sought = entry.text != self._entry.text
        self._entry = entry
        if sought:
            self._find()
        self._redraw()
        return True

    def _find(self) -> None:
        self._found = self._index.best_matches(self._entry.text, _SHOWN)
        self._at = 0

    def _redraw(self) -> None:
        if self.is_mounted:
            self.query_one(LinesView).redraw()

    # -- drawing ------------------------------------------------------------------------------------------------

    def _draw(self, width: int) -> PageContent:
        inner = width - 2 * _MARGIN
        self._seen = CaretView.of(self._entry, inner - len("find  "))
        label = "find  "
        head = [
            [],
            with_margin([StyledText(label, "accent"), *self._seen.line], _MARGIN),
            [],
        ]
        body = [self._row(number, match, inner) for number, match in enumerate(self._found)]
        if not self._found:
            body = [with_margin([StyledText("Nothing matches: try fewer letters.", "muted")], _MARGIN)]
        body += [[]] * (_SHOWN - len(body))
        keys = key_line([("enter", "go there"), ("escape", "back")], inner)
        foot: list[Line] = [[], with_margin(keys, _MARGIN), []]
        at = range(self._at, self._at + 1) if self._found else range(0)
        return PageContent(body, head, foot, keep=at, lifted=at)

    def _row(self, number: int, match: Match, width: int) -> Line:
        """Return the cursor's and the health's sign, the title with its matching letters, and the objective."""
        card, column = self._cards[match.index]
        where = fitted(simplified(column.objective.title), width // 3)
        room = width - cell_len(where) - 4
        state = verdict_of(card.figures, ended=card.ended)
        title = clipped(_marked(self._titles[match.index], match.places), room)
        gap = room - sum(cell_len(span.text) for span in title)
        line = [
            StyledText(f"{state.sign} ", TONE_STYLES[state.tone]),
            *title,
            StyledText(" " * (gap + 2)),
            StyledText(where, "muted"),
        ]
        return with_margin(line, _MARGIN, marked=number == self._at)

    # -- actions ------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor among the matches."""
        self._at = max(0, min(self._at + rows_moved(move), len(self._found) - 1))
        self._redraw()

    def action_choose(self) -> None:
        """Close the dialog and return the key result under the cursor."""
        self.dismiss(self._cards[self._found[self._at].index][0].id if self._found else None)


def _marked(title: str, places: tuple[int, ...]) -> Line:
    """Return the title with the matching letters in the accent colour."""
    line: Line = []
    start = 0
    for place in places:
        line += [StyledText(title[start:place]), StyledText(title[place], "accent")]
        start = place + 1
    return [*line, StyledText(title[start:])]


def open_jump(app: App[Any], board: Board, arrive: Callable[[Id | None], None]) -> None:
    """Open the jump dialog; `arrive` receives the id of the chosen key result, or None."""
    app.push_screen(JumpScreen(board), arrive)
