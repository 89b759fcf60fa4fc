"""How quick something is on a machine that others use too."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

_TRIES = 3


def quickest(action: Callable[[], Answer], enough: float) -> tuple[Answer, float]:
    """What an action answers, and its processor seconds: of the first try that is quick enough, else the quickest.

    A neighbour who has the memory or the clock of the processor slows one try, and not all of them.
    """
    took = []
    for _ in range(_TRIES):
        began = time.process_time()  # of this process alone: other tests run beside
        answer = action()
        took.append(time.process_time() - began)
        if took[-1] < enough:
            break
    return answer, min(took)
