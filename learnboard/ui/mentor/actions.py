"""What the keys of a snapshot's screen open, delete, write and leave, by name."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from learnboard.domain.errors import NotFound
from learnboard.domain.model.feedback import Author, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.presentation.feedback import item_text
from learnboard.presentation.labels import FEEDBACK_KINDS, quoted
from learnboard.presentation.values import count_of
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.mentor.card import MentorCard
from learnboard.ui.mentor.reader import guessed_reader
from learnboard.ui.mentor.screen import CARDS, WRITTEN
from learnboard.ui.mentor.subjects import FeedbackSubject
from learnboard.ui.toolkit.text import simplified

if TYPE_CHECKING:
    from learnboard.ui.mentor.people_screen import PeopleScreen
    from learnboard.ui.mentor.screen import SnapshotScreen


_SECONDS: Final = 20
_NOTHING_WRITTEN: Final = "There is nothing to write to a file yet: c gives feedback on what the cursor stands on."


def _open(screen: "SnapshotScreen") -> None:
    """Open the page of the key result, or the form of what was written, or one for what has no page."""
    subject = screen.subject
    if item := next((item for item in screen.mentor_session.feedback_draft.items if item.id == subject.item), None):
        screen.write_about(subject._replace(item=None), item)
    elif card := subject.key_result or _paid_for(screen, subject):
        _open_card(screen, card)
    elif screen.view != WRITTEN or subject.item:
        screen.say("There is no more to see of it: c gives feedback on it.")


def _paid_for(screen: "SnapshotScreen", subject: FeedbackSubject) -> Id | None:
    """The key result that money or time is spent for."""
    records = screen.mentor_session.snapshot_view.snapshot.records
    rows: Sequence[BudgetEntry | LogEntry] = ()
    if subject.target.kind == "budget_entry":
        rows = records.budget_entries
    elif subject.target.kind == "log_entry":
        rows = records.log_entries
    return next((row.key_result_id for row in rows if row.id == subject.target.id), None)


def _open_card(screen: "SnapshotScreen", card: Id) -> None:
    """Open the page of a key result; what was looked at last there is under the cursor when it is closed."""
    snapshot_view = screen.mentor_session.snapshot_view
    if screen.view == CARDS:
        cards = tuple(each.id for column in snapshot_view.board.columns for each in column.cards)
    else:
        stops = (screen.rolls[screen.view].blocks().subject(at) for at in range(_count(screen)))
        cards = tuple(stop.key_result for stop in stops if stop and stop.key_result)

    def closed(last: Id | None) -> None:
        if last is None:
            return
        if screen.view == CARDS:
            at = snapshot_view.board.find(last)
            screen.board.cursor = Cursor(*at) if at else screen.board.cursor
        else:
            screen.rolls[screen.view].find(FeedbackSubject(Target("key_result", last), ""))

    try:
        page = MentorCard(screen.mentor_session, card, cards)
    except NotFound:
        screen.say("It is not in this snapshot any more: [ opens the one before.")
        return
    screen.app.push_screen(page, closed)


def _count(screen: "SnapshotScreen") -> int:
    return len(screen.rolls[screen.view].blocks().stops)


def _delete(screen: "SnapshotScreen") -> None:
    """Take out what was written; u brings it back."""
    subject = screen.subject
    item = next((item for item in screen.mentor_session.feedback_draft.items if item.id == subject.item), None)
    if item is None:
        screen.say("There is nothing here to delete.")
        return
    screen.mentor_session.delete(item.id)
    screen.say(f"deleted your {item_text(item.kind, subject.named)}", "u undo")
    screen.renew()


def _jump(screen: "SnapshotScreen") -> None:
    """Find a key result by a few letters, and go to it on the board."""
    from learnboard.ui.board.jump import JumpScreen  # noqa: PLC0415 - only a jump needs it

    board = screen.mentor_session.snapshot_view.board

    def arrive(card: Id | None) -> None:
        at = board.find(card) if card else None
        if at:
            screen.show_view(CARDS)
            screen.board.cursor = Cursor(*at)

    screen.app.push_screen(JumpScreen(board), arrive)


def _write(screen: "SnapshotScreen") -> None:
    """Write the feedback file, after asking who writes it and where to."""
    from learnboard.ui.mentor.file_form import FeedbackFileOrder, WriteFeedbackForm  # noqa: PLC0415

    mentor_session = screen.mentor_session
    feedback_draft, records = mentor_session.feedback_draft, mentor_session.snapshot_view.snapshot.records
    if not feedback_draft.items:
        screen.say(_NOTHING_WRITTEN)
        return
    known = feedback_draft.author is not None and bool(feedback_draft.author.name)
    guess = guessed_reader(mentor_session.snapshot_view)
    names = {person.id: simplified(person.name) for person in records.people}
    author = feedback_draft.author or Author(names.get(guess or "", ""), guess)
    people = [(one.id, one.name, one.relation) for one in records.people]
    owner = records.board_info.owner.name

    def deliver(delivery: FeedbackFileOrder) -> None:
        message = mentor_session.write(delivery.author, delivery.path, datetime.now(UTC), force=delivery.force)
        screen.say(f"{count_of(len(feedback_draft.items), 'item')} in the file: send it to {quoted(owner)}")
        told = f"{message} They take it in with “learnboard import FILE”."
        screen.notify(told, markup=False, timeout=_SECONDS)

    numbers = Counter(item.kind for item in feedback_draft.items)
    labels = ((numbers[kind], label) for kind, label in FEEDBACK_KINDS.items())
    what = ", ".join(count_of(number, label.noun, label.plural) for number, label in labels if number)

    def form(draft: Mapping[str, str]) -> WriteFeedbackForm:
        return WriteFeedbackForm(
            people, author, mentor_session.path_for, what, known=known, deliver=deliver, draft=draft
        )

    screen.open_form("write", form)


def _leave(screen: "SnapshotScreen") -> None:
    """Go back to the people, or leave; what is in no file yet is told once."""
    if len(screen.app.screen_stack) > 1:
        screen.dismiss(None)
    else:
        leave(screen)


def leave(screen: "SnapshotScreen | PeopleScreen") -> None:
    """Leave, unless something is in no file yet of which that was not told."""
    mentor_session = screen.mentor_session
    count = mentor_session.unwritten
    if count and count != mentor_session.told_unwritten:
        mentor_session.told_unwritten = count
        where = "w writes them" if count > 1 else "w writes it"
        screen.say(f"{count_of(count, 'item is', 'items are')} not written to a file yet: {where}, q leaves")
    else:
        screen.app.exit()


DO: Final[Mapping[str, Callable[["SnapshotScreen"], None]]] = {
    "open": _open,
    "delete": _delete,
    "jump": _jump,
    "write": _write,
    "leave": _leave,
}
