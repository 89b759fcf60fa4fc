"""What an owner says of a key result and how it is held against time (FORMAT.md §2)."""

from datetime import date, timedelta

import pytest

from tests.builders import (
    binary,
    card_report,
    check_in,
    cycle,
    health,
    maintain,
    metric,
    milestone,
    objective,
    settings,
    steps,
)

DAY = "2026-03-05"
TEN_DAYS = cycle(starts_on="2026-03-01", ends_on="2026-03-10")  # On DAY 0.5 is expected.
COMMITTED = objective(okr_type="committed")
ON_PACE, BEHIND, FAR_BEHIND = "5", "3", "0"


def day_after(day):
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def suggested(*rows, value=ON_PACE, confidence=None, by=()):
    """The health on DAY of a metric whose owner said a value and a confidence, after what was said before."""
    return health(DAY, TEN_DAYS, metric(), *by, *rows, check_in(DAY, value, confidence))


@pytest.mark.parametrize(("value", "status"), [(ON_PACE, "on_track"), (BEHIND, "at_risk"), (FAR_BEHIND, "off_track")])
def test_without_a_confidence_the_pace_suggests(value, status):
    assert suggested(value=value) == status


def test_without_a_confidence_and_without_progress_it_is_pending():
    assert health(DAY, TEN_DAYS, steps(), check_in(DAY)) == "pending"


@pytest.mark.parametrize("confidence", [1, 3])
def test_a_confidence_of_3_or_less_is_off_track_though_on_pace(confidence):
    assert suggested(confidence=confidence) == "off_track"


def test_off_track_comes_before_a_fall():
    assert suggested(check_in("2026-03-04", None, 9), confidence=3) == "off_track"


@pytest.mark.parametrize(
    ("before", "latest", "status"),
    [(9, 7, "at_risk"), (10, 5, "at_risk"), (8, 7, "on_track"), (7, 9, "on_track"), (6, 4, "at_risk")],
)
def test_a_fall_of_2_or_more_is_at_risk(before, latest, status):
    assert suggested(check_in("2026-03-04", None, before), confidence=latest) == status


def test_a_fall_is_seen_past_check_ins_without_a_confidence():
    silent = check_in("2026-03-03", "4")
    assert suggested(check_in("2026-03-02", None, 9), silent, confidence=7) == "at_risk"


def test_only_the_previous_confidence_makes_a_fall():
    assert suggested(check_in("2026-03-02", None, 10), check_in("2026-03-03", None, 8), confidence=7) == "on_track"


@pytest.mark.parametrize(("confidence", "status"), [(4, "at_risk"), (6, "at_risk"), (7, "on_track")])
def test_a_committed_objective_wants_a_confidence_of_7(confidence, status):
    assert suggested(confidence=confidence, by=[COMMITTED]) == status


@pytest.mark.parametrize(
    ("value", "confidence", "status"),
    [
        (ON_PACE, 6, "on_track"),
        (ON_PACE, 4, "on_track"),
        (BEHIND, 6, "at_risk"),
        (FAR_BEHIND, 6, "at_risk"),
        (BEHIND, 7, "on_track"),
        (FAR_BEHIND, 10, "on_track"),
    ],
)
def test_a_confidence_of_6_or_less_is_at_risk_only_behind_the_pace(value, confidence, status):
    assert suggested(value=value, confidence=confidence) == status


def test_a_confidence_without_progress_is_on_track():
    assert health(DAY, TEN_DAYS, steps(), check_in(DAY, None, 5)) == "on_track"


@pytest.mark.parametrize("chosen", ["on_track", "at_risk", "off_track"])
def test_the_owners_own_word_goes_before_what_is_suggested(chosen):
    assert health(DAY, TEN_DAYS, metric(), check_in(DAY, FAR_BEHIND, 1, status=chosen)) == chosen


def test_the_owners_word_is_forgotten_at_the_next_check_in():
    rows = check_in("2026-03-04", "5", status="off_track"), check_in(DAY, "5")
    assert health(DAY, TEN_DAYS, metric(), *rows) == "on_track"


def test_the_latest_confidence_stands_though_a_later_check_in_has_none():
    card = card_report(DAY, TEN_DAYS, metric(), check_in("2026-03-04", "5", 2), check_in(DAY, "5"))
    assert (card["confidence"], card["health"]) == (2, "off_track")


def test_without_a_check_in_it_is_pending():
    assert health(DAY, TEN_DAYS, metric()) == "pending"
    assert card_report(DAY, TEN_DAYS, metric())["confidence"] is None


@pytest.mark.parametrize(
    "rows",
    [
        [metric(), check_in("2026-01-01", "10", 1, status="off_track")],
        [metric(), check_in("2026-01-01", "11")],
        [binary(done_on="2026-03-01")],
        [steps(), milestone(done_on="2026-03-01")],
    ],
)
def test_what_reached_its_target_is_achieved_however_long_ago(rows):
    assert health(DAY, TEN_DAYS, *rows) == "achieved"


def test_nearly_there_is_not_achieved():
    assert health(DAY, TEN_DAYS, metric(target="3"), check_in(DAY, "2.999")) == "on_track"


def test_a_maintain_is_never_achieved():
    rows = TEN_DAYS, maintain(), check_in(DAY, "5")
    assert card_report(DAY, *rows)["raw"] == "1.000000"
    assert health(DAY, *rows) == "on_track"


