"""Small bars: how far something is, how far it should be, and where it was before."""

from fractions import Fraction
from typing import NamedTuple

from learnboard.domain.metrics.rounding import half_up, shown, spaced

_WHOLE = 100
_PLACES = 1


class Bar(NamedTuple):
    """Lengths in percent of the bar, as SVG writes them; `words` say the same."""

    length: str
    mark: str | None
    before: str | None
    words: str


def bar(progress: Fraction | None, expected: Fraction | None, before: Fraction | None = None) -> Bar | None:
    """A bar of a progress with a mark where it is expected to stand; None without a progress.

    All are ratios of 1; what lies outside is drawn at the end.
    """
    if progress is None:
        return None
    words = spaced(shown(progress)) + (f", expected {_percent(expected)}" if expected is not None else "")
    # A mark at the very beginning is no mark.
    mark = _length(expected) if expected else None
    return Bar(_length(progress), mark, None if before is None else _length(before), words)


def share(part: Fraction, whole: Fraction) -> str:
    """How much of a bar a part of a whole takes."""
    return _length(part / whole) if whole > 0 else "0"


def _length(ratio: Fraction) -> str:
    within = min(max(ratio, Fraction(0)), Fraction(1))
    return half_up(within * _WHOLE, _PLACES).removesuffix(".0")


def _percent(ratio: Fraction) -> str:
    return f"{half_up(ratio * _WHOLE, 0)} %"
