"""Two people's assessments of the same skills, side by side."""

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.assessments import two_views
from tests import builders

PEOPLE = ["owner", "p1", "p2", None]
LEVELS = st.dictionaries(st.sampled_from(["System", "People", "Process"]), st.integers(1, 5))
ROWS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["ladder", "cards"]), st.integers(1, 28), LEVELS), max_size=8
).map(
    lambda rows: [
        builders.assessment(id=f"a{at}", by_id=by, instrument=instrument, on=f"2026-01-{day:02}", levels=levels)
        for at, (by, instrument, day, levels) in enumerate(rows)
    ]
)


def test_the_newest_of_each_stand_side_by_side():
    rows = [
        builders.assessment(id="a1", by_id="owner", on="2026-01-15", levels={"System": 1}),
        builders.assessment(id="a2", by_id="owner", on="2026-06-15", levels={"System": 2, "People": 4}),
        builders.assessment(id="a3", by_id="p1", on="2026-03-01", levels={"System": 4, "Process": 3}),
        builders.assessment(id="a4", by_id="p2", on="2026-07-01", levels={"System": 5}),
    ]
    (pair,) = two_views(rows, "p1")
    assert (pair.own.id, pair.other.id) == ("a2", "a3")
    assert [(axis.axis, axis.own, axis.other, axis.gap) for axis in pair.axes] == [
        ("System", 2, 4, 2),
        ("People", 4, None, 0),
        ("Process", None, 3, 0),
    ]
    assert pair.gaps == 1


def test_without_a_view_of_the_reader_everybody_elses_stands_beside_the_owners():
    rows = [
        builders.assessment(id="a1", by_id="owner", levels={"System": 3}),
        builders.assessment(id="a2", by_id="p2", levels={"System": 2}),
    ]
    (pair,) = two_views(rows, "p1")
    assert (pair.own.id, pair.other.id, pair.axes[0].gap) == ("a1", "a2", -1)
    (alone,) = two_views(rows[:1], "p1")
    assert (alone.own.id, alone.other, alone.gaps) == ("a1", None, 0)


@given(ROWS, st.sampled_from(PEOPLE))
def test_each_instrument_is_there_and_no_gap_without_two_levels(rows, reader):
    pairs = two_views(rows, reader)
    assert {pair.instrument for pair in pairs} == {row.instrument for row in rows}
    for pair in pairs:
        assert pair.own is None or pair.own.by_id == "owner"
        newest = [row for row in rows if row.instrument == pair.instrument and row.by_id == "owner"]
        assert pair.own is None or pair.own.on == max(row.on for row in newest)
        for axis in pair.axes:
            both = axis.own is not None and axis.other is not None
            assert axis.gap == (axis.other - axis.own if both else 0)
