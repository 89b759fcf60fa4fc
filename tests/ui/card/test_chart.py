"""The chart: every value at its place, in any size, and nothing that shifts the grid."""

import unicodedata
from datetime import date

import pytest

from learnboard.domain.metrics.chart_series import chart_series
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.board_info import Settings
from learnboard.ui.card.chart import chart_lines
from tests import builders
from tests.builders import check_in, milestone
from tests.hostile import HOSTILE
from tests.ui.example_cards import DAY, text_of, width_of

SIZES = [(60, 8), (100, 14), (30, 6), (200, 40)]
LATENCY = builders.metric(start="850", target="400", unit="ms")
TOLD = [check_in("2026-01-01", "850"), check_in("2026-04-01", "600"), check_in("2026-06-19", "610")]


def chart(width=60, height=8, key_result=LATENCY, told=TOLD, steps=(), *, day=DAY, cycle=None):
    cycle_context = CycleContext(cycle or builders.cycle(), day, Settings())
    return chart_lines(chart_series(key_result, told, steps, cycle_context), width, height)


def texts(lines):
    return [text_of(line) for line in lines]


def cycle(first, last):
    return builders.cycle(starts_on=first, ends_on=last)


@pytest.mark.parametrize("size", SIZES)
def test_a_chart_keeps_to_its_size(size):
    lines = chart(*size)
    assert 5 < len(lines) <= size[1]
    assert all(width_of(line) <= size[0] for line in lines)


@pytest.mark.parametrize("size", SIZES)
def test_every_sign_of_a_chart_takes_one_cell(size):
    for line in chart(*size):
        assert width_of(line) == len(text_of(line))


@pytest.mark.parametrize("size", [(12, 8), (60, 4), (0, 0), (60, -3)])
def test_where_it_could_not_be_read_there_is_no_chart(size):
    assert chart(*size) == []


def test_the_numbers_stand_at_the_left_and_the_unit_once():
    shown = texts(chart(60, 8))
    assert [line[:3] for line in shown[1:-1]] == ["900", "800", "700", "600", "500", "400"]
    assert "\n".join(shown).count("ms") == 1


def test_each_value_stands_in_the_line_of_its_number_and_over_its_day():
    shown = texts(chart(60, 8))
    row = shown[4]  # 600
    assert row[:3] == "600"
    # Of 56 columns behind the numbers, 1 April is the 90th of 364 days on: 111 · 90 // 364 = 27 dots, column 13.
    assert row[4 + 13] == "●"
    # 19 June is the 169th: 51 dots, column 25; 610 is nearer to 600 than to 700.
    assert row[4 + 25] == "●"
    # 850 lies in the middle between 900 and 800.
    assert "●" in shown[1][4] + shown[2][4]


def test_the_latest_value_is_written_beside_its_point():
    assert "● 610" in "\n".join(texts(chart(60, 8)))


def test_the_expected_line_runs_from_the_start_to_the_target_in_dots():
    told = [check_in("2026-01-01", "400")]  # out of its way
    lines = chart(60, 8, told=told)
    dotted = {(row, span.text) for row, line in enumerate(lines[1:-1]) for span in line if _braille(span.text)}
    assert {row for row, _ in dotted} >= {1, 2, 3, 4, 5}
    signs = "".join(text for _, text in dotted)
    assert all((ord(sign) - 0x2800).bit_count() <= 2 for sign in signs)  # every other dot
    assert all(span.style == "muted" for line in lines[1:-1] for span in line if _braille(span.text))


def _braille(text):
    return any("⠀" < sign <= "⣿" for sign in text)


def test_values_and_what_is_expected_are_told_apart_without_colours():
    shown = texts(chart(100, 14))
    value, should = shown[0].index("● value"), shown[0].index("⠂⠂⠂ expected")
    assert value < should


def test_today_stands_in_its_column_and_its_month_is_lifted():
    lines = chart(60, 8)
    # 26 June is the 176th of 364 days on: 111 · 176 // 364 = 53 dots, column 26.
    assert [text_of(line)[4 + 26] for line in lines[1:-1]].count("┆") >= 4
    assert [span.text for span in lines[-1] if span.style == "text" and span.text.strip()] == ["Jun"]


def test_a_day_outside_of_the_cycle_has_no_place_in_it():
    shown = texts(chart(60, 8, day=date(2027, 3, 1)))
    assert "┆" not in "\n".join(shown)


@pytest.mark.parametrize(
    ("width", "months"),
    [(60, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), (36, "J F M A M J J A S O N D")],
)
def test_the_months_of_a_year_stand_under_it(width, months):
    assert " ".join(texts(chart(width, 8))[-1].split()) == months


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-04-01", "2026-06-30", "Apr May Jun"),
        ("2026-06-01", "2026-06-30", "1 Jun 8 Jun 15 Jun 22 Jun 29 Jun"),
        ("2026-01-15", "2026-04-14", "Feb Mar Apr"),
        ("2024-01-01", "2027-12-31", "2025 2026 2027"),
        ("2026-06-26", "2026-06-26", "26 Jun"),
    ],
)
def test_other_cycles_have_what_fits_them(first, last, words):
    said = texts(chart(64, 8, cycle=cycle(first, last)))[-1].split()
    assert " ".join(words.split()).startswith(" ".join(said))
    assert len(said) >= len(words.split()) - 2  # what begins too near to the edge has no room


def test_what_is_to_be_kept_has_its_limits_as_level_lines():
    kept = builders.maintain(bound="between", minimum="3", maximum="5")
    shown = texts(chart(60, 8, key_result=kept, told=[check_in("2026-03-31", "4")]))
    assert "limit" in shown[0]
    assert [line[:1] for line in shown if line.count("⠂") + line.count("⠁") > 40] == ["5", "3"]


def test_steps_go_up_in_stairs():
    steps = [milestone(id="a", done_on="2026-03-01", due_on="2026-02-01"), milestone(id="b", due_on="2026-12-01")]
    shown = texts(chart(60, 8, key_result=builders.steps(), told=(), steps=steps))
    assert "% " in shown[0]
    assert any("●" in line and " 50 " in line for line in shown)


def test_many_values_have_no_signs_but_the_last():
    told = [check_in(f"2026-0{month}-{day:02}", "700") for month in range(1, 6) for day in range(1, 29)]
    assert "\n".join(texts(chart(60, 8, told=told))[1:]).count("●") == 1


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_unit_from_a_stranger_is_text(unit):
    lines = chart(60, 8, key_result=builders.metric(start="850", target="400", unit=unit))
    assert all(width_of(line) <= 60 for line in lines)
    assert not any(unicodedata.category(sign) in ("Cc", "Cf") for text in texts(lines) for sign in text)


def test_the_longest_numbers_have_a_chart_where_there_is_room():
    vast = builders.metric(start="-999999999999999.999999999", target="999999999999999.999999999")
    assert chart(100, 14, key_result=vast, told=[check_in("2026-03-01", "5")])
