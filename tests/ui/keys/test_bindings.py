"""Every key is told: in help, in the palette and in the README; and every key does something."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.command import Provider
from textual.dom import DOMNode

import learnboard.ui
from learnboard.ui import features
from learnboard.ui.app import LearnboardApp
from learnboard.ui.backups.screen import BackupsScreen
from learnboard.ui.base_app import BaseApp
from learnboard.ui.board.jump import JumpScreen
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.board.view import BoardView, OwnBoardView
from learnboard.ui.card.ilo_history import IloHistoryScreen
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.cycles.closing.screen import ClosingScreen
from learnboard.ui.cycles.screen import CyclesScreen
from learnboard.ui.editing.contents import ContentRowsScreen, ContentsScreen
from learnboard.ui.export.screen import ExportScreen
from learnboard.ui.goals.compare import CompareScreen
from learnboard.ui.goals.guide_steps import GuideStep
from learnboard.ui.goals.questions import QuestionsForm
from learnboard.ui.goals.screen import GoalsScreen
from learnboard.ui.importing.feedback import ImportFeedbackScreen
from learnboard.ui.importing.replace import ReplaceScreen
from learnboard.ui.keys.bindings import SCREENS
from learnboard.ui.keys.help import HelpScreen, keys_of
from learnboard.ui.keys.palette import KeyProvider
from learnboard.ui.learning.policies import PoliciesScreen
from learnboard.ui.learning.screen import LearningScreen
from learnboard.ui.lint.screen import HintsScreen
from learnboard.ui.meeting.screen import MeetingScreen
from learnboard.ui.mentor.app import MentorApp
from learnboard.ui.mentor.asks_screen import AsksScreen
from learnboard.ui.mentor.card import MentorCard
from learnboard.ui.mentor.people_screen import PeopleScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.money.allocations import AllocationsScreen
from learnboard.ui.money.screen import MoneyScreen
from learnboard.ui.money.worth import WorthScreen
from learnboard.ui.people.page import PersonScreen
from learnboard.ui.people.screen import RelationsScreen
from learnboard.ui.proposals.page import ProposalScreen
from learnboard.ui.proposals.screen import ProposalsScreen
from learnboard.ui.recovery.app import RecoveryApp, RecoveryScreen
from learnboard.ui.recovery.lost_file import LostFileForm
from learnboard.ui.review.screen import ReviewScreen
from learnboard.ui.rows.screen import RowsScreen, TablesScreen
from learnboard.ui.skills.screen import SkillsScreen
from learnboard.ui.stretches.screen import StretchesScreen
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.keys import ORDER
from learnboard.ui.toolkit.lines_view import LinesView
from learnboard.ui.toolkit.list_view import ListView
from tests.readme import key_table
from tests.ui.example_cards import text_of
from tests.ui.screen import cards, cursor_card, pressed, view

SIZE = (120, 60)
WHERE = {
    "board": (BoardScreen, OwnBoardView, LearnboardApp),
    "card": (CardScreen, LearnboardApp),
    "goals": (GoalsScreen, LearnboardApp),
    "two goals": (CompareScreen, LearnboardApp),
    "cycles": (CyclesScreen, LearnboardApp),
    "closing": (ClosingScreen, LearnboardApp),
    "review": (ReviewScreen, LearnboardApp),
    "learning": (LearningScreen, LearnboardApp),
    "money": (MoneyScreen, LearnboardApp),
    "budgets": (AllocationsScreen, LearnboardApp),
    "skills": (SkillsScreen, LearnboardApp),
    "policies": (PoliciesScreen, LearnboardApp),
    "worth": (WorthScreen, LearnboardApp),
    "stretches": (StretchesScreen, LearnboardApp),
    "ilo history": (IloHistoryScreen, LearnboardApp),
    "proposals": (ProposalsScreen, LearnboardApp),
    "proposal": (ProposalScreen, LearnboardApp),
    "person": (PersonScreen, LearnboardApp),
    "board's people": (RelationsScreen, LearnboardApp),
    "hints": (HintsScreen, LearnboardApp),
    "tables": (TablesScreen, LearnboardApp),
    "rows": (RowsScreen, LearnboardApp),
    "file's tables": (ContentsScreen, BaseApp),
    "file's rows": (ContentRowsScreen, BaseApp),
    "meeting": (MeetingScreen, LearnboardApp),
    "import feedback": (ImportFeedbackScreen, LearnboardApp),
    "replace the board": (ReplaceScreen, LearnboardApp),
    "backups": (BackupsScreen, LearnboardApp),
    "recovery": (RecoveryScreen, RecoveryApp),
    "snapshot": (SnapshotScreen, BoardView, ListView, MentorApp),
    "people": (PeopleScreen, ListView, MentorApp),
    "asks and offers": (AsksScreen, MentorApp),
    "mentor's card": (MentorCard, MentorApp),
    "help": (HelpScreen, BaseApp),
    "form": (FormScreen, BaseApp),
    "jump": (JumpScreen, BaseApp),
}
"""What has keys at once, screen by screen."""
LIKE_FORMS = (ExportScreen, GuideStep, LostFileForm, QuestionsForm)
EVERY = [(name, binding) for name, screen in SCREENS.items() for binding in screen.bindings]


def keys_by_id(bindings):
    """The ids with all their keys."""
    found = {}
    for binding in bindings:
        if binding.id:
            found.setdefault(binding.id, set()).update(one.key for one in Binding.make_bindings([binding]))
    return found


def bound_on(classes):
    """What the classes bind by id, each with what it inherits; of two with the same key the nearer one has it."""
    by_key = {}
    for each in reversed(classes):
        for base in reversed(each.__mro__):
            if base.__module__.startswith("learnboard."):
                by_key.update({one.key: one.id for one in Binding.make_bindings(vars(base).get("BINDINGS", ()))})
    found = {}
    for key, name in by_key.items():
        found.setdefault(name, set()).add(key)
    return found


@pytest.mark.parametrize("name", SCREENS)
def test_the_registry_tells_the_keys_of_every_screen(name):
    assert bound_on(WHERE[name]) == keys_by_id(SCREENS[name].bindings)


def test_no_class_binds_keys_that_are_in_no_registry():
    for module in walk_packages(learnboard.ui.__path__, "learnboard.ui."):
        import_module(module.name)
    known = {base for classes in WHERE.values() for each in classes for base in each.__mro__} | {*LIKE_FORMS}
    waiting, found = [DOMNode], set()
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found |= {each for each in children if each.__module__.startswith("learnboard.") and "BINDINGS" in vars(each)}
    assert found - known == set()


@pytest.mark.parametrize("form", LIKE_FORMS)
def test_a_form_of_its_own_words_has_the_keys_of_every_form(form):
    assert bound_on([form]) == bound_on([FormScreen])


@pytest.mark.parametrize("name", [name for name in vars(features) if name.startswith(("open_", "ask_"))])
def test_every_feature_is_there(name):
    module, _, function = getattr(features, name).__qualname__.rpartition(".")
    assert callable(getattr(import_module(f"learnboard.ui.{module}"), function))


@pytest.mark.parametrize(("name", "binding"), EVERY, ids=lambda each: each if isinstance(each, str) else each.id)
def test_every_key_has_a_name_a_group_and_says_what_it_does(name, binding):
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", binding.id)
    assert binding.description == binding.description.strip()
    assert binding.description
    assert not binding.description[0].isupper()
    assert binding.group in ORDER or name in {"help", "jump"}
    for key in binding.key.split(","):
        assert key not in {"ctrl+h", "ctrl+i", "ctrl+m", "esc"}
        assert not re.fullmatch(r"ctrl\+[A-Z]", key)
        assert " " not in key


@pytest.mark.parametrize("name", SCREENS)
def test_no_key_of_a_screen_is_bound_twice(name):
    keys = [key for keys in keys_by_id(SCREENS[name].bindings).values() for key in keys]
    assert len(keys) == len(set(keys))


def test_an_id_has_the_same_keys_wherever_it_is():
    several = {}
    for screen in SCREENS.values():
        for name, keys in keys_by_id(screen.bindings).items():
            several.setdefault(name, set()).add(frozenset(keys))
    # Where space pages, the page is only read; q and escape both leave a meeting, help only has its own key too.
    assert {name for name, keys in several.items() if len(keys) > 1} == {"cursor.page_down"}


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
        assert {binding.id for binding in ours} == {binding.id for binding in SCREENS["board"].bindings}


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
        wanted = {(each.tooltip or each.description).casefold() for each in SCREENS["board"].bindings} - {"palette"}
        colours = {f"theme colours: {name}" for name in demo_app.available_themes}
        assert offered == wanted | colours


@pytest.mark.parametrize("words", ["check in", "undo", "to the last", "carry column left"])
async def test_the_palette_finds_an_action_by_its_name(demo_app, words):
    async with demo_app.run_test(size=SIZE):
        found = [str(hit.text).casefold() async for hit in KeyProvider(demo_app.screen).search(words)]
        assert words in found


async def test_an_action_of_the_palette_does_what_the_key_does(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        hits = {str(hit.display): hit.command async for hit in KeyProvider(demo_app.screen).discover()}
        await hits["To the last"]()
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
