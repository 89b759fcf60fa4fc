"""Help that is asked for on a key result: the offers that answer it, and what was found; and what the owner offers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from learnboard.domain.board import Card
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.offers import found_help, open_offers
from learnboard.presentation.feedback import answer_of
from learnboard.presentation.labels import author_label
from learnboard.presentation.values import quoted, short_day, short_name, value_text

if TYPE_CHECKING:
    from learnboard.domain.model.people import Person
    from learnboard.presentation.reader_context import ReaderContext

NO_ASK: Final = "No help is asked for here: “help wanted” in its form says what would help."
"""Why nothing was found for a key result."""
NO_GIVER: Final = "Write who offers it: one of your people, or somebody else by name, as in “Ada Finch, platform”."
NO_OFFER: Final = "Write what they offer, as in “pairing for an hour on the load test”."
ON_OFFER: Final = "On offer"
"""The heading of what the owner offers to others."""


_SEEN: Final[Sequence[Visibility]] = ("private", "mentor", "shared")


class AskText(NamedTuple):
    """Help that is wanted for a card's key result, and what was found: `found: pairing, with Rowan Teal`."""

    card: Card
    text: str
    purpose: str
    found: tuple[str, ...]


class OfferText(NamedTuple):
    """What the owner offers, and its facts: which kind of thing it is, when, and what comes of it."""

    id: Id
    title: str
    facts: tuple[str, ...]

    @property
    def told(self) -> str:
        """The facts: `workshop, 3 Aug`."""
        return ", ".join(self.facts)

    @property
    def whole(self) -> str:
        """Title and facts: `Load tests by example, workshop, 3 Aug`."""
        return ", ".join((self.title, *self.facts))


class FoundStep(NamedTuple):
    """A sentence for help that was found, and the label of its step."""

    message: str
    label: str


def offers_text(feedback: Iterable[Feedback]) -> tuple[str, ...]:
    """Who offers help and what their offer came to, what is taken up first: `offer of Rowan Teal: taken up`."""
    offers = sorted(
        (row for row in feedback if row.kind == "offer"),
        key=lambda row: (row.answer not in ("done", "will_do"), row.answer == "declined", row.written_at, row.id),
    )
    return tuple(f"offer of {author_label(row.author)}: {answer_of(row).label}" for row in offers)


def found_texts(entries: Iterable[BudgetEntry], names: Mapping[Id, str]) -> tuple[str, ...]:
    """What help was found for a key result among its entries: `found: pairing on load tests, with Rowan Teal`."""
    rows = [row for found in found_help(entries).values() for row in found]
    return tuple(_found_text(row, names.get(row.with_id or "", "")) for row in rows)


def _found_text(row: BudgetEntry, giver: str) -> str:
    return f"found: {row.title.strip()}" + (f", with {giver.strip()}" if giver.strip() else "")


def asks_of(context: "ReaderContext") -> Iterator[AskText]:
    """The help that is wanted, in the order of the board."""
    asking = [card for card in context.cards.values() if card.asks]
    found: Mapping[Id, Sequence[BudgetEntry]] = {}
    if asking:
        found = found_help(context.report.records.budget_entries)
    for card in asking:
        text = context.titled(card.key_result.ask).strip()
        helps = tuple(_found_text(row, context.name_of(row.with_id)) for row in found.get(card.id, ()))
        yield AskText(card, text, context.purpose(card.id), helps)


def found_for(card: Card, context: "ReaderContext") -> tuple[str, ...]:
    """The help that was found for a card that asks for some."""
    if not card.asks:
        return ()
    rows = found_help(row for row in context.report.records.budget_entries if row.key_result_id == card.id)
    return tuple(_found_text(row, context.name_of(row.with_id)) for row in rows.get(card.id, ()))


def offers_of(context: "ReaderContext") -> Iterator[OfferText]:
    """What the owner offers, by its day."""
    report = context.report
    if report.cycle is None:
        return
    for row in open_offers(report.records.budget_entries, report.cycle, context.day):
        read = context.read(row)
        when = short_day(row.happens_on, context.day) if row.happens_on else ""
        kind = "" if row.kind == "other" else value_text(row.kind)
        facts = (kind, when, read.expected_value.strip(), context.purpose(row.key_result_id))
        yield OfferText(row.id, row.title.strip(), tuple(fact for fact in facts if fact))


def several_text(name: str, fits: Sequence[str]) -> str:
    """That a name could be that of several people, in a sentence."""
    return f"{quoted(name)} can be {short_name(fits[0])} or {short_name(fits[1])}: write more of the name."


def giver_text(name: str, giver: "Person | None", visibility: Visibility) -> str:
    """What is worth knowing of who offers help before it is saved, in a sentence; empty for nothing.

    Without its giver help is none (FORMAT.md §1, "Profiles": a reference to a withheld row is null).
    """
    if giver is None:
        return f"{short_name(name)} is new: saving adds them to your people."
    if _SEEN.index(giver.visibility) < _SEEN.index(visibility):
        return f"No more people see this than see {short_name(giver.name)}: P, then p."
    return ""


def found_step(entry: BudgetEntry, giver: str, key_result: str, *, new: bool) -> FoundStep:
    """What noting the help is called that was found for a key result; `new` if its giver became one of the people."""
    whom = short_name(giver)
    more = " (new among your people)" if new else ""
    return FoundStep(
        f"Found {quoted(entry.title)} with {whom}{more}, for {quoted(key_result)}.",
        f"find help for {quoted(key_result)}",
    )
