"""What holds for a board as a whole: read-only, in a shared folder, written by others."""

import pytest

from learnboard.domain.model.key_results import KeyResult
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.settings import read_settings
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from tests.storage.harm import released
from tests.storage.year import records
from tests.ui.screen import lines, pressed, settled

SIZE = (120, 34)


def told(app):
    return " / ".join(notification.message for notification in app._notifications)


@pytest.fixture
def locked_away(path):
    path.chmod(0o400)
    yield path
    path.chmod(0o600)


async def test_a_board_that_may_only_be_read_says_so_and_shows_everything(locked_away, home):
    before = locked_away.read_bytes()
    with BoardService(Store.open(locked_away)) as service:
        app = LearnboardApp(service, lambda: DEMO_DAY, backs_up=True)
        async with app.run_test(size=SIZE) as pilot:
            assert lines(app)[1].startswith(" ! Read-only: nothing can be changed; ctrl+e exports. The board “")
            await pressed(pilot, "L")
            assert "Nothing was changed" in told(app)
            assert service.store.row(KeyResult, "k11").objective_id == "o1"
            await pressed(pilot, "escape space 4 4 4 enter")
            assert app.screen.form_state.texts["value"] == "444"
            app._begin_to_keep()
            await app.workers.wait_for_complete()
    assert locked_away.read_bytes() == before
    assert not locked_away.with_name("board.db.backups").exists()


async def test_a_shared_folder_is_warned_of_once(home):
    folder = home / "Dropbox"
    folder.mkdir()
    path, settings = folder / "board.db", home / "settings.toml"
    Store.create(path, records().board_info, records()).close()
    for warned in (True, False):
        with BoardService(Store.open(path)) as service:
            app = LearnboardApp(service, lambda: DEMO_DAY, preferences=read_settings(settings), backs_up=True)
            async with app.run_test(size=SIZE) as pilot:
                app._begin_to_keep()
                await app.workers.wait_for_complete()
                await settled(pilot)
                assert ("which belongs to Dropbox" in told(app)) == warned
                assert ("export --profile full" in told(app)) == warned
    assert read_settings(settings).warned_of == str(folder)


async def test_a_folder_of_ones_own_is_not_warned_of(app):
    async with app.run_test(size=SIZE):
        app._begin_to_keep()
        await app.workers.wait_for_complete()
        assert told(app) == ""


async def test_what_another_program_did_is_shown_at_the_next_look_and_typing_goes_on(app, path):
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "space 4 4 4")
        with Store.open(path) as other, other.step("rename") as record:
            card = other.row(KeyResult, "k21")
            from dataclasses import replace

            record.put(replace(card, title="Renamed in the other window"))
        app._poll()
        await settled(pilot)
        assert app.screen.form_state.texts["value"] == "444"
        assert any("Renamed in the other" in line for line in lines(app))


async def test_trouble_at_every_look_is_told_once(app, monkeypatch):
    from learnboard.domain.errors import BoardUnavailable

    def broken(*_, **__):
        raise BoardUnavailable("The disk is away: plug it in")

    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(type(app.session.service), "changed_elsewhere", property(broken))
        for _ in range(5):
            app._poll()
        await settled(pilot)
        assert told(app) == "The disk is away: plug it in"


async def test_leaving_is_not_delayed_where_nothing_would_be_lost(app):
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "L q")
    assert app.return_code == 0


async def test_that_a_board_was_brought_up_to_date_is_said_once(home):
    path = home / "old.db"
    path.write_bytes(released(1))
    for said_now in (True, False):
        with BoardService(Store.open(path)) as service:
            app = LearnboardApp(service, lambda: DEMO_DAY)
            async with app.run_test(size=SIZE) as pilot:
                await settled(pilot)
                assert any("The board was brought up to date" in line for line in lines(app)) == said_now
