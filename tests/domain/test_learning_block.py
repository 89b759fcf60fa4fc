"""The weekly time for learning as people type it."""

from datetime import date, time

import pytest

from learnboard.domain.errors import InvalidValue
from learnboard.domain.learning_block import LearningBlock, parse_block

FRIDAY = date(2026, 6, 26)


@pytest.mark.parametrize(
    ("text", "weekday", "at"),
    [
        ("wed 14:00", 2, time(14)),
        ("Wednesday 14:00", 2, time(14)),
        ("wednesdays at 2 pm", 2, time(14)),
        ("every Wed., 14.30", 2, time(14, 30)),
        ("14:00 wed", 2, time(14)),
        ("mo 9", 0, time(9)),
        ("monday 9am", 0, time(9)),
        ("tue 2:30 p.m.", 1, time(14, 30)),
        ("tues 14h30", 1, time(14, 30)),
        ("thurs 14h", 3, time(14)),
        ("fri 0830", 4, time(8, 30)),
        ("sat noon", 5, time(12)),
        ("sun 12 am", 6, time(0)),
        ("sun 12pm", 6, time(12)),
        ("on fri at 7:00", 4, time(7)),
        ("fri 23:59", 4, time(23, 59)),
        ("FRI   08:05", 4, time(8, 5)),
    ],
)
def test_a_weekday_and_a_time_are_understood(text, weekday, at):
    assert parse_block(text) == LearningBlock(weekday, at)


@pytest.mark.parametrize("text", ["none", "None", " off ", "never", "-"])
def test_it_can_be_taken_away(text):
    assert parse_block(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("wed 2", "Is it 2 am or 2 pm? Write 2:00 or 14:00."),
        ("wed", "Write the time as well, as in wed 14:00."),
        ("14:00", "Write a weekday and a time, as in wed 14:00, or none."),
        ("t 14:00", "Write a weekday and a time, as in wed 14:00, or none."),
        ("", "Write a weekday and a time, as in wed 14:00, or none."),
        ("wed 25:00", "“25:00” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed 24:00", "“24:00” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed 14:60", "“14:60” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed 13 pm", "“13 pm” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed 0 am", "“0 am” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed 14:00 15:00", "“14:00 15:00” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed soon", "“soon” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed thu 14:00", "“thu 14:00” is no time of the day: write it as in 14:00 or 2 pm."),
        ("wed ١٤:٠٠", "“١٤:٠٠” is no time of the day: write it as in 14:00 or 2 pm."),
    ],
)
def test_what_is_not_understood_is_asked_about(text, sentence):
    with pytest.raises(InvalidValue) as refused:
        parse_block(text)
    assert str(refused.value) == sentence


def test_a_board_keeps_it_as_a_text():
    block = LearningBlock(2, time(14))
    assert (block.text, LearningBlock.of("2 14:00"), block.typed) == ("2 14:00", block, "wed 14:00")
    assert parse_block(block.typed) == block
    chosen = block._replace(since=FRIDAY)
    assert (chosen.text, LearningBlock.of("2 14:00 2026-06-26"), chosen.typed) == (
        "2 14:00 2026-06-26",
        chosen,
        "wed 14:00",
    )


@pytest.mark.parametrize(
    "text", ["", "2", "7 14:00", "-1 14:00", "2 25:00", "wed 14:00", "2 14:00 x", "2 14:00 2026-06-26 x", "2\n"]
)
def test_what_a_board_kept_otherwise_is_no_block(text):
    assert LearningBlock.of(text) is None


def test_its_days_begin_with_the_day_itself():
    assert LearningBlock(4, time(9)).first_from(FRIDAY) == FRIDAY
    assert LearningBlock(3, time(9)).first_from(FRIDAY) == date(2026, 7, 2)
    chosen = LearningBlock(3, time(9), FRIDAY)
    assert chosen.first_from(date(2026, 1, 1)) == date(2026, 6, 25)  # the Thursday of the week it was chosen in
    assert chosen.first_from(date(2026, 9, 1)) == date(2026, 9, 3)
