"""Agreements that say no more than how often two people meet."""

from learnboard.domain.model.people import Agreement


def draft_of(cadence_days: int) -> Agreement:
    """Return a draft that says only how often two people meet, in days, and promises nothing."""
    return Agreement(cadence_days, confidential=False, comfort_zone="", ask_before_call_out=False)


def is_draft(agreement: Agreement | None) -> bool:
    """Whether an agreement says nothing but how often two people meet."""
    return agreement is not None and agreement == draft_of(agreement.cadence_days)
