"""What cards look like: the example year on 26 June 2026, and cards made for one fact each."""

import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.model.fields import Number
from learnboard.ui.board.card_values import sparkline
from learnboard.ui.board.render import DETAILS, ONE_LINE, TIGHT, Detail, card_lines, stripe_of
from learnboard.ui.toolkit import styles
from tests.builders import EXAMPLE_YEAR, check_in, document, milestone
from tests.ui.example_cards import DAY, card, text_of, width_of

WIDTHS = (25, 40, 48)
BAR_LENGTHS = {25: 7, 40: 19, 48: 23}  # less than half of the width, 18 less than it, at most 24
BARS = Detail(4, bar=True)
REPORT = {
    row["id"]: row
    for objective in document(EXAMPLE_YEAR / "report-2026-06-26.json")["objectives"]
    for row in objective["key_results"]
}
BINARY = {"k22", "k32", "k34"}
BARRED = [id_ for id_ in REPORT if id_ not in BINARY]
SIGNS = {"achieved": "✓", "on_track": "●", "at_risk": "!", "dropped": "–"}


def texts(board, id_, width, detail=BARS):
    column_at, place = board.find(id_)
    return [text_of(line).rstrip() for line in card_lines(board.columns[column_at].cards[place], width, DAY, detail)]


@pytest.mark.parametrize(
    ("id_", "width", "lines"),
    [
        # 850 → 400 ms, now 610: 240/450 = 53 %, 29.9, 72.5 and 102.4 eighths of a cell; expected 177/365 = 48 %
        (
            "k11",
            25,
            ["Cut p95 latency of the", "checkout service from 850", "ms to 400 ms", "███┆···     610 ms   53 %", "⊘ !"],
        ),
        (
            "k11",
            37,
            [
                "Cut p95 latency of the checkout",
                "service from 850 ms to 400 ms",
                "████████┆········       610 ms   53 %",
                "⊘",
            ],
        ),
        (
            "k11",
            60,
            ["Cut p95 latency of the checkout service", "ms", "███████████┆▊···········  ", "⊘ ! at risk: confi"],
        ),
        ("k31", 37, ["Finish the queueing theory course,", "five modules", "████████┆█▏······      ", "● on track"]),
        ("k22", 37, ["Speak at one external meetup", "◇ ! at risk"]),
        ("k23", 60, ["Measure how many engineers", "┆███████████████████████  ", "✓ done"]),
        (
            "k24",
            60,
            ["Raise engineers who can read", "█████······┆············  ", "! far behind: said to be on track"],
        ),
        (
            "k42",
            37,
            ["Raise newcomers who ship alone within", "six weeks", "████▎···┆········ ", "● on"],
        ),
    ],
)
def test_a_card_shows_title_bar_and_standing(year, id_, width, lines):
    drawn = texts(year, id_, width)
    assert len(drawn) == len(lines)
    assert all(line.startswith(start) for line, start in zip(drawn, lines, strict=True)), drawn


@pytest.mark.parametrize(
    ("id_", "width", "lines"),
    [
        # With little room the title has two lines, and bar, percentage, verdict and confidence one; the bar is a
        # quarter of the width, at least 6 and at most 10 cells: 38.4 of 8, 42.7 eighths of 10.
        ("k11", 25, ["Cut p95 latency of the", "checkout service from 85…", "██┆▏··  53 %  ⊘ ! at risk"]),
        ("k12", 36, ["Raise teams that run a load test in", "CI from 1 to 6", "███▌┆····  40 %  ● on track  conf 6"]),
        ("k11", 60, ["Cut p95 latency of the", "ms", "████┆▎····  53 %  ⊘ ! at risk  conf 4 ↓2"]),
        ("k22", 36, ["Speak at one external meetup", "◇ ! at risk  conf 5 ↓2"]),
        ("k34", 36, ["Earn the vendor's tuning certificate", "– dropped on 15 May"]),
    ],
)
def test_where_there_is_little_room_one_line_says_all(year, id_, width, lines):
    drawn = texts(year, id_, width, TIGHT)
    assert len(drawn) == len(lines)
    assert all(line.startswith(start) for line, start in zip(drawn, lines, strict=True)), drawn


@pytest.mark.parametrize(
    ("id_", "lines"),
    [
        ("k11", ["⊘ ! at risk: confidence 4 ↓2", "fraud team's call is synchronous"]),  # what is in the way
        ("k12", ["● on track   confidence 6   shared", "“nobody new”"]),  # the last note
        ("k22", ["◇ ! at risk  conf 5 ↓2  shared", "due 31 Oct", "“rejected once; sent to another", "meetup”"]),
        ("k13", ["● on track   confidence 8"]),  # nothing was noted
        ("k34", ["– dropped on 15 May"]),
    ],
)
def test_with_height_to_spare_a_card_tells_what_is_in_the_way_or_was_noted_last(year, id_, lines):
    assert texts(year, id_, 35, DETAILS[0])[-len(lines) :] == lines


