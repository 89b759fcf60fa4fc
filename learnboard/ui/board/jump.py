"""Find a key result by a few letters, wherever it is, and go there."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from learnboard.domain.board import Board
from learnboard.domain.fuzzy import Match, TitleIndex
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import HEALTH
from learnboard.ui.keys.bindings import JUMP
from learnboard.ui.toolkit.keys import Move, TextInputScreen, rows_moved
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.status_lines import key_line
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import CURSOR_SIGN, Line, StyledText, cell_len, clipped, fitted, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer, with_caret

_SHOWN = 12
_LONGEST = 60


class JumpScreen(TextInputScreen, ModalScreen[Id | None]):
    """A line to type in, and under it what fits best; answers the key result that was chosen."""

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
        self._at = 0
        self._found: list[Match] = []
        self._find()

    def compose(self) -> ComposeResult:
        """One page."""
        yield LinesView(self._draw)

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type the letters that are sought."""
        entry = self._entry.key(key, character)
        if entry is None or len(entry.text) > _LONGEST:
            return entry is not None
        return self._become(entry)

    def on_pasted_text(self, text: str) -> bool:
        """Type a pasted text."""
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
        inner = width - 4
        label = "find  "
        head = [
            [],
            [StyledText("  "), StyledText(label, "accent"), StyledText(with_caret(self._entry, inner - len(label)))],
            [],
        ]
        body = [self._row(number, match, inner) for number, match in enumerate(self._found)]
        if not self._found:
            body = [[StyledText("  nothing fits: try fewer letters", "muted")]]
        body += [[]] * (_SHOWN - len(body))
        foot: list[Line] = [[], [StyledText("  "), *key_line([("enter", "go there"), ("escape", "back")], inner)], []]
        at = range(self._at, self._at + 1) if self._found else range(0)
        return PageContent(body, head, foot, keep=at, lifted=at)

    def _row(self, number: int, match: Match, width: int) -> Line:
        """Sign, title with the letters that fit, and the objective it is in."""
        card, column = self._cards[match.index]
        where = fitted(simplified(column.objective.title), width // 3)
        room = width - cell_len(where) - 6
        health = card.figures.health
        title = clipped(_marked(self._titles[match.index], match.places), room)
        gap = room - sum(cell_len(span.text) for span in title)
        return [
            StyledText(f" {CURSOR_SIGN}" if number == self._at else "  ", "accent"),
            StyledText(f"{HEALTH[health].sign} ", TONE_STYLES[HEALTH[health].tone]),
            *title,
            StyledText(" " * (gap + 2)),
            StyledText(where, "muted"),
        ]

    # -- actions ------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Go to the next or the previous of what fits."""
        self._at = max(0, min(self._at + rows_moved(move), len(self._found) - 1))
        self._redraw()

    def action_choose(self) -> None:
        """Answer the key result under the cursor."""
        self.dismiss(self._cards[self._found[self._at].index][0].id if self._found else None)


def _marked(title: str, places: tuple[int, ...]) -> Line:
    """The title with the letters that fit in the accent's colour."""
    line: Line = []
    start = 0
    for place in places:
        line += [StyledText(title[start:place]), StyledText(title[place], "accent")]
        start = place + 1
    return [*line, StyledText(title[start:])]


def open_jump(app: App[Any], board: Board, arrive: Callable[[Id | None], None]) -> None:
    """Find a key result of a board; `arrive` is told which was chosen, None for none."""
    app.push_screen(JumpScreen(board), arrive)
