"""Exact sums and comparisons of ratios by their integers (FORMAT.md §2).

Python's fractions are exact too, but shorten after each step and look at what they are compared with: a board of
thousands of key results has tens of thousands of such steps, and these take a tenth of the time.
"""

from collections.abc import Iterable
from fractions import Fraction

ZERO = Fraction(0)
ONE = Fraction(1)


def reached(ratio: Fraction) -> bool:
    """Whether the ratio is 1 or more."""
    return ratio.numerator >= ratio.denominator


def below(one: Fraction, other: Fraction) -> bool:
    """Whether one is less than the other."""
    return one.numerator * other.denominator < other.numerator * one.denominator


def gap_within(high: Fraction, low: Fraction, limit: Fraction) -> bool:
    """Whether high - low is not more than the limit."""
    gap = high.numerator * low.denominator - low.numerator * high.denominator
    return gap * limit.denominator <= limit.numerator * high.denominator * low.denominator


def product_sum(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Σ a · b, one integer for each denominator until the end."""
    numerators: dict[int, int] = {}
    for one, other in pairs:
        denominator = one.denominator * other.denominator
        numerators[denominator] = numerators.get(denominator, 0) + one.numerator * other.numerator
    parts = [Fraction(numerator, denominator) for denominator, numerator in numerators.items()]
    return sum(parts[1:], parts[0]) if parts else ZERO
