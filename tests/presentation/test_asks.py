"""Help that is asked for, and the offers that answer it."""

from learnboard.presentation.asks import offers_text
from tests.builders import feedback


def test_offers_stand_with_what_they_came_to_and_what_is_taken_up_first():
    rows = [
        feedback(id="f1", kind="offer", author="Ash Rivers", written_at="2026-06-01T08:00:00Z"),
        feedback(id="f2", kind="question"),
        feedback(id="f3", kind="offer", author="Rowan Teal", written_at="2026-06-03T08:00:00Z", answer="done"),
        feedback(id="f4", kind="offer", author="", written_at="2026-05-01T08:00:00Z", answer="declined"),
    ]
    assert offers_text(rows) == (
        "offer of Rowan Teal: taken up",
        "offer of Ash Rivers: not answered yet",
        "offer of somebody without a name: declined",
    )
