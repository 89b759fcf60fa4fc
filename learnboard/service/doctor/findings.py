"""What an examination of a board finds: checks, each with its sentences."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.errors import Trouble
from learnboard.domain.text import clean_line

CheckName: TypeAlias = Literal[
    "file", "schema", "references", "invariants", "journal", "backups", "permissions", "settings", "place"
]
State: TypeAlias = Literal["ok", "notice", "wrong"]
RepairKind: TypeAlias = Literal["", "indices", "references", "journal", "drafts", "permissions"]
"""How something can be repaired; empty if it cannot."""

REPAIR: Final = "“learnboard doctor --repair”"
RESTORE: Final = "go back to a backup (“learnboard restore”)"
MOST: Final = 20
"""How many sentences of one kind there are; the others are counted."""
_WORST_FIRST: Final[Sequence[State]] = ("wrong", "notice", "ok")


class Finding(NamedTuple):
    """One sentence about what was found."""

    state: State
    message: str
    repair: RepairKind = ""


class Check(NamedTuple):
    """One thing that was examined."""

    name: CheckName
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """The worst state of the findings."""
        states = {finding.state for finding in self.findings}
        return next((state for state in _WORST_FIRST if state in states), "ok")

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of all findings."""
        return tuple(finding.message for finding in self.findings)

    @property
    def repairable(self) -> bool:
        """Whether any of the findings can be repaired."""
        return any(finding.repair for finding in self.findings)


class Examination(NamedTuple):
    """Everything that was examined, what kept the file from being read, and how to get a lost board back."""

    board: Path
    checks: tuple[Check, ...]
    trouble: Trouble | None = None
    advice: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; there may be notices."""
        return not any(check.state == "wrong" for check in self.checks)

    @property
    def repairs(self) -> frozenset[RepairKind]:
        """All ways in which something can be repaired."""
        return frozenset(finding.repair for check in self.checks for finding in check.findings if finding.repair)


def fine(message: str) -> Finding:
    """Return a finding about what is as it should be."""
    return Finding("ok", full_sentence(message))


def notice(message: str, repair: RepairKind = "") -> Finding:
    """Return a finding about what should be known, though nothing is wrong."""
    return Finding("notice", full_sentence(message), repair)


def wrong(message: str, repair: RepairKind = "") -> Finding:
    """Return a finding about what is wrong."""
    return Finding("wrong", full_sentence(message), repair)


def wrong_each(messages: Iterable[str], repair: RepairKind = "") -> list[Finding]:
    """Return a finding for each of the first 20 messages, and one for all others."""
    listed = list(messages)
    findings = [wrong(message, repair) for message in listed[:MOST]]
    if len(listed) > MOST:
        findings.append(wrong(f"And {len(listed) - MOST:,} more", repair))
    return findings


def full_sentence(message: str) -> str:
    """Return a message with a full stop, cleaned for a terminal."""
    line = clean_line(message)
    return line if line.endswith((".", "!", "?")) else f"{line}."
