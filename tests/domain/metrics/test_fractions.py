"""The quick ways with ratios say what Python's fractions say."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.metrics.figures import score_of, whole_percent
from learnboard.domain.metrics.progress import below, gap_within, product_sum, reached, weighted_mean
from learnboard.domain.model.fields import Number

RATIOS = st.fractions(-3, 3, max_denominator=400)
SHARES = st.fractions(0, 1, max_denominator=4000)


@given(RATIOS, RATIOS, RATIOS)
def test_comparisons_are_those_of_fractions(one: Fraction, other: Fraction, limit: Fraction) -> None:
    assert reached(one) == (one >= 1)
    assert below(one, other) == (one < other)
    assert gap_within(one, other, limit) == (one - other <= limit)
    assert gap_within(one, other, one - other)


@given(st.lists(st.tuples(RATIOS, RATIOS)))
def test_a_sum_of_products_is_exact(pairs: list[tuple[Fraction, Fraction]]) -> None:
    assert product_sum(pairs) == sum((one * other for one, other in pairs), Fraction(0))


@given(SHARES)
def test_hundredths_are_rounded_half_up(share: Fraction) -> None:
    hundredths = int(share * 100 + Fraction(1, 2))
    assert whole_percent(share) == (hundredths if share in (0, 1) else min(max(hundredths, 1), 99))
    assert score_of(share, share) == Fraction(hundredths if share == 1 else min(hundredths, 99), 100)


def test_the_halves_themselves_go_up() -> None:
    assert [whole_percent(Fraction(numerator, 200)) for numerator in (1, 3, 199)] == [1, 2, 99]
    assert whole_percent(Fraction(5, 1000)) == 1
    assert whole_percent(Fraction(105, 1000)) == 11


@given(st.lists(st.tuples(st.decimals(0, 99, places=2), st.fractions(0, 1)), max_size=6))
def test_a_weighted_mean_is_the_sum_of_the_parts_by_the_sum_of_the_weights(shares):
    weights = [Fraction(weight) for weight, _ in shares]
    whole = sum(weights, Fraction(0))
    expected = sum((weight * share for weight, (_, share) in zip(weights, shares, strict=True)), Fraction(0))
    found = weighted_mean([(Number(f"{weight:f}"), share) for weight, share in shares])
    assert found == (expected / whole if whole else None)
