"""Assessments of the owner by two people, side by side (FORMAT.md §1, "assessments")."""

from collections.abc import Iterable

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import Assessment
from learnboard.domain.named_tuple import NamedTuple


class AxisPair(NamedTuple):
    """An axis of an instrument with the levels, 1 to 5, that the owner and somebody else gave; None for none."""

    axis: str
    own: int | None
    other: int | None

    @property
    def gap(self) -> int:
        """How much higher the other one is; 0 where one of the two is missing."""
        return 0 if self.own is None or self.other is None else self.other - self.own


class TwoViews(NamedTuple):
    """The newest assessments of one instrument by the owner and by somebody else; None where there is none."""

    instrument: str
    own: Assessment | None
    other: Assessment | None

    @property
    def axes(self) -> tuple[AxisPair, ...]:
        """The axes that one of the two gave a level, the owner's first, each in its order."""
        own, other = (view.levels if view else {} for view in (self.own, self.other))
        return tuple(AxisPair(axis, own.get(axis), other.get(axis)) for axis in dict.fromkeys([*own, *other]))

    @property
    def gaps(self) -> int:
        """On how many axes the two are one level or more apart."""
        return sum(pair.gap != 0 for pair in self.axes)


def two_views(assessments: Iterable[Assessment], reader: Id | None) -> tuple[TwoViews, ...]:
    """Return the views of the owner and the reader of each instrument, by its name.

    Without one of the reader's there is a pair with each other person who assessed, else the owner's view alone.
    """
    newest: dict[str, dict[Id | None, Assessment]] = {}
    for row in sorted(assessments, key=lambda row: (row.on, row.id)):
        newest.setdefault(row.instrument, {})[row.by_id] = row
    found = []
    for instrument, views in sorted(newest.items()):
        own = views.pop(OWNER, None)
        others = [views[reader]] if reader in views else [*views.values()]
        found += [TwoViews(instrument, own, other) for other in others or (None,)]
    return tuple(found)
