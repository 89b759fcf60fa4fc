"""Asks and offers of the people in a mentor's folder, as the whole group may read them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.frozen import dataclass
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.offers import found_help, in_common, matter_of
from learnboard.domain.report import BoardReport
from learnboard.domain.text import folded
from learnboard.presentation.asks import asks_of, offers_of
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import count_of, listed, short_name

TITLE: Final = "Asks and offers"
ASKS: Final = "Who asks for help"
OFFERS: Final = "Who offers help"
ONLY_SHARED: Final = "Only what each of them shares with everybody."
"""What is listed, in a sentence."""
NOTHING_SHARED: Final = (
    "Nobody here asks for help or offers any that everybody may see.",
    "An ask is “help wanted” of a key result that is shared, with its objective: “a listener for my first talk”.",
    "An offer is shared help that costs nothing. Its owner types, as a wish: “workshop on load tests 0 with me”.",
)
"""What stands in the place of a list without a row."""
_MOST_SUGGESTED: Final = 3


@dataclass(frozen=True, slots=True)
class SharedAsk:
    """Help that somebody asks everybody for: what for, and what was found; `by` are the names of who gives that.

    `matter` are the words that say what it is about.
    """

    target: Target
    text: str
    purpose: str
    found: tuple[str, ...]
    by: tuple[str, ...]
    matter: frozenset[str]


@dataclass(frozen=True, slots=True)
class SharedOffer:
    """What somebody offers everybody, with its facts; `matter` are the words that say what it is about."""

    target: Target
    title: str
    facts: str
    matter: frozenset[str]

    @property
    def whole(self) -> str:
        """Title and facts: `Load tests by example, workshop, 3 Aug`."""
        return ", ".join(filter(None, (self.title, self.facts)))


@dataclass(frozen=True, slots=True)
class SharedAsks:
    """What one person asks for and offers, as far as everybody may see it."""

    asks: tuple[SharedAsk, ...] = ()
    offers: tuple[SharedOffer, ...] = ()


class PersonAsks(NamedTuple):
    """Somebody in a folder, by their board, and what they share."""

    board: Id
    name: str
    shared: SharedAsks


class AskRow(NamedTuple):
    """A row of the list: whose it is, what it says, and what was found or may help, a line each."""

    id: str
    section: str
    board: Id
    name: str
    target: Target
    text: str
    facts: str
    found: tuple[str, ...]
    suggested: str


def shared_asks(report: BoardReport) -> SharedAsks:
    """Return the asks and offers of a report that holds only what is shared with everybody."""
    context = ReaderContext(report)
    entries = {row.id: row for row in report.records.budget_entries}
    found = found_help(entries.values())
    asks = tuple(
        SharedAsk(
            Target("key_result", ask.card.id),
            ask.text,
            ask.purpose,
            ask.found,
            tuple(filter(None, (context.name_of(row.with_id) for row in found.get(ask.card.id, ())))),
            _matter(ask.card, ask.text),
        )
        for ask in asks_of(context)
    )
    offers = tuple(
        SharedOffer(
            Target("budget_entry", offer.id), offer.title, offer.told, _matter_of_offer(entries[offer.id], context)
        )
        for offer in offers_of(context)
    )
    return SharedAsks(asks, offers)


def _matter(card: Card, text: str) -> frozenset[str]:
    return matter_of(text, card.key_result.title, *card.key_result.labels)


def _matter_of_offer(row: BudgetEntry, context: ReaderContext) -> frozenset[str]:
    """The words of an offer and, if it comes of a key result, of that one's labels."""
    card = context.cards.get(row.key_result_id or "")
    return matter_of(row.title, row.expected_value, *(card.key_result.labels if card else ()))


# -- the list -----------------------------------------------------------------------------------------------------


def ask_rows(people: Iterable[PersonAsks]) -> tuple[AskRow, ...]:
    """Return the asks by person, each with who may help, and then the offers by person, each with whom it may help.

    People are in the order of their names. Who may help offers something with words in common, which are named, the
    most of them first; where help was found already, only what those offer who give it.
    """
    known = sorted(people, key=lambda person: (folded(person.name), person.board))
    asks = [
        AskRow(
            f"{person.board} {ask.target.id}",
            ASKS,
            person.board,
            _name(person),
            ask.target,
            ask.text,
            ask.purpose,
            ask.found,
            _listed("may help", _helpers(person, ask, known)),
        )
        for person in known
        for ask in person.shared.asks
    ]
    offers = [
        AskRow(
            f"{person.board} {offer.target.id}",
            OFFERS,
            person.board,
            _name(person),
            offer.target,
            offer.title,
            offer.facts,
            (),
            _listed("may help", _helped(person, offer, known)),
        )
        for person in known
        for offer in person.shared.offers
    ]
    return (*asks, *offers)


def _helpers(owner: PersonAsks, ask: SharedAsk, people: Sequence[PersonAsks]) -> Iterator[str]:
    """Who else offers something for an ask, the best first: `Ada Finch: load tests by example (load, tests)`."""
    by = {folded(name) for name in ask.by}
    found = []
    for person in people:
        if person.board == owner.board:
            continue
        for offer in person.shared.offers:
            words = in_common(ask.matter, offer.matter)
            chosen = folded(person.name) in by
            if chosen or (words and not ask.found):
                told = f" ({', '.join(words)})" if words else ""
                found.append((not chosen, -len(words), f"{_name(person)}: {offer.title}{told}"))
    return (text for _, _, text in sorted(found, key=lambda each: each[:2]))


def _helped(owner: PersonAsks, offer: SharedOffer, people: Sequence[PersonAsks]) -> Iterator[str]:
    """Who else still asks for what an offer is about: `Alder Finch (load, tests)`."""
    for person in people:
        if person.board != owner.board:
            asks = (ask for ask in person.shared.asks if not ask.found)
            words = {word for ask in asks for word in in_common(ask.matter, offer.matter)}
            if words:
                yield f"{_name(person)} ({', '.join(sorted(words))})"


def _name(person: PersonAsks) -> str:
    return short_name(person.name) or "Somebody without a name"


def _listed(lead: str, texts: Iterator[str]) -> str:
    found = list(texts)
    more = len(found) - _MOST_SUGGESTED
    told = "; ".join(found[:_MOST_SUGGESTED])
    return f"{lead}: {told}{f'; and {more} more' if more > 0 else ''}" if found else ""


def counted(rows: Sequence[AskRow]) -> str:
    """Say how much there is: `3 asks and 1 offer of 2 people`; empty for nothing."""
    asks = sum(row.section == ASKS for row in rows)
    counts = ((asks, "ask"), (len(rows) - asks, "offer"))
    told = listed([count_of(count, noun) for count, noun in counts if count])
    return f"{told} of {count_of(len({row.board for row in rows}), 'person', 'people')}" if rows else ""


def copied_text(rows: Sequence[AskRow]) -> str:
    """That the list was copied, in a sentence."""
    return f"Copied {counted(rows)} as Markdown, for the group."
