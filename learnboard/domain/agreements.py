"""Whether the agreement with a person holds: what they agreed to is kept beside the board's rows, by its content."""

import json
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any, Final, Literal, Self, TypeAlias

from learnboard.domain.agreement_drafts import is_draft
from learnboard.domain.model.fields import Id, instant_text, to_plain
from learnboard.domain.model.people import Agreement, Person
from learnboard.domain.named_tuple import NamedTuple

Standing: TypeAlias = Literal["none", "waiting", "agreed", "changed"]
_LENGTH: Final = 32
"""Hexadecimal digits of an agreement's mark."""


class AgreementState(NamedTuple):
    """How an agreement stands: there is none, it was never agreed to, it holds since `on`, or was changed since."""

    standing: Standing
    on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether the person is still to agree to it as it is."""
        return self.standing in ("waiting", "changed")


class AgreedTerms(NamedTuple):
    """The mark of the agreement that a person agreed to, when, and when the owner changed it last.

    The mark is empty if they agreed to none. `changed_at` is exact to the second; None if it was not changed here.
    """

    mark: str
    on: date | None
    changed_at: datetime | None = None

    @property
    def text(self) -> str:
        """The same as the text of a value that the board keeps for itself."""
        changed = instant_text(self.changed_at) if self.changed_at else None
        return json.dumps({"mark": self.mark, "on": str(self.on) if self.on else None, "changed_at": changed})

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return what such a text says; None if it says nothing that can be read."""
        try:
            plain: Any = json.loads(text)
            on, changed = plain["on"], plain["changed_at"]
            return cls(
                str(plain["mark"]),
                date.fromisoformat(on) if on else None,
                datetime.fromisoformat(changed) if changed else None,
            )
        except (ValueError, TypeError, KeyError, RecursionError):
            return None


def terms_name(person: Id) -> str:
    """Return the name of the board's own value that holds what a person agreed to."""
    return f"agreement-{person}"


def agreement_mark(agreement: Agreement | None) -> str:
    """Return a mark that two agreements share if they say the same; empty for none.

    What stands at its default does not count, so that a field that a later format brings changes no mark.
    """
    if agreement is None:
        return ""
    from hashlib import sha256  # noqa: PLC0415 - brings OpenSSL and 4 MB, and most boards have no agreement

    plain = to_plain(agreement)
    said = [
        (field.name, plain[field.name])
        for field in fields(agreement)
        if field.default is MISSING or getattr(agreement, field.name) != field.default
    ]
    return sha256(json.dumps(sorted(said)).encode()).hexdigest()[:_LENGTH]


def accepted_terms(person: Person) -> AgreedTerms:
    """Return what somebody agreed to of whom nothing is kept: on accepting, to the agreement as it stood.

    Who accepted when there was only a draft agreed to help, not to an agreement.
    """
    if person.accepted_on is None or is_draft(person.agreement):
        return AgreedTerms("", None)
    return AgreedTerms(agreement_mark(person.agreement), person.accepted_on)


def agreement_state(person: Person, kept: AgreedTerms | None) -> AgreementState:
    """Return how the agreement with a person stands, given the terms that are kept, if any are."""
    if person.agreement is None:
        return AgreementState("none")
    terms = kept or accepted_terms(person)
    if terms.mark == agreement_mark(person.agreement):
        return AgreementState("agreed", terms.on)
    return AgreementState("changed" if terms.mark else "waiting", terms.on if terms.mark else None)
