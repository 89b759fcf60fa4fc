"""All key bindings: the default keys of every action, and which bindings share a screen.

Screens take their `BINDINGS` from here; help, palette, footer, README and the user's keymap derive from them. Ids are
public: settings.toml uses them.
"""

from typing import Final, Literal, TypeAlias

from textual.binding import Binding

from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.keys.growth_bindings import (
    GROWTH_BOARD,
    GROWTH_CARD,
    GROWTH_IDS,
    HINT_LIST,
    ILO_LIST,
    REVIEW_PAGE,
    SKILLS_PAGE,
    STRETCH_LIST,
)
from learnboard.ui.keys.list_bindings import (
    ASKS_PAGE,
    CHOOSE_GOAL,
    CLOSE_CYCLE_KEY,
    CLOSING_PAGE,
    CYCLE_LIST,
    GOAL_LIST,
    GOAL_PAIR,
    JUMP,
    LEARNING_PAGE,
    PAGE_CLOSE,
    PEOPLE_LIST,
    PERSON_PAGE,
    POLICY_LIST,
    PROPOSAL_LIST,
    PROPOSAL_PAGE,
    ROW_LIST,
    TIMER_KEY,
    WORTH_PAGE,
)
from learnboard.ui.keys.money_bindings import ALLOCATION_LIST, MONEY_PAGE
from learnboard.ui.toolkit.keys import (
    BOARD,
    CARD,
    CARRY,
    COLUMN,
    CURSOR,
    CURSOR_SIDEWAYS,
    FEEDBACK,
    FIND,
    FORM,
    MEETING,
    MOVE,
    SPACE_PAGES,
    VIEW,
    Bindings,
    hidden,
)

