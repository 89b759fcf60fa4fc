"""Proposals by consent, in words: where one stands, what it asks for, and what came of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from learnboard.domain.consent import CLOSED, Consultation, Grant
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Funding, Proposal, ProposalState
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.around import Around
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.responses import ResponseText, response_texts
from learnboard.presentation.values import (
    DatedText,
    Fact,
    State,
    Tone,
    amount,
    away,
    count_of,
    day_text,
    duration,
    quoted,
    short_day,
    value_text,
)

FUNDING: Final[Mapping[Funding, str]] = {"none": "no funding", "time_only": "time", "time_and_cost": "time and cost"}
STATES: Final[Mapping[ProposalState, State]] = {
    "draft": State("○", "draft", "quiet"),
    "open": State("◇", "open", "neutral"),
    "consented": State("✓", "consented", "good"),
    "objected": State("✗", "objected", "bad"),
    "lapsed": State("–", "lapsed", "warn"),
    "withdrawn": State("–", "withdrawn", "quiet"),
}
SENTENCE_STATES: Final[Mapping[ProposalState, str]] = {
    "draft": "a draft",
    "open": "open",
    "withdrawn": "withdrawn",
    "objected": "objected to",
    "consented": "consented to",
    "lapsed": "lapsed",
}
"""The states of a proposal within a sentence."""
_SILENCE: Final = "silence is no consent"
OVER: Final[frozenset[ProposalState]] = frozenset({*CLOSED, "withdrawn"})
SECTIONS: Final = ("Open", "To decide", "Drafts", "Closed", "Withdrawn")
"""The parts of the list of proposals, in their order."""
_CLOSE_SOON: Final = 2


class ProposalText(NamedTuple):
    """A proposal as owner's page, record, mentor's view, exported page and plain text tell it.

    Texts that do not apply are empty. `waiting` tells who an open one waits for, `outcome` what came of it: texts with
    their labels. `facts` are the labelled ones of what is asked.
    """

    id: Id
    title: str
    state: State
    kind: str
    ask: str
    closes: DatedText
    answered: str
    needed: str
    text: str
    money: str
    link: str
    invited: str
    opened: str
    responses: tuple[ResponseText, ...]
    waiting: tuple[tuple[str, Fact], ...]
    outcome: tuple[tuple[str, Fact], ...]

    @property
    def standing(self) -> str:
        """When it closes or closed, and how many have answered: `closed 22 Jun, 2 of 2 answered`."""
        return ", ".join(text for text in (self.closes.full, self.answered) if text)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is asked, of whom and until when, as texts with their labels."""
        _, _, asks = self.ask.partition(" for ")
        facts = (
            ("asks for", asks),
            ("money", self.money),
            ("link", self.link),
            ("invited", self.invited or "nobody by name"),
            ("needs", self.needed.removeprefix("needs ")),
            ("open", self.opened),
        )
        return tuple((label, text) for label, text in facts if text)

    @property
    def about(self) -> tuple[str, ...]:
        """What a reader is told of it below its text, a line each."""
        invited = f"invited: {self.invited}" if self.invited else ""
        results = (f"{label}: {fact.text}" for label, fact in self.outcome)
        opened = "" if self.state == STATES["open"] else self.opened  # while it is open, that stands at its head
        return tuple(text for text in (self.money, self.link, invited, opened, *results) if text)


def proposal_text(found: Consultation, around: Around) -> ProposalText:
    """A proposal as it stands."""
    row = found.proposal
    opened = f"opened {day_text(row.opened_on)}, " if row.opened_on else ""
    return ProposalText(
        id=row.id,
        title=row.title,
        state=STATES[found.state],
        kind=value_text(row.kind),
        ask=ask_text(row, over=found.state in OVER),
        closes=_closes(found, around.told_on).told(relative=around.relative),
        answered=answered_text(found),
        needed=f"needs {count_of(row.min_responses, 'consent')} and no objection",
        text=around.text(row.text),
        money=entry_text(around.entry, around.told_on),
        link=row.link.strip(),
        invited=_invited(found, around),
        opened=f"{opened}{'closed' if found.state in CLOSED else 'closes'} {day_text(row.closes_on)}",
        responses=response_texts(found, around),
        waiting=tuple(_waiting(found, around)),
        outcome=tuple(_outcome(found, around)),
    )


# -- in a line ----------------------------------------------------------------------------------------------------


def section_of(found: Consultation) -> str:
    """The part of the list that a proposal is in."""
    if found.waits_for_decision:
        return "To decide"
    return {"open": "Open", "draft": "Drafts", "withdrawn": "Withdrawn"}.get(found.state, "Closed")


def when_text(found: Consultation, day: date) -> str:
    """When a proposal closes, or closed, in short: `closes in 2 days`, `closed 22 Jun`."""
    closes = _closes(found, day)
    return f"closes {closes.distance}" if closes.distance else closes.text


def _closes(found: Consultation, day: date) -> DatedText:
    """When a proposal closes, closed, was withdrawn, or as a draft would close; while it is open, how far that is."""
    row = found.proposal
    if found.state == "withdrawn" and row.withdrawn_on:
        return DatedText(f"withdrawn {short_day(row.withdrawn_on, day)}", "")
    lead = {"draft": "would close", "open": "closes"}.get(found.state, "closed")
    return DatedText(
        f"{lead} {short_day(row.closes_on, day)}", away(row.closes_on, day) if found.state == "open" else ""
    )


def answered_text(found: Consultation, *, brief: bool = False) -> str:
    """How many of those who are asked gave their word: `1 of 2 answered`; empty before it is opened."""
    if found.state == "draft":
        return ""
    return f"{found.answered} of {found.asked}{'' if brief else ' answered'}"


