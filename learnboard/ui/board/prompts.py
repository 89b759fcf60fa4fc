"""What is typed in one line on the board: a filter, the number of a column, or yes to a question."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Protocol

from learnboard.domain.board import Board, Card, Column
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.query import ILO, LOGGED, MONEY
from learnboard.presentation.values import count_of, quoted
from learnboard.service.commands import DeleteRow, MoveKeyResult
from learnboard.service.queries.ilo import relations_of
from learnboard.service.queries.learning import last_logged
from learnboard.service.queries.money import entry_states
from learnboard.ui.board.filter import BoardFilter
from learnboard.ui.board.layout import Cursor
from learnboard.ui.board.view import BoardView
from learnboard.ui.editing.prompts import PromptHost, Prompts
from learnboard.ui.toolkit.questions import confirmation
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

_READERS: Final[Mapping[str, Callable[[Any, date], Mapping[Id, Any]]]] = {
    LOGGED: last_logged,
    MONEY: entry_states,
    ILO: relations_of,
}
"""The queries of facts that no card has, as known on a day."""
_FEW = 9
"""The number of columns whose numbers have one digit."""


class BoardHost(PromptHost, Protocol):
    """What prompts and title edits need from the board screen."""

    board_filter: BoardFilter | None
    overlay: Callable[[Board], Board] | None
    """Applied to the board before it is shown, for instance to show a title being typed."""

    @property
    def board(self) -> Board:
        """The whole board, including what a filter hides."""

    @property
    def view(self) -> BoardView:
        """The widget that shows the board."""

    def is_typing(self, prompt: Prompt) -> bool:
        """Whether a prompt is still being typed into."""

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call back when some time is over."""

    def say(self, message: str, hint: str = "") -> None:
        """Show a message, and a hint on what can be done about it."""

    def look(self, focus: Id | None = None, *, cursor: Cursor | None = None) -> None:
        """Show the filtered board, with the cursor on the card or column `focus`, or at `cursor`."""

    def action_clear_filter(self) -> None:
        """Clear the filter."""


class BoardPrompts(Prompts):
    """The prompts of a key result, and those of the board."""

    def __init__(self, host: BoardHost) -> None:
        super().__init__(host)
        self._board = host

    def filter(self) -> None:
        """Prompt for a query, and filter the board with every letter."""
        host, card = self._board, self._board.view.card
        board_filter = host.board_filter = host.board_filter or BoardFilter(self._read_fact)
        board_filter.warm(host.board)
        host.say("")

        def changed(entry: TextBuffer) -> None:
            board_filter.query = entry.text
            host.look(card.id if card else None)
            self._go_to_a_card()

        def leave(_: str) -> bool:
            host.action_clear_filter()
            return True

        def walk(down: bool) -> None:
            host.prompt(None)
            host.view.action_move("down" if down else "up")

        def hint(text: str) -> str:
            if not text.strip():
                return "words, #label, is:at-risk, due:<30d, logged:<7d, conf:<5, -not"
            return f"{board_filter.count}   {board_filter.problem}" if board_filter.problem else board_filter.count

        others = {"down": lambda: walk(down=True), "up": lambda: walk(down=False)}
        keys = (("enter", "to the cards"), ("escape", "show all again"))
        entry = TextBuffer.of(board_filter.query)
        host.prompt(Prompt("/", entry, lambda _: True, leave, changed, hint, others, keys=keys))

    def _read_fact(self, fact: str) -> Mapping[Id, Any]:
        """What a filter asks for and cards do not have; nothing if it cannot be read now."""
        session = self._board.session
        try:
            return session.service.query(_READERS[fact], session.board.day)
        except LearnboardError:
            return {}

    def _go_to_a_card(self) -> None:
        """If the filter emptied the cursor's column, move the cursor to the first that has cards."""
        if self._board.view.card is None:
            columns = self._board.view.board.columns
            place = next((place for place, column in enumerate(columns) if column.cards), None)
            if place is not None:
                self._board.look(cursor=Cursor(place, 0))

    def carry_to(self, card: Card) -> None:
        """Prompt for the number of a column, and carry a card there; with few columns, one digit is enough."""
        host, columns = self._board, self._board.board.columns
        wrong: list[str] = []

        def carry(text: str) -> bool:
            number = int(text) if text.isascii() and text.isdigit() and len(text) < _FEW else 0
            if not 1 <= number <= len(columns):
                host.app.bell()
                wrong.append(text)
                return False
            there, shown = columns[number - 1], host.view.board.columns[number - 1].cards
            if there.id == card.key_result.objective_id:
                return True
            place = there.place_among(shown, host.view.cursor.row, card.id)
            return host.session.execute(MoveKeyResult(card.id, there.id, place))

        def changed(entry: TextBuffer) -> None:
            if len(columns) > _FEW or not entry.text:
                return
            if carry(entry.text):
                host.prompt(None)
            else:
                prompt.entry = TextBuffer()

        def hint(_: str) -> str:
            return f"there is no column {wrong[-1][:_FEW]}: 1 to {len(columns)}" if wrong else f"1 to {len(columns)}"

        prompt = Prompt("carry to column", TextBuffer(), carry, changed=changed, hint=hint)
        host.prompt(prompt)

    def delete_objective(self, column: Column) -> None:
        """Delete an objective; if key results go with it, ask first."""
        host, count = self._board, len(column.cards) + column.more

        def delete() -> None:
            host.prompt(None)
            host.session.execute(DeleteRow(column.objective))

        if count:
            question = f"Delete {quoted(column.objective.title)} with {count_of(count, 'key result')}?"
            host.prompt(confirmation(question, "delete", "keep", delete, lambda: host.prompt(None)))
        else:
            delete()
