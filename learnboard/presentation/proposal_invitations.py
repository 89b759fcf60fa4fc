"""What is said of invitations to consent and to a review: for whom they are, and why they cannot be written."""

from collections.abc import Sequence
from typing import Final

from learnboard.domain.consent import Consultation
from learnboard.domain.model.fields import Profile
from learnboard.presentation.proposals import STATES
from learnboard.presentation.values import count_of, listed, quoted, short_name

_READS: Final[dict[Profile, str]] = {
    "mentor": "what a mentor may see",
    "shared": "only what everybody may see",
    "full": "everything",
}


REVIEW_TITLE: Final = "the review"
"""What a review is called where its meeting is more private than its reader may see."""


def not_open_text(found: Consultation) -> str:
    """Why nobody can be invited to a proposal, in a sentence; empty if they can."""
    row = found.proposal
    if found.state == "draft":
        return f"{quoted(row.title)} is a draft: x opens it, then ctrl+e writes the invitations."
    if found.state != "open":
        return f"{quoted(row.title)} is {STATES[found.state].label}: nobody can answer any more. y copies its record."
    if not row.invited_ids:
        return f"Nobody is invited to {quoted(row.title)}: e says whom."
    return ""


def withheld_text(title: str, name: str, profile: Profile) -> str:
    """That what somebody is invited to is more private than what they get, and the key that shares it."""
    if title == REVIEW_TITLE:
        way = "enter on it among the meetings (m) says who sees it"
        return f"{short_name(name)} gets {_READS[profile]}, and the review is more private: {way}."
    return f"{short_name(name)} gets {_READS[profile]}, and {quoted(title)} is more private: p shares it."


def withheld_person_text(name: str, profile: Profile) -> str:
    """That somebody would not find themselves in what they get, and the key that shares it."""
    name = short_name(name)
    return (
        f"{name} gets {_READS[profile]}, and is more private on your board than that, so that nobody would see who is "
        f"asked: P, then p on {name}, shares it."
    )


def invitation_leak_text(leak: str, name: str) -> str:
    """That private words would leave to somebody, and what to do about it."""
    return f"{leak}, and {short_name(name)} would read it: change it there, or export for them alone, which asks."


def readers_text(readers: Sequence[tuple[str, Profile]]) -> str:
    """Who gets what: `Linden Marsh and Ash Rivers (only what everybody may see)`."""
    by_profile: dict[Profile, list[str]] = {}
    for name, profile in readers:
        by_profile.setdefault(profile, []).append(short_name(name))
    return ", ".join(f"{listed(names)} ({_READS[profile]})" for profile, names in by_profile.items())


def wrote_text(readers: Sequence[tuple[str, Profile]], folder: str) -> str:
    """What was written, and what comes next."""
    names = listed([short_name(name) for name, _ in readers])
    files = count_of(2 * len(readers), "file")
    return f"Wrote {files} into “{folder}”: a file and a page for {names}. Send each of them theirs."
