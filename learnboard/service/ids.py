"""New ids: UUID version 7, so that ids made later sort later (format.md §1)."""

import os
import time

from learnboard.domain.fields import Id

_LONGEST = 64


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
