"""The default keys of lists of rows and of the pages that they open; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.toolkit.keys import (
    BOARD,
    CARRY,
    CURSOR_SIDEWAYS,
    CYCLE,
    FIND,
    GOAL,
    LEARNING,
    MONEY,
    MOVE,
    PERSON,
    PROPOSAL,
    VIEW,
    Bindings,
    hidden,
)

PAGE_CLOSE: Final = Binding("escape,q", "close", "back", id="page.close", group=MOVE)
CLOSE_CYCLE_KEY: Final = hidden("Y", "close_cycle", "close the cycle", "board.close_cycle", BOARD)
TIMER_KEY: Final = hidden("s", "turn_timer", "start or stop the timer", "timer.turn", BOARD)
# -- lists ------------------------------------------------------------------------------------------------------------
CYCLE_LIST: Final[Bindings] = (
    Binding("n", "new", "next cycle", id="cycle.new", group=CYCLE),
    Binding("enter", "open", "change", id="cycle.open", group=CYCLE),
    Binding("o,space", "show_board", "its board", id="cycle.show", group=CYCLE),
    CLOSE_CYCLE_KEY,
    Binding("X,ctrl+r", "reopen", "open again", id="cycle.reopen", group=CYCLE),
    hidden("delete,backspace", "delete", "delete", "cycle.delete", CYCLE),
    PAGE_CLOSE,
)
PEOPLE_LIST: Final[Bindings] = (
    Binding("n", "new", "new", id="people.new", group=PERSON, tooltip="new person"),
    Binding("enter", "open", "open", id="people.open", group=PERSON),
    hidden("e", "edit", "edit the person", "people.edit", PERSON),
    Binding(
        "x", "step", "go on", id="people.step", group=PERSON, tooltip="asked, met, accepted: the next of them is today"
    ),
    Binding("asterisk", "make_primary", "primary", id="people.primary", group=PERSON, tooltip="the primary mentor"),
    Binding("X,ctrl+r", "end", "end", id="people.end", group=PERSON, tooltip="end the time with a person"),
    hidden("p", "turn_visibility", "who sees it", "people.turn_visibility", PERSON),
    hidden("delete,backspace", "delete", "delete", "people.delete", PERSON),
    PAGE_CLOSE,
)
LEARNING_PAGE: Final[Bindings] = (
    Binding("plus", "log_time", "log", id="log.new", group=LEARNING, tooltip="log learning time"),
    Binding("enter", "open", "change", id="learning.open", group=LEARNING, tooltip="change the entry"),
    Binding("s", "turn_timer", "timer", id="timer.turn", group=LEARNING, tooltip="start or stop the timer"),
    Binding("slash", "filter", "filter", id="board.filter", group=FIND),
    Binding("P", "open_policies", "policies", id="learning.policies", group=LEARNING, tooltip="time agreed on"),
    Binding("c", "choose_block", "calendar", id="learning.block", group=LEARNING, tooltip="weekly time for a calendar"),
    hidden("p", "turn_visibility", "who sees it", "learning.turn_visibility", LEARNING),
    hidden("delete,backspace", "delete", "delete", "learning.delete", LEARNING),
    PAGE_CLOSE,
)
POLICY_LIST: Final[Bindings] = (
    Binding("n", "new", "new", id="policies.new", group=LEARNING, tooltip="agree on other time from a day on"),
    Binding("enter", "open", "change", id="policies.open", group=LEARNING, tooltip="change what was agreed on"),
    Binding("x", "pause", "pause", id="policies.pause", group=LEARNING, tooltip="pause from a day to a day"),
    Binding("X,ctrl+r", "end", "end", id="policies.end", group=LEARNING, tooltip="end the time agreed on"),
    hidden("delete,backspace", "delete", "delete", "policies.delete", LEARNING),
    PAGE_CLOSE,
)
WORTH_PAGE: Final[Bindings] = (
    Binding("enter,space", "open", "rate", id="worth.rate", group=MONEY, tooltip="rate what it was worth"),
    hidden("1,2,3,4,5", "open", "rate with that digit", "worth.digit", MONEY),
    Binding("h", "share", "shared", id="worth.share", group=MONEY, tooltip="keep how you shared it"),
    Binding("y", "copy", "copy", id="worth.copy", group=MONEY, tooltip="copy the success as Markdown"),
    PAGE_CLOSE,
)
ROW_LIST: Final[Bindings] = (
    Binding("enter", "open", "open", id="rows.open", group=VIEW),
    PAGE_CLOSE,
)
ASKS_PAGE: Final[Bindings] = (
    Binding("enter", "open", "open", id="asks.open", group=VIEW, tooltip="open the snapshot at the ask or offer"),
    Binding("y", "copy", "copy", id="asks.copy", group=VIEW, tooltip="copy the list as Markdown, for the group"),
    PAGE_CLOSE,
)
# -- finding ----------------------------------------------------------------------------------------------------------
JUMP: Final[Bindings] = (
    Binding("enter", "choose", "go there", id="jump.choose"),
    Binding("down,ctrl+n", "move('down')", "next", id="jump.next"),
    Binding("up", "move('up')", "previous", id="jump.previous"),
    Binding("escape", "dismiss", "back", id="jump.leave"),
)
# -- goals ------------------------------------------------------------------------------------------------------------
CHOOSE_GOAL: Final[Bindings] = (Binding("x", "choose", "choose", id="goals.choose", group=GOAL),)
GOAL_LIST: Final[Bindings] = (
    Binding("enter", "open_form", "open", id="goals.open", group=GOAL),
    Binding("n", "new_goal", "new", id="goals.new", group=GOAL, tooltip="new candidate"),
    hidden("e", "edit_title", "edit the goal", "goals.edit", GOAL),
    hidden("a", "achieve", "achieved", "goals.achieve", GOAL),
    Binding("w", "walk", "questions", id="goals.walk", group=GOAL, tooltip="the four questions of GROW"),
    hidden("N", "draft_objectives", "make the options draft objectives", "goals.draft_objectives", GOAL),
    Binding("equals_sign", "compare", "pair", id="goals.compare", group=GOAL, tooltip="put two side by side"),
    hidden("p", "turn_visibility", "who sees it", "goals.turn_visibility", GOAL),
    hidden("delete,backspace", "delete", "delete", "goals.delete", GOAL),
    hidden("J,shift+down", "carry(1)", "carry down", "goals.down", CARRY),
    hidden("K,shift+up", "carry(-1)", "carry up", "goals.up", CARRY),
    PAGE_CLOSE,
)
GOAL_PAIR: Final[Bindings] = (
    Binding("enter", "write", "a Tuesday in that job", id="goals.tuesday", group=GOAL),
    *CURSOR_SIDEWAYS,
    PAGE_CLOSE,
)
# -- closing a cycle --------------------------------------------------------------------------------------------------
CLOSING_PAGE: Final[Bindings] = (
    Binding("enter,space", "settle", "answer", id="closing.settle", group=CYCLE),
    Binding("1", "judge('keep')", "keep", id="closing.keep", group=CYCLE),
    Binding("2", "judge('change')", "change", id="closing.change", group=CYCLE),
    Binding("3", "judge('let_go')", "let go", id="closing.let_go", group=CYCLE),
    hidden("full_stop,0,4,5,6,7,8,9", "begin_score", "a score of your own", "closing.score", CYCLE),
    hidden("x,delete,backspace", "take_back", "take an answer back, or leave out", "closing.take_back", CYCLE),
    PAGE_CLOSE,
)
# -- people -----------------------------------------------------------------------------------------------------------
PERSON_PAGE: Final[Bindings] = (
    Binding("a", "open_agreement", "agreement", id="person.agreement", group=PERSON, tooltip="change the agreement"),
    Binding("e", "open_form", "change", id="person.open", group=PERSON, tooltip="change the person"),
    Binding("n", "note", "note", id="person.note", group=PERSON, tooltip="note what helps, and what you wish for"),
    Binding("enter,o", "open", "open", id="person.open_line", group=PERSON, tooltip="open what the line is about"),
    hidden("x", "finish", "action done or not", "person.finish", PERSON),
    hidden("y", "copy", "copy the agreement as Markdown", "person.copy", PERSON),
    hidden("delete,backspace", "delete", "delete the note", "person.delete", PERSON),
    PAGE_CLOSE,
)
# -- proposals --------------------------------------------------------------------------------------------------------
_PROPOSAL: Final[Bindings] = (
    Binding("x", "step", "go on", id="proposals.step", group=PROPOSAL, tooltip="open it; after the close, decide"),
    hidden("e", "edit", "change the proposal", "proposals.edit", PROPOSAL),
    Binding("ctrl+e", "invite", "invite", id="proposals.invite", group=PROPOSAL, tooltip="write a file for each"),
    hidden("X,ctrl+r", "withdraw", "withdraw, or open again", "proposals.withdraw", PROPOSAL),
    hidden("m", "fulfil", "make the time or money of it", "proposals.fulfil", PROPOSAL),
    hidden("y", "copy", "copy the record as Markdown", "proposals.copy", PROPOSAL),
    hidden("p", "turn_visibility", "who sees it", "proposals.turn_visibility", PROPOSAL),
)
PROPOSAL_LIST: Final[Bindings] = (
    Binding("n", "new", "new", id="proposals.new", group=PROPOSAL, tooltip="new proposal"),
    Binding("enter", "open", "open", id="proposals.open", group=PROPOSAL, tooltip="open the proposal"),
    *_PROPOSAL,
    hidden("delete,backspace", "delete", "delete", "proposals.delete", PROPOSAL),
    Binding("slash", "filter", "filter", id="board.filter", group=FIND),
    PAGE_CLOSE,
)
PROPOSAL_PAGE: Final[Bindings] = (
    Binding("a", "answer", "answer", id="proposal.answer", group=PROPOSAL, tooltip="answer a response in its place"),
    Binding("t", "amend", "amend", id="proposal.amend", group=PROPOSAL, tooltip="change what is asked for"),
    hidden("enter", "take_in", "answer, or let feedback count", "proposal.take_in", PROPOSAL),
    *_PROPOSAL,
    hidden("delete,backspace", "delete", "delete what you said", "proposal.delete", PROPOSAL),
    PAGE_CLOSE,
)
