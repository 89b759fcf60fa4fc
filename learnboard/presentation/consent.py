"""Proposals by consent: what their responses are called, and how a proposal and its answers are told."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learnboard.domain.model.proposals import ProposalState, ResponseKind
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.values import day_text, quoted

STATES: Final[Mapping[ProposalState, str]] = {
    "draft": "a draft",
    "open": "open",
    "withdrawn": "withdrawn",
    "objected": "objected to",
    "consented": "consented to",
    "lapsed": "lapsed",
}
"""The states of a proposal within a sentence."""


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
