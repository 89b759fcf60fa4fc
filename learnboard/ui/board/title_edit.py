"""Titles typed where they will stand on the board: of key results, of objectives, new ones and old."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from learnboard.domain.board import NO_HISTORY, Board, Card, Column, make_card
from learnboard.domain.model.fields import LONGEST_TITLE, Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.text import clean_line
from learnboard.service import factory
from learnboard.service.commands import AddRow
from learnboard.ui.board.render import card_lines
from learnboard.ui.editing.key_result_prompts import keep_title
from learnboard.ui.toolkit.prompt import Prompt, with_caret
from learnboard.ui.toolkit.text_buffer import CARET, TextBuffer

if TYPE_CHECKING:
    from learnboard.ui.board.screen import BoardScreen


class EditedTitle(NamedTuple):
    """A row whose title is being typed; a fresh one stands at `place` of its column, or of the columns."""

    row: KeyResult | Objective
    place: int | None = None


def with_title(board: Board, naming: EditedTitle, title: str) -> Board:
    """The board with the title as it is typed just now; nothing else of it changes, no figure counts it yet."""
    if isinstance(naming.row, Objective):
        columns = _columns(board, replace(naming.row, title=title), naming.place)
    else:
        row = replace(naming.row, title=title)
        columns = [
            _with_card(board, column, row, naming.place) if column.id == row.objective_id else column
            for column in board.columns
        ]
    return replace(board, columns=tuple(columns))


def _columns(board: Board, objective: Objective, place: int | None) -> list[Column]:
    if place is None:
        return [
            replace(column, objective=objective) if column.id == objective.id else column for column in board.columns
        ]
    return [*board.columns[:place], Column(objective), *board.columns[place:]]


def _with_card(board: Board, column: Column, row: KeyResult, place: int | None) -> Column:
    if place is None:
        cards = tuple(replace(card, key_result=row) if card.id == row.id else card for card in column.cards)
    else:
        cards = (*column.cards[:place], _fresh(board, row), *column.cards[place:])
    return replace(column, cards=cards, hidden=column.hidden - (len(cards) - len(column.cards)))  # not counted yet


def _fresh(board: Board, row: KeyResult) -> Card:
    assert board.cycle_context is not None
    return make_card(row, NO_HISTORY, committed=False, cycle_context=board.cycle_context)


_KEEPS_ON = (("enter", "and the next one"), ("escape", "end, keeping what is typed"))
_KEEPS = (("enter", "keep"), ("escape", "keep, too: u takes it back"))
_CARD_HINT = "“from 850 ms to 400 ms” in it makes it a metric"
_COLUMN_HINT = "what do you want to be able to do? two to five are plenty"
_LEAST = 4
"""Cells of a title that are drawn even where there is no room for them."""


class _TitleEdit:
    """A title being typed on the board itself; the prompt is asked for what becomes of it.

    What could not be kept stands in the `draft` of that name, and there when it is typed again.
    """

    def __init__(self, screen: "BoardScreen", naming: EditedTitle, prompt: Prompt, draft: tuple[str, str]) -> None:
        self._screen = screen
        self._naming = naming
        self._draft = draft
        self._cursor = screen.view.cursor
        self._leave = prompt.leave
        self._refused: set[str] = set()
        if before := screen.session.draft(*draft).get("title"):
            prompt.entry = TextBuffer.of(before)
            screen.session.keep_draft(*draft, {})
        prompt.changed, prompt.enter, prompt.leave = self._show, self._ending(prompt.enter), self._left
        prompt.elsewhere, prompt.most = True, LONGEST_TITLE
        screen.board_filter.title = CARET
        self._hold()
        self._show(prompt.entry)
        screen.ask(prompt)

    def _hold(self) -> None:
        """Have the title stand where it is typed, and nothing move meanwhile."""
        self._screen.board_filter.naming, self._screen.view.still = self._naming, True
        self._screen.look(self._naming.row.id)

    def _show(self, entry: TextBuffer) -> None:
        self._screen.board_filter.title = _seen(self._screen, self._naming, entry)
        self._screen.look(self._naming.row.id)

    def _ending(self, by: Callable[[str], bool]) -> Callable[[str], bool]:
        """The board as it is without the title while something is made of it; what is refused goes on being typed."""

        def end(text: str) -> bool:
            self._screen.board_filter.naming, self._screen.view.still = None, False
            self._screen.look(cursor=self._cursor)
            if by(text):
                return True
            self._hold()
            return False

        return end

    def _left(self, text: str) -> bool:
        """What was refused is let go by a second escape, as a draft: nobody is held where they cannot go on."""
        if text in self._refused:
            return self._ending(self._put_aside)(text)
        self._refused.add(text)
        return self._ending(self._leave)(text)

    def _put_aside(self, text: str) -> bool:
        self._screen.session.keep_draft(*self._draft, {"title": text})
        self._screen.say("Not kept on the board: it stands there again when this title is typed anew")
        return True


def _seen(screen: "BoardScreen", naming: EditedTitle, entry: TextBuffer) -> str:
    """As much of what is typed, with the caret in it, as is seen where it stands."""
    board_layout, at, card = screen.view.board_layout, screen.view.cursor.column, screen.view.card
    pane = board_layout.pane(at)
    if pane is None or card is None or isinstance(naming.row, Objective):
        return with_caret(entry, max(_LEAST, board_layout.title_room(at)))
    title = ""
    for room in range(2 * pane.text_width, _LEAST - 1, -1):
        title = with_caret(entry, room)
        named = replace(card, key_result=replace(naming.row, title=title))
        drawn = card_lines(named, pane.text_width, screen.board.day, compact=pane.compact)
        if any(CARET in span.text for line in drawn for span in line):
            break  # words that do not fit the first line are what makes it hard to say beforehand
    return title


def add_key_results(screen: "BoardScreen") -> None:
    """Type key results into the column under the cursor, one below the other."""
    column = screen.need_column()
    if column is None:
        add_objectives(screen)
    else:
        shown, cursor = screen.view.board, screen.view.cursor
        place = cursor.place(shown) + 1
        _add_key_result_at(screen, column, place, column.place_among(shown.columns[cursor.column].cards, place, ""))


def _add_key_result_at(screen: "BoardScreen", column: Column, place: int, at: int) -> None:
    """Type a key result that stands at `place` of what is shown, and will be `at` a place of the whole column."""

    def add(text: str) -> Id:
        row = factory.new_key_result(clean_line(text), column.objective)
        return row.id if screen.session.execute(AddRow(row, at)) else ""

    def enter(text: str) -> bool:
        if not clean_line(text):
            return True
        added = add(text)
        if added:
            shown = any(card.id == added for each in screen.view.board.columns for card in each.cards)
            _add_key_result_at(screen, column, place + shown, at + 1)  # a filter may hide it
        return bool(added)

    def leave(text: str) -> bool:
        return not clean_line(text) or bool(add(text))

    row = factory.new_key_result("", column.objective)
    prompt = Prompt("new key result", TextBuffer(), enter, leave=leave, hint=lambda _: _CARD_HINT, keys=_KEEPS_ON)
    _TitleEdit(screen, EditedTitle(row, place), prompt, ("new key result", ""))


def add_objectives(screen: "BoardScreen") -> None:
    """Type objectives, each to the right of the one under the cursor."""
    cycle_context = screen.board.cycle_context
    if cycle_context is None:
        screen.action_make("guide")
        return
    place = screen.view.cursor.column + 1 if screen.board.columns else 0

    def add(text: str) -> bool:
        row = factory.new_objective(clean_line(text), cycle_context.cycle.id, screen.board.goal)
        added = screen.session.execute(AddRow(row, place))
        if added:
            screen.look(row.id)
        return added

    def leave(text: str) -> bool:
        return not clean_line(text) or add(text)

    def enter(text: str) -> bool:
        left = leave(text)
        if left and clean_line(text):
            add_objectives(screen)
        return left

    row = factory.new_objective("", cycle_context.cycle.id, screen.board.goal)
    prompt = Prompt("new objective", TextBuffer(), enter, leave=leave, hint=lambda _: _COLUMN_HINT, keys=_KEEPS_ON)
    _TitleEdit(screen, EditedTitle(row, place), prompt, ("new objective", ""))


def rename_key_result(screen: "BoardScreen") -> None:
    """Type another title over that of the card under the cursor."""
    card = screen.need_card()
    if card:
        _rename(screen, card.key_result)


def rename_objective(screen: "BoardScreen") -> None:
    """Type another title over that of the objective under the cursor."""
    column = screen.need_column()
    if column:
        _rename(screen, column.objective)


def _rename(screen: "BoardScreen", row: KeyResult | Objective) -> None:
    """Type another title over the one that stands there; what is no title leaves it as it was."""
    known = row

    def keep(text: str) -> bool:
        nonlocal known
        kept = keep_title(screen, known, text)
        if not kept:  # it was told why; who tries again knows what stands there now
            known = _present(screen, row) or row
        return kept

    def hint(_: str) -> str:
        return f"“{known.title}” stands there now: enter puts yours in its place" if known.title != row.title else ""

    prompt = Prompt("title", TextBuffer.of(row.title), keep, leave=keep, hint=hint, keys=_KEEPS)
    _TitleEdit(screen, EditedTitle(row), prompt, ("title", row.id))


def _present(screen: "BoardScreen", row: KeyResult | Objective) -> KeyResult | Objective | None:
    """A row as it is on the board now."""
    for column in screen.board.columns:
        if column.id == row.id:
            return column.objective
        for card in column.cards:
            if card.id == row.id:
                return card.key_result
    return None
