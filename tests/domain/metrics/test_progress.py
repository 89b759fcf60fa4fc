"""How far a key result is: raw, progress, what is shown, the score, its span and what was held (FORMAT.md §2)."""

from datetime import date, timedelta

import pytest

from tests.builders import binary, card_report, check_in, cycle, maintain, metric, milestone, settings, steps

DAY = "2026-06-30"
LONGEST = "999999999999999.999999999"
FIGURES = ("raw", "progress", "shown", "score", "band")


def figures(told_card):
    return tuple(told_card[name] for name in FIGURES)


@pytest.mark.parametrize(
    ("start", "target", "current", "expected"),
    [
        # (12 − 0) / (10 − 0) = 1.2, and no more than all of it is progress.
        ("0", "10", "12", ("1.200000", "1.000000", "100%", "1.00", "green")),
        # (−1 − 0) / (10 − 0) = −0.1
        ("0", "10", "-1", ("-0.100000", "0.000000", "0%", "0.00", "red")),
        # (610 − 850) / (400 − 850) = −240 / −450 = 0.5333…
        ("850", "400", "610", ("0.533333", "0.533333", "53%", "0.53", "yellow")),
        # (900 − 850) / (400 − 850) = 50 / −450 = −0.1111…
        ("850", "400", "900", ("-0.111111", "0.000000", "0%", "0.00", "red")),
        # (2.3 − 1.6) / (2.6 − 1.6) = 0.7 exactly, which binary floats miss.
        ("1.6", "2.6", "2.3", ("0.700000", "0.700000", "70%", "0.70", "green")),
        # (0 + 5) / (5 + 5) = 5 / 10, and mirrored (0 − 5) / (−5 − 5) = −5 / −10
        ("-5", "5", "0", ("0.500000", "0.500000", "50%", "0.50", "yellow")),
        ("5", "-5", "0", ("0.500000", "0.500000", "50%", "0.50", "yellow")),
        # 2.999 / 3 = 0.999666…: nearly is not there.
        ("0", "3", "2.999", ("0.999667", "0.999667", "99%", "0.99", "green")),
        # 1 / 1000 = 0.001: begun is not nothing, but a score of it is.
        ("0", "1000", "1", ("0.001000", "0.001000", "1%", "0.00", "red")),
        # 995 / 1000 = 99.5 %, half up would be 100 %.
        ("0", "1000", "995", ("0.995000", "0.995000", "99%", "0.99", "green")),
        # 125 / 1000 = 12.5 %, half up.
        ("0", "1000", "125", ("0.125000", "0.125000", "13%", "0.13", "red")),
        # 124 / 1000 = 12.4 %
        ("0", "1000", "124", ("0.124000", "0.124000", "12%", "0.12", "red")),
        # 395 / 1000 = 0.395, a score of 0.40: the band is the score's.
        ("0", "1000", "395", ("0.395000", "0.395000", "40%", "0.40", "yellow")),
        ("0", "1000", "394", ("0.394000", "0.394000", "39%", "0.39", "red")),
        ("0", "1000", "694", ("0.694000", "0.694000", "69%", "0.69", "yellow")),
        ("0", "1000", "695", ("0.695000", "0.695000", "70%", "0.70", "green")),
        # −1 / 10,000,000 = −0.0000001: no minus zero.
        ("0", "10000000", "-1", ("0.000000", "0.000000", "0%", "0.00", "red")),
        # 5 / 10,000,000 = 0.0000005, half up in the sixth place.
        ("0", "10000000", "5", ("0.000001", "0.000001", "1%", "0.00", "red")),
        # The longest numbers there are: 1 part of 10^24 is missing.
        ("0", LONGEST, LONGEST[:-1] + "8", ("1.000000", "1.000000", "99%", "0.99", "green")),
    ],
)
def test_a_metric_is_how_far_it_came_of_its_way(start, target, current, expected):
    card = metric(start=start, target=target)
    assert figures(card_report(DAY, card, check_in(DAY, current))) == expected


def test_a_metric_without_check_ins_stands_at_its_start():
    assert figures(card_report(DAY, metric(start="3"))) == ("0.000000", "0.000000", "0%", "0.00", "red")


def test_the_latest_value_counts_though_later_check_ins_have_none():
    rows = metric(), check_in("2026-06-02", None, 7), check_in("2026-06-01", "4"), check_in("2026-05-01", "9")
    assert card_report(DAY, *rows)["raw"] == "0.400000"


def test_of_two_check_ins_on_a_day_the_greater_id_is_the_later():
    rows = metric(), check_in(DAY, "8", id="b"), check_in(DAY, "4", id="a")
    assert card_report(DAY, *rows)["raw"] == "0.800000"


def test_a_check_in_before_the_cycle_counts_as_any_other():
    assert card_report(DAY, metric(), check_in("2025-12-31", "4"))["raw"] == "0.400000"


