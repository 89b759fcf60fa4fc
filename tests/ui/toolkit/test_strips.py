"""Strips that cost little answer as Textual's do, whatever is asked of them first."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import NoColor
from textual.strip import Strip

from learnboard.ui.toolkit.painting import LeanStrip, RowStrip

RED = Style(color="red", bold=True)
CONSOLE = Console(file=io.StringIO(), color_system="truecolor", force_terminal=True)
SEGMENTS = st.lists(
    st.sampled_from(["a", "b c", "日本", "🎯 ", "  "]).flatmap(
        lambda text: st.sampled_from([Segment(text, RED), Segment(text)])
    ),
    max_size=3,
)
ASKED = {
    "text": lambda strip: strip.text,
    "cells": lambda strip: (strip.cell_length, strip.cell_count),
    "segments": list,
    "size": lambda strip: (len(strip), bool(strip)),
    "equal": lambda strip: (strip == Strip(list(strip)), Strip(list(strip)) == strip),
    "painted": lambda strip: (strip.render(CONSOLE), strip.render(CONSOLE)),
    "whole": lambda strip: [list(each) for each in strip.divide([strip.cell_length])],
    "halves": lambda strip: [list(each) for each in strip.divide([strip.cell_length // 2, strip.cell_length])],
    "start": lambda strip: list(strip.crop(0, 3)),
    "rest": lambda strip: list(strip.crop(2)),
    "all": lambda strip: list(strip.crop(0, strip.cell_length)),
    "joined": lambda strip: list(Strip.join([strip, Strip([Segment("x")], 1)])),
    "styled": lambda strip: list(strip.apply_style(RED)),
    "filtered": lambda strip: list(strip.apply_filter(NoColor(), Color(0, 0, 0))),
    "longer": lambda strip: list(strip.adjust_cell_length(30)),
    "simple": lambda strip: list(strip.simplify()),
    "placed": lambda strip: list(strip.apply_offsets(1, 2)),
}


def width(segments):
    return sum(segment.cell_length for segment in segments)


@settings(deadline=None)
@given(st.sampled_from(list(ASKED)), st.lists(SEGMENTS, min_size=1, max_size=3))
def test_a_lean_strip_answers_as_textuals(first, pieces):
    segments = [segment for piece in pieces for segment in piece]
    plain = Strip(segments, width(segments))
    lean = LeanStrip(segments, width(segments))
    row = RowStrip([LeanStrip(piece, width(piece)) for piece in pieces], width(segments))
    for name in (first, *ASKED):
        wanted = ASKED[name](plain)
        assert ASKED[name](lean) == wanted, name
        assert ASKED[name](row) == wanted, name


def test_what_no_strip_has_is_missed_as_ever():
    for strip in (LeanStrip([Segment("x")], 1), RowStrip([Strip([Segment("x")], 1)], 1)):
        with pytest.raises(AttributeError, match="nothing_such"):
            strip.nothing_such  # noqa: B018 - asking is what is tried
        assert strip.text == "x"


def test_painting_makes_no_caches():
    strips = [LeanStrip([Segment("a", RED)], 1), LeanStrip([Segment("b")], 1)]
    row = RowStrip(strips, 2)
    assert row.render(CONSOLE) == Strip([Segment("a", RED), Segment("b")], 2).render(CONSOLE)
    assert row.divide([2]) == [row]
    assert all("_made_of" in dir(strip) and strip._made_of is not None for strip in (row, *strips))
