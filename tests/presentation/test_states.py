"""Signs, labels and tones of states: a colour never stands alone."""

from typing import get_args

from learnboard.domain.metrics.figures import Health
from learnboard.domain.metrics.progress import Pace
from learnboard.presentation.values import HEALTH, PACE


def test_every_health_has_a_sign_of_its_own_and_is_called_as_the_format_calls_it() -> None:
    assert {health: state.label for health, state in HEALTH.items()} == {
        health: health.replace("_", " ") for health in get_args(Health)
    }
    signs = [state.sign for state in HEALTH.values()]
    assert all(signs)
    assert len({*signs}) == len(signs)


def test_every_pace_is_called_as_the_format_calls_it_and_what_is_on_pace_needs_no_sign() -> None:
    assert {pace: state.label for pace, state in PACE.items()} == {
        pace: pace.replace("_", " ") for pace in get_args(Pace)
    }
    assert [pace for pace, state in PACE.items() if not state.sign] == ["on_pace", "no_data"]
    assert PACE["no_data"].text == "no data"