def test_dropped_comes_before_all():
    card = card_report(DAY, TEN_DAYS, metric(dropped_on=DAY), check_in(DAY, "10"))
    assert card["health"] == "dropped"


def test_a_dropped_key_result_keeps_its_figures_but_counts_for_nothing():
    row = check_in(DAY, "2", 9, status="on_track")
    dropped = card_report(DAY, TEN_DAYS, metric(dropped_on=DAY), row)
    kept = card_report(DAY, TEN_DAYS, metric(), row)
    same = ("raw", "progress", "shown", "expected", "pace", "confidence")
    assert [dropped[name] for name in same] == ["0.200000", "0.200000", "20%", "0.500000", "far_behind", 9]
    assert [kept[name] for name in same] == [dropped[name] for name in same]
    gone = ("counted", "health", "divergent", "score", "band")
    assert [dropped[name] for name in gone] == [False, "dropped", False, None, None]
    assert [kept[name] for name in gone] == [True, "on_track", True, "0.20", "red"]


@pytest.mark.parametrize(
    ("cadence", "card", "last_good_day"),
    [
        # The last check-in is of 1 March; the grace is 3 days. 1 + 7 + 3 = 11 March, 1 + 14 + 3 = 18 March,
        # 1 + 31 + 3 = 35, the 4 April; 1 + 92 + 3 = 96, 96 − 31 − 30 = the 35th of May, the 4 June.
        ("weekly", metric(), "2026-03-11"),
        ("biweekly", metric(), "2026-03-18"),
        ("monthly", metric(), "2026-04-04"),
        ("weekly", maintain(period="week"), "2026-03-11"),
        ("weekly", maintain(period="month"), "2026-04-04"),
        ("weekly", maintain(period="quarter"), "2026-06-04"),
        ("biweekly", maintain(period="week"), "2026-03-18"),
        ("monthly", maintain(period="week"), "2026-04-04"),
        ("monthly", maintain(period="month"), "2026-04-04"),
        ("monthly", maintain(period="quarter"), "2026-06-04"),
        # A period counts for a maintain only.
        ("weekly", metric(period="quarter"), "2026-03-11"),
    ],
)
def test_it_is_outdated_one_day_past_the_allowance(cadence, card, last_good_day):
    rows = cycle(), card, check_in("2026-03-01", "5", status="on_track")
    by = settings(check_in_cadence=cadence)
    assert health(last_good_day, *rows, counting_by=by) == "on_track"
    assert health(day_after(last_good_day), *rows, counting_by=by) == "outdated"


@pytest.mark.parametrize(("grace", "last_good_day", "next_day"), [(0, 8, 9), (1, 9, 10)])
def test_the_grace_is_the_boards_own(grace, last_good_day, next_day):
    rows = metric(), check_in("2026-03-01", "5", status="on_track")
    by = settings(check_in_cadence="weekly", grace_days=grace)
    assert health(f"2026-03-{last_good_day:02}", *rows, counting_by=by) == "on_track"
    assert health(f"2026-03-{next_day:02}", *rows, counting_by=by) == "outdated"


def test_a_step_that_is_done_is_a_sign_as_good_as_a_check_in():
    rows = steps(), milestone(id="s1", done_on="2026-03-01"), milestone(id="s2", done_on="2026-02-01")
    # Progress 2 of 3 weights on day 77 of 365; 1 March + 14 + 3 days of grace.
    assert health("2026-03-18", *rows, milestone(id="s3")) == "on_track"
    assert health("2026-03-19", *rows, milestone(id="s3")) == "outdated"
    # A later check-in counts as well, and an earlier one takes nothing away.
    assert health("2026-03-19", *rows, milestone(id="s3"), check_in("2026-03-02")) == "on_track"
    assert health("2026-03-18", *rows, milestone(id="s3"), check_in("2026-02-27")) == "on_track"


def test_without_a_step_done_a_milestone_is_pending():
    assert health(DAY, TEN_DAYS, steps(), milestone(done_on="2026-03-06")) == "pending"


def test_only_of_a_milestone_steps_are_a_sign():
    assert health(DAY, TEN_DAYS, metric(), milestone(done_on="2026-03-01")) == "pending"


def test_any_check_in_keeps_it_from_being_outdated():
    rows = metric(), check_in("2026-01-01", "5", 8), check_in("2026-06-29", None)
    assert health("2026-06-30", *rows) == "on_track"


@pytest.mark.parametrize(
    ("row", "divergent"),
    [
        (check_in(DAY, FAR_BEHIND, 9), True),
        (check_in(DAY, FAR_BEHIND, status="on_track"), True),
        (check_in(DAY, BEHIND, 9), False),
        (check_in(DAY, FAR_BEHIND, 6), False),
        (check_in(DAY, FAR_BEHIND, status="at_risk"), False),
        (check_in(DAY, FAR_BEHIND), False),
    ],
)
def test_what_is_called_on_track_but_far_behind_is_divergent(row, divergent):
    assert card_report(DAY, TEN_DAYS, metric(), row)["divergent"] is divergent


def test_it_stays_divergent_when_it_is_outdated():
    card = card_report("2026-06-30", metric(), check_in("2026-01-05", "0", 9))
    assert (card["health"], card["divergent"]) == ("outdated", True)
