"""How large the terminal is."""

import os
import sys
from shutil import get_terminal_size

import pytest

from learnboard.ui.terminal.size import terminal_size
from tests.terminal import Terminal

SHOWN = "from learnboard.ui.terminal.size import terminal_size; print('%d by %d' % terminal_size())"


@pytest.mark.parametrize("columns", ["", "0", "-3", "71", "many"])
@pytest.mark.parametrize("lines", ["", "0", "19", "few"])
def test_without_a_terminal_it_is_what_is_named(columns, lines, monkeypatch):
    monkeypatch.setattr(sys, "__stdout__", None)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    assert terminal_size() == get_terminal_size()


def test_a_terminal_is_asked():
    with Terminal([sys.executable, "-c", SHOWN], 91, 33, env={"PYTHONPATH": os.pathsep.join(sys.path)}) as terminal:
        terminal.wait_for_bytes(b"91 by 33")
