"""New ids: UUID version 7, so that ids made later sort later (FORMAT.md §1)."""

import os
import re
import time
from typing import Final

from learnboard.domain.fields import Id

_LONGEST = 64
_LENGTH: Final = 36
_MADE: Final = r"z*([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def new_id(after: Id = "") -> Id:
    """A new id: 48 bits of milliseconds, then randomness, with the version and variant of RFC 9562.

    One that does not sort after `after`, an id another program made, gets as many `z` before it as it takes; only
    after an id that begins with more than 28 of them there is no room left.
    """
    value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    fresh = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    while fresh <= after and len(fresh) < _LONGEST:
        fresh = f"z{fresh}"
    return fresh


def made_at(id_: Id) -> int | None:
    """The millisecond since 1970 in which an id was made; None if it does not say so."""
    # Of the tens of thousands of ids on a large board, those of other programs are mostly shorter.
    found = re.fullmatch(_MADE, id_) if len(id_) >= _LENGTH else None
    return int(found[1] + found[2], 16) if found else None
