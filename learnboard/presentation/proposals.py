"""Proposals by consent, in words: where one stands, who said what and when, and what came of it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Funding, Proposal, ProposalState, Response
from learnboard.domain.proposals import CLOSED, Consultation, Grant, Voice
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.mentions import with_titles
from learnboard.presentation.values import (
    Fact,
    State,
    Tone,
    amount,
    away,
    count_of,
    day_text,
    duration,
    listed,
    quoted,
    short_day,
    short_name,
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
SILENCE: Final = "silence is no consent"
SECTIONS: Final = ("Open", "To decide", "Drafts", "Closed", "Withdrawn")
"""The parts of the list of proposals, in their order."""
_WISH: Final = "wish for a change"
_SOMEBODY: Final = "somebody"
_CLOSE_SOON: Final = 2


class ReplyText(NamedTuple):
    """What the owner answered to a response."""

    on: str
    who: str
    text: str


class VoiceText(NamedTuple):
    """A response: when, who, what it is, its words, what is to be known about it, and the answers to it."""

    id: Id
    on: str
    who: str
    kind: State
    text: str
    notes: tuple[Fact, ...]
    answers: tuple[ReplyText, ...]


class ConsentPage(NamedTuple):
    """A proposal as its page and its record tell it; `facts` and `outcome` are texts with their labels."""

    id: Id
    title: str
    kind: str
    state: State
    standing: str
    text: str
    facts: tuple[tuple[str, str], ...]
    voices: tuple[VoiceText, ...]
    outcome: tuple[tuple[str, Fact], ...]


class Around(NamedTuple):
    """What a proposal is told with: the names of people, its money entry, and the day on which it is told.

    What is `lasting` may be read on any later day: it gives every day with its year, and no distance.
    """

    names: Mapping[Id, str]
    entry: BudgetEntry | None
    day: date
    lasting: bool = False
    titles: Mapping[Id, str] = MappingProxyType({})
    """Titles of rows that texts mention by their ids."""

    def text(self, text: str) -> str:
        """Return somebody's words, with titles in the place of ids."""
        return with_titles(text.strip(), self.titles)

    @property
    def told_on(self) -> date:
        """The day that other days are told from; of what is lasting none, so that they have their year."""
        return date.min if self.lasting else self.day

    def on(self, day: date) -> str:
        """Return a day: `9 Jun`, and with its year where that is needed."""
        return short_day(day, self.told_on)

    def name(self, id_: Id | None) -> str:
        """Return what somebody is called."""
        return short_name(self.names.get(id_ or "", "")) or _SOMEBODY

    def all_names(self, ids: tuple[Id, ...]) -> str:
        """Return what several people are called: `Linden Marsh and Ash Rivers`."""
        return listed([self.name(id_) for id_ in ids])


# -- in a line ----------------------------------------------------------------------------------------------------


def section_of(found: Consultation) -> str:
    """The part of the list that a proposal is in."""
    if found.waits_for_decision:
        return "To decide"
    return {"open": "Open", "draft": "Drafts", "withdrawn": "Withdrawn"}.get(found.state, "Closed")


def when_text(found: Consultation, day: date) -> str:
    """When a proposal closes, or closed: `closes in 2 days`, `closed 22 Jun`; of a draft, when it would close."""
    row = found.proposal
    if found.state == "withdrawn" and row.withdrawn_on:
        return f"withdrawn {short_day(row.withdrawn_on, day)}"
    if found.state == "draft":
        return f"would close {short_day(row.closes_on, day)}"
    if found.state == "open":
        return f"closes {away(row.closes_on, day)}"
    return f"closed {short_day(row.closes_on, day)}"


def answered_text(found: Consultation, *, brief: bool = False) -> str:
    """How many of those who are asked gave their word: `1 of 2 answered`; empty before it is opened."""
    if found.state == "draft":
        return ""
    return f"{found.answered} of {found.asked}{'' if brief else ' answered'}"


def when_tone(found: Consultation, day: date) -> Tone:
    """The tone of when it closes: soon, with somebody still silent, is a warning."""
    soon = found.state == "open" and (found.proposal.closes_on - day).days <= _CLOSE_SOON
    return "warn" if soon and found.silent else "neutral"


def ask_text(row: Proposal) -> str:
    """What a proposal asks for: `asks for time and cost, 5 h a week`."""
    weekly = f", {duration(row.minutes_per_week)} a week" if row.minutes_per_week else ""
    return f"asks for {FUNDING[row.funding_asked]}{weekly}"


def next_step_text(found: Consultation, to_make: Grant | None, day: date) -> str:
    """What to do next with a proposal, and the key; `to_make` is what was granted and is not made yet."""
    review = found.proposal.review_on
    if found.state == "draft":
        return "x opens it"
    if found.waits_for_decision:
        return "x enters the decision"
    if found.state == "open" and found.of_kind("objection"):
        return "t on its page amends it, and asks anew"
    if review and review <= day and found.state in CLOSED:
        return f"review due since {short_day(review, day)}: x enters what comes next"
    return {"policy": "m makes the learning time of it", "money": "m approves the money"}.get(to_make or "", "")


# -- the page -----------------------------------------------------------------------------------------------------


