"""When which key result was the Individual Learning Objective, over all cycles."""

from collections.abc import Mapping, Sequence
from datetime import date

from learnboard.domain.as_of import known_rows
from learnboard.domain.board import Board
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import IloPeriod, KeyResult
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.storage.store import Store


class IloEntry(NamedTuple):
    """A time in which a key result was the Individual Learning Objective, and what was learned by its end."""

    period: IloPeriod
    title: str
    learned: tuple[Reflection, ...] = ()

    @property
    def id(self) -> Id:
        """The id of the period."""
        return self.period.id


class IloHistory(NamedTuple):
    """All times as known on a day, the newest first, and the names of people."""

    entries: tuple[IloEntry, ...]
    names: Mapping[Id, str]


def read_ilo_history(store: Store, board: Board) -> IloHistory:
    """Return when which key result was the Individual Learning Objective, as known on the board's day."""
    periods = sorted(_known(store, board.day), key=lambda row: (row.from_on, row.id), reverse=True)
    ids = list({row.key_result_id for row in periods})
    titles = {row.id: row.title for row in store.rows(KeyResult, id=ids)} if ids else {}
    said = _endings(store, board.day) if ids else ()
    return IloHistory(
        tuple(IloEntry(row, titles[row.key_result_id], learned_in(row, periods, said)) for row in periods),
        {person.id: person.name for person in store.rows(Person)},
    )


def learned_in(period: IloPeriod, periods: Sequence[IloPeriod], said: Sequence[Reflection]) -> tuple[Reflection, ...]:
    """Return what was learned in one of these periods: what was said after its first day, up to that of the next.

    What was said before all times of a key result belongs to its first. It ends the day before it is asked.
    """
    begins = [row.from_on for row in periods if row.key_result_id == period.key_result_id]
    since = date.min if period.from_on == min(begins) else period.from_on
    until = min((on for on in begins if on > period.from_on), default=date.max)
    own = (row for row in said if row.about and row.about.id == period.key_result_id)
    return tuple(row for row in own if since < row.on <= until)


def relations_of(store: Store, day: date) -> dict[Id, frozenset[str]]:
    """Return what each key result that is or was the Individual Learning Objective had to do with as that."""
    found: dict[Id, frozenset[str]] = {}
    for row in _known(store, day):
        found[row.key_result_id] = found.get(row.key_result_id, frozenset()) | {row.relation}
    return found


def _known(store: Store, day: date) -> tuple[IloPeriod, ...]:
    return tuple(known_rows(tuple(store.rows(IloPeriod)), day))


def _endings(store: Store, day: date) -> Sequence[Reflection]:
    rows = [row for row in store.rows(Reflection, occasion="ending") if row.on <= day]
    return [row for row in rows if row.about and row.about.kind == "key_result" and row.text.strip()]
