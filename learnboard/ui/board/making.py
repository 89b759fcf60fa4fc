"""What is made, named, found and opened on the board, each by a line that is typed or a form."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from learnboard.domain.board import Column
from learnboard.domain.clean import clean_line
from learnboard.domain.fields import LONGEST_TITLE, Id
from learnboard.domain.key_results import KeyResult
from learnboard.domain.objectives import Objective
from learnboard.service import blanks
from learnboard.service.edits import AddRow, DeleteRow
from learnboard.service.wishes import MoveKeyResult
from learnboard.ui.asking import keep_title
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.board.naming import Naming
from learnboard.ui.board.picture import card_lines
from learnboard.ui.entry import CARET, Entry
from learnboard.ui.prompt import Prompt, with_caret

if TYPE_CHECKING:
    from learnboard.ui.board.screen import BoardScreen

_KEEPS_ON = (("enter", "and the next one"), ("escape", "end, keeping what is typed"))
_KEEPS = (("enter", "keep"), ("escape", "keep, too: u takes it back"))
_CARD_HINT = "“from 850 ms to 400 ms” in it makes it a metric"
_COLUMN_HINT = "what do you want to be able to do? two to five are plenty"
_FEW = 9
_LEAST = 4
"""Cells of a title that are drawn even where there is no room for them."""


# A title where it will stand


def _name(screen: "BoardScreen", naming: Naming, prompt: Prompt) -> None:
    """Have a title typed on the board itself; the prompt is asked for what becomes of it."""
    lens, kept = screen.lens, screen.view.cursor

    refused: list[str] = []

    def shown(entry: Entry) -> None:
        lens.title = _seen(screen, naming, entry)
        screen.look(naming.row.id)

    def ended(by: Callable[[str], bool]) -> Callable[[str], bool]:
        def end(text: str) -> bool:
            lens.naming, screen.view.still = None, False
            screen.look(cursor=kept)
            if by(text):
                return True
            lens.naming, screen.view.still = naming, True
            screen.look(naming.row.id)
            return False

        return end

    def leave(text: str) -> bool:
        """What was refused is let go by a second escape: nobody is held where they cannot go on."""
        if text in refused:
            return by_leaving("")
        refused.append(text)
        return by_leaving(text)

    lens.naming, lens.title, screen.view.still = naming, CARET, True
    screen.look(naming.row.id)
    shown(prompt.entry)
    by_leaving = ended(prompt.leave)
    prompt.changed, prompt.enter, prompt.leave = shown, ended(prompt.enter), leave
    prompt.elsewhere, prompt.most = True, LONGEST_TITLE
    screen.ask(prompt)


def _seen(screen: "BoardScreen", naming: Naming, entry: Entry) -> str:
    """As much of what is typed, with the caret in it, as is seen where it stands."""
    spread, at, card = screen.view.spread, screen.view.cursor.column, screen.view.card
    lane = spread.lane(at)
    if lane is None or card is None or isinstance(naming.row, Objective):
        return with_caret(entry, max(_LEAST, spread.title_room(at)))
    title = ""
    for room in range(2 * lane.text_width, _LEAST - 1, -1):
        title = with_caret(entry, room)
        named = replace(card, key_result=replace(naming.row, title=title))
        drawn = card_lines(named, lane.text_width, screen.board.day, compact=lane.compact)
        if any(CARET in span.text for line in drawn for span in line):
            break  # words that do not fit the first line are what makes it hard to say beforehand
    return title


def name_card(screen: "BoardScreen") -> None:
    """Type key results into the column under the cursor, one below the other."""
    column = _column(screen)
    if column is None:
        name_column(screen)
    else:
        shown, cursor = screen.view.board, screen.view.cursor
        place = cursor.place(shown) + 1
        _name_card_at(screen, column, place, column.place_among(shown.columns[cursor.column].cards, place, ""))


def _name_card_at(screen: "BoardScreen", column: Column, place: int, at: int) -> None:
    """Type a key result that stands at `place` of what is shown, and will be `at` a place of the whole column."""

    def add(text: str) -> Id:
        row = blanks.blank_key_result(clean_line(text), column.objective)
        return row.id if screen.session.do(AddRow(row, at)) else ""

    def enter(text: str) -> bool:
        if not clean_line(text):
            return True
        added = add(text)
        if added:
            shown = any(card.id == added for each in screen.view.board.columns for card in each.cards)
            _name_card_at(screen, column, place + shown, at + 1)  # a filter may hide it
        return bool(added)

    def leave(text: str) -> bool:
        return not clean_line(text) or bool(add(text))

    row = blanks.blank_key_result("", column.objective)
    prompt = Prompt("new key result", Entry(), enter, leave=leave, hint=lambda _: _CARD_HINT, keys=_KEEPS_ON)
    _name(screen, Naming(row, place), prompt)


def name_column(screen: "BoardScreen") -> None:
    """Type objectives, each to the right of the one under the cursor."""
    yardstick = screen.board.yardstick
    if yardstick is None:
        guide(screen)
        return
    place = screen.view.cursor.column + 1 if screen.board.columns else 0

    def add(text: str) -> bool:
        row = blanks.blank_objective(clean_line(text), yardstick.cycle.id, screen.board.goal)
        added = screen.session.do(AddRow(row, place))
        if added:
            screen.look(row.id)
        return added

    def leave(text: str) -> bool:
        return not clean_line(text) or add(text)

    def enter(text: str) -> bool:
        left = leave(text)
        if left and clean_line(text):
            name_column(screen)
        return left

    row = blanks.blank_objective("", yardstick.cycle.id, screen.board.goal)
    prompt = Prompt("new objective", Entry(), enter, leave=leave, hint=lambda _: _COLUMN_HINT, keys=_KEEPS_ON)
    _name(screen, Naming(row, place), prompt)


def rename(screen: "BoardScreen", row: KeyResult | Objective) -> None:
    """Type another title over the one that stands there; what is no title leaves it as it was."""

    def keep(text: str) -> bool:
        return keep_title(screen, row, text)

    _name(screen, Naming(row), Prompt("title", Entry.of(row.title), keep, leave=keep, keys=_KEEPS))


def rename_column(screen: "BoardScreen") -> None:
    """Type another title over that of the objective under the cursor."""
    column = _column(screen)
    if column:
        rename(screen, column.objective)


# Finding


def find(screen: "BoardScreen") -> None:
    """Filter the board as it is typed."""
    lens, card = screen.lens, screen.card
    if not screen.session.read_all():
        return
    lens.warm(screen.board)

    def changed(entry: Entry) -> None:
        lens.query = entry.text
        screen.look(card.id if card else None)
        _go_to_a_card(screen)

    def leave(_: str) -> bool:
        screen.action_clear_filter()
        return True

    def walk(down: bool) -> None:
        screen.ask(None)
        screen.view.action_go("down" if down else "up")

    def hint(text: str) -> str:
        if not text.strip():
            return "words, #label, is:at-risk, kind:metric, due:<30d, conf:<5, -not"
        return f"{lens.count}   {lens.problem}" if lens.problem else lens.count

    others = {"down": lambda: walk(down=True), "up": lambda: walk(down=False)}
    keys = (("enter", "to the cards"), ("escape", "show all again"))
    screen.ask(Prompt("/", Entry.of(lens.query), lambda _: True, leave, changed, hint, others, keys=keys))


def _go_to_a_card(screen: "BoardScreen") -> None:
    """Where the filter left the cursor's column empty, go to the first that is not."""
    if screen.card is None:
        columns = screen.view.board.columns
        place = next((place for place, column in enumerate(columns) if column.cards), None)
        if place is not None:
            screen.look(cursor=Cursor(place, 0))


