"""What the keys of a meeting's page do: the words of its footer, and what can be done with the row under the cursor."""

from collections.abc import Mapping
from typing import Any, Final

from learnboard.domain.agenda import ProposedTopic
from learnboard.domain.model.people import Topic
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.review import is_held_back
from learnboard.presentation.values import short_name
from learnboard.presentation.worth import looks_text
from learnboard.service.queries.open_items import InboxItem, OpenAction, StaleCard
from learnboard.service.queries.stretches import DueTalk
from learnboard.service.queries.worth import SpentEntry
from learnboard.ui.meeting.preparation import FOLDED, Preparation, PreparationRow
from learnboard.ui.toolkit.text import simplified

_WORDS: Final[Mapping[str, str]] = {
    "meeting.settle": "do it",
    "meeting.fold": "more",
    "board.export": "export",
    "meeting.hold": "we met",
    "agenda.write": "add a line",
    "meeting.take_in": "import",
    "meeting.answer": "answer",
    "board.undo": "undo",
    "board.help": "help",
    "meeting.close": "back",
}
"""Short descriptions of the page's keys for the footer, most important first."""


def key_words(preparation: Preparation, keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the keys for the footer. Include answering and folding only if they apply."""
    words = dict(_WORDS)
    if not any(isinstance(row.subject, InboxItem) for row in preparation.rows):
        del words["meeting.answer"]
    if preparation.unfolded:
        words["meeting.fold"] = "less"
    elif not any(row.section in FOLDED for row in preparation.rows):
        del words["meeting.fold"]
    return [(keys[id_], word) for id_, word in words.items() if id_ in keys]


def offers(row: PreparationRow, keys: Mapping[str, str]) -> str:
    """Return what can be done with a row. `keys` are the keys of the page's actions by id."""
    enter = keys["meeting.settle"]
    match row.subject:
        case StaleCard():
            return f"{enter} checks in, {keys['meeting.open_card']} opens it"
        case OpenAction() | SpentEntry() | DueTalk():
            return _to_do(row, enter)
        case UpcomingMeeting() | ProposedTopic() | Topic():
            return _of_agenda(row, keys)
        case InboxItem():
            return _of_feedback(row.subject, keys, here=row.section != "unattached")
        case _:
            opens = row.section == "proposals"
            return f"{enter} opens it" if opens else f"{enter} exports: for whom and what is asked first"


def is_of_review(subject: Any) -> bool:
    """Whether a row is a review, or what somebody answered to one and is not read yet."""
    if isinstance(subject, InboxItem):
        return is_held_back(subject.feedback)
    return isinstance(subject, UpcomingMeeting) and subject.kind == "progress_review"


def _to_do(row: PreparationRow, enter: str) -> str:
    match row.subject:
        case SpentEntry(looks=looks):
            return f"{enter} corrects it" if row.done else f"{enter} rates it: {looks_text(looks)}"
        case DueTalk(name=name):
            return "" if row.done else f"{enter} keeps that you talked with {simplified(short_name(name))}"
        case _:
            return f"{enter} takes it back" if row.done else f"{enter} marks it done"


def _of_agenda(row: PreparationRow, keys: Mapping[str, str]) -> str:
    enter, drop, edit, turn = (keys[id_] for id_ in ("meeting.settle", "agenda.drop", "agenda.edit", "agenda.turn"))
    if isinstance(row.subject, UpcomingMeeting):
        cancels = "" if row.subject.state == "proposed" else f", {drop} cancels it"
        walks = f"{keys['meeting.open_card']} walks through it, " if is_of_review(row.subject) else ""
        return f"{walks}{keys['meeting.hold']} we met, {enter} changes day and people{cancels}, {turn} the next one"
    if row.proposed:
        return f"{enter} keeps it, {drop} drops it"
    if row.section == "parked":
        return f"{enter} takes it in, {edit} edits it, {drop} deletes it"
    seen = keys["agenda.turn_visibility"]
    return f"{edit} edits it, {turn} development or operational, {seen} who sees it, {drop} drops it"


def _of_feedback(entry: InboxItem, keys: Mapping[str, str], *, here: bool) -> str:
    enter = keys["meeting.settle"]
    opens = f", {keys['meeting.open_card']} opens the review" if is_of_review(entry) else ""
    if here and entry.feedback.target.kind == "key_result":
        opens = f", {keys['meeting.open_card']} opens the key result"
    if entry.feedback.answer != "unanswered":
        return f"{enter} changes the answer"
    if "confirm" in entry.actions:
        return f"{keys['meeting.confirm']} confirms, {enter} asks first"
    if "take_up" in entry.actions:
        card, action = keys["meeting.take_up_key_result"], keys["meeting.take_up_action"]
        what = "an objective" if entry.feedback.target.kind in ("goal", "board") else "a key result"
        return f"{enter} answers, {action} makes it an action, {card} {what}{opens}"
    return f"{enter} answers{opens}"
