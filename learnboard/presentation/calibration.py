"""What was said of key results and what became of them, a sentence each."""

from typing import Final

from learnboard.domain.calibration import Outcome
from learnboard.presentation.values import count_of, is_yes_or_no, listed, spaced

CALIBRATION: Final = "What was said, and what became of it"
_TIMES: Final = ("never", "once", "twice", "three times", "four times", "five times", "six times", "seven times")


def times(number: int) -> str:
    """How often something was: `twice`, `three times`, `12 times`."""
    return _TIMES[number] if number < len(_TIMES) else f"{number} times"


def outcome_sentences(outcome: Outcome) -> tuple[str, ...]:
    """What was said and what became of it, as in `Confidence 7 three times, ended at 50 %`, a sentence each."""
    sentences = []
    if outcome.ended and outcome.confidences:
        said = listed([f"{level} {times(count)}" for level, count in outcome.confidences])
        sentences.append(f"Confidence {said}, {_ending(outcome)}.")
    if outcome.far_behind:
        so_far = "" if outcome.ended else " so far"
        of = f"{times(outcome.far_behind)} in {count_of(outcome.check_ins, 'check-in')}{so_far}"
        sentences.append(f"Said to be on track while far behind: {of}.")
    return tuple(sentences)


def _ending(outcome: Outcome) -> str:
    """What became of it: `ended at 50 %`, `was achieved`, `was not done`."""
    if outcome.figures.health == "achieved":
        return "was achieved"
    if is_yes_or_no(outcome.key_result.kind):
        return "was not done"
    shown = outcome.figures.shown
    return "ended without a number" if outcome.figures.progress is None else f"ended at {spaced(shown)}"