def consent_page(found: Consultation, around: Around) -> ConsentPage:
    """A proposal as its page and its record tell it."""
    row = found.proposal
    when = (
        f"closes {around.on(row.closes_on)}"
        if found.state == "open" and around.lasting
        else when_text(found, around.told_on)
    )
    answered = answered_text(found)
    return ConsentPage(
        id=row.id,
        title=row.title,
        kind=value_text(row.kind),
        state=STATES[found.state],
        standing=", ".join(text for text in (when, answered) if text),
        text=around.text(row.text),
        facts=tuple((label, text) for label, text in _facts(found, around) if text),
        voices=tuple(_voice(voice, found, around) for voice in found.voices),
        outcome=tuple(_outcome(found, around)),
    )


def _facts(found: Consultation, around: Around) -> list[tuple[str, str]]:
    row = found.proposal
    needed = f"{count_of(row.min_responses, 'consent')}, and no objection"
    opened = f"opened {day_text(row.opened_on)}, " if row.opened_on else ""
    verb = "closed" if found.state in CLOSED else "closes"
    return [
        ("asks for", ask_text(row).removeprefix("asks for ")),
        ("money", entry_text(around.entry, around.told_on)),
        ("link", row.link),
        ("invited", _invited(found, around)),
        ("needs", needed),
        ("open", f"{opened}{verb} {day_text(row.closes_on)}"),
    ]


def entry_text(entry: BudgetEntry | None, day: date) -> str:
    """The money entry that a proposal is about: `“A coach”, 360.00 EUR, approved 24 Jun`; empty without one."""
    if entry is None:
        return ""
    on = f" {short_day(entry.decided_on, day)}" if entry.decided_on else ""
    return f"{quoted(entry.title)}, {amount(entry.estimate, entry.currency)}, {value_text(entry.state)}{on}"


def _invited(found: Consultation, around: Around) -> str:
    """Who is invited, each with their word: `Linden Marsh (consent), Ash Rivers (no word yet)`."""
    if not found.proposal.invited_ids:
        return "nobody by name"
    silent = "no word yet" if found.state == "open" else "silent"
    anew = "asked anew" if found.state == "open" else "silent after the amendment"
    words = {id_: FEEDBACK_KINDS[word.kind].noun for id_, word in found.words.items()}
    if found.state not in ("draft", "withdrawn"):
        words |= {id_: anew if id_ in found.asked_anew else silent for id_ in found.silent}
    shown = (
        f"{around.name(id_)} ({words[id_]})" if id_ in words else around.name(id_) for id_ in found.proposal.invited_ids
    )
    return ", ".join(shown)


def _voice(voice: Voice, found: Consultation, around: Around) -> VoiceText:
    row = voice.response
    return VoiceText(
        id=row.id,
        on=around.on(row.on),
        who=around.name(row.by_id),
        kind=response_state(row),
        text=around.text(row.text),
        notes=tuple(_notes(voice, found, around)),
        answers=tuple(
            ReplyText(around.on(reply.on), around.name(reply.by_id), around.text(reply.text)) for reply in voice.answers
        ),
    )


def response_state(row: Response) -> State:
    """What a response is called, with its sign: `✓ consent`; somebody else's amendment is a wish for one."""
    label = FEEDBACK_KINDS[row.kind]
    noun = _WISH if row.kind == "amendment" and row.by_id != OWNER else label.noun
    return State(label.sign, noun, label.tone)


def _notes(voice: Voice, found: Consultation, around: Around) -> list[Fact]:
    """What is to be known about a response: that it does not count, and why; what an amendment answers."""
    row, notes = voice.response, []
    resolved = next((each.response for each in found.voices if each.response.id == row.resolves_id), None)
    if resolved:
        what = f"the {response_state(resolved).label} of {around.name(resolved.by_id)}"
        notes.append(Fact(f"answers {what}, {around.on(resolved.on)}", "quiet"))
    if voice.late:
        notes.append(Fact("after the close: it is kept and counts for nothing", "warn"))
    elif not voice.invited:
        notes.append(Fact("not invited", "warn"))
    if voice.taken_back:
        again = row.by_id in found.asked_anew
        notes.append(
            Fact("taken back by an amendment: " + ("asked anew" if again else "asked anew, and answered"), "quiet")
        )
    return notes


def _outcome(found: Consultation, around: Around) -> list[tuple[str, Fact]]:
    """What came of a proposal, and who is still waited for."""
    row, lines = found.proposal, []
    if found.state == "open" and found.silent:
        lines.append(("waits for", Fact(around.all_names(found.silent))))
    if found.state == "open" and found.asked_anew:
        lines.append(("asked anew", Fact(f"{around.all_names(found.asked_anew)}, who had consented before it changed")))
    objecting = found.of_kind("objection")
    if found.state == "open" and objecting:
        lines.append(("objects", Fact(f"{around.all_names(objecting)}; stands until they consent", "bad")))
    if found.state in CLOSED:
        lines.append(("result", result_fact(found, around)))
    if found.waits_for_decision:
        lines.append(("decision", Fact("not entered yet", "warn")))
    if row.decision is not None:
        lines.append(("decision", Fact(decision_text(row, row.decision, consented=found.state == "consented"))))
    if row.review_on:
        tone: Tone = "warn" if row.review_on <= around.day else "neutral"
        distance = "" if around.lasting else f", {away(row.review_on, around.day)}"
        lines.append(("review", Fact(f"{day_text(row.review_on)}{distance}", tone)))
    return lines


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
    return Fact(f"lapsed with {came}{by}: {SILENCE}{silent}", "warn")


def record_heading(page: ConsentPage) -> str:
    """The state of a proposal at the head of its record: `✓ consented · training · closed 22 Jun, 2 of 2 answered`."""
    return f"{page.state.text} · {page.kind} · {page.standing}"
