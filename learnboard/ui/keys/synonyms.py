"""Other words for what keys do, by the ids of their bindings: the palette finds a command by them, too."""

from collections.abc import Mapping
from typing import Final

_MOVE: Final = ("move", "reorder", "drag", "shift")
_ADD: Final = ("add", "create")
_REMOVE: Final = ("remove", "erase", "trash", "discard")
_LEAVE: Final = ("exit", "close", "leave", "go back")
_SEARCH: Final = ("search", "look for")
_SHARE: Final = ("share", "send", "hand over")

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    # -- everywhere
    "app.quit": (*_LEAVE, "stop"),
    "app.suspend": ("background", "shell", "terminal"),
    "board.undo": ("take back", "revert", "mistake"),
    "board.redo": ("repeat", "again"),
    "board.help": ("shortcuts", "keyboard", "key bindings", "hotkeys", "legend", "signs", "manual"),
    # -- key results
    "card.new": (*_ADD, "key result", "card", "write"),
    "card.open": ("view", "details", "show", "edit", "description", "history", "chart"),
    "card.check_in": ("update", "progress", "value", "confidence", "log a value", "report", "measure"),
    "card.edit_title": ("rename", "change the name"),
    "card.toggle_done": ("complete", "finish", "achieve", "tick off", "mark"),
    "card.set_due": ("deadline", "schedule", "when", "date"),
    "card.set_labels": ("tags", "hashtags", "categories"),
    "card.toggle_ilo": ("individual learning objective", "focus", "star"),
    "card.turn_visibility": ("share", "visibility", "private", "public", "hide", "mentor", "permissions"),
    "card.drop": ("archive", "abandon", "give up", "cancel", "shelve"),
    "card.delete": _REMOVE,
    "card.left": _MOVE,
    "card.down": (*_MOVE, "priority"),
    "card.up": (*_MOVE, "priority"),
    "card.right": _MOVE,
    "card.carry_to": (*_MOVE, "send"),
    # -- objectives
    "column.left": _MOVE,
    "column.right": _MOVE,
    "column.new": (*_ADD, "column"),
    "column.edit_title": ("rename", "change the name", "column"),
    "column.open": ("edit", "details", "view", "column"),
    "column.delete": (*_REMOVE, "column"),
    # -- finding
    "board.filter": (*_SEARCH, "find", "query", "only"),
    "board.clear_filter": ("show all", "reset", "search", "unfilter"),
    "board.jump": (*_SEARCH, "go to", "open by name", "where is"),
    "board.turn_density": ("zoom", "smaller", "larger", "density", "view", "collapse", "expand"),
    # -- the board
    "board.cycle": ("year", "quarter", "period", "start", "end", "next year", "last year"),
    "board.earlier_cycle": ("last year", "previous", "past"),
    "board.later_cycle": ("next year", "following"),
    "cycle.new": (*_ADD, "next year", "quarter", "onboarding"),
    "cycle.open": ("edit", "dates", "title"),
    "cycle.show": ("board", "go to", "objectives"),
    "cycle.reopen": ("reopen", "unlock", "undo the close"),
    "cycle.delete": _REMOVE,
    "board.goal": ("long-term goal", "vision", "aim", "grow", "candidates", "search", "career"),
    "board.close_cycle": ("finish the year", "score", "review the year", "year-end", "carry over", "next year"),
    "closing.settle": ("write", "keep the score", "next"),
    "closing.keep": ("go on", "verdict"),
    "closing.change": ("go on otherwise", "verdict"),
    "closing.let_go": ("stop", "drop", "verdict"),
    "closing.score": ("own score", "override"),
    "closing.take_back": (*_REMOVE, "exclude", "reset"),
    "board.settings": ("preferences", "options", "configuration", "hours", "learning time left", "time budget"),
    "board.meeting": ("mentor", "agenda", "feedback", "questions", "actions", "one on one"),
    "board.export": (*_SHARE, "save", "snapshot", "download", "print", "html", "json", "mentor"),
    "board.import": ("load", "open a file", "feedback"),
    "board.backups": ("backup", "restore", "recover", "save", "earlier", "history"),
    "board.quit": (*_LEAVE, "stop"),
    # -- goals
    "goals.open": ("edit", "details", "status", "horizon"),
    "goals.new": (*_ADD, "candidate", "idea"),
    "goals.edit": ("rename", "change the statement"),
    "goals.choose": ("active", "decide", "pick", "commit"),
    "goals.achieve": ("done", "complete", "finish", "reached"),
    "goals.walk": ("grow", "coach", "reflect", "reality", "options", "way forward"),
    "goals.draft_objectives": (*_ADD, "objectives", "options", "plan"),
    "goals.compare": ("difference", "weigh", "two"),
    "goals.turn_visibility": ("share", "visibility", "private", "public", "hide", "mentor"),
    "goals.delete": _REMOVE,
    "goals.down": _MOVE,
    "goals.up": _MOVE,
    "goals.tuesday": ("day", "imagine", "write", "answer"),
    # -- a person's page
    "person.agreement": ("contract", "comfort zone", "cadence", "expectations", "confidential"),
    "person.open": ("edit", "details", "relation", "name"),
    "person.note": (*_ADD, "upward feedback", "supervisor", "helps", "wish"),
    "person.open_line": ("view", "details", "card", "key result"),
    "person.finish": ("complete", "tick off", "mark"),
    "person.copy": ("clipboard", "print", "markdown"),
    "person.delete": _REMOVE,
    # -- a card's page
    "step.new": (*_ADD, "milestone", "task", "to do", "checklist"),
    "step.weight": ("importance", "counts", "milestone"),
    "step.up": (*_MOVE, "priority"),
    "step.down": (*_MOVE, "priority"),
    "page.close": ("close", "leave", "exit", "board"),
    # -- meetings, files and backups
    "meeting.settle": ("check in", "answer", "export", "open"),
    "meeting.answer": ("reply", "respond", "decide"),
    "meeting.confirm": ("approve", "accept", "money"),
    "meeting.take_up_key_result": (*_ADD, "accept", "adopt", "card"),
    "meeting.take_up_action": (*_ADD, "accept", "adopt", "to do"),
    "meeting.take_in": ("import", "load", "open a file"),
    "meeting.fold": ("collapse", "expand", "older", "history"),
    "meeting.finish": ("complete", "tick off", "mark"),
    "meeting.open_card": ("view", "details", "card"),
    "meeting.close": ("close", "leave", "exit", "board"),
    "arrival.take_in": ("import", "load", "accept"),
    "arrival.leave": ("cancel", "close", "exit", "back"),
    "replace.do": ("import", "load", "restore"),
    "replace.leave": ("cancel", "close", "exit", "back"),
    "backups.restore": ("restore", "recover", "roll back", "undo"),
    "backups.make": ("save", "backup", "create"),
    "backups.close": ("close", "leave", "exit"),
    "trouble.new": (*_ADD, "begin", "start over"),
    "trouble.again": ("retry", "reload"),
    # -- forms
    "form.save": ("submit", "done", "ok"),
    "form.save_anywhere": ("submit", "done", "ok"),
    "form.leave": ("cancel", "close", "exit"),
    "form.start_over": ("reset", "clear", "discard"),
    # -- the mentor's view
    "mentor.comment": ("comment", "question", "suggest", "praise", "write", "answer"),
    "mentor.note": ("private", "write", "remember"),
    "mentor.approve": ("accept", "yes", "money"),
    "mentor.decline": ("reject", "refuse", "no", "money"),
    "mentor.consent": ("agree", "accept", "yes", "proposal"),
    "mentor.object": ("veto", "reject", "no", "proposal"),
    "mentor.delete": _REMOVE,
    "mentor.write": (*_SHARE, "save", "export"),
    "mentor.open": ("view", "details", "show"),
    "mentor.changes": ("difference", "compare", "news"),
    "mentor.board": ("key results", "objectives", "cards"),
    "mentor.asks": ("requests", "hours", "learning time", "budget", "approvals"),
    "mentor.written": ("comments", "notes", "draft"),
    "mentor.earlier": ("previous", "older", "history"),
    "mentor.later": ("next", "newer", "history"),
    "mentor.leave": ("exit", "quit", "close"),
}
"""In plain lower case. Words of the description itself need no place here."""

THEME_SYNONYMS: Final = ("colors", "appearance", "look", "skin")
DARK_SYNONYMS: Final = ("dark mode", "night")
LIGHT_SYNONYMS: Final = ("light mode", "day")
