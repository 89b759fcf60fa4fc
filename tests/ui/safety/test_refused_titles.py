"""A title that cannot be kept: what the other window made of it is told, and no word of it is lost."""

from dataclasses import replace

import pytest

from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.storage.store import Store
from tests.ui.screen import lines, pressed, said, settled

SIZE = (120, 34)
PUT_ASIDE = "The title was not saved. It is kept as a draft for the next edit."


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


async def test_it_can_be_let_go_and_stands_there_again_the_next_time(app, path, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e ctrl+u m i n e")
        elsewhere(path, CARD, title="Theirs")
        await pressed(pilot, "escape escape")
        assert said(app) == PUT_ASIDE
        assert service.store.row(*CARD).title == "Theirs"
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
        assert said(app) == PUT_ASIDE
        await pressed(pilot, "n")
        assert "new▏" in seen(app)
        await pressed(pilot, "escape")
        assert service.store.count(KeyResult, title="new") == 1


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_leaving_at_once_keeps_a_title_too(app, service, key):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n h a l f")
        await pilot.press(key)
        await settled(pilot)
    assert service.store.count(KeyResult, title="half") == 1
