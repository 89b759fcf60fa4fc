"""Titles in scripts with spacing marks take the cells that terminals give them."""

import unicodedata

import pytest
from rich.segment import Segment
from textual.strip import Strip

from learnboard.ui.toolkit.text import cell_len, cut, fitted, wrapped


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("हिन्दी", 5),  # ha, i, na, (virama), da, ii: by xterm, VTE, foot, tmux and the C library
        ("किताबें", 5),
        ("தமிழ்", 4),
        ("ภาษาไทย", 7),
        ("नमस्ते", 4),
        ("e\u0301", 1),
        ("学习", 4),
    ],
)
def test_a_spacing_mark_takes_a_cell_and_textual_measures_the_same(text, cells):
    assert cell_len(text) == cells
    assert Strip([Segment(text)]).cell_length == cells
    assert cell_len(fitted(text, 10)) == 10


@pytest.mark.parametrize("width", range(1, 12))
def test_a_letter_is_not_torn_from_its_vowel_sign(width):
    title = "किताबें पढ़ना"
    for part in (cut(title, width), *wrapped(title, width)):
        assert cell_len(part) <= width
        kept = part.removesuffix("…").rstrip()
        rest = title[title.find(kept) + len(kept) :]
        assert not rest or unicodedata.category(rest[0]) not in ("Mc", "Mn")
