"""Help that costs nothing: found for a key result, or offered by the owner; and what asks and offers have in common."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.offers import found_help, in_common, is_offer, matter_of, open_offers
from tests.builders import budget_entry, cycle

DAY = date(2026, 6, 26)


def help_of(giver, name="b1", **changes):
    return budget_entry(**{"id": name, "estimate": "0", "with_id": giver, "state": "idea", **changes})


def test_help_was_found_if_somebody_else_gives_it_for_nothing_and_it_was_not_called_off():
    rows = [
        help_of("p1", "b2", key_result_id="k1"),
        help_of("p2", "b1", key_result_id="k1", state="spent"),
        help_of("owner", "b3", key_result_id="k1"),
        help_of(None, "b4", key_result_id="k1"),
        help_of("p1", "b5", key_result_id="k1", estimate="0.01"),
        help_of("p1", "b6", key_result_id="k1", state="spent", actual="5"),
        help_of("p1", "b7", key_result_id=None),
        help_of("p1", "b8", key_result_id="k1", state="declined"),
        help_of("p1", "b9", key_result_id="k1", state="cancelled"),
    ]
    assert {key: [row.id for row in found] for key, found in found_help(rows).items()} == {"k1": ["b1", "b2"]}
    assert [row.id for row in rows if is_offer(row)] == ["b3"]


def test_an_offer_is_open_until_it_was_given_called_off_or_its_day_is_over():
    rows = [
        help_of("owner", "b1"),
        help_of("owner", "b2", happens_on="2026-08-03"),
        help_of("owner", "b3", happens_on="2026-06-26"),
        help_of("owner", "b4", happens_on="2026-06-25"),
        help_of("owner", "b5", state="evaluated"),
        help_of("owner", "b6", state="cancelled"),
        help_of("owner", "b7", cycle_id="another"),
        help_of("p1", "b8"),
    ]
    assert [row.id for row in open_offers(rows, cycle(), DAY)] == ["b3", "b2", "b1"]


def test_what_asks_and_offers_have_in_common_are_the_words_of_the_matter():
    wanted = matter_of("Somebody to help me with load tests, an hour a week", "Cut p95 latency", "Queueing")
    assert in_common(wanted, matter_of("An hour of help a week with me")) == ()
    assert in_common(wanted, matter_of("Load test by example")) == ("load", "tests")
    assert in_common(wanted, matter_of("queue theory for everybody")) == ("queueing",)
    assert in_common(matter_of("Café"), matter_of("CAFE opening")) == ("cafe",)


@given(st.text(), st.text())
def test_having_words_in_common_goes_both_ways(one, other):
    first, second = matter_of(one), matter_of(other)
    assert bool(in_common(first, second)) == bool(in_common(second, first))
    assert in_common(first, first) == tuple(sorted(first))
