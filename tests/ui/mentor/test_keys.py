"""The mentor's keys as the README tells them."""

import pytest

from tests.readme import key_table
from tests.service.mentor.snapshots import JUNE, put, snapshot
from tests.ui.mentor.apps import WIDE, Desk
from tests.ui.screen import lines, pressed, settled


async def test_the_keys_in_the_readme_are_those_of_the_mentors_view(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        told = {}
        for active in app.screen.active_bindings.values():
            if (active.binding.id or "").startswith("mentor."):
                shown = app.get_key_display(active.binding)
                told.setdefault(active.binding.id, (active.binding.description, []))[1].append(shown)
    assert sorted(key_table("mentor keys")) == sorted((" ".join(keys), what) for what, keys in told.values())


def seen(app):
    return "\n".join(lines(app))


@pytest.mark.parametrize("keys", ["1", "2", "3", "4", "2 enter"])
async def test_a_key_that_does_nothing_is_told_in_every_view(service, keys):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, f"{keys} r")
        assert "`r` does nothing here; ? shows the keys." in seen(app)


async def test_a_key_that_works_in_another_view_only_does_nothing_here(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1 z")
        assert "`z` does nothing here; ? shows the keys." in seen(app)
        await pressed(pilot, "2 j z")
        assert app.screen.board.compact


async def test_a_key_that_does_nothing_is_told_in_the_list_of_people(tmp_path):
    put(tmp_path, snapshot("wren", "2026-06-20", board="brd-2", owner="Wren Hollow"))
    app = Desk(tmp_path / "own", JUNE, tmp_path).app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "r")
        assert "`r` does nothing here; ? shows the keys." in seen(app)


@pytest.mark.parametrize(("key", "view"), [("1", 0), ("2", 1), ("3", 2), ("4", 3)])
async def test_digits_are_the_views(service, key, view):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, f"4 {key}")
        assert app.screen.view == view