def jump(screen: "BoardScreen") -> None:
    """Find a card by a few letters and go there."""
    from learnboard.ui.jump import JumpScreen  # noqa: PLC0415 - only a jump needs it

    if not screen.session.read_all():
        return

    def arrive(card: Id | None) -> None:
        if card is None:
            return
        if all(card != each.id for column in screen.view.board.columns for each in column.cards):
            screen.lens.query = ""
        screen.look(card)

    screen.app.push_screen(JumpScreen(screen.board), arrive)


def carry_to(screen: "BoardScreen") -> None:
    """Carry the card to a column by its number; among few columns a digit is enough."""
    card, columns = screen.need_card(), screen.board.columns
    if card is None:
        return

    def carry(text: str) -> bool:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < _FEW else 0
        if not 1 <= number <= len(columns):
            screen.app.bell()
            return False
        there, shown = columns[number - 1], screen.view.board.columns[number - 1].cards
        if there.id == card.key_result.objective_id:
            return True
        place = there.place_among(shown, screen.view.cursor.row, card.id)
        return screen.session.do(MoveKeyResult(card.id, there.id, place))

    def changed(entry: Entry) -> None:
        if len(columns) > _FEW or not entry.text:
            return
        if carry(entry.text):
            screen.ask(None)
        else:
            prompt.entry = Entry()

    def hint(_: str) -> str:
        return f"1 to {len(columns)}"

    prompt = Prompt("carry to column", Entry(), carry, changed=changed, hint=hint)
    screen.ask(prompt)


