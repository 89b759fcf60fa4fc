"""`c` on learning time asks for the weekly time that calendars get."""

from learnboard.domain.learning_block import LearningBlock
from learnboard.service.queries.learning_block import learning_block
from tests.ui.screen import lines, pressed


def text(app):
    """The screen without the caret and what folds it."""
    return " ".join(" ".join(lines(app)).replace("▏", " ").split())


def kept(service):
    return service.query(learning_block)


async def test_the_weekly_time_is_asked_for_once_changed_undone_and_taken_away(demo_app, service):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "T c")
        assert "weekly time wed 14:00, or none" in text(demo_app)
        await pressed(pilot, "w e d space 2")
        assert "Is it 2 am or 2 pm? Write 2:00 or 14:00." in text(demo_app)
        await pressed(pilot, "enter")
        assert kept(service) is None  # the question stays until it is answered
        await pressed(pilot, "space p m")
        # 26 June 2026 is a Friday, and 3 h a week are agreed on
        assert "Wednesdays at 14:00 for 3 h, next on 1 Jul" in text(demo_app)
        await pressed(pilot, "enter")
        assert "Learning is on Wednesdays at 14:00, in calendars for yourself. u undo" in text(demo_app)
        assert kept(service).text == "2 14:00 2026-06-26"
        await pressed(pilot, "c")
        assert "weekly time wed 14:00" in text(demo_app)
        await pressed(pilot, "escape c enter")  # as it was: no step
        await pressed(pilot, "c n o n e")
        assert "no weekly time in the calendar" in text(demo_app)
        await pressed(pilot, "enter")
        assert kept(service) is None
        await pressed(pilot, "u")
        assert kept(service) == LearningBlock.of("2 14:00 2026-06-26")
        await pressed(pilot, "u")
        assert kept(service) is None


async def test_it_stands_among_the_facts(demo_app):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "T c t h u space 9 enter")
        assert "calendar Thursdays at 09:00" in text(demo_app)