Program: TypeAlias = Literal["board", "mentor", "recovery"]
# -- everywhere -------------------------------------------------------------------------------------------------------
PROGRAM_KEYS: Final[Bindings] = (
    Binding("ctrl+p", "command_palette", "palette", id="app.palette", show=False, priority=True, group=BOARD),
    Binding("ctrl+q,ctrl+c", "quit", "quit at once", id="app.quit", show=False, priority=True, group=BOARD),
    Binding(
        "ctrl+z",
        "suspend_process",
        "suspend, fg comes back",
        id="app.suspend",
        show=False,
        priority=True,
        group=BOARD,
    ),
)
YIELDING: Final = ("app.quit", "app.suspend")
"""Keys of everywhere that edit the text instead while one is typed."""
HELP_KEY: Final = Binding("question_mark", "help", "help", id="board.help", group=BOARD)
EDITOR: Final[Bindings] = (
    hidden("plus", "log_time", "log learning time", "log.new", BOARD),
    Binding("u", "undo", "undo", id="board.undo", group=BOARD),
    hidden("U", "redo", "redo", "board.redo", BOARD),
    HELP_KEY,
)
HELP: Final[Bindings] = (Binding("escape,q,question_mark", "dismiss", "close", id="help.close"), *SPACE_PAGES)
# -- the board --------------------------------------------------------------------------------------------------------
KEY_RESULT: Final[Bindings] = (
    Binding("enter", "open_card", "open", id="card.open", group=CARD),
    Binding("space", "check_in", "check in", id="card.check_in", group=CARD),
    hidden("e", "edit_title", "edit title", "card.edit_title", CARD),
    hidden("x", "toggle_done", "done or not", "card.toggle_done", CARD),
    hidden("t", "set_due", "due date", "card.set_due", CARD),
    hidden("number_sign", "set_labels", "labels", "card.set_labels", CARD),
    hidden("i", "toggle_ilo", "make it the ILO, or end it", "card.toggle_ilo", CARD),
    hidden("p", "turn_visibility", "who sees it", "card.turn_visibility", CARD),
    hidden("d", "drop", "drop it, or take it up", "card.drop", CARD),
    hidden("delete,backspace", "delete", "delete", "card.delete", CARD),
    TIMER_KEY,
    *GROWTH_CARD,
)
CARRYING: Final[Bindings] = (
    hidden("H,shift+left,less_than_sign", "carry('left')", "carry left", "card.left", CARRY),
    hidden("J,shift+down", "carry('down')", "carry down", "card.down", CARRY),
    hidden("K,shift+up", "carry('up')", "carry up", "card.up", CARRY),
    hidden("L,shift+right,greater_than_sign", "carry('right')", "carry right", "card.right", CARRY),
    hidden("left_square_bracket", "carry_column(-1)", "carry column left", "column.left", CARRY),
    hidden("right_square_bracket", "carry_column(1)", "carry column right", "column.right", CARRY),
)
OBJECTIVE: Final[Bindings] = (
    hidden("N", "new_objective", "new objective", "column.new", COLUMN),
    hidden("E", "edit_objective_title", "edit the objective's title", "column.edit_title", COLUMN),
    hidden("o", "open_objective", "open objective", "column.open", COLUMN),
    hidden("D", "delete_objective", "delete objective", "column.delete", COLUMN),
)
FILTER_KEY: Final = Binding("slash", "filter", "filter", id="board.filter", group=FIND)
FINDING: Final[Bindings] = (
    FILTER_KEY,
    hidden("escape", "clear_filter", "clear the filter", "board.clear_filter", FIND),
)
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COLUMNS: Final[Bindings] = tuple(
    Binding(
        str(number),
        f"go_to_column({number})",
        "to the column of that number",
        id=f"cursor.column_{word}",
        group=MOVE,
        show=False,
        tooltip=f"to column {number}",
    )
    for number, word in enumerate(_NUMBERS, 1)
)
"""A tooltip is what the palette calls a key that is one of several with the same description."""
_LATER_KEYS: Final = GROWTH_IDS | frozenset(
    {"log.new", "timer.turn", "board.learning", "board.money", "board.rows", "learning.block", "mentor.back"}
)
"""What came with a key that a person may have given to something else before."""
SPARE_IDS: Final = _LATER_KEYS | {
    *(binding.id for binding in COLUMNS),
    *(f"{page}.{verdict}" for page in ("closing", "review") for verdict in ("keep", "change", "let_go")),
}
"""What can be done as quickly without its key: nothing is said when a person's own key takes it away."""
JUMP_KEY: Final = hidden("f", "jump", "find and jump", "board.jump", FIND)
DENSITY_KEY: Final = hidden("z", "turn_density", "comfortable or compact", "board.turn_density", FIND)
EXPORT_KEY: Final = Binding("ctrl+e", "export", "export", id="board.export", group=BOARD)
ROWS_KEY: Final = hidden("V", "open_rows", "everything there is, to read", "board.rows", BOARD)
BOARD_SCREEN: Final[Bindings] = (
    Binding("n", "new_key_result", "new", id="card.new", group=CARD),
    hidden("M", "carry_to", "carry to a column by number", "card.carry_to", CARRY),
    *OBJECTIVE,
    *FINDING,
    JUMP_KEY,
    *COLUMNS,
    DENSITY_KEY,
    hidden("C", "open_cycles", "cycles", "board.cycle", BOARD),
    hidden("left_parenthesis", "step_cycle(-1)", "the cycle before", "board.earlier_cycle", BOARD),
    hidden("right_parenthesis", "step_cycle(1)", "the cycle after", "board.later_cycle", BOARD),
    hidden("O", "open_goals", "goals", "board.goal", BOARD),
    hidden("P,f4", "open_people", "people", "board.people", BOARD),
    CLOSE_CYCLE_KEY,
    hidden("comma", "open_settings", "board settings", "board.settings", BOARD),
    hidden("T", "open_learning", "learning time", "board.learning", BOARD),
    hidden("dollar_sign", "open_money", "money and proposals", "board.money", BOARD),
    *GROWTH_BOARD,
    Binding("m", "prepare_meeting", "prepare the meeting", id="board.meeting", group=BOARD),
    EXPORT_KEY,
    hidden("I", "import_file", "import a file", "board.import", BOARD),
    ROWS_KEY,
    hidden("B", "open_backups", "backups", "board.backups", BOARD),
    Binding("q", "app.quit", "quit", id="board.quit", group=BOARD),
)
# -- a card's page ----------------------------------------------------------------------------------------------------
STEPS: Final[Bindings] = (
    Binding("n", "write_step", "new step", id="step.new", group=CARD),
    hidden("A", "write_action", "new action", "action.new", CARD),
    hidden("w", "weigh_step", "weight of the step", "step.weight", CARD),
    hidden("K,shift+up", "move_step(-1)", "carry the step up", "step.up", CARRY),
    hidden("J,shift+down", "move_step(1)", "carry the step down", "step.down", CARRY),
)
CARD_SIDEWAYS: Final[Bindings] = (
    hidden("h,left", "move('left')", "the card before", "cursor.left", MOVE),
    hidden("l,right", "move('right')", "the next card", "cursor.right", MOVE),
)
CARD_PAGE: Final[Bindings] = (
    Binding("enter", "open_card", "edit", id="card.open", group=CARD),
    *CARD_SIDEWAYS,
    PAGE_CLOSE,
)
# -- meetings, files and backups --------------------------------------------------------------------------------------
FEEDBACK_KEYS: Final[Bindings] = (
    Binding("a", "answer", "answer", id="meeting.answer", group=FEEDBACK),
    hidden("y", "confirm", "confirm the decision", "meeting.confirm", FEEDBACK),
    hidden("n", "take_up('key_result')", "make the suggestion a key result", "meeting.take_up_key_result", FEEDBACK),
    hidden("A", "take_up('action')", "make the suggestion an action", "meeting.take_up_action", FEEDBACK),
    Binding("i", "import_file", "import feedback", id="meeting.take_in", group=FEEDBACK),
)
AGENDA_KEYS: Final[Bindings] = (
    Binding("t", "write_topic", "add a line", id="agenda.write", group=MEETING),
    hidden("e", "edit_title", "edit the line", "agenda.edit", MEETING),
    hidden("tab", "turn", "development or operational; elsewhere, the next meeting", "agenda.turn", MEETING),
    hidden("p", "turn_visibility", "keep the line at home, or show it", "agenda.turn_visibility", MEETING),
    hidden("delete,backspace", "drop", "drop the line, or cancel the meeting", "agenda.drop", MEETING),
    hidden("J,shift+down", "carry(1)", "carry the line down", "agenda.down", CARRY),
    hidden("K,shift+up", "carry(-1)", "carry the line up", "agenda.up", CARRY),
)
MEETING_PAGE: Final[Bindings] = (
    Binding("enter,space", "settle", "do it", id="meeting.settle", group=MEETING),
    hidden("v", "turn_fold", "show answered feedback, or fold it", "meeting.fold", MEETING),
    hidden("x", "finish", "action done or not, or keep the topic", "meeting.finish", MEETING),
    Binding("w", "hold", "we met", id="meeting.hold", group=MEETING),
    hidden("N", "plan", "plan a meeting", "meeting.plan", MEETING),
    hidden("o", "open_card", "open the key result or the review", "meeting.open_card", CARD),
    EXPORT_KEY,
    Binding("escape,q", "close", "back", id="meeting.close", group=MOVE),
)
IMPORT_FEEDBACK: Final[Bindings] = (
    Binding("enter", "take_in", "import it", id="arrival.take_in", group=BOARD),
    Binding("y", "add_author(True)", "add who wrote it", id="arrival.add_author", group=BOARD),
    Binding("n", "add_author(False)", "do not add them", id="arrival.no_author", group=BOARD),
    *SPACE_PAGES,
    HELP_KEY,
    Binding("escape,q", "dismiss(False)", "leave it", id="arrival.leave", group=BOARD),
)
REPLACE_BOARD: Final[Bindings] = (
    Binding("enter", "replace", "replace the board", id="replace.do", group=BOARD),
    HELP_KEY,
    Binding("escape,q", "leave", "leave it", id="replace.leave", group=BOARD),
)
BACKUP_LIST: Final[Bindings] = (
    Binding("enter", "restore", "bring it back", id="backups.restore", group=BOARD),
    HELP_KEY,
    Binding("escape,q", "close", "back", id="backups.close", group=MOVE),
)
BACKUPS: Final[Bindings] = (Binding("b", "back_up", "back up now", id="backups.make", group=BOARD),)
RECOVERY: Final[Bindings] = (
    Binding("n", "begin", "a new board", id="trouble.new", group=BOARD),
    Binding("r", "again", "try again", id="trouble.again", group=BOARD),
    Binding("escape,q", "close", "leave", id="backups.close", group=MOVE),
)
# -- the mentor's view ------------------------------------------------------------------------------------------------
WRITE_FEEDBACK: Final[Bindings] = (
    Binding("c", "write_on", "give feedback", id="mentor.comment", group=FEEDBACK),
    hidden("o", "note", "own note", "mentor.note", FEEDBACK),
    hidden("u", "undo", "undo", "board.undo", FEEDBACK),
    HELP_KEY,
)
LEAVE_MENTOR: Final[Bindings] = (
    hidden("escape", "back", "back", "mentor.back", MOVE),
    Binding("q", "leave", "leave", id="mentor.leave", group=BOARD),
)
OPEN_MENTOR: Final = Binding("enter", "open", "open", id="mentor.open", group=VIEW)
SNAPSHOT: Final[Bindings] = (
    hidden("A", "decide('approve')", "approve", "mentor.approve", FEEDBACK),
    hidden("D", "decide('decline')", "decline", "mentor.decline", FEEDBACK),
    hidden("C", "decide('consent')", "consent", "mentor.consent", FEEDBACK),
    hidden("O", "decide('objection')", "object", "mentor.object", FEEDBACK),
    hidden("t", "write_topic", "a topic for the agenda", "mentor.topic", FEEDBACK),
    Binding("delete,backspace", "delete", "delete", id="mentor.delete", group=FEEDBACK),
    Binding("w", "write_file", "write the file", id="mentor.write", group=FEEDBACK),
    OPEN_MENTOR,
    Binding("tab", "step_view(1)", "next view", id="mentor.next_view", group=VIEW),
    hidden("shift+tab", "step_view(-1)", "view before", "mentor.previous_view", VIEW),
    hidden("1", "view(0)", "since we met; again, what changed", "mentor.changes", VIEW),
    hidden("2", "view(1)", "the board", "mentor.board", VIEW),
    hidden("3", "view(2)", "asks, time and money", "mentor.asks", VIEW),
    hidden("4", "view(3)", "your feedback", "mentor.written", VIEW),
    hidden("left_square_bracket,less_than_sign", "turn(-1)", "the snapshot before", "mentor.earlier", VIEW),
    hidden("right_square_bracket,greater_than_sign", "turn(1)", "the snapshot after", "mentor.later", VIEW),
    JUMP_KEY,
    ROWS_KEY,
    DENSITY_KEY,
    *LEAVE_MENTOR,
)
PEOPLE: Final[Bindings] = (
    OPEN_MENTOR,
    Binding(
        "s,f3", "sort", "sort", id="desk.sort", group=VIEW, tooltip="sort by need, name, next meeting or last file"
    ),
    FILTER_KEY,
    Binding("a", "open_asks", "asks", id="desk.asks", group=VIEW, tooltip="asks and offers of all of them"),
    HELP_KEY,
    *LEAVE_MENTOR,
)
MENTOR_CARD: Final[Bindings] = (
    Binding("h,left", "move('left')", "the card before", id="cursor.left", group=MOVE),
    Binding("l,right", "move('right')", "the next card", id="cursor.right", group=MOVE),
    PAGE_CLOSE,
)

