"""Assessments side by side and stretches in the mentor's view, reached by keys, and feedback on them."""

import pytest

from learnboard.ui.editing.contents import ContentRowsScreen, ContentsScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from tests.ui.form_apps import go_to, seen, texts, type_in
from tests.ui.mentor.apps import NARROW, WIDE, subject, written
from tests.ui.screen import lines, pressed


def shown(app):
    return " ".join(" ".join(line.replace("▌", " ") for line in lines(app)).split())


async def go_down_to(app, pilot, target):
    await pressed(pilot, "3 g")
    for _ in range(100):
        if subject(app) == target:
            return
        await pressed(pilot, "j")
    pytest.fail(f"There is no {target}.")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_two_views_of_the_same_skills_stand_beside_each_other(service, size):
    app = service.app()
    async with app.run_test(size=size) as pilot:
        await go_down_to(app, pilot, ("assessment", "as01"))
        assert "Influence Alder Finch 2 you 1 ≠ you see 1 less" in shown(app)
        assert "People Alder Finch 2 you 2 Process" in shown(app)


async def test_feedback_is_given_on_a_stretch(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await go_down_to(app, pilot, ("stretch", "s1"))
        assert "plan B: Hazel takes over the chair after 15 minutes" in shown(app)
        await pressed(pilot, "c")
        assert any("Lead the incident review" in line for line in seen(app))
        assert texts(app)["kind"] == "comment"
        await go_to(pilot, "text")
        await type_in(pilot, "well prepared")
        await pressed(pilot, "ctrl+s")
        assert written(service, app) == [("comment", "s1", "well prepared")]
        await pressed(pilot, "c")
        await go_to(pilot, "kind")
        while texts(app)["kind"] != "offer":
            await pressed(pilot, "right")
        await go_to(pilot, "text")
        await type_in(pilot, "I can sit beside you")
        await pressed(pilot, "ctrl+s")
        assert ("offer", "s1", "I can sit beside you") in written(service, app)


async def test_every_table_is_listed_from_every_view_and_left_again(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        for view in "1234":
            await pressed(pilot, f"{view} V")
            assert isinstance(app.screen, ContentsScreen)
            await pressed(pilot, "enter")
            assert isinstance(app.screen, ContentRowsScreen)
            assert "role" in shown(app)
            assert "backend developer" in shown(app)
            await pressed(pilot, "escape q")
            assert isinstance(app.screen, SnapshotScreen)