# Forms


def _column(screen: "BoardScreen") -> Column | None:
    """The whole column under the cursor; without one, a word about it."""
    shown = screen.view.cursor.on(screen.view.board)
    found = next((column for column in screen.board.columns if shown and column.id == shown.id), None)
    if found is None:
        screen.say("There is no objective here yet: N makes one.")
    return found


def column_form(screen: "BoardScreen") -> None:
    """Open the form of the objective under the cursor."""
    from learnboard.ui.forms.objective import ObjectiveForm  # noqa: PLC0415 - a form is loaded when it is opened

    column, session = _column(screen), screen.session
    if column:
        draft = session.drafts.get(("objective", column.id), {})
        form = ObjectiveForm(column.objective, session.board.day, save=session.do, draft=draft)
        screen.open_form(form, "objective", column.id)


def column_gone(screen: "BoardScreen") -> None:
    """Delete the objective under the cursor with its key results; u brings all of it back."""
    column = _column(screen)
    if column:
        screen.session.do(DeleteRow(column.objective))


def goal(screen: "BoardScreen") -> None:
    """Open the form of the long-term goal."""
    from learnboard.ui.forms.goal import GoalForm  # noqa: PLC0415

    session, row = screen.session, screen.board.goal
    draft = session.drafts.get(("goal", ""), {})
    form = GoalForm(row or blanks.blank_goal(), session.board.day, save=session.do, draft=draft, new=row is None)
    screen.open_form(form, "goal", "")


def cycle(screen: "BoardScreen") -> None:
    """Open the form of the cycle."""
    from learnboard.ui.forms.cycle import CycleForm  # noqa: PLC0415

    session, day, yardstick = screen.session, screen.board.day, screen.board.yardstick
    row = yardstick.cycle if yardstick else blanks.blank_cycle(day)
    draft = session.drafts.get(("cycle", ""), {})
    screen.open_form(CycleForm(row, day, save=session.do, draft=draft, new=yardstick is None), "cycle", "")


def settings(screen: "BoardScreen") -> None:
    """Open the form of the board's own settings."""
    from learnboard.ui.forms.board_settings import BoardSettingsForm  # noqa: PLC0415

    session = screen.session
    draft = session.drafts.get(("settings", ""), {})
    form = BoardSettingsForm(session.desk.identity(), session.board.day, save=session.do, draft=draft)
    screen.open_form(form, "settings", "")


def guide(screen: "BoardScreen") -> None:
    """Open the guide that makes a first board."""
    from learnboard.ui.forms.guide import open_guide  # noqa: PLC0415

    open_guide(screen)


MAKE: Final[Mapping[str, Callable[["BoardScreen"], None]]] = {
    "card": name_card,
    "column": name_column,
    "column_title": rename_column,
    "column_form": column_form,
    "column_gone": column_gone,
    "carry_to": carry_to,
    "filter": find,
    "jump": jump,
    "goal": goal,
    "cycle": cycle,
    "settings": settings,
    "guide": guide,
}
