"""Every key is told: in help, in the palette and in the README; and every key does something."""

import re

import pytest
from textual.binding import Binding
from textual.command import Provider

from learnboard.ui.base_app import BaseApp
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.board.view import BoardView, OwnBoardView
from learnboard.ui.editing.check_in_form import CheckInScreen
from learnboard.ui.editing.key_result_actions import KeyResultActions
from learnboard.ui.keys.help import HelpScreen, keys_of
from learnboard.ui.keys.palette import KeyProvider
from learnboard.ui.toolkit.key_groups import ORDER
from learnboard.ui.toolkit.lines_view import LinesView
from tests.readme import key_table
from tests.ui.made import text_of
from tests.ui.screen import cards, cursor_card, pressed, view

ON_THE_BOARD = [BoardView, OwnBoardView, KeyResultActions, BoardScreen, BaseApp]
ALL = [*ON_THE_BOARD, CheckInScreen, HelpScreen]
SIZE = (120, 60)


def bindings(classes):
    return [binding for each in classes for binding in each.BINDINGS]


@pytest.mark.parametrize("binding", bindings(ALL), ids=lambda binding: binding.id)
def test_every_key_has_a_name_and_says_what_it_does(binding):
    assert isinstance(binding, Binding)
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", binding.id)
    assert binding.description
    assert binding.description == binding.description.strip()
    assert not binding.description[0].isupper()


@pytest.mark.parametrize("binding", bindings(ON_THE_BOARD), ids=lambda binding: binding.id)
def test_every_key_of_the_board_stands_in_a_group(binding):
    assert binding.group in ORDER


def test_no_name_is_used_twice():
    names = [binding.id for binding in bindings(ALL)]
    assert len(names) == len(set(names))


def test_no_key_of_the_board_is_bound_twice():
    keys = [key.strip() for binding in bindings(ON_THE_BOARD) for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("binding", bindings(ALL), ids=lambda binding: binding.id)
def test_every_key_is_one_that_a_terminal_can_send(binding):
    for key in binding.key.split(","):
        assert key not in {"ctrl+h", "ctrl+i", "ctrl+m", "esc"}
        assert not re.fullmatch(r"ctrl\+[A-Z]", key)
        assert " " not in key


@pytest.mark.parametrize(("typed", "first"), [("]", "k21"), ("[", "k11"), ("> <", "k11"), (">", "k12"), ("?", "k11")])
async def test_signs_reach_the_keys_they_are_named_for(demo_app, typed, first):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, typed)
        assert view(demo_app).board.columns[0].cards[0].id == first
        assert isinstance(demo_app.screen, HelpScreen) == (typed == "?")


async def test_every_key_does_what_is_there_to_be_done(demo_app):
    async with demo_app.run_test(size=SIZE):
        for active in demo_app.screen.active_bindings.values():
            if active.binding.id:
                node, name, _ = demo_app._parse_action(active.binding.action, active.node)
                assert hasattr(node, f"action_{name}"), active.binding


async def test_no_key_without_a_name_is_our_own(demo_app):
    async with demo_app.run_test(size=SIZE):
        ours = [one.binding for one in demo_app.screen.active_bindings.values() if one.binding.id]
        assert {binding.id for binding in ours} == {binding.id for binding in bindings(ON_THE_BOARD)}


async def test_help_lists_every_key_with_what_it_does(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        wanted = list(keys_of(demo_app.screen))
        await pressed(pilot, "question_mark")
        shown = [text_of(line) for line in demo_app.screen.query_one(LinesView).content.body]
        for group, keys, description in wanted:
            assert any(re.search(rf"(^|  ){re.escape(group)}(  |$)", line) for line in shown)
            told = rf"  {re.escape(keys)}\s+{re.escape(description)}(  |$)"
            assert any(re.search(told, line) for line in shown), keys


async def test_the_palette_offers_everything_but_itself(demo_app):
    async with demo_app.run_test(size=SIZE):
        provider: Provider = KeyProvider(demo_app.screen)
        offered = {str(hit.display).casefold() async for hit in provider.discover()}
        wanted = {binding.description.casefold() for binding in bindings(ON_THE_BOARD)} - {"palette"}
        colours = {f"theme colours: {name}" for name in demo_app.available_themes}
        assert offered == wanted | colours


@pytest.mark.parametrize("words", ["check in", "undo", "last card", "carry column left"])
async def test_the_palette_finds_an_action_by_its_name(demo_app, words):
    async with demo_app.run_test(size=SIZE):
        found = [str(hit.text).casefold() async for hit in KeyProvider(demo_app.screen).search(words)]
        assert words in found


async def test_an_action_of_the_palette_does_what_the_key_does(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        hits = {str(hit.display): hit.command async for hit in KeyProvider(demo_app.screen).discover()}
        await hits["Last card"]()
        assert cursor_card(demo_app) == "k14"
        await hits["To the right"]()
        await hits["Up"]()
        await hits["Up"]()
        await hits["Done or not"]()
        await pilot.pause()
        assert cards(demo_app)["k22"].figures.health == "achieved"


async def test_the_keys_in_the_readme_are_those_of_the_board(demo_app):
    rows = key_table("keys")
    async with demo_app.run_test(size=SIZE):
        wanted = {(keys, description) for _, keys, description in keys_of(demo_app.screen)}
    assert sorted(rows) == sorted(wanted)
