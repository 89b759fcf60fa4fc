"""The close of a cycle: which sentences it wants, what the scores say, and what goes on in the next one."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.board import make_column
from learnboard.domain.closing import (
    ClosingAnswers,
    ClosingBoard,
    NewNumbers,
    OwnScore,
    asks_cause,
    carried_rows,
    column_score,
    final_score,
    is_open,
    lacks_reason,
    score_summary,
    with_cause,
    without_cause,
)
from learnboard.domain.histories import group_histories
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.fields import Number
from learnboard.domain.row_rules import problem
from tests.builders import binary, check_in, cycle, maintain, metric, milestone, objective, settings, steps

DAY = date(2026, 12, 31)
NOTHING = OwnScore()


def column(*rows, parts=(), **fields):
    """An objective with these key results, with the figures of the last day of 2026."""
    check_ins = [part for part in parts if part.TABLE == "check_ins"]
    histories = group_histories(check_ins, [part for part in parts if part.TABLE == "milestones"])
    return make_column(objective(**fields), rows, histories, CycleContext(cycle(), DAY, settings()))


def board(*columns, parts=(), cycles=None, day=DAY, **more):
    open_steps = {}
    for part in parts:
        if part.TABLE == "milestones" and part.done_on is None:
            open_steps.setdefault(part.key_result_id, []).append(part)
    return ClosingBoard(cycle(), day, settings(), columns, open_steps, cycles or (cycle(),), **more)


def half_done(**fields):
    """A metric from 0 to 10 that stands at 5: it scores 0.50."""
    return column(metric(), parts=[check_in("2026-05-01", "5")], **fields)


def own_of(**scores):
    return lambda card: OwnScore(Number(scores[card.id]), "why") if card.id in scores else NOTHING


# -- scores -----------------------------------------------------------------------------------------------------------


def test_the_own_score_counts_where_there_is_one():
    (card,) = half_done().cards
    assert final_score(card, NOTHING) == Fraction(1, 2)
    assert final_score(card, OwnScore(Number("0.8"))) == Fraction(4, 5)
    assert final_score(card, OwnScore(Number("0"))) == 0


def test_what_was_dropped_has_no_score():
    (card,) = column(metric(dropped_on="2026-05-01")).cards
    assert final_score(card, OwnScore(Number("0.8"))) is None
    assert column_score(column(metric(dropped_on="2026-05-01")), own_of()) is None


@pytest.mark.parametrize(
    ("okr_type", "own", "lacks"),
    [
        ("aspirational", NOTHING, False),
        ("aspirational", OwnScore(Number("0.6")), True),
        ("aspirational", OwnScore(Number("0.6"), "a second try counted"), False),
        ("committed", NOTHING, True),
        ("committed", OwnScore(None, "the vendor left"), False),
        ("committed", OwnScore(Number("1"), ""), True),
        ("committed", OwnScore(Number("1"), "it was reached by other means"), False),
    ],
)
def test_an_own_score_and_what_was_committed_and_fell_short_want_a_sentence(okr_type, own, lacks):
    it = half_done(okr_type=okr_type)
    assert lacks_reason(it.objective, it.cards[0], own) == lacks


def test_what_was_committed_and_reached_wants_no_sentence():
    it = column(metric(), parts=[check_in("2026-05-01", "10")], okr_type="committed")
    assert not lacks_reason(it.objective, it.cards[0], NOTHING)


def test_what_was_never_accepted_wants_no_sentence():
    it = half_done(okr_type="committed", origin="assigned")
    assert not lacks_reason(it.objective, it.cards[0], NOTHING)
    it = half_done(okr_type="committed", origin="assigned", accepted_on="2026-02-01")
    assert lacks_reason(it.objective, it.cards[0], NOTHING)


def test_an_objective_is_the_plain_mean_of_its_final_scores_half_up():
    it = column(metric(weight="9"), binary(id="k2"), binary(id="k3"), parts=[check_in("2026-05-01", "5")])
    assert column_score(it, own_of()) == Fraction(17, 100)  # 0.50, 0 and 0: 0.1666…
    assert column_score(it, own_of(k2="0.4", k3="0.6")) == Fraction(1, 2)


def test_a_cause_is_asked_for_below_the_first_band():
    assert asks_cause(Fraction(39, 100), settings(score_bands=["0.40", "0.70"]))
    assert not asks_cause(Fraction(40, 100), settings(score_bands=["0.40", "0.70"]))
    assert not asks_cause(None, settings())


def test_committed_and_aspirational_are_summed_up_apart():
    summary = score_summary(
        [
            half_done(id="o1", okr_type="committed"),
            column(binary(done_on="2026-03-01"), id="o2", okr_type="committed"),
            half_done(id="o3"),
            column(id="o4"),
        ],
        own_of(),
    )
    assert (summary.committed, summary.aspirational) == (Fraction(3, 4), Fraction(1, 2))


@pytest.mark.parametrize(
    ("status", "origin", "counted"),
    [("active", "own", True), ("closed", "own", True), ("draft", "own", False), ("abandoned", "own", False),
     ("active", "assigned", False)],
)  # fmt: skip
def test_only_what_counts_is_summed_up(status, origin, counted):
    summary = score_summary([half_done(status=status, origin=origin)], own_of())
    assert (summary.aspirational is not None) == counted


@pytest.mark.parametrize(
    ("score", "sweet"), [("0.59", False), ("0.6", True), ("0.65", True), ("0.70", True), ("0.71", False), ("1", False)]
)
def test_the_sweet_spot_is_from_six_to_seven_tenths(score, sweet):
    assert score_summary([half_done()], own_of(k1=score)).in_sweet_spot == sweet


def test_one_everywhere_is_too_easy_and_nearly_everywhere_is_not():
    everything = column(binary(done_on="2026-03-01"), binary(id="k2", done_on="2026-03-01"))
    assert score_summary([everything], own_of()).too_easy
    assert not score_summary([everything], own_of(k2="0.99")).too_easy
    assert score_summary([everything, half_done(id="o2", okr_type="committed")], own_of()).too_easy
    assert not score_summary([], own_of()).too_easy


# -- what was learned -------------------------------------------------------------------------------------------------


def test_a_cause_is_the_last_paragraph_of_what_was_learned():
    assert with_cause("Ask first.", "too much at once") == "Ask first.\n\nCause: too much at once"
    assert with_cause("", "too much at once") == "Cause: too much at once"
    assert with_cause("Ask first.", "") == "Ask first."
    assert without_cause("Ask first.\n\nThen listen.\n\nCause: too much") == ("Ask first.\n\nThen listen.", "too much")
    assert without_cause("Cause: one\nand more") == ("Cause: one\nand more", "")


@given(st.text("aC: \n", max_size=12).map(str.strip), st.text("ab ", max_size=4).map(str.strip))
def test_no_word_of_what_was_learned_is_lost(learned, cause):
    text = with_cause(learned, cause)
    assert with_cause(*without_cause(text)) == text
    if cause:
        assert without_cause(text) == (learned, cause)


# -- what goes on -----------------------------------------------------------------------------------------------------


def carried(it, parts=(), verdict="keep", **answers):
    numbers = count(1)
    return carried_rows(
        board(it, parts=parts), {it.id: verdict}, ClosingAnswers(**answers), "c2", lambda: f"new{next(numbers)}"
    )


@pytest.mark.parametrize(("verdict", "goes_on"), [("keep", True), ("change", True), ("let_go", False), (None, False)])
def test_what_is_kept_or_changed_goes_on(verdict, goes_on):
    assert bool(carried(half_done(), verdict=verdict).objectives) == goes_on


def test_an_objective_goes_on_as_a_draft_that_says_what_it_continues():
    it = half_done(
        origin="assigned", accepted_on="2026-02-01", verdict="change", learned="slowly", position=7, supports="the team"
    )
    (row,) = carried(it).objectives
    assert row == objective(
        id="new1", cycle_id="c2", origin="assigned", accepted_on="2026-02-01", position=7, supports="the team",
        status="draft", verdict=None, learned="", carried_from_id="o1",
    )  # fmt: skip


def test_a_metric_starts_at_its_latest_value_with_no_days_of_the_old_cycle():
    it = column(
        metric(starts_on="2026-03-01", due_on="2026-10-01", own_score="0.60", own_score_reason="why", labels=["ops"]),
        parts=[check_in("2026-05-01", "5"), check_in("2026-06-01", "6"), check_in("2026-07-01", None, 3)],
    )
    (row,) = carried(it).key_results
    assert row == metric(id="new2", objective_id="new1", start="6", labels=["ops"], carried_from_id="k1")


def test_a_metric_that_was_never_measured_starts_where_it_did():
    (row,) = carried(column(metric(start="2"))).key_results
    assert (str(row.start), str(row.target)) == ("2", "10")


def test_other_numbers_can_be_chosen():
    (row,) = carried(half_done(), numbers={"k1": NewNumbers(Number("4"), Number("12"))}).key_results
    assert (str(row.start), str(row.target)) == ("4", "12")
    (row,) = carried(half_done(), numbers={"k1": NewNumbers(target=Number("12"))}).key_results
    assert (str(row.start), str(row.target)) == ("5", "12")


def test_what_was_dropped_reached_or_left_out_stays_behind():
    it = column(
        metric(id="k1", dropped_on="2026-03-01"),
        metric(id="k2", start="0", target="5"),
        binary(id="k3", done_on="2026-03-01"),
        binary(id="k4"),
        binary(id="k5"),
        parts=[check_in("2026-05-01", "5", key_result_id="k2")],
    )
    rows = carried(it, left_out=frozenset({"k5"})).key_results
    assert [row.carried_from_id for row in rows] == ["k4"]


def test_what_is_maintained_goes_on_even_if_it_was_kept_all_year():
    months = [check_in(f"2026-{month:02}-01", "3") for month in range(1, 13)]
    it = column(maintain(), parts=months)
    assert it.cards[0].figures.raw == 1
    (row,) = carried(it).key_results
    assert row == maintain(id="new2", objective_id="new1", carried_from_id="k1")


def test_only_the_open_steps_of_a_milestone_go_on():
    parts = [
        milestone(id="s1", done_on="2026-02-01"),
        milestone(id="s2", title="write", due_on="2026-10-01", weight="3", position=9),
    ]
    (step,) = carried(column(steps(), parts=parts), parts).milestones
    assert step == milestone(id="new3", key_result_id="new2", title="write", weight="3", position=9)


def test_a_baseline_that_goes_on_is_that_of_the_new_key_result():
    rows = [binary(id="k1", kind="baseline"), metric(id="k2", baseline_id="k1"), metric(id="k3", baseline_id="old")]
    first, second, third = carried(column(*rows)).key_results
    assert (second.baseline_id, third.baseline_id) == (first.id, "old")


def test_what_goes_on_already_does_so_once():
    it = half_done()
    rows = carried_rows(board(it, carried=frozenset({"o1"})), {"o1": "keep"}, ClosingAnswers(), "c2", lambda: "x")
    assert rows == ((), (), ())


def test_the_next_cycle_is_the_first_open_one_that_comes_later():
    before = cycle(id="c0", starts_on="2025-01-01", ends_on="2025-12-31")
    later = cycle(id="c2", starts_on="2027-01-01", ends_on="2027-03-31", status="closed")
    last = cycle(id="c3", starts_on="2027-04-01", ends_on="2027-06-30", status="planning")
    assert board(cycles=(before, cycle(), later, last)).next_cycle == last
    assert board(cycles=(before, cycle(), later)).next_cycle is None


@pytest.mark.parametrize(
    ("day", "title"), [(date(2026, 11, 3), "2027"), (date(2027, 1, 10), "2027"), (date(2029, 6, 1), "2029")]
)
def test_a_next_cycle_is_not_over_before_it_begins(day, title):
    days = board(day=day).next_days
    assert (days.title, days.starts_on.year, days.ends_on.year) == (title, int(title), int(title))


VALUES = st.integers(-3, 12).map(str)
KINDS = st.one_of(
    st.builds(lambda start: metric(start=start, target="10"), st.integers(-3, 9).map(str)),
    st.builds(lambda target: metric(start="10", target=target), st.integers(-3, 9).map(str)),
    st.just(maintain()),
    st.just(steps()),
    st.builds(lambda on: binary(done_on=on), st.sampled_from([None, "2026-03-01"])),
    st.builds(lambda on: binary(kind="baseline", done_on=on), st.sampled_from([None, "2026-03-01"])),
)


@given(
    KINDS,
    st.lists(st.tuples(st.integers(1, 12), st.none() | VALUES), max_size=4, unique_by=lambda pair: pair[0]),
    st.lists(st.sampled_from([None, "2026-04-01"]), max_size=3),
    st.sampled_from([None, "2026-08-01"]),
)
def test_whatever_happened_what_goes_on_is_a_row_that_a_board_can_hold(row, values, done, dropped):
    parts = [check_in(f"2026-{month:02}-01", value) for month, value in values]
    parts += [milestone(id=f"s{number}", done_on=on) for number, on in enumerate(done)]
    it = column(replace(row, dropped_on=date.fromisoformat(dropped) if dropped else None), parts=parts)
    rows = carried(it, parts)
    assert len(rows.key_results) == is_open(it.cards[0])
    for new in (*rows.objectives, *rows.key_results, *rows.milestones):
        assert problem(new) is None
    for new in rows.key_results:
        assert new.carried_from_id == "k1"
        assert new.objective_id == rows.objectives[0].id
        assert new.done_on is None
        assert new.kind == row.kind
    assert all(step.done_on is None for step in rows.milestones)
