"""The open actions of a board, with what they belong to."""

from datetime import date

from learnboard.domain.as_of import is_later, known_row
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Action, Meeting, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.meetings import held_name
from learnboard.presentation.values import quoted
from learnboard.storage.store import Store


class ListedAction(NamedTuple):
    """An open action: whose it is (empty for nobody's), and the key result or meeting that it comes from."""

    action: Action
    who: str
    mine: bool
    late: bool
    about: str


def list_actions(store: Store, day: date) -> tuple[ListedAction, ...]:
    """Return the open actions as known on a day, by the day they are due; those without one come last."""
    names: dict[Id | None, str] = {person.id: person.name for person in store.rows(Person)}
    names[OWNER] = store.board_info().owner.name
    meetings = {row.id: row for row in store.rows(Meeting)}
    rows = [known_row(row, day) for row in store.rows(Action)]
    rows = [row for row in rows if not row.done_on and not _is_later(meetings.get(row.meeting_id or ""), day)]
    titles = {
        row.id: row.title for row in store.rows(KeyResult, id=[row.key_result_id for row in rows if row.key_result_id])
    }
    found = []
    for row in sorted(rows, key=lambda row: (row.due_on or date.max, row.id)):
        meeting = meetings.get(row.meeting_id or "")
        about = quoted(titles[row.key_result_id]) if row.key_result_id in titles else ""
        if meeting and not about:
            about = held_name(meeting.kind, meeting.on, [names[id_] for id_ in meeting.with_ids if id_ in names], day)
        late = row.due_on is not None and row.due_on < day
        found.append(ListedAction(row, names.get(row.who_id, ""), row.who_id == OWNER, late, about))
    return tuple(found)


def _is_later(meeting: Meeting | None, day: date) -> bool:
    return meeting is not None and is_later(meeting, day)
