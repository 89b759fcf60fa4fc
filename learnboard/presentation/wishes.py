"""A wish for money as it is typed: what it is understood as, what stays, who decides, and what is worth a thought."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from learnboard.domain.metrics.resources import Ledger
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.money_line import seeming_person
from learnboard.domain.offers import is_help, is_offer
from learnboard.domain.spending import decides_alone
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.values import describe_day, quoted, value_text
from learnboard.presentation.wording import grouped

if TYPE_CHECKING:
    from learnboard.domain.model.goals import Cycle
    from learnboard.domain.model.people import Person

_KEY_RESULT: Final = "no key result (for …)"
_VALUE: Final = "no expected value (: …)"


def wish_facts(entry: BudgetEntry, title: str) -> tuple[tuple[str, str], ...]:
    """The parts of a wish by field: what, its kind, what it costs, what it is for, its state and who sees it."""
    price = "costs nothing" if is_help(entry) else f"{grouped(entry.estimate, entry.currency)} {entry.currency}"
    kind = value_text(entry.kind)
    return (
        *([("title", entry.title)] if entry.title.casefold() != kind else []),
        ("kind", kind),
        ("estimate", price),
        ("key_result_id", f"for {quoted(title)}" if title else "no key result"),
        ("state", "an idea" if entry.state == "idea" else value_text(entry.state)),
        ("visibility", visibility_text(entry.visibility)),
    )


def wish_more(entry: BudgetEntry, giver: str, day: date) -> str:
    """What else a line says: the expected value, when, with whom, and where it is written."""
    when = describe_day(entry.happens_on, day) if entry.happens_on else ""
    with_whom = f"with {giver}" if giver else ""
    return " · ".join(part for part in (entry.expected_value, when, with_whom, entry.link) if part)


def stays_text(entry: BudgetEntry, ledger: Ledger | None) -> str:
    """What stays of a budget: `leaves 11.60 EUR`, `388.40 EUR over the budget`; that there is none in the currency."""
    if not entry.estimate:
        return ""
    if ledger is None:
        return f"no budget in {entry.currency}: A allocates one"
    rest = ledger.remaining - entry.estimate.fraction
    text = f"{grouped(abs(rest), entry.currency)} {entry.currency}"
    return f"leaves {text}" if rest >= 0 else f"{text} over the budget"


def is_over(entry: BudgetEntry, ledger: Ledger | None) -> bool:
    """Whether an entry costs more than is left of its budget."""
    return ledger is not None and entry.estimate.fraction > ledger.remaining and entry.estimate > 0


def decides_text(entry: BudgetEntry, settings: Settings, deciders: "Sequence[Person]") -> str:
    """Who decides about a wish: `you alone decide up to 50.00 EUR: self-approved`, `Rowan Teal decides`."""
    if entry.state == "idea":
        return "nobody is asked yet: x asks"
    limit = f"{grouped(settings.self_approval_limit, settings.currency)} {settings.currency}"
    if entry.decided_by_id == OWNER or decides_alone(entry.currency, entry.estimate, settings):
        return f"you alone decide up to {limit}: self-approved"
    if not deciders:
        return f"above {limit} somebody else decides: P adds a mentor"
    other = "" if entry.currency == settings.currency else f", as your own limit is in {settings.currency}"
    return f"{deciders[0].name} decides{other}"


def wish_doubts(entry: BudgetEntry, ledger: Ledger | None, cycle: "Cycle") -> str:
    """What is worth a thought before a wish is added; it blocks nothing. Empty if nothing is."""
    doubts = [stays_text(entry, ledger)] if is_over(entry, ledger) else []
    if entry.happens_on and not cycle.starts_on <= entry.happens_on <= cycle.ends_on:
        doubts.append(f"the day is not in {quoted(cycle.title)}, whose money it is")
    if entry.with_id is None and (name := seeming_person(entry.title)):
        doubts.append(f"{quoted(name)} is none of your people: the name stays in the title")
    if not is_offer(entry):
        doubts += [] if entry.key_result_id else [_KEY_RESULT]
        doubts += [] if entry.expected_value else [_VALUE]
    return " · ".join(doubts)


def outside_text(on: date, day: date, cycle: "Cycle") -> str:
    """That a day is in no cycle, and which money it counts against, in a sentence."""
    return (
        f"{describe_day(on, day)}, is in no cycle of this board: the entry counts against the money of "
        f"{quoted(cycle.title)}."
    )
