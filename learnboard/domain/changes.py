"""What a reader is told first: what changed since last time, by how much it matters (FORMAT.md §4)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.comparison import KeyResultChange

Concern: TypeAlias = Literal[
    "confidence_fell",
    "backward",
    "last_step_backward",
    "outdated",
    "divergent",
    "forward",
    "reported",
    "silent",
    "added",
    "dropped",
    "gone",
]

TITLES: Final[dict[Concern, str]] = {
    "confidence_fell": "Confidence fell",
    "backward": "Went backward",
    "last_step_backward": "Last step backward",
    "outdated": "Not heard of for long",
    "divergent": "Said on track, but far behind",
    "forward": "Forward",
    "reported": "Reported, the number is the same",
    "silent": "Nothing new",
    "added": "New",
    "dropped": "Dropped",
    "gone": "No longer there",
}


class Group(NamedTuple):
    """Key results of which the same is to be said first."""

    concern: Concern
    rows: tuple[KeyResultChange, ...]

    @property
    def worrying(self) -> bool:
        """Whether it is something to talk about before what went well."""
        return self.concern in WORRYING


def _still_there(row: KeyResultChange) -> bool:
    return row.change not in ("added", "dropped", "gone") and row.health[1] != "dropped"


def _confidence_fell(row: KeyResultChange) -> bool:
    old, new = row.confidence
    return old is not None and new is not None and new < old


_WORRIES: Final[dict[Concern, Callable[[KeyResultChange], bool]]] = {
    "confidence_fell": _confidence_fell,
    "backward": lambda row: row.change == "backward",
    "last_step_backward": lambda row: row.last_step_backward,
    "outdated": lambda row: row.health[1] == "outdated",
    "divergent": lambda row: row.divergent,
}
_REST: Final[tuple[Concern, ...]] = ("forward", "reported", "silent", "added", "dropped", "gone")
WORRYING: Final = tuple(_WORRIES)


def worries(row: KeyResultChange) -> Iterator[Concern]:
    """All that is worrying about a key result, the most pressing first."""
    if _still_there(row):
        yield from (concern for concern, holds in _WORRIES.items() if holds(row))


def changes(rows: Iterable[KeyResultChange]) -> tuple[Group, ...]:
    """Each key result once, under the first thing to be said of it; groups in the order they are told in.

    Within a group the rows keep the order they come in.
    """
    found: dict[Concern, list[KeyResultChange]] = {concern: [] for concern in (*_WORRIES, *_REST)}
    for row in rows:
        found[next(worries(row), _plain(row))].append(row)
    return tuple(Group(concern, tuple(group)) for concern, group in found.items() if group)


def _plain(row: KeyResultChange) -> Concern:
    # A row that was dropped before stays dropped: there is nothing new to be said of it.
    return row.change if row.change != "backward" else "silent"
