"""The palette: what one does here comes first, other words find it, and what finds nothing is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.keys.bindings import SCREENS
from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.keys.keymap import all_actions
from learnboard.ui.keys.palette import KeyProvider, Offer, Palette, find
from learnboard.ui.keys.synonyms import SYNONYMS
from tests.hostile import HOSTILE
from tests.ui.screen import cards, cursor_card, lines, pressed, said, settled

SIZE = (80, 24)


async def listed(pilot, keys):
    """What the palette lists after keys, a line each, from the first that can be chosen."""
    await pressed(pilot, keys)
    await ready(pilot)
    shown = lines(pilot.app)
    return [" ".join(line.split()) for line in shown[5:]]


async def ready(pilot):
    """Wait until the palette shows what was found: it is hidden while it looks for the first time."""
    for _ in range(50):
        await pilot.app.screen.workers.wait_for_complete()
        await settled(pilot)
        if pilot.app.screen.query_one("CommandList").region.area:
            break


def named(key, *names):
    """A command as it would be offered."""
    return [Offer(name, name, "", key, (), None) for name in names]


# -- before anything is typed -----------------------------------------------------------------------------------------


async def test_it_begins_with_what_one_does_on_the_board(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        shown = await listed(pilot, "ctrl+p")
        assert shown[:3] == ["Open key result enter", "Check in key result space", "New key result n"]
        assert "Edit title key result e" in shown
        assert not any(line.startswith(("Down", "To the", "Theme")) for line in shown)  # they stand at the end


async def test_on_a_page_it_begins_with_what_one_does_there(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        shown = await listed(pilot, "m ctrl+p")
        assert shown[0].startswith("Do it meeting enter")
        assert not any(line.startswith("Carry") for line in shown)


async def test_what_was_chosen_before_comes_first_the_next_time(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await listed(pilot, "ctrl+p d r o p")
        await pressed(pilot, "enter escape")
        shown = await listed(pilot, "ctrl+p")
        assert shown[0].startswith("Drop it")
        await pressed(pilot, "escape")
    again = LearnboardApp(demo_app.session.service, lambda: DEMO_DAY)
    async with again.run_test(size=SIZE) as pilot:
        assert (await listed(pilot, "ctrl+p"))[0].startswith("Open")


async def test_the_key_beside_a_command_is_the_persons_own(service):
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(keys={"card.check_in": ("c",)}))
    async with app.run_test(size=SIZE) as pilot:
        assert "Check in key result c" in await listed(pilot, "ctrl+p")


async def test_every_command_has_its_key_beside_it(demo_app):
    async with demo_app.run_test(size=SIZE):
        keys = {offer.id: offer.key for offer in KeyProvider(demo_app.screen).offers()}
        assert {keys[name] for name in ("card.carry_to", "board.export", "cursor.column_four")} == {"M", "ctrl+e", "4"}
        assert [name for name, key in keys.items() if not key and not name.startswith("theme.")] == []


# -- words ------------------------------------------------------------------------------------------------------------


WORDS = {
    "move": {"carry left", "carry right", "carry up", "carry down", "carry to a column by number"},
    "archive": {"drop it, or take it up"},
    "hours": {"learning time", "log learning time"},
    "hour": {"learning time", "log learning time"},
    "learning": {"learning time", "log learning time"},
    "time": {"learning time", "log learning time"},
    "save": {"export"},
    "search": {"filter", "find and jump"},
    "exit": {"quit"},
    "rename": {"edit title", "edit the objective's title"},
    "remove": {"delete", "delete objective"},
    "deadline": {"due date"},
    "tags": {"labels"},
    "share": {"who sees it", "export"},
    "backup": {"backups"},
    "restore": {"backups"},
    "theme": {"theme colours: learnboard-light", "theme colours: nord"},
    "dark mode": {"theme colours: learnboard-dark"},
    "high contrast": {"theme colours: learnboard-contrast"},
    "shortcut": {"help"},
    "keyboard": {"help"},
    "settings": {"board settings"},
    "add": {"new", "new objective"},
    "complete": {"done or not"},
    "move col": {"carry column left", "carry column right"},
    "MOVE": {"carry left"},
    "Rénàme": {"edit title"},
    "éxpört": {"export"},
    "title edit": {"edit title"},
    "chkin": {"check in"},
}


async def test_a_command_is_found_by_another_word_for_it_before_any_other(demo_app):
    async with demo_app.run_test(size=SIZE):
        provider = KeyProvider(demo_app.screen)
        for typed, wanted in WORDS.items():
            found = [hit.text.casefold() async for hit in provider.search(typed)]
            assert wanted <= set(found), typed
            assert found[0] in wanted or typed in ("theme", "add"), (typed, found[0])


async def test_a_light_theme_is_no_dark_mode(demo_app):
    async with demo_app.run_test(size=SIZE):
        found = {hit.text async for hit in KeyProvider(demo_app.screen).search("dark mode")}
        assert "Theme colours: learnboard-light" not in found


async def test_the_word_by_which_it_was_found_stands_beside_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        assert (await listed(pilot, "ctrl+p a r c h i v e"))[0] == "Drop it, or take it up “archive” key result d"


async def test_a_name_goes_before_a_synonym_and_that_before_letters(demo_app):
    async with demo_app.run_test(size=SIZE):
        found = [hit.text async for hit in KeyProvider(demo_app.screen).search("export")]
        assert found[0] == "Export"
        found = [hit.text async for hit in KeyProvider(demo_app.screen).search("open")]
        assert found[:2] == ["Open", "Open objective"]


def test_synonyms_are_of_keys_that_there_are_and_each_says_more_than_the_name():
    known = all_actions()
    assert SYNONYMS.keys() <= known.keys()
    for name, words in SYNONYMS.items():
        assert len(words) == len(set(words)), name
        for word in words:
            assert word == word.casefold().strip() != known[name].description.casefold(), (name, word)


def test_everything_a_person_does_on_the_board_has_another_word():
    done = {binding.id for binding in SCREENS["board"].bindings if not binding.id.startswith("cursor.")}
    assert done - SYNONYMS.keys() == {"app.palette"}


@given(st.text(max_size=80))
def test_whatever_is_typed_each_command_is_found_at_most_once(typed):
    offers = named("x", "Check in", "Edit title", "Carry left", "To the last")
    found = [each.offer.id for each in find(typed, offers)]
    assert len(found) == len(set(found))
    assert set(found) <= {offer.id for offer in offers}


@pytest.mark.parametrize("blank", ["", "  ", "\u0301"])
def test_no_word_finds_everything_in_its_order(blank):
    offers = named("x", "Check in", "Edit title")
    assert [each.offer for each in find(blank, offers)] == offers


# -- nothing found ----------------------------------------------------------------------------------------------------


async def test_what_finds_nothing_is_told_and_enter_opens_help(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        shown = await listed(pilot, "ctrl+p x y z")
        assert shown[0] == "Nothing matches “xyz”. ? lists all keys here."
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, HelpScreen)


async def test_where_there_is_no_help_nothing_is_said_of_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        form = "space"
        shown = await listed(pilot, f"{form} ctrl+p x y z")
        assert shown[0] == "Nothing matches “xyz”."
        await pressed(pilot, "enter")
        assert demo_app.is_running


async def test_what_is_typed_is_no_markup(demo_app):
    async with demo_app.run_test(size=SIZE):
        provider = KeyProvider(demo_app.screen)
        for words in HOSTILE:
            hits = [hit async for hit in provider.search(words)]
            assert hits
            assert "\x1b" not in hits[0].prompt.plain


# -- doing it ---------------------------------------------------------------------------------------------------------


async def test_a_command_found_by_its_synonym_is_done(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await listed(pilot, "l j ctrl+p c o m p l e t e")
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, BoardScreen)
        assert cursor_card(demo_app) == "k22"
        assert cards(demo_app)["k22"].figures.health == "achieved"
        assert said(demo_app).endswith("is done.")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 45)])
async def test_it_fits_and_its_keys_are_seen(service, size):
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "ctrl+p")
        await ready(pilot)
        assert isinstance(app.screen, Palette)
        assert any("Check in" in line and "space" in line for line in lines(app))
        assert app.screen.query_one("CommandList").region.width <= size[0]


async def test_words_for_what_was_done_find_it_and_alt_a_selects_what_is_typed(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        assert (await listed(pilot, "ctrl+p l e a r n e d"))[0].startswith("Learning time")
        assert (await listed(pilot, "alt+a v o t e"))[0].startswith("Money and proposals")
        assert demo_app.screen.query_one("CommandInput").value == "vote"
