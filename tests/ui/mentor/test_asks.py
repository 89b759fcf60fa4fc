"""`a` in the list of several people: what they ask for and offer, with what may help."""

import pytest

from learnboard.domain.model.feedback import Target
from learnboard.ui.keys.help import keys_of
from learnboard.ui.mentor.asks_screen import AsksScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from tests.builders import objective, person
from tests.presentation.test_shared_asks import SHARED, asking, found, offering
from tests.readme import key_table
from tests.service.mentor.snapshots import put, snapshot
from tests.ui.mentor.apps import NARROW, WIDE, Desk
from tests.ui.mentor.desks import all_read, ten
from tests.ui.screen import lines, pressed, settled

ROWAN = person(id="p1", name="Rowan Teal", visibility="shared")


def text(app):
    """The screen without what folds it."""
    return " ".join(" ".join(lines(app)).replace("▌", " ").split())


def folder_of(folder, **people):
    folder.mkdir()
    for name, rows in people.items():
        put(folder, snapshot(name, "2026-06-20", *rows, board=name, owner=f"{name.capitalize()} Finch"))
    return folder


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=str)
async def test_asks_and_offers_of_all_are_listed_opened_and_copied(tmp_path, size):
    alder = (SHARED, ROWAN, asking("load tests"), asking("slides", "k2", visibility="mentor"))
    alder += (asking("a word on my talk", "k3", title="Give a talk"), found("an hour", key_result_id="k3"))
    briony = (SHARED, offering("Load tests by example"))
    app = Desk(tmp_path / "own", folder_of(tmp_path / "in", alder=alder, briony=briony, cedar=())).app()
    async with app.run_test(size=size) as pilot:
        await all_read(app)
        await pressed(pilot, "a")
        shown = text(app)
        assert "Asks and offers" in shown
        assert "2 asks and 1 offer of 2 people" in shown
        assert "Alder Finch ◇ load tests for “Cut latency” may help: Briony Finch: Load tests by" in shown
        assert "◇ a word on my talk for “Give a talk” found: an hour, with Rowan Teal" in shown
        assert "slides" not in shown
        told = {(keys, what) for group, keys, what in keys_of(app.screen) if group == "View"}
        assert told == {*key_table("asks keys")}

        await pressed(pilot, "j enter")
        assert isinstance(app.screen, SnapshotScreen)
        assert app.screen.subject.target == Target("key_result", "k3")
        await pressed(pilot, "escape")
        assert isinstance(app.screen, AsksScreen)
        await pressed(pilot, "G enter")
        assert app.screen.subject.target == Target("budget_entry", "b1")
        assert "Briony Finch" in lines(app)[0]
        await pressed(pilot, "escape y")
        assert "Copied 2 asks and 1 offer of 2 people as Markdown, for the group." in text(app)
        assert "- **Alder Finch**: load tests, for “Cut latency”\n  - may help: Briony" in app.clipboard
        await pressed(pilot, "escape")
        assert "3 people" in lines(app)[0]


async def test_without_any_that_is_shared_it_says_how_one_comes_into_the_list(tmp_path):
    app = Desk(tmp_path / "own", ten(tmp_path / "in")).app()
    async with app.run_test(size=NARROW) as pilot:
        await all_read(app)
        await pressed(pilot, "a enter")
        assert "Nobody here asks for help or offers any that everybody may see." in text(app)
        assert "There is nothing to open or to copy yet." in text(app)
        await pressed(pilot, "y")
        assert app.clipboard == ""


async def test_a_file_that_comes_while_the_list_is_open_is_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr("learnboard.ui.mentor.desk_reader.BETWEEN_LOOKS", 0)
    folder = folder_of(tmp_path / "in", alder=(objective(),), briony=(objective(),))
    app = Desk(tmp_path / "own", folder).app()
    async with app.run_test(size=NARROW) as pilot:
        await all_read(app)
        await pressed(pilot, "a")
        put(folder, snapshot("new", "2026-06-21", SHARED, asking("load tests"), board="alder", owner="Alder Finch"))
        for _ in range(5_000):
            if "◇ load tests" in text(app):
                break
            await settled(pilot)
        assert "◇ load tests" in text(app)
