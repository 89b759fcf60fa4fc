"""Times as the Individual Learning Objective on a card's page: told, changed, and ended with what was learned."""

from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import IloPeriod
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.card.screen import CardScreen
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.screen import lines, pressed, settled

TILES = "k32"


def told(app):
    return " ".join(" ".join(lines(app)).split())


def period(service):
    (row,) = service.query(lambda store: store.rows(IloPeriod, key_result_id=TILES))
    return row


async def test_a_time_is_changed_where_it_stands_and_ended_with_what_was_learned(demo_app, service):
    async with demo_app.run_test(size=(100, 50)) as pilot:
        demo_app.push_screen(CardScreen(demo_app.session, TILES))
        await settled(pilot)
        assert "Individual Learning Objective 1 Apr to 17 Jul" not in told(demo_app)  # the end is not known yet
        assert "since 1 Apr, own interest, helped by Hazel Brook" in told(demo_app)
        await pressed(pilot, "j j j j j j")
        assert isinstance(demo_app.screen.line, IloPeriod)
        await pressed(pilot, "x")
        assert "enter changes it, i ends it" in told(demo_app)
        await pressed(pilot, "enter")
        assert texts(demo_app)["relation"] == "own interest"
        await pressed(pilot, "u")  # unrelated: all fine
        await go_to(pilot, "helped_by_id")
        await pressed(pilot, "r")
        await pressed(pilot, "enter")
        assert (period(service).relation, period(service).helped_by_id) == ("unrelated", "p-mentor")
        assert "since 1 Apr, unrelated, helped by Rowan Teal" in told(demo_app)

        await pressed(pilot, "i")
        assert "what did you learn?" in told(demo_app)
        await pressed(pilot, "escape")
        assert period(service).covers(DEMO_DAY)
        await pressed(pilot, "i")
        await type_in(pilot, "tiles are small")
        await pressed(pilot, "enter")
        assert str(period(service).to_on) == "2026-06-25"
        (said,) = service.query(lambda store: store.rows(Reflection, occasion="ending"))
        assert (said.text, said.about.id, said.visibility) == ("tiles are small", TILES, "mentor")
        assert "learned by 26 Jun: tiles are small" in told(demo_app)
        await pressed(pilot, "asterisk")  # the times of all key results
        assert (
            "Before ▌ Build a toy map-tile server and demo it ▌ 1 Apr to 25 Jun, unrelated, helped by Rowan Teal ▌ "
            "learned by 26 Jun: tiles are small"
        ) in told(demo_app)
        await pressed(pilot, "e")
        await go_to(pilot, "to_on")
        await type_in(pilot, "20 jun")
        await pressed(pilot, "enter")
        assert "1 Apr to 20 Jun, unrelated" in told(demo_app)
        await pressed(pilot, "u enter")
        assert isinstance(demo_app.screen, CardScreen)
        await pressed(pilot, "escape escape u")
        assert period(service).covers(DEMO_DAY)
        assert "tiles are small" not in told(demo_app)


async def test_a_board_without_one_is_told_so_where_the_meeting_is_prepared(demo_app, service):
    hint = "No key result is your Individual Learning Objective"
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "m")
        assert hint not in told(demo_app)
        await pressed(pilot, "escape")
        demo_app.push_screen(CardScreen(demo_app.session, TILES))
        await settled(pilot)
        await pressed(pilot, "i enter escape m")
        assert hint in told(demo_app)
        with service.store.step("none was") as record:
            for row in service.store.rows(IloPeriod):
                record.remove(IloPeriod, row.id)
        await pressed(pilot, "escape asterisk")
        assert "No key result was your Individual Learning Objective yet" in told(demo_app)
        await pressed(pilot, "enter")
        assert "There is nothing to open yet: i on a card makes it" in told(demo_app)
