"""The walk before a meeting, as a value: what is open, what was done since, and where the cursor stands."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.fields import Id
from learnboard.service.feedback.inbox import Entry, OpenAction, Preparation, Stale

Section: TypeAlias = Literal["stale", "feedback", "actions", "export", "answered", "unattached"]
Thing: TypeAlias = Stale | Entry | OpenAction | None

SECTIONS: Final[tuple[Section, ...]] = ("stale", "feedback", "actions", "export", "unattached", "answered")
TO_DO: Final[frozenset[Section]] = frozenset({"stale", "feedback", "actions"})
"""The sections of what the walk leads through."""
FOLDED: Final[frozenset[Section]] = frozenset({"unattached", "answered"})
"""The sections that are shown when they are asked for."""


class Row(NamedTuple):
    """One thing of the walk; `done` since it began. Of the export there is nothing more to know than that."""

    section: Section
    id: Id
    thing: Thing = None
    done: bool = False

    @property
    def key(self) -> tuple[Section, Id]:
        """What the row is, whatever became of it."""
        return self.section, self.id


EXPORT: Final = Row("export", "")


class Walk(NamedTuple):
    """The rows of all sections in their order. `at` is the place of the cursor among those that are shown."""

    first: Preparation
    now: Preparation
    rows: tuple[Row, ...]
    at: int = 0
    unfolded: bool = False

    @classmethod
    def begun(cls, preparation: Preparation) -> "Walk":
        """A walk with the cursor on the first thing that is open, or on the export."""
        rows = (*_open(preparation), EXPORT, *_settled(preparation))
        walk = cls(preparation, preparation, rows)
        return walk.to(walk.next_open(-1))

    # -- looking ------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that are not folded away."""
        return tuple(row for row in self.rows if self.unfolded or row.section not in FOLDED)

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self.shown[self.at]

    @property
    def counts(self) -> tuple[int, int]:
        """How much is open, of how much there was to do; what hangs nowhere wants an answer too."""
        rows = [row for row in self.rows if row.section in TO_DO or row.section == "unattached"]
        return sum(not row.done for row in rows), len(rows)

    @property
    def exported(self) -> bool:
        """Whether something was exported since the walk began."""
        return self.now.last != self.first.last

    def of(self, section: Section) -> tuple[Row, ...]:
        """The rows of a section."""
        return tuple(row for row in self.rows if row.section == section)

    def next_open(self, at: int) -> int:
        """The place of the next open thing behind a place, else that of the export."""
        shown = self.shown
        export = next(place for place, row in enumerate(shown) if row.section == "export")
        later = (place for place in range(at + 1, export) if not shown[place].done)
        return next(later, export)

    # -- going --------------------------------------------------------------------------------------------------

    def to(self, at: int) -> "Walk":
        """The cursor at a place, or at the nearest there is."""
        return self._replace(at=max(0, min(at, len(self.shown) - 1)))

    def turned(self) -> "Walk":
        """What hangs nowhere and what was answered is shown, and the cursor goes there; or it is folded away.

        Then the cursor stays on its row if it can.
        """
        key, turned = self.row.key, self._replace(unfolded=not self.unfolded)
        opened = (place for place, row in enumerate(turned.shown) if row.section in FOLDED)
        if (first := next(opened, None)) is not None:
            return turned.to(first)
        places = [place for place, row in enumerate(turned.shown) if row.key == key]
        return turned.to(places[0] if places else len(turned.shown) - 1)

    # -- what was done ------------------------------------------------------------------------------------------

    def renewed(self, preparation: Preparation, finished: frozenset[Id] = frozenset()) -> "Walk":
        """The walk after a change: what is open no more is done and stays, and the cursor goes on from it.

        Where something that was done is open again, or feedback has arrived, the cursor goes there. Of `finished`
        actions it is known that they are done, and not gone.
        """
        before, row = {each.key: each for each in self.rows}, self.row
        to_do = tuple(self._to_do(preparation, finished))
        told = {each.id for each in to_do if each.section == "feedback"}
        settled = (each for each in _settled(preparation) if each.id not in told)
        walk = self._replace(now=preparation, rows=(*to_do, EXPORT, *settled))
        places = {each.key: place for place, each in enumerate(walk.shown)}
        again = [place for key, place in places.items() if key in before and before[key].done]
        again = [place for place in again if not walk.shown[place].done]
        if again:
            return walk.to(again[0])
        arrived = [place for key, place in places.items() if key[0] == "feedback" and key not in before]
        if arrived:
            return walk.to(arrived[0])
        if row.key not in places:
            return walk.to(self.at)
        there = walk.to(places[row.key])
        return there.to(there.next_open(there.at)) if there.row.done and not row.done else there

    def _to_do(self, preparation: Preparation, finished: frozenset[Id]) -> Iterator[Row]:
        """What is open now, and what was open before and is done, each in the place it had."""
        now = {row.key: row for row in _open(preparation)}
        answered = {entry.feedback.id: entry for entry in preparation.inbox.answered}
        begun = {row.key for row in _open(self.first)}
        for section in SECTIONS:
            known = [row for row in self.rows if row.section == section and section in TO_DO]
            for row in known:
                if row.key in now:
                    yield now[row.key]
                elif section == "feedback":
                    if row.id in answered:
                        yield Row(section, row.id, answered[row.id], done=True)
                elif row.key in begun or row.id in finished:
                    yield row._replace(done=True)
            keys = {row.key for row in known}
            yield from (row for row in now.values() if row.section == section and row.key not in keys)


def _open(preparation: Preparation) -> Iterator[Row]:
    yield from (Row("stale", one.card.id, one) for one in preparation.stale)
    yield from _entries("feedback", preparation.inbox.unanswered)
    yield from (Row("actions", one.action.id, one) for one in preparation.actions)


def _settled(preparation: Preparation) -> Iterator[Row]:
    yield from _entries("unattached", preparation.inbox.unattached)
    yield from _entries("answered", preparation.inbox.answered)


def _entries(section: Section, entries: Iterable[Entry]) -> Iterator[Row]:
    return (Row(section, entry.feedback.id, entry) for entry in entries)
