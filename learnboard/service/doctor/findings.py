"""What a look at a board finds: a check for each thing looked at, with its sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from learnboard.domain.errors import Trouble
from learnboard.domain.text import clean_line

Name: TypeAlias = Literal[
    "file", "schema", "references", "invariants", "journal", "backups", "permissions", "settings", "place"
]
State: TypeAlias = Literal["ok", "notice", "wrong"]
Repair: TypeAlias = Literal["", "indices", "references", "journal", "drafts", "permissions"]
"""How something can be repaired; empty if it cannot."""

REPAIR: Final = "“learnboard doctor --repair”"
RESTORE: Final = "go back to a backup (“learnboard restore”)"

MOST: Final = 20
"""So many sentences of one kind are told; the others are counted."""

_WORST: Final[Sequence[State]] = ("wrong", "notice", "ok")


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about what was found."""

    state: State
    message: str
    repair: Repair = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: Name
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """The worst that was found."""
        return next((state for state in _WORST if any(each.state == state for each in self.findings)), "ok")

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is to be said of it."""
        return tuple(each.message for each in self.findings)

    @property
    def repairable(self) -> bool:
        """Whether anything of it can be repaired."""
        return any(each.repair for each in self.findings)


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was looked at, what kept the file from being looked into, and how a lost board comes back, if it can."""

    board: Path
    checks: tuple[Check, ...]
    trouble: Trouble | None = None
    advice: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; there may be notices."""
        return not any(check.state == "wrong" for check in self.checks)

    @property
    def repairs(self) -> frozenset[Repair]:
        """All ways in which something can be repaired."""
        return frozenset(each.repair for check in self.checks for each in check.findings if each.repair)


def fine(message: str) -> Finding:
    """What is as it should be."""
    return Finding("ok", whole(message))


def notice(message: str, repair: Repair = "") -> Finding:
    """What should be known, though nothing is wrong."""
    return Finding("notice", whole(message), repair)


def wrong(message: str, repair: Repair = "") -> Finding:
    """What is wrong."""
    return Finding("wrong", whole(message), repair)


def whole(message: str) -> str:
    """A sentence with its end, and without anything a terminal could obey."""
    line = clean_line(message)
    return line if line.endswith((".", "!", "?")) else f"{line}."


def each_of(sentences: Iterable[str], repair: Repair = "") -> list[Finding]:
    """Something wrong for each sentence, up to 20, and one for all the others."""
    told = list(sentences)
    findings = [wrong(message, repair) for message in told[:MOST]]
    if len(told) > MOST:
        findings.append(wrong(f"And {len(told) - MOST:,} more", repair))
    return findings
