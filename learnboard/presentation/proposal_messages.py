"""Why something cannot be done with a proposal, what was done with it, and what to do next."""

from datetime import date
from typing import Final

from learnboard.domain.consent import (
    AT_LEAST,
    CLOSED,
    MUCH_TIME,
    WORKING_WEEK,
    Consultation,
    changed_after_close,
    changed_ask,
)
from learnboard.domain.model.proposals import Proposal
from learnboard.presentation.around import Around
from learnboard.presentation.labels import field_labels
from learnboard.presentation.messages import StepText, sentence
from learnboard.presentation.proposals import SENTENCE_STATES, STATES, decision_text
from learnboard.presentation.values import count_of, day_text, duration, full_day, quoted, short_day

RUN_IT_BY: Final = "over 4 h a week: run it by a couple of people before you open it"
"""The advice on much on-mission work."""
FEW: Final = f"at least {AT_LEAST} are asked, so that it is no favour between two"
NO_CONSENT_TO_MAKE: Final = "Only what was consented to, and decided with x, can be made so."


def past_close_text(row: Proposal, day: date) -> str:
    """Why a proposal cannot close on its day, in a sentence; empty if it can."""
    if row.closes_on >= day:
        return ""
    return f"{full_day(row.closes_on)} is over, and nobody could answer any more: choose a day from today on."


def few_text(row: Proposal) -> str:
    """That too few are asked, or fewer than have to consent; empty if there are enough."""
    if len(row.invited_ids) < AT_LEAST:
        return FEW
    if row.min_responses > len(row.invited_ids):
        return f"{count_of(row.min_responses, 'consent')} cannot come of {len(row.invited_ids)} people"
    return ""


def much_time_text(row: Proposal) -> str:
    """That something takes much time, on-mission work from less on; empty where it does not."""
    minutes = row.minutes_per_week or 0
    if minutes >= WORKING_WEEK:
        return f"{duration(minutes)} a week is a whole working week: make sure that it is meant"
    return RUN_IT_BY if row.kind == "on_mission" and minutes > MUCH_TIME else ""


def warnings(row: Proposal) -> tuple[str, ...]:
    """What there is to point out before a proposal is opened, in clauses."""
    return tuple(text for text in (few_text(row), much_time_text(row)) if text)


def change_problem(before: Proposal, after: Proposal, found: Consultation, day: date) -> str:
    """Why a proposal cannot be changed like this, in a sentence; empty if it can."""
    name = quoted(before.title)
    if found.state in CLOSED and (names := changed_after_close(before, after)):
        closed = f"{name} closed on {day_text(before.closes_on)}, and its record stays as it is"
        return f"{closed} ({field_labels(names)}): X makes a new draft of it."
    if found.state == "open" and (names := changed_ask(before, after)):
        return f"{name} is open, and people consent to it as it is ({field_labels(names)}): t amends it and asks anew."
    if before.closes_on != after.closes_on or before.opened_on != after.opened_on:
        return past_close_text(after, day)
    return ""


def opened_text(row: Proposal) -> StepText:
    """What opening a proposal is called, and what to do next."""
    name = quoted(row.title)
    told = "".join(f" {sentence(text)}" for text in warnings(row))
    message = f"Opened {name}: it closes on {full_day(row.closes_on)}; ctrl+e writes the invitations.{told}"
    return StepText(message, f"open {name}")


def open_problem(found: Consultation, day: date) -> str:
    """Why a proposal cannot be opened, in a sentence; empty if it can."""
    row = found.proposal
    if found.state != "draft":
        return f"{quoted(row.title)} is {STATES[found.state].label} already."
    if not row.invited_ids:
        return f"Nobody is asked to consent to {quoted(row.title)} yet: e invites at least {AT_LEAST}."
    return past_close_text(row, day)


def step_refusal(found: Consultation) -> str:
    """Why `x` does nothing for a proposal, in a sentence."""
    name = quoted(found.proposal.title)
    if found.state == "open":
        closes = f"{name} is open up to and including {day_text(found.proposal.closes_on)}"
        return f"{closes}: the day after, x enters the decision."
    return f"{name} was withdrawn: X opens it again."


def withdrawn_text(row: Proposal, *, again: bool) -> StepText:
    """What withdrawing a proposal is called, or opening it again."""
    name = quoted(row.title)
    if again:
        state = f"closes on {full_day(row.closes_on)}" if row.opened_on else "is a draft"
        return StepText(f"{name} is there again: it {state}.", f"take {name} up again")
    return StepText(f"Withdrew {name}: it asks for nothing any more. X opens it again.", f"withdraw {name}")


def copied_text(row: Proposal) -> StepText:
    """What making a new draft of a closed proposal is called."""
    name = quoted(row.title)
    return StepText(f"Made a new draft of {name}; the record of the old one stays.", f"propose {name} again")


def answered_step(kind: str, who: str, *, again: bool) -> StepText:
    """What answering a response is called."""
    what = f"the {kind} of {who}"
    did = "Changed the answer to" if again else "Answered"
    return StepText(f"{did} {what}: it goes back with the next export.", f"answer {what}")


def amended_text(row: Proposal, anew: str) -> StepText:
    """What amending a proposal is called, and who is asked anew, by name."""
    name = quoted(row.title)
    asked = f": {anew} consented before and is asked anew" if anew and " and " not in anew else ""
    asked = asked or (f": {anew} consented before and are asked anew" if anew else "")
    return StepText(f"Amended {name}{asked}; ctrl+e writes it to everybody.", f"amend {name}")


def decision_problem(found: Consultation, decision: str) -> str:
    """Why something cannot be decided about a proposal, in a sentence; empty if it can."""
    name, state = quoted(found.proposal.title), STATES[found.state].label
    if found.state not in CLOSED:
        if found.state == "open":
            return step_refusal(found)
        return f"{name} is {state}: only what was open and is closed can be decided."
    if decision != "none" and found.state != "consented":
        came = "lapsed" if found.state == "lapsed" else f"was {SENTENCE_STATES[found.state]}"
        return f"{name} {came}, so nothing is granted: X asks again."
    return ""


def decided_text(row: Proposal, day: date, *, consented: bool) -> StepText:
    """What entering a decision is called."""
    name = quoted(row.title)
    granted = decision_text(row, row.decision or "none", consented=consented)
    review = f"; review on {short_day(row.review_on, day)}" if row.review_on else ""
    return StepText(f"Decided on {name}: {granted}{review}.", f"decide on {name}")


def consent_reason(found: Consultation, around: Around) -> str:
    """Why money is approved that a group consented to; stands as the reason of the decision."""
    closed = day_text(found.proposal.closes_on)
    return f"Consented to by {around.all_names(found.of_kind('consent'))}, {closed}: {quoted(found.proposal.title)}"
