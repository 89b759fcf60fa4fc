"""What the keys do with a row of the walk, in a sentence under it; and what they do on the page, in its last line."""

from collections.abc import Mapping
from typing import Final

from learnboard.service.feedback.inbox import InboxItem, OpenAction, Stale
from learnboard.ui.meeting.walk import FOLDED, Preparation, PreparationRow

_WORDS: Final[Mapping[str, str]] = {
    "meeting.settle": "do it",
    "meeting.fold": "more",
    "board.export": "export",
    "meeting.take_in": "take in",
    "meeting.answer": "answer",
    "board.undo": "undo",
    "board.help": "help",
    "meeting.close": "back",
}
"""What the keys of the page's actions do, in as few words as will do; the less needed ones later."""


def key_words(preparation: Preparation, keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """The keys worth a place on the last line; those of answers and of the fold where there are any."""
    words = dict(_WORDS)
    if not any(isinstance(row.subject, InboxItem) for row in preparation.rows):
        del words["meeting.answer"]
    if preparation.unfolded:
        words["meeting.fold"] = "less"
    elif not any(row.section in FOLDED for row in preparation.rows):
        del words["meeting.fold"]
    return [(keys[id_], word) for id_, word in words.items() if id_ in keys]


def offers(row: PreparationRow, keys: Mapping[str, str]) -> str:
    """What can be done with a row; `keys` are those of the page's actions, by their ids."""
    enter = keys["meeting.settle"]
    match row.subject:
        case Stale():
            return f"{enter} checks in, {keys['meeting.open_card']} opens it"
        case OpenAction():
            return f"{enter} takes it back" if row.done else f"{enter} marks it done"
        case InboxItem():
            return _of_feedback(row.subject, keys, here=row.section != "unattached")
        case _:
            return f"{enter} exports: for whom and what is asked first"


def _of_feedback(entry: InboxItem, keys: Mapping[str, str], *, here: bool) -> str:
    enter = keys["meeting.settle"]
    opens = ""
    if here and entry.feedback.target.kind == "key_result":
        opens = f", {keys['meeting.open_card']} opens the key result"
    if entry.feedback.answer != "unanswered":
        return f"{enter} changes the answer"
    if "confirm" in entry.can:
        return f"{keys['meeting.confirm']} confirms, {enter} asks first"
    if "take_up" in entry.can:
        card, action = keys["meeting.take_up_key_result"], keys["meeting.take_up_action"]
        return f"{enter} answers, {action} makes it an action, {card} a key result{opens}"
    return f"{enter} answers{opens}"
