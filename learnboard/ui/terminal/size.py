"""How large the terminal is, as `shutil` finds it, which takes a hundredth of a start to import."""

import os
import sys
from typing import Final

_OTHERWISE: Final = 80, 24


def terminal_size() -> tuple[int, int]:
    """Return columns and lines: what COLUMNS and LINES say, else what the terminal says, else 80 and 24."""
    named = [os.environ.get(name, "") for name in ("COLUMNS", "LINES")]
    columns, lines = (int(text) if text.isdecimal() else 0 for text in named)
    if columns and lines:
        return columns, lines
    try:
        found: tuple[int, int] = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1)
    except (ValueError, OSError):  # closed, or no terminal
        found = _OTHERWISE
    return columns or found[0] or _OTHERWISE[0], lines or found[1] or _OTHERWISE[1]
