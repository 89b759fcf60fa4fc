"""What a proposal is told with: what people are called, its money entry, and from which day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Self

from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.mentions import with_titles
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import listed, short_day, short_name

_SOMEBODY: Final = "somebody"


class Around(NamedTuple):
    """What a proposal is told with: what people are called, its money entry, and the day on which it is told.

    What is `lasting` may be read on any later day: it gives every day with its year. How far away a day is is told
    only if that is `relative` to the day of reading. `titled` reads the ids of rows in somebody's words as titles.
    """

    name_of: Callable[[Id | None], str]
    titled: Callable[[str], str]
    entry: BudgetEntry | None
    day: date
    lasting: bool = False
    relative: bool = True

    @classmethod
    def on_board(
        cls,
        names: Mapping[Id, str],
        entry: BudgetEntry | None,
        day: date,
        titles: Mapping[Id, str],
        *,
        lasting: bool = False,
    ) -> Self:
        """Return what a proposal is told with to the owner, or in its record."""

        def name_of(id_: Id | None) -> str:
            return short_name(names.get(id_ or "", ""))

        return cls(name_of, lambda text: with_titles(text, titles), entry, day, lasting=lasting, relative=not lasting)

    @classmethod
    def for_reader(cls, context: ReaderContext, row: Proposal) -> Self:
        """Return what a proposal of a report is told with to its reader."""
        entries = context.report.records.budget_entries if row.budget_entry_id else ()
        entry = next((each for each in entries if each.id == row.budget_entry_id), None)
        return cls(context.name_of, context.titled, entry, context.day, relative=context.relative)

    def text(self, text: str) -> str:
        """Return somebody's words, with titles in the place of ids."""
        return self.titled(text.strip())

    @property
    def told_on(self) -> date:
        """The day that other days are told from; of what is lasting none, so that they have their year."""
        return date.min if self.lasting else self.day

    def on(self, day: date) -> str:
        """Return a day: `9 Jun`, and with its year where that is needed."""
        return short_day(day, self.told_on)

    def name(self, id_: Id | None) -> str:
        """Return what somebody is called."""
        return self.name_of(id_) or _SOMEBODY

    def all_names(self, ids: Sequence[Id]) -> str:
        """Return what several people are called: `Linden Marsh and Ash Rivers`."""
        return listed([self.name(id_) for id_ in ids])
