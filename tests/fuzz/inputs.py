"""Random input as terminals send it: keys, the mouse, pastes, answers, and what is broken."""

import random
import string
from collections.abc import Callable, Mapping
from typing import Final

from tests.hostile import HOSTILE
from tests.ui.terminal.streams import ANSWERS, BROKEN_KEYS

STOP: Final = b"\x1a"
"""ctrl+z, which would suspend the program, so that it answers no more."""
CLOSED: Final = b"\x1b[201~\x1b\\"
"""Ends a paste and a string, should one be open: terminals do not leave them so."""
_LEAVING: Final = b"q\x03\x11"
"""Keys that may end the program. They are rare, since it must be started anew."""
_SEQUENCES: Final = (
    *(b"\r", b"\t", b"\x7f", b" ", b"\x1b[27u", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[F"),
    *(b"\x1b[5~", b"\x1b[6~", b"\x1b[3~", b"\x1b[Z", b"\x1bOA", b"\x1bOM", b"\x1bOp", b"\x1b[1;5C", b"\x1b[1;3D"),
    *(b"\x1b[57400u", b"\x1b[57414u", b"\x1b[13u", b"\x1b[127u", b"\x1b[97;2;65u", b"\x1b[15~", b"\x1b\x7f"),
)


def some_input(rng: random.Random, count: int, columns: int, rows: int) -> list[bytes]:
    """Random events; the mouse may be a little outside of a window of so many columns and rows."""
    kinds: Mapping[Callable[[], bytes], int] = {
        lambda: _character(rng): 50,
        lambda: rng.choice(_SEQUENCES): 20,
        lambda: _control(rng): 6,
        lambda: b"\x1b" + _character(rng): 4,
        lambda: b"\x1b": 2,
        lambda: _mouse(rng, columns, rows): 15,
        lambda: b"\x1b[200~%b\x1b[201~" % rng.choice(HOSTILE).encode(errors="replace"): 3,
        lambda: rng.choice((*ANSWERS, *BROKEN_KEYS)): 12,
        lambda: _report(rng): 5,
        lambda: rng.choice((b"\x1b[I", b"\x1b[O", b"\x1b[?2026;2$y")): 2,
        lambda: rng.randbytes(rng.randint(1, 6)): 3,
        lambda: rng.choice(ANSWERS)[: rng.randint(1, 8)]: 2,
    }
    chosen = rng.choices([*kinds], [*kinds.values()], k=count)
    return [kind().replace(STOP, b"") for kind in chosen]


def split(rng: random.Random, data: bytes) -> list[bytes]:
    """The bytes in reads, of which most end somewhere in the middle of something."""
    places = sorted(rng.sample(range(len(data) + 1), min(len(data), rng.randint(0, 6))))
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True) if start < end]


def _character(rng: random.Random) -> bytes:
    if rng.random() < 0.05:
        return rng.choice("éßäøЖ漢✓🙂").encode()
    character = rng.choice(string.ascii_letters + string.digits + string.punctuation + " " * 8).encode()
    return character if character not in _LEAVING or rng.random() < 0.1 else b"j"


def _control(rng: random.Random) -> bytes:
    character = bytes([rng.randrange(1, 32)])
    return character if character not in _LEAVING or rng.random() < 0.1 else b"\x10"


def _mouse(rng: random.Random, columns: int, rows: int) -> bytes:
    button = rng.choice((0, 0, 0, 0, 1, 2, 32, 35, 35, 64, 65, 66, 67)) + rng.choice((0, 0, 0, 4, 8, 16))
    x, y = rng.randint(1, columns + 3), rng.randint(1, rows + 3)
    pressed = b"\x1b[<%d;%d;%dM" % (button, x, y)
    return pressed if button >= 32 or rng.random() < 0.1 else pressed + b"\x1b[<%d;%d;%dm" % (button, x, y)


def _report(rng: random.Random) -> bytes:
    """A key by number, as likely as not one that cannot be."""
    code = rng.choice((*range(97, 122), 9, 13, 27, 127, *range(57344, 57460), rng.randrange(10**7)))
    modifiers = rng.choice((b"", b";%d" % rng.randint(0, 300), b";%d:%d" % (rng.randint(1, 9), rng.randint(0, 4))))
    text = b";%d" % rng.randrange(0x11FFFF) if modifiers and rng.random() < 0.3 else b""
    return b"\x1b[%d%b%b%b" % (code, modifiers, text, rng.choice((b"u", b"u", b"u", b"~", b"A")))
