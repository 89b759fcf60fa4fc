"""Keys do the same in every field of every screen, and while they do the board behind stands as it was."""

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.goals.guide_steps import GuideStep
from learnboard.ui.recovery.lost_file import LostFileForm
from tests import builders
from tests.ui.form_apps import go_to
from tests.ui.meeting.examples import take_in, worked
from tests.ui.mentor.apps import Desk, asking, written
from tests.ui.screen import cursor_card, lines, pressed, settled, taken
from tests.ui.toolkit.field_keys import MANY_LINES, ONE_LINE, noted, parts

SIZE = (100, 34)
QUITTING = [("a|b", "ctrl+c", "a|b"), ("a|b", "ctrl+q", "a|b")]
"""Keys that leave where nothing is typed."""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty home, which is the working folder too: no file is found nearby."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(home)
    return home


# -- the keys in one field -------------------------------------------------------------------------------------------


def put(screen, before):
    """Put a text into the field, with the caret and the selection where they are to be."""
    text, caret, anchor = parts(before)
    screen.on_typed_key("alt+a", None)
    screen.on_pasted_text(text)
    _move(screen, len(text), caret if anchor is None else anchor, len(text))
    if anchor is not None:
        _move(screen, anchor, caret, len(text), "shift+")
    assert noted(screen.typed) == before


def _move(screen, start, end, last, shift=""):
    if (start, end) == (last, 0):  # at one go: a sign may have several characters
        screen.on_typed_key(f"ctrl+{shift}home", None)
        return
    for _ in range(abs(end - start)):
        screen.on_typed_key(f"{shift}left" if end < start else f"{shift}right", None)


async def press(app, names):
    for name in names.split(" "):
        key, character = (_character_to_key(name), name) if len(name) == 1 else (name, " " if name == "space" else None)
        app.post_message(Key(key, character))
    await taken(app)


def first_of_each_key(table):
    """The first row for each key that a row begins with: whether a screen lets the key through to its field."""
    return list({keys.split(" ")[0]: (before, keys, after) for before, keys, after in reversed(table)}.values())


BRIEF_ONE_LINE, BRIEF_MANY_LINES = first_of_each_key(ONE_LINE), first_of_each_key(MANY_LINES)


async def differing(app, *, whole):
    """Press keys in the field that is typed into, and clear it: what they did that they should not.

    What a text does with a key is the same value everywhere (`TextBuffer`), so that the `whole` table is pressed in a
    title, in the fields of one form and in one of the mentor's, and elsewhere every key once.
    """
    screen, wrong = app.screen, []
    one, many = (ONE_LINE, MANY_LINES) if whole else (BRIEF_ONE_LINE, BRIEF_MANY_LINES)
    for before, keys, after in [*one, *QUITTING, *(many if screen.typed.many else ())]:
        put(screen, before)
        await press(app, keys)
        assert app.screen is screen, (keys, "opens something")
        assert screen.typed is not None, (keys, "ends typing")
        if noted(screen.typed) != after:
            wrong.append((before, keys, noted(screen.typed)))
    put(screen, "|")
    app.clear_notifications()
    return wrong


async def differing_in_prompts(pilot, *keys, whole=False):
    """The same, in what each of these keys asks for."""
    wrong, screen = {}, pilot.app.screen
    for key in keys:
        await pressed(pilot, key)
        wrong[key] = await differing(pilot.app, whole=whole)
        await pressed(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.typed is None
    return {key: found for key, found in wrong.items() if found}


async def differing_in_form(pilot, *fields, whole=False):
    """The same, in these fields of the form that is open, one after the other."""
    wrong = {}
    for field in fields:
        await go_to(pilot, field)
        wrong[field] = await differing(pilot.app, whole=whole)
        assert pilot.app.screen.form_state.at == field
    return {field: found for field, found in wrong.items() if found}


async def left(pilot):
    """Leave whatever stands over the board."""
    for _ in range(4):
        if len(pilot.app.screen_stack) > 1:
            await pressed(pilot, "escape")
    assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("key", ["space", "o", "comma", "f"])
async def test_the_board_is_seen_behind_what_is_typed_into(demo_app, key):
    async with demo_app.run_test(size=SIZE) as pilot:
        head = lines(demo_app)[0]
        await pressed(pilot, key)
        assert len(demo_app.screen_stack) == 2
        assert lines(demo_app)[0] == head


# -- the board, and a card's page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "keys"),
    [
        ("", ("e", "E")),
        ("", ("n", "N")),
        ("", ("slash", "f", "I")),
        ("", ("t", "number_sign", "d")),
        ("j j j enter", ("e", "n")),
        ("j j j enter", ("t", "w")),
    ],
    ids=["titles", "new ones", "finding", "prompts", "steps", "their prompts"],
)
async def test_what_is_asked_for_on_the_board_and_on_a_page(demo_app, service, way, keys):
    app = demo_app
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, way)
        board, card = app.session.board, cursor_card(app)
        assert await differing_in_prompts(pilot, *keys, whole="e" in keys and not way) == {}
        assert (app.session.board, cursor_card(app)) == (board, card)
        assert service.open(DEMO_DAY) == board
        assert service.store.next_undo is None
        assert service.store.file.query("SELECT * FROM drafts") == []