def test_milestones_count_by_their_weight():
    # (2 + 0.5) / (2 + 0.5 + 1.5) = 2.5 / 4 = 0.625
    rows = (
        milestone(id="s1", weight="2", done_on="2026-01-01"),
        milestone(id="s2", weight="0.5", done_on=DAY),
        milestone(id="s3", weight="1.5"),
    )
    assert figures(card_report(DAY, steps(), *rows)) == ("0.625000", "0.625000", "63%", "0.63", "yellow")


@pytest.mark.parametrize("rows", [[], [milestone(weight="0", done_on="2026-01-01")]])
def test_milestones_that_weigh_nothing_have_no_progress(rows):
    card = card_report(DAY, steps(), *rows)
    assert figures(card) == (None, None, "–", None, None)
    assert card["pace"] == "no_data"


@pytest.mark.parametrize("kind", ["binary", "baseline"])
@pytest.mark.parametrize(("done_on", "raw"), [(None, "0"), ("2026-07-01", "0"), (DAY, "1"), ("2025-01-01", "1")])
def test_a_binary_is_nothing_until_it_is_done_and_all_from_that_day_on(kind, done_on, raw):
    assert card_report(DAY, binary(kind=kind, done_on=done_on))["raw"] == f"{raw}.000000"


def test_a_baselines_values_do_not_make_it_done():
    assert card_report(DAY, binary(kind="baseline"), check_in(DAY, "7"))["raw"] == "0.000000"


@pytest.mark.parametrize(
    ("bound", "value", "met"),
    [
        ({"bound": "at_most", "maximum": "5"}, "5", 1),
        ({"bound": "at_most", "maximum": "5"}, "5.000000001", 0),
        ({"bound": "at_least", "maximum": None, "minimum": "2"}, "2", 1),
        ({"bound": "at_least", "maximum": None, "minimum": "2"}, "1.999", 0),
        ({"bound": "between", "minimum": "2", "maximum": "5"}, "2", 1),
        ({"bound": "between", "minimum": "2", "maximum": "5"}, "5", 1),
        ({"bound": "between", "minimum": "2", "maximum": "5"}, "1.9", 0),
        ({"bound": "between", "minimum": "2", "maximum": "5"}, "5.1", 0),
        # The other end of a one-sided bound says nothing.
        ({"bound": "at_most", "minimum": "2", "maximum": "5"}, "1", 1),
        ({"bound": "at_least", "minimum": "2", "maximum": "5"}, "6", 1),
    ],
)
def test_the_bounds_of_a_maintain_are_inclusive(bound, value, met):
    assert card_report(DAY, maintain(**bound), check_in("2026-01-31", value))["held"] == {
        "met": met,
        "seen": 1,
        "total": 12,
    }


def test_a_maintain_is_the_periods_kept_of_all_periods():
    # January and March kept, February without a value is not, April broken: 2 of 12 = 0.1666…, 4 periods seen.
    check_ins = check_in("2026-01-01", "5"), check_in("2026-03-31", "4"), check_in("2026-04-01", "6")
    card = card_report(DAY, maintain(), *check_ins)
    assert card["held"] == {"met": 2, "seen": 4, "total": 12}
    assert figures(card) == ("0.166667", "0.166667", "17%", "0.17", "red")


def test_the_latest_value_in_a_period_decides():
    broken, kept = check_in("2026-01-10", "9"), check_in("2026-01-20", "5")
    assert card_report(DAY, maintain(), kept, broken)["held"]["met"] == 1
    assert card_report(DAY, maintain(), kept, broken, check_in("2026-01-20", "6", id="z"))["held"]["met"] == 0


def test_a_later_word_without_a_value_neither_keeps_nor_breaks_nor_is_seen():
    check_ins = check_in("2026-01-10", "5"), check_in("2026-01-20", None, 8), check_in("2026-03-20", None, 8)
    assert card_report(DAY, maintain(), *check_ins)["held"] == {"met": 1, "seen": 1, "total": 12}


def test_values_outside_the_cycle_keep_nothing():
    check_ins = check_in("2025-12-31", "5"), check_in("2027-01-01", "5")
    assert card_report("2027-01-01", maintain(), *check_ins)["held"] == {"met": 0, "seen": 0, "total": 12}


def test_a_maintain_without_a_value_has_seen_nothing():
    assert card_report(DAY, maintain())["held"] == {"met": 0, "seen": 0, "total": 12}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "period", "total"),
    [
        # Monday to Sunday of 2026-W53, though the year changes within.
        ("2026-12-28", "2027-01-03", "week", 1),
        ("2026-12-27", "2027-01-04", "week", 1),
        # Wednesday to Thursday: 5 days, 51 whole weeks, 4 days.
        ("2020-01-01", "2020-12-31", "week", 51),
        # Thursday to Thursday: 4 days, 51 whole weeks, 4 days.
        ("2026-01-01", "2026-12-31", "week", 51),
        # 2027 begins in 2026-W53 with a Friday: 3 days, 51 whole weeks, 5 days.
        ("2027-01-01", "2027-12-31", "week", 51),
        # A leap year that begins with a Sunday: 1 day, 52 whole weeks, 1 day.
        ("2012-01-01", "2012-12-31", "week", 52),
        ("2026-01-15", "2026-04-10", "month", 2),
        # None is whole: all that are touched.
        ("2026-01-15", "2026-04-10", "quarter", 2),
        ("2026-03-31", "2026-04-01", "month", 2),
        ("2026-03-31", "2026-04-01", "quarter", 2),
        ("2024-02-29", "2024-02-29", "week", 1),
        ("2024-02-29", "2024-02-29", "month", 1),
        ("2024-02-29", "2024-02-29", "quarter", 1),
        ("2026-01-01", "2027-12-31", "quarter", 8),
    ],
)
def test_whole_periods_count_and_all_where_none_is_whole(starts_on, ends_on, period, total):
    rows = cycle(starts_on=starts_on, ends_on=ends_on), maintain(period=period)
    assert card_report(ends_on, *rows)["held"]["total"] == total


