"""The guide to a first board: it opens by itself, every step may be gone through or skipped, and nothing is lost."""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from textual.events import Key, Paste

from learnboard.domain.errors import Rejected
from learnboard.domain.model.board_info import BoardInfo, Owner, Settings
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.domain.model.people import Person
from learnboard.domain.model.records import Records
from learnboard.service.board_service import BoardService
from learnboard.storage.store import Store
from learnboard.ui import features, session
from learnboard.ui.goals.guide import SHOW_DEMO
from learnboard.ui.goals.guide_steps import GuideStep
from learnboard.ui.toolkit.text import cell_len
from tests import builders
from tests.program.boards import KEY_LINE, asked, program, quit_program
from tests.ui.form_apps import seen, texts
from tests.ui.frames import GlassApp, calm
from tests.ui.screen import lines, pressed, said, view
from tests.years import year_store

DAY = date(2026, 6, 26)  # a Friday
SIZE = (80, 24)
WELCOME, NAME, GOAL, CYCLE, OBJECTIVE, KEY_RESULTS, MENTOR = (
    "Welcome to learnboard",
    "Your name",
    "Your long-term goal",
    "Your cycle",
    "A first objective",
    "Key results of",
    "Your mentor",
)
TYPED = {
    WELCOME: ["enter"],
    NAME: ["enter"],
    GOAL: [*"explain well", "tab", "a", "enter"],
    CYCLE: [*" plan", "tab", *"1 jul", "enter"],
    OBJECTIVE: [*"Be the one they call", "tab", "c", "enter"],
    KEY_RESULTS: [*"from 9.5 h to 4 h", "tab", *"talk", "tab", "tab", *"8", "enter"],
    MENTOR: [*"Hazel Brook", "enter"],
}
"""The keys that go through each step with something in it."""
BEGUN = ["enter", "enter"]
"""The keys from the welcome, past the name, to the first step that makes something."""


@contextmanager
def on_board(folder, day=DAY, owner="Alder", **tables):
    """An app on a board with these rows and nothing else."""
    board_info = BoardInfo("brd", Owner(owner, ""), Settings())
    store = Store.create(folder / "board.db", board_info, Records(board_info, **tables), wait=0.01)
    with store, BoardService(store) as service:
        yield GlassApp(service, SIZE, day)


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    with on_board(tmp_path) as app:
        yield app


async def put(pilot, *keys):
    """Press keys as a person does, who waits for what every key but letters does."""
    for key in keys:
        if len(key) == 1:
            post(pilot, key)
        else:
            await pressed(pilot, key)
    await calm(pilot)


async def burst(pilot, *keys):
    """Press keys as fast as they come."""
    for key in keys:
        post(pilot, key)
    await calm(pilot)


def post(pilot, key):
    pilot.app.post_message(Key("space" if key == " " else key, key if len(key) == 1 else None))


def step(app):
    """The title of the step that is open; None when the board is."""
    return app.screen._title_text if isinstance(app.screen, GuideStep) else None


def last_line(app):
    """The keys of the step that is open."""
    return [line for line in seen(app) if line][-1]


def rows(app, record):
    return app.session.service.store.rows(record)


def made(app):
    """What stands on the board, in words."""
    store = app.session.service.store
    return {
        "goals": [(row.statement, row.status) for row in store.rows(Goal)],
        "cycles": [(row.title, row.kind, str(row.starts_on), str(row.ends_on)) for row in store.rows(Cycle)],
        "objectives": [(row.title, row.okr_type) for row in store.rows(Objective)],
        "key results": [(row.title, row.kind) for row in store.rows(KeyResult)],
        "confidence": [row.confidence for row in store.rows(CheckIn)],
        "people": [
            (row.name, row.relation, row.kind, row.primary, str(row.asked_on), row.accepted_on)
            for row in store.rows(Person)
        ],
    }


