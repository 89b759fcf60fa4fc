"""Ratios and amounts of money in decimals, rounded half up (FORMAT.md §2 and §3)."""

from fractions import Fraction
from typing import Final

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


def minor_digits(currency: str) -> int:
    """Return how many digits after the point amounts of a currency have (ISO 4217)."""
    return _MINOR_DIGITS.get(currency, 2)


def money(amount: Fraction, currency: str) -> str:
    """Return an amount with its currency's minor digits (ISO 4217)."""
    return half_up(amount, minor_digits(currency))
