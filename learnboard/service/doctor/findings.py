"""What an examination of a board finds: checks, each with its sentences."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from learnboard.domain.errors import Trouble
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import describe_row

CheckName: TypeAlias = Literal[
    "file", "schema", "references", "invariants", "journal", "backups", "permissions", "settings", "place"
]
State: TypeAlias = Literal["wrong", "notice", "ok"]
"""The worst first."""
RepairKind: TypeAlias = Literal["", "indices", "references", "journal", "drafts", "permissions"]
"""How something can be repaired; empty if it cannot."""

REPAIR: Final = "“learnboard doctor --repair”"
RESTORE: Final = "go back to a backup (“learnboard restore”)"
MOST: Final = 20
"""How many sentences of one kind there are; the others are counted."""


class Finding(NamedTuple):
    """One sentence about what was found; its full stop may be missing."""

    state: State
    message: str
    repair: RepairKind = ""


fine = partial(Finding, "ok")
notice = partial(Finding, "notice")
wrong = partial(Finding, "wrong")


def wrong_each(messages: Iterable[str], repair: RepairKind = "") -> list[Finding]:
    """Return a finding for each of the first 20 messages, and one for all others."""
    listed = [wrong(message, repair) for message in messages]
    more = [wrong(f"And {len(listed) - MOST:,} more", repair)] if len(listed) > MOST else []
    return listed[:MOST] + more


class Check(NamedTuple):
    """One thing that was examined."""

    name: CheckName
    findings: Sequence[Finding]

    @property
    def state(self) -> State:
        """The worst state of the findings."""
        return min((finding.state for finding in self.findings), key=get_args(State).index)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of all findings."""
        return tuple(full_sentence(finding.message) for finding in self.findings)

    @property
    def repairs(self) -> frozenset[RepairKind]:
        """How any of the findings can be repaired."""
        return frozenset(finding.repair for finding in self.findings if finding.repair)


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
        return frozenset().union(*(check.repairs for check in self.checks))


def full_sentence(message: str) -> str:
    """Return a message with a full stop, cleaned for a terminal."""
    line = clean_line(message)
    return line if line.endswith((".", "!", "?")) else f"{line}."


def place(row: Any) -> str:
    """Return a row by its name, its table and its id: `Key result “run 5 km” (key_results k11)`."""
    name = describe_row(row)
    return f"{name[:1].upper()}{name[1:]} ({row.TABLE} {clean_line(row.id)})"


def short_id(id_: str) -> str:
    """Return an id that may be no id at all, for a sentence."""
    return clean_line(id_)[:64]
