"""Proposals by consent: how a proposal and the answers to it are told, and in which ways it can be answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from learnboard.domain.consent import COUNTED, is_asked, standing_of
from learnboard.domain.metrics.resources import last_words
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.proposals import Funding, Proposal, ProposalState, Response, ResponseKind
from learnboard.presentation.feedback import FeedbackWay
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import (
    DatedText,
    State,
    amount,
    count_of,
    dated,
    day_text,
    duration,
    listed,
    quoted,
    short_day,
    value_text,
)

SOMEBODY: Final = "somebody"
STATES: Final[Mapping[ProposalState, str]] = {
    "draft": "a draft",
    "open": "open",
    "withdrawn": "withdrawn",
    "objected": "objected to",
    "consented": "consented to",
    "lapsed": "lapsed",
}
"""The states of a proposal within a sentence."""
INVITED: Final = "You were asked to consent"
"""Heads the proposals to which the reader is invited, once they have answered all of them."""
CLOSED: Final = "What is closed can still be commented on; an answer is kept, and counts for nothing."
WAYS_TO_RESPOND: Final = (
    FeedbackWay("question", "Question", "what you need to know before you answer"),
    FeedbackWay("reaction", "Reaction", "your first thought"),
    FeedbackWay("amendment", "Amendment", "what you would change in it"),
    FeedbackWay("concern", "Concern", "a worry that need not stop it"),
)
"""What can be said of a proposal, beside consent and an objection."""
CURE: Final = "What would take it away?"
"""The second question that an objection answers; the first is what harm it would do."""
_FUNDING: Final[Mapping[Funding, str]] = {"none": "no funding", "time_only": "time", "time_and_cost": "time and cost"}
_LABELS: Final[Mapping[ProposalState, str]] = {"lapsed": "lapsed, silence is no consent"}
_TAKEN_BACK: Final = "amended since, so it no longer stands"
_ANSWER: Final = "answer"
_LATE: Final = "after the close, so it counts for nothing"
_SAID: Final[Mapping[ResponseKind, str]] = {"consent": "You consented", "objection": "You objected"}


class ResponseText(NamedTuple):
    """A response to a proposal, with what answers it in place; `note` says why it does not count, if it does not."""

    author: str
    kind: str
    on: str
    text: str
    note: str = ""
    answers: tuple["ResponseText", ...] = ()

    @property
    def facts(self) -> str:
        """Who said what, and when: `Ash Rivers, objection, 11 Jun`."""
        return ", ".join(part for part in (self.author, self.kind, self.on, self.note) if part)

    @property
    def whole(self) -> str:
        """All of it: `Ash Rivers, objection, 11 Jun: Sessions fall in the release week`."""
        return f"{self.facts}: {self.text}" if self.text else self.facts


class ProposalText(NamedTuple):
    """A proposal: what it asks for, of whom and until when, and the responses to it, the oldest first.

    `heading` asks the reader, `yours` is what they said and whether it counts; None if there is nothing to say about
    that. Texts that do not apply are empty.
    """

    id: Id
    title: str
    state: str
    kind: str
    funding: str
    closes: DatedText
    needed: str
    responses: tuple[ResponseText, ...]
    heading: str = ""
    text: str = ""
    link: str = ""
    money: str = ""
    invited: str = ""
    outcome: str = ""
    yours: State | None = None


def proposal_text(
    row: Proposal, state: ProposalState, context: ReaderContext, *, today: date | None = None
) -> ProposalText:
    """A proposal in a state, for the reader of a report; `today` tells whether it has closed since the report's day."""
    weekly = f", {duration(row.minutes_per_week)} a week" if row.minutes_per_week else ""
    today = max(today or context.day, context.day)
    return ProposalText(
        id=row.id,
        title=row.title,
        state=_LABELS.get(state, state),
        kind=value_text(row.kind),
        funding=f"{'asks' if state == 'open' else 'asked'} for {_FUNDING[row.funding_asked]}{weekly}",
        closes=dated("closed" if row.closes_on < context.day else "closes", row.closes_on, context.day).told(
            relative=context.relative
        ),
        needed=f"{count_of(row.min_responses, 'consent')} needed",
        responses=response_texts(row, context),
        heading=f"You are asked to consent by {short_day(row.closes_on, today)}",
        text=context.titled(row.text.strip()),
        link=row.link.strip(),
        money=_money(row, context),
        invited=_invited(row, context, over=state != "open"),
        outcome=_outcome(row, today),
        yours=_yours(row, state, context, today),
    )


def _money(row: Proposal, context: ReaderContext) -> str:
    """The budget entry that a proposal is about: `Speaker coaching, 360.00 EUR`; empty if it is not in the report."""
    entries = context.report.records.budget_entries if row.budget_entry_id else ()
    entry = next((each for each in entries if each.id == row.budget_entry_id), None)
    return f"{entry.title.strip()}, {amount(entry.estimate, entry.currency)}" if entry else ""


def _invited(row: Proposal, context: ReaderContext, *, over: bool) -> str:
    """Who is asked: `You and Ash Rivers are asked`; empty if nobody in particular is."""
    names = [context.name_of(person) or SOMEBODY for person in row.invited_ids]
    names.sort(key=lambda name: name != "you")
    many = len(names) > 1 or names == ["you"]
    verb = ("were" if many else "was") if over else ("are" if many else "is")
    text = f"{listed(names)} {verb} asked" if names else ""
    return f"{text[:1].upper()}{text[1:]}"


