"""The clocks of this machine, for what is timed."""

import time

from learnboard.domain.timer import Moment


def read_moment() -> Moment:
    """Return the present moment; its steady clock also counts sleep where the system has one that does."""
    boot = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Moment(int(time.time()), int(time.clock_gettime(boot)))
