"""How the tests are shared out among processes, and what all of them save."""

import gc
import os
from typing import Any

import pytest
from xdist.scheduler import WorkStealingScheduling


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: the tests of the whole program mostly wait for a terminal."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WorkStealingScheduling:
    """Whoever is done takes over from those who are not: a few tests take as long as hundreds of others."""
    return WorkStealingScheduling(config, log)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage less often: thousands of tests were collected, and looking through them took a fifth of the time.

    What is there by now stays to the end. A board's app makes some 50,000 objects, of which few refer to each other.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
