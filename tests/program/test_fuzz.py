"""Random keys, mouse events, pastes, resizes and answers of a terminal, sent to the real program."""

from pathlib import Path

import pytest

from tests.fuzz.runs import fuzz


@pytest.mark.parametrize("seed", [1, 2])
def test_no_random_input_ends_the_program_or_reaches_the_terminal(tmp_path: Path, seed: int) -> None:
    """No traceback, no wait of five seconds, no byte on the way out that the program never writes."""
    assert fuzz(tmp_path, seed, 500).events >= 500
