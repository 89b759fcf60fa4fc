"""Rounding of ratios, scores and money: half up, and never to more than was reached (FORMAT.md §2 and §3)."""

from fractions import Fraction
from typing import Final, Literal, TypeAlias

from learnboard.domain.metrics.progress import below, reached
from learnboard.domain.model.board_info import Settings

Band: TypeAlias = Literal["red", "yellow", "green"]
_HUNDRED = 100
_SCORES: Final = tuple(Fraction(hundredths, _HUNDRED) for hundredths in range(_HUNDRED + 1))
_MINOR_DIGITS: Final = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""Digits after the point where they are not two (ISO 4217)."""


def half_up(ratio: Fraction, places: int) -> str:
    """Return the ratio with so many decimals: a half is rounded away from zero, and zero has no minus."""
    whole = int(abs(ratio) * 10**places + Fraction(1, 2))
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if ratio < 0 and whole else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def whole_percent(progress: Fraction) -> int:
    """Return the whole percent, half up, never 100 below 1 and never 0 above 0."""
    percent = _hundredths(progress)
    if percent >= _HUNDRED and not reached(progress):
        return _HUNDRED - 1
    return max(percent, 1) if progress.numerator > 0 else percent


def shown(progress: Fraction | None) -> str:
    """Return the percentage that a person reads; `–` for none."""
    return "–" if progress is None else f"{whole_percent(progress)}%"


def _hundredths(ratio: Fraction) -> int:
    """A ratio of 0 or more in hundredths, half up: in integers, since a board has thousands of them."""
    return (2 * _HUNDRED * ratio.numerator + ratio.denominator) // (2 * ratio.denominator)


def spaced(percentage: str) -> str:
    """Return a shown percentage as screens have it: `53 %`."""
    return percentage.replace("%", " %")


def score(progress: Fraction | None, raw: Fraction | None) -> Fraction | None:
    """Return progress to 0.01, half up, never 1.00 before the target is reached."""
    if progress is None or raw is None:
        return None
    hundredths = _hundredths(progress)
    return _SCORES[hundredths if reached(raw) else min(hundredths, _HUNDRED - 1)]


def mean_score(total: Fraction, count: int) -> Fraction | None:
    """Return the plain mean of `count` scores with the sum `total`, to 0.01 half up."""
    return _SCORES[_hundredths(total / count)] if count else None


def band(score: Fraction | None, settings: Settings) -> Band | None:
    """Return the band of a score by the board's two limits."""
    if score is None:
        return None
    if below(score, settings.score_bands[0].fraction):
        return "red"
    return "yellow" if below(score, settings.score_bands[1].fraction) else "green"


def money(amount: Fraction, currency: str) -> str:
    """Return an amount with its currency's minor digits (ISO 4217)."""
    return half_up(amount, _MINOR_DIGITS.get(currency, 2))
