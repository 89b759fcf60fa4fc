"""Strips that cost little answer as Textual's do, whatever is asked of them first."""

import io

import pyte
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
STYLES = [
    None,
    RED,
    Style(color="red"),
    Style(color="#010203", bgcolor="#040506"),
    Style(bgcolor="#040506"),
    Style(color="default", bgcolor="default", dim=True),
    Style(color="#010203", bgcolor="#040506", bold=True, reverse=True),
    Style(underline=True, italic=True),
]
TEXTS = ["a", "b c", "日本", "🎯 ", "  "]
SEGMENTS = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES)).map(lambda pair: Segment(*pair)), max_size=3
)


def seen(text):
    """The cells of a terminal to which a text was written, and how it writes what comes then."""
    screen = pyte.Screen(40, 1)
    pyte.Stream(screen).feed(text)
    return [screen.buffer[0][x] for x in range(40)], screen.cursor.attrs


ASKED = {
    "text": lambda strip: strip.text,
    "cells": lambda strip: (strip.cell_length, strip.cell_count),
    "segments": list,
    "size": lambda strip: (len(strip), bool(strip)),
    "equal": lambda strip: (strip == Strip(list(strip)), Strip(list(strip)) == strip),
    "painted": lambda strip: (seen(strip.render(CONSOLE)), seen(strip.render(CONSOLE))),
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
    assert seen(row.render(CONSOLE)) == seen(Strip([Segment("a", RED), Segment("b")], 2).render(CONSOLE))
    assert row.divide([2]) == [row]
    assert all("_made_of" in dir(strip) and strip._made_of is not None for strip in (row, *strips))
