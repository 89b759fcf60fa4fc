"""A title that is left half typed: escape asks once, and what was typed stands there the next time."""

from dataclasses import replace
from typing import NamedTuple

import pytest

from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.service.board_service import BoardService
from learnboard.ui.board.screen import BoardScreen
from tests.ui.frames import GlassApp
from tests.ui.screen import pressed, said, settled
from tests.ui.toolkit.field_keys import noted

SIZE = (160, 45)
ASKS = "enter keeps it, esc again leaves it as a draft"
LEFT = "Left as a draft: it is here again when this title is edited."
FROM_BEFORE = "a draft from before; ctrl+z brings back what stood here"


class Place(NamedTuple):
    """A title: the keys that lead to it, those that begin to edit it, what it is of, and how its draft is named."""

    way: str
    key: str
    kind: type
    draft: str
    row: str = ""


PAGE = "j j j enter"
"""To the page of the card with steps, whose cursor begins at the third."""
PLACES = {
    "key result": Place("", "e", KeyResult, "title", "k11"),
    "objective": Place("", "E", Objective, "title", "o1"),
    "card on its page": Place("enter", "e", KeyResult, "title", "k11"),
    "step": Place(PAGE, "e", Milestone, "title", "third"),
    "new key result": Place("", "n", KeyResult, "new key result"),
    "new objective": Place("", "N", Objective, "new objective"),
    "new step": Place(PAGE, "n", Milestone, "new step"),
}
some_places = pytest.mark.parametrize(
    "place", [PLACES[name] for name in ("key result", "new objective", "step")], ids=["key-result", "objective", "step"]
)
every_place = pytest.mark.parametrize("place", PLACES.values(), ids=[name.replace(" ", "-") for name in PLACES])


@pytest.fixture
def app(service):
    return GlassApp(service, SIZE)


@pytest.fixture
def pauses(monkeypatch):
    """What is to be called a second after a key, instead of being called."""
    later, calls = BoardScreen.later, []

    def wait(screen, seconds, call):
        return calls.append(call) if seconds == 1 else later(screen, seconds, call)

    monkeypatch.setattr(BoardScreen, "later", wait)
    return calls


def row_of(service, place):
    """The id of the row whose title is edited; none for a new one."""
    if place.row != "third":
        return place.row
    return service.store.rows(Milestone, key_result_id="k14")[2].id


def title_of(service, place):
    """The title on the board; none for a new one."""
    row = row_of(service, place)
    return service.store.row(place.kind, row).title if row else ""


def draft_of(service, place):
    return service.draft(place.draft, row_of(service, place))


def titles(service, kind):
    return [row.title for row in service.store.rows(kind)]


def shows(app, text):
    return text in "\n".join(app.text())


async def begun(app, pilot, place):
    """Go to a title and begin to edit it: what stands there, with the caret."""
    await pressed(pilot, f"{place.way} {place.key}")
    return noted(app.screen.typed)


# -- escape ----------------------------------------------------------------------------------------------------------


@every_place
async def test_escape_in_a_title_that_is_unchanged_or_empty_just_leaves(app, service, place):
    async with app.run_test(size=SIZE) as pilot:
        before, message = titles(service, place.kind), said(app)
        assert await begun(app, pilot, place) == f"{title_of(service, place)}|"
        for keys in ("escape", "x backspace escape", "space escape", "x alt+a delete escape"):
            await pressed(pilot, keys)
            assert app.screen.typed is None, keys
            await pressed(pilot, place.key)
        await pressed(pilot, "escape")
        assert (said(app), draft_of(service, place)) == (message, {})
        assert titles(service, place.kind) == before
        assert service.store.next_undo is None


@every_place
async def test_escape_in_a_changed_title_asks_first_and_then_leaves_it_as_a_draft_that_is_found_again(
    app, service, place
):
    async with app.run_test(size=SIZE) as pilot:
        board, before, there = app.session.board, titles(service, place.kind), title_of(service, place)
        await begun(app, pilot, place)
        await pressed(pilot, "alt+a m i n e escape")
        assert shows(app, ASKS)
        assert noted(app.screen.typed) == "mine|"
        await pressed(pilot, "! escape")  # what was asked about is another text by now
        assert shows(app, ASKS)
        assert noted(app.screen.typed) == "mine!|"
        assert (titles(service, place.kind), app.session.board) == (before, board)
        await pressed(pilot, "escape")
        assert app.screen.typed is None
        assert shows(app, LEFT)
        assert not shows(app, "mine!")
        assert draft_of(service, place) == {"title": "mine!"}
        assert (titles(service, place.kind), app.session.board) == (before, board)
        assert service.store.next_undo is None

        await pressed(pilot, place.key)
        assert noted(app.screen.typed) == "mine!|"
        assert shows(app, "mine!▏")
        assert shows(app, FROM_BEFORE)
        await pressed(pilot, "ctrl+z")
        assert noted(app.screen.typed) == f"{there}|"
        assert not shows(app, FROM_BEFORE)
        await pressed(pilot, "ctrl+y")
        assert noted(app.screen.typed) == "mine!|"
        await pressed(pilot, "escape escape")  # left once more it is still there
        await pressed(pilot, f"{place.key} ? enter")
        assert "mine!?" in titles(service, place.kind)
        assert len(titles(service, place.kind)) == len(before) + (not place.row)
        assert draft_of(service, place) == {}
        typed = app.screen.typed
        assert (noted(typed) if typed else None) == (None if place.row else "|")


