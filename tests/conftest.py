"""How many tests run at once: those of the real program wait for it half of their time."""

import os


def pytest_xdist_auto_num_workers() -> int:
    """Three on two cores."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)