# -- which keys work at once ------------------------------------------------------------------------------------------


class ScreenKeys(NamedTuple):
    """A screen: its bindings, its programs, whether it is modal, and whether it takes typed text."""

    bindings: Bindings
    programs: tuple[Program, ...] = ("board",)
    modal: bool = True
    typed_into: bool = False


_ALL: Final[tuple[Program, ...]] = ("board", "mentor", "recovery")
SCREENS: Final[dict[str, ScreenKeys]] = {
    "board": ScreenKeys(
        (*BOARD_SCREEN, *KEY_RESULT, *EDITOR, *CURSOR, *CURSOR_SIDEWAYS, *CARRYING, *PROGRAM_KEYS), modal=False
    ),
    "card": ScreenKeys((*CARD_PAGE, *CURSOR, *STEPS, *KEY_RESULT[1:], *EDITOR, *PROGRAM_KEYS)),
    "cycles": ScreenKeys((*CYCLE_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "goals": ScreenKeys((*GOAL_LIST, *CHOOSE_GOAL, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "two goals": ScreenKeys((*GOAL_PAIR, *CHOOSE_GOAL, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "person": ScreenKeys((*PERSON_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "learning": ScreenKeys((*LEARNING_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "money": ScreenKeys((*MONEY_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "budgets": ScreenKeys((*ALLOCATION_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "skills": ScreenKeys((*SKILLS_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "policies": ScreenKeys((*POLICY_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "worth": ScreenKeys((*WORTH_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "proposals": ScreenKeys((*PROPOSAL_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "proposal": ScreenKeys((*PROPOSAL_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "hints": ScreenKeys((*HINT_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "ilo history": ScreenKeys((*ILO_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "stretches": ScreenKeys((*STRETCH_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "tables": ScreenKeys((*ROW_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "rows": ScreenKeys((*ROW_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "file's tables": ScreenKeys((*ROW_LIST, *CURSOR, HELP_KEY, *PROGRAM_KEYS), ("board", "mentor")),
    "file's rows": ScreenKeys((*ROW_LIST, *CURSOR, HELP_KEY, *PROGRAM_KEYS), ("board", "mentor")),
    "closing": ScreenKeys((*CLOSING_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "review": ScreenKeys((*REVIEW_PAGE, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "meeting": ScreenKeys((*MEETING_PAGE, *AGENDA_KEYS, *CURSOR, *FEEDBACK_KEYS, *EDITOR, *PROGRAM_KEYS)),
    "board's people": ScreenKeys((*PEOPLE_LIST, *CURSOR, *EDITOR, *PROGRAM_KEYS)),
    "import feedback": ScreenKeys((*IMPORT_FEEDBACK, *CURSOR, *PROGRAM_KEYS)),
    "replace the board": ScreenKeys((*REPLACE_BOARD, *CURSOR, *PROGRAM_KEYS)),
    "backups": ScreenKeys((*BACKUPS, *BACKUP_LIST, *CURSOR, *PROGRAM_KEYS)),
    "recovery": ScreenKeys((*RECOVERY, *BACKUP_LIST[:-1], *CURSOR, *PROGRAM_KEYS), ("recovery",)),
    "snapshot": ScreenKeys(
        (*SNAPSHOT, *WRITE_FEEDBACK, *CURSOR, *CURSOR_SIDEWAYS, *PROGRAM_KEYS), ("mentor",), modal=False
    ),
    "people": ScreenKeys((*PEOPLE, *CURSOR, *PROGRAM_KEYS), ("mentor",), modal=False),
    "asks and offers": ScreenKeys((*ASKS_PAGE, *CURSOR, HELP_KEY, *PROGRAM_KEYS), ("mentor",)),
    "mentor's card": ScreenKeys((*MENTOR_CARD, *CURSOR, *WRITE_FEEDBACK, *PROGRAM_KEYS), ("mentor",)),
    "help": ScreenKeys((*HELP, *CURSOR, *PROGRAM_KEYS), _ALL),
    "form": ScreenKeys((*FORM, *PROGRAM_KEYS), _ALL, typed_into=True),
    "jump": ScreenKeys((*JUMP, *PROGRAM_KEYS), _ALL, typed_into=True),
}
"""The bindings that are active together, by screen. A test compares them with the screens."""