@some_places
async def test_a_draft_that_is_taken_back_is_gone(app, service, place):
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot, place)
        await pressed(pilot, f"alt+a m i n e escape escape {place.key} ctrl+z escape")
        assert app.screen.typed is None
        assert draft_of(service, place) == {}
        await pressed(pilot, place.key)
        assert noted(app.screen.typed) == f"{title_of(service, place)}|"
        assert not shows(app, FROM_BEFORE)


async def test_every_title_has_a_draft_of_its_own(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e alt+a o n e escape escape j e alt+a t w o escape escape E alt+a s i x escape escape")
        await pressed(pilot, "n n e w escape escape N N e w escape escape")
        found = []
        for key in ("k e", "j e", "E", "n", "N"):
            await pressed(pilot, key)
            found.append(noted(app.screen.typed))
            await pressed(pilot, "escape escape")
        assert found == ["one|", "two|", "six|", "new|", "New|"]
        assert service.store.next_undo is None


async def test_a_draft_that_no_longer_differs_from_the_title_is_none(app, service):
    async with app.run_test(size=SIZE) as pilot:
        title = service.store.row(KeyResult, "k11").title
        await pressed(pilot, "e ! escape escape e backspace escape")
        assert app.screen.typed is None
        assert service.draft("title", "k11") == {}
        assert service.store.row(KeyResult, "k11").title == title


# -- enter, and the next one -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["new key result", "new objective"])
async def test_after_enter_the_next_title_begins_empty_however_long_the_one_before_took(app, service, pauses, place):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, f"{PLACES[place].key} o n e")
        pauses[-1]()
        assert service.draft(place, "") == {"title": "one"}
        await pressed(pilot, "enter")
        assert noted(app.screen.typed) == "|"
        await pressed(pilot, "escape")
        assert app.screen.typed is None
        assert titles(service, PLACES[place].kind).count("one") == 1
        assert service.draft(place, "") == {}


async def test_after_a_draft_was_kept_the_next_title_begins_empty(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n o n e escape escape n enter")
        assert noted(app.screen.typed) == "|"
        await pressed(pilot, "t w o enter escape")
        assert titles(service, KeyResult).count("one") == titles(service, KeyResult).count("two") == 1


# -- the pause -------------------------------------------------------------------------------------------------------


async def test_a_second_after_the_first_key_what_is_typed_is_a_draft(app, service, pauses):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e ! ?")
        (pause,) = pauses  # one for both keys: typing on does not put it off
        title = service.store.row(KeyResult, "k11").title
        assert service.draft("title", "k11") == {}
        pause()
        assert service.draft("title", "k11") == {"title": f"{title}!?"}
        assert app.screen.typed is not None
        assert service.store.row(KeyResult, "k11").title == title


async def test_a_pause_that_is_over_after_the_title_was_kept_or_left_writes_nothing(app, service, pauses):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e ! enter")
        pauses[-1]()
        assert service.draft("title", "k11") == {}
        await pressed(pilot, "n x backspace escape")
        for pause in pauses:
            pause()
        assert service.draft("new key result", "") == {}


async def test_a_pause_does_not_make_what_is_being_typed_a_draft_from_before(app, pauses):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "n o n e")
        pauses[-1]()
        await pressed(pilot, "left")
        assert noted(app.screen.typed) == "on|e"
        assert not shows(app, FROM_BEFORE)


async def test_what_was_typed_and_taken_back_before_a_pause_is_no_draft(app, service, pauses):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "e !")
        pauses[-1]()
        await pressed(pilot, "backspace")
        pauses[-1]()
        assert service.draft("title", "k11") == {}


# -- others that end it ------------------------------------------------------------------------------------------------


@every_place
async def test_the_palette_makes_a_draft_of_what_is_being_typed(app, service, place):
    async with app.run_test(size=SIZE) as pilot:
        before = titles(service, place.kind)
        await begun(app, pilot, place)
        await pressed(pilot, "alt+a m i n e")
        app.action_command_palette()
        await settled(pilot)
        assert draft_of(service, place) == {"title": "mine"}
        assert titles(service, place.kind) == before
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.typed is None
        await pressed(pilot, place.key)
        assert noted(app.screen.typed) == "mine|"


@pytest.mark.parametrize("keys", ["e", "N", "e ! backspace"])
async def test_the_palette_makes_no_draft_of_a_title_that_is_as_it_was(app, service, keys):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, keys)
        app.action_command_palette()
        await settled(pilot)
        assert service.store.file.query("SELECT * FROM drafts") == []
        assert app.session.unkept == {}


@some_places
async def test_the_end_of_the_program_makes_a_draft_of_what_is_being_typed(app, service, place):
    async with app.run_test(size=SIZE) as pilot:
        before = titles(service, place.kind)
        await begun(app, pilot, place)
        await pressed(pilot, "alt+a m i n e")
        app.end()
    assert draft_of(service, place) == {"title": "mine"}
    assert titles(service, place.kind) == before


# -- refused -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["key result", "objective", "card on its page", "step"])
async def test_after_a_refusal_escape_overwrites_nothing(app, service, monkeypatch, name):
    place = PLACES[name]
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot, place)
        await pressed(pilot, "alt+a m i n e")
        with service.store.step("there") as record:
            row = service.store.row(place.kind, row_of(service, place))
            record.put(replace(row, title="Theirs"))
        service._seen = None  # as if another program had written
        await pressed(pilot, "enter")
        assert noted(app.screen.typed) == "mine|"
        assert title_of(service, place) == "Theirs"
        executed = []
        monkeypatch.setattr(BoardService, "execute", lambda *command: executed.append(command))
        await pressed(pilot, "escape")
        assert shows(app, ASKS)
        await pressed(pilot, "escape")
        assert app.screen.typed is None
        assert executed == []
        assert title_of(service, place) == "Theirs"
        assert draft_of(service, place) == {"title": "mine"}
