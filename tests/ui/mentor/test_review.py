"""Who is invited to a review sees its objectives first and answers with a verdict, by keys."""

from learnboard.ui.mentor.forms import FeedbackForm
from tests.exchange.html.test_review import PLANNED
from tests.service.mentor.snapshots import put
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.mentor.apps import NARROW, Desk, june, subject, written
from tests.ui.screen import lines, pressed, settled


async def test_an_objective_gets_a_verdict_in_the_form(tmp_path):
    desk = Desk(tmp_path, put(tmp_path, june(meetings=[PLANNED])))
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert any("You are invited to a review on 2 Jul" in line for line in lines(app))
        assert subject(app) == ("objective", "o1")
        await pressed(pilot, "c")
        assert isinstance(app.screen, FeedbackForm)
        assert texts(app)["verdict"] == "not said"
        await type_in(pilot, "Fewer numbers")
        await go_to(pilot, "verdict")
        await pressed(pilot, "right right")
        assert texts(app)["verdict"] == "change"
        await pressed(pilot, "ctrl+s")
        assert "yours: Change. Fewer numbers" in " ".join(lines(app))
        (item,) = app.mentor_session.feedback_draft.items
        assert (item.target.id, item.verdict, item.text) == ("o1", "change", "Fewer numbers")
        # A second verdict takes the place of the first, which u brings back; words without one are another comment.
        await pressed(pilot, "c")
        await type_in(pilot, "It is fine")
        await go_to(pilot, "verdict")
        await pressed(pilot, "right")
        await pressed(pilot, "ctrl+s")
        assert any("Replaced your comment on" in line for line in lines(app))
        (item,) = app.mentor_session.feedback_draft.items
        assert (item.verdict, item.text) == ("keep", "It is fine")
        await pressed(pilot, "c")
        await type_in(pilot, "And one thing more")
        await pressed(pilot, "ctrl+s")
        assert [each.verdict for each in app.mentor_session.feedback_draft.items] == ["keep", None]
        assert written(desk, app)