async def test_a_column_s_number_among_many(service):
    with service.store.step("more") as record:
        for number in range(8):
            record.put(builders.objective(id=f"more-{number}", cycle_id="c2026", title="more", position=9_000 + number))
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=SIZE) as pilot:
        board = app.session.board
        assert len(board.columns) == 12
        assert await differing_in_prompts(pilot, "M") == {}
        assert app.session.board == board
        assert service.store.next_undo == "more"


# -- the forms of the board ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "fields"),
    [
        ("space", ("value", "note")),
        ("enter enter", ("title", "description", "start")),
        ("enter enter", ("due_on", "labels")),
        ("o", ("title", "description", "weight")),
        ("O enter", ("statement", "why_me")),
        ("C enter", ("title", "starts_on", "planned_sessions")),
        ("comma", ("name", "grace_days", "pace_gaps", "currency")),
        ("ctrl+e", ("as_of", "file")),
        ("m a", ("reply",)),
    ],
    ids=["check-in", "key result", "its end", "objective", "goal", "cycle", "settings", "export", "answer"],
)
async def test_the_forms_of_the_board(service, way, fields):
    take_in(service)
    last, app = service.store.next_undo, LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=SIZE) as pilot:
        board, card = app.session.board, cursor_card(app)
        await pressed(pilot, way)
        await worked(pilot)
        assert await differing_in_form(pilot, *fields, whole=way == "space") == {}
        await left(pilot)
        assert (app.session.board, cursor_card(app)) == (board, card)
        assert service.open(DEMO_DAY) == board
        assert service.store.next_undo == last


async def test_the_form_of_a_lost_file(demo_app, service):
    app = demo_app
    async with app.run_test(size=SIZE) as pilot:
        board = app.session.board
        service.path.unlink()
        app._poll()
        await settled(pilot)
        assert isinstance(app.screen, LostFileForm)
        await pressed(pilot, "right")
        assert await differing_in_form(pilot, "file") == {}
        await left(pilot)
        assert app.session.board == board
        assert not service.path.exists()


async def test_the_guide_to_a_first_board(home):
    store = Store.create(home / "new.db", BoardInfo("brd", Owner("Alder", ""), Settings()))
    with store, BoardService(store) as service:
        app = LearnboardApp(service, lambda: DEMO_DAY)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            await pressed(pilot, "enter")
            assert await differing_in_form(pilot, "owner") == {}
            await pressed(pilot, "escape")
            assert await differing_in_form(pilot, "statement") == {}
            await pressed(pilot, "escape")
            assert await differing_in_form(pilot, "title", "starts_on") == {}
            await pressed(pilot, "escape")
            assert await differing_in_form(pilot, "title") == {}
            assert service.store.next_undo is None
            await pressed(pilot, "l e a r n enter")
            assert await differing_in_form(pilot, "first") == {}
            assert isinstance(app.screen, GuideStep)
            assert (service.store.count(KeyResult), service.store.next_undo) == (0, "add “learn”")


# -- the mentor ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "fields"),
    [
        ("c", ("text",)),
        ("c home right right", ("action", "due_on")),
        ("o", ("note",)),
        ("3 A", ("text",)),
        ("c h i ctrl+s w", ("path", "name")),
    ],
    ids=["feedback", "suggestion", "note", "decision", "file"],
)
async def test_the_mentors_forms(home, way, fields):
    mentor = Desk(home, asking(home))
    app = mentor.app()
    async with app.run_test(size=SIZE) as pilot:
        snapshot = app.mentor_session.snapshot_view.snapshot
        await pressed(pilot, way)
        before = written(mentor, app)
        assert await differing_in_form(pilot, *fields, whole=way == "c") == {}
        await left(pilot)
        assert written(mentor, app) == before
        assert app.mentor_session.snapshot_view.snapshot is snapshot
