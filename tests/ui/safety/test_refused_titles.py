"""A title that cannot be kept: what the other window made of it is told, and no word of it is lost."""

from dataclasses import replace

import pytest

from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.store import Store
from tests.ui.screen import lines, pressed, said

SIZE = (120, 34)
LEFT = "Left as a draft: it is here again when this title is edited."
ASKS = "enter keeps it, esc again leaves it as a draft"


def seen(app):
    return "\n".join(lines(app))


def elsewhere(path, row, **changes):
    """Another window changes a row, or deletes it."""
    with Store.open(path) as other, other.step("there") as record:
        if changes:
            record.put(replace(other.row(*row), **changes))
        else:
            record.remove(*row)


CARD = (KeyResult, "k11")


async def test_a_title_that_both_changed_is_refused_then_told_and_then_put_there_all_the_same(app, path, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e ctrl+u m i n e")
        elsewhere(path, CARD, title="Theirs")
        await pressed(pilot, "enter")
        assert service.store.row(*CARD).title == "Theirs"
        assert "the title is now “Theirs”: enter replaces it with yours" in seen(app)
        await pressed(pilot, "enter")
        assert service.store.row(*CARD).title == "mine"
        await pressed(pilot, "u")
        assert service.store.row(*CARD).title == "Theirs"


async def test_a_step_that_both_changed_is_put_there_by_the_second_enter_too(app, path, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "j j j enter g")
        step = app.screen.step or app.screen.steps[0]
        app.screen.go_to(step.id)
        await pressed(pilot, "e ctrl+u m i n e")
        elsewhere(path, (Milestone, step.id), title="Theirs")
        await pressed(pilot, "enter")
        assert service.store.row(Milestone, step.id).title == "Theirs"
        await pressed(pilot, "enter")
        assert service.store.row(Milestone, step.id).title == "mine"


async def test_after_a_refusal_escape_writes_nothing_and_the_title_stands_there_again_the_next_time(app, path, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e ctrl+u m i n e")
        elsewhere(path, CARD, title="Theirs")
        await pressed(pilot, "enter")
        assert service.store.row(*CARD).title == "Theirs"
        await pressed(pilot, "escape")
        assert ASKS in seen(app)
        assert service.store.row(*CARD).title == "Theirs"
        await pressed(pilot, "escape")
        assert said(app) == LEFT
        assert service.store.row(*CARD).title == "Theirs"
        assert service.store.next_undo == "there"
        await pressed(pilot, "e")
        assert "mine▏" in seen(app)
        await pressed(pilot, "enter")
        assert service.store.row(*CARD).title == "mine"
        assert service.draft("title", "k11") == {}


async def test_the_title_of_a_new_card_whose_column_is_gone_comes_back_with_the_next_one(app, path, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n n e w")
        elsewhere(path, (Objective, "o1"))
        await pressed(pilot, "enter escape escape")
        assert said(app) == LEFT
        assert service.store.count(KeyResult, title="new") == 0
        await pressed(pilot, "n")
        assert "new▏" in seen(app)
        await pressed(pilot, "enter escape")
        assert service.store.count(KeyResult, title="new") == 1
        assert service.draft("new key result", "") == {}


@pytest.mark.parametrize("noticed", [True, False])
async def test_the_title_of_a_card_that_is_gone_is_left_by_the_first_escape_and_is_there_after_undo(
    app, path, service, noticed
):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "e ctrl+u m i n e")
        with BoardService(Store.open(path)) as other:
            other.execute(DeleteRow(other.store.row(*CARD)), other.open(DEMO_DAY))
        if noticed:
            app.session.keep_up()
            await pressed(pilot, "ctrl+e")
            assert "esc keeps a draft: it was deleted" in seen(app)
        await pressed(pilot, "escape")
        assert said(app) == "Left as a draft: it is here again once the deletion is undone (u)."
        assert said(app) in seen(app)
        assert service.draft("title", "k11") == {"title": "mine"}
        await pressed(pilot, "u")
        assert service.store.count(KeyResult, id="k11") == 1
        app.screen.look("k11")
        await pressed(pilot, "e")
        assert "mine▏" in seen(app)
