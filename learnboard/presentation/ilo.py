"""The Individual Learning Objective in words: its periods, what was learned in them, and how a reader sees it first."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import IloPeriod
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.key_results import ilo_of
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import quoted, short_day, short_name, value_text

ILO_NAME: Final = "Individual Learning Objective"
LEARNED_QUESTION: Final = "What did you learn?"
"""What is asked when it ends."""
NO_ILO: Final = "No key result is your Individual Learning Objective: i on a card makes it that, one at a time."


ILO_TIMES: Final = "The Individual Learning Objective over time"
NO_HISTORY: Final = (
    "No key result was your Individual Learning Objective yet: the one thing that you learn before all others.",
    "i on a card makes it that, from today on; i again ends it, and asks what you learned.",
    "Then each stands here with its days, why it was that, who helped to find it, and what you learned.",
)


class IloHead(NamedTuple):
    """The key result that is the Individual Learning Objective, and since when and why."""

    key_result: Id
    title: str
    facts: str

    @property
    def text(self) -> str:
        """All of it in one: `“Chair the guild”: Individual Learning Objective since 20 Jul, team need`."""
        return f"{quoted(self.title)}: {self.facts}"


def ilo_head(context: ReaderContext) -> IloHead | None:
    """The Individual Learning Objective of a report, which its reader sees first; None if there is none in it."""
    card = next((card for card in context.cards.values() if card.ilo), None)
    if card is None:
        return None
    return IloHead(card.id, context.titled(card.key_result.title), ilo_of(card, context))


def period_text(row: IloPeriod, names: Mapping[Id, str], day: date) -> str:
    """A period: `since 20 Jul, team need, helped by Rowan Teal`, `1 Apr to 17 Jul, own interest`."""
    first = short_day(row.from_on, day)
    days = f"{first} to {short_day(row.to_on, day)}" if row.to_on else f"since {first}"
    if row.from_on > day:
        days = f"from {first} on" if row.to_on is None else days
    helper = short_name(names.get(row.helped_by_id or "", ""))
    return ", ".join(part for part in (days, value_text(row.relation), f"helped by {helper}" if helper else "") if part)


def learned_text(row: Reflection, day: date) -> str:
    """What was learned: `learned by 17 Jul: measure first`."""
    return f"learned by {short_day(row.on, day)}: {row.text.strip()}"