def when_tone(found: Consultation, day: date) -> Tone:
    """The tone of when it closes: soon, with somebody still silent, is a warning."""
    soon = found.state == "open" and (found.proposal.closes_on - day).days <= _CLOSE_SOON
    return "warn" if soon and found.silent else "neutral"


def ask_text(row: Proposal, *, over: bool = False) -> str:
    """What a proposal asks for: `asks for time and cost, 5 h a week`; once it is `over`, what it asked for."""
    asks, weekly = "asked" if over else "asks", f"{duration(row.minutes_per_week or 0)} a week"
    if row.funding_asked == "none" and row.minutes_per_week:
        return f"{asks} for {weekly}, without funding"
    return f"{asks} for {FUNDING[row.funding_asked]}{f', {weekly}' if row.minutes_per_week else ''}"


def next_step_text(found: Consultation, to_make: Grant | None, day: date) -> str:
    """What to do next with a proposal, and the key; `to_make` is what was granted and is not made yet."""
    if found.state == "draft":
        return "x opens it"
    if found.waits_for_decision:
        return "x enters the decision"
    if found.state == "open" and found.of_kind("objection"):
        return "t on its page amends it, and asks anew"
    if due := _review_due_text(found, day):
        return f"{due}: x enters what comes next"
    return {"policy": "m makes the learning time of it", "money": "m approves the money"}.get(to_make or "", "")


def to_do_text(found: Consultation, day: date) -> str:
    """What a closed proposal waits for: `to decide, closed 22 Jun`, `review due since 18 Dec`; empty for nothing."""
    if found.waits_for_decision:
        return f"to decide, {when_text(found, day)}"
    return _review_due_text(found, day)


def _review_due_text(found: Consultation, day: date) -> str:
    review = found.proposal.review_on
    return f"review due since {short_day(review, day)}" if review and found.review_due(day) else ""


# -- in parts -----------------------------------------------------------------------------------------------------


def entry_text(entry: BudgetEntry | None, day: date) -> str:
    """The money entry that a proposal is about: `“A coach”, 360.00 EUR, approved 24 Jun`; empty without one."""
    if entry is None:
        return ""
    on = f" {short_day(entry.decided_on, day)}" if entry.decided_on else ""
    return f"{quoted(entry.title)}, {amount(entry.estimate, entry.currency)}, {value_text(entry.state)}{on}"


def _invited(found: Consultation, around: Around) -> str:
    """Who is invited, each with their word: `Linden Marsh (consent), Ash Rivers (no word yet)`; the reader first."""
    silent = "no word yet" if found.state == "open" else "silent"
    anew = "asked anew" if found.state == "open" else "silent after the amendment"
    words = {id_: FEEDBACK_KINDS[word.kind].noun for id_, word in found.words.items()}
    if found.state not in ("draft", "withdrawn"):
        words |= {id_: anew if id_ in found.asked_anew else silent for id_ in found.silent}
    names = [(around.name(id_), words.get(id_, "")) for id_ in found.proposal.invited_ids]
    names.sort(key=lambda pair: pair[0] != "you")
    return ", ".join(f"{name} ({word})" if word else name for name, word in names)


def _waiting(found: Consultation, around: Around) -> Iterator[tuple[str, Fact]]:
    """Who an open proposal waits for."""
    if found.state != "open":
        return
    if found.silent:
        yield "waits for", Fact(around.all_names(found.silent))
    if found.asked_anew:
        yield "asked anew", Fact(f"{around.all_names(found.asked_anew)}, who had consented before it changed")
    if objecting := found.of_kind("objection"):
        yield "objects", Fact(f"{around.all_names(objecting)}; stands until they consent", "bad")


def _outcome(found: Consultation, around: Around) -> Iterator[tuple[str, Fact]]:
    """What came of a proposal."""
    row = found.proposal
    if found.state in CLOSED:
        yield "result", result_fact(found, around)
    if found.waits_for_decision:
        yield "decision", Fact("not entered yet", "warn")
    if row.decision is not None:
        yield "decision", Fact(decision_text(row, row.decision, consented=found.state == "consented"))
    if row.review_on:
        tone: Tone = "warn" if row.review_on <= around.day else "neutral"
        distance = f", {away(row.review_on, around.day)}" if around.relative else ""
        yield "review", Fact(f"{day_text(row.review_on)}{distance}", tone)


def decision_text(row: Proposal, decision: Funding, *, consented: bool) -> str:
    """What is granted: `time and cost granted`, `nothing is granted`; or that it is agreed if it asked for nothing."""
    if decision != "none":
        return f"{FUNDING[decision]} granted"
    return "agreed" if consented and row.funding_asked == "none" else "nothing is granted"


def result_fact(found: Consultation, around: Around) -> Fact:
    """What a closed proposal came to, and by whom: `consented by Linden Marsh and Ash Rivers`."""
    consents, objections = found.of_kind("consent"), found.of_kind("objection")
    silent = f"; no word from {around.all_names(found.silent)}" if found.silent else ""
    if found.state == "consented":
        return Fact(f"consented by {around.all_names(consents)}{silent}", "good")
    if found.state == "objected":
        return Fact(f"{around.all_names(objections)} objected, and nothing took that away{silent}", "bad")
    came = f"{count_of(len(consents), 'consent')} of {found.proposal.min_responses}"
    by = f" ({around.all_names(consents)})" if consents else ""
    return Fact(f"lapsed, {_SILENCE}: {came}{by}{silent}", "warn")


def record_heading(page: ProposalText) -> str:
    """The state of a proposal at the head of its record: `✓ consented · training · closed 22 Jun, 2 of 2 answered`."""
    return f"{page.state.text} · {page.kind} · {page.standing}"
