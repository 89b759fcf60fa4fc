"""What was rated together, what differs and changed, and what a reader may see before their own view is in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.model.fields import OWNER
from learnboard.domain.skills import covered, instruments, rounds_of, skill_views
from tests import builders
from tests.builders import assessment


def views(*rows, feedback=(), days=None):
    return skill_views(rows, feedback, days or {})


JANUARY = (
    assessment(id="a1", by_id=OWNER, on="2026-01-15", levels={"System": 2, "Influence": 2}, visibility="mentor"),
    assessment(id="a2", by_id="p1", on="2026-01-20", levels={"System": 3, "Influence": 1}, visibility="mentor"),
)
DECEMBER = assessment(id="a3", by_id=OWNER, on="2026-12-15", levels={"System": 3, "People": 4}, visibility="mentor")


def test_the_newest_comparison_tells_the_gaps_and_the_next_round_what_changed():
    (ladder,) = instruments(views(*JANUARY, DECEMBER), {})
    assert [str(each.on) for each in ladder.rounds] == ["2026-01-15", "2026-12-15"]
    assert ladder.people == (OWNER, "p1")
    assert ladder.gaps_on("System") == {"p1": 1}
    assert ladder.gaps_on("Influence") == {"p1": -1}
    assert ladder.gaps_on("People") == {}
    assert ladder.gaps == 2
    assert [ladder.change(1, axis) for axis in ("System", "Influence", "People")] == [1, 0, 0]
    assert ladder.newest_own == DECEMBER


def test_a_round_ends_after_sixty_days_or_where_somebody_rates_again():
    rows = [
        assessment(id=f"a{at}", by_id=by, on=on)
        for at, (by, on) in enumerate(
            [
                (OWNER, "2026-01-01"),
                ("p1", "2026-03-02"),
                ("p2", "2026-03-03"),
                (OWNER, "2026-03-04"),
                (OWNER, "2026-03-05"),
            ]
        )
    ]  # 2 March is 60 days after 1 January
    found = [[view.row.id for view in each.views] for each in rounds_of(views(*rows))]
    assert found == [["a0", "a1"], ["a3", "a2"], ["a4"]]


def test_what_feedback_rates_belongs_to_the_round_it_answers_however_late_it_comes():
    answer = builders.feedback(
        id="f1",
        kind="assessment",
        target={"kind": "assessment", "id": "a1"},
        levels={"System": 5},
        author="Ash",
        person_id=None,
    )
    lost = builders.feedback(
        id="f2", kind="assessment", target={"kind": "assessment", "id": "gone"}, levels={"System": 1}
    )
    day = date(2026, 6, 1)
    (ladder,) = instruments(views(JANUARY[0], feedback=(answer, lost), days={"f1": day, "f2": day}), {})
    assert [[view.who for view in each.views] for each in ladder.rounds] == [[OWNER, "Ash"]]
    assert ladder.gaps_on("System") == {"Ash": 3}


def test_what_the_board_keeps_is_there_before_it_is_rated():
    (kept,) = instruments((), {"ladder": ("System", "People")})
    assert (kept.axes, kept.rounds, kept.newest_own, kept.gaps) == (("System", "People"), (), None, 0)


def test_a_reader_sees_levels_once_theirs_of_that_round_are_in():
    rows = views(*JANUARY, DECEMBER)
    assert covered(rows, "p1") == {"a3"}
    assert covered(rows, "p2") == {"a1", "a2", "a3"}
    assert covered(rows, None) == {"a3"}
    shared = assessment(id="a4", by_id=OWNER, levels={"System": 1}, visibility="shared")
    strengths = assessment(
        id="a5", by_id=OWNER, levels={}, ranked=["patience"], visibility="mentor", instrument="words"
    )
    assert covered(views(shared, strengths), "p1") == frozenset()


ROWS = st.lists(
    st.tuples(st.sampled_from([OWNER, "p1", "p2"]), st.integers(1, 360), st.integers(1, 5)), max_size=9
).map(
    lambda rows: [
        assessment(
            id=f"a{at}", by_id=by, on=str(date.fromordinal(740000 + on)), levels={"System": level}, visibility="mentor"
        )
        for at, (by, on, level) in enumerate(rows)
    ]
)


@given(ROWS)
def test_each_view_stands_in_one_round_and_of_each_person_one_view(rows):
    found = rounds_of(views(*rows))
    assert sorted(view.row.id for each in found for view in each.views) == sorted(row.id for row in rows)
    for each in found:
        assert len({view.who for view in each.views}) == len(each.views)
        assert max(view.row.on for view in each.views) - each.on == max(view.row.on - each.on for view in each.views)
        assert all(0 <= (view.row.on - each.on).days <= 60 for view in each.views)
    hidden = covered(views(*rows), "p1")
    assert all(
        any(view.who == "p1" for view in each.views) or not each.own or each.own.row.id in hidden for each in found
    )