def _outcome(row: Proposal, today: date) -> str:
    decided = f"Decided: {_FUNDING[row.decision]}" if row.decision else ""
    again = (
        f"{'looked' if decided else 'Looked'} at again on {short_day(row.review_on, today)}" if row.review_on else ""
    )
    return ", ".join(part for part in (decided, again) if part)


def _yours(row: Proposal, state: ProposalState, context: ReaderContext, today: date) -> State | None:
    """What the reader said, and what becomes of what they say now."""
    if context.you == OWNER:
        return None
    if state == "open" and today > row.closes_on:
        return State(
            "!", f"It closed on {short_day(row.closes_on, today)}: an answer is kept, and counts for nothing.", "warn"
        )
    if not is_asked(row, context.you):
        told = "You are not invited: you can comment on it, but a consent or an objection would count for nothing."
        return State("–", told, "quiet") if state == "open" else None
    word, amended = standing_of(row, context.responses.get(row.id, ()), context.you)
    if word:
        label = FEEDBACK_KINDS[word.kind]
        return State(label.sign, f"{_SAID[word.kind]} on {short_day(word.on, today)}.", label.tone)
    if amended and state == "open":
        told = (
            f"It was amended on {short_day(amended.on, today)}, so your consent no longer stands: you are asked again."
        )
        return State("!", told, "warn")
    return None


# Responses


def response_texts(row: Proposal, context: ReaderContext) -> tuple[ResponseText, ...]:
    """The responses to a proposal, the oldest first; what answers one stands below it, an amendment in its order."""
    rows = context.responses.get(row.id, ())
    places = {each.id: each for each in rows}
    below: dict[Id, list[Response]] = {}
    top = []
    for each in rows:
        root = None if each.kind == "amendment" else _answered(each, places)
        if root is None:
            top.append(each)
        else:
            below.setdefault(root, []).append(each)
    notes = dict(_notes(row, rows))

    def text(each: Response, answers: Iterable[Response] = (), *, below: bool = False) -> ResponseText:
        return ResponseText(
            author=context.name_of(each.by_id) or SOMEBODY,
            kind=_ANSWER if below and each.kind == "reaction" else value_text(each.kind),
            on=short_day(each.on, context.day),
            text=context.titled(each.text.strip()),
            note=notes.get(each.id, ""),
            answers=tuple(text(answer, below=True) for answer in answers),
        )

    return tuple(text(each, below.get(each.id, ())) for each in top)


def _answered(row: Response, places: Mapping[Id, Response]) -> Id | None:
    """The response that a row answers in the end; None for one that answers none of these, or itself."""
    seen = {row.id}
    found: Id | None = None
    while row.resolves_id and row.resolves_id in places:
        found, row = row.resolves_id, places[row.resolves_id]
        if found in seen:
            return None
        seen.add(found)
        if row.kind == "amendment":
            break
    return found


def _notes(row: Proposal, rows: Sequence[Response]) -> Iterator[tuple[Id, str]]:
    """Why words do not count: they came after the close, or what they were said of was amended since."""
    counted = [each for each in rows if each.kind in COUNTED and each.by_id not in (None, OWNER)]
    yield from ((each.id, _LATE) for each in rows if each.on > row.closes_on and each.by_id != OWNER)
    in_time = [each for each in rows if each.on <= row.closes_on]
    standing = {word.id for word in last_words(row, in_time).values()}
    amended = max((n for n, each in enumerate(in_time) if each.by_id == OWNER and each.kind == "amendment"), default=0)
    before = {each.id for each in in_time[:amended]}
    for each in counted:
        if each.kind == "consent" and each.id in before and each.id not in standing:
            yield each.id, _TAKEN_BACK


def response_name(kind: ResponseKind, name: str, title: str) -> str:
    """A response by its kind, its author and the proposal: `consent of Rowan Teal to “fund it”`."""
    label = FEEDBACK_KINDS[kind]
    return f"{label.noun} of {name} {label.preposition} {quoted(title)}"


def said_late(on: date, closed_on: date) -> str:
    """Say in a clause that a response came after the close."""
    return f"written on {day_text(on)}, after the close on {day_text(closed_on)}, it counts for nothing"


def said_uninvited(kind: ResponseKind, name: str, title: str) -> str:
    """Say in a clause that a word on a proposal is of somebody who was not invited."""
    return (
        f"{name} is not invited to {quoted(title)}, so the {FEEDBACK_KINDS[kind].noun} is kept and counts for nothing"
    )


# Objections


def objection_text(harm: str, cure: str) -> str:
    """What an objection says: the harm, and below it what would take it away; empty without a harm."""
    harm, cure = harm.strip(), cure.strip()
    return f"{harm}\n\n{CURE} {cure}" if harm and cure else harm


def objection_parts(text: str) -> tuple[str, str]:
    """The harm and what would take it away, as `objection_text` joined them."""
    harm, found, cure = text.rpartition(f"\n\n{CURE} ")
    return (harm, cure) if found else (text, "")