ALL = {
    "goals": [("explain well", "active")],
    "cycles": [("2026 plan", "custom", "2026-07-01", "2026-12-31")],
    "objectives": [("Be the one they call", "committed")],
    "key results": [("from 9.5 h to 4 h", "metric"), ("talk", "binary")],
    "confidence": [8, 8],
    "people": [("Hazel Brook", "mentor", "team_lead", True, "2026-06-26", None)],
}
MIXES = list(product([True, False], repeat=4))
"""Whether each step that makes something is skipped."""
CALENDAR_YEAR = ("2026", "year", "2026-01-01", "2026-12-31")


# -- when it opens ---------------------------------------------------------------------------------------------------


async def test_it_opens_by_itself_on_an_empty_board(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        assert step(app) == WELCOME


@pytest.mark.parametrize(
    "tables",
    [
        {"goals": (builders.goal(),)},
        {"cycles": (builders.cycle(),)},
        {"goals": (builders.goal(),), "cycles": (builders.cycle(),), "objectives": (builders.objective(),)},
    ],
    ids=["goal", "cycle", "objective"],
)
async def test_it_does_not_open_by_itself_where_there_is_something(tmp_path, tables):
    with on_board(tmp_path, **tables) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            assert step(app) is None


async def test_it_does_not_open_on_the_example_year():
    with year_store() as store, BoardService(store) as service:
        app = GlassApp(service, SIZE)
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            assert step(app) is None


async def test_it_is_not_opened_twice_when_a_key_asked_for_it_before_it_came(app):
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(2):
            features.open_guide(app.screen_stack[0])
        await calm(pilot)
        assert len(app.screen_stack) == 2
        await put(pilot, *["escape"] * 5)
        assert step(app) is None


@pytest.mark.parametrize("key", ["enter", "n", "N"])
async def test_on_an_empty_board_it_is_a_key_away(app, key):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *["escape"] * 5)
        assert (step(app), made(app)) == (None, {key: [] for key in ALL})
        await put(pilot, key)
        assert step(app) == WELCOME


