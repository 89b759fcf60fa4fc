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
    """Look for garbage less often, and never among what was collected here: that took a fifth of the time.

    The thousands of tests stay to the end. What an app leaves behind goes when 20,000 objects more have been made.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