@pytest.mark.parametrize(
    ("id_", "style"), [("k11", "warn"), ("k12", "good"), ("k23", "good"), ("k24", "warn"), ("k34", "muted")]
)
def test_stripe_and_bar_have_the_colour_of_the_verdict(year, id_, style):
    column_at, place = year.find(id_)
    drawn = year.columns[column_at].cards[place]
    assert stripe_of(drawn) == style
    spans = [span for detail in DETAILS for line in card_lines(drawn, 60, DAY, detail) for span in line]
    assert {span.style for span in spans if "█" in span.text} <= {f"{style}-bar"}
    assert "accent" not in {span.style for span in spans}  # that is the cursor's


@pytest.mark.parametrize(
    ("id_", "last"),
    [
        ("k11", "⊘ ! at risk: confidence 4 ↓2"),
        ("k12", "● on track   confidence 6   shared"),
        ("k13", "● on track   confidence 8"),
        ("k21", "● on track   confidence 8 ↑1   shared"),
        ("k22", "◇ ! at risk: confidence 5 ↓2   due 31 Oct   shared"),
        ("k23", "✓ done   confidence 10"),
        ("k31", "● on track   confidence 7 ↓1"),
        ("k32", "★ ● on track   confidence 7 ↑1   due 31 Jul   shared"),
        ("k34", "– dropped on 15 May"),
        ("k43", "● on track   confidence 7   private"),
    ],
)
def test_the_last_line_says_standing_confidence_due_date_and_who_sees_it(year, id_, last):
    assert texts(year, id_, 60)[-1] == last


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("k11", "610 ms"),
        ("k12", "3 teams"),
        ("k13", "1 incident, 1 of 1 kept"),
        ("k14", "2 of 4"),
        ("k21", "3.9/5"),
        ("k23", "22 %"),
        ("k31", "3 of 5"),
        ("k41", "5 of 6 kept, May missed"),
        ("k43", "1 of 2 kept, Q2 missed"),
    ],
)
def test_the_value_stands_before_the_percentage_with_its_unit(year, id_, value):
    assert f"  {value} " in texts(year, id_, 60)[-2]


def test_a_value_is_told_before_the_bar_is_long_and_its_number_before_its_unit(year):
    assert texts(year, "k33", 34)[-2] == "██▎··┆······ 7 exercises ▼▼   19 %"
    assert texts(year, "k33", 25)[-2].endswith(" 7 ▼▼   19 %")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id_", BARRED)
def test_the_mark_stands_where_the_expected_value_is(year, id_, width):
    line = texts(year, id_, width)[-2]
    length = BAR_LENGTHS[width] - ((id_, width) == ("k33", 40))  # 7 exercises would not have room beside it
    expected = int(Decimal(REPORT[id_]["expected"]) * length)
    assert line.index(styles.MARK) == expected
    assert line[:length].count(styles.MARK) == 1
    assert line.split()[-2:] == [REPORT[id_]["shown"].removesuffix("%"), "%"]
    assert len(line) == width


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id_", REPORT)
def test_every_card_says_its_health_by_a_sign_and_is_never_wider_than_its_column(year, id_, width):
    column_at, place = year.find(id_)
    lines = card_lines(year.columns[column_at].cards[place], width, DAY, BARS)
    compact = card_lines(year.columns[column_at].cards[place], width, DAY, ONE_LINE)
    sign = "!" if REPORT[id_]["divergent"] else SIGNS[REPORT[id_]["health"]]
    assert sign in text_of(lines[-1])
    assert text_of(compact[0]).startswith(f"{sign} ")
    reached = REPORT[id_]["shown"].replace("%", " %")
    if id_ in {*BINARY, "k23"}:  # done or not: k23 is a baseline that was found, the others are not done
        reached = "done" if id_ == "k23" else "–"
    assert text_of(compact[0]).endswith(f" {reached}")
    assert width_of(compact[0]) == width
    assert all(width_of(line) <= width for line in lines)
    assert all(unicodedata.category(sign) != "Cc" for line in [*lines, *compact] for sign in text_of(line))


