"""`a` on a card that asks for help notes who offers some, and the card tells it until it is undone."""

from learnboard.domain.model.money import BudgetEntry
from learnboard.ui.money.found import FoundHelpForm
from tests.ui.form_apps import go_to, type_in
from tests.ui.screen import cursor_card, lines, pressed, said


def text(app):
    return " ".join(" ".join(lines(app)).split())


async def test_help_that_was_found_is_noted_from_the_board_and_seen_on_the_card(demo_app, service):
    entries = len(service.store.rows(BudgetEntry))
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "a")
        assert said(demo_app) == "No help is asked for here: “help wanted” in its form says what would help."
        await pressed(pilot, "l j")
        assert cursor_card(demo_app) == "k22"
        await pressed(pilot, "a ctrl+s")
        assert isinstance(demo_app.screen, FoundHelpForm)
        assert "◇ an introduction to a meetup organiser" in text(demo_app)
        assert "Write who offers it" in text(demo_app)
        await go_to(pilot, "visibility")
        await type_in(pilot, "sh")
        await go_to(pilot, "giver")
        await type_in(pilot, "Rowan")
        assert "No more people see this than see Rowan Teal: P, then p." in text(demo_app)
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "Ada Finch")
        assert "Ada Finch is new: saving adds them to your people." in text(demo_app)
        await go_to(pilot, "title")
        await type_in(pilot, "introduction to Sorrel")
        await pressed(pilot, "escape a ctrl+s")  # left, and found again
        assert "with Ada Finch (new among your people), for" in text(demo_app)
        assert len(service.store.rows(BudgetEntry)) == entries + 1
        await pressed(pilot, "enter")
        assert "found: introduction to Sorrel, with Ada Finch" in text(demo_app)
        await pressed(pilot, "u")
        assert "found:" not in text(demo_app)
        assert len(service.store.rows(BudgetEntry)) == entries