@pytest.mark.parametrize(
    ("days", "held"),
    [
        # Of January and April the cycle has a part: each counts once a value stands in it.
        ([], (0, 0, 2)),
        (["2026-02-10"], (1, 1, 2)),
        (["2026-01-20"], (1, 1, 3)),
        (["2026-01-20", "2026-03-10"], (2, 3, 3)),
        (["2026-04-05"], (1, 3, 3)),
        (["2026-01-20", "2026-04-05"], (2, 4, 4)),
        # Before the cycle and after it, though in the same months.
        (["2026-01-14", "2026-04-11"], (0, 0, 2)),
    ],
)
def test_a_period_that_is_cut_counts_once_a_value_stands_in_it(days, held):
    rows = cycle(starts_on="2026-01-15", ends_on="2026-04-10"), maintain(), *(check_in(day, "5") for day in days)
    assert card_report("2026-04-30", *rows)["held"] == dict(zip(("met", "seen", "total"), held, strict=True))


def test_who_keeps_every_whole_week_reaches_all():
    # From Monday 5 January on there are 51 whole weeks in 2026.
    mondays = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(51)]
    rows = maintain(period="week"), *(check_in(day.isoformat(), "5") for day in mondays)
    assert card_report("2026-12-31", *rows)["shown"] == "100%"


@pytest.mark.parametrize(
    ("starts_on", "due_on", "span"),
    [
        (None, None, ("2026-01-01", "2026-12-31")),
        ("2026-03-01", None, ("2026-03-01", "2026-12-31")),
        ("2025-03-01", None, ("2026-01-01", "2026-12-31")),
        (None, "2026-06-30", ("2026-01-01", "2026-06-30")),
        ("2026-06-30", "2026-06-30", ("2026-06-30", "2026-06-30")),
        # Empty: the whole cycle.
        ("2026-07-01", "2026-06-30", ("2026-01-01", "2026-12-31")),
        ("2027-01-01", None, ("2026-01-01", "2026-12-31")),
        (None, "2025-12-31", ("2026-01-01", "2026-12-31")),
    ],
)
def test_the_span_goes_from_the_later_beginning_to_the_due_day_else_to_the_cycles_end(starts_on, due_on, span):
    for row in (metric, maintain, binary, steps):
        assert card_report(DAY, row(starts_on=starts_on, due_on=due_on))["span"] == list(span)


def test_only_the_span_of_a_maintain_never_goes_beyond_the_cycle():
    assert card_report(DAY, metric(due_on="2027-03-31"))["span"] == ["2026-01-01", "2027-03-31"]
    assert card_report(DAY, maintain(due_on="2027-03-31"))["span"] == ["2026-01-01", "2026-12-31"]


def test_the_span_is_of_the_cycle_of_its_objective():
    rows = cycle(starts_on="2026-03-01", ends_on="2026-03-10"), metric(dropped_on="2026-03-05")
    assert card_report(DAY, *rows)["span"] == ["2026-03-01", "2026-03-10"]


def test_the_periods_of_a_maintain_are_those_of_its_span():
    # February, March and April; what is said in January and May keeps nothing.
    row = maintain(starts_on="2026-02-01", due_on="2026-04-30")
    check_ins = [check_in(f"2026-{month:02}-15", "5") for month in (1, 2, 4, 5)]
    card = card_report(DAY, row, *check_ins)
    assert card["held"] == {"met": 2, "seen": 3, "total": 3}
    assert card["raw"] == "0.666667"


def test_a_week_runs_from_monday_to_sunday_even_over_new_year():
    # Thursday 31 December and Friday 1 January are one week, Monday 4 January is the next.
    rows = cycle(starts_on="2026-12-28", ends_on="2027-01-10"), maintain(period="week")
    check_ins = check_in("2026-12-31", "9"), check_in("2027-01-01", "5"), check_in("2027-01-04", "9")
    assert card_report("2027-01-10", *rows, *check_ins)["held"] == {"met": 1, "seen": 2, "total": 2}


def test_the_score_bands_are_the_boards_own():
    rows = metric(), check_in(DAY, "4")
    assert card_report(DAY, *rows, counting_by=settings(score_bands=["0.41", "0.90"]))["band"] == "red"
    assert card_report(DAY, *rows, counting_by=settings(score_bands=["0.10", "0.40"]))["band"] == "green"
