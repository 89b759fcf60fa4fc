"""A mentor reads their own agreement, agrees to it, or asks for a change; nobody else's is there."""

import pytest

from learnboard.ui.mentor.forms import DecisionForm
from tests.ui.form_apps import go_to, seen, texts, type_in
from tests.ui.mentor.apps import NARROW, WIDE, subject, written
from tests.ui.screen import lines, pressed


async def go_to_agreement(app, pilot):
    """Go to the agreement in the view of requests."""
    await pressed(pilot, "3 g")
    for _ in range(100):
        if subject(app) == ("person", "p-mentor"):
            return
        await pressed(pilot, "j")
    pytest.fail("There is no agreement.")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_comfort_zone_comes_first(asked, size):
    app = asked.app()
    async with app.run_test(size=size) as pilot:
        await go_to_agreement(app, pilot)
        text = " ".join(line.replace("▌", " ").strip() for line in lines(app))
        assert "Your agreement" in text
        assert "Alder Finch expects: a second look" in text
        assert "You expect: the snapshot two days before we meet" in text
        assert text.index("How do you want to leave your comfort zone?") < text.index("Meetings: every 6 weeks")


async def test_the_reader_agrees(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await go_to_agreement(app, pilot)
        await pressed(pilot, "A")
        assert isinstance(app.screen, DecisionForm)
        assert any("Approve: the agreement with Rowan Teal" in line for line in seen(app))
        await pressed(pilot, "enter")
        assert written(asked, app) == [("approve", "p-mentor", "")]
        assert any("your approval" in line for line in lines(app))


async def test_the_reader_asks_for_a_change_and_declines_nothing(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await go_to_agreement(app, pilot)
        await pressed(pilot, "D")
        assert any("press c to suggest a change of it" in line for line in lines(app))
        await pressed(pilot, "c")
        assert (texts(app)["kind"], texts(app)["about"]) == ("suggestion", "agreement")
        assert any("What would you change in the agreement, and why?" in line for line in seen(app))
        await go_to(pilot, "text")
        await type_in(pilot, "an hour is short")
        await pressed(pilot, "ctrl+s")
        assert written(asked, app) == [("suggestion", "p-mentor", "an hour is short")]
