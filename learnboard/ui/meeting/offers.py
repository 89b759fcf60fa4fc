"""What the keys do with a row of the walk, in a sentence under it."""

from collections.abc import Mapping

from learnboard.service.feedback.inbox import Entry, OpenAction, Stale
from learnboard.ui.meeting.walk import Row


def offers(row: Row, keys: Mapping[str, str]) -> str:
    """What can be done with a row; `keys` are those of the page's actions, by their ids."""
    enter = keys["meeting.settle"]
    match row.thing:
        case Stale():
            return f"{enter} checks in, {keys['meeting.open_card']} opens it"
        case OpenAction():
            return f"{enter} takes it back" if row.done else f"{enter} marks it done"
        case Entry():
            return _of_feedback(row.thing, keys, here=row.section != "unattached")
        case _:
            return f"{enter} exports: for whom and what is asked first"


def _of_feedback(entry: Entry, keys: Mapping[str, str], *, here: bool) -> str:
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
