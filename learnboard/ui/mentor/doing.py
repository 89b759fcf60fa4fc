"""What the keys of a snapshot's screen open, delete, write and leave, by name."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from learnboard.domain.errors import NotFound
from learnboard.domain.feedback import Target
from learnboard.domain.feedback_document import Author
from learnboard.domain.fields import Id
from learnboard.domain.learning import LogEntry
from learnboard.domain.money import BudgetEntry
from learnboard.service.handlers import named
from learnboard.ui.board.cursor import Cursor
from learnboard.ui.mentor.card import MentorCard
from learnboard.ui.mentor.screen import CARDS, WRITTEN
from learnboard.ui.mentor.things import Thing
from learnboard.ui.mentor.words import KINDS, SEVERAL, counted, guessed_reader, person_name

if TYPE_CHECKING:
    from learnboard.ui.mentor.people_screen import PeopleScreen
    from learnboard.ui.mentor.screen import VisitScreen

_SECONDS: Final = 20
_NOTHING_WRITTEN: Final = "There is nothing to write to a file yet: c gives feedback on what the cursor stands on."


def _open(screen: "VisitScreen") -> None:
    """Open the page of the key result, or the form of what was written, or one for what has no page."""
    thing = screen.thing
    if item := next((item for item in screen.sitting.letter.items if item.id == thing.item), None):
        screen.write_about(thing._replace(item=None), item)
    elif card := thing.key_result or _paid_for(screen, thing):
        _open_card(screen, card)
    elif screen.view != WRITTEN or thing.item:
        screen.say("There is no more to see of it: c gives feedback on it.")


def _paid_for(screen: "VisitScreen", thing: Thing) -> Id | None:
    """The key result that money or time is spent for."""
    records = screen.sitting.visit.snapshot.records
    rows: Sequence[BudgetEntry | LogEntry] = ()
    if thing.target.kind == "budget_entry":
        rows = records.budget_entries
    elif thing.target.kind == "log_entry":
        rows = records.log_entries
    return next((row.key_result_id for row in rows if row.id == thing.target.id), None)


def _open_card(screen: "VisitScreen", card: Id) -> None:
    """Open the page of a key result; what was looked at last there is under the cursor when it is closed."""
    visit = screen.sitting.visit
    if screen.view == CARDS:
        cards = tuple(each.id for column in visit.board.columns for each in column.cards)
    else:
        stops = (screen.rolls[screen.view].listing().thing(at) for at in range(_count(screen)))
        cards = tuple(stop.key_result for stop in stops if stop and stop.key_result)

    def closed(last: Id | None) -> None:
        if last is None:
            return
        if screen.view == CARDS:
            at = visit.board.find(last)
            screen.board.cursor = Cursor(*at) if at else screen.board.cursor
        else:
            screen.rolls[screen.view].find(Thing(Target("key_result", last), ""))

    try:
        page = MentorCard(screen.sitting, card, cards)
    except NotFound:
        screen.say("It is not in this snapshot any more: [ opens the one before.")
        return
    screen.app.push_screen(page, closed)


def _count(screen: "VisitScreen") -> int:
    return len(screen.rolls[screen.view].listing().stops)


def _delete(screen: "VisitScreen") -> None:
    """Take out what was written; u brings it back."""
    thing = screen.thing
    item = next((item for item in screen.sitting.letter.items if item.id == thing.item), None)
    if item is None:
        screen.say("There is nothing here to delete.")
        return
    screen.sitting.delete(item.id)
    screen.say(f"deleted your {KINDS[item.kind]} on {thing.named}", "u undo")
    screen.renew()


def _jump(screen: "VisitScreen") -> None:
    """Find a key result by a few letters, and go to it on the board."""
    from learnboard.ui.jump import JumpScreen  # noqa: PLC0415 - only a jump needs it

    board = screen.sitting.visit.board

    def arrive(card: Id | None) -> None:
        at = board.find(card) if card else None
        if at:
            screen.show_view(CARDS)
            screen.board.cursor = Cursor(*at)

    screen.app.push_screen(JumpScreen(board), arrive)


def _write(screen: "VisitScreen") -> None:
    """Write the feedback file, after asking who writes it and where to."""
    from learnboard.ui.mentor.file_form import Delivery, WriteForm  # noqa: PLC0415

    sitting = screen.sitting
    letter, records = sitting.letter, sitting.visit.snapshot.records
    if not letter.items:
        screen.say(_NOTHING_WRITTEN)
        return
    known = letter.author is not None and bool(letter.author.name)
    guess = guessed_reader(sitting.visit)
    author = letter.author or Author(person_name(records, guess), guess)
    people = [(one.id, one.name, one.relation) for one in records.people]
    owner = records.identity.owner.name

    def deliver(delivery: Delivery) -> None:
        sentence = sitting.write(delivery.author, delivery.path, datetime.now(UTC), force=delivery.force)
        screen.say(f"{counted(len(letter.items), 'item')} in the file: send it to {named(owner)}")
        told = f"{sentence} They take it in with “learnboard import FILE”."
        screen.notify(told, markup=False, timeout=_SECONDS)

    numbers = {kind: sum(item.kind == kind for item in letter.items) for kind in KINDS}
    what = ", ".join(counted(number, KINDS[kind], SEVERAL[kind]) for kind, number in numbers.items() if number)

    def form(draft: Mapping[str, str]) -> WriteForm:
        return WriteForm(people, author, sitting.path_for, what, known=known, deliver=deliver, draft=draft)

    screen.open_form("write", form)


def _leave(screen: "VisitScreen") -> None:
    """Go back to the people, or leave; what is in no file yet is told once."""
    if len(screen.app.screen_stack) > 1:
        screen.dismiss(None)
    else:
        leave(screen)


def leave(screen: "VisitScreen | PeopleScreen") -> None:
    """Leave, unless something is in no file yet of which that was not told."""
    sitting = screen.sitting
    count = sitting.unwritten
    if count and count != sitting.told_unwritten:
        sitting.told_unwritten = count
        where = "w writes them" if count > 1 else "w writes it"
        screen.say(f"{counted(count, 'item is', 'items are')} not written to a file yet: {where}, q leaves")
    else:
        screen.app.exit()


DO: Final[Mapping[str, Callable[["VisitScreen"], None]]] = {
    "open": _open,
    "delete": _delete,
    "jump": _jump,
    "write": _write,
    "leave": _leave,
}