@pytest.mark.parametrize(
    ("due_on", "done_on", "words"),
    [
        ("2026-06-25", None, "overdue 1 day"),
        ("2026-06-16", None, "overdue 10 days"),
        ("2025-06-26", None, "overdue 365 days"),
        ("2026-06-26", None, "due today"),
        ("2026-06-27", None, "due 27 Jun"),
        ("2027-01-05", None, "due 5 Jan 2027"),
        ("2026-06-25", "2026-06-20", ""),
    ],
)
def test_a_due_date_is_said_in_words_until_the_card_is_done(due_on, done_on, words):
    drawn = card("binary", due_on=due_on, done_on=done_on, check_ins=[check_in("2026-06-20", None, 8)])
    last = text_of(card_lines(drawn, 60, DAY, BARS)[-1])
    # Past its day all of it was expected: it is not done, whatever was said.
    state = "! not done" if words.startswith("overdue") else "✓ done" if done_on else "● on track"
    told = ["confidence 8", words][:: -1 if words.startswith("overdue") else 1]  # what is late comes first
    assert last == "   ".join([state, *filter(None, told)])


def test_what_is_overdue_stays_when_there_is_no_room_for_confidence():
    drawn = card("binary", due_on="2026-06-16", check_ins=[check_in("2026-06-20", None, 8)])
    for width, words in ((34, "! not done  overdue 10 d  conf 8"), (26, "! not done  overdue 10 d")):
        assert text_of(card_lines(drawn, width, DAY, BARS)[-1]) == words


@pytest.mark.parametrize(
    ("before", "now", "words"), [(4, 8, "confidence 8 ↑4"), (8, 7, "confidence 7 ↓1"), (7, 7, "confidence 7")]
)
def test_confidence_is_told_with_its_change(before, now, words):
    told = [check_in("2026-06-10", None, before), check_in("2026-06-20", None, now)]
    assert text_of(card_lines(card("binary", check_ins=told), 60, DAY, BARS)[-1]).endswith(f"   {words}")


def test_a_card_without_a_word_on_it_yet_is_pending_and_stands_at_its_start():
    lines = [text_of(line) for line in card_lines(card("metric", start="850", target="400", unit="ms"), 60, DAY, BARS)]
    assert lines[1].split()[1:] == ["850", "ms", "▼▼", "0", "%"]  # nothing reached, 48 % expected
    assert lines[2] == "○ pending"


def test_steps_done_are_counted():
    steps = [milestone(id=f"s{n}", done_on="2026-06-01" if n < 2 else None, position=n) for n in range(3)]
    assert text_of(card_lines(card("milestone", milestones=steps), 60, DAY, BARS)[1]).endswith(" 2 of 3   67 %")


@settings(deadline=None)
@given(
    st.integers(1, 70),
    st.sampled_from(["metric", "maintain", "milestone", "binary", "baseline"]),
    st.sampled_from(["", "ms", "minutes a week", "件", "\x1b[31m", "\t🎯"]),
    st.sampled_from(["mentor", "private", "shared"]),
    st.sampled_from([None, "2026-06-01", "2026-06-26", "2027-12-31"]),
    st.sampled_from([None, "2026-05-15"]),
    st.integers(1, 10) | st.none(),
    st.booleans(),
)
def test_nothing_on_a_card_is_ever_wider_than_its_column(width, kind, unit, seen, due_on, dropped_on, confidence, ilo):
    told = [check_in("2026-06-10", None, 10), check_in("2026-06-20", "3" if kind != "binary" else None, confidence)]
    drawn = card(kind, unit=unit, visibility=seen, due_on=due_on, dropped_on=dropped_on, check_ins=told, ilo=ilo)
    for line in (line for detail in (ONE_LINE, *DETAILS) for line in card_lines(drawn, width, DAY, detail)):
        assert width_of(line) <= width
        assert all(unicodedata.category(sign) != "Cc" for sign in text_of(line))


def test_a_card_without_a_note_shows_the_course_of_its_values(year):
    row = next(each for column in year.columns for each in column.cards if each.id == "k13")
    values = tuple(Number(text) for text in ("4", "5", "8", "6", "12"))
    shown = replace(row, note="", recent=values)
    assert [text_of(line) for line in card_lines(shown, 40, DAY, DETAILS[0])][-1] == "▁▂▃▂▇  5 check-ins"
    assert sparkline((Number("3"),) * 3) == "▃▃▃"
    noted = replace(shown, note="slower than planned")
    assert text_of(card_lines(noted, 40, DAY, DETAILS[0])[-1]) == "“slower than planned”"


def test_three_values_and_no_note_make_a_course():
    told = [check_in(f"2026-0{month}-02", str(month)) for month in (1, 2, 3)]
    assert [str(value) for value in card("metric", check_ins=told).recent] == ["1", "2", "3"]
    assert card("metric", check_ins=told[:2]).recent == ()
    assert card("metric", check_ins=[*told[:2], replace(told[2], note="better")]).recent == ()