async def test_opened_again_it_goes_on_with_what_is_missing(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", *TYPED[CYCLE], "escape")
        assert step(app) == f"5 of 5   {MENTOR}"
        await put(pilot, "escape")
        assert (step(app), made(app)["cycles"]) == (None, ALL["cycles"])
        await put(pilot, "enter")
        assert step(app) == f"1 of 5   {GOAL}"
        await put(pilot, *TYPED[GOAL])
        assert step(app) == f"3 of 5   {OBJECTIVE}"


# -- going through and skipping --------------------------------------------------------------------------------------


async def test_gone_through_it_makes_all_five(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        for name, keys in TYPED.items():
            assert name in step(app)
            await put(pilot, *keys)
        assert step(app) is None
        assert made(app) == ALL
        assert said(app) == "Your board is ready: space checks in, n adds a key result, N an objective."


async def test_typed_ahead_in_one_burst_it_makes_the_same_board(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await burst(pilot, *(key for keys in TYPED.values() for key in keys))
        assert step(app) is None
        assert made(app) == ALL


async def test_keys_typed_right_after_the_last_step_are_for_the_board(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        keys = [key for keys in TYPED.values() for key in keys]
        await burst(pilot, *keys, "n", *"and one more", "enter", "escape", "g", "x")
        titles = [card.key_result.title for card in view(app).board.columns[0].cards]
        assert sorted(titles) == ["and one more", "from 9.5 h to 4 h", "talk"]


@pytest.mark.parametrize(
    ("skipped", "hand"), [*((mix, burst) for mix in MIXES[::2]), (MIXES[5], put), (MIXES[15], put)]
)
async def test_every_mix_of_skipping_and_going_on_leaves_what_was_filled(app, skipped, hand):
    goal, cycle, objective, key_results = skipped
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        keys = [*BEGUN]
        for name, skip in zip((GOAL, CYCLE, OBJECTIVE, KEY_RESULTS), skipped, strict=True):
            if name != KEY_RESULTS or not objective:
                keys += ["escape"] if skip else TYPED[name]
        begun = not (goal and cycle and objective)
        keys += TYPED[MENTOR] if begun else []  # who skips all of it is not asked about a mentor
        await hand(pilot, *keys)
        assert step(app) is None
        nothing = objective or key_results
        assert made(app) == {
            "goals": [] if goal else ALL["goals"],
            "cycles": ALL["cycles"] if not cycle else [] if objective else [CALENDAR_YEAR],
            "objectives": [] if objective else ALL["objectives"],
            "key results": [] if nothing else ALL["key results"],
            "confidence": [] if nothing else ALL["confidence"],
            "people": ALL["people"] if begun else [],
        }
        assert list(app._notifications) == []
        assert app.is_running


async def test_what_is_left_empty_is_not_skipped_by_enter_and_the_cycle_is_the_calendar_year(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "enter")
        assert step(app) == f"1 of 5   {GOAL}"
        assert any("! Nothing is written yet: escape skips this." in line for line in seen(app))
        await put(pilot, *"Lead", "enter", "enter", "enter")
        assert step(app) == f"3 of 5   {OBJECTIVE}"
        assert [row.statement for row in rows(app, Goal)] == ["Lead"]  # the letters were its answer, and no commands


async def test_what_is_skipped_by_escape_makes_nothing_and_the_cycle_is_the_calendar_year(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", "enter", "escape")
        assert step(app) == f"5 of 5   {MENTOR}"
        await put(pilot, "enter", *"x")
        assert step(app) == f"5 of 5   {MENTOR}"
        await put(pilot, "backspace", "escape")
        assert step(app) is None
        assert made(app) == {key: [CALENDAR_YEAR] if key == "cycles" else [] for key in ALL}


def footer(app):
    return " ".join(last_line(app).split())


async def test_what_was_typed_into_a_step_is_taken_by_escape_which_says_so(app):
    """Nothing would lead back to it."""
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, "enter", "ctrl+u", *"Ada")
        assert footer(app) == "enter go on esc keep and go on"
        await put(pilot, "escape")
        assert app.session.service.board_info().owner.name == "Ada"
        assert "name" in said(app)
        await put(pilot, *"think", "escape")
        assert step(app) == f"2 of 5   {CYCLE}"
        assert ([row.statement for row in rows(app, Goal)], said(app)) == (["think"], "Added “think”.")
        await put(pilot, "tab", "ctrl+u", *"nonsense", "escape")
        assert step(app) == f"2 of 5   {CYCLE}"
        assert any("“nonsense” is no day" in line for line in seen(app))
        assert footer(app).endswith("esc skip this")
        await put(pilot, "escape")
        assert (step(app), rows(app, Cycle)) == (f"3 of 5   {OBJECTIVE}", [])


async def test_escape_adds_the_key_results_that_were_typed_and_keeps_a_half_typed_one_for_n(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        assert footer(app).endswith("esc skip this")
        await put(pilot, *"one")
        assert footer(app).endswith("esc skip, kept for n")
        await put(pilot, "enter", *"two", "enter")
        assert footer(app).endswith("esc go on without the rest")
        await put(pilot, *"half", "escape")
        assert step(app) == f"5 of 5   {MENTOR}"
        assert [title for title, _ in made(app)["key results"]] == ["one", "two"]
        assert said(app) == "Kept as a draft, n brings it back: “half”."
        await put(pilot, "escape")
        assert said(app) == "Kept as a draft, n brings it back: “half”."
        await put(pilot, "n", "enter", "escape")
        assert [title for title, _ in made(app)["key results"]] == ["one", "two", "half"]
        assert app.session.service.store.file.query("SELECT * FROM drafts") == []


async def test_a_confidence_that_is_wrong_does_not_take_the_key_results_with_it(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"one", *["tab"] * 3, *"11", "escape")
        assert any("from 1 to 10" in line and "!" in line for line in seen(app))
        await put(pilot, "escape")
        assert (step(app), made(app)["key results"]) == (f"5 of 5   {MENTOR}", [("one", "binary")])


async def test_a_cycle_without_a_name_is_skipped_and_one_without_a_day_says_so(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", "tab", "ctrl+u", *"nonsense", "enter")
        assert step(app) == f"2 of 5   {CYCLE}"
        assert any("“nonsense” is no day" in line for line in seen(app))
        await put(pilot, "shift+tab", "ctrl+u", "tab", "ctrl+u", *"1 mar", "shift+tab", "enter")
        assert step(app) == f"2 of 5   {CYCLE}"
        await put(pilot, "escape")
        assert (step(app), rows(app, Cycle)) == (f"3 of 5   {OBJECTIVE}", [])


async def test_a_cycle_that_ends_before_it_starts_is_refused_and_stays_to_be_mended(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", "tab", "tab", "ctrl+u", *"2025-12-31", "enter")
        assert step(app) == f"2 of 5   {CYCLE}"
        assert rows(app, Cycle) == []
        assert texts(app)["ends_on"] == "2025-12-31"
        await put(pilot, "ctrl+u", *"31 mar 2027", "enter")
        assert made(app)["cycles"] == [("2026", "custom", "2026-01-01", "2027-03-31")]


@pytest.mark.parametrize(
    ("words", "on"),
    [("1 jan", "2026-01-01"), ("1 jul", "2026-07-01"), ("1 dec", "2026-12-01"), ("today", "2026-06-26")],
)
async def test_a_start_is_the_nearest_day_that_the_words_can_mean(app, words, on):
    """On 26 June: 1 January is 176 days ago and 189 ahead, 1 December 158 ahead and 207 ago."""
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", "tab", "ctrl+u", *words, "tab", "ctrl+u", *"31 dec 2027", "enter")
        assert str(rows(app, Cycle)[0].starts_on) == on


async def test_a_quarter_is_understood(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", "ctrl+u", *"Q3", "tab", *"1 jul", "tab", *"30 sep", "enter")
        assert made(app)["cycles"] == [("Q3", "custom", "2026-07-01", "2026-09-30")]


async def test_a_title_that_is_too_long_is_refused_at_its_step_and_nothing_is_lost(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *BEGUN, "escape", "escape")
        app.post_message(Paste("long " * 60))
        await calm(pilot)
        await put(pilot, "enter")
        assert step(app) == f"3 of 5   {OBJECTIVE}"
        assert texts(app)["title"].startswith("long long")
        assert rows(app, Objective) == []


# -- the mentor -----


async def to_mentor(pilot):
    await to_key_results(pilot)
    await put(pilot, "escape")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_it_asks_who_the_mentor_is_and_offers_the_team_lead(app, size):
    async with app.run_test(size=size) as pilot:
        await to_mentor(pilot)
        assert step(app) == f"5 of 5   {MENTOR}"
        shown = "\n".join(seen(app))
        assert "Who is your mentor? Your team lead is a good first one;" in shown
        assert "it can be anybody, and anybody else later." in shown
        assert (texts(app)["kind"], texts(app)["accepted"]) == ("team lead", "not yet")
        await put(pilot, *"Rowan Teal", "tab", "e", "tab", "y", "enter")
        (row,) = rows(app, Person)
        assert (row.name, row.kind, row.external, row.primary) == ("Rowan Teal", "external", True, True)
        assert (row.asked_on, row.accepted_on, row.from_on) == (None, DAY, DAY)


async def test_the_mentor_is_read_from_a_line_as_in_the_list(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_mentor(pilot)
        await put(pilot, *"Rowan Teal, every 6 weeks", "enter")
        (row,) = rows(app, Person)
        assert (row.name, row.kind, row.agreement.cadence_days) == ("Rowan Teal", "team_lead", 42)


async def test_a_mentors_line_that_is_not_understood_is_refused_at_its_field(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_mentor(pilot)
        await put(pilot, *"Rowan Teal, every 0 weeks", "enter")
        assert rows(app, Person) == []
        assert "Not understood: “every 0 weeks”" in "\n".join(seen(app))


async def test_the_mentor_can_be_left_for_later_and_the_header_says_so(app):
    async with app.run_test(size=(160, 45)) as pilot:
        await to_mentor(pilot)
        await put(pilot, "escape")
        assert (step(app), rows(app, Person)) == (None, [])
        assert "no mentor yet · P" in lines(app)[0]


# -- key results -----------------------------------------------------------------------------------------------------


async def to_key_results(pilot):
    await calm(pilot)
    await put(pilot, *BEGUN, "escape", "escape", *"Learn", "enter")


async def test_beside_a_key_result_stands_what_it_will_be(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"Cut it from 850 ms to 400 ms", "tab", *"Give a talk")
        first, second, third = (line for line in seen(app) if line.strip().startswith(("first", "second", "third")))
        assert first.endswith("850 → 400 ms")
        assert second.endswith("done, or not")
        assert not third.endswith("done, or not")


async def test_of_the_keys_that_lead_on_each_says_what_it_does(app):
    """Enter ends a key result where another can follow, and then the step: no two keys are told for the same."""
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        told = []
        for keys in ([], [*"one"], ["enter", *"two"], ["enter", *"three"]):
            await put(pilot, *keys)
            told.append(" ".join(last_line(app).split()))
        last, more = "enter go on tab next", "enter next ctrl+s go on"
        assert told == [
            f"{last} esc skip this",
            f"{more} esc skip, kept for n",
            f"{more} esc go on without the rest",
            f"{last} esc go on without the rest",
        ]
        assert step(app).startswith("4 of 5")
        await put(pilot, "enter")
        assert [title for title, _ in made(app)["key results"]] == ["one", "two", "three"]


async def test_beside_a_key_result_stands_what_is_kept_or_why_nothing_is_measured(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"Keep it below 5 ms", "tab", *"Cut it from 1.200 to 950", "tab")
        first, second = (line for line in seen(app) if line.strip().startswith(("first", "second")))
        assert first.endswith("keep at most 5 ms each month")
        assert "no metric: “1.200” can be" in second


async def test_one_key_refuses_what_a_title_is_understood_to_measure(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"Read 3 books")
        assert any("ctrl+r: not a metric" in line for line in seen(app))
        await put(pilot, "ctrl+r")
        (first,) = (line for line in seen(app) if line.strip().startswith("first"))
        assert first.endswith("done, or not")
        assert any("ctrl+r: a metric" in line for line in seen(app))
        await put(pilot, "tab", *"Give 2 talks", "tab", *"Be there")
        assert not any("ctrl+r" in line for line in seen(app))
        await put(pilot, "ctrl+s")
        assert made(app)["key results"] == [
            ("Read 3 books", "binary"),
            ("Give 2 talks", "metric"),
            ("Be there", "binary"),
        ]


async def test_without_confidence_no_check_in_is_made(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"one", "tab", *"two", "tab", *"three", "enter")
        assert [title for title, _ in made(app)["key results"]] == ["one", "two", "three"]
        assert rows(app, CheckIn) == []


async def test_a_wrong_confidence_is_told_at_its_field(app):
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"one", *["tab"] * 3, *"11", "enter")
        assert any("from 1 to 10" in line and "!" in line for line in seen(app))
        await put(pilot, "backspace", "enter")
        assert made(app)["confidence"] == [1]


async def test_key_results_below_an_empty_first_line_are_made(app):
    """Whoever leaves the first line empty has written something all the same."""
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, "tab", *"second", "tab", *"third", "enter")
        assert [title for title, _ in made(app)["key results"]] == ["second", "third"]


# -- what is there already -------------------------------------------------------------------------------------------


async def test_a_goal_that_is_there_is_not_asked_for(tmp_path):
    with on_board(tmp_path, goals=(builders.goal(statement="teach"),)) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            await put(pilot, "enter")
            assert step(app) == f"2 of 5   {CYCLE}"
            await put(pilot, "enter", *"Learn", "enter", "escape", "escape")
            assert (step(app), rows(app, Objective)[0].goal_id) == (None, "g1")


async def test_a_cycle_that_is_there_is_not_asked_for(tmp_path):
    with on_board(tmp_path, cycles=(builders.cycle(title="mine"),)) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            await put(pilot, "enter", *"teach", "enter")
            assert step(app) == f"3 of 5   {OBJECTIVE}"
            await put(pilot, *"Learn", "enter", "escape")
            assert [row.title for row in rows(app, Cycle)] == ["mine"]


async def test_where_there_are_an_objective_key_results_and_a_mentor_the_guide_asks_nothing(tmp_path):
    tables = {
        "goals": (builders.goal(),),
        "cycles": (builders.cycle(),),
        "objectives": (builders.objective(),),
        "key_results": (builders.binary(),),
        "people": (builders.person(accepted_on="2026-01-12"),),
    }
    with on_board(tmp_path, **tables) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            features.open_guide(app.screen)
            await calm(pilot)
            assert (step(app), said(app)[:20]) == (None, "Your board is ready:")


async def test_the_board_is_what_the_rows_say_with_nothing_else_written(app):
    """The guide writes nothing of its own: no settings, no drafts, no empty rows."""
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        for keys in TYPED.values():
            await put(pilot, *keys)
        records = app.session.service.store.records()
        assert records.board_info == BoardInfo("brd", Owner("Alder", ""), Settings())
        (goal,), (cycle,), (objective,), (mentor,) = (
            *(records.goals, records.cycles, records.objectives, records.people),
        )
        assert replace(mentor, id="p1") == builders.person(
            name="Hazel Brook", kind="team_lead", primary=True, asked_on="2026-06-26", visibility="mentor"
        )
        assert replace(goal, id="g1", position=0) == builders.goal(
            statement="explain well", visibility="mentor", status="active"
        )
        assert (objective.cycle_id, objective.goal_id, objective.visibility) == (cycle.id, goal.id, "mentor")
        first = min(records.key_results, key=lambda row: row.position)
        assert replace(first, id="k1", objective_id="o1", position=0) == builders.metric(
            title="from 9.5 h to 4 h", start="9.5", target="4", unit="h", decimals=1, visibility="mentor"
        )
        assert app.session.unkept == {}
        assert app.session.service.store.file.query("SELECT * FROM drafts") == []


async def test_on_a_board_that_another_program_writes_to_all_of_it_lands_later(app, monkeypatch):
    """What waits is not on the board yet; what comes after it is asked for all the same."""
    monkeypatch.setattr(session, "TRY_AGAIN", 0.2)
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        with closing(sqlite3.connect(app.session.service.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await put(pilot, *BEGUN, *TYPED[GOAL], "escape", *TYPED[OBJECTIVE])
            assert step(app) is None
            assert said(app).startswith("Another program is writing to this board")
            other.execute("ROLLBACK")
        await until(pilot, lambda: rows(app, Objective))
        assert made(app) == ALL | {"cycles": [CALENDAR_YEAR], "key results": [], "confidence": [], "people": []}
        await put(pilot, "enter")
        assert step(app) is None
        assert list(app._notifications) == []


async def until(pilot, holds):
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come")


async def test_a_key_result_that_was_made_is_not_made_again_when_the_next_one_was_refused(app, monkeypatch):
    service, refusals = app.session.service, [Rejected("Not just now.")]
    do = service.execute

    def refusing(command, board):
        if getattr(getattr(command, "row", None), "title", "") == "two" and refusals:
            raise refusals.pop()
        return do(command, board)

    monkeypatch.setattr(service, "execute", refusing)
    async with app.run_test(size=SIZE) as pilot:
        await to_key_results(pilot)
        await put(pilot, *"one", "tab", *"two", "tab", *"three", "enter")
        assert [title for title, _ in made(app)["key results"]] == ["one"]
        assert texts(app)["second"] == "two"  # nothing of it is lost
        await put(pilot, "enter")
        assert [title for title, _ in made(app)["key results"]] == ["one", "two", "three"]


# -- who, and late in a year when -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "offered"), [("ada", "ada"), ("root", ""), ("Root ", ""), ("", ""), ("user", "")], ids=repr
)
async def test_the_name_is_offered_unless_it_names_nobody(tmp_path, monkeypatch, stored, offered):
    monkeypatch.setenv("LOGNAME", "root")
    with on_board(tmp_path, owner=stored) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            await put(pilot, "enter")
            assert (step(app), texts(app)) == (NAME, {"owner": offered})
            await put(pilot, "ctrl+u", *"Ada Finch", "enter")
            assert app.session.service.board_info().owner == Owner("Ada Finch", "")
            await put(pilot, *["escape"] * 3, "u")
            assert app.session.service.board_info().owner == Owner(stored, "")


@pytest.mark.parametrize("keys", [["escape"], ["ctrl+u", "escape"], ["ctrl+u", "enter", "escape"]], ids=str)
async def test_the_name_can_be_skipped(app, keys):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, "enter", *keys)
        assert (step(app), app.session.service.board_info().owner.name) == (f"1 of 5   {GOAL}", "Alder")


NOVEMBER = date(2026, 11, 29)
TWELVE_MONTHS = ("2026–27", "custom", "2026-11-29", "2027-11-28")
NEXT_YEAR = ("2027", "year", "2027-01-01", "2027-12-31")
REST = ("2026", "year", "2026-11-29", "2026-12-31")


@pytest.mark.parametrize(
    ("size", "keys", "cycle"),
    [
        ((80, 24), ["enter"], TWELVE_MONTHS),
        ((160, 45), ["right", "enter"], NEXT_YEAR),
        ((80, 24), ["n", "enter"], NEXT_YEAR),
        ((160, 45), ["right", "right", "enter"], REST),
        ((80, 24), ["left", "enter"], REST),
        ((160, 45), ["right", "left", "enter"], TWELVE_MONTHS),
        ((80, 24), ["tab", "ctrl+u", *"mine", "shift+tab", "right", "enter"], ("mine", *NEXT_YEAR[1:])),
        (
            (160, 45),
            ["right", "tab", "tab", "tab", *"30 jun 2027", "enter"],
            ("2027", "custom", "2027-01-01", "2027-06-30"),
        ),
    ],
    ids=str,
)
async def test_late_in_a_year_the_period_is_chosen(tmp_path, keys, cycle, size):
    with on_board(tmp_path, day=NOVEMBER) as app:
        async with app.run_test(size=size) as pilot:
            await calm(pilot)
            await put(pilot, *BEGUN, "escape")
            shown = "\n".join(seen(app))
            assert "29 Nov 2026 to 28 Nov 2027" in shown
            assert "1 Jan 2027 to 31 Dec 2027" in shown
            assert "29 Nov 2026 to 31 Dec 2026" in shown
            await put(pilot, *keys)
            assert made(app)["cycles"] == [cycle]
            assert rows(app, Cycle)[0].status == ("planning" if cycle[2] > "2026-11-29" else "active")


async def test_late_in_a_year_a_cycle_that_is_skipped_takes_twelve_months(tmp_path):
    with on_board(tmp_path, day=NOVEMBER) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            await put(pilot, *BEGUN, "escape", "escape", *"Learn", "enter")
            assert made(app)["cycles"] == [TWELVE_MONTHS]


async def test_late_in_a_year_every_step_shows_its_words_whole(tmp_path):
    with on_board(tmp_path, day=NOVEMBER) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            await put(pilot, *BEGUN, "escape")
            shown = "\n".join(seen(app))
            assert all(text in shown for text in app.screen.intro)
            assert "it is twelve months from today" in shown


async def test_a_key_result_of_the_guide_counts_from_today_where_it_is_late(tmp_path):
    tables = {"goals": (builders.goal(),), "cycles": (builders.cycle(),), "objectives": (builders.objective(),)}
    with on_board(tmp_path, day=NOVEMBER, **tables) as app:
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot)
            features.open_guide(app.screen)
            await put(pilot, *"Give 2 talks", "tab", *"Be there", "ctrl+s")
            assert {row.title: row.starts_on for row in rows(app, KeyResult)} == {
                "Give 2 talks": NOVEMBER,
                "Be there": None,
            }


# -- undo ------------------------------------------------------------------------------------------------------------


async def test_each_row_that_was_made_is_one_step_of_undo(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        for keys in TYPED.values():
            await put(pilot, *keys)
        undone = []
        for _ in range(8):
            await put(pilot, "u")
            undone.append(said(app))
        assert undone == [
            "Undid: add “Hazel Brook”.",
            "Undid: check in “talk”.",
            "Undid: add “talk”.",
            "Undid: check in “from 9.5 h to 4 h”.",
            "Undid: add “from 9.5 h to 4 h”.",
            "Undid: add “Be the one they call”.",
            "Undid: add “2026 plan”.",
            "Undid: add “explain well”.",
        ]
        assert made(app) == {key: [] for key in ALL}
        await put(pilot, *["U"] * 8)
        assert made(app) == ALL


# -- the example year ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [["right"], ["t"], ["space"], ["end"]], ids=str)
async def test_the_example_year_can_be_chosen_and_nothing_is_written(app, keys):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        await put(pilot, *keys, "enter")
        assert made(app) == {key: [] for key in ALL}
    assert app.return_value == SHOW_DEMO


def test_the_demo_opens_and_after_it_ones_own_board_is_back_with_the_guide(tmp_path):
    board = tmp_path / "boards" / "mine.db"
    with program(tmp_path, "--board", str(board), columns=80, rows=24) as terminal:
        terminal.wait_for(WELCOME, "the example year")
        terminal.send(b"t\r")
        terminal.wait_for("I want to be a performance expert", "37 %", "a copy that is deleted", KEY_LINE)
        terminal.send(b"q")
        terminal.wait_for(WELCOME)
        terminal.send(b"\r")
        terminal.wait_for(NAME)
        terminal.send(b"\x15Ada Finch\r")
        terminal.wait_for("1 of 5", GOAL)
        terminal.send(b"teach\r\r")
        terminal.wait_for("3 of 5")
        terminal.send(b"\x1b")
        terminal.wait_for("5 of 5")
        terminal.send(b"\x1b")
        terminal.wait_for("No objectives yet")
        assert quit_program(terminal) == 0
    assert asked(board, "SELECT statement FROM goals") == [("teach",)]
    assert asked(board, "SELECT owner ->> '$.name' FROM identity") == [("Ada Finch",)]
    assert asked(board, "SELECT count(*) FROM key_results") == [(0,)]
    assert list((tmp_path / "tmp").iterdir()) == []


# -- how it looks ----------------------------------------------------------------------------------------------------


async def test_at_80_columns_no_word_of_an_intro_a_hint_or_the_keys_is_cut(app):
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        for name, keys in TYPED.items():
            assert name in step(app)
            shown = "\n".join(seen(app))
            assert all(text in shown for text in app.screen.intro)
            assert all(cell_len(line) <= SIZE[0] for line in lines(app))
            form_state = app.screen.form_state
            assert all(field.hint in shown for field in form_state.shown if not form_state.texts[field.name])
            for words in ("enter go on", "esc skip this"):
                assert words in shown
            assert "…" not in last_line(app)
            await put(pilot, *keys)
        assert said(app) in lines(app)[-2]


async def test_a_step_tells_only_keys_that_do_something(app):
    """One field has no next one; what is not a choice has nothing to choose."""
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        assert " ".join(last_line(app).split()) == "← → choose enter go on esc skip this"
        await put(pilot, "enter")
        assert " ".join(last_line(app).split()) == "enter go on esc skip this"
        await put(pilot, "enter")
        assert " ".join(last_line(app).split()) == "enter go on tab next esc skip this"


@pytest.mark.parametrize("size", [(40, 12), (30, 8), (200, 60)])
async def test_no_window_is_too_small_for_it(tmp_path, size):
    with on_board(tmp_path) as app:
        async with app.run_test(size=size) as pilot:
            await calm(pilot)
            for keys in TYPED.values():
                await put(pilot, *keys)
            assert made(app) == ALL
