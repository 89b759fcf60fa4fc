"""A form that is left open with something typed in it, and found again after a restart."""

import re
from dataclasses import dataclass

from tests.faults.driver import ESCAPE, Driver
from tests.program.boards import FORM

_FIRST = b"h" * 20 + b"g"
"""To the first card of all, wherever the cursor is."""
_KEPT = "kept from before"
_VALUE = re.compile(r" value {2,}")


@dataclass(frozen=True, slots=True)
class Draft:
    """The keys that open a form, and the text typed into it."""

    keys: bytes
    text: str


def begin(driver: Driver) -> Draft:
    """Open the check-in of a card, or the form of an objective, and type into it."""
    rng = driver.rng
    moves = _FIRST + b"l" * rng.randint(0, 3) + b"j" * rng.randint(0, 3)
    driver.fence(moves)
    check_in = driver.card and rng.random() < 0.5
    keys = moves + (b" " if check_in else b"o")
    driver.terminal.send(keys)
    lines = driver.eyes.shown(FORM)
    text = f"thought{rng.getrandbits(32):x}"
    before = b"\t" * (1 + any(map(_VALUE.search, lines))) if check_in else b" "  # to the note; behind the title
    driver.terminal.send(before + text.encode())
    driver.eyes.shown(f"{text}▏")
    return Draft(keys, text)


def find_again(driver: Driver, draft: Draft) -> None:
    """Open the form in a program started anew; what was typed stands in it."""
    driver.terminal.send(draft.keys)
    lines = driver.eyes.shown(FORM)
    assert any(draft.text in line for line in lines), f"{draft.text} is not in the form any more"
    assert any(_KEPT in line for line in lines)
    driver.terminal.send(ESCAPE)
    driver.eyes.gone(FORM)
